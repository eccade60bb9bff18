"""Who said or thinks what, to whom, in what words.

Cues come from a table (`cues`), the rest from grammar and quotation marks: verbs (`cue_verbs`),
phrases and nouns (`cue_phrases`, `cue_nouns`), and quotations whose speaker stands elsewhere
(`speakers`) or before a colon (`transcripts`). What the trained heads hear (`heard`) is held
against that (`told`).
Offsets are code points into the document's text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading import (
    cue_nouns,
    cue_phrases,
    cue_verbs,
    nesting,
    quotes,
    speakers,
    told,
    transcripts,
)
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
    if answers is not None:
        found = told.merged(text, sentences, marks, found, {f.cue.head for f in turns}, answers)
        found = [
            f for f in found if not (_is_musing(f, sentences, turns) or _is_deed(f, sentences))
        ]
    found = list(nesting.passed_on(found))
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
            heard=f.heard,
        )
        for f, parent in zip(found, nesting.parents(found), strict=True)
    ]


def quotations(text: str, sentences: Sequence[Sentence]) -> Quotations:
    """The stretches of a text in quotation marks, by paragraph.

    Args:
        text: The document's text.
        sentences: All its sentences, in order.
    """
    return quotes.find(text, list(_paragraphs(sentences)))


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


def _is_deed(finding: Finding, sentences: Sequence[Sentence]) -> bool:
    """Whether the cue ends in a verb of doing, whatever the heads hear in it: "signed a pact"."""
    sentence = sentences[finding.cue.head[0]]
    words = sentence.between(*finding.cue.extent)
    return bool(words) and words[-1].lemma in grouped("cue_words")["deed"]


def _distinct(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings but for those whose cue is already another's, or of which nothing is said."""
    seen: set[Place] = set()
    for finding in found:
        said = all(each.start < each.end for each in finding.content)
        if said and finding.cue.head not in seen:
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
