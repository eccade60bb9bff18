"""The cast of a document: every party it speaks of, and where."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from detente import gazetteer
from detente.reading import joint
from detente.reading.actors import NOT_ACTORS, Names, Reading, of_entry, read, read_name, role_of
from detente.reading.coreference import SPEAKER, Clusters, Mention, pronoun_form
from detente.reading.noun_phrases import phrase
from detente.reading.sentences import is_dateline
from detente.reading.tables import grouped, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.reading.heads import Answers
    from detente.reading.syntax import Sentence, Token

_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM"}
_MANY = {"NNS", "NNPS"}
_INSIDE_NAMES = {"compound", "amod", "nmod", "npadvmod", "quantmod", "nummod"}
_GROUPS = {"armed-group", "police", "party", "legislature", "court", "people", "government"}
"""Kinds of party that stand before a noun without a name: "militia weapons", "rebel leaders"."""
_DEPENDENTS = {"proxy", "ally", "surrogate", "affiliate"}
_POWERS = {"country", "government", "igo", "armed-group", "military"}
"""Kinds of party that relations are between."""
_OWNERS = {"poss", "compound", "nmod", "amod"}
_APART = ("prep", "relcl", "acl", "conj", "appos")
_ALONE = {"nsubj", "nsubjpass", "dobj", "pobj"}
_JOINED = 2
"""What it counts for two powers to be named in one breath, where each naming counts one."""
_INITIALS = re.compile(r"\s*[(\[]\s*(?:the\s+)?([A-Z][A-Za-z.-]{1,10})\s*[)\]]")


class Cast:
    """The parties of a document.

    Args:
        text: The document's text.
        sentences: Its sentences, parsed.
        published: When it was published (EDTF), which tells who held an office; None if unknown.
        answers: What the trained heads say of the text; without them rules read alone.
    """

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        published: str | None,
        answers: Answers | None = None,
    ) -> None:
        self._text = text
        self._answers = answers
        self.names = Names(text, published)
        self.clusters = Clusters()
        self._by_head: dict[tuple[int, int], Mention] = {}
        self._named: dict[int, Mention] = {}
        self._joint: dict[tuple[int, int], list[Mention]] = {}
        for sentence in sentences:
            if not is_dateline(sentence):
                self._enter(sentence)

    def mention(self, sentence: Sentence, head: Token) -> Mention | None:
        """The mention a word heads; None if it heads none."""
        return self._by_head.get((sentence.index, head.index))

    def named_within(self, start: int, end: int) -> list[Mention]:
        """The mentions by name, adjectives included, that overlap a stretch of the text."""
        return [
            self._named[m.start] for m in self.names.within(start, end) if m.start in self._named
        ]

    def within(self, mention: Mention) -> frozenset[int]:
        """The entities a mention speaks of: its own, and those its words name ("NATO's envoys")."""
        inside = [
            self.mention(mention.sentence, t)
            for t in mention.sentence.between(mention.start, mention.end)
        ]
        spoken = [mention, *self.named_within(mention.start, mention.end), *inside]
        return frozenset(m.entity for m in spoken if m is not None and m.entity is not None)

    def reading(self, mention: Mention) -> Reading | None:
        """What is known, from all its mentions, of the party a mention names."""
        if mention.entity is None:
            return mention.reading
        return self.clusters.found[mention.entity].reading

    def kind(self, sentence: Sentence, head: Token) -> str:
        """The kind of party a word names; "other" if it names none."""
        mention = self.mention(sentence, head)
        reading = self.reading(mention) if mention else None
        return reading.kind if reading else "other"

    def stands_for(self, sentence: Sentence, token: Token) -> frozenset[str]:
        """The nouns a pronoun stands for, as lemmas; none for other words."""
        mention = self.mention(sentence, token)
        if mention is None or not mention.pronoun or mention.entity is None:
            return frozenset()
        return frozenset(self.clusters.found[mention.entity].heads)

    def party(self, sentence: Sentence, head: Token) -> Mention | None:
        """Who acts or is acted upon where a word stands: the party it names, else the party whose
        thing it is ("militia weapons caches"), else None. Water and air are nobody's.
        """
        if head.lemma in words("elements"):
            return None
        mention = self.mention(sentence, head)
        if mention is not None and self._acts(mention):
            return mention
        owner = self._owner(sentence, head, mention)
        reading = mention.reading if mention is not None else None
        if reading is not None and reading.kind == "place" and (reading.country or owner is None):
            return mention
        return owner

    def counted(self, sentence: Sentence, head: Token) -> Token:
        """What a word for a number or a part counts: the activists of "dozens of activists"; the
        word itself if it is none.
        """
        if head.pos == "NUM" or head.lemma in words("partitives"):
            for preposition in sentence.children(head, "prep"):
                for noun in sentence.children(preposition, "pobj"):
                    return noun
        return head

    def modifier(self, head: Token) -> Mention | None:
        """Who acts where a word stands before a noun: "a U.S. strike", "Iranian threats"."""
        return next(iter(self.actors_within(head.start, head.end)), None)

    def several(self, sentence: Sentence, head: Token, *, bare: bool = False) -> list[Mention]:
        """The parties that one phrase names together ("Armenian and Azerbaijani troops") or stands
        for ("both sides", "the two countries"): of the powers named before the two named most,
        each over the words that mean them; none for other phrases.

        Args:
            sentence: The phrase's sentence.
            head: Its head.
            bare: Whether the noun alone may mean both, as in "between the capitals".
        """
        together = self._joint.get((sentence.index, head.index))
        if together is not None:
            return together
        mention = self.mention(sentence, head)
        if head.tag in {"CD", "DT"} and head.text.lower() in words("both_words"):
            return self._last_two(sentence, head)
        if mention is None or head.lemma not in words("sides"):
            return []
        said = any(t.lemma in words("both_words") for t in sentence.children(head))
        if any(t.text[0].isupper() for t in sentence.children(head, "amod", "compound", "nmod")):
            return []  # "all European states" are others
        if not said and not (bare and head.tag == "NNS"):
            return []
        both = self._joined_before(mention) or self.main_powers(mention.start)
        return [replace(mention, reading=power.reading, entity=power.entity) for power in both]

    def _joined_before(self, mention: Mention) -> list[Mention]:
        """The two powers of different countries that the paragraph named last in one breath."""
        near = sorted(
            (
                m
                for m in self._named.values()
                if m.sentence.paragraph == mention.sentence.paragraph
                and m.start < mention.start
                and self._is_power(m)
                and self._country(m)
            ),
            key=lambda m: -m.start,
        )
        pairs = ([one, other] for other, one in pairwise(near) if _are_joined(one, other))
        return next((p for p in pairs if self._country(p[0]) != self._country(p[1])), [])

    def _last_two(self, sentence: Sentence, head: Token) -> list[Mention]:
        """The two people of different countries that "the two" or "both" alone means: those named
        last, in its sentence or the one before; none where anything hangs on it ("two of them").
        """
        if head.relation not in _ALONE or sentence.children(head, "prep", "relcl", "nummod"):
            return []
        latest: dict[str | None, Mention] = {}
        for mention in sorted(self._by_head.values(), key=lambda m: -m.start):
            reading = self.reading(mention)
            if mention.start >= head.start or reading is None or reading.kind != "person":
                continue
            if len(latest) > 1 or sentence.index - mention.sentence.index > 1:
                break
            latest.setdefault(reading.country, mention)
        if len(latest) < 2 or None in latest:  # noqa: PLR2004 - two
            return []
        start, end = head.start, head.end
        return [
            replace(m, sentence=sentence, head=head, start=start, end=end, text=head.text)
            for m in reversed(latest.values())
        ]

    def main_powers(self, before: int | None = None) -> list[Mention]:
        """The two powers of different countries that the text names most, above all in one breath
        ("India and Pakistan"), up to an offset if one is given; none if there are no two.
        """
        named = [
            m
            for m in self._named.values()
            if (before is None or m.start < before) and self._is_power(m) and self._country(m)
        ]
        states = [m for m in named if self._is_state(m)]
        latest = {self._country(m): m for m in (*named, *states)}
        spoken = Counter(map(self._country, named))
        joined = Counter(
            frozenset(map(self._country, (one, other)))
            for one, other in pairwise(sorted(named, key=lambda m: m.start))
            if _are_joined(one, other)
        )

        def weight(pair: tuple[str | None, ...]) -> tuple[int, int]:
            times = sum(spoken[c] for c in pair) + _JOINED * joined[frozenset(pair)]
            return times, sum(latest[c].start for c in pair)

        pair = max(combinations(spoken, 2), key=weight, default=())
        return [latest[c] for c in sorted(pair, key=lambda c: (-spoken[c], -latest[c].start))]

    def _is_state(self, mention: Mention) -> bool:
        reading = self.reading(mention)
        return reading is not None and reading.kind == "country"

    def _country(self, mention: Mention) -> str | None:
        reading = self.reading(mention)
        return reading.country if reading else None

    def others(self, sentence: Sentence) -> list[Mention]:
        """The parties that stand for states and organisations, those named in a sentence first,
        then those the document names most often.
        """
        here = [m for m in self.named_within(sentence.start, sentence.end) if self._is_power(m)]
        often = sorted(self.clusters.found, key=lambda c: -len(c.mentions))
        return here + [m for c in often for m in c.mentions[:1] if self._is_power(m)]

    def _is_power(self, mention: Mention) -> bool:
        reading = self.reading(mention)
        return reading is not None and reading.named and reading.kind in _POWERS

    def speakers(self) -> list[Mention]:
        """The mentions of "I" and "we", which name whoever speaks."""
        return [m for m in self._by_head.values() if m.pronoun == SPEAKER]

    def enter_publisher(self, name: str) -> int:
        """The entity that is the publisher itself, by name; entered if it is not yet there."""
        entries = gazetteer.lookup(name)
        reading = (
            of_entry(entries[0]) if entries else Reading(("publisher",), name, "other", named=True)
        )
        return self.clusters.enter(reading)

    def actors_within(self, start: int, end: int) -> list[Mention]:
        """The parties named in a stretch of the text: both of "the U.S.-Iraqi relationship"."""
        named = self.named_within(start, end)
        return [m for m in named if m.reading and m.reading.kind not in NOT_ACTORS]

    def _acts(self, mention: Mention) -> bool:
        reading = self.reading(mention)
        return reading is not None and _is_actor(reading)

    def _owner(self, sentence: Sentence, head: Token, whole: Mention | None) -> Mention | None:
        """The party whose thing a phrase is, over the extent of the whole phrase."""
        if whole is None:
            return None
        counted = self.counted(sentence, head)
        if counted is not head:
            owner = self.party(sentence, counted)
            if owner is not None:
                end = max(whole.end, owner.end)
                return replace(
                    owner, head=head, start=whole.start, end=end, text=self._text[whole.start : end]
                )
        for child in sentence.subtree(head, without=_APART):
            if child.index == head.index or child.relation not in _OWNERS:
                continue
            if child.lemma in grouped("noun_classes")["site"]:
                continue  # a market attack is not the market's
            owner = self.mention(sentence, child) or self.modifier(child)
            if owner is not None and self._acts(owner):
                return Mention(
                    sentence,
                    head,
                    whole.start,
                    whole.end,
                    whole.text,
                    owner.reading,
                    entity=owner.entity,
                )
        return None

    def _enter(self, sentence: Sentence) -> None:
        """Enter the mentions of a sentence, in order of their heads."""
        for token in sentence:
            some = self._some(sentence, token)
            if some is not None:
                self._by_head[sentence.index, token.index] = some
            elif token.pos in _NOMINAL and (mention := self._mention(sentence, token)):
                self.clusters.join(mention)
                self._by_head[sentence.index, token.index] = mention
                self._enter_joint(mention)
                self._note_initials(mention)
                self._note_apposition(mention)
            self._enter_names(sentence, token)

    def _some(self, sentence: Sentence, number: Token) -> Mention | None:
        """Some of the people counted last, in this sentence or the one before, where a bare number
        tells what befell them: "ten were abducted; four were freed".
        """
        if number.tag != "CD" or number.relation != "nsubjpass" or sentence.children(number):
            return None
        for mention in reversed(self._by_head.values()):
            near = sentence.index - mention.sentence.index <= 1
            if not near or mention.sentence.paragraph != sentence.paragraph:
                return None
            is_many = mention.head.tag in _MANY and mention.sentence.children(
                mention.head, "nummod"
            )
            if is_many and self._acts(mention):
                start, end = number.start, number.end
                return replace(
                    mention, sentence=sentence, head=number, start=start, end=end, text=number.text
                )
        return None

    def _enter_joint(self, whole: Mention) -> None:
        """Enter the parties of several countries that a phrase names together."""
        found = joint.parts(whole, self.names)
        for mention in found:
            self.clusters.join(mention)
        if found:
            self._joint[whole.sentence.index, whole.head.index] = found

    def _mention(self, sentence: Sentence, token: Token) -> Mention | None:
        form = pronoun_form(token) if token.tag in {"PRP", "PRP$"} else ""
        if form:
            return Mention(sentence, token, token.start, token.end, token.text, None, form)
        if token.pos == "PRON" or (token.relation in _INSIDE_NAMES and not _is_role_noun(token)):
            return None
        if token.relation == "expl" or not any(c.isalnum() for c in token.text):
            return None
        found = phrase(sentence, token)
        reading = self._owned(sentence, token, read(found, self.names))
        return Mention(sentence, token, found.start, found.end, found.text, reading)

    def _owned(self, sentence: Sentence, token: Token, reading: Reading) -> Reading:
        """A reading with whose it is: of "its soldiers" the country, of "its proxies" who backs."""
        if reading.backed_by or reading.country or not reading.role:
            return reading
        for owner in sentence.children(token, "poss"):
            mention = self._by_head.get((sentence.index, owner.index))
            country = self._country(mention) if mention is not None and mention.pronoun else None
            if country and token.lemma in _DEPENDENTS:
                return replace(reading, backed_by=(country,), key=(*reading.key, country))
            if country and reading.kind not in NOT_ACTORS:
                code = gazetteer.actor_code(country, reading.sectors)
                return replace(reading, country=country, code=code, key=(*reading.key, country))
        return reading

    def _enter_names(self, sentence: Sentence, token: Token) -> None:
        """Enter the gazetteer's names whose highest word a token is, or that stand inside it;
        those that a phrase is named by stand for that phrase.
        """
        own = self._by_head.get((sentence.index, token.index))
        for match in self.names.within(token.start, token.end):
            top = sentence.top(match.start, match.end)
            if match.start in self._named or (top is not None and top is not token):
                continue
            named = own is not None and own.reading is not None and own.reading.named
            if own is not None and named and match.end >= token.end:
                self._named[match.start] = own
                continue
            mention = Mention(
                sentence,
                token,
                match.start,
                match.end,
                self._text[match.start : match.end],
                read_name(match),
            )
            self.clusters.join(mention)
            self._named[match.start] = mention

    def _note_initials(self, mention: Mention) -> None:
        """Note initials in brackets after a name: "Iraqi Security Forces (ISF)"."""
        found = _INITIALS.match(self._text, mention.end)
        if found and mention.reading is not None:
            self.clusters.alias(mention, found.group(1))

    def _note_apposition(self, mention: Mention) -> None:
        """Note that an apposition names whom the phrase before it names."""
        above = mention.sentence.head(mention.head)
        if mention.head.relation != "appos" or above is None or mention.reading is None:
            return
        other = self._by_head.get((mention.sentence.index, above.index))
        if other is not None and other.pronoun == SPEAKER:
            other.entity = mention.entity  # "We, the ministers of…"
        if other is None or other.entity is None or mention.entity is None:
            return
        kinds = {self.clusters.found[e].reading.kind for e in (other.entity, mention.entity)}
        if len(kinds) == 1 or "other" in kinds:
            self.clusters.same(mention, other)


def _are_joined(one: Mention, other: Mention) -> bool:
    """Whether two mentions are coordinated: "India and Pakistan"."""
    if one.sentence is not other.sentence or other.head.relation != "conj":
        return False
    return other.head.head == one.head.index


def _is_actor(reading: Reading) -> bool:
    """Whether a party can act: an organisation nobody knows more of than its name can."""
    return reading.kind not in NOT_ACTORS or (reading.kind == "other" and reading.named)


def _is_role_noun(token: Token) -> bool:
    """Whether a noun before a noun names a party of its own: "militia weapons caches"."""
    if token.relation not in {"compound", "nmod"} or token.tag not in {"NN", "NNS"}:
        return False
    role = role_of(token)
    return role is not None and role.kind in _GROUPS
