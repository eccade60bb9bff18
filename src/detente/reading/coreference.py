"""Which mentions speak of the same party: names, short forms, "the office", "it", "he"."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from detente import gazetteer
from detente.reading.actors import of_entry
from detente.reading.tables import grouped, pairs, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.reading.actors import Reading
    from detente.reading.syntax import Sentence, Token

_DEFINITE = {"the", "this", "that", "these", "those", "its", "their", "his", "her"}
_BACK = 300
"""Characters by which a modifier's mention is less in mind than a noun's."""
_NEAR = 3
"""A pronoun looks for what it stands for in this many sentences before its own."""
_ASIDE = {"compound", "amod", "nmod", "npadvmod"}
_POINTS = {"North", "South", "East", "West"}
_POLITIES = {"kingdom", "republic", "emirate", "sultanate", "federation"}
"""Nouns that say how a country is governed, as its official name does."""
_ORDINARY = {"general", "chief", "force", "forces", "group", "leader", "head", "officer"}
"""Words that end too many roles to tell one by."""
_SUBJECTS = {"nsubj", "nsubjpass"}
_PLURAL = {"NNS", "NNPS"}
_MANY_KINDS = {
    "people",
    "military",
    "police",
    "armed-group",
    "party",
    "legislature",
    "government",
    "media",
}
SPEAKER = "speaker"
"""The pronoun form of "I" and "we": whoever speaks."""


@dataclass(slots=True)
class Mention:
    """A phrase that names a party: its extent, its head in its sentence, and what it says.

    `entity` is the number of the entity it was found to name, None where that stays open; `name`
    what that is called where the words of the mention are shared with others, else "".
    """

    sentence: Sentence
    head: Token
    start: int
    end: int
    text: str
    reading: Reading | None
    pronoun: str = ""
    entity: int | None = None
    name: str = ""


@dataclass(slots=True)
class Cluster:
    """The mentions of one party, and what they say of it together."""

    reading: Reading
    mentions: list[Mention] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)


class Clusters:
    """Mentions joined one after the other, in the order of the text."""

    def __init__(self) -> None:
        self.found: list[Cluster] = []
        self._by_key: dict[tuple[str, ...], int] = {}
        self._by_alias: dict[str, int] = {}

    def join(self, mention: Mention) -> None:
        """Find the party a mention names and note it in `mention.entity`."""
        number = self._antecedent(mention) if mention.pronoun else self._number(mention)
        mention.entity = number
        if number is not None:
            self._add(number, mention)

    def enter(self, reading: Reading) -> int:
        """The number of the party of a reading, made if it is new."""
        if reading.key not in self._by_key:
            self._by_key[reading.key] = len(self.found)
            self.found.append(Cluster(reading))
        return self._by_key[reading.key]

    def alias(self, mention: Mention, name: str) -> None:
        """Note that a mention's party goes by another name too ("Iraqi Security Forces (ISF)")."""
        if mention.entity is not None:
            self._by_alias[name.casefold()] = mention.entity

    def same(self, one: Mention, other: Mention) -> None:
        """Note that two mentions name one party, as an apposition does: the one met here for the
        first time joins the other.
        """
        for moved, kept in ((one, other), (other, one)):
            if moved.entity is None or kept.entity is None or moved.entity == kept.entity:
                continue
            if self.found[moved.entity].mentions == [moved] and moved.reading is not None:
                self.found[moved.entity].mentions.clear()
                self._by_key[moved.reading.key] = moved.entity = kept.entity
                self._add(kept.entity, moved)

    def _number(self, mention: Mention) -> int:
        reading = mention.reading
        assert reading is not None  # noqa: S101 - only pronouns come without a reading
        number = self._by_key.get(reading.key)
        if number is None and _is_surname(mention):
            number = self._by_key.get(_person_key(mention.text))
        if number is None:
            number = self._by_alias.get(_bare(mention.text).casefold())
        if number is None and mention.head.pos == "PROPN":
            number = self._short_country(_bare(mention.text))
        if number is None and _is_anaphoric(mention):
            number = self._same_head(mention)
        if number is None:
            number = len(self.found)
            self.found.append(Cluster(reading))
        self._by_key.setdefault(reading.key, number)
        if reading.kind == "person" and reading.named:
            self._by_key.setdefault(_person_key(mention.text), number)
        return number

    def _add(self, number: int, mention: Mention) -> None:
        cluster = self.found[number]
        cluster.mentions.append(mention)
        if mention.reading is not None:
            cluster.heads.add(mention.head.lemma)
            if mention.reading.role:
                cluster.heads.add(mention.reading.role)
            cluster.reading = _fuller(cluster.reading, mention.reading)

    def _short_country(self, name: str) -> int | None:
        """The country whose first word a point of the compass is: "the North"."""
        if name not in _POINTS:
            return None
        for number in self._recent():
            reading = self.found[number].reading
            if reading.kind == "country" and reading.name.startswith(f"{name} "):
                return number
        return self._twin(name)

    def _twin(self, point: str) -> int | None:
        """The other half of a divided country that was named: the South, of North Korea."""
        for number in self._recent():
            first, _, rest = self.found[number].reading.name.partition(" ")
            if first in _POINTS and rest and (entries := gazetteer.lookup(f"{point} {rest}")):
                return self.enter(of_entry(entries[0]))
        return None

    def _same_head(self, mention: Mention) -> int | None:
        """The last party spoken of with this noun, or with one this noun can stand for."""
        reading = mention.reading
        assert reading is not None  # noqa: S101 - as above
        noun = reading.role or mention.head.lemma
        kinds = grouped("hypernyms").get(mention.head.lemma, frozenset())
        tests: tuple[Callable[[Cluster], bool], ...] = (
            lambda c: noun in c.heads,
            lambda c: _alike(c.reading, reading) and any(_contains(noun, head) for head in c.heads),
            lambda c: (
                c.reading.kind in kinds and c.reading.named and _fits(mention.head, c.reading)
            ),
        )
        recent = self._recent()
        if kinds - {"country"} and _is_capital(mention):
            recent = [n for n in recent if any(map(_is_capital, self._called(n, mention.head)))]
        for test in tests:
            for number in recent:
                cluster = self.found[number]
                if test(cluster) and not _is_beside(mention, cluster.mentions[-1]):
                    return number
        return None

    def _called(self, number: int, noun: Token) -> list[Mention]:
        """The mentions of a party by this very noun."""
        return [m for m in self.found[number].mentions if m.head.lemma == noun.lemma]

    def _recent(self) -> list[int]:
        """The numbers of the parties, last spoken of first."""
        spoken = [n for n, cluster in enumerate(self.found) if cluster.mentions]
        return sorted(spoken, key=lambda n: -_last_place(self.found[n]))

    def _beside(self, mention: Mention) -> int | None:
        first = _owned_conjunct(mention.sentence, mention.head)
        if first is None:
            return None
        for number in self._recent():
            last = self.found[number].mentions[-1]
            if last.sentence is mention.sentence and last.head is first:
                return number
        return None

    def _antecedent(self, mention: Mention) -> int | None:
        """What a pronoun stands for: the nearest party of its kind, a subject before others."""
        if mention.pronoun == SPEAKER:
            return None
        beside = self._beside(mention)
        if beside is not None:
            return beside
        best: tuple[float, int] | None = None
        for number, cluster in enumerate(self.found):
            for candidate in reversed(cluster.mentions):
                distance = mention.sentence.index - candidate.sentence.index
                if distance > _NEAR:
                    break
                if not _agrees(mention, candidate, cluster.reading):
                    continue
                score = _salience(mention, candidate, distance)
                if best is None or score > best[0]:
                    best = (score, number)
        return best[1] if best else None


