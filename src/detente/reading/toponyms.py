"""Which place a name means in a document: by people, by countries spoken of, and by neighbours."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from detente import gazetteer
from detente.gazetteer.earth import distance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.gazetteer import Match, Place
    from detente.reading.heads import Answers

_NEAR: Final = 300.0
"""Kilometres: places of one story lie within them, as do a region's middle and its towns."""
_NEIGHBOUR: Final = 50.0
"""How many times weightier a place becomes that lies near another of the document."""
_SPOKEN: Final = 30.0
"""How many times weightier a place becomes each time its country is named."""
_CLEAR: Final = 0.9
"""A name is clear if one place has this share of the weight of all of its name."""


class Toponyms:
    """The names of places of a document, to tell which place each means.

    Args:
        text: The text.
        matches: What the gazetteer found in it.
        answers: What the trained heads say of it; without them only the gazetteer's names count.

    Attributes:
        names: Where the names stand, and what they are.
    """

    def __init__(self, text: str, matches: Iterable[Match], answers: Answers | None = None) -> None:
        found = list(matches)
        tagged = set(_spans(answers)) if answers is not None else set()
        self._spoken = Counter(
            entry.country
            for match in found
            for entry in match.entries[:1]
            if entry.country and entry.kind == "country"
        )
        spans = {(m.start, m.end) for m in found} | tagged
        self.names = tuple((start, text[start:end]) for start, end in sorted(spans))
        self._clear = self._anchors({name for _, name in self.names})

    def place(self, name: str) -> Place | None:
        """The place that a name means here; None if the gazetteer has none of that name."""
        known = gazetteer.places(name)
        if len(known) <= 1:
            return next(iter(known), None)
        return max(known, key=lambda place: self._weight(place) * self._nearness(name, place))

    def _anchors(self, names: Iterable[str]) -> dict[str, Place]:
        """The places of names that are clear without their neighbours."""
        found: dict[str, Place] = {}
        for name in sorted(names):
            known = _places(name)
            weights = [self._weight(place) for place in known]
            if known and max(weights) >= _CLEAR * sum(weights):
                found[name] = known[weights.index(max(weights))]
        return found

    def _weight(self, place: Place) -> float:
        return place.rank * (1 + _SPOKEN * self._spoken[place.country or ""])

    def _nearness(self, name: str, place: Place) -> float:
        near = any(
            _apart(place, other) <= _NEAR
            for clear, other in self._clear.items()
            if clear.casefold() != name.casefold()
        )
        return _NEIGHBOUR if near else 1.0


def _spans(answers: Answers) -> Iterator[tuple[int, int]]:
    return ((found.start, found.end) for found in answers.tagged("place_name"))


def _apart(one: Place, other: Place) -> float:
    return distance((one.latitude, one.longitude), (other.latitude, other.longitude))


@lru_cache(maxsize=4096)
def _places(name: str) -> tuple[Place, ...]:
    """The places of a name that is no country's: a country's is clear without them."""
    country = any(entry.kind == "country" for entry in gazetteer.lookup(name))
    return () if country else gazetteer.places(name)
