"""Transcripts: paragraphs that begin with the name of who speaks, "MR KHAN: Good morning."."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.reading.attribution import Extent, Finding, Phrase, Place
from detente.reading.tables import grouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.reading.syntax import Sentence

_LABEL = re.compile(r"(?P<name>[A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){0,4}) ?:(?!\S)")
_ASIDE = re.compile(r"\(.*\)|\[.*\]", re.DOTALL)
"""A paragraph that nobody spoke: "(The briefing was concluded.)"."""


def labels(text: str, paragraphs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The ends, colon included, of the labels that begin paragraphs, by their starts.

    A text is a transcript if one label has a title in it ("MR KHAN:"), or one comes twice; any
    other text has no labels.
    """
    found = [m for start, end in paragraphs if (m := _LABEL.match(text, start, end))]
    names = [label["name"] for label in found]
    if len(set(names)) == len(names) and not any(map(_has_title, names)):
        return {}
    return {label.start(): label.end() for label in found}


def find(sentences: Sequence[Sentence]) -> list[Finding]:
    """The turns of a transcript, each from its label to the next; none in any other text.

    Args:
        sentences: All of the text's; each label is one.
    """
    starts = [
        n
        for n, (label, following) in enumerate(pairwise(sentences))
        if _LABEL.fullmatch(label.text) and following.paragraph == label.paragraph
    ]
    return [_turn(sentences[n:end]) for n, end in pairwise([*starts, len(sentences)])]


def _has_title(name: str) -> bool:
    return not grouped("cue_words")["title"].isdisjoint(name.lower().replace(".", "").split())


def _turn(sentences: Sequence[Sentence]) -> Finding:
    """One speaker's turn: what follows the label, a piece a paragraph."""
    label, *spoken = sentences
    colon = label[len(label) - 1]
    speaker = label[max(0, colon.index - 1)]
    content: list[Extent] = []
    paragraph = None
    for sentence in spoken:
        if sentence.paragraph == paragraph:
            content[-1] = Extent(content[-1].start, sentence.end)
        elif not _ASIDE.fullmatch(sentence.text):
            content.append(Extent(sentence.start, sentence.end))
            paragraph = sentence.paragraph
    return Finding(
        Phrase(Extent(label.start, speaker.end), Place(label.index, speaker.index)),
        Phrase(Extent(colon.start, colon.end), Place(label.index, colon.index)),
        tuple(content),
        None,
        "says",
    )
