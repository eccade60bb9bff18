"""What the trained heads hear in a text: cues of attribution, and for each its source and content.

They were trained on annotation without nesting: what is said within what is said they do not tell.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from detente.reading.attribution import Extent
from detente.reading.stretches import best, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from detente.reading.heads import Answers
    from detente.reading.quotes import Quotations
    from detente.reading.syntax import Sentence

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

_LAYER: Final = "attribution"
_SUREST: Final = 0.999
"""No head counts for more: one word that it is sure of does not outweigh all the others."""
_CUE_LEAN: Final = 0.5
"""What counts, in log odds, for each word's being part of a cue: one word of it is sure, those
around it are often not.
"""
_CUE_EDGE: Final = 0.5
_CONTENT_EDGE: Final = 1.0
_EXPECTED_EDGE: Final = 0.5
"""What an edge costs, in log odds: of a cue, of content, of content where one is expected."""
_ELSEWHERE: Final = 1.5
"""What counts, in log odds, against a source outside the cue's sentence, and against content there
that stands in no quotation marks.
"""
_CUE_IN_CONTENT: Final = 0.5
"""How much of what speaks for a word's being a cue counts against its being content."""
_TAKEN: Final = 2.0
"""What counts, in log odds, against a word's being content that another cue brings in."""


class Cue(NamedTuple):
    """Words that bring in what someone says, and how probable that is to the heads."""

    extent: Extent
    odds: float


class Parts(NamedTuple):
    """Who says it, and what is said."""

    source: Extent | None
    content: tuple[Extent, ...]


