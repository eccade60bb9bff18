"""What a person decides of a proposal, and the journal that keeps it: a table that only grows."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from pydantic import TypeAdapter, ValidationError

from detente.casebook import journal
from detente.casebook.proposals import FIELDS, SEVERAL, Fields, Key, Kind, Words, values
from detente.dates import bounds
from detente.errors import CasebookError, ReviewError, UsageError
from detente.records import Attitude, Change, Channel, EventType, Level, Status

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from detente.casebook.proposals import Proposal
    from detente.records import Document

Verdict = Literal["accept", "correct", "reject", "unsure"]
State = Literal["proposed", "accepted", "corrected", "rejected", "unsure", "withdrawn"]

STATES: Final[dict[Verdict, State]] = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "unsure": "unsure",
}
"""By what was decided, how the record then stands."""

LISTS: Final[dict[tuple[Kind, str], tuple[str, ...]]] = {
    ("event", "type"): get_args(EventType),
    ("event", "status"): get_args(Status),
    ("claim", "attitude"): get_args(Attitude),
    ("claim", "certainty"): get_args(Level),
    ("relation", "channel"): get_args(Channel),
    ("relation", "status"): get_args(Change),
}
"""Fields whose value is a word of a list."""
_NEEDED: Final = frozenset({"speaker", "cause", "effect"})
"""Fields that cannot be empty, besides those of lists."""
_PAIR: Final = 2

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS decisions (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  document TEXT NOT NULL, kind TEXT NOT NULL,
  first INTEGER NOT NULL, last INTEGER NOT NULL, nth INTEGER NOT NULL,
  verdict TEXT NOT NULL, proposal TEXT NOT NULL, correction TEXT NOT NULL,
  reviewer TEXT NOT NULL, at TEXT NOT NULL,
  comment TEXT, comment_first INTEGER, comment_last INTEGER,
  withdraws INTEGER REFERENCES decisions (number)
) STRICT;
""" + journal.guards("decisions", "the journal of decisions only grows")
_READ: Final = "SELECT * FROM decisions ORDER BY number"
_WRITE: Final = """
INSERT INTO decisions (document, kind, first, last, nth, verdict, proposal, correction, reviewer,
  at, comment, comment_first, comment_last, withdraws)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

_FIELDS: TypeAdapter[Fields] = TypeAdapter(Fields)


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reviewer remarks, and on which stretch of the text if on one."""

    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided of a record.

    Attributes:
        number: Counts up from 1.
        key: Of the record.
        verdict: `accept`, `correct`, `reject` or `unsure`.
        proposal: What the machine proposed when it was decided.
        correction: The fields that are otherwise; empty unless the verdict is `correct`.
        reviewer: Who decided.
        at: When, in ISO 8601.
        comment: What was remarked.
        withdrawn: The number of the line that takes it back, or None while it stands.
    """

    number: int
    key: Key
    verdict: Verdict
    proposal: Fields
    correction: Fields
    reviewer: str
    at: str
    comment: Comment | None = None
    withdrawn: int | None = None

    @property
    def state(self) -> State:
        """How the decision stands, in a word."""
        return "withdrawn" if self.withdrawn else STATES[self.verdict]

    @property
    def fields(self) -> Fields:
        """What the record says after it."""
        return self.proposal | self.correction


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a record stands.

    Attributes:
        state: In a word. `proposed` too where what was accepted or rejected is no longer what the
            reader proposes.
        ruling: The decision that counts, the last one that stands; None if none does.
        changed: Whether the reader has come to propose something else since.
        disputed: Whether reviewers decided differently.
    """

    state: State
    ruling: Decision | None = None
    changed: bool = False
    disputed: bool = False


def standing(proposal: Proposal, made: Iterable[Decision]) -> Standing:
    """Where a record stands after the decisions on it, in the order they were made."""
    last: dict[str, Decision] = {}
    was_decided = False
    for each in made:
        was_decided = True
        if each.withdrawn is None:
            last[each.reviewer] = each
    if not last:
        return Standing("withdrawn" if was_decided else "proposed")
    ruling = max(last.values(), key=lambda each: each.number)
    changed = values(ruling.proposal) != values(proposal.fields)
    # Nobody has seen what is proposed now; a correction says what holds, whatever is proposed.
    void = changed and ruling.verdict != "correct"
    said = {(each.verdict, repr(sorted(values(each.fields).items()))) for each in last.values()}
    return Standing("proposed" if void else ruling.state, ruling, changed, len(said) > 1)


def by_key(decisions: Iterable[Decision]) -> dict[Key, list[Decision]]:
    """The decisions by the record they are on."""
    found: dict[Key, list[Decision]] = defaultdict(list)
    for each in decisions:
        found[each.key].append(each)
    return dict(found)


def corrected(proposal: Proposal, document: Document, given: Mapping[str, Iterable[str]]) -> Fields:
    """A correction as it is kept, from what a person wrote.

    Words that stand in the text are given the place nearest to the record's own. A date may be
    such words too, as "Wednesday": they mean what the reader takes them for.

    Args:
        proposal: Of the record that is corrected.
        document: That it is in.
        given: Field to its values; none empties it.

    Raises:
        ReviewError: D603 for a field the kind has not, or a value that the field cannot have.
        UsageError: D301 if a date is not EDTF, and no words of the text that name a day.
    """
    kind = proposal.key.kind
    found: Fields = {}
    for field, written in given.items():
        if field not in FIELDS[kind]:
            raise ReviewError("D603", field, detail=f"of {kind}: {', '.join(FIELDS[kind])}")
        said = tuple(each.strip() for each in written if each.strip())
        found[field] = tuple(_words(proposal, field, each, document) for each in said)
        _check_number(kind, field, len(said))
    kept = {name: said for name, said in found.items() if said != proposal.fields[name]}
    if not kept:
        raise ReviewError("D603", str(proposal.key), detail="it says what is proposed")
    return kept


