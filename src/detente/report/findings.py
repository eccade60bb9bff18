"""The key developments of a period: numbered findings, each a sentence with all it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from detente import dates, tables, wording
from detente.report import theme as themes
from detente.report.evidence import Evidence, Phrase, Sentence, sentence
from detente.report.ranking import Rank, ranked
from detente.report.telling import told
from detente.report.verification import Verification, verification

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.records import Record
    from detente.report.theme import Theme

MOST: Final = 20
"""Findings of a report unless more are asked for."""
_MENTIONS: Final = """
SELECT told.happening, told.document, told.id, told.status, told.claim, told.said_by, told.evidence,
  told.killed_high, told.injured_high,
  coalesce(held.origin, held.publisher, held.document) AS origin
FROM mentions AS told JOIN documents AS held USING (document)
WHERE list_contains(?, told.happening)
ORDER BY held.earliest NULLS LAST, told.document, try_cast(told.id[2:] AS INTEGER), told.id
"""
_TEXTS: Final = """
SELECT document, record ->> '$.document.text' AS text FROM documents
WHERE list_contains(?, document)
"""
_LEFT_OUT: Final = frozenset({"hypothetical", "proposed"})
"""What is no development: nobody says that it happened, will happen or did not."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A finding in somebody's own words, and who that is."""

    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A key development.

    Attributes:
        number: Its place in the report, from 1.
        happening: The event's id.
        sentence: What happened, as the fullest of its reports has it.
        rank: Why it is a key development.
        reports: The documents that tell of it, by their ids.
        agreement: Whether the reports agree, in a sentence with the words of each.
        disagreements: On what they differ, each a sentence; empty where they do not.
        verification: Whether it is independently verified.
        date: When, EDTF.
        quote: The words of the fullest report, which the sentence tells.
        quotes: The words of every report, for the endnotes.
        worded: What somebody says in place of the sentence; None where it stands.
    """

    number: int
    happening: str
    sentence: Sentence
    rank: Rank
    reports: tuple[str, ...]
    agreement: Sentence
    disagreements: tuple[Sentence, ...]
    verification: Verification
    date: str
    quote: Evidence
    quotes: tuple[Evidence, ...]
    worded: Worded | None = None


def findings(
    casebook: Casebook, theme: Theme, *, from_: str, to: str, most: int = MOST
) -> list[Finding]:
    """The key developments of a period, the most important first.

    An event counts if its date lies in the period as a whole, someone is named in it, and its
    reports tell it as something that happened, goes on, is planned, threatened, denied or did not
    happen.

    Args:
        casebook: What was read.
        theme: What they are to be about.
        from_: First day, EDTF; of a month or a year its first.
        to: Last day, EDTF; of a month or a year its last.
        most: How many at most.

    Raises:
        UsageError: D301 if a date is not EDTF, or the period ends before it begins.
    """
    start, end = dates.bounds(dates.interval(dates.check(from_), dates.check(to)))
    rows = themes.events(casebook, theme, from_=from_, to=to)
    chosen = [row for row in rows if _is_development(row, start, end)]
    earlier = themes.events(casebook, themes.Theme(), from_=None, to=to)
    key = ranked(chosen, earlier)[:most]
    mentions = _mentions(casebook, [row["happening"] for row, _ in key])
    texts = _texts(casebook, {each["document"] for told in mentions.values() for each in told})
    best = dict.fromkeys(row["document"] for row, _ in key)
    records = {each.document.id: each for each in casebook.records(best, standing=True)}
    return [
        _finding(number, row, rank, mentions[row["happening"]], records[row["document"]], texts)
        for number, (row, rank) in enumerate(key, 1)
    ]


def _is_development(row: Row, start: dt.date, end: dt.date) -> bool:
    inside = row["earliest"] is not None and start <= row["earliest"] <= row["latest"] <= end
    named = bool(row["actors"] or row["recipients"])
    return inside and named and row["status"] not in _LEFT_OUT


def _finding(
    number: int,
    row: Row,
    rank: Rank,
    mentions: Sequence[Row],
    best: Record,
    texts: Mapping[str, str],
) -> Finding:
    event = next(each for each in best.events if each.id == row["id"])
    quotes = {(each["document"], each["id"]): _quote(each) for each in mentions}
    return Finding(
        number=number,
        happening=row["happening"],
        sentence=told(best, event),
        rank=rank,
        reports=tuple(dict.fromkeys(each["document"] for each in mentions)),
        agreement=_agreement(row, list(quotes.values())),
        disagreements=tuple(_disagreement(each, quotes) for each in row["versions"]),
        verification=verification(mentions, texts, row["status"]),
        date=row["date"],
        quote=quotes[row["document"], row["id"]],
        quotes=tuple(dict.fromkeys(quotes.values())),
    )


def _mentions(casebook: Casebook, happenings: Sequence[str]) -> dict[str, list[Row]]:
    """Every telling of these events, in order of publication, each with its `origin`."""
    told: dict[str, list[Row]] = {happening: [] for happening in happenings}
    for row in casebook.query(_MENTIONS, [list(happenings)]):
        told[row["happening"]].append(row)
    return told


def _texts(casebook: Casebook, documents: Iterable[str]) -> dict[str, str]:
    """The texts of documents by their ids, without the rest of their records."""
    rows = casebook.query(_TEXTS, [sorted(documents)])
    return {row["document"]: row["text"] for row in rows}


def _quote(mention: Row) -> Evidence:
    span = mention["evidence"][0]
    return Evidence(mention["document"], span["start"], span["end"], span["quote"])


def _agreement(row: Row, quotes: Sequence[Evidence]) -> Sentence:
    """How many tell of it, on their own or not, and whether they contradict each other."""
    documents = wording.plural(row["reports"], "document")
    tell = "tells" if row["reports"] == 1 else "tell"
    said = f"{documents} of {wording.plural(row['origins'], 'origin')} {tell} of it"
    phrases = [Phrase(said, tuple(dict.fromkeys(quotes)))]
    if row["versions"]:
        *others, last = (_words(each["what"]) for each in row["versions"])
        differing = f"{', '.join(others)} and {last}" if others else last
        phrases.append(Phrase(f", and they differ on {differing}"))
    elif row["reports"] > 1:
        phrases.append(Phrase(", and they do not contradict each other"))
    return sentence(phrases)


def _disagreement(version: Row, quotes: dict[tuple[str, str], Evidence]) -> Sentence:
    """What the sources differ on: each value with who gives it."""
    phrases = [Phrase(f"on {_words(version['what'])}: ")]
    for at, value in enumerate(version["values"]):
        shown = _shown(version["what"], value["value"])
        reports = value["reports"]
        evidence = dict.fromkeys(quotes[each["document"], each["id"]] for each in reports)
        who = dict.fromkeys(each["said_by"] or "a document without a publisher" for each in reports)
        phrases.append(Phrase("; " if at else ""))
        said = f"{wording.flat(shown)} ({', '.join(map(wording.flat, who))})"
        phrases.append(Phrase(said, tuple(evidence)))
    return sentence(phrases)


def _shown(what: str, value: str) -> str:
    """A value that sources differ on, as one says it."""
    if what == "date":
        return wording.date(value)
    return value.replace("-", " ") if what == "status" else value


def _words(what: str) -> str:
    """What sources can differ on, in words."""
    rows = tables.rows("detente.report", "differences")
    return next(row["words"] for row in rows if row["what"] == what)
