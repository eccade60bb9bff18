"""What the trained heads hear in a text: cues of attribution, and for each its source and content.

They were trained on annotation without nesting: what is said within what is said they do not tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from detente.reading.attribution import Extent
from detente.reading.stretches import best, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from detente.reading.heads import Answers
    from detente.reading.syntax import Sentence

    Floats = NDArray[np.float64]

_LAYER: Final = "attribution"
_SUREST: Final = 0.999
"""No head counts for more: one word that it is sure of does not outweigh all the others."""
_BELIEF: Final = 2.0
"""What the rules' reading counts for, as log odds of each word: as much as a head that is sure at
.88.
"""
_CUE_EDGE: Final = 0.7
_CONTENT_EDGE: Final = 1.5
_KNOWN_EDGE: Final = 0.5
"""What an edge costs, in log odds: of a cue, of content, of content where the rules have one."""


class Cue(NamedTuple):
    """Words that bring in what someone says, and how probable that is to the head."""

    extent: Extent
    odds: float


class Parts(NamedTuple):
    """Who says it and what is said."""

    source: Extent | None
    content: tuple[Extent, ...]


class Heard:
    """A text as the heads hear it, word by word."""

    def __init__(self, sentences: Iterable[Sentence], answers: Answers) -> None:
        words = [(s, t) for s in sentences for t in s if t.text.strip()]
        self._answers = answers
        self._spans = np.array([(t.start, t.end) for _, t in words], np.int32).reshape(-1, 2)
        self._paragraphs = np.array([s.paragraph for s, _ in words])
        self._is_mark = np.array([not any(map(str.isalnum, t.text)) for _, t in words], bool)
        self._starts, self._ends = self._spans.T
        self._tags = answers.tag_odds(_LAYER, self._spans)

    def cues(self) -> Iterator[Cue]:
        """The cues, in order."""
        gains = _log_odds(self._tags["cue"]).tolist()
        for first, last in runs(gains, [_CUE_EDGE] * len(gains)):
            extent = self._extent(first, last)
            yield Cue(extent, self.odds(extent))

    def odds(self, cue: Extent) -> float:
        """How probable it is to the head that words are a cue."""
        first, last = self._between(cue)
        return float(self._tags["cue"][first:last].mean()) if first < last else 0.0

    def parts(self, cue: Extent, known: Parts | None = None) -> Parts:
        """The source and the content of a cue: in the window that the heads have read it in, and
        as far as what is known reaches.

        Args:
            cue: Of the heads or the rules.
            known: What the rules found with this cue, if they did.
        """
        roles = self._answers.role_odds(_LAYER, cue, self._spans)
        first, last = self._reach(roles["content"], known)
        if first >= last:
            return Parts(None, ())
        within = slice(first, last)
        sources = self._gains("source", roles, within)
        contents = self._gains("content", roles, within)
        costs = np.full(last - first, _CONTENT_EDGE)
        if known is not None:
            who = self._inside([known.source] if known.source else [])[within]
            said = self._inside(known.content)[within]
            sources += np.where(who, _BELIEF, -_BELIEF)
            contents += np.where(said, _BELIEF, -_BELIEF)
            costs[np.flatnonzero(np.diff(said, prepend=False))] = _KNOWN_EDGE
        contents[self._is_mark[within]] = 0.0
        sources[self._paragraphs[within] != self._paragraphs[self._between(cue)[0]]] = -np.inf
        for gains in (sources, contents):
            gains[self._inside([cue])[within]] = -np.inf
        source = best(sources.tolist())
        content = runs(contents.tolist(), costs.tolist())
        return Parts(
            self._extent(first + source[0], first + source[1]) if source else None,
            tuple(self._extent(first + start, first + end) for start, end in content),
        )

    def _reach(self, odds: NDArray[np.float32], known: Parts | None) -> tuple[int, int]:
        """From the first word to the last that may be part of what is said, half-open."""
        window = np.flatnonzero(~np.isnan(odds)).tolist()
        bounds = [(window[0], window[-1] + 1)] if window else []
        bounds += [self._between(each) for each in (known.content if known else ())]
        return min((b[0] for b in bounds), default=0), max((b[1] for b in bounds), default=0)

    def _gains(self, role: str, roles: Mapping[str, NDArray[np.float32]], within: slice) -> Floats:
        """How much speaks for each word's playing a role, as log odds: by the tags of the text, and
        by the links of the cue where these reach.
        """
        linked = np.nan_to_num(_log_odds(roles[role][within]), nan=0.0)
        found: Floats = (linked + _log_odds(self._tags[role][within])) / 2
        return found

    def _extent(self, first: int, last: int) -> Extent:
        """The words from `first` to before `last`, without marks at the edges of others."""
        bare = np.flatnonzero(~self._is_mark[first:last])
        if len(bare):
            first, last = first + int(bare[0]), first + int(bare[-1]) + 1
        return Extent(int(self._starts[first]), int(self._ends[last - 1]))

    def _between(self, extent: Extent) -> tuple[int, int]:
        """The words, half-open, that overlap an extent."""
        first = int(np.searchsorted(self._ends, extent.start, side="right"))
        return first, int(np.searchsorted(self._starts, extent.end, side="left"))

    def _inside(self, extents: Iterable[Extent]) -> NDArray[np.bool_]:
        """Which words overlap some of the extents."""
        found = np.zeros(len(self._spans), dtype=np.bool_)
        for extent in extents:
            found[slice(*self._between(extent))] = True
        return found


def _log_odds(odds: NDArray[np.float32]) -> Floats:
    clipped = np.clip(odds.astype(np.float64), 1 - _SUREST, _SUREST)
    found: Floats = np.log(clipped / (1 - clipped))
    return found
