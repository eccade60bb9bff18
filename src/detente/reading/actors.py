"""What a noun phrase says of the party it names: kind, country, sectors, backers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente import gazetteer
from detente.reading.homes import country_around, named_country, organisation
from detente.reading.noun_phrases import phrase as phrase_of
from detente.reading.tables import pairs, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.gazetteer import Entry, Match, Role
    from detente.reading.coreference import Mention
    from detente.reading.noun_phrases import Phrase
    from detente.reading.syntax import Sentence, Token
    from detente.records import EntityKind

_BACKED = re.compile(
    r"[-‐‑–](?:backed|aligned|supported|sponsored|allied|funded|trained|armed|linked|friendly"
    r"|equipped|financed)\b",
    re.IGNORECASE,
)
_LED = re.compile(
    r"[-‐‑–](?:led|based|born|occupied|controlled|held|run|made|administered)\b", re.IGNORECASE
)
_FOR = re.compile(r"\bpro[-‐‑–]\s?$", re.IGNORECASE)
_AGAINST = re.compile(r"\banti[-‐‑–]\s?$", re.IGNORECASE)
_LOCATIVE = {"in", "at", "near", "from", "to", "outside", "around", "into", "across", "inside",
             "through", "over", "toward", "towards", "via", "throughout"}  # fmt: skip
_JOINTS = {"-", "‑", "–", "'", "’"}
_ACTING_NAMES = {"ORG", "PERSON", "NORP", ""}
"""OntoNotes types of names that can act; "" where the parser saw a name but knew no type."""
_TIMES = {"DATE", "TIME"}
NOT_ACTORS = frozenset({"document", "other", "place"})
"""Kinds of entity that do nothing and to whom nothing is done."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase says of who it names.

    `key` is what two phrases share when they name the same party by their words alone; `role` is
    the role noun in its dictionary form, "" for names. `backed_by` and `country` are alpha-3.
    """

    key: tuple[str, ...]
    name: str
    kind: EntityKind
    role: str = ""
    country: str | None = None
    sectors: tuple[str, ...] = ()
    code: str | None = None
    backed_by: tuple[str, ...] = ()
    wikidata: str | None = None
    named: bool = False


class Names:
    """The names of a text that the gazetteer knows, by place in the text."""

    def __init__(self, text: str, published: str | None) -> None:
        self.text = text
        self.matches: Sequence[Match] = gazetteer.find(text, on=published)
        self._starts = [m.start for m in self.matches]

    def within(self, start: int, end: int) -> list[Match]:
        """The names that overlap a stretch of the text."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        return [match for match in self.matches[first:last] if match.end > start]

    def use(self, match: Match) -> str:
        """How a name stands before a noun: "backer" ("Iran-backed", "pro-Iran"), "aside"
        ("U.S.-led", "anti-Iran": neither country nor backer of what follows), or "plain".
        """
        if _BACKED.match(self.text, match.end) or _FOR.search(
            self.text[max(0, match.start - 6) : match.start]
        ):
            return "backer"
        before = self.text[max(0, match.start - 6) : match.start]
        if _LED.match(self.text, match.end) or _AGAINST.search(before):
            return "aside"
        return "plain"


def read(phrase: Phrase, names: Names) -> Reading:
    """Read a noun phrase.

    Returns:
        The reading; `kind` is "other" where the phrase names nobody this program knows of.
    """
    known = _known(phrase, names)
    if known is not None:
        return known
    person = _person_name(phrase)
    if person:
        return _person(phrase, person, names)
    role = _role(phrase)
    if role is not None:
        return _nominal(phrase, role, names)
    if phrase.head.pos == "PROPN" and phrase.head.entity in _ACTING_NAMES:
        return _unknown_name(phrase, names)
    return _other(phrase, names)


def read_name(match: Match, *, place: bool = False) -> Reading:
    """The reading of a name by itself, the first of its entries that fits its use."""
    return of_entry(_chosen(match.entries, place=place))


def _known(phrase: Phrase, names: Names) -> Reading | None:
    """The gazetteer's entry for the head of the phrase, if it has one."""
    head = phrase.head
    covering = [
        m
        for m in names.within(head.start, head.end)
        if head.end <= m.end <= max(phrase.end, head.end)
    ]
    if not covering:
        return None
    match = covering[-1]
    if names.use(match) != "plain":
        return None
    entry = _chosen(match.entries, place=_is_locative(phrase))
    if entry.adjective:
        return _people(phrase, entry)
    reading = of_entry(entry)
    return replace(reading, backed_by=reading.backed_by or _backers(phrase, names))


