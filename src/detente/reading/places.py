"""Where it happened: the place named nearest to an event word, and where that is on the map."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from detente import gazetteer
from detente.reading.nearness import steps
from detente.reading.noun_phrases import phrase
from detente.reading.toponyms import Toponyms
from detente.records import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from detente.reading.coreference import Mention
    from detente.reading.entities import Cast
    from detente.reading.events import Happening
    from detente.reading.heads import Answers
    from detente.reading.syntax import Sentence, Token

_AT = {
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "around",
    "off",
    "along",
    "across",
    "throughout",
    "through",
    "on",
}
_ENTERED = {"visit", "tour", "enter", "reach"}
_TIMES = {"DATE", "TIME"}
_TOWNS = {"city", "capital"}
_ON_THE_GROUND = {"COERCE", "MOBILIZE", "RETREAT"}
_NAMES_OF_PLACES = {"GPE", "LOC"}
"""OntoNotes types of names of places: towns that are known by their place alone."""
_FAR = 14
"""A place further than this many steps of the tree is somebody else's."""


class Atlas:
    """The places of a document.

    Args:
        cast: Its parties.
        answers: What the trained heads say of it; without them only the gazetteer finds names.
    """

    def __init__(self, cast: Cast, answers: Answers | None = None) -> None:
        self._cast = cast
        tagged = answers.tagged("place_name") if answers is not None else ()
        spans = [(found.start, found.end) for found in tagged]
        self._toponyms = Toponyms(cast.names.text, cast.names.matches, spans)

    def locate(
        self,
        happening: Happening,
        allowed: Callable[[int], bool],
        apart: Collection[int] = frozenset(),
    ) -> Location | None:
        """Where a happening took place: the nearest place its sentence says something is at, else
        the place that was hit ("two Iraqi bases"); None where the sentence names none.

        Args:
            happening: The happening.
            allowed: Whether what stands at an offset may tell its place: not somebody else's words.
            apart: The indices of the words of other events in the sentence.
        """
        sentence = happening.sentence
        near = sorted(
            (min(steps(sentence, t, noun, apart=apart) for t in happening.parts), noun.index)
            for noun in _nouns_of_place(sentence)
            if allowed(noun.start)
        )
        for distance, index in near:
            location = self._location(sentence, sentence[index]) if distance <= _FAR else None
            if location is not None:
                return location
        hit = next((m for m in happening.recipients if self._is_site(happening, m)), None)
        return self._site(hit) if hit is not None else self._struck(happening)

    def _location(self, sentence: Sentence, noun: Token) -> Location | None:
        """The place a noun names: by its own name, else, for a noun of place, by the name it is
        told by ("the city of Kirkuk") or the country ("Iraqi bases").
        """
        if noun.entity in _TIMES:
            return None
        is_name = noun.pos == "PROPN"
        named = self._named(sentence, noun) if is_name else self._region(sentence, noun)
        if is_name or named is not None:
            return named
        whole = phrase(sentence, noun)
        mention = self._cast.mention(sentence, noun)
        reading = self._cast.reading(mention) if mention is not None else None
        if reading is not None and reading.kind == "country":
            return Location(
                name=reading.name, country=reading.country, start=whole.start, end=whole.end
            )
        if reading is None or reading.kind != "place":
            return None
        for token in whole.tokens:
            if token.pos == "PROPN" and token.relation in {"pobj", "compound", "appos"}:
                found = self._named(sentence, token)
                if found is not None and found.latitude is not None:
                    return found
        return self._by_country(whole.start, whole.end, whole.text)

    def _region(self, sentence: Sentence, noun: Token) -> Location | None:
        """The region of a noun for a rank with a name before it: "Kaduna state"."""
        names = [t for t in sentence.children(noun, "compound", "nmod") if t.pos == "PROPN"]
        if not names or noun.pos != "NOUN":
            return None
        name = sentence.text[names[0].start - sentence.start : noun.end - sentence.start]
        place = self._toponyms.place(name)
        is_region = place is not None and place.kind == "region"
        return self.called(name, names[0].start) if is_region else None

    def _named(self, sentence: Sentence, token: Token) -> Location | None:
        """The place of a name, the one in a country the document speaks of before others."""
        start, end = _name(sentence, token)
        name = sentence.text[start - sentence.start : end - sentence.start]
        if self._is_no_town(sentence, token, name):
            return None
        return self.called(name, start)

    def _is_no_town(self, sentence: Sentence, token: Token, name: str) -> bool:
        """Whether "the Temple" is a temple and not the town: towns have no article but of their
        own.
        """
        if not any(t.text.lower() == "the" for t in sentence.children(token, "det")):
            return False
        town = self._toponyms.place(name)
        return town is not None and town.kind in _TOWNS and not town.name.startswith("The ")

    def called(self, name: str, start: int) -> Location | None:
        """The place of a name that stands at an offset; None if the gazetteer has none."""
        end = start + len(name)
        entries = [e for e in gazetteer.lookup(name) if e.kind == "country" and not e.adjective]
        if entries:
            return Location(name=entries[0].name, country=entries[0].country, start=start, end=end)
        best = self._toponyms.place(name)
        if best is None:
            return None
        return Location(
            name=best.name,
            country=best.country,
            latitude=best.latitude,
            longitude=best.longitude,
            geonames=best.geonames,
            start=start,
            end=end,
        )

    def around(self, start: int) -> Location | None:
        """Where a name of no known place lies that stands at an offset: where its nearest
        neighbour in the text does, a town or a region of the country that has most of them.
        """
        near = self._towns
        return min(near, key=lambda town: abs((town.start or 0) - start), default=None)

    @cached_property
    def _towns(self) -> list[Location]:
        """The towns and regions that the document names of the country it names most of."""
        named = [self.called(name, start) for start, name in self._toponyms.names]
        towns = [each for each in named if each and each.country and each.latitude is not None]
        most = Counter(each.country for each in towns).most_common(1)
        return [each for each in towns if each.country == most[0][0]]

    def _by_country(self, start: int, end: int, name: str) -> Location | None:
        """A place without a name of its own, in the country its phrase names: "Iraqi bases"."""
        for mention in self._cast.named_within(start, end):
            if mention.reading is not None and mention.reading.country:
                return Location(name=name, country=mention.reading.country, start=start, end=end)
        return None

    def _is_site(self, happening: Happening, mention: Mention) -> bool:
        """Whether what something was done to is a place where it was done: a place that is no
        party, a town that force was used against, a country that was attacked or visited.
        """
        kind = mention.reading.kind if mention.reading is not None else "other"
        if kind == "place":
            return True
        at, entity = mention.head.start, mention.head.entity
        is_name = mention.head.pos == "PROPN" and entity in _NAMES_OF_PLACES
        is_name |= not entity and any(s <= at < s + len(n) for s, n in self._toponyms.names)
        struck = happening.type == "ASSAULT" or happening.mode == "visit"
        if kind == "country":
            return is_name and struck
        return is_name and kind == "other" and (struck or happening.type in _ON_THE_GROUND)

    def _site(self, mention: Mention) -> Location | None:
        return self._location(mention.sentence, mention.head)

    def _struck(self, happening: Happening) -> Location | None:
        """The place a strike was on, where those in it were read as hit: "bases housing troops"."""
        for preposition in ("on", "at", "against"):
            for child in happening.sentence.children(happening.trigger, "prep"):
                if child.lemma != preposition:
                    continue
                for noun in happening.sentence.children(child, "pobj"):
                    if self._cast.kind(happening.sentence, noun) == "place":
                        return self._location(happening.sentence, noun)
        return None


def _nouns_of_place(sentence: Sentence) -> Iterator[Token]:
    """The nouns something is said to be at, in or near, and what is entered: "visited Oslo"."""
    for token in sentence:
        above = sentence.head(token)
        if above is None:
            continue
        if token.relation == "pobj" and above.lemma in _AT:
            yield token
        if token.relation == "dobj" and above.lemma in _ENTERED and token.entity == "GPE":
            yield token


def _name(sentence: Sentence, token: Token) -> tuple[int, int]:
    """The extent of the name a proper noun belongs to: the run of capitalised words around it."""
    first = last = token.index
    while first > 0 and _continues(sentence[first - 1]):
        first -= 1
    while last + 1 < len(sentence) and _continues(sentence[last + 1]):
        last += 1
    return sentence[first].start, sentence[last].end


def _continues(token: Token) -> bool:
    return token.pos == "PROPN" and token.relation in {"compound", "nmod", "pobj", "poss"}
