"""Which place a name means in a document: by people, by countries spoken of, and by neighbours.

Each place of a name has a few features; their weights, of a choice among the places of one name,
stand in `toponyms.tsv` and are fitted by `training/toponyms.py`. What a name's neighbours mean is
as open as what it means itself: they first count by their people and the countries spoken of, and
then by what all features together make of them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from detente import gazetteer
from detente.gazetteer.earth import distance, distances
from detente.reading.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from detente.gazetteer import Match, Place

    Numbers = NDArray[np.float64]

FEATURES: Final = ("people", "country", "near", "within")
"""What is known of a place: the logarithm, to ten, of its people (`Place.rank`); the share of the
document's other names that mean its country or a place in it; the logarithm of how many mean a
place near it; and how well it lies in the region or country that a comma or an adjective gives the
name ("Tripoli, Lebanon", "Lebanese Tripoli")."""
_NEAR: Final = 300.0
"""Kilometres: places of one story lie within them."""
_CLOSE: Final = 100.0
"""Kilometres at which a neighbour counts half."""
_SPOKEN: Final = 30.0
"""How many times weightier a place is at first for each time its country is named."""
_LIKELY: Final = 0.02
"""A place less likely than this is nobody's neighbour."""
_WITHIN: Final = 300.0
"""Kilometres from a region's middle at which a town lies half as well in it as in its middle."""
_BEHIND: Final = re.compile(r"\s*,\s*|\s*\(")
"""Between a name and that of the region or country it lies in, where that comes behind it."""
_BEFORE: Final = re.compile(
    r"(?:['’]s)?\s+(?:(?:\w+\s+)?(?:city|town|capital|port|province|village|district|region)\s+of\s+)?"
)
"""The same where it comes before: "Lebanese Tripoli", "Lebanon's northern city of Tripoli"."""


class Toponyms:
    """The names of places of a document, to tell which place each means.

    Args:
        text: The text.
        matches: What the gazetteer found in it.
        tagged: Where else names of places stand: what the trained head `place_name` found.
        weights: What each of `FEATURES` counts for; those that ship if None.

    Attributes:
        names: Where the names stand, and what they are.
    """

    def __init__(
        self,
        text: str,
        matches: Iterable[Match],
        tagged: Iterable[tuple[int, int]] = (),
        weights: Sequence[float] | None = None,
    ) -> None:
        found = list(matches)
        spans = sorted({(m.start, m.end) for m in found} | set(tagged))
        self.names = tuple((start, text[start:end]) for start, end in spans)
        self._weights = np.array(_fitted() if weights is None else weights)
        self._holders = _holders(text, spans)
        self._spoken = Counter(
            entry.country
            for match in found
            for entry in match.entries[:1]
            if entry.country and entry.kind == "country"
        )
        self._chosen: dict[str, Place | None] = {}
        named = sorted({name for _, name in self.names if not _is_country(name)})
        choices = {name: gazetteer.places(name) for name in named}
        first = {name: self._at_first(known) for name, known in choices.items() if known}
        self._others = _Others.of(choices, first)
        self._others = _Others.of(choices, {name: self._shares(name) for name in first})

    def place(self, name: str) -> Place | None:
        """The place that a name means here; None if the gazetteer has none of that name.

        A name may hold what it lies in: "Tripoli, Lebanon".
        """
        if name not in self._chosen:
            known = places(name)
            best = int(np.argmax(self._scores(name))) if len(known) > 1 else 0
            self._chosen[name] = known[best] if known else None
        return self._chosen[name]

    def features(self, name: str) -> Numbers:
        """`FEATURES` of each of the `places` of a name: (place, feature)."""
        known = places(name)
        own = np.array([(p.latitude, p.longitude) for p in known]).reshape(-1, 2)
        countries = np.array([p.country or "" for p in known])
        there, near = self._others.around(name, own, countries)
        behind = name.partition(",")[2].strip()
        holders = self._holders.get(name, set()) | ({behind} if behind else set())
        spoken = [self._spoken[p.country or ""] for p in known]
        every = self._others.count + self._spoken.total() + 1
        return np.column_stack(
            (
                np.log10([p.rank + 1 for p in known]),
                (there + spoken) / every,
                np.log1p(near),
                [max((_within(p, holder) for holder in holders), default=0.0) for p in known],
            )
        )

    def _scores(self, name: str) -> Numbers:
        scores: Numbers = self.features(name) @ self._weights
        return scores

    def _shares(self, name: str) -> Numbers:
        """How likely a name means each of its places."""
        scores = self._scores(name)
        odds = np.exp(scores - scores.max())
        shares: Numbers = odds / odds.sum()
        return shares

    def _at_first(self, known: Sequence[Place]) -> Numbers:
        weights: Numbers = np.array(
            [p.rank * (1 + _SPOKEN * self._spoken[p.country or ""]) for p in known]
        )
        shares: Numbers = weights / weights.sum()
        return shares


