"""Quotations that no cue of the table brings in: whose words they are."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from detente.reading.attribution import Extent, Finding, Phrase
from detente.reading.phrases import extent, noun_phrase, place, subject, trimmed, verb_group
from detente.reading.saying import NOMINAL, SETS_OFF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.reading.quotes import Quotation, Quotations
    from detente.reading.syntax import Sentence, Token

_WORDS = 4
"""A quotation of fewer words that makes no sentence is a phrase the writer borrows."""
_BRIEF = 12
"""A sentence of no more words may bring in a speaker by a common noun: "The general was blunt."."""
_NEAREST = 12
"""So many pieces of content before a quotation's end can hold the quotation."""
_PERSONAL = frozenset({"he", "she", "they", "it", "we", "i"})
_SPEAKING = frozenset({"VBD", "VBZ", "VBP"})


def attributed(
    text: str, sentences: Sequence[Sentence], quotations: Quotations, found: Sequence[Finding]
) -> list[Finding]:
    """The findings, with every quotation that is speech given to the one who speaks it.

    That is, in this order: whose words the quotation goes on to be in the paragraphs that follow;
    whom its own sentence names; whose words the quotation before it was; whom the sentence before
    names.
    """
    speech = _Speech(text, sentences, quotations, found)
    for n, quotation in enumerate(quotations):
        speech.attribute(n, quotation)
    return speech.found


class _Speech:
    """The quotations of a text on the way to their speakers; `found` holds the findings so far."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        quotations: Quotations,
        found: Sequence[Finding],
    ) -> None:
        self.found = list(found)
        self._text = text
        self._sentences = sentences
        self._quotations = quotations
        self._starts = [s.start for s in sentences]
        self._pieces = sorted((e.start, e.end, n) for n, f in enumerate(found) for e in f.content)
        self._piece_starts = [p[0] for p in self._pieces]
        self._last: int | None = None

    def attribute(self, n: int, quotation: Quotation) -> None:
        """Give the quotation at index `n` to its speaker, if it is speech and has one."""
        owner = self._owner(quotation.extent)
        if owner is None:
            owner = self._later_owner(n)
            if owner is None and self._is_speech(quotation):
                owner = self._named_beside(quotation)
            if owner is None and self._stands_alone(quotation):
                owner = self._continued(quotation) if self._goes_on(quotation) else None
                owner = self._named_before(quotation) if owner is None else owner
            if owner is not None:
                self._give(owner, quotation.extent)
        self._last = self._last if owner is None else owner

    def _owner(self, around: Extent) -> int | None:
        """The finding in whose content a quotation lies, the nearest first."""
        last = bisect_right(self._piece_starts, around.end - 1)
        for start, end, n in reversed(self._pieces[max(last - _NEAREST, 0) : last]):
            if start <= around.start + 1 and end > around.start:
                return n
        return None

    def _later_owner(self, n: int) -> int | None:
        """The finding that the speech belongs to which this quotation opens."""
        for later in self._quotations.after(n):
            if not later.follows:
                return None
            owner = self._owner(later.extent)
            if owner is not None:
                return owner
        return None

    def _named_beside(self, quotation: Quotation) -> int | None:
        """A new finding by the verb beside a quotation: "“…,” laughed Karim", "He cut in: “…”"."""
        sentence = self._sentence_at(quotation.extent.end - 1)
        behind = sentence.between(quotation.extent.end, sentence.end)
        verb, speaker = _said_behind(behind)
        if verb is None:
            sentence = self._sentence_at(quotation.extent.start)
            lead = sentence.text[: quotation.extent.start - sentence.start].rstrip()
            return self._named_by(sentence) if lead.endswith(":") else None
        head = next(t for t in speaker if t.pos in NOMINAL)
        source = Phrase(extent(speaker), place(sentence, head))
        return self._add(source, Phrase(Extent(verb.start, verb.end), place(sentence, verb)))

    def _named_before(self, quotation: Quotation) -> int | None:
        """A new finding by the sentence before: "The general was blunt. “…”"."""
        before = bisect_right(self._starts, quotation.extent.start) - 2
        return self._named_by(self._sentences[before]) if before >= 0 else None

    def _named_by(self, sentence: Sentence) -> int | None:
        """A new finding by the subject and the verb of a sentence, if that can be a speaker."""
        root = next((t for t in sentence if t.relation == "ROOT"), None)
        if root is None or root.pos not in {"VERB", "AUX"} or self._quotations.at(root.start):
            return None
        who = subject(sentence, root)
        if who is None or who.relation == "expl":
            return None
        named = who.entity == "PERSON" or who.lemma in _PERSONAL or who.pos == "PROPN"
        if not named and len(sentence) > _BRIEF:
            return None
        said = verb_group(sentence, root, *sentence.children(root, "acomp"))
        return self._add(
            noun_phrase(sentence, who, until=root), Phrase(said, place(sentence, root))
        )

    def _continued(self, quotation: Quotation) -> int | None:
        """The finding whose speech goes on: nothing but its own sentence lies between."""
        if self._last is None:
            return None
        before = self._found_before(self._last)
        return None if self._text[before : quotation.extent.start].strip() else self._last

    def _found_before(self, n: int) -> int:
        """Where a finding ends: its content, or the sentence of its cue."""
        finding = self.found[n]
        return max(finding.content[-1].end, self._sentences[finding.cue.head.sentence].end)

    def _goes_on(self, quotation: Quotation) -> bool:
        """Whether a quotation can go on from the last: in its paragraph, or right after speech."""
        if self._last is None:
            return False
        last = self.found[self._last]
        here = self._sentence_at(quotation.extent.start).paragraph
        same = self._sentences[last.cue.head.sentence].paragraph == here
        return (
            same or quotation.follows or self._quotations.at(last.content[-1].end - 1) is not None
        )

    def _is_speech(self, quotation: Quotation) -> bool:
        """Whether the words make a clause, set off from those around."""
        words = self._text[slice(*quotation.extent)]
        return len(words.split()) >= _WORDS and words[1:2].isupper() and words[-2] in ",?!."

    def _stands_alone(self, quotation: Quotation) -> bool:
        """Whether a quotation is a sentence or several, and not part of one."""
        start, end = quotation.extent
        before = self._text[self._sentence_at(start).start : start].strip()
        behind = self._text[end : self._sentence_at(end - 1).end].strip(" .")
        return not before and not behind and len(self._text[start:end].split()) >= _WORDS

    def _sentence_at(self, offset: int) -> Sentence:
        return self._sentences[bisect_right(self._starts, offset) - 1]

    def _add(self, source: Phrase, cue: Phrase) -> int:
        self.found.append(Finding(source, cue, (), None, "says"))
        return len(self.found) - 1

    def _give(self, owner: int, quoted: Extent) -> None:
        """Add a quotation to a finding's content."""
        content = tuple(sorted((*self.found[owner].content, quoted)))
        self.found[owner] = self.found[owner]._replace(content=content)


def _said_behind(tokens: Sequence[Token]) -> tuple[Token | None, list[Token]]:
    """The verb and the speaker that stand behind a quotation, up to the next mark."""
    end = next((n for n, t in enumerate(tokens) if t.text in SETS_OFF), len(tokens))
    run = list(tokens[:end])
    for verb in (run[0], run[-1]) if len(run) > 1 else ():
        speaker = trimmed([t for t in run if t is not verb])
        plain = all(t.pos not in {"VERB", "AUX", "ADP", "SCONJ"} for t in speaker)
        if verb.tag in _SPEAKING and plain and any(t.pos in NOMINAL for t in speaker):
            return verb, speaker
    return None, []
