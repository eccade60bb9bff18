"""A sentence of the report, and what each of its parts rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a document, or the document itself where offsets are `None`.

    Attributes:
        document: Its id.
        start: Where the words begin in its text: code points, half-open.
        end: Where they end.
        quote: The words.
    """

    document: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Part of a sentence. What has no evidence is a word of the templates."""

    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Phrases in their order; each brings its own blanks and signs."""

    phrases: tuple[Phrase, ...]

    def __str__(self) -> str:
        return "".join(phrase.text for phrase in self.phrases)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All it rests on, once each, in order."""
        return tuple(dict.fromkeys(each for phrase in self.phrases for each in phrase.evidence))


def sentence(phrases: Iterable[Phrase], *, end: str = ".") -> Sentence:
    """A sentence of those phrases: its first letter large, a full stop or what is given last."""
    parts = [phrase for phrase in phrases if phrase.text]
    if parts:
        first = parts[0]
        parts[0] = Phrase(first.text[:1].upper() + first.text[1:], first.evidence)
    return Sentence((*parts, Phrase(end)) if end else tuple(parts))
