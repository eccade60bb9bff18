"""How sure the reader is that it read the text right: a number for each event, claim and cause.

A few things that the trained heads say of a record's own words, and where it comes from, are
weighed by a logistic function. The weights stand in `confidence.tsv`; `training/confidence.py` fits
them, and `detente eval confidence` measures how far the numbers are from the share that is right.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from math import exp, log
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from detente.reading.tables import rows
from detente.records import Cause, Claim, Event

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from detente.reading.heads import Answers
    from detente.records import Record

    Extent = tuple[int, int]
    Features = Mapping[str, float]
    Weighed = Mapping[tuple[str, str], Features]
    """Of each event, claim and cause, by kind and id."""

_Item = TypeVar("_Item", Event, Claim, Cause)

_LEAST: Final = 0.01
"""No head counts as surer than this that something is not so, or that it is."""
_MOST_OF_A_CAUSE: Final = 0.5
"""Beyond these log odds it means nothing how sure the heads are of a cause: they learned causes
from few sentences, and are as sure of wrong ones."""
_DIGITS: Final = 2
"""Of a confidence: a hundredth is finer than its error."""


class Rater:
    """Tells what is known of how well one text was read.

    Args:
        answers: What the heads say of it.
        sentences: Where its sentences start and end, in order.
        heard: Where the cues stand that the heads alone have, and no rule.
    """

    def __init__(
        self, answers: Answers, sentences: Sequence[Extent], heard: Collection[Extent] = ()
    ) -> None:
        self._answers = answers
        self._sentences = sentences
        self._starts = [start for start, _ in sentences]
        self._heard = heard

    def weighed(self, record: Record) -> Weighed:
        """What the confidence of each event, claim and cause of a record weighs."""
        countries = {entity.id: entity.country for entity in record.entities}
        nested = {claim.id for claim in nested_claims(record.claims)}
        return {
            **{("event", e.id): self.of_event(e, countries) for e in record.events},
            **{("claim", c.id): self.of_claim(c, nested=c.id in nested) for c in record.claims},
            **{("cause", c.id): self.of_cause(c) for c in record.causes},
        }

    def of_event(self, event: Event, countries: Mapping[str, str | None]) -> Features:
        """What the heads say of an event's likeliest word, and what is known of its sides; of its
        sentence as a whole only where that stands alone, since others tell several events.

        Args:
            event: The event.
            countries: Of each entity of its record.
        """
        evidence = event.evidence[0]
        alone = len(self._sentences) == 1
        whole = self._answers.classed("event", *self._sentence(evidence.start)) if alone else {}
        placed = any(countries.get(party.entity or "") for party in event.actors)
        return {
            "word": self._highest("trigger", event.type, evidence.start, evidence.end),
            "alone": float(alone),
            "whole": _log_odds(whole[event.type]) if alone else 0.0,
            "actor": float(bool(event.actors)),
            "recipient": float(bool(event.recipients)),
            "placed": float(placed),
        }

    def of_claim(self, claim: Claim, *, nested: bool) -> Features:
        """What the heads say of the words of a claim as source, cue and content, and whether a rule
        has it too; nothing of that where it is told in another's words, for which the heads have
        no ear: they learned from texts in which nothing is marked there.
        """
        source, content = claim.source, claim.content[0]
        known = source.start is not None and source.end is not None
        told = {
            "cue": self._mean("attribution", "cue", claim.cue.start, claim.cue.end),
            "content": self._mean("attribution", "content", content.start, content.end),
            "source": self._mean("attribution", "source", source.start or 0, source.end or 0)
            if known
            else 0.0,
            "ruled": float((claim.cue.start, claim.cue.end) not in self._heard),
        }
        return {**(dict.fromkeys(told, 0.0) if nested else told), "nested": float(nested)}

    def of_cause(self, cause: Cause) -> Features:
        """What the heads say of the sentence of a cause and of the words at its two ends, and
        whether a word signals it.
        """
        at = cause.signal.start if cause.signal else cause.cause.start
        causal = self._answers.classed("causal", *self._sentence(at))["1"]
        heard = {
            "whole": _log_odds(causal),
            "cause": self._mean("cause", "cause", cause.cause.start, cause.cause.end),
            "effect": self._mean("cause", "effect", cause.effect.start, cause.effect.end),
        }
        most = _MOST_OF_A_CAUSE
        bounded = {name: min(max(odds, -most), most) for name, odds in heard.items()}
        return {**bounded, "signal": float(cause.signal is not None)}

    def _sentence(self, at: int) -> Extent:
        return self._sentences[max(0, bisect_right(self._starts, at) - 1)]

    def _mean(self, layer: str, label: str, start: int, end: int) -> float:
        return _log_odds(self._answers.odds(layer, start, end)[label])

    def _highest(self, layer: str, label: str, start: int, end: int) -> float:
        """The odds of the likeliest piece of a stretch, a character at a time."""
        places = np.arange(start, max(end, start + 1), dtype=np.int32)
        odds = self._answers.tag_odds(layer, np.stack((places, places + 1), axis=1))[label]
        return _log_odds(float(odds.max()))


def probability(kind: str, features: Features) -> float:
    """How probable it is that a record of these features is right.

    Args:
        kind: "event", "claim" or "cause".
        features: As `Rater` tells them; those without a weight count nothing.
    """
    weights = _weights()[kind]
    total = weights["bias"] + sum(weights.get(n, 0.0) * value for n, value in features.items())
    return 1 / (1 + exp(-total))


def rated(record: Record, weighed: Weighed) -> Record:
    """A record with the confidence of its events, claims and causes.

    Args:
        record: The record.
        weighed: What `Rater` tells of it.
    """

    def all_rated(kind: str, items: Iterable[_Item]) -> tuple[_Item, ...]:
        return tuple(_with(item, kind, weighed[kind, item.id]) for item in items)

    return record.model_copy(
        update={
            "events": all_rated("event", record.events),
            "claims": all_rated("claim", record.claims),
            "causes": all_rated("cause", record.causes),
        }
    )


def nested_claims(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that are told within the words of another: "he believed" in "he said he believed
    it".
    """
    return [
        claim
        for claim in claims
        if any(
            other.id != claim.id and span.start <= claim.cue.start and claim.cue.end <= span.end
            for other in claims
            for span in other.content
        )
    ]


def _with(item: _Item, kind: str, features: Features) -> _Item:
    sure = round(probability(kind, features), _DIGITS)
    return item.model_copy(update={"confidence": sure})


def _log_odds(share: float) -> float:
    clipped = min(max(share, _LEAST), 1 - _LEAST)
    return log(clipped / (1 - clipped))


@cache
def _weights() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for row in rows("confidence"):
        found.setdefault(row["record"], {})[row["feature"]] = float(row["weight"])
    return found
