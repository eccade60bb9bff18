"""What is one and what is two across documents, as judged by people or programs.

Judgements are on two names, which are one actor's or are not, or on two reports, which tell of one
event or do not. A judgement stays; what is withdrawn is marked so by a further line. Which actor a
name goes by, and which reports are one event's, is derived from the judgements that stand, and can
be derived anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from detente.casebook import journal
from detente.casebook.rows import key
from detente.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = ["Identities", "Judgement", "Judgements", "Pair", "Thing", "Verdict", "identities"]

Verdict = Literal["same", "different", "unsure"]
Thing = Literal["actor", "event"]
"""What names and reports are of."""
Pair = tuple[str, str]
"""Two names, or the keys of two reports, in order."""

_REPORT: Final = re.compile(r"sha256:[0-9a-f]+:event:\d+-\d+(\.\d+)?")
"""The key of an event in a document, as `Key.whole` has it."""

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS judgements (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  first TEXT NOT NULL, second TEXT NOT NULL,
  verdict TEXT NOT NULL,
  judge TEXT NOT NULL, machine INTEGER NOT NULL, at TEXT NOT NULL,
  withdraws INTEGER REFERENCES judgements (number)
) STRICT;
"""
_ALL: Final = "SELECT * FROM judgements ORDER BY number"


@dataclass(frozen=True, slots=True)
class Judgement:
    """That two names or two reports are of one, are not, or that it cannot be told.

    Attributes:
        number: Counts up from 1.
        first: A name, as `detente.casebook.rows.key` folds it, or the key of an event in a document
            (`Key.whole`); before `second` in order.
        second: The other.
        verdict: `same`, `different` or `unsure`.
        judge: Who says so: a person's name, or a program's.
        machine: Whether that is a program.
        at: When, in ISO 8601.
        withdrawn: The number of the line that withdraws it, or None while it stands.
    """

    number: int
    first: str
    second: str
    verdict: Verdict
    judge: str
    machine: bool
    at: str
    withdrawn: int | None = None

    @property
    def of(self) -> Thing:
        """What it is on: two names of actors, or two reports of events."""
        return _thing(self.first)


@dataclass(frozen=True, slots=True)
class Identities:
    """What follows from judgements on names, or from those on reports.

    Attributes:
        actors: For each name that is one actor's with another, the actor: the first of its names.
            Of reports, the first of those that are one event's.
        different: Pairs that are not of one, each in order.
        same: Pairs that are and were taken together.
    """

    actors: Mapping[str, str]
    different: frozenset[Pair]
    same: frozenset[Pair] = frozenset()

    def changed(self, other: Identities) -> set[str]:
        """The names that do not go by the same actors, or differ from others, in both."""
        here, there = self.actors.items(), other.actors.items()
        pairs = (self.different ^ other.different) | (self.same ^ other.same)
        return {name for name, _ in here ^ there} | {name for pair in pairs for name in pair}


class Judgements:
    """The judgements kept in a casebook's ledger.

    Args:
        path: The ledger, a SQLite file; made when first written to.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(
        self, pairs: Iterable[Pair], verdict: Verdict, *, judge: str, machine: bool, at: str
    ) -> list[int]:
        """Keep a judgement on each of some pairs, all or none, and give their numbers.

        Raises:
            UsageError: D302 if the verdict is none, D309 if a pair is not two names or two reports.
            CasebookError: D203 if the ledger cannot be written.
        """
        if verdict not in get_args(Verdict):
            raise UsageError("D302", verdict, detail=", ".join(get_args(Verdict)))
        return self._append(
            [(*_in_order(*pair), verdict, judge, machine, at, None) for pair in pairs]
        )

    def withdraw(self, number: int, *, judge: str, machine: bool, at: str) -> int:
        """Let a judgement no longer stand; the line that says so has the number that comes back.

        Raises:
            UsageError: D302 if none of that number stands.
            CasebookError: D203 if the ledger cannot be written.
        """
        standing = {each.number: each for each in self.all() if each.withdrawn is None}
        if number not in standing:
            raise UsageError("D302", f"judgement {number}", detail="none of that number stands")
        gone = standing[number]
        row = (gone.first, gone.second, gone.verdict, judge, machine, at, number)
        return self._append([row])[0]

    def all(self) -> list[Judgement]:
        """Every judgement, the first made first; none where there is no ledger yet.

        Raises:
            CasebookError: D207 if the ledger cannot be read.
        """
        rows = self._rows()
        withdrawn = {withdraws: number for number, *_, withdraws in rows if withdraws}
        return [
            Judgement(
                number, first, second, verdict, judge, bool(machine), at, withdrawn.get(number)
            )
            for number, first, second, verdict, judge, machine, at, withdraws in rows
            if not withdraws
        ]

    def last(self) -> int:
        """The number of the last line, 0 before the first."""
        return max((max(each.number, each.withdrawn or 0) for each in self.all()), default=0)

    def _rows(self) -> list[tuple[Any, ...]]:
        return journal.read(
            self._path, "judgements", lambda ledger: ledger.execute(_ALL).fetchall()
        )

    def _append(self, rows: Iterable[tuple[object, ...]]) -> list[int]:
        sql = (
            "INSERT INTO judgements (first, second, verdict, judge, machine, at, withdraws) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        with journal.adding(self._path, _SCHEMA) as ledger:
            return [ledger.execute(sql, row).lastrowid or 0 for row in rows]


def identities(
    judgements: Iterable[Judgement], *, of: Thing = "actor", until: int | None = None
) -> Identities:
    """What follows from the judgements that stand.

    Of two on one pair a person's goes before a machine's, then the later before the earlier. Names
    are taken together in the order of the judgements; what would make one actor of two names that
    are different is left out.

    Args:
        judgements: All, in any order.
        of: Of which: those on names, or those on reports.
        until: The number up to which lines count, as if later ones had not been written.
    """
    ruling: dict[Pair, Judgement] = {}
    for each in sorted(judgements, key=lambda one: (not one.machine, one.number)):
        if each.of == of and _stands(each, until):
            ruling[each.first, each.second] = each
    different = {pair for pair, each in ruling.items() if each.verdict == "different"}
    groups: dict[str, set[str]] = {}
    same: set[Pair] = set()
    for first, second in sorted(ruling, key=lambda pair: ruling[pair].number):
        if ruling[first, second].verdict == "same":
            one, other = groups.get(first, {first}), groups.get(second, {second})
            if not any(tuple(sorted((a, b))) in different for a in one for b in other):
                same.add((first, second))
                joined = one | other
                groups |= dict.fromkeys(joined, joined)
    actors = {name: min(group) for name, group in groups.items()}
    return Identities(actors, frozenset(different), frozenset(same))


def _in_order(first: str, second: str) -> Pair:
    """Two names or two reports as they are kept."""
    one, other = sorted((key(first), key(second)))
    if not one or one == other or _thing(one) != _thing(other):
        raise UsageError("D309", f"{first}, {second}")
    return one, other


def _thing(name: str) -> Thing:
    return "event" if _REPORT.fullmatch(name) else "actor"


def _stands(judgement: Judgement, until: int | None) -> bool:
    if until is None:
        return judgement.withdrawn is None
    withdrawn = judgement.withdrawn is not None and judgement.withdrawn <= until
    return judgement.number <= until and not withdrawn
