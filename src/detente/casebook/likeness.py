"""How likely it is that two mentions tell of one happening, and why.

What two mentions have in common, and where they differ, are features between 0 and 1; a logistic
function weighs them, by the table `likeness.tsv`. The weights of words were learned from annotated
news (`training/sameness.py`); those of dates, places, numbers and countries, of which that news has
too few, are set by hand. What is unknown on either side says nothing. Some differences no likeness
can outweigh: they bar the two from being one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from detente.casebook.wording import alike, forms, kindred, nearness, overlap, rarity
from detente.gazetteer.earth import distance
from detente.tables import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.casebook.mentions import Count, Mention, Side

__all__ = [
    "FAR",
    "LATER",
    "LITTLE",
    "MUCH",
    "NEAR",
    "SLACK",
    "SOON",
    "ByWords",
    "Likeness",
    "Reason",
    "by_words",
    "features",
    "likeness",
    "weight",
]

_REAL: Final = frozenset({"occurred", "ongoing"})
_WORDS: Final = frozenset({1, 3})
"""The classes of verbal deeds: what is said to one country and what is said to another are two."""
SLACK: Final = 1
"""Days by which two dates of one happening may miss each other: time zones, nights, slips."""
NEAR, FAR = 40.0, 150.0
"""Kilometres within which two places may be one, and beyond which they are not."""
SOON: Final = 3
"""Days within which two documents are of one news cycle."""
LATER: Final = 60
"""Days between two documents from which on what has no date is told against."""
_MANY: Final = 10
_TIMES: Final = 3
"""Counts of one happening seldom differ by more than so many times, once there are many."""
LITTLE, MUCH = 0.03, 0.15
"""What two documents share of what tells them from others: no more, and more, than this."""
_HEAD: Final = 400
"""Code points from the beginning of a document in which its headline and what it is about stand."""
_SHOWN: Final = 4
"""Words that a reason names."""


Feature = tuple[str, float, "str | Callable[[], str]"]
"""A feature, its value from 0 to 1, and what it says in words, or what gives the words: most pairs
are compared and never shown."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for or against: the feature, its value (0 to 1), its weight, and in words."""

    feature: str
    value: float
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two mentions are.

    Attributes:
        score: From 0 to 1: how likely it is that they tell of one happening.
        features: What they have in common, and where they differ, in a fixed order.
        barred: Why they cannot be one, or None; then the score is 0.
    """

    score: float
    features: tuple[Feature, ...] = ()
    barred: str | None = None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What speaks for or against, in a fixed order."""
        weights = _weights()
        return tuple(
            Reason(name, value, weights[name], text if isinstance(text, str) else text())
            for name, value, text in self.features
        )


def likeness(one: Mention, other: Mention) -> Likeness:
    """Compare two mentions. Which comes first makes no difference to the score."""
    if barred := _barred(one, other):
        return Likeness(0.0, barred=barred)
    weights = _weights()
    found = tuple(features(one, other))
    total = weights["bias"] + sum(value * weights[feature] for feature, value, _ in found)
    return Likeness(1 / (1 + exp(-total)), found)


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in rows("detente.casebook", "likeness")}


def weight(feature: str) -> float:
    """How much a feature speaks for two mentions being one: the score is the logistic of a sum."""
    return _weights()[feature]


class ByWords(NamedTuple):
    """What two words for deeds come to.

    Attributes:
        deeds: The sum of weights of the two by themselves.
        unlike: What is added where the documents have little in common.
        like: What is added times the root of what they have in common, if that is more.
    """

    deeds: float
    unlike: float
    like: float


def by_words(one: str | None, other: str | None) -> ByWords:
    """What the words for two deeds, as stems, come to in two documents of which the story is known;
    None is a word that is not known.
    """
    kind, near = _kind(one, other), _near(one, other)
    return ByWords(
        sum(value * weight(feature) for feature, value, _ in _deeds(one, other, kind, near)),
        weight("other_story") + weight(f"other_story_{kind}"),
        weight("story") + weight(f"story_{kind}") + near * weight("story_meaning"),
    )


def _barred(one: Mention, other: Mention) -> str | None:
    if one.quad_class != other.quad_class:
        return f"{one.type} is no {other.type}"
    if one.country and other.country and one.country != other.country:
        return f"in {one.country} and in {other.country}"
    gap = _gap(one, other)
    if gap is not None and gap > SLACK:
        return f"{gap} days apart"
    if one.quad_class in _WORDS and (others := _with_others(one, other)):
        return others
    for early, late in ((one, other), (other, one)):
        if _is_told_before(early, late):
            return f"told on {early.published}, before {late.earliest}"
    return None


