"""Who said or thinks what, to whom, in what words.

Cues come from a table (`cues`), the rest from grammar and quotation marks: verbs (`cue_verbs`),
phrases and nouns (`cue_phrases`, `cue_nouns`), and quotations whose speaker stands elsewhere
(`speakers`) or before a colon (`transcripts`).
Offsets are code points into the document's text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading import cue_nouns, cue_phrases, cue_verbs, quotes, speakers, transcripts
from detente.reading.attribution import Attribution, Extent, Finding, Place
from detente.reading.cues import lexicon
from detente.reading.tables import grouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.reading.heads import Answers
    from detente.reading.quotes import Quotations
    from detente.reading.syntax import Sentence

__all__ = ["Attribution", "Extent", "find", "quotations"]


def find(
    text: str, sentences: Sequence[Sentence], answers: Answers | None = None
) -> list[Attribution]:
    """The attributions of a text, in the order of their cues.

    Args:
        text: The document's text.
        sentences: All its sentences, parsed, in order.
        answers: What the trained heads say of the text; without them rules read alone.
    """
    marks = quotations(text, sentences)
    turns = transcripts.find(sentences)
    found = list(_distinct([*turns, *_in_sentences(sentences, marks)]))
    found = [f for f in found if not _is_musing(f, sentences, turns)]
    found = speakers.attributed(text, sentences, marks, found)
    found = list(_passed_on(found))
    found.sort(key=lambda f: (f.cue.extent, f.content))
    spoken = {f.cue.head for f in turns}
    return [
        Attribution(
            source=f.source.extent if f.source else None,
            source_head=f.source.head if f.source else None,
            cue=f.cue.extent,
            cue_head=f.cue.head,
            content=f.content,
            audience=f.audience.extent if f.audience else None,
            audience_head=f.audience.head if f.audience else None,
            attitude=f.attitude,
            quoted="direct" if f.cue.head in spoken else _quoted(f.content, marks, text),
            parent=parent,
        )
        for f, parent in zip(found, _parents(found), strict=True)
    ]


def quotations(text: str, sentences: Sequence[Sentence]) -> Quotations:
    """The stretches of a text in quotation marks, by paragraph.

    Args:
        text: The document's text.
        sentences: All its sentences, in order.
    """
    return quotes.find(text, list(_paragraphs(sentences)))


def _passed_on(found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings, those cited through another with that one's content."""
    content = {f.cue.head: f.content for f in found if f.through is None}
    for finding in found:
        if finding.through in content:
            yield finding._replace(content=content[finding.through])
        else:
            yield finding._replace(through=None)


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[Extent]:
    start = 0
    for n, sentence in enumerate(sentences):
        if n == 0 or sentences[n - 1].paragraph != sentence.paragraph:
            start = sentence.start
        if n + 1 == len(sentences) or sentences[n + 1].paragraph != sentence.paragraph:
            yield Extent(start, sentence.end)


def _in_sentences(sentences: Sequence[Sentence], quotations: Quotations) -> Iterator[Finding]:
    words = lexicon()
    for sentence in sentences:
        yield from cue_phrases.find(sentence, quotations)
        yield from cue_nouns.find(sentence, words, quotations)
        yield from cue_verbs.find(sentence, words, quotations)
        found = cue_nouns.headline(sentence, quotations)
        if found is not None:
            yield found


def _is_musing(finding: Finding, sentences: Sequence[Sentence], turns: Sequence[Finding]) -> bool:
    """Whether someone whose turn it is only says "I think": no claim beside the turn itself."""
    if not turns or finding.source is None or finding.cue.extent < turns[0].cue.extent:
        return False
    words = grouped("cue_words")
    (at, who), (_, verb) = finding.source.head, finding.cue.head
    return (
        sentences[at][who].lemma in words["first"] and sentences[at][verb].lemma in words["musing"]
    )


def _distinct(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings but for those whose cue is already another's."""
    seen: set[Place] = set()
    for finding in found:
        if finding.cue.head not in seen:
            seen.add(finding.cue.head)
            yield finding


def _quoted(content: Sequence[Extent], quotations: Quotations, text: str) -> str:
    """Whether all, part or none of the content stands in quotation marks of its own."""
    inside = total = 0
    for extent in content:
        total += _letters(text, extent)
        around = quotations.at(extent.start)
        own = around is None or around.extent.start == extent.start
        for quotation in (quotations if own else quotations.inner).within(extent):
            q = quotation.extent
            if q.start >= extent.start:
                inside += _letters(text, Extent(q.start, min(q.end, extent.end)))
    if not inside:
        return "indirect"
    return "direct" if inside == total else "partial"


def _letters(text: str, extent: Extent) -> int:
    return sum(c.isalnum() for c in text[extent.start : extent.end])


def _parents(found: Sequence[Finding]) -> list[int | None]:
    """For each finding the index of the one in whose content its cue directly stands."""
    pieces = sorted(
        ((e.start, -e.end, n) for n, f in enumerate(found) for e in f.content),
    )
    order = sorted(range(len(found)), key=lambda n: found[n].cue.extent.start)
    parents: list[int | None] = [None] * len(found)
    open_pieces: list[tuple[int, int]] = []
    at = 0
    for n in order:
        cue = found[n].cue.extent
        while at < len(pieces) and pieces[at][0] <= cue.start:
            open_pieces.append((-pieces[at][1], pieces[at][2]))
            at += 1
        open_pieces = [p for p in open_pieces if p[0] > cue.start]
        around = [(end, m) for end, m in open_pieces if end >= cue.end and m != n]
        free = [(end, m) for end, m in around if not _is_above(parents, n, m)]
        parents[n] = min(free)[1] if free else None
    places = {f.cue.head: n for n, f in enumerate(found) if f.through is None}
    for n, finding in enumerate(found):
        if finding.through is not None and not _is_above(parents, n, places[finding.through]):
            parents[n] = places[finding.through]
    return parents


def _is_above(parents: Sequence[int | None], n: int, below: int | None) -> bool:
    """Whether the finding `n` is the finding `below`, or above it in the chain of parents."""
    while below is not None and below != n:
        below = parents[below]
    return below == n
