"""Phrases that name parties of several countries or bodies at once: "Armenian and Azerbaijani
troops", "the presidents of Russia and Ukraine", "envoys from Egypt and Hamas".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente import gazetteer
from detente.reading.actors import read_name

if TYPE_CHECKING:
    from detente.gazetteer import Match
    from detente.reading.actors import Names, Reading
    from detente.reading.coreference import Mention
    from detente.reading.syntax import Sentence, Token

_PLURAL: Final = {"NNS", "NNPS"}
_BEFORE: Final = ("amod", "compound", "nmod", "poss")
_OF: Final = {"of", "from"}
_SEVERAL: Final = 2
_BODIES: Final = {"armed-group", "igo", "party"}
"""Kinds of party that stand beside a state as its like; whoever is theirs speaks for them."""


def parts(whole: Mention, names: Names) -> list[Mention]:
    """The parties of the countries and bodies that a plural phrase names together, each over its
    own words, the last with the noun behind it; none for a phrase that names no two.

    They are mentions whose party is still to be found.
    """
    reading, head = whole.reading, whole.head
    if reading is None or not reading.role or head.tag not in _PLURAL:
        return []
    matches = _named_together(whole.sentence, head, names)
    role = gazetteer.role(head.lemma)
    if role is not None and not all(map(_is_country, matches)):
        reading = replace(reading, kind=role.kind, sectors=role.sectors)  # the body's, as it stood
    found = [_part(whole, reading, match, names.text) for match in matches]
    if matches and matches[0].start > whole.head.start:
        found[0] = _stretched(found[0], names.text, start=whole.start)
    elif matches:
        found[-1] = _stretched(found[-1], names.text, end=whole.end)
    return found


def _part(whole: Mention, reading: Reading, match: Match, text: str) -> Mention:
    word = text[match.start : match.end]
    own = _of_country(whole, reading, match, word) if _is_country(match) else read_name(match)
    return replace(
        whole,
        start=match.start,
        end=match.end,
        text=word,
        reading=own,
        entity=None,
        name=own.name,
    )


def _of_country(whole: Mention, reading: Reading, match: Match, word: str) -> Reading:
    """The reading of a noun as one country's: Armenia's troops."""
    country, noun = match.entries[0].country, whole.head.text
    is_before = match.end <= whole.head.start
    return replace(
        reading,
        key=("nominal", reading.role, country or "", word.casefold()),
        name=f"{word} {noun}" if is_before else f"{noun} of {word}",
        country=country,
        code=gazetteer.actor_code(country, reading.sectors, reading.kind),
    )


def _is_country(match: Match) -> bool:
    return match.entries[0].kind == "country"


def _stretched(
    mention: Mention, text: str, *, start: int | None = None, end: int | None = None
) -> Mention:
    """A mention over more words: the noun belongs to whose name stands beside it."""
    start, end = mention.start if start is None else start, mention.end if end is None else end
    return replace(mention, start=start, end=end, text=text[start:end])


def _named_together(sentence: Sentence, head: Token, names: Names) -> list[Match]:
    """The countries and bodies coordinated before a noun, else behind it; none where it is but
    one.
    """
    before = [t for t in sentence.children(head, *_BEFORE) if t.index < head.index]
    behind = [
        noun
        for preposition in sentence.children(head, "prep")
        if preposition.lemma in _OF
        for noun in sentence.children(preposition, "pobj")
    ]
    for owners in (before, behind):
        found = {
            match.entries[0].country if _is_country(match) else match.entries[0].id: match
            for owner in owners
            for token in _conjuncts(sentence, owner)
            for match in names.within(token.start, token.end)
            if (_is_country(match) or match.entries[0].kind in _BODIES)
            and names.use(match) == "plain"
        }
        if len(found) >= _SEVERAL:
            return sorted(found.values(), key=lambda m: m.start)
    return []


def _conjuncts(sentence: Sentence, token: Token) -> list[Token]:
    found = [token]
    for each in found:
        found += sentence.children(each, "conj")
    return found
