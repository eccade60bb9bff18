"""One relation, whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.relations.channels import Channel
    from detente.relations.escalation import Chain
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
        channels: Those of which a change is known, by name.
        chains: Actions and replies, the longest first.
    """

    first: Side
    second: Side
    series: Series
    turning_points: tuple[TurningPoint, ...]
    channels: tuple[Channel, ...]
    chains: tuple[Chain, ...]