class Heard:
    """A text as the heads hear it, word by word.

    Args:
        sentences: All of the text's, in order.
        quotations: The text's.
        answers: What the heads say of the text.
    """

    def __init__(
        self, sentences: Iterable[Sentence], quotations: Quotations, answers: Answers
    ) -> None:
        words = [(s, t) for s in sentences for t in s if t.text.strip()]
        self._answers = answers
        self._spans = np.array([(t.start, t.end) for _, t in words], np.int32).reshape(-1, 2)
        self._starts, self._ends = self._spans.T
        self._sentences = np.array([s.index for s, _ in words], np.int32)
        self._paragraphs = np.array([s.paragraph for s, _ in words], np.int32)
        self._is_mark = np.array([not any(map(str.isalnum, t.text)) for _, t in words], np.bool_)
        self._is_quoted = self.inside(q.extent for q in quotations)
        odds = answers.tag_odds(_LAYER, self._spans)
        self._tagged = {label: _log_odds(each) for label, each in odds.items()}
        self._cue_odds = odds["cue"]

    def cues(self) -> Iterator[Cue]:
        """The cues, in order."""
        gains = (self._tagged["cue"] + _CUE_LEAN).tolist()
        for first, last in runs(gains, [_CUE_EDGE] * len(gains)):
            extent = self._extent(first, last)
            yield Cue(extent, self.odds(extent))

    def odds(self, cue: Extent) -> float:
        """How probable it is to the heads that words are a cue: of the surest of them."""
        first, last = self._between(cue)
        return float(self._cue_odds[first:last].max(initial=0.0))

    def inside(self, extents: Iterable[Extent]) -> Flags:
        """Which words overlap some of the extents."""
        found = np.zeros(len(self._spans), dtype=np.bool_)
        for extent in extents:
            found[slice(*self._between(extent))] = True
        return found

    def parts(self, cue: Extent, expected: Parts, belief: float, taken: Flags) -> Parts:
        """The source and the content of a cue: in the window that the heads have read it in, and
        as far as what is expected reaches.

        Args:
            cue: Of the heads or the rules.
            expected: What grammar makes of it; what it has nothing of is left to the heads.
            belief: How much that counts for, as log odds of each word.
            taken: Which words other cues are known to bring in.
        """
        roles = self._answers.role_odds(_LAYER, cue, self._spans)
        first, last = self._reach(roles["content"], expected)
        if first >= last:
            return Parts(None, ())
        within = slice(first, last)
        source = best(self._sources(cue, roles, within, expected, belief).tolist())
        said = self.inside(expected.content)[within]
        costs = np.full(last - first, _CONTENT_EDGE)
        costs[np.flatnonzero(np.diff(said, prepend=False))] = _EXPECTED_EDGE
        contents = self._contents(cue, roles, within, expected, belief)
        contents -= np.where(taken[within] & ~said, _TAKEN, 0)
        content = runs(contents.tolist(), costs.tolist())
        heard = tuple(e for a, b in content for e in self._by_paragraph(first + a, first + b))
        return Parts(
            self._extent(first + source[0], first + source[1]) if source else None,
            expected.content if _is_cut_short(heard, expected.content, cue) else heard,
        )

    def _reach(self, odds: NDArray[np.float32], expected: Parts) -> tuple[int, int]:
        """From the first word to the last that may be part of what is said, half-open."""
        window = np.flatnonzero(~np.isnan(odds)).tolist()
        bounds = [(window[0], window[-1] + 1)] if window else []
        bounds += [self._between(each) for each in expected.content]
        return min((b[0] for b in bounds), default=0), max((b[1] for b in bounds), default=0)

    def _sources(
        self,
        cue: Extent,
        roles: Mapping[str, NDArray[np.float32]],
        within: slice,
        expected: Parts,
        belief: float,
    ) -> Floats:
        """How much speaks for each word's being part of the source, as log odds."""
        gains = self._gains("source", roles, within)
        here = self._between(cue)[0]
        gains -= np.where(self._sentences[within] != self._sentences[here], _ELSEWHERE, 0)
        if expected.source is not None:
            gains += np.where(self.inside([expected.source])[within], belief, -belief)
        apart = self._paragraphs[within] != self._paragraphs[here]
        gains[apart | self.inside([cue])[within]] = -np.inf
        return gains

    def _contents(
        self,
        cue: Extent,
        roles: Mapping[str, NDArray[np.float32]],
        within: slice,
        expected: Parts,
        belief: float,
    ) -> Floats:
        """How much speaks for each word's being part of the content, as log odds; marks say
        nothing.
        """
        gains = self._gains("content", roles, within)
        elsewhere = self._sentences[within] != self._sentences[self._between(cue)[0]]
        gains -= np.where(elsewhere & ~self._is_quoted[within], _ELSEWHERE, 0)
        if expected.content:
            gains += np.where(self.inside(expected.content)[within], belief, -belief)
        if expected.source is not None:
            gains -= np.where(self.inside([expected.source])[within], belief, 0)
        gains -= np.maximum(self._tagged["cue"][within], 0) * _CUE_IN_CONTENT
        gains[self._is_mark[within]] = 0
        gains[self.inside([cue])[within]] = -np.inf
        return gains

    def _gains(self, role: str, roles: Mapping[str, NDArray[np.float32]], within: slice) -> Floats:
        """How much speaks for each word's playing a role: by the tags of the text and the links of
        the cue, by tags alone where its window ends.
        """
        linked = np.nan_to_num(_log_odds(roles[role][within]), nan=0.0)
        found: Floats = (linked + self._tagged[role][within]) / 2
        return found

    def _extent(self, first: int, last: int) -> Extent:
        """The words from `first` to before `last`, without marks at the edges of others."""
        bare = np.flatnonzero(~self._is_mark[first:last])
        if len(bare):
            first, last = first + int(bare[0]), first + int(bare[-1]) + 1
        return Extent(int(self._starts[first]), int(self._ends[last - 1]))

    def _by_paragraph(self, first: int, last: int) -> Iterator[Extent]:
        """The words from `first` to before `last`, a piece a paragraph."""
        (turns,) = np.nonzero(np.diff(self._paragraphs[first:last]))
        for start, end in pairwise([first, *(first + 1 + turns).tolist(), last]):
            if not self._is_mark[start:end].all():
                yield self._extent(start, end)

    def _between(self, extent: Extent) -> tuple[int, int]:
        """The words, half-open, that overlap an extent."""
        first = int(np.searchsorted(self._ends, extent.start, side="right"))
        return first, int(np.searchsorted(self._starts, extent.end, side="left"))


def _is_cut_short(heard: Sequence[Extent], expected: Sequence[Extent], cue: Extent) -> bool:
    """Whether all that was heard is part of a clause before its cue: "rebels fled, he said". What
    stands there is said whole.
    """
    return (
        bool(heard)
        and all(any(whole.covers(part) for whole in expected) for part in heard)
        and all(whole.end <= cue.start for whole in expected)
    )


def _log_odds(odds: NDArray[np.float32]) -> Floats:
    clipped = np.clip(odds.astype(np.float64), 1 - _SUREST, _SUREST)
    found: Floats = np.log(clipped / (1 - clipped))
    return found
