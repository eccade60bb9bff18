"""A stand-in for the answers of the trained heads about who says what: odds written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from detente.reading.heads import Answers

    Odds = Mapping[str, Mapping[str, float]]
    """For each label the words that are part of it, and how probable that is."""

_LOW = 0.02


class _Ear:
    """Whatever is not mentioned is improbable; links say the same as tags unless given."""

    def __init__(self, text: str, tags: Odds, links: Mapping[str, Odds], window: slice) -> None:
        self._text = text
        self._tags = tags
        self._links = links
        self._window = window

    def tag_odds(self, _: str, stretches: NDArray[np.int32]) -> dict[str, NDArray[np.float32]]:
        return {
            label: self._odds(self._tags.get(label, {}), stretches)
            for label in ("source", "cue", "content")
        }

    def role_odds(
        self, _: str, anchor: tuple[int, int], stretches: NDArray[np.int32]
    ) -> dict[str, NDArray[np.float32]]:
        said = self._links.get(self._text[anchor[0] : anchor[1]], self._tags)
        found = {role: self._odds(said.get(role, {}), stretches) for role in ("source", "content")}
        start, end, _step = self._window.indices(len(self._text))
        away = (stretches[:, 0] < start) | (stretches[:, 1] > end)
        for odds in found.values():
            odds[away] = np.nan
        return found

    def _odds(
        self, probable: Mapping[str, float], stretches: NDArray[np.int32]
    ) -> NDArray[np.float32]:
        found = np.full(len(stretches), _LOW, np.float32)
        for words, odds in probable.items():
            start = self._text.index(words)
            within = (stretches[:, 0] >= start) & (stretches[:, 1] <= start + len(words))
            found[within] = odds
        return found


def ear(
    text: str,
    *,
    source: Mapping[str, float] | None = None,
    cue: Mapping[str, float] | None = None,
    content: Mapping[str, float] | None = None,
    links: Mapping[str, Odds] | None = None,
    window: slice = slice(None),
) -> Answers:
    """Answers that say of some words of a text how probably they are part of what.

    Args:
        text: Of which the words are the first with these letters.
        source: Words of sources, with odds.
        cue: Words of cues.
        content: Words of contents.
        links: For some cues what their links say, where that is not what the tags say.
        window: Where the heads read any cue.
    """
    tags = {"source": source or {}, "cue": cue or {}, "content": content or {}}
    return cast("Answers", _Ear(text, tags, links or {}, window))
