"""What rules and trained heads found of who says what, made one.

Where both have a cue, the rules say how its claim is meant and to whom, and both together where
its source and its content stand. What rules have alone must be possible to the heads, unless it
stands within what another says: the heads were trained without nesting. What the heads have alone
must be likely, and stand in nobody's words.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from detente.reading.attribution import Extent, Finding, Phrase
from detente.reading.cues import lexicon
from detente.reading.functions import is_passive
from detente.reading.heard import Heard, Parts
from detente.reading.nesting import parents, passed_on
from detente.reading.phrases import antecedent, noun_phrase, place, subject
from detente.reading.quotes import with_marks
from detente.reading.saying import NOMINAL
from detente.reading.tables import pairs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from detente.reading.attribution import Place
    from detente.reading.heads import Answers
    from detente.reading.heard import Cue
    from detente.reading.quotes import Quotations
    from detente.reading.syntax import Sentence, Token

_POSSIBLE: Final = 0.2
"""Below these odds of a cue what rules found alone is let fall."""
_LIKELY: Final = 0.5
"""Below these odds of a cue what the heads found alone is let fall."""
_KNOWN: Final = 2.0
"""What the rules' reading counts for, as log odds of each word: as much as heads sure at .88."""
_GUESSED: Final = 1.0
"""What the mere grammar of a cue counts for, as log odds of each word."""
_COMPLEMENTS: Final = ("dobj", "ccomp", "xcomp", "pobj", "pcomp", "attr", "acomp", "oprd")


def merged(
    text: str,
    sentences: Sequence[Sentence],
    quotations: Quotations,
    found: Sequence[Finding],
    kept: Collection[Place],
    answers: Answers,
) -> list[Finding]:
    """The findings of rules, heard again by the heads, and those that the heads have alone.

    Args:
        text: The document's text.
        sentences: All its sentences, in order.
        quotations: Its quotations.
        found: By rules.
        kept: Heads of the cues whose findings stay as they are.
        answers: What the heads say of the text.
    """
    merging = _Merging(text, sentences, quotations, answers)
    known = list(merging.heard_again(found, kept))
    return [*known, *merging.heard_alone(known)]