def _with_others(one: Mention, other: Mention) -> str | None:
    """Between which countries two verbal deeds were, where they share at most one and each has
    another; None where they may have been between the same.
    """
    here, there = (m.actor.countries | m.recipient.countries for m in (one, other))
    if len(here & there) > 1 or not (here - there) or not (there - here):
        return None
    return f"between {_list(here).upper()}, and between {_list(there).upper()}"


def _is_told_before(early: Mention, late: Mention) -> bool:
    """Whether one tells as a fact, in print, what the other says came later."""
    if early.published is None or late.earliest is None or early.status not in _REAL:
        return False
    return (late.earliest - early.published).days > SLACK


def _gap(one: Mention, other: Mention) -> int | None:
    """Days between the latest one and the earliest other; 0 if they overlap; None if unknown."""
    if one.earliest is None or other.earliest is None or one.latest is None or other.latest is None:
        return None
    return max(0, (other.earliest - one.latest).days, (one.earliest - other.latest).days)


def features(one: Mention, other: Mention) -> Iterator[Feature]:
    """What two mentions have in common, and where they differ, each named and in words."""
    if one.type and one.type == other.type:
        yield "type", 1.0, f"both {one.type}"
    yield from _words(one, other)
    if one.mode and other.mode and one.mode != other.mode:
        yield "mode", 1.0, f"{one.mode} and {other.mode}"
    yield from _times(one, other)
    yield from _places(one, other)
    yield from _sides("actor", one.actor, other.actor)
    yield from _sides("recipient", one.recipient, other.recipient)
    yield from _parties(one, other)
    yield from _tolls("killed", one.killed, other.killed)
    yield from _tolls("injured", one.injured, other.injured)
    if shared := one.instruments & other.instruments:
        yield "instruments", 1.0, lambda: f"both with {_beginnings(shared)}"
    if (one.status in _REAL) != (other.status in _REAL):
        yield "status", 1.0, f"{one.status} and {other.status}"


def _words(one: Mention, other: Mention) -> Iterator[Feature]:
    kind, near = _kind(one.trigger, other.trigger), _near(one.trigger, other.trigger)
    yield from _deeds(one.trigger, other.trigger, kind, near)
    if value := alike(one.words, other.words):
        yield "words", value, lambda: f"both say {_beginnings(one.words & other.words)}"
    if one.document == other.document:
        yield "document", 1.0, "in one document"
        yield f"document_{kind}", 1.0, f"and told by {_MANNERS[kind]}"
        if near:
            yield "document_meaning", near, "and told by words near in meaning"
        if _is_early(one) and _is_early(other):
            yield "lead", 1.0, "both at the head of it"
    else:
        yield from _stories(one.story, other.story, kind, near)


def _deeds(one: str | None, other: str | None, kind: str, near: float) -> Iterator[Feature]:
    """What the words for two deeds have in common, as stems."""
    if kind == "no_word":
        yield kind, 1.0, "the word for it is not known"
    elif kind == "same_word" and one:
        yield kind, 1.0, "told by the same word"
        yield "rare_word", rarity(one), "which is rare"
    elif kind == "kindred_word":
        yield kind, 1.0, "told by words for one deed"
    if one and other and (value := forms(one, other)):
        yield "like_word", value, "told by words of like form"
    if near:
        yield "meaning", near, lambda: f"{one}- and {other}- are near in meaning"


def _near(one: str | None, other: str | None) -> float:
    return nearness(one, other) if one and other else 0.0


def _is_early(one: Mention) -> bool:
    return one.start is not None and one.start < _HEAD


def _stories(
    one: frozenset[str], other: frozenset[str], kind: str, near: float
) -> Iterator[Feature]:
    if not one or not other:
        yield "no_story", 1.0, "what the documents are about is not known"
        return
    value = alike(one, other)
    if value > LITTLE:
        yield "story", sqrt(value), lambda: f"both documents tell of {_beginnings(one & other)}"
        yield f"story_{kind}", sqrt(value), f"and tell it by {_MANNERS[kind]}"
        if near:
            yield "story_meaning", near * sqrt(value), "and tell it by words near in meaning"
        if value > MUCH:
            yield "close_story", 1.0, "the documents have much in common"
    else:
        yield "other_story", 1.0, "the documents have little in common"
        yield f"other_story_{kind}", 1.0, f"and tell it by {_MANNERS[kind]}"


