"""Who said what in a period: statements by speaker, in the words of the documents.

A statement is of the day it was made where that is told, else of the day it was published. It is
borne out where a document of another origin, not older than its own, tells the same event in its
own voice as the statement has it, and contradicted where one tells it the other way. Both can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from detente import dates, tables, wording
from detente.casebook import Filter
from detente.inquiries import chained
from detente.report import theme as themes
from detente.report.evidence import Evidence, Phrase, Sentence, sentence
from detente.report.naming import called, is_common

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.report.theme import Theme

_REAL: Final = frozenset({"occurred", "ongoing"})
_AGAINST: Final = frozenset({"denied", "did-not-occur"})
_MARKS: Final = '"“”, '
"""What stands around words that the document itself quotes."""
_DOCUMENTS: Final = """
SELECT document, publisher, published, earliest, latest,
  coalesce(origin, publisher, document) AS origin FROM documents
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one party said, once.

    Attributes:
        speaker: Whose words or belief it is.
        sentence: The statement with who hands it on, each part with its evidence.
        document: Where it was read.
        claim: The id of the claim in there.
        said: When, EDTF: the day it was made, else that of publication; `None` if neither is known.
        borne_out: Origins that tell the same in their own voice.
        contradicted: Who tells it the other way.
    """

    speaker: str
    sentence: Sentence
    document: str
    claim: str
    said: str | None
    borne_out: tuple[str, ...]
    contradicted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker with all it said, in order of time; `code` is its actor code or `None`."""

    name: str
    code: str | None
    statements: tuple[Statement, ...]


def voices(casebook: Casebook, theme: Theme, *, from_: str, to: str) -> list[Voice]:
    """Who said what in a period, whoever said most first.

    A statement is on the theme if an event that it reports is; one that reports none counts only
    where the theme is about everything.

    Args:
        casebook: What was read.
        theme: What it is to be about.
        from_: First day, EDTF; of a month or a year its first.
        to: Last day, EDTF; of a month or a year its last.

    Raises:
        UsageError: D301 if a date is not EDTF, or the period ends before it begins.
    """
    period = dates.bounds(dates.interval(dates.check(from_), dates.check(to)))
    documents = {row["document"]: row for row in casebook.query(_DOCUMENTS)}
    told = _Told(casebook.mentions(Filter()), documents)
    happenings = _happenings(casebook, theme)
    found: dict[tuple[str, str, str], list[Statement]] = {}
    for row in chained(casebook, casebook.claims(Filter())):
        document = documents[row["document"]]
        on_theme = happenings is None or bool(told.happenings(row) & happenings)
        if on_theme and _is_inside(row if row["earliest"] else document, period):
            found.setdefault(_speaker(row), []).append(_statement(row, document, told))
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        Voice(name, code or None, tuple(sorted(said, key=_when)))
        for (name, code, _), said in ordered
    ]


def _speaker(row: Row) -> tuple[str, str, str]:
    """Who speaks. Two documents' "spokesman" may be two people, so that each is its own."""
    document = row["document"] if is_common(row["speaker"]) else ""
    return row["speaker"], row["speaker_code"] or "", document


