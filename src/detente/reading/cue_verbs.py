"""Attributions by a verb: "he said that…", "blamed X for Y", "vowed to…", "is believed to…"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.attribution import Extent, Finding, Phrase
from detente.reading.cue_phrases import is_citation
from detente.reading.functions import is_passive
from detente.reading.phrases import antecedent, extent, noun_phrase, place, subject, verb_group
from detente.reading.reported import is_added, own
from detente.reading.saying import NOMINAL
from detente.reading.tables import grouped
from detente.reading.verb_frames import FRAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.reading.cues import Cue, Lexicon
    from detente.reading.quotes import Quotations
    from detente.reading.syntax import Sentence, Token

_SECOND = ("prt", "prep", "advmod", "acomp", "ccomp", "xcomp", "dobj")
_SECOND_REACH = 6
"""The second word of "make … clear" stands no further behind the verb than this many words."""


def find(sentence: Sentence, lexicon: Lexicon, quotations: Quotations) -> Iterator[Finding]:
    """The attributions that verbs of a sentence bring in, in order of the verbs."""
    for verb in sentence:
        if verb.pos not in {"VERB", "AUX"} and not verb.tag.startswith("VB"):
            continue
        if is_citation(verb):
            continue
        for cue in lexicon.verbs.get(verb.lemma, ()):
            found = Match(sentence, verb, cue, lexicon, quotations).finding()
            if found is not None:
                yield found
                break


class Match:
    """One verb held against one row of the table.

    `second` is the token of the row's second word ("out" of "point out"), `passive` whether the
    verb stands in the passive, "asked whether…, he nodded" included.
    """

    def __init__(
        self,
        sentence: Sentence,
        verb: Token,
        cue: Cue,
        lexicon: Lexicon,
        quotations: Quotations,
    ) -> None:
        self.sentence = sentence
        self.verb = verb
        self.cue = cue
        self.lexicon = lexicon
        self.quotations = quotations
        self.passive = is_passive(sentence, verb) or _is_bare_participle(sentence, verb)
        self.second = _second(sentence, verb, cue.second)

    def finding(self) -> Finding | None:
        """The attribution, if the verb has its second word and one of its frames."""
        if (self.cue.second and self.second is None) or not self._is_asserted():
            return None
        found = (FRAMES[frame](self) for frame in self.cue.frames if frame in FRAMES)
        return next((f for f in found if f is not None), None)

    def made(
        self,
        *content: Extent,
        audience: Phrase | None = None,
        attitude: str = "",
        speaker: Sequence[Token] = (),
        sourceless: bool = False,
    ) -> Finding | None:
        """The finding with this content; None where its source cannot be one.

        `attitude` stands for the row's, `speaker` is who speaks where that is known already;
        `sourceless` allows that nobody is named.
        """
        source = None if sourceless else self._source(speaker)
        if not sourceless and (source is None or any(c.covers(source.extent) for c in content)):
            return None
        attitude = attitude or self.cue.attitude
        if attitude == "believes" and self.sentence.children(self.verb, "neg"):
            attitude = "doubts"
        seconds = [self.second] if self.second else []
        group = verb_group(self.sentence, self.verb, *seconds)
        cue = Phrase(group, place(self.sentence, self.verb))
        return Finding(source, cue, content, audience, attitude)

    def objects(self) -> list[Token]:
        """The heads of the verb's object, or of what its second word, a preposition, leads to."""
        if self.second is not None and self.second.relation == "prep":
            return self.sentence.children(self.second, "pobj", "pcomp")
        found = self.sentence.children(self.verb, "dobj")
        return [t for t in found if t.index > self.verb.index or t.pos in {"NOUN", "PROPN"}]

    def agents(self) -> list[Token]:
        """The "by" of a passive."""
        return self.sentence.children(self.verb, "agent")

    def reported(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """The tokens up to where another attribution begins."""
        return own(tokens, self.sentence, self.verb, self.lexicon.reporters)

    def _is_asserted(self) -> bool:
        """Whether someone did say it: no "could say", no "to say", no "did not say"."""
        helpers = self.sentence.children(self.verb, "aux", "neg")
        words = grouped("cue_words")
        if self.verb.lemma not in words["wish"] and any(
            t.text.lower() in words["modal"] for t in helpers
        ):
            return False
        negated = any(t.relation == "neg" for t in helpers) or self._is_one_of_neither()
        doubtful = self.cue.attitude in {"believes", "intends"}
        if negated and (not doubtful or self.verb.lemma in words["factive"]):
            return False
        if not any(t.tag == "TO" for t in helpers):
            return True
        above = self.sentence.head(self.verb)
        return (
            self.verb.relation == "xcomp" and above is not None and above.lemma in words["carrier"]
        )

    def _is_one_of_neither(self) -> bool:
        """Whether the verb is one of two that are denied: "neither confirmed nor denied"."""
        above = self.sentence[self.verb.head] if self.verb.relation == "conj" else self.verb
        return any(t.lemma == "neither" for t in self.sentence.children(above, "preconj"))

    def _source(self, speaker: Sequence[Token]) -> Phrase | None:
        who = _head(speaker) if speaker else self._subject()
        if who is None or who.relation == "expl" or self._is_nobody(who):
            return None
        if not speaker:
            return noun_phrase(self.sentence, who, until=self.verb)
        return Phrase(extent(speaker), place(self.sentence, antecedent(self.sentence, who)))

    def _subject(self) -> Token | None:
        for above in self.sentence.ancestors(self.verb):
            if above.lemma in self.lexicon.verbs and is_added(self.sentence, self.verb, above):
                return subject(self.sentence, above)
        return subject(self.sentence, self.verb)

    def _is_nobody(self, who: Token) -> bool:
        """Whether the subject names nobody, or is the speaker within their own speech: the "I" of
        "I think" there makes no claim beside the one that the speech is.
        """
        words = grouped("cue_words")
        if who.lemma in words["nobody"]:
            return True
        if any(t.lemma == "no" for t in self.sentence.children(who, "det")):
            return True
        musing = who.lemma in words["first"] and self.verb.lemma in words["musing"]
        return musing and self.quotations.at(who.start) is not None


def _head(tokens: Sequence[Token]) -> Token:
    """The head word of a phrase given by its tokens."""
    inside = {t.index for t in tokens}
    heads = [t for t in tokens if t.head not in inside or t.head == t.index]
    return next((t for t in heads if t.pos in NOMINAL), (heads or tokens)[0])


def _second(sentence: Sentence, verb: Token, word: str) -> Token | None:
    """The second word of a cue right behind the verb: not "for" in "called a strike for Monday"."""
    objects = sentence.children(verb, "dobj")
    for child in sentence.children(verb, *_SECOND) if word else ():
        if child.text.lower() != word or not 0 < child.index - verb.index <= _SECOND_REACH:
            continue
        if child.relation != "prep" or not any(t.index < child.index for t in objects):
            return child
    return None


def _is_bare_participle(sentence: Sentence, verb: Token) -> bool:
    """Whether a past participle stands without an auxiliary: "asked whether…, he nodded"."""
    bare = verb.tag == "VBN" and verb.relation in {"advcl", "acl", "amod"}
    return bare and not sentence.children(verb, "aux")
