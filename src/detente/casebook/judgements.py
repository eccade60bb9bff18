"""Who is who across documents: judgements that two names are one actor's, or are not.

A judgement is made by a person or by a machine and stays; what is withdrawn is marked so by a
further line. Which actor a name goes by is derived from the judgements that stand, and can be
derived anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from detente.casebook import journal
from detente.casebook.rows import key
from detente.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = ["Identities", "Judgement", "Judgements", "Verdict", "identities"]

Verdict = Literal["same", "different", "unsure"]

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
    """That two names are one actor's, are not, or that it cannot be told.

    Attributes:
        number: Counts up from 1.
        first: A name, as `detente.casebook.rows.key` folds it; before `second` in order.
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


@dataclass(frozen=True, slots=True)
class Identities:
    """What follows from judgements.

    Attributes:
        actors: For each name that is one actor's with another, the actor: the first of its names.
        different: Pairs of names that are not one actor's, each in order.
    """

    actors: Mapping[str, str]
    different: frozenset[tuple[str, str]]

    def changed(self, other: Identities) -> set[str]:
        """The names that do not go by the same actors, or differ from others, in both."""
        here, there = self.actors.items(), other.actors.items()
        pairs = self.different ^ other.different
        return {name for name, _ in here ^ there} | {name for pair in pairs for name in pair}


class Judgements:
    """The judgements kept in a casebook's ledger.

    Args:
        path: The ledger, a SQLite file; made when first written to.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(
        self, first: str, second: str, verdict: Verdict, *, judge: str, machine: bool, at: str
    ) -> int:
        """Keep a judgement and give its number.

        Raises:
            UsageError: D302 if the verdict is none, D309 if the names are not two.
            CasebookError: D203 if the ledger cannot be written.
        """
        one, other = sorted((key(first), key(second)))
        if not one or one == other:
            raise UsageError("D309", f"{first}, {second}")
        if verdict not in get_args(Verdict):
            raise UsageError("D302", verdict, detail=", ".join(get_args(Verdict)))
        return self._append((one, other, verdict, judge, machine, at, None))

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
        return self._append((gone.first, gone.second, gone.verdict, judge, machine, at, number))

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

    def _append(self, row: tuple[object, ...]) -> int:
        sql = (
            "INSERT INTO judgements (first, second, verdict, judge, machine, at, withdraws) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        with journal.adding(self._path, _SCHEMA) as ledger:
            return ledger.execute(sql, row).lastrowid or 0


def identities(judgements: Iterable[Judgement], *, until: int | None = None) -> Identities:
    """What follows from the judgements that stand.

    Of two on one pair a person's goes before a machine's, then the later before the earlier. Names
    are taken together in the order of the judgements; what would make one actor of two names that
    are different is left out.

    Args:
        judgements: All, in any order.
        until: The number up to which lines count, as if later ones had not been written.
    """
    ruling: dict[tuple[str, str], Judgement] = {}
    for each in sorted(judgements, key=lambda one: (not one.machine, one.number)):
        if _stands(each, until):
            ruling[each.first, each.second] = each
    different = {pair for pair, each in ruling.items() if each.verdict == "different"}
    groups: dict[str, set[str]] = {}
    for first, second in sorted(ruling, key=lambda pair: ruling[pair].number):
        if ruling[first, second].verdict == "same":
            one, other = groups.get(first, {first}), groups.get(second, {second})
            if not any(tuple(sorted((a, b))) in different for a in one for b in other):
                joined = one | other
                groups |= dict.fromkeys(joined, joined)
    return Identities({name: min(group) for name, group in groups.items()}, frozenset(different))


def _stands(judgement: Judgement, until: int | None) -> bool:
    if until is None:
        return judgement.withdrawn is None
    withdrawn = judgement.withdrawn is not None and judgement.withdrawn <= until
    return judgement.number <= until and not withdrawn
