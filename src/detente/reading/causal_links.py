"""What the trained heads find to have led to what, and how that is put together with the rules'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.reading.stretches import best, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from detente.reading.heads import Answers, Found
    from detente.reading.syntax import Sentence

    Extent = tuple[int, int]
    Floats = NDArray[np.float64]

SURE: Final = 0.5
"""From this probability on a sentence tells a cause, and a stretch of it is an end of one."""
RECORDED: Final = 0.7
"""From this probability of its sentence on a link is worth a line in the record: below, the heads
take purposes and means for causes, as the news corpora do, and a careful reader does not.
"""
_EDGE: Final = 1.0
"""What an edge of an end costs, in log odds; from .5 to 2 the figures are much the same."""
_EXPECTED: Final = 0.5
"""What speaks for each word's being part of an end, as log odds: the sentence has both."""
_WANTED: Final = 2.0
"""What speaks for it besides where no word is likely part of one."""
_SUREST: Final = 0.999
"""No head counts for more."""
_LAYER: Final = "cause"
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


def find(answers: Answers, sentences: Iterable[Sentence], least: float = SURE) -> Iterator[Link]:
    """The links that the heads find in the sentences that probably tell a cause.

    Args:
        answers: What the heads say of the text.
        sentences: Its sentences.
        least: How probable it must be that a sentence tells one.
    """
    found = [each for each in answers.tagged(_LAYER) if each.score >= SURE]
    for sentence in sentences:
        odds = odds_of(answers, sentence.start, sentence.end)
        if odds >= least:
            yield from _in_sentence(answers, sentence, found, odds)


def odds_of(answers: Answers, start: int, end: int) -> float:
    """How probable it is that a stretch of text tells what led to what."""
    return answers.classed("causal", start, end)["1"]


def _in_sentence(
    answers: Answers, sentence: Sentence, tagged: Iterable[Found], odds: float
) -> Iterator[Link]:
    """The links of one sentence: each cause with the effects and the signal that belong to it."""
    ends = _ends(answers, sentence)
    signals = _of(sentence, tagged, _SIGNAL)
    for cause in ends[_CAUSE]:
        alone = len(ends[_CAUSE]) == 1
        linked = (
            ()
            if alone and signals
            else answers.linked(_LAYER, cause, (sentence.start, sentence.end))
        )
        bound = () if alone else _of(sentence, linked, _EFFECT)
        effects = bound or ends[_EFFECT]
        ties = (signals if alone else ()) or _of(sentence, linked, _SIGNAL) or signals
        nearest = min(ties, key=lambda signal: _gap(signal, cause), default=None)
        for effect in effects:
            if not overlap(cause, effect):
                yield Link(cause, effect, nearest, odds)


def _ends(answers: Answers, sentence: Sentence) -> dict[str, list[Extent]]:
    """The causes and the effects of a sentence, whole where a word or two within are doubtful."""
    words = [t for t in sentence if t.text.strip()]
    odds = answers.tag_odds(_LAYER, np.array([(t.start, t.end) for t in words], np.int32))
    found: dict[str, list[Extent]] = {}
    for label in (_CAUSE, _EFFECT):
        sure = np.clip(odds[label].astype(np.float64), 1 - _SUREST, _SUREST)
        gains = np.log(sure / (1 - sure)) + _EXPECTED
        stretches = runs(gains.tolist(), [_EDGE] * len(gains)) or _likeliest(gains)
        found[label] = [(words[first].start, words[last - 1].end) for first, last in stretches]
    return found


def _likeliest(gains: Floats) -> list[tuple[int, int]]:
    """The one stretch that is likeliest where none is likely."""
    found = best((gains + _WANTED).tolist())
    return [found] if found is not None else []


def _of(sentence: Sentence, found: Iterable[Found], label: str) -> list[Extent]:
    """The extents of one label within a sentence: a window holds others, too."""
    return [
        _extent(each)
        for each in found
        if each.label == label and sentence.start <= each.start and each.end <= sentence.end
    ]


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
