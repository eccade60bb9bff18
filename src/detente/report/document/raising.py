"""Questions the record raises, by kind, a bounded number of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente import wording
from detente.report.document.developments import named
from detente.report.document.pieces import Bullets, Heading, Paragraph, Run, Section, line
from detente.report.raised import of_findings, of_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.casebook import Casebook
    from detente.report.document.citing import Citations, Place
    from detente.report.document.pieces import Block, Line
    from detente.report.findings import Finding
    from detente.report.raised import Question
    from detente.report.theme import Theme

_MOST: Final = 6
"""Questions of a kind."""
_KINDS: Final = {
    "disputed": "Where sources differ",
    "one origin": "Told by one origin",
    "no date": "When was it",
    "unnamed source": "Who says so",
}

_OF_FINDINGS: Final = {
    "disputed": "Which of the sources is right, where they differ in {}?",
    "one origin": "Who else tells of {}?",
}
"""Questions that need not repeat what the finding says."""


def section(
    casebook: Casebook,
    theme: Theme,
    found: Sequence[Finding],
    cited: Citations,
    period: tuple[str, str],
) -> Section:
    """The section on what the documents leave open.

    Args:
        casebook: What was read.
        theme: What the events are to be about.
        found: The findings that are told.
        cited: The endnotes.
        period: First and last day, EDTF.
    """
    asked = [
        *of_findings(found),
        *of_record(casebook, theme, from_=period[0], to=period[1]),
    ]
    blocks: list[Block] = []
    for kind, title in _KINDS.items():
        questions = [each for each in asked if each.kind == kind]
        if not questions:
            continue
        blocks.append(Heading(title, f"raised-{kind.replace(' ', '-')}"))
        if kind in _OF_FINDINGS:
            before, after = _OF_FINDINGS[kind].split("{}")
            blocks.append(Paragraph((Run(before), *_findings(questions), Run(after))))
            continue
        shown, left = _apart(questions, cited)
        blocks.append(Bullets(tuple(cited.told(each.sentence) for each in shown)))
        if left:
            more = wording.plural(left, "further question")
            blocks.append(Paragraph(line(f"{more} of this kind not told here."), small=True))
    if not blocks:
        blocks.append(Paragraph(line("None that the program can see.")))
    return Section("questions", "Questions the record raises", tuple(blocks))


def _findings(questions: Sequence[Question]) -> Line:
    """The findings that questions are about, as one names them."""
    return named([n for n in dict.fromkeys(each.finding for each in questions) if n is not None])


def _apart(questions: Sequence[Question], cited: Citations) -> tuple[list[Question], int]:
    """The first questions, one for each sentence of a document, and how many follow them."""
    found: dict[tuple[Place, ...], Question] = {}
    for at, each in enumerate(questions):
        if len(found) == _MOST:
            return list(found.values()), len(questions) - at
        found.setdefault(tuple(cited.places(each.sentence.evidence)), each)
    return list(found.values()), 0
