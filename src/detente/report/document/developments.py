"""The key developments: findings as numbered items, those told by the same words once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente import dates, wording
from detente.report.document.pieces import Bullets, Item, Paragraph, Run, Section, line
from detente.report.findings import Worded, findings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from detente.casebook import Casebook
    from detente.report.document.citing import Citations
    from detente.report.document.pieces import Line
    from detente.report.edits import Edited
    from detente.report.findings import Finding
    from detente.report.theme import Theme
    from detente.report.verification import Verification

_ASKED: Final = 2
"""Findings looked at for one that is told: some are told by the words of another."""
_ALONE: Final = "Told by one document alone; not independently verified."
_ROW: Final = (
    "A row of coded data, whose reports are not in the casebook; not independently verified."
)


def developments(
    casebook: Casebook, theme: Theme, cited: Citations, *, from_: str, to: str, most: int
) -> list[Finding]:
    """The key developments of a period, numbered anew without those told by the same sentences.

    Args:
        casebook: What was read.
        theme: What they are to be about.
        cited: Where the sentences of documents are.
        from_: First day, EDTF.
        to: Last day, EDTF.
        most: How many at most.
    """
    told: set[tuple[str, int | None, int | None]] = set()
    kept: list[Finding] = []
    found = findings(casebook, theme, from_=from_, to=to, most=most * _ASKED)
    cited.load(document for finding in found for document in finding.reports)
    for finding in found:
        places = set(cited.places(finding.quotes))
        if not places <= told:
            kept.append(replace(finding, number=len(kept) + 1))
            told |= places
    return kept[:most]


def told(edited: Iterable[Edited]) -> list[Finding]:
    """The findings that are told, numbered anew, in the words that somebody gave them."""
    kept = [each for each in edited if not each.left_out]
    return [
        replace(
            each.finding,
            number=number,
            worded=Worded(by.words, by.editor) if (by := each.worded) and by.words else None,
        )
        for number, each in enumerate(kept, 1)
    ]


def section(
    found: Iterable[Finding],
    cited: Citations,
    since: dt.date | None,
    edited: Sequence[Edited] = (),
) -> Section:
    """The section that tells them.

    Args:
        found: The findings.
        cited: The endnotes.
        since: The day up to which an earlier report knew; None without one.
        edited: What people made of them, those left out too.
    """
    items = tuple(_item(finding, cited, since) for finding in found)
    intro = (
        "Ranked by how many origins tell of them, how grave they are and how new. "
        "The numbers behind a sentence lead to the words it rests on."
    )
    changes = _changes(edited)
    said = f"{intro} {changes}" if changes else intro
    return Section("developments", "Key developments", (Paragraph(line(said), small=True), *items))


def _changes(edited: Sequence[Edited]) -> str:
    """What people changed, in a sentence; nothing where they changed nothing."""
    counts = (
        ("left out", sum(each.left_out for each in edited)),
        ("given another place", sum(each.moved and not each.left_out for each in edited)),
        ("worded anew", sum(bool(each.worded) and not each.left_out for each in edited)),
    )
    parts = [f"{number} {what}" for what, number in counts if number]
    if not parts:
        return ""
    who = dict.fromkeys(wording.flat(edit.editor) for each in edited for edit in each.edits)
    return f"Edited by {', '.join(who)}: {', '.join(parts)}."


def anchor(number: int) -> str:
    """The name of a finding's place."""
    return f"finding-{number}"


def named(numbers: Sequence[int]) -> Line:
    """Findings by their numbers, each leading there: `findings 1, 2 and 5`."""
    runs = [Run("finding " if len(numbers) == 1 else "findings ")]
    for at, number in enumerate(numbers):
        if at:
            runs.append(Run(" and " if at == len(numbers) - 1 else ", "))
        runs.append(Run(str(number), to=anchor(number)))
    return tuple(runs)


def mark(documents: Iterable[str], cited: Citations, since: dt.date | None) -> str:
    """What is new of something that documents tell, since a day: all of it, or some reports."""
    if since is None:
        return ""
    known = [cited.document(each).published for each in documents]
    later = [bool(each) and dates.bounds(each)[0] > since for each in known if each]
    if later and all(later) and len(later) == len(known):
        return "new"
    return "further reports" if any(later) else ""


def _item(finding: Finding, cited: Citations, since: dt.date | None) -> Item:
    return Item(
        number=finding.number,
        label=f"Finding {finding.number}",
        anchor=anchor(finding.number),
        blocks=tuple(_blocks(finding, cited)),
        mark=mark(finding.reports, cited, since),
    )


def _blocks(finding: Finding, cited: Citations) -> Iterator[Paragraph | Bullets]:
    yield from _said(finding, cited)
    alone = finding.verification.why == "one origin" and len(finding.reports) == 1
    if alone and not finding.disagreements:
        said = _ROW if cited.is_row(finding.quote.document) else _ALONE
        yield Paragraph((Run(said, cited.refer(finding.quotes)),))
        return
    yield Paragraph(cited.told(finding.agreement))
    if finding.disagreements:
        yield Bullets(tuple(cited.parted(each) for each in finding.disagreements))
    yield Paragraph(_verified(finding.verification, cited))


def _said(finding: Finding, cited: Citations) -> Iterator[Paragraph]:
    """The finding's sentence and the words it tells; where somebody words it otherwise, theirs and
    then the program's.
    """
    given = finding.worded
    if given is None:
        is_row = cited.is_row(finding.quote.document)
        quote = "" if is_row else f" “{cited.sentence(finding.quote)}”"
        words = f"{finding.sentence}{quote}"
        proof = cited.refer([*finding.sentence.evidence, finding.quote])
        yield Paragraph((Run(words, proof),))
        return
    yield Paragraph((Run(wording.flat(given.text), cited.refer(finding.sentence.evidence)),))
    by = f"In the words of {wording.flat(given.by)}. As the program has it: {finding.sentence}"
    yield Paragraph(line(by), small=True)


def _verified(known: Verification, cited: Citations) -> tuple[Run, ...]:
    if known.by:
        *others, last = map(cited.origin, known.by)
        by = f"{', '.join(others)} and {last}" if others else last
        said = f"Verified by {by}, each in its own voice."
        return (Run(said, cited.refer(known.evidence)),)
    why = "all of it is of one origin" if known.why == "one origin" else known.why
    return (Run(f"Not independently verified: {why}.", cited.refer(known.evidence)),)
