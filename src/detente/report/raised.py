"""What the record leaves open and a report should ask: dates, sources and second origins."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from detente import dates, tables, wording
from detente.report import theme as themes
from detente.report.evidence import Evidence, Phrase, Sentence, sentence
from detente.report.naming import is_common

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.report.findings import Finding
    from detente.report.theme import Theme

Kind = Literal["one origin", "disputed", "no date", "unnamed source"]
"""Why something is asked."""

_REAL: Final = frozenset({"occurred", "ongoing"})
_MARKS: Final = '"“”, '
"""What stands around words that the document itself quotes."""
_PUBLISHED: Final = """
SELECT document, publisher, title FROM documents WHERE earliest >= ? AND latest <= ?
"""
_SPEAKERS: Final = """
SELECT entities.document, entities.id FROM entities JOIN documents USING (document)
WHERE earliest >= ? AND latest <= ?
  AND (kind NOT IN ('document', 'other') OR regexp_matches(lower(name), '\\bsources?$'))
"""
"""Who can be asked: people and bodies, and what is called a source."""
_WORDS: Final = 5
"""Words from which a quote says what is asked after."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the documents leave open.

    Attributes:
        kind: What is missing.
        sentence: It in words, with the words of the document it rests on.
        finding: The number of the finding it is about, or `None`.
    """

    kind: Kind
    sentence: Sentence
    finding: int | None = None


def of_findings(findings: Iterable[Finding]) -> list[Question]:
    """What findings leave open: those of one origin, and those that sources dispute."""
    return [question for finding in findings for question in _of_finding(finding)]


def of_record(casebook: Casebook, theme: Theme, *, from_: str, to: str) -> list[Question]:
    """What the documents published in a period leave open: when, and who says so.

    Args:
        casebook: What was read.
        theme: What the events are to be about; unnamed sources are asked after whatever it is.
        from_: First day, EDTF; of a month or a year its first.
        to: Last day, EDTF; of a month or a year its last.

    Raises:
        UsageError: D301 if a date is not EDTF, or the period ends before it begins.
    """
    period = dates.bounds(dates.interval(dates.check(from_), dates.check(to)))
    rows = casebook.query(_PUBLISHED, period)
    publishers = {row["document"]: row["publisher"] for row in rows}
    titles = {row["document"]: row["title"] or "" for row in rows}
    undated = [
        _undated(row, publishers[row["document"]])
        for row in themes.events(casebook, theme, from_=None, to=None)
        if row["document"] in publishers and _is_undated(row, titles[row["document"]])
    ]
    speakers = _speakers(casebook, period)
    unnamed = [
        _unnamed(row, publishers[row["document"]])
        for row in casebook.each("claims")
        if row["document"] in publishers and _is_unnamed(row, speakers)
    ]
    return [*undated, *unnamed]


def _of_finding(finding: Finding) -> Iterator[Question]:
    if finding.verification.why == "one origin":
        said = Phrase(f"who else tells of finding {finding.number}", finding.quotes)
        yield Question("one origin", sentence([said], end="?"), finding.number)
    for each in finding.disagreements:
        lead = Phrase(f"which is right in finding {finding.number}? ")
        yield Question("disputed", sentence([lead, *each.phrases], end=""), finding.number)


def _undated(row: Row, publisher: str | None) -> Question:
    place, quote = _quoted(row["document"], row["evidence"][0])
    phrases = [
        Phrase("when was this: "),
        Phrase(quote, (place,)),
        *_in(row["document"], publisher),
    ]
    return Question("no date", sentence(phrases, end="?"))


def _unnamed(row: Row, publisher: str | None) -> Question:
    place, quote = _quoted(row["document"], row["content"][0])
    called = wording.flat(row["speaker"]).removeprefix("and ")
    phrases = [
        Phrase(f"who is meant by “{called}”, who said: ", (place,)),
        Phrase(quote, (place,)),
        *_in(row["document"], publisher),
    ]
    return Question("unnamed source", sentence(phrases, end="?"))


def _is_undated(row: Row, title: str) -> bool:
    """Whether an event happened without a date, told by words enough to ask after it. What a title
    tells has its date in the text below, if anywhere.
    """
    words = wording.flat(row["evidence"][0]["quote"])
    told = len(words.split()) >= _WORDS and words not in wording.flat(title)
    return told and row["date"] is None and row["status"] in _REAL


def _speakers(casebook: Casebook, period: tuple[dt.date, dt.date]) -> set[tuple[str, str]]:
    """Those of the documents of a period who can have said something."""
    return {(row["document"], row["id"]) for row in casebook.query(_SPEAKERS, period)}


def _is_unnamed(row: Row, speakers: set[tuple[str, str]]) -> bool:
    """Whether a claim's source is called by a common noun and has no code of an actor. Whom a
    pronoun means is no question to a source.
    """
    if (row["document"], row["chain"][-1]["entity"]) not in speakers:
        return False
    speaker = row["speaker"]
    common = is_common(speaker) and speaker not in _pronouns()
    return bool(row["content"]) and common and row["speaker_code"] is None


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.rows("detente.reading", "pronouns"))


def _quoted(document: str, span: Row) -> tuple[Evidence, str]:
    """Where words stand, and they in quotation marks."""
    place = Evidence(document, span["start"], span["end"], span["quote"])
    return place, f"“{wording.flat(span['quote']).strip(_MARKS)}”"


def _in(document: str, publisher: str | None) -> Iterator[Phrase]:
    """The publisher of a document in brackets, if it has one."""
    if publisher:
        yield Phrase(" (")
        yield Phrase(wording.flat(publisher), (Evidence(document),))
        yield Phrase(")")
