"""Whether it happened, as a number: what grammar says of an event and what the trained head says.

Numbers go from -3 (certainly did not happen) over 0 (nothing is said) to 3 (certainly happened).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from detente.records import Status

_CERTAIN: Final = 3.0
_SHARE: Final = 0.4
"""How much of the number is the grammar's. Of .3, .4, .5 and .6 it was best on the development part
of `fact_uw`: grammar is surer of what plainly happened, the head of the rest."""
_DID_ABOVE: Final = 2.75
"""Above this number an event is as good as certain: people who are asked then say that it is."""
_SILENT: Final = "occurred"
"""What grammar falls back on where nothing bears on an event."""
_OPEN_BELOW: Final = 0.5
_NOT_BELOW: Final = -1.5
"""Below these numbers of the head an event is open, or did not happen, though grammar is silent."""


def blended(by_grammar: float, by_head: float) -> float:
    """The number of an event by both.

    >>> blended(3.0, 2.0), blended(3.0, 2.9)
    (2.4, 3.0)
    """
    both = _SHARE * by_grammar + (1 - _SHARE) * by_head
    return _CERTAIN if both >= _DID_ABOVE else both


def status_by(status: Status, by_head: float) -> Status:
    """The status of an event: what grammar read, unless it is silent and the head says otherwise.

    >>> status_by("occurred", -2.0), status_by("occurred", 2.0), status_by("planned", 2.0)
    ('did-not-occur', 'occurred', 'planned')
    """
    if status != _SILENT or by_head >= _OPEN_BELOW:
        return status
    return "did-not-occur" if by_head < _NOT_BELOW else "hypothetical"