class _Told:
    """What the documents tell of the events that statements report."""

    def __init__(self, mentions: Iterable[Row], documents: dict[str, Row]) -> None:
        self._documents = documents
        self._by_event: dict[tuple[str, str], Row] = {}
        self._by_happening: dict[str, list[Row]] = {}
        for row in mentions:
            self._by_event[row["document"], row["id"]] = row
            self._by_happening.setdefault(row["happening"], []).append(row)

    def happenings(self, claim: Row) -> set[str]:
        """The happenings that a claim reports."""
        return {row["happening"] for row in self._events(claim)}

    def on_either_side(self, claim: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who bears a claim out, and who contradicts it."""
        borne_out: dict[str, None] = {}
        contradicted: dict[str, None] = {}
        for event in self._events(claim):
            denies = event["status"] in _AGAINST
            for other in self._others(event):
                origin = self._documents[other["document"]]["origin"]
                against = other["status"] in _AGAINST
                own = other["claim"] is None
                if (against if denies else other["status"] in _REAL) and own:
                    borne_out[origin] = None
                elif (other["status"] in _REAL and own) if denies else against:
                    contradicted[other["said_by"] or origin] = None
        return tuple(borne_out), tuple(contradicted)

    def _events(self, claim: Row) -> Iterator[Row]:
        for event in claim["events"]:
            yield self._by_event[claim["document"], event]

    def _others(self, event: Row) -> Iterator[Row]:
        """The mentions of one happening by other origins, in documents that are not older."""
        own = self._documents[event["document"]]
        for other in self._by_happening[event["happening"]]:
            held = self._documents[other["document"]]
            older = own["earliest"] and held["latest"] and held["latest"] < own["earliest"]
            if held["origin"] != own["origin"] and not older:
                yield other


def _happenings(casebook: Casebook, theme: Theme) -> set[str] | None:
    """The happenings a theme is about; `None` for all."""
    if theme == themes.Theme(theme.name):
        return None
    return {row["happening"] for row in themes.events(casebook, theme, from_=None, to=None)}


def _is_inside(row: Row, period: tuple[dt.date, dt.date]) -> bool:
    first, last = period
    return row["earliest"] is not None and first <= row["earliest"] and row["latest"] <= last


def _statement(row: Row, document: Row, told: _Told) -> Statement:
    borne_out, contradicted = told.on_either_side(row)
    return Statement(
        speaker=row["speaker"],
        sentence=sentence(_phrases(row, document)),
        document=row["document"],
        claim=row["id"],
        said=row["date"] or document["published"],
        borne_out=borne_out,
        contradicted=contradicted,
    )


def _when(statement: Statement) -> tuple[dt.date, str, int, str]:
    first = dates.bounds(statement.said)[0] if statement.said else dates.bounds("../0001")[0]
    number = statement.claim[1:]
    return first, statement.document, int(number) if number.isdecimal() else 0, statement.claim


def _phrases(row: Row, document: Row) -> Iterator[Phrase]:
    """When who said it, through whom, in which words and how surely."""
    whole = Evidence(row["document"])
    content = tuple(_evidence(row, span) for span in row["content"])
    if row["date"]:
        yield Phrase(f"{_preposition(row['date'])}{wording.date(row['date'])}, ", content)
    *others, source = row["chain"]
    yield _named(row, source)
    verb = next(
        each["past"]
        for each in tables.rows("detente.report", "attitudes")
        if each["attitude"] == row["attitude"]
    )
    yield Phrase(f" {verb}", content)
    through = [each for each in others if each["text"] != document["publisher"]]
    for at, link in enumerate(reversed(through)):
        yield Phrase(" and " if at else ", through ")
        yield _named(row, link)
    if row["quoted"] == "indirect":
        yield Phrase(", in the document's words")
    quoted = " … ".join(wording.flat(span["quote"]).strip(_MARKS) for span in row["content"])
    yield Phrase(": ")
    yield Phrase(f"“{quoted}”", content)
    if document["publisher"]:
        published = f" on {wording.date(document['published'])}" if document["published"] else ""
        yield Phrase(f", as reported by {wording.flat(document['publisher'])}{published}", (whole,))
    if row["certainty"] != "unstated":
        yield Phrase(f", {_sure(row)}", content)


def _preposition(date: str) -> str:
    """The word before a date: a day takes another than a month, an open end none."""
    if dates.precision(date) == "day":
        return "on "
    return "" if wording.date(date).startswith(("until ", "from ")) else "in "


def _named(row: Row, party: Row) -> Phrase:
    """A name, and where its party is spoken of; what is in no text rests on the document."""
    name = wording.flat(called(party["text"], party["name"]))
    if party["start"] is None:
        return Phrase(name, (Evidence(row["document"]),))
    place = Evidence(row["document"], party["start"], party["end"], party["text"])
    return Phrase(name, (place,))


def _evidence(row: Row, span: Row) -> Evidence:
    return Evidence(row["document"], span["start"], span["end"], span["quote"])


def _sure(row: Row) -> str:
    if row["certainty"] == "unstated-hedged":
        return "hedged"
    return f"{row['certainty']}, {row['certainty_low']}–{row['certainty_high']} %"