def _is_capital(mention: Mention) -> bool:
    """Whether a noun is written as a name, where not all words are: "the Group" is no militia."""
    return (
        mention.head.text[:1].isupper() and mention.sentence.text.upper() != mention.sentence.text
    )


def _is_beside(mention: Mention, other: Mention) -> bool:
    """Whether a mention is coordinated with another: "the general and the leader" are two."""
    return (
        mention.sentence is other.sentence
        and mention.head.head == other.head.index
        and (mention.head.relation == "conj")
    )


def _alike(one: Reading, other: Reading) -> bool:
    """Whether two readings can be of one party by kind; an office and its holder can."""
    return one.kind == other.kind or {one.kind, other.kind} == {"government", "person"}


@lru_cache(maxsize=4096)
def _contains(one: str, other: str) -> bool:
    """Whether one role noun is the other made more precise: minister, foreign minister; inspector,
    inspector general.
    """
    short, long = sorted((one.split(), other.split()), key=len)
    if len(short) == len(long) or short[-1] in _ORDINARY:
        return False
    return long[: len(short)] == short or long[-len(short) :] == short


def _fits(noun: Token, reading: Reading) -> bool:
    """Whether a general noun fits a party: one for one, and a kingdom is officially one."""
    if noun.tag in _PLURAL:
        return False
    if noun.lemma not in _POLITIES or reading.country is None:
        return True
    country = gazetteer.country(reading.country)
    return country is not None and noun.lemma in country.official.lower()


def _last_place(cluster: Cluster) -> int:
    """Where a party was last spoken of; a mere modifier ("U.S. troops") counts as further back."""
    last = cluster.mentions[-1]
    return last.start - (_BACK if last.head.relation in _ASIDE else 0)


def _person_key(text: str) -> tuple[str, ...]:
    """What a person is found again by: the last word of the name."""
    return "person", text.rsplit(maxsplit=1)[-1].casefold()


def _is_surname(mention: Mention) -> bool:
    """Whether a mention may be a surname: one proper noun by itself that names nobody known."""
    return (
        mention.head.pos == "PROPN"
        and " " not in mention.text
        and mention.reading is not None
        and (mention.reading.kind in {"other", "person"})
    )


