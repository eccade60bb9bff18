"""What rules and trained heads found of who says what, made one.

Where both have a cue, the rules say how its claim is meant and to whom, and both together where
its source and its content stand. What rules have alone must be possible to the heads, unless it
stands within what another says: the heads were trained without nesting. What the heads have alone
must be likely, and stand in nobody's words.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from detente.reading import cue_grammar
from detente.reading.attribution import Extent, Finding, Phrase
from detente.reading.functions import coordinated
from detente.reading.heard import Heard, Parts
from detente.reading.nesting import parents, passed_on
from detente.reading.phrases import antecedent, place, trimmed
from detente.reading.quotes import with_marks
from detente.reading.saying import NOMINAL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from detente.reading.attribution import Place
    from detente.reading.heads import Answers
    from detente.reading.heard import Cue, Flags
    from detente.reading.quotes import Quotations
    from detente.reading.syntax import Sentence, Token

_POSSIBLE: Final = 0.2
"""Below these odds of a cue what rules found alone is let fall."""
_LIKELY: Final = 0.75
"""Below these odds of a cue what the heads found alone is let fall."""
_KNOWN: Final = 2.0
"""What the rules' reading counts for, as log odds of each word: as much as heads sure at .88."""
_GUESSED: Final = 1.0
"""What the mere grammar of a cue counts for, as log odds of each word."""
_PRONOUNS: Final = frozenset({"WP", "WDT"})
_LEADS_ON: Final = frozenset({"POS", "IN", "TO", "CC"})
_ARTICLES: Final = frozenset({"a", "an", "the"})


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
        said = self._heard.inside(e for f in found if f.through is None for e in f.content)
        for finding, parent in zip(found, above, strict=True):
            cue = self._taken(finding.cue.extent)
            if parent is not None or finding.through is not None or finding.cue.head in kept:
                yield finding
            elif cue is not None or self._heard.odds(finding.cue.extent) >= _POSSIBLE:
                yield self._again(finding, cue, said)

    def heard_alone(self, known: Sequence[Finding]) -> list[Finding]:
        """The findings of the heads in nobody's words."""
        found: list[Finding] = []
        said = self._heard.inside(e for f in known if f.through is None for e in f.content)
        for cue in self._cues:
            if cue.odds >= _LIKELY:
                found += self._alone(cue.extent, said)
        above = parents(list(passed_on([*known, *found])))[len(known) :]
        return [f for f, parent in zip(found, above, strict=True) if parent is None]

    def _taken(self, cue: Extent) -> Cue | None:
        """The cue of the heads that a finding of rules has too; it is then no longer theirs."""
        taken = next((c for c in self._cues if c.extent.overlaps(cue)), None)
        if taken is not None:
            self._cues.remove(taken)
        return taken

    def _again(self, finding: Finding, cue: Cue | None, said: Flags) -> Finding:
        """A finding of rules with the extents that it has to both."""
        source = finding.source.extent if finding.source else None
        extent = cue.extent if cue is not None else finding.cue.extent
        parts = self._heard.parts(extent, Parts(source, finding.content), _KNOWN, said)
        content = tuple(self._with_marks(e, finding.content) for e in parts.content)
        return finding._replace(
            source=self._source_again(finding.source, parts.source),
            cue=finding.cue._replace(extent=extent),
            content=content or finding.content,
        )

    def _source_again(self, known: Phrase | None, heard: Extent | None) -> Phrase | None:
        """The source of rules as the heads have it, if that is whole and has the word that it is
        about; where rules know that the text names nobody, nobody.
        """
        if known is None or heard is None or known.extent == heard:
            return known
        phrase = self._phrase(heard)
        if phrase is None or not known.extent.overlaps(heard):
            return phrase or known
        head = self._sentences[known.head.sentence][known.head.token]
        word = Extent(head.start, head.end)
        is_lost = known.extent.covers(word) and not phrase.extent.covers(word)
        last = self._sentence(heard).between(*heard)[-1]
        is_cut_off = _leads_on(last) and known.extent.end > heard.end
        sentence = self._sentence(known.extent)
        listed = coordinated(sentence, head) if sentence.index == known.head.sentence else []
        is_cut_off |= any(phrase.extent.end <= t.start < known.extent.end for t in listed)
        return known if is_lost or is_cut_off else known._replace(extent=phrase.extent)

    def _alone(self, cue: Extent, said: Flags) -> Iterator[Finding]:
        """The finding of a cue that no rule has, if anything is said by it."""
        sentence = self._sentence(cue)
        head, attitude = cue_grammar.meaning(sentence, cue)
        expected = Parts(cue_grammar.speaker(sentence, head), cue_grammar.complement(sentence, cue))
        parts = self._heard.parts(cue, expected, _GUESSED, said)
        source = self._phrase(parts.source) if parts.source else None
        if source is not None and cue_grammar.is_spoken_to(sentence, head, source.extent):
            source = None
        is_quoted = any(self._quotations.within(e) for e in parts.content)
        if cue_grammar.is_deed(sentence, head) and not is_quoted:
            return
        if source is not None and (self._is_nobody(source) or self._is_event(source)):
            return
        if parts.content:
            content = tuple(self._with_marks(e, ()) for e in parts.content)
            spoken = Phrase(cue, place(sentence, head))
            yield Finding(source, spoken, content, None, attitude, heard=True)

    def _is_nobody(self, source: Phrase) -> bool:
        sentence = self._sentences[source.head.sentence]
        return cue_grammar.is_nobody(sentence, sentence[source.head.token])

    def _is_event(self, source: Phrase) -> bool:
        """Whether a source is what happened, which says nothing: "the raid illustrates…"."""
        word = self._sentences[source.head.sentence][source.head.token]
        return cue_grammar.is_happening(word)

    def _with_marks(self, extent: Extent, known: Sequence[Extent]) -> Extent:
        """Content with the marks that belong to it; as rules have it where the words are theirs."""
        for around in known:
            edges = self._text[around.start : extent.start] + self._text[extent.end : around.end]
            if around.covers(extent) and not any(map(str.isalnum, edges)):
                return around
        return with_marks(self._closed(extent), self._quotations)

    def _closed(self, extent: Extent) -> Extent:
        """The extent with the bracket that closes one within it."""
        words = self._text[extent.start : extent.end]
        follows = self._text[extent.end : extent.end + 1] == ")"
        is_open = words.count("(") > words.count(")")
        return extent._replace(end=extent.end + 1) if follows and is_open else extent

    def _phrase(self, extent: Extent) -> Phrase | None:
        """The phrase of a source, without words at its edges that are no part of one; its head is
        the noun that the other words hang on. None where nothing else is left.
        """
        sentence = self._sentence(extent)
        tokens = sentence.between(*self._closed(extent))
        while tokens and (_leads_on(tokens[-1]) or (tokens[1:] and tokens[-1].tag in _PRONOUNS)):
            tokens = trimmed(tokens[:-1])
        while tokens and tokens[0].tag == "POS":
            tokens = tokens[1:]
        if not tokens:
            return None
        inside = {t.index for t in tokens}
        tops = [t for t in tokens if t.head not in inside or t.head == t.index]
        head = next((t for t in tops if t.pos in NOMINAL), tops[0])
        until = Extent(tokens[0].start, tokens[-1].end)
        return Phrase(until, place(sentence, antecedent(sentence, head)))

    def _sentence(self, extent: Extent) -> Sentence:
        return self._sentences[bisect_right(self._sentence_starts, extent.start) - 1]


def _leads_on(token: Token) -> bool:
    """Whether a word can end no phrase: "the", "in", "and"."""
    return token.tag in _LEADS_ON or token.text.lower() in _ARTICLES