@dataclass(frozen=True, slots=True)
class _Others:
    """All places that the names of a document may well mean, one row a place.

    Attributes:
        names: The rows of each name, case folded, in the order of the alphabet.
        count: How many names there are.
        points: Latitude and longitude.
        countries: Codes, "" where there is none.
        shares: How likely the name means the place.
    """

    names: Mapping[str, NDArray[np.intp]]
    count: int
    points: Numbers
    countries: NDArray[np.str_]
    shares: Numbers

    @classmethod
    def of(cls, choices: Mapping[str, Sequence[Place]], shares: Mapping[str, Numbers]) -> _Others:
        """The places of names that are as likely as `shares` says."""
        likely = [
            (name.casefold(), place, share)
            for name, own in shares.items()
            for place, share in zip(choices[name], own.tolist(), strict=True)
            if share > _LIKELY
        ]
        named: defaultdict[str, list[int]] = defaultdict(list)
        for row, (name, _, _) in enumerate(likely):
            named[name].append(row)
        return cls(
            {name: np.array(named[name]) for name in sorted(named)},
            len(choices),
            np.array([(p.latitude, p.longitude) for _, p, _ in likely]).reshape(-1, 2),
            np.array([p.country or "" for _, p, _ in likely], dtype=np.str_),
            np.array([share for _, _, share in likely]),
        )

    def around(
        self, name: str, points: Numbers, countries: NDArray[np.str_]
    ) -> tuple[Numbers, Numbers]:
        """For each of some places of a name: how many other names mean a place in its country,
        and how many mean one near it, the nearer the more.
        """
        shares = self.shares.copy()
        own = name.casefold()
        if own in self.names:
            shares[self.names[own]] = 0
        there: Numbers = (shares * (countries[:, None] == self.countries)).sum(1)
        apart = distances(points, self.points)
        close = shares * (apart <= _NEAR) / (1 + apart / _CLOSE)
        near = np.zeros(len(points))
        for each, its_rows in self.names.items():
            if each != own:
                near += close[:, its_rows].max(axis=1)
        return there, near


def places(name: str) -> tuple[Place, ...]:
    """The places of a name, likeliest first, of its part before a comma where the whole has none:
    "Tripoli, Lebanon".
    """
    return gazetteer.places(name) or gazetteer.places(name.partition(",")[0])


def _holders(text: str, spans: Sequence[tuple[int, int]]) -> dict[str, set[str]]:
    """Name to the names of what the text says it lies in, by a comma or an adjective."""
    named: dict[int, set[str]] = {}
    for start, end in spans:
        named.setdefault(start, set()).add(text[start:end])
    found: dict[str, set[str]] = {}
    for start, end in spans:
        name = text[start:end]
        if behind := _BEHIND.match(text, end):
            for holder in named.get(behind.end(), ()):
                found.setdefault(name, set()).add(holder)
        if before := _BEFORE.match(text, end):
            for held in named.get(before.end(), ()):
                found.setdefault(held, set()).add(name)
    return found


@lru_cache(maxsize=4096)
def _within(place: Place, holder: str) -> float:
    """How well a place lies in a country or region of a name: 1 in its country or in the middle
    of the region, the farther from there the less, 0 in other countries.
    """
    if place.country is None:
        return 0.0
    if any(e.kind == "country" and e.country == place.country for e in gazetteer.lookup(holder)):
        return 1.0
    here = (place.latitude, place.longitude)
    regions = [
        distance(here, (region.latitude, region.longitude))
        for region in gazetteer.places(holder)
        if region.kind == "region" and region.country == place.country
    ]
    return 1 / (1 + min(regions) / _WITHIN) if regions else 0.0


@lru_cache(maxsize=4096)
def _is_country(name: str) -> bool:
    """Whether a name is a country's, which is clear without its towns."""
    return any(entry.kind == "country" for entry in gazetteer.lookup(name))


@cache
def _fitted() -> tuple[float, ...]:
    weights = {row["feature"]: float(row["weight"]) for row in rows("toponyms")}
    return tuple(weights[feature] for feature in FEATURES)