def _owned_conjunct(sentence: Sentence, pronoun: Token) -> Token | None:
    """The first noun of a coordination whose second is the pronoun's: "Iran and its proxies"."""
    owned = sentence.head(pronoun)
    if pronoun.relation != "poss" or owned is None or owned.relation != "conj":
        return None
    return sentence.head(owned)


def _agrees(pronoun: Mention, candidate: Mention, reading: Reading) -> bool:
    """Whether a pronoun can stand for a mention: by kind and number, and not of its own verb."""
    if candidate.start >= pronoun.start or _is_measure(candidate):
        return False
    if (
        candidate.sentence is pronoun.sentence
        and candidate.head.head == pronoun.head.head
        and pronoun.head.relation != "poss"
    ):
        return False
    if candidate.sentence is pronoun.sentence and _is_own_subject(pronoun, candidate.head):
        return False
    plural = candidate.head.tag in _PLURAL
    if pronoun.pronoun == "person":
        return reading.kind == "person" and not plural
    if pronoun.pronoun == "thing":
        return reading.kind not in {"person", "people"} and not plural
    return plural or reading.kind in _MANY_KINDS


def _is_measure(mention: Mention) -> bool:
    """Whether a phrase only says how many of others there are: the dozens of "dozens of monks"."""
    prepositions = mention.sentence.children(mention.head, "prep")
    return mention.head.lemma in words("partitives") and any(t.lemma == "of" for t in prepositions)


def _relation(mention: Mention) -> str:
    """What a phrase is in its clause: what is counted is what the count is."""
    head, sentence = mention.head, mention.sentence
    of = sentence.head(head) if head.relation == "pobj" else None
    count = sentence.head(of) if of is not None and of.lemma == "of" else None
    if count is None or not (count.pos == "NUM" or count.lemma in words("partitives")):
        return head.relation
    return count.relation


def _is_own_subject(pronoun: Mention, subject: Token) -> bool:
    """Whether a noun is the subject of the verb a pronoun is the object of, through coordination
    and objects ("the army shelled the towns and attacked them", "killed two of them").
    """
    verb = pronoun.sentence.head(pronoun.head)
    if pronoun.head.relation not in {"dobj", "pobj"} or subject.relation not in _SUBJECTS:
        return False
    while verb is not None and verb.relation in {"conj", "xcomp", "prep", "dobj", "pobj"}:
        verb = pronoun.sentence.head(verb)
    return verb is not None and subject.head == verb.index


def _salience(pronoun: Mention, candidate: Mention, distance: int) -> float:
    """How likely a pronoun means a mention: nearer sentences first, subjects before objects,
    parties before things.
    """
    score = -4.0 * distance
    relation = _relation(candidate)
    if relation in _SUBJECTS:
        score += 3.0
    if relation in {*_ASIDE, "poss"}:
        score -= 2.0
    if candidate.reading is not None and candidate.reading.kind in {"other", "place", "document"}:
        score -= 1.5
    return score - (pronoun.start - candidate.end) / 1000.0


def _is_anaphoric(mention: Mention) -> bool:
    """Whether a phrase is short and definite, so that it may stand for what was named before."""
    reading = mention.reading
    if reading is None or reading.named or reading.country or reading.backed_by:
        return False
    if mention.sentence.children(mention.head, "appos"):
        return False  # the name after it says who it is
    first, _, rest = mention.text.partition(" ")
    if not rest and mention.head.relation in {"compound", "nmod"}:
        return True
    names = [
        t for t in mention.sentence.between(mention.start, mention.end)
        if t.text[:1].isupper() and t.entity not in {"DATE", "TIME"} and t.pos != "DET"
        and not (t is mention.head and reading.role)
    ]  # fmt: skip
    return first.lower() in _DEFINITE and bool(rest) and not names


def _fuller(old: Reading, new: Reading) -> Reading:
    """The better of two readings of one party: a name before a description, the longer name,
    and whatever either knows.
    """
    if new == old:
        return old
    lead, other = (
        (new, old) if (new.named, len(new.name)) > (old.named, len(old.name)) else (old, new)
    )
    if lead.key == other.key and lead.named and old.wikidata:
        lead, other = old, new
    country, sectors = lead.country or other.country, lead.sectors or other.sectors
    return replace(
        lead,
        kind=lead.kind if lead.kind != "other" else other.kind,
        role=lead.role or other.role,
        country=country,
        sectors=sectors,
        backed_by=lead.backed_by or other.backed_by,
        code=lead.code if (country, sectors) == (lead.country, lead.sectors) else None,
    )


def _bare(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if first.lower() in _DEFINITE and rest else text


def pronoun_form(token: Token) -> str:
    """What a pronoun can stand for: "person", "thing", "many", "speaker"; "" for other words."""
    return pairs("pronouns").get(token.lemma, "") or pairs("pronouns").get(token.text.lower(), "")
