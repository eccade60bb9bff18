"""What to look at first: what is told against each other, then what the reader is least sure of.

The order is always the same for the same casebook and decisions. The score of a record is
(1 - confidence) x (1 + ln origins): how likely it is wrong, times how much hangs on it. Without a
confidence the reader is taken to be half sure. What contradicts another record comes before all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, get_args

from detente.casebook.decisions import Standing, by_key, standing
from detente.casebook.proposals import Kind
from detente.errors import ReviewError
from detente.review.book import Review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.casebook import Casebook
    from detente.casebook.decisions import Decision
    from detente.casebook.proposals import Key, Proposal
    from detente.casebook.rows import Row

__all__ = ["Item", "queue"]

_ASKED: Final = """
WITH found AS (
  SELECT event.document, event.id, 'event' AS kind, event.confidence,
    coalesce(joined.origins, 1) AS origins
  FROM proposed_events AS event LEFT JOIN joined
    ON event.document = joined.document AND event.id = joined.id
  UNION ALL SELECT document, id, 'claim', confidence, 1 FROM proposed_claims
  UNION ALL SELECT document, id, 'cause', confidence, 1 FROM proposed_causes
  UNION ALL SELECT document, id, 'relation', NULL, 1 FROM proposed_relations
)
SELECT *, round((1 - coalesce(confidence, 0.5)) * (1 + ln(origins)), 4) AS score FROM found
WHERE ($1 IS NULL OR kind = $1) AND ($2 IS NULL OR document = $2)
ORDER BY list_contains($3, document || '#' || id) DESC, score DESC, document, kind,
  try_cast(id[2:] AS INTEGER), id
LIMIT $4
"""
_DOUBTFUL: Final = 0.7
"""Confidence below which a record is said to be read with little."""


@dataclass(frozen=True, slots=True)
class Item:
    """A record to look at.

    Attributes:
        proposal: The record.
        standing: Where it stands.
        score: What it is ordered by.
        reasons: Why it comes here, in words.
    """

    proposal: Proposal
    standing: Standing
    score: float
    reasons: tuple[str, ...]


def queue(
    casebook: Casebook,
    *,
    kind: str | None = None,
    document: str | None = None,
    reviewer: str | None = None,
    limit: int = 50,
) -> list[Item]:
    """What waits for a decision, what matters most first.

    Args:
        casebook: The casebook.
        kind: Only records of that kind.
        document: Only those of that document.
        reviewer: What waits for this reviewer, whatever others decided; for anybody if None.
        limit: How many at most.

    Raises:
        ReviewError: D603 for another kind.
        CasebookError: D206 if the casebook holds no such document.
    """
    if kind is not None and kind not in get_args(Kind):
        raise ReviewError("D603", kind, detail=", ".join(get_args(Kind)))
    whole = casebook.record(document).document.id if document is not None else None
    review = Review(casebook)
    decided = [each for each in review.decisions() if reviewer in {None, each.reviewer}]
    contested = sorted(_contested(casebook))
    most = limit + len({each.key for each in decided})
    rows = casebook.query(_ASKED, (kind, whole, contested, most))
    waiting = _waiting(review, rows, by_key(decided), frozenset(contested))
    return [item for _, item in zip(range(limit), waiting, strict=False)]


def _waiting(
    review: Review, rows: list[Row], made: dict[Key, list[Decision]], contested: frozenset[str]
) -> Iterator[Item]:
    known: dict[str, dict[str, Proposal]] = {}
    for row in rows:
        document = row["document"]
        if document not in known:
            known[document] = {each.id: each for each in review.proposals(document)}
        proposal = known[document][row["id"]]
        where = standing(proposal, made.get(proposal.key, ()))
        if where.state in {"proposed", "withdrawn"}:
            reasons = tuple(_reasons(row, where, f"{document}#{row['id']}" in contested))
            yield Item(proposal, where, row["score"], reasons)


def _reasons(row: Row, where: Standing, is_contested: bool) -> Iterator[str]:  # noqa: FBT001 - a fact
    if is_contested:
        yield "contradicted by another record"
    if where.changed:
        yield "read differently since it was decided"
    if row["confidence"] is not None and row["confidence"] < _DOUBTFUL:
        yield f"read with confidence {row['confidence']:.2f}"
    if row["origins"] > 1:
        yield f"told by {row['origins']} origins"


def _contested(casebook: Casebook) -> Iterator[str]:
    for pair in casebook.contradictions():
        for side in ("first", "second"):
            yield f"{pair[side]['document']}#{pair[side]['id']}"
