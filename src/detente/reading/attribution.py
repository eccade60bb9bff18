"""What an attribution is: someone's words or thoughts, as a text reports them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

UNSAID: Final = "unsaid"
"""The attitude of whoever is told not to have said a thing: "declined to comment"."""


class Extent(NamedTuple):
    """A stretch of the document's text, in code points, half-open."""

    start: int
    end: int

    def covers(self, other: Extent) -> bool:
        """Whether the other extent lies within this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Extent) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


class Place(NamedTuple):
    """Where a word stands: the index of its sentence, and its own index there."""

    sentence: int
    token: int


class Phrase(NamedTuple):
    """A phrase as written, and the place of its head word.

    The head of a relative pronoun ("who said…") is the noun that it stands for.
    """

    extent: Extent
    head: Place


class Finding(NamedTuple):
    """An attribution by itself, before it is known what it stands in.

    `through` is the place of a verb beside which a source is cited ("the army said, citing
    witnesses"): if that is a cue, its content is this one's too. `heard` is whether the trained
    heads alone have it, and no rule.
    """

    source: Phrase | None
    cue: Phrase
    content: tuple[Extent, ...]
    audience: Phrase | None
    attitude: str
    through: Place | None = None
    heard: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said or thinks what, to whom.

    `source` is None where the text names nobody ("it is believed that…"). `attitude` is one of
    says, believes, denies, accuses, asks, intends, fears, doubts, or `UNSAID`; `quoted` is direct
    (all of the content stands in quotation marks), partial or indirect; `parent` is the index,
    among the attributions of the text, of the one in whose content this one directly stands;
    `heard` is whether the trained heads alone have it, and no rule.
    """

    source: Extent | None
    source_head: Place | None
    cue: Extent
    cue_head: Place
    content: tuple[Extent, ...]
    audience: Extent | None
    audience_head: Place | None
    attitude: str
    quoted: str
    parent: int | None
    heard: bool = False