def _chosen(entries: Sequence[Entry], *, place: bool) -> Entry:
    """A seat of government stands for the government but where something is in, at or from it."""
    if place:
        return next((e for e in entries if e.kind == "place"), entries[0])
    return next((e for e in entries if e.kind != "place"), entries[0])


def _is_locative(phrase: Phrase) -> bool:
    above = phrase.sentence.head(phrase.head)
    return phrase.head.relation == "pobj" and above is not None and above.lemma in _LOCATIVE


def of_entry(entry: Entry) -> Reading:
    """The reading of an entry of the gazetteer."""
    return Reading(
        key=(entry.id, "government" if entry.metonym else ""),
        name=entry.name,
        kind=entry.kind,
        country=entry.country,
        sectors=entry.sectors,
        code=entry.code,
        backed_by=entry.backed_by,
        wikidata=entry.wikidata,
        named=True,
    )


def _people(phrase: Phrase, entry: Entry) -> Reading:
    """A nationality as a noun: "Iraqis", "an Iranian"."""
    return Reading(
        key=("people", entry.country or entry.id),
        name=phrase.text,
        kind="people",
        country=entry.country,
        sectors=("CVL",),
        code=gazetteer.actor_code(entry.country, ("CVL",)),
    )


def _person_name(phrase: Phrase) -> str:
    """The personal name a phrase ends in, without titles; "" if it names no person."""
    head = phrase.head
    before = [t for t in phrase.tokens if t.index <= head.index]
    titled = any(t.text.rstrip(".").lower() in words("titles") for t in before[:-1])
    if head.pos != "PROPN" or (head.entity != "PERSON" and not titled):
        return ""
    run: list[Token] = []
    for token in reversed(before):
        named = token.entity == "PERSON" or (titled and token.pos == "PROPN")
        if not named and not (token.text in _JOINTS and run):
            break
        run.append(token)
    while run and run[-1].text.rstrip(".").lower() in words("titles"):
        run.pop()
    return (
        phrase.sentence.text[
            run[-1].start - phrase.sentence.start : head.end - phrase.sentence.start
        ]
        if run
        else ""
    )


def _person(phrase: Phrase, name: str, names: Names) -> Reading:
    """A person unknown to the gazetteer: title and nationality tell country and sector."""
    role = _title_role(phrase, name) or _apposed_role(phrase)
    country = named_country(phrase, names) or _apposed_country(phrase, names)
    sectors = role.sectors if role else ()
    return Reading(
        key=("person", name.rsplit(maxsplit=1)[-1].casefold()),
        name=name,
        kind="person",
        role=role.word if role else "",
        country=country,
        sectors=sectors,
        code=gazetteer.actor_code(country, sectors),
        named=True,
    )


def _title_role(phrase: Phrase, name: str) -> Role | None:
    """The role in the title before a name: "Iranian Gen. Qassem Soleimani" is a general."""
    before = phrase.text[: phrase.text.rfind(name)].split()
    spelled = [pairs("titles").get(w.rstrip(".").lower(), w) for w in before]
    return gazetteer.role(" ".join(spelled)) if spelled else None


def _apposed_role(phrase: Phrase) -> Role | None:
    """The role in the apposition after a name: "Soleimani, the commander of…"."""
    for apposed in phrase.sentence.children(phrase.head, "appos"):
        before = phrase.sentence.children(apposed, "compound", "amod")
        role = gazetteer.role(" ".join(t.text for t in [*before, apposed]))
        if role is not None:
            return role
    return None


def _apposed_country(phrase: Phrase, names: Names) -> str | None:
    """The country in the apposition after a name: "Haqqani, the interior minister of Chad"."""
    for apposed in phrase.sentence.children(phrase.head, "appos"):
        country = named_country(phrase_of(phrase.sentence, apposed), names)
        if country is not None:
            return country
    return None


def _role(phrase: Phrase) -> Role | None:
    """The longest role noun that ends in the head: "security forces" before "forces"."""
    head = phrase.head
    if head.pos not in {"NOUN", "PROPN", "ADJ", "NUM"}:
        return None
    before = [t.text for t in phrase.tokens if t.index <= head.index]
    return gazetteer.role(" ".join(before)) or role_of(head)


def role_of(noun: Token) -> Role | None:
    """The role a noun by itself names; none in a plural that the role has not: rights are not the
    right.
    """
    role = gazetteer.role(noun.lemma)
    return None if role is not None and noun.tag == "NNS" and not role.plural else role


