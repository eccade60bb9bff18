"""One relation, whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.dates import bounds
from detente.relations.channels import channels
from detente.relations.escalation import chains
from detente.relations.series import series
from detente.relations.sides import sides
from detente.relations.turning import turning_points

if TYPE_CHECKING:
    from detente.casebook import Casebook
    from detente.relations.channels import Channel
    from detente.relations.escalation import Chain
    from detente.relations.periods import By
    from detente.relations.series import Series
    from detente.relations.sides import Side
    from detente.relations.turning import TurningPoint


@dataclass(frozen=True, slots=True)
class Relation:
    """Everything the casebook knows of how two sides stand.

    Attributes:
        first, second: The sides.
        series: Cooperation and conflict, period by period.
        turning_points: In order of time.
        channels: Those of which a change is known, by name, whenever it came.
        chains: Actions and replies, the longest first.
    """

    first: Side
    second: Side
    series: Series
    turning_points: tuple[TurningPoint, ...]
    channels: tuple[Channel, ...]
    chains: tuple[Chain, ...]


def relation(
    casebook: Casebook,
    first: str,
    second: str,
    *,
    by: By = "month",
    from_: str | None = None,
    to: str | None = None,
) -> Relation:
    """How two sides stand.

    Args:
        casebook: Whose events and changes are weighed.
        first: One side, as `side` reads it: `USA`, `NATO+members`.
        second: The other.
        by: Length of the periods of the series.
        from_: EDTF; the series from there on, else from the first event.
        to: EDTF; the series to there, else to the last event.

    Raises:
        UsageError: D301 if `from_` or `to` is no EDTF, D310 if a side is nobody.
    """
    one, other = sides(casebook, first, second)
    counted = series(casebook, one, other, by=by, from_=from_, to=to)
    return Relation(
        first=one,
        second=other,
        series=counted,
        turning_points=turning_points(casebook, counted),
        channels=channels(casebook, one, other),
        chains=chains(
            casebook,
            one,
            other,
            from_=bounds(from_)[0] if from_ else None,
            to=bounds(to)[1] if to else None,
        ),
    )