_MANNERS: Final = {
    "same_word": "the same word",
    "kindred_word": "words for one deed",
    "other_word": "other words",
    "no_word": "words that are not known",
}


def _kind(one: str | None, other: str | None) -> str:
    if not one or not other:
        return "no_word"
    if one == other:
        return "same_word"
    return "kindred_word" if kindred(one, other) else "other_word"


def _times(one: Mention, other: Mention) -> Iterator[Feature]:
    gap = _gap(one, other)
    if gap:
        yield "apart", 1.0, f"{_days(gap)} apart"
    elif gap == 0 and one.earliest and one.latest and other.earliest and other.latest:
        span = max(one.latest, other.latest) - min(one.earliest, other.earliest)
        if span.days:
            yield "dates", 1 / (1 + span.days / 7), "their dates overlap"
        else:
            yield "day", 1.0, "same day"
    elif one.published and other.published and gap is None and one.document != other.document:
        yield "undated", 1.0, "of one at least no date is told"
        if one.quad_class in _WORDS and abs((one.published - other.published).days) > SOON:
            yield "undated_words", 1.0, "and what is said is said again"
    if one.published and other.published:
        days = abs((one.published - other.published).days)
        if days <= SOON:
            yield "published", 1.0, f"published within {_days(days + 1)}"
        elif days > LATER and gap is None:
            yield "published_apart", 1.0, f"published {_days(days)} apart"


def _days(number: int) -> str:
    return "a day" if number == 1 else f"{number} days"


def _places(one: Mention, other: Mention) -> Iterator[Feature]:
    if one.place and one.place == other.place:
        yield "place", 1.0, f"both at {one.place.title()}"
        return
    away = distance(one.point, other.point) if one.point and other.point else None
    if away is not None and away <= NEAR:
        yield "near", 1.0, f"{away:.0f} km apart"
    elif away is not None and away > FAR:
        yield "far", 1.0, f"{away:.0f} km apart"
    elif one.country and one.country == other.country:
        yield "country", 1.0, f"both in {one.country}"


def _sides(role: str, one: Side, other: Side) -> Iterator[Feature]:
    if shared := one.names & other.names:
        yield role, 1.0, lambda: f"same {role}: {_list(shared)}"
    elif shared := one.words & other.words:
        value = overlap(one.words, other.words)
        yield role, value, lambda: f"{role} told by {_beginnings(shared)}"
    elif shared := one.countries & other.countries:
        yield (
            f"{role}_country",
            1.0,
            lambda: f"{role} of the same country: {_list(shared).upper()}",
        )
    elif one.countries and other.countries:
        yield f"{role}_other", 1.0, f"{role} of another country"


def _parties(one: Mention, other: Mention) -> Iterator[Feature]:
    """Who is told of on whichever side: "his arrest", "they arrested him"."""
    names = [each.actor.names | each.recipient.names for each in (one, other)]
    words = [each.actor.words | each.recipient.words for each in (one, other)]
    if shared := names[0] & names[1]:
        yield "party", 1.0, lambda: f"both tell of {_list(shared)}"
    elif shared := words[0] & words[1]:
        yield "party", overlap(*words), lambda: f"both tell of {_beginnings(shared)}"


def _tolls(what: str, one: Count | None, other: Count | None) -> Iterator[Feature]:
    if one is None or other is None:
        return
    (low, high), (other_low, other_high) = one, other
    least = max(low or 0, other_low or 0)
    most = min(_ceiling(high), _ceiling(other_high))
    if least > most and (least <= _MANY or least <= _TIMES * most):
        return
    feature = what if least <= most else f"{what}_other"
    yield feature, 1.0, lambda: f"{_number(one)} {what} and {_number(other)} {what}"


def _ceiling(bound: int | None) -> float:
    return float("inf") if bound is None else bound


def _number(count: Count) -> str:
    low, high = count
    if low == high:
        return str(low)
    if low is None:
        return f"at most {high}"
    return f"at least {low}" if high is None else f"{low} to {high}"


def _beginnings(stems: frozenset[str]) -> str:
    """The rarest stems, marked as the beginnings of words that they are."""
    return ", ".join(f"{s}-" for s in sorted(stems, key=lambda s: (-rarity(s), s))[:_SHOWN])


def _list(words: frozenset[str]) -> str:
    return ", ".join(sorted(words)[:_SHOWN])
