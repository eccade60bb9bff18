"""Reports that people judged to tell of one event or of two, found among the mentions there are.

A judgement names a report by the words it hangs on (`proposals.Key`), so that it is found again
when a newer reading numbers the events of its document anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.casebook.judgements import identities
from detente.casebook.merge_clusters import Judged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.casebook.judgements import Judgement, Pair
    from detente.casebook.merge_clusters import Key
    from detente.casebook.rows import Row
    from detente.casebook.snapshot import Tables

__all__ = ["REASON", "ByHand"]

REASON: Final = {"feature": "judged", "value": 1.0, "weight": 0.0, "text": "judged the same event"}
"""Why two mentions are one of which somebody said so, as in `joins`."""
_SCORE: Final = 1.0
_COLUMNS: Final = {"report": "VARCHAR", "document": "VARCHAR", "moved": "BOOLEAN"}
_FOUND: Final = """
CREATE TABLE judged AS
SELECT told.number, told.document, told.id, named.report, named.moved
FROM (
  SELECT number, document, id, document || ':event:' || word.start || '-' || word.end
    || CASE WHEN nth > 1 THEN '.' || (nth - 1) ELSE '' END AS report
  FROM (
    SELECT *, row_number() OVER (PARTITION BY document, word ORDER BY number) AS nth
    FROM (
      SELECT number, document, id,
        {'start': coalesce(trigger, evidence[1]).start, 'end': coalesce(trigger, evidence[1]).end}
          AS word
      FROM ($events) AS event JOIN dated USING (document, run)
      WHERE document IN (SELECT document FROM named_reports)
    )
  )
) AS told JOIN named_reports AS named USING (report)
"""


class ByHand:
    """What was judged of reports.

    Args:
        judgements: All.
        before: The number of the last judgement that counted when the kept state was made.
    """

    def __init__(self, judgements: Iterable[Judgement], before: int) -> None:
        made = list(judgements)
        self._known = identities(made, of="event")
        self._moved = self._known.changed(identities(made, of="event", until=before))
        self._mentions: dict[str, tuple[int, Key]] = {}
        self._same: frozenset[frozenset[int]] = frozenset()
        self.judged = Judged()
        """What was said, of mentions; known once they are found."""

    def find(self, tables: Tables, events: str) -> None:
        """Make the table `judged`: the mentions judged, and whether what was said of them changed.

        Args:
            tables: Those that are merged, in which `dated` is made.
            events: The query for all events with their `number`, as SQL.
        """
        named = {report for pair in self._pairs() for report in pair} | self._moved
        rows = [
            {"report": each, "document": each.partition(":event:")[0], "moved": each in self._moved}
            for each in sorted(named)
        ]
        tables.append("named_reports", rows, _COLUMNS)
        tables.execute(_FOUND.replace("$events", events))
        found = tables.fetch("SELECT report, number, document, id FROM judged")
        self._mentions = {
            row["report"]: (row["number"], (row["document"], row["id"])) for row in found
        }
        known = self._mentions
        self._same = frozenset(
            frozenset((known[a][0], known[b][0]))
            for a, b in self._known.same
            if a in known and b in known
        )
        self.judged = Judged(self._found(self._known.same), self._found(self._known.different))

    def is_same(self, one: int, other: int) -> bool:
        """Whether the mentions of these numbers were judged one."""
        return frozenset((one, other)) in self._same

    def edges(self, placed: Iterable[int]) -> Iterator[Row]:
        """The edges that were made by hand, of which one end is among the mentions to be placed."""
        fresh = set(placed)
        for pair in sorted(self._same, key=sorted):
            if not pair.isdisjoint(fresh):
                one, other = sorted(pair)
                yield {"one": one, "other": other, "score": _SCORE}

    def _pairs(self) -> frozenset[Pair]:
        return self._known.same | self._known.different

    def _found(self, pairs: Iterable[Pair]) -> frozenset[tuple[Key, Key]]:
        known = self._mentions
        keys = (sorted((known[a][1], known[b][1])) for a, b in pairs if a in known and b in known)
        return frozenset((one, other) for one, other in keys)
