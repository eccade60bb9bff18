"""How sure the reader is that it read the text right: a number for each event, claim and cause.

A few things that the trained heads say of a record's own words are weighed by a logistic function.
The weights stand in `confidence.tsv`; `training/confidence.py` fits them on training parts, and
`detente eval confidence` measures how far the numbers are from the share that is right.
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
    from collections.abc import Mapping, Sequence

    from detente.reading.heads import Answers
    from detente.records import Record

    Extent = tuple[int, int]
    Features = Mapping[str, float]

_Item = TypeVar("_Item", Event, Claim, Cause)

_LEAST: Final = 0.01
"""No head counts as surer than this that something is not so, or that it is."""
_DIGITS: Final = 2
"""Of a confidence: a hundredth is finer than its error."""


class Rater:
    """Tells how sure the reading of one text is.

    Args:
        answers: What the heads say of it.
        sentences: Where its sentences start and end, in order.
    """

    def __init__(self, answers: Answers, sentences: Sequence[Extent]) -> None:
        self._answers = answers
        self._sentences = sentences
        self._starts = [start for start, _ in sentences]

    def rated(self, record: Record) -> Record:
        """A record with the confidence of its events, claims and causes."""
        countries = {entity.id: entity.country for entity in record.entities}
        return record.model_copy(
            update={
                "events": tuple(
                    _with(e, "event", self.of_event(e, countries)) for e in record.events
                ),
                "claims": tuple(_with(c, "claim", self.of_claim(c)) for c in record.claims),
                "causes": tuple(_with(c, "cause", self.of_cause(c)) for c in record.causes),
            }
        )

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

    def of_claim(self, claim: Claim) -> Features:
        """What the heads say of the words of a claim as source, cue and content."""
        source, content = claim.source, claim.content[0]
        known = source.start is not None and source.end is not None
        return {
            "cue": self._mean("attribution", "cue", claim.cue.start, claim.cue.end),
            "content": self._mean("attribution", "content", content.start, content.end),
            "source": self._mean("attribution", "source", source.start or 0, source.end or 0)
            if known
            else 0.0,
        }

    def of_cause(self, cause: Cause) -> Features:
        """What the heads say of the sentence of a cause, and of the words at its two ends."""
        at = cause.signal.start if cause.signal else cause.cause.start
        causal = self._answers.classed("causal", *self._sentence(at))["1"]
        return {
            "whole": _log_odds(causal),
            "cause": self._mean("cause", "cause", cause.cause.start, cause.cause.end),
            "effect": self._mean("cause", "effect", cause.effect.start, cause.effect.end),
            "signal": float(cause.signal is not None),
        }

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