def _check_number(kind: Kind, field: str, number: int) -> None:
    needed = (kind, field) in LISTS or field in _NEEDED
    if field == "parties":
        fits = number == _PAIR
    elif field in SEVERAL:
        fits = True
    else:
        fits = number == 1 or (number == 0 and not needed)
    if not fits:
        raise ReviewError("D603", field, detail=f"{number} values")


def _words(proposal: Proposal, field: str, value: str, document: Document) -> Words:
    """A value with its place; one that was proposed keeps the place it had."""
    listed = LISTS.get((proposal.key.kind, field))
    before = {each.value: each for each in proposal.fields[field]}
    if value in before:
        return before[value]
    if listed is not None:
        if value not in listed:
            raise ReviewError("D603", f"{field}={value}", detail=", ".join(listed))
        old = proposal.fields[field][0]
        return Words(value, old.start, old.end)
    if field == "date":
        return _date(proposal, value, document)
    return Words(value, *_nearest(document.text, value, proposal.key.start))


def _date(proposal: Proposal, value: str, document: Document) -> Words:
    """A date as it is written, or as words of the text name it."""
    start, end = _nearest(document.text, value, proposal.key.start)
    try:
        bounds(value)
    except UsageError:
        found = None if start is None or end is None else _named(document, start, end)
        if found is None:
            raise
        return found
    return Words(value)


def _named(document: Document, start: int, end: int) -> Words | None:
    """The date that words of a text name, read as the reader does."""
    from detente.reading import times  # noqa: PLC0415 - only who corrects by words needs it
    from detente.reading.sentences import split  # noqa: PLC0415

    sentences = [(first, first + len(words)) for _, first, words in split(document.text)]
    for time in times.find(document.text, document.published, sentences):
        if time.edtf is not None and time.start < end and start < time.end:
            return Words(time.edtf, time.start, time.end)
    return None


def _nearest(text: str, words: str, to: int) -> tuple[int, int] | tuple[None, None]:
    """Where these words stand in the text, as whole words, nearest to a place."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]
    return min(found, key=lambda span: (abs(span[0] - to), span), default=(None, None))


class Journal:
    """The decisions kept in a casebook's ledger.

    Args:
        path: The ledger, a SQLite file; made when first written to.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> list[Decision]:
        """Every decision, the first made first, those withdrawn too.

        Raises:
            CasebookError: D207 if the ledger cannot be read.
        """
        return journal.read(self._path, "decisions", _decisions)

    def last(self) -> int:
        """The number of the last line, 0 before the first.

        Raises:
            CasebookError: D207 if the ledger cannot be read.
        """
        return max(journal.read(self._path, "decisions", _last), default=0)

    def append(self, decision: Decision) -> Decision:
        """Keep a decision and give it with its number.

        Raises:
            CasebookError: D203 if the ledger cannot be written.
        """
        number = self._write(lambda _: _row(decision, None))
        (kept,) = [each for each in self.all() if each.number == number]
        return kept

    def withdraw(
        self, choose: Callable[[Sequence[Decision]], Decision], *, reviewer: str, at: str
    ) -> Decision:
        """Take the decision back that `choose` picks of those there are; nobody adds in between.

        Raises:
            CasebookError: D203 if the ledger cannot be written.
        """
        gone: list[Decision] = []

        def row(connection: sqlite3.Connection) -> tuple[object, ...]:
            gone.append(choose(_decisions(connection)))
            line = Decision(
                0, gone[0].key, gone[0].verdict, gone[0].proposal, gone[0].correction, reviewer, at
            )
            return _row(line, gone[0].number)

        self._write(row)
        (kept,) = [each for each in self.all() if each.number == gone[0].number]
        return kept

    def _write(self, row: Callable[[sqlite3.Connection], tuple[object, ...]]) -> int:
        with journal.adding(self._path, _SCHEMA) as connection:
            return connection.execute(_WRITE, row(connection)).lastrowid or 0


def _row(decision: Decision, withdraws: int | None) -> tuple[object, ...]:
    key, comment = decision.key, decision.comment
    return (
        *(key.document, key.kind, key.start, key.end, key.nth, decision.verdict),
        _FIELDS.dump_json(decision.proposal).decode(),
        _FIELDS.dump_json(decision.correction).decode(),
        *(decision.reviewer, decision.at),
        *((comment.text, comment.start, comment.end) if comment else (None, None, None)),
        withdraws,
    )


def _last(connection: sqlite3.Connection) -> list[int]:
    return [number or 0 for (number,) in connection.execute("SELECT max(number) FROM decisions")]


def _decisions(connection: sqlite3.Connection) -> list[Decision]:
    rows = connection.execute(_READ).fetchall()
    withdrawn = {row[-1]: row[0] for row in rows if row[-1]}
    return [_decision(row, withdrawn.get(row[0])) for row in rows if not row[-1]]


def _decision(row: tuple[Any, ...], withdrawn: int | None) -> Decision:
    number, document, kind, start, end, nth, verdict, proposal, correction, *rest = row
    reviewer, at, remark, first, last, _ = rest
    try:
        fields = _FIELDS.validate_json(proposal), _FIELDS.validate_json(correction)
    except ValidationError as error:
        detail = f"decision {number}: {error.errors()[0]['msg']}"
        raise CasebookError("D207", document, detail=detail) from error
    comment = None if remark is None else Comment(remark, first, last)
    key = Key(document, kind, start, end, nth)
    return Decision(number, key, verdict, *fields, reviewer, at, comment, withdrawn)
