"""The clause of a verb of saying: who speaks in it, and what lies before it and behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.attribution import Extent
from detente.reading.phrases import body_start, trimmed, uncited, verb_group

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.reading.quotes import Quotation, Quotations
    from detente.reading.syntax import Sentence, Token

SETS_OFF = frozenset({",", ".", ":", ";", "?", "!", "—", "–", "-", "--", '"', "“", "”", "''", "``"})
"""Marks that part a verb of saying from what is said."""
SUBJECTS = ("nsubj", "nsubjpass")
"""Relations of what has a verb as its predicate."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of verbs that make a clause of their own."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
"""Parts of speech that can name a speaker."""
_ENDS_RUN = frozenset({"VERB", "AUX", "SCONJ", "CCONJ"})
_NAMING = frozenset({"PROPN", "PRON", "DET"})


class Clause:
    """A verb of saying laid out in its sentence.

    `speaker` is the tokens of whoever speaks, empty where the clause does not say; `start` and
    `end` are where the clause begins and where what may follow it begins. `bounds` is the sentence,
    or what of it stands in the same quotation as the verb; `quotations` are those that the verb may
    bring in, within that quotation or outside any. `reporters` are the plain verbs of saying.
    """

    def __init__(
        self, sentence: Sentence, verb: Token, quotations: Quotations, reporters: frozenset[str]
    ) -> None:
        self.sentence = sentence
        self.verb = verb
        self.reporters = reporters
        self.bounds = _bounds(sentence, quotations.at(verb.start))
        self.quotations = quotations.inner if quotations.at(verb.start) else quotations
        group = verb_group(sentence, verb)
        self.speaker = self._subject() or self._neighbour(group.start)
        self.inverted = bool(self.speaker) and self.speaker[0].index > verb.index
        start = group.start if self.inverted or not self.speaker else self.speaker[0].start
        self.start = max(min(start, group.start), self.bounds.start)
        self.end = max(group.end, self.speaker[-1].end if self.inverted else 0)

    def text(self, start: int, end: int) -> str:
        """The words between two offsets of the document that lie in the sentence."""
        origin = self.sentence.start
        return self.sentence.text[max(start - origin, 0) : max(end - origin, 0)]

    def before(self) -> str:
        """The words before the clause, without blanks at their end."""
        return self.text(self.bounds.start, self.start).rstrip()

    def trim(self, extent: Extent) -> Extent:
        """The extent without marks and blanks at its edges, but for those of quotations."""
        words = self.text(*extent)
        lead = len(words) - len(words.lstrip(" ,;:—–-\n\t\xa0"))
        tail = len(words) - len(words.rstrip(" ,;:.—–-\n\t\xa0"))
        start = extent.start + lead
        return Extent(start, max(extent.end - tail, start))

    def _subject(self) -> Sequence[Token]:
        """The tokens of the verb's own subject, if it is not within words that the verb quotes."""
        for subject in self.sentence.children(self.verb, *SUBJECTS):
            tokens = trimmed(uncited(self.sentence, self.sentence.subtree(subject)))
            if tokens and self._is_parted(tokens):
                return self._behind() or tokens
            if tokens and not self._is_quoted(subject) and not self._is_quoted(tokens[0]):
                return tokens
        return ()

    def _is_parted(self, subject: Sequence[Token]) -> bool:
        """Whether one comma and nothing else stands between a subject and its verb.

        Then the subject is what is said, and who says it follows: "The problem, say experts, is…".
        """
        last = subject[-1].index
        if last + 2 != self.verb.index or self.sentence[last + 1].text != ",":
            return False
        return all(t.text not in {",", ")"} and t.tag not in {"WP", "WDT"} for t in subject)

    def _neighbour(self, start: int) -> Sequence[Token]:
        """The noun phrase beside a finite verb that the parse gave no subject."""
        if self.verb.tag not in FINITE or self.verb.relation in {"conj", "relcl", "xcomp"}:
            return ()
        first = next((t.index for t in self.sentence if t.start >= start), self.verb.index)
        named = self._named_before(first)
        if named:
            return named
        if first == 0 or self.sentence[first - 1].text in SETS_OFF:
            return self._behind()
        return _nominal(self._run(range(first - 1, -1, -1))[::-1])

    def _named_before(self, first: int) -> Sequence[Token]:
        """A name and its gloss between a closing mark and the verb: "“…,” Butz, 49, told"."""
        n = first
        while (
            n
            and self.sentence[n - 1].pos not in _ENDS_RUN
            and not self._is_quoted(self.sentence[n - 1])
        ):
            n -= 1
        if not n or not self._is_quoted(self.sentence[n - 1]):
            return ()
        tokens = trimmed(self.sentence.tokens[n:first])
        return tokens if tokens and tokens[0].pos in _NAMING else ()

    def _behind(self) -> Sequence[Token]:
        """The noun phrase right behind the verb."""
        return _nominal(self._run(range(self.verb.index + 1, len(self.sentence))))

    def _run(self, indices: Iterable[int]) -> list[Token]:
        """The tokens from an index on, up to a mark, a verb or a quotation."""
        found: list[Token] = []
        for token in (self.sentence[n] for n in indices):
            if token.text in SETS_OFF or token.pos in _ENDS_RUN or self._is_quoted(token):
                break
            found.append(token)
        return found

    def _is_quoted(self, token: Token) -> bool:
        return self.quotations.at(token.start) is not None


def _nominal(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens, if they can name someone."""
    return tokens if any(t.pos in NOMINAL for t in tokens) else ()


def _bounds(sentence: Sentence, quotation: Quotation | None) -> Extent:
    """The sentence, or what of it stands within the quotation's marks."""
    if quotation is None:
        return Extent(body_start(sentence), sentence.end)
    start, end = quotation.extent
    return Extent(
        max(sentence.start, start + 1), min(sentence.end, end - 1 if quotation.closed else end)
    )
