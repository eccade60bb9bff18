"""Which pairs of mentions can be alike at all: a ceiling of their likeness, for many pairs at once.

Of the pairs that meet in a block few are joined. Most of what makes two mentions alike are numbers
(days, points, whether two names are one), which arrays compare far faster than one pair after the
other. What is not worked out here counts as if it spoke for the pair as much as it can, so that no
pair is passed over that `merge_pairs.alike` joins.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from math import log
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from detente import gazetteer
from detente.casebook.likeness import (
    FAR,
    LATER,
    LITTLE,
    MUCH,
    NEAR,
    SLACK,
    SOON,
    ByWords,
    by_words,
    weight,
)
from detente.casebook.merge_pairs import ALIKE
from detente.casebook.merge_stories import Stories
from detente.casebook.wording import stem
from detente.gazetteer.earth import pairwise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.casebook.snapshot import Tables

    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Ids = NDArray[np.uint64]
    Columns = dict[str, NDArray[Any]]

__all__ = ["Screen"]

_AT_ONCE: Final = 1 << 16
"""Pairs whose numbers are in memory at once."""
_UNKNOWN: Final = -1_000_000_000
"""A day that is not known."""
_ROUNDING: Final = 1e-6
_LEAST: Final = log(ALIKE / (1 - ALIKE)) - _ROUNDING
"""What the weights of what two have in common must come to."""
_SIDES: Final = ("actor", "recipient")
_ASKED: Final = {
    "counts_killed": "killed",
    "counts_injured": "injured",
    "has_instruments": "instruments",
}
"""What is compared in full only: what must be known of both for it to count, and the feature."""


class Screen:
    """Compares pairs by what is known of their mentions as numbers.

    Args:
        tables: With `dated`, `beheld` and `canonical`; makes the view `seen` of them.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        names = {name for land in gazetteer.countries() for name in (land.name, land.official)}
        lands = [{"name": name.casefold()} for name in sorted(names)]
        tables.append("lands", lands, {"name": "VARCHAR"})
        tables.execute(_sql())
        self._stories = Stories(tables)

    def passed(self, one: Ids, other: Ids) -> Flags:
        """Of each pair of mentions, by their numbers, whether the two may be alike.

        The mentions are those of the table `beheld`.
        """
        known = self._tables.fetch_arrays("SELECT * FROM seen")
        order = np.argsort(known["number"])
        known = {name: column[order] for name, column in known.items()}
        words = _Words(self._tables, known)
        self._stories.learn(known["told_in"])
        found = np.zeros(len(one), np.bool_)
        for start in range(0, len(one), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            at, to = (np.searchsorted(known["number"], ends[part]) for ends in (one, other))
            here = {name: column[at] for name, column in known.items()}
            there = {name: column[to] for name, column in known.items()}
            found[part] = _may_be_alike(here, there, words, self._stories)
        return found


class _Words:
    """Words for deeds in pairs; gives each mention its `word`."""

    def __init__(self, tables: Tables, known: Columns) -> None:
        sql = "SELECT DISTINCT hash(lemma), lemma FROM beheld WHERE lemma IS NOT NULL"
        found = tables.fetch_tuples(sql)
        said = {number: " ".join(map(stem, lemma.split())) for number, lemma in found}
        numbers, known["word"] = np.unique(known["deed"], return_inverse=True)
        self._words = [said.get(int(number)) for number in numbers]

    def of(self, here: Columns, there: Columns) -> Numbers:
        """What `by_words` says of pairs: (pair, its fields)."""
        size = len(self._words)
        codes, which = np.unique(here["word"] * size + there["word"], return_inverse=True)
        pairs = (divmod(int(code), size) for code in codes)
        found = [by_words(self._words[one], self._words[other]) for one, other in pairs]
        weights: Numbers = np.array(found).reshape(-1, len(ByWords._fields))[which]
        return weights


def _may_be_alike(here: Columns, there: Columns, words: _Words, stories: Stories) -> Flags:
    """What one document says twice, in its headline and below, is compared in full."""
    total, is_barred = _by_sides(here, there)
    deeds, unlike, like = words.of(here, there).T
    total += deeds
    told = here["has_story"] & there["has_story"]
    most = np.maximum(unlike, np.maximum(like, 0.0) + max(weight("close_story"), 0.0))
    found: Flags = ~is_barred & (total + np.where(told, most, weight("no_story")) >= _LEAST)
    asked = np.flatnonzero(found & told)
    common = stories.most(here["told_in"][asked], there["told_in"][asked]) + _ROUNDING
    story = np.sqrt(common) * like[asked] + weight("close_story") * (common > MUCH)
    story = np.where(common > LITTLE, np.maximum(story, unlike[asked]), unlike[asked])
    found[asked] = total[asked] + story >= _LEAST
    within: Flags = here["told_in"] == there["told_in"]
    return found | within


def _by_sides(here: Columns, there: Columns) -> tuple[Numbers, Flags]:
    """What all but the words for deeds and the stories comes to at most, and whether anything bars
    the two from being one, or too little is named to join them.
    """
    total = weight("bias") + max(weight("words"), 0.0) * np.ones(len(here["type"]))
    total += weight("type") * (here["type"] == there["type"])
    total += weight("mode") * _differ(here["mode"], there["mode"])
    total += weight("status") * (here["is_fact"] != there["is_fact"])
    for known, feature in _ASKED.items():
        total += max(weight(feature), 0.0) * (here[known] & there[known])
    days, is_barred = _by_days(here, there)
    places, is_named = _by_places(here, there)
    total += days + places
    is_near = np.zeros(len(total), np.bool_)
    for role in _SIDES:
        is_same = _share(role, here, role, there)
        is_kin = (here[f"{role}_countries"] & there[f"{role}_countries"]) != 0
        others = (here[f"{role}_countries"] != 0) & (there[f"{role}_countries"] != 0)
        total += np.select(
            [is_same, is_kin, others],
            [weight(role), weight(f"{role}_country"), weight(f"{role}_other")],
        )
        is_named, is_near = is_named | is_same, is_near | is_kin
    total += weight("party") * _any_share(here, there)
    is_named |= is_near & (here["word"] == there["word"])
    return total, is_barred | ~is_named


def _differ(here: NDArray[Any], there: NDArray[Any]) -> Flags:
    differ: Flags = (here != 0) & (there != 0) & (here != there)
    return differ


def _share(role: str, here: Columns, other: str, there: Columns) -> Flags:
    """Whether a side of the one and a side of the other share a name, or seem to."""
    share: Flags = np.logical_and.reduce(
        [(here[f"{role}_{bits}"] & there[f"{other}_{bits}"]) != 0 for bits in ("names", "again")]
    )
    return share


def _any_share(here: Columns, there: Columns) -> Flags:
    shares = [_share(role, here, other, there) for role in _SIDES for other in _SIDES]
    share: Flags = np.logical_or.reduce(shares)
    return share


def _by_days(here: Columns, there: Columns) -> tuple[Numbers, Flags]:
    """What days come to, and whether they, or countries, bar the two from being one."""
    first, last = here["earliest"], here["latest"]
    other_first, other_last = there["earliest"], there["latest"]
    dated = np.logical_and.reduce(
        [day != _UNKNOWN for day in (first, last, other_first, other_last)]
    )
    gap = np.maximum(np.maximum(other_first - last, first - other_last), 0)
    span = np.maximum(last, other_last) - np.minimum(first, other_first)
    printed, other_printed = here["published"], there["published"]
    both_printed = (printed != _UNKNOWN) & (other_printed != _UNKNOWN)
    between = np.abs(printed - other_printed)
    total = np.select(
        [dated & (gap > 0), dated & (span > 0), dated, both_printed],
        [weight("apart"), weight("dates") / (1 + span / 7), weight("day"), weight("undated")],
    )
    total += weight("published") * (both_printed & (between <= SOON))
    total += weight("published_apart") * (both_printed & (between > LATER) & ~dated)
    barred = (dated & (gap > SLACK)) | _differ(here["country"], there["country"])
    for early, late in ((here, there), (there, here)):
        known = (early["published"] != _UNKNOWN) & (late["earliest"] != _UNKNOWN)
        barred |= early["is_fact"] & known & (late["earliest"] - early["published"] > SLACK)
    return total, barred


def _by_places(here: Columns, there: Columns) -> tuple[Numbers, Flags]:
    """What places come to, and whether they are one or near each other."""
    is_same = (here["place"] != 0) & (here["place"] == there["place"])
    one, other = (np.stack([each["latitude"], each["longitude"]], axis=1) for each in (here, there))
    away = pairwise(one, other)
    near, far = away <= NEAR, (away > FAR) & here["is_town"] & there["is_town"]
    lands = (here["country"] != 0) & (here["country"] == there["country"])
    total = np.select(
        [is_same, near, far, lands],
        [weight("place"), weight("near"), weight("far"), weight("country")],
    )
    return total, is_same | near


@cache
def _sql() -> str:
    return resources.files(__package__).joinpath("merge_screen.sql").read_text("utf-8")