class _Merging:
    """The findings of a text on the way to one list, and the cues that the heads have alone."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], quotations: Quotations, answers: Answers
    ) -> None:
        self._text = text
        self._sentences = sentences
        self._sentence_starts = [s.start for s in sentences]
        self._quotations = quotations
        self._heard = Heard(sentences, quotations, answers)
        self._cues = list(self._heard.cues())

    def heard_again(self, found: Sequence[Finding], kept: Collection[Place]) -> Iterator[Finding]:
        """The findings of rules that are possible to the heads, with the extents of both."""
        above = parents(list(passed_on(found)))
        for finding, parent in zip(found, above, strict=True):
            cue = self._taken(finding.cue.extent)
            if parent is not None or finding.through is not None or finding.cue.head in kept:
                yield finding
            elif cue is not None or self._heard.odds(finding.cue.extent) >= _POSSIBLE:
                yield self._again(finding, cue)

    def heard_alone(self, known: Sequence[Finding]) -> list[Finding]:
        """The findings of the heads in nobody's words."""
        found: list[Finding] = []
        for cue in self._cues:
            if cue.odds >= _LIKELY:
                found += self._alone(cue.extent)
        above = parents(list(passed_on([*known, *found])))[len(known) :]
        return [f for f, parent in zip(found, above, strict=True) if parent is None]

    def _taken(self, cue: Extent) -> Cue | None:
        """The cue of the heads that a finding of rules has too; it is then no longer theirs."""
        taken = next((c for c in self._cues if c.extent.overlaps(cue)), None)
        if taken is not None:
            self._cues.remove(taken)
        return taken

    def _again(self, finding: Finding, cue: Cue | None) -> Finding:
        """A finding of rules with the extents that it has to both."""
        source = finding.source.extent if finding.source else None
        extent = cue.extent if cue is not None else finding.cue.extent
        parts = self._heard.parts(extent, Parts(source, finding.content), _KNOWN)
        content = tuple(self._with_marks(e, finding.content) for e in parts.content)
        return finding._replace(
            source=self._source_again(finding.source, parts.source),
            cue=finding.cue._replace(extent=extent),
            content=content or finding.content,
        )

    def _source_again(self, known: Phrase | None, heard: Extent | None) -> Phrase | None:
        if heard is None or (known is not None and known.extent == heard):
            return known
        if known is not None and known.extent.overlaps(heard):
            return known._replace(extent=heard)
        return self._phrase(heard)

    def _alone(self, cue: Extent) -> Iterator[Finding]:
        """The finding of a cue that no rule has, if anything is said by it."""
        sentence = self._sentence(cue)
        head, attitude = _meant(sentence, cue)
        expected = Parts(_speaker(sentence, head), _complement(sentence, cue))
        parts = self._heard.parts(cue, expected, _GUESSED)
        if parts.content:
            yield Finding(
                source=self._phrase(parts.source) if parts.source else None,
                cue=Phrase(cue, place(sentence, head)),
                content=tuple(self._with_marks(e, ()) for e in parts.content),
                audience=None,
                attitude=attitude,
            )

    def _with_marks(self, extent: Extent, known: Sequence[Extent]) -> Extent:
        """Content with the marks that belong to it; as rules have it where the words are theirs."""
        for around in known:
            edges = self._text[around.start : extent.start] + self._text[extent.end : around.end]
            if around.covers(extent) and not any(map(str.isalnum, edges)):
                return around
        return with_marks(extent, self._quotations)

    def _phrase(self, extent: Extent) -> Phrase:
        """The phrase of a source; its head is the noun that the other words hang on."""
        sentence = self._sentence(extent)
        tokens = sentence.between(extent.start, extent.end) or list(sentence.tokens[:1])
        if len(tokens) > 1 and tokens[-1].tag == "POS":
            tokens = tokens[:-1]
        inside = {t.index for t in tokens}
        tops = [t for t in tokens if t.head not in inside or t.head == t.index]
        head = next((t for t in tops if t.pos in NOMINAL), tops[0])
        until = Extent(extent.start, tokens[-1].end)
        return Phrase(until, place(sentence, antecedent(sentence, head)))

    def _sentence(self, extent: Extent) -> Sentence:
        return self._sentences[bisect_right(self._sentence_starts, extent.start) - 1]


def _meant(sentence: Sentence, cue: Extent) -> tuple[Token, str]:
    """The word of a cue that says how it is meant, and how; the word that the others hang on, and
    plain saying, where none does.
    """
    words = lexicon()
    tokens = sentence.between(cue.start, cue.end)
    lemmas = {t.lemma for t in tokens}
    for token in tokens:
        table = words.nouns if token.pos == "NOUN" else words.verbs
        for row in table.get(token.lemma, ()):
            if row.attitude != "object" and (not row.second or row.second in lemmas):
                return token, row.attitude
    for token in tokens:
        if token.lemma in pairs("attitudes"):
            return token, pairs("attitudes")[token.lemma]
    return sentence.top(cue.start, cue.end) or sentence[0], "says"


def _speaker(sentence: Sentence, head: Token) -> Extent | None:
    """Who speaks by the grammar of a verb: its subject."""
    if head.pos not in {"VERB", "AUX"} or is_passive(sentence, head):
        return None
    who = subject(sentence, head)
    return noun_phrase(sentence, who, until=head).extent if who is not None else None


def _complement(sentence: Sentence, cue: Extent) -> tuple[Extent, ...]:
    """What is said by the grammar of a cue with a verb: what hangs on its words behind it."""
    tokens = sentence.between(cue.start, cue.end)
    if all(t.pos not in {"VERB", "AUX"} for t in tokens):
        return ()
    below = [
        word
        for token in tokens
        for child in sentence.children(token, *_COMPLEMENTS)
        for word in sentence.subtree(child)
        if child.start >= cue.end <= word.start
    ]
    if not below:
        return ()
    return (Extent(min(t.start for t in below), max(t.end for t in below)),)
