"""Who said what in a period: statements by speaker, in the words of the documents.

A statement is of the day it was made where that is told, else of the day it was published. It is
borne out where a document of another origin, not older than its own, tells the same event in its
own voice as the statement has it; contradicted where somebody else says what cannot be true beside
it (`Casebook.contradictions`). Both can be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from detente import dates, tables, wording
from detente.inquiries import chained
from detente.report import theme as themes
from detente.report.evidence import Evidence, Phrase, Sentence, sentence
from detente.report.naming import called, is_common, mentioned

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
_JOINTS: Final = frozenset({"that", "to", "whether"})
"""Words by which a document joins to a verb of saying what was said."""
_PAST: Final = re.compile(r"[a-z]+ed")
_DOCUMENTS: Final = """
SELECT document, publisher, published, earliest, latest,
  coalesce(origin, publisher, document) AS origin FROM documents
"""
_MENTIONS: Final = """
SELECT told.document, told.id, told.happening, told.status, told.claim,
  told.evidence[1:1] AS evidence
FROM mentions AS told JOIN documents AS held USING (document)
ORDER BY held.earliest NULLS LAST, told.document, try_cast(told.id[2:] AS INTEGER), told.id
"""
"""No more of each than is asked, since there may be very many, and the first published first."""


Kind = Literal["happened", "killed", "injured", "blame"]
"""On what two statements contradict each other, as `Casebook.contradictions` has it."""


@dataclass(frozen=True, slots=True)
class Other:
    """What somebody else has on what a statement says.

    Attributes:
        who: Whoever says so; an origin may be a document's id.
        kind: On what they contradict each other; `happened` where they agree.
        says: What is said of it: `occurred`, `denied`, `5`, `at least 19`.
        evidence: The words.
    """

    who: str
    kind: Kind
    says: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Statement:
    """What one party said, once.

    Attributes:
        speaker: Whose words or belief it is.
        sentence: The statement with who hands it on, each part with its evidence.
        document: Where it was read.
        claim: The id of the claim in there.
        said: When, EDTF: the day it was made, else that of publication; `None` if neither is known.
        borne_out: Origins that tell the same in their own voice, each once.
        contradicted: Who says what cannot be true beside it, each once for what it is on.
    """

    speaker: str
    sentence: Sentence
    document: str
    claim: str
    said: str | None
    borne_out: tuple[Other, ...]
    contradicted: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker with all it said, in order of time; `code` is its actor code or `None`."""

    name: str
    code: str | None
    statements: tuple[Statement, ...]


