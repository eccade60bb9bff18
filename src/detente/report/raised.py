"""What the record leaves open and a report should ask: dates, sources and second origins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from detente import dates, wording
from detente.report import theme as themes
from detente.report.evidence import Evidence, Phrase, Sentence, sentence
from detente.report.naming import is_common

if TYPE_CHECKING:
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
SELECT document, publisher FROM documents WHERE earliest >= ? AND latest <= ?
"""


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
    undated = [
        _undated(row, publishers[row["document"]])
        for row in themes.events(casebook, theme, from_=None, to=None)
        if row["document"] in publishers and row["date"] is None and row["status"] in _REAL
    ]
    unnamed = [
        _unnamed(row, publishers[row["document"]])
        for row in casebook.each("claims")
        if row["document"] in publishers and _is_unnamed(row)
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
    span = row["evidence"][0]
    return _asked("no date", "when was this, of which", row["document"], span, publisher)


def _unnamed(row: Row, publisher: str | None) -> Question:
    span = row["content"][0]
    lead = f"who is the “{wording.flat(row['speaker'])}” of whom"
    return _asked("unnamed source", lead, row["document"], span, publisher)


def _is_unnamed(row: Row) -> bool:
    """Whether a claim's source is called by a common noun and has no code of an actor."""
    return bool(row["content"]) and is_common(row["speaker"]) and row["speaker_code"] is None


def _asked(kind: Kind, lead: str, document: str, span: Row, publisher: str | None) -> Question:
    evidence = Evidence(document, span["start"], span["end"], span["quote"])
    who = wording.flat(publisher) if publisher else "a document without a publisher"
    phrases = [
        Phrase(f"{lead} "),
        Phrase(who, (Evidence(document),)),
        Phrase(" says: "),
        Phrase(f"“{wording.flat(span['quote']).strip(_MARKS)}”", (evidence,)),
    ]
    return Question(kind, sentence(phrases, end=""))
