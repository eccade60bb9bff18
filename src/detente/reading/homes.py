"""Which country a phrase gives the party it names: by adjective, possessor, town, or place."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from detente import gazetteer
from detente.reading.noun_phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.gazetteer import Entry, Place
    from detente.reading.actors import Names
    from detente.reading.noun_phrases import Phrase
    from detente.reading.syntax import Sentence, Token

_LARGE: Final = 100_000
"""A town before a noun tells a country if it has so many people: smaller ones are often names of
persons, firms and things."""
_NAMING: Final = {"GPE", "LOC", "ORG", "FAC"}
"""OntoNotes types of names that may begin with a town's: "Kano State Police"."""
_POINTS: Final = {"central", "east", "eastern", "north", "northern", "south", "southern", "west",
                  "western"}  # fmt: skip
"""Regions are called so in many countries; alone they tell none."""
_WITHIN: Final = {"in", "from", "at", "inside", "within"}
_OFFICIALS: Final = {"GOV"}
"""Sectors of a role that says for whom somebody speaks, and not what that is."""
_ABROAD: Final = {"MIL", "IGO", "NGO"}
"""Sectors of those who are often in a country that is not theirs: "troops in Mali"."""


def named_country(found: Phrase, names: Names) -> str | None:
    """The country a phrase names for its head: "Iraqi forces", "Iraq's parliament", "Basra police",
    "a Lyon court".
    """
    return _by_name(found.start, found.end, names) or _by_town(found)


def country_around(found: Phrase, names: Names, sectors: Sequence[str]) -> str | None:
    """The country named for the head of a phrase, else that of the place it is said to be in or
    from: "the supreme court in Delhi".

    Args:
        found: The phrase.
        names: The names of the text.
        sectors: Of the party.
    """
    own = named_country(found, names)
    if own is not None or _ABROAD & set(sectors):
        return own
    for noun in _places(found.sentence, found.head):
        country = named_country(phrase(found.sentence, noun), names)
        if country is not None:
            return country
    return None


def organisation(found: Phrase, names: Names, sectors: Sequence[str]) -> Entry | None:
    """The organisation of states that a party is said to be of: "NATO forces", "the AU's mission",
    "troops of the African Union"; of officials the armed group too: "Hezbollah representatives".

    Args:
        found: The party's phrase.
        names: The names of the text.
        sectors: Of the party.
    """
    kinds = {"igo", "armed-group"} if _OFFICIALS & set(sectors) else {"igo"}
    sentence = found.sentence
    owners = (
        phrase(sentence, noun)
        for preposition in sentence.children(found.head, "prep")
        if preposition.lemma == "of"
        for noun in sentence.children(preposition, "pobj")
    )
    for each in (found, *owners):
        for match in names.within(each.start, each.end):
            if names.use(match) == "plain" and match.entries[0].kind in kinds:
                return match.entries[0]
    return None


def _by_name(start: int, end: int, names: Names) -> str | None:
    for match in names.within(start, end):
        if names.use(match) == "plain":
            for entry in match.entries:
                if entry.country and entry.kind != "person":
                    return entry.country
    return None


def _by_town(found: Phrase) -> str | None:
    """The country of the first town or region that a name in the phrase begins with."""
    text, at = found.sentence.text, found.sentence.start
    for is_name, tokens in groupby(found.tokens, key=_may_name_place):
        words = list(tokens) if is_name else []
        for end in range(len(words), 0, -1):
            if end == 1 and (not words[0].entity or words[0].text.lower() in _POINTS):
                break  # of words the parser holds for no name, a single one is not trusted
            known = gazetteer.places(text[words[0].start - at : words[end - 1].end - at])
            trusted = [p.country for p in known if p.country and _is_telling(p, end)]
            if trusted:
                return trusted[0]
    return None


def _is_telling(place: Place, words: int) -> bool:
    """Whether a place of a name of so many words is large, or a base, a crossing and the like."""
    return place.population >= _LARGE or (words > 1 and not place.population)


def _may_name_place(token: Token) -> bool:
    if token.pos == "PROPN":
        return not token.entity or token.entity in _NAMING
    return token.text[:1].isupper() and token.entity in _NAMING


def _places(sentence: Sentence, head: Token) -> Iterator[Token]:
    """What a noun is said to be in or from."""
    for preposition in sentence.children(head, "prep"):
        if preposition.lemma in _WITHIN:
            yield from sentence.children(preposition, "pobj")