def voices(
    casebook: Casebook, theme: Theme, *, from_: str, to: str, against: Iterable[Row] | None = None
) -> list[Voice]:
    """Who said what in a period, whoever said most first.

    A statement is on the theme if an event that it reports is; one that reports none counts only
    where the theme is about everything.

    Args:
        casebook: What was read.
        theme: What it is to be about.
        from_: First day, EDTF; of a month or a year its first.
        to: Last day, EDTF; of a month or a year its last.
        against: The casebook's contradictions, where they are at hand.

    Raises:
        UsageError: D301 if a date is not EDTF, or the period ends before it begins.
    """
    period = dates.bounds(dates.interval(dates.check(from_), dates.check(to)))
    documents = {row["document"]: row for row in casebook.query(_DOCUMENTS)}
    pairs = casebook.contradictions() if against is None else against
    claims = chained(casebook, list(casebook.each("claims")))
    told = _Told(casebook.query(_MENTIONS), claims, documents, pairs)
    happenings = _happenings(casebook, theme)
    found: dict[tuple[str, str, str], list[Statement]] = {}
    for row in claims:
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

    def __init__(
        self,
        mentions: Iterable[Row],
        claims: Iterable[Row],
        documents: dict[str, Row],
        against: Iterable[Row],
    ) -> None:
        self._documents = documents
        self._by_event: dict[tuple[str, str], Row] = {}
        self._by_happening: dict[str, list[Row]] = {}
        for row in mentions:
            self._by_event[row["document"], row["id"]] = row
            self._by_happening.setdefault(row["happening"], []).append(row)
        self._claims = {(row["document"], row["id"]): row for row in claims}
        self._against: dict[tuple[str, str], list[tuple[Kind, Row]]] = {}
        for pair in against:
            for side, other in (("first", "second"), ("second", "first")):
                place = pair[side]["document"], pair[side]["id"]
                self._against.setdefault(place, []).append((pair["kind"], pair[other]))

    def happenings(self, claim: Row) -> set[str]:
        """The happenings that a claim reports."""
        return {row["happening"] for row in self._events(claim)}

    def bearing_out(self, claim: Row) -> tuple[Other, ...]:
        """Whoever tells in its own voice what a claim says."""
        found: dict[str, Other] = {}
        for event in self._events(claim):
            wanted = _AGAINST if event["status"] in _AGAINST else _REAL
            for other in self._others(event):
                if other["claim"] is None and other["status"] in wanted:
                    origin = self._documents[other["document"]]["origin"]
                    place = _evidence(other, other["evidence"][0])
                    found.setdefault(origin, Other(origin, "happened", other["status"], place))
        return tuple(found.values())

    def contradicting(self, claim: Row) -> tuple[Other, ...]:
        """Whoever else says what cannot be true beside a claim."""
        found: dict[tuple[str, str], Other] = {}
        for each in (*claim["events"], claim["id"]):
            for kind, other in self._against.get((claim["document"], each), ()):
                who = other["who"] or self._documents[other["document"]]["origin"]
                place = self._place(other)
                if place and who.casefold() != claim["speaker"].casefold():
                    found.setdefault((who, kind), Other(who, kind, other["says"], place))
        return tuple(found.values())

    def _place(self, side: Row) -> Evidence | None:
        """The words of one side of a contradiction: those of an event, or of a denial's claim."""
        place = side["document"], side["id"]
        if place in self._by_event:
            return _evidence(side, self._by_event[place]["evidence"][0])
        claim = self._claims.get(place)
        return _evidence(side, claim["content"][0]) if claim and claim["content"] else None

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
    return Statement(
        speaker=row["speaker"],
        sentence=sentence(_phrases(row, document)),
        document=row["document"],
        claim=row["id"],
        said=row["date"] or document["published"],
        borne_out=told.bearing_out(row),
        contradicted=told.contradicting(row),
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
        yield Phrase(f"{wording.when(row['date'])}, ", content)
    *others, source = row["chain"]
    yield _named(row, source)
    yield Phrase(f" {_verb(row)}", content)
    through = [each for each in others if each["text"] != document["publisher"]]
    for at, link in enumerate(reversed(through)):
        yield Phrase(" and " if at else ", through ")
        yield _named(row, link)
    quoted = " … ".join(wording.flat(span["quote"]).strip(_MARKS) for span in row["content"])
    said = list(_quoted(quoted, content, direct=row["quoted"] != "indirect"))
    if through and said[0].evidence:  # a word that joins, which the aside parts from its verb
        yield Phrase(",")
    yield from said
    if document["publisher"]:
        publisher = mentioned(wording.flat(document["publisher"]))
        published = f" {wording.when(document['published'])}" if document["published"] else ""
        yield Phrase(f", as reported by {publisher}{published}", (whole,))
    if row["certainty"] != "unstated":
        yield Phrase(f" ({_sure(row)})", content)


def _quoted(quoted: str, content: tuple[Evidence, ...], *, direct: bool) -> Iterator[Phrase]:
    """What was said, in quotation marks; a word that joins it to its verb stands before them."""
    joint, _, rest = quoted.partition(" ")
    joined = not direct and joint in _JOINTS and bool(rest)
    if joined:
        yield Phrase(f" {joint} ", content)
    else:
        yield Phrase(": " if direct else ", in the document's words: ")
    yield Phrase(f"“{rest if joined else quoted}”", content)
    if joined:
        yield Phrase(", in the document's words")


def _verb(row: Row) -> str:
    """What the speaker did: said, denied, asked; whoever accuses, in the text's own word for it."""
    cue = str(row["cue"] or "")
    if row["attitude"] == "accuses" and _PAST.fullmatch(cue):
        return cue
    rows = tables.rows("detente.report", "attitudes")
    return next(each["past"] for each in rows if each["attitude"] == row["attitude"])


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
    return f"certainty: {row['certainty']}, {row['certainty_low']}–{row['certainty_high']} %"
