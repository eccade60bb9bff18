"""What the trained heads find to have led to what, and how that is put together with the rules'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.reading.heads import Answers, Found

    Extent = tuple[int, int]

SURE: Final = 0.5
"""From this probability on a sentence tells a cause, and a stretch of it is an end of one."""
RECORDED: Final = 0.9
"""From this probability of its sentence on a link is worth a line in the record: below, the heads
take purposes and means for causes, as the news corpora do, and a careful reader does not.
"""
_CAUSE, _EFFECT, _SIGNAL = "cause", "effect", "signal"


@dataclass(frozen=True, slots=True)
class Link:
    """A cause and its effect, each a stretch of the text, and the words that tie them if any do.

    `odds` is how probable it is to the heads that the sentence tells a cause; None without heads.
    """

    cause: Extent
    effect: Extent
    signal: Extent | None
    odds: float | None = None

    @property
    def at(self) -> int:
        """Where the link is told: at its signal, else at its first end."""
        return self.signal[0] if self.signal else min(self.cause[0], self.effect[0])


def find(answers: Answers, sentences: Iterable[Extent], least: float = SURE) -> Iterator[Link]:
    """The links that the heads find in the sentences that probably tell a cause.

    Args:
        answers: What the heads say of the text.
        sentences: Where its sentences start and end.
        least: How probable it must be that a sentence tells one.
    """
    found = [each for each in answers.tagged("cause") if each.score >= SURE]
    for start, end in sentences:
        odds = odds_of(answers, start, end)
        if odds >= least:
            inside = [each for each in found if start <= each.start and each.end <= end]
            yield from _in_sentence(answers, inside, odds)


def odds_of(answers: Answers, start: int, end: int) -> float:
    """How probable it is that a stretch of text tells what led to what."""
    return answers.classed("causal", start, end)["1"]


def _in_sentence(answers: Answers, found: Sequence[Found], odds: float) -> Iterator[Link]:
    """The links of one sentence: each cause with the effects and the signal that belong to it."""
    ends = _of(found, _CAUSE)
    for cause in ends:
        linked = answers.linked("cause", *cause)
        alone = found if len(ends) == 1 else linked
        effects = _of(alone, _EFFECT) or _of([*linked, *found], _EFFECT)[:1]
        signals = _of(alone, _SIGNAL) or _of([*linked, *found], _SIGNAL)
        nearest = min(signals, key=lambda signal: _gap(signal, cause), default=None)
        for effect in effects:
            if not overlap(cause, effect):
                yield Link(cause, effect, nearest, odds)


def _of(found: Iterable[Found], label: str) -> list[Extent]:
    return [_extent(each) for each in found if each.label == label]


def _gap(one: Extent, other: Extent) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _extent(found: Found) -> Extent:
    return found.start, found.end


def merged(by_rules: Sequence[Link], by_heads: Iterable[Link]) -> list[Link]:
    """The links of the rules, and those of the heads that tell of something else."""
    rest = [new for new in by_heads if not any(_is_same(new, old) for old in by_rules)]
    return sorted({*by_rules, *rest}, key=lambda link: (link.at, link.cause, link.effect))


def _is_same(one: Link, other: Link) -> bool:
    """Whether both ends of one link lie in the words of the other, in whatever direction."""
    words = [part for part in (other.cause, other.effect, other.signal) if part is not None]
    return all(any(overlap(end, part) for part in words) for end in (one.cause, one.effect))


def overlap(one: Extent, other: Extent) -> bool:
    """Whether two stretches of text share anything."""
    return one[0] < other[1] and other[0] < one[1]