def _nominal(phrase: Phrase, role: Role, names: Names) -> Reading:
    whose = organisation(phrase, names, role.sectors)
    country = whose.country if whose else country_around(phrase, names, role.sectors)
    sectors = whose.sectors if whose and whose.kind == "armed-group" else role.sectors
    backers = _backers(phrase, names)
    marks = [t.text.casefold() for t in _marking(phrase)]
    home = whose.id if whose else country or ""
    return Reading(
        key=("nominal", role.word, home, *backers, *sorted(marks)),
        name=without_article(phrase.sentence, phrase.start, phrase.end),
        kind=role.kind,
        role=role.word,
        country=country,
        sectors=sectors,
        code=whose.code if whose else gazetteer.actor_code(country, sectors, role.kind),
        backed_by=backers,
        named=phrase.head.pos == "PROPN" and bool(marks),
    )


def _unknown_name(phrase: Phrase, names: Names) -> Reading:
    """A name nobody here knows: of an organisation, a person, it does not matter to who acts."""
    entries = gazetteer.lookup(phrase.head.text)
    if entries and not entries[0].adjective:
        return of_entry(_chosen(entries, place=_is_locative(phrase)))
    country = country_around(phrase, names, ())
    return Reading(
        key=("name", phrase.text.casefold().removeprefix("the ")),
        name=without_article(phrase.sentence, phrase.start, phrase.end),
        kind="other",
        country=country,
        code=country,
        named=True,
    )


def _other(phrase: Phrase, names: Names) -> Reading:
    entries = gazetteer.lookup(phrase.head.text) if phrase.head.pos == "PROPN" else ()
    if entries and not entries[0].adjective:
        return of_entry(_chosen(entries, place=_is_locative(phrase)))
    country = named_country(phrase, names)
    return Reading(
        key=("other", phrase.head.lemma, country or "", str(phrase.start)),
        name=without_article(phrase.sentence, phrase.start, phrase.end),
        kind="other",
        country=country,
        code=country,
    )


def _marking(phrase: Phrase) -> Iterator[Token]:
    """The words that set a party apart from others of its role: capitalised ones before it
    ("Shiite militias"), and whose or what it is of ("the office of the undersecretary").
    """
    for token in phrase.tokens:
        before = token.index < phrase.head.index and token.pos in {"PROPN", "ADJ"}
        if before and token.text[0].isupper() and token.entity not in _TIMES:
            yield token
    for preposition in phrase.sentence.children(phrase.head, "prep"):
        if preposition.lemma == "of":
            yield from phrase.sentence.children(preposition, "pobj")


def without_article(sentence: Sentence, start: int, end: int) -> str:
    """The words of a phrase without article, count and possessor's pronoun, for a name: "more than
    100 U.S. troops" are U.S. troops.
    """
    kept = sentence.between(start, end)
    while len(kept) > 1 and (
        kept[0].pos in {"DET", "NUM", "PUNCT"} or kept[0].text.lower() in words("counting_words")
    ):
        kept = kept[1:]
    first = kept[0].start if kept else start
    return sentence.text[first - sentence.start : end - sentence.start]


def bare_name(mention: Mention) -> str:
    """A person's name as a mention gives it: the run of proper nouns it ends in, without titles."""
    sentence = mention.sentence
    run: list[Token] = []
    inside = sentence.between(mention.start, mention.end)
    for token in reversed([t for t in inside if t.index <= mention.head.index]):
        if token.pos != "PROPN" and token.text not in _JOINTS:
            break
        run.insert(0, token)
    while len(run) > 1 and (
        run[0].text.rstrip(".").lower() in words("titles") or run[0].text in _JOINTS
    ):
        run.pop(0)
    if not run:
        return mention.text
    return sentence.text[run[0].start - sentence.start : run[-1].end - sentence.start]


def _backers(phrase: Phrase, names: Names) -> tuple[str, ...]:
    backers = [
        m.entries[0].country
        for m in names.within(phrase.start, phrase.end)
        if names.use(m) == "backer"
    ]
    backers += [
        match.entries[0].country
        for clause in phrase.sentence.children(phrase.head, "acl")
        if clause.lemma in words("backing_verbs")
        for agent in phrase.sentence.children(clause, "agent")
        for noun in phrase.sentence.children(agent, "pobj")
        for match in names.within(noun.start, noun.end)
    ]
    return tuple(dict.fromkeys(c for c in backers if c))
