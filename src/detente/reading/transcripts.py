"""Transcripts: paragraphs that begin with the name of who speaks, "MR KHAN: Good morning."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.reading.attribution import Extent, Finding, Phrase, Place
from detente.reading.tables import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.reading.syntax import Sentence

_LABEL = re.compile(r"(?P<name>[A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){0,4}) ?:\s")


def find(sentences: Sequence[Sentence]) -> list[Finding]:
    """The turns of a transcript, each from its label to the next; none in any other text.

    A text is a transcript if one label has a title in it ("MR KHAN:"), or one comes twice.
    """
    labels = list(_labels(sentences))
    names = [label.group("name") for _, label in labels]
    if len(set(names)) == len(names) and not any(map(_has_title, names)):
        return []
    ends = [n for n, _ in labels[1:]] + [len(sentences)]
    return [
        _turn(sentences, n, label.end("name"), label.end(), end)
        for (n, label), end in zip(labels, ends, strict=True)
    ]


def _labels(sentences: Sequence[Sentence]) -> Iterator[tuple[int, re.Match[str]]]:
    """The sentences that begin a paragraph with a label, by index."""
    paragraph = -1
    for n, sentence in enumerate(sentences):
        label = _LABEL.match(sentence.text) if sentence.paragraph != paragraph else None
        paragraph = sentence.paragraph
        if label is not None and label.end() < len(sentence.text):
            yield n, label


def _has_title(name: str) -> bool:
    return not grouped("cue_words")["title"].isdisjoint(name.lower().replace(".", "").split())


def _turn(sentences: Sequence[Sentence], n: int, name: int, words: int, end: int) -> Finding:
    """One speaker's turn: what follows the label, a piece a paragraph."""
    first = sentences[n]
    speaker = [t for t in first if t.end <= first.start + name] or [first[0]]
    colon = next((t for t in first if t.start >= first.start + name), speaker[-1])
    start = first.start + words
    content: list[Extent] = []
    paragraph = first.paragraph
    for sentence in sentences[n:end]:
        if content and sentence.paragraph == paragraph:
            content[-1] = Extent(content[-1].start, sentence.end)
        else:
            content.append(Extent(max(start, sentence.start), sentence.end))
        paragraph = sentence.paragraph
    return Finding(
        Phrase(Extent(first.start, first.start + name), Place(first.index, speaker[-1].index)),
        Phrase(Extent(colon.start, colon.end), Place(first.index, colon.index)),
        tuple(content),
        None,
        "says",
    )
