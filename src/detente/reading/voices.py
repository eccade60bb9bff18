"""Who speaks where: attributions with their parties found, and the chains they make."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.reading.arguments import giver
from detente.reading.attribution import UNSAID
from detente.reading.functions import coordinated, is_named_apart, is_passive, of_verb
from detente.reading.tables import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.reading.attribution import Attribution, Extent, Place
    from detente.reading.coreference import Mention
    from detente.reading.entities import Cast
    from detente.reading.events import Happening
    from detente.reading.quotes import Quotations
    from detente.reading.syntax import Sentence

_QUOTE = {"quote", "cite", "carry", "publish"}
_ADDRESSED = {"asks", "intends"}
"""Attitudes of what is wanted of whoever it is said to: they pass nothing on."""
_CARRIERS = {"document", "media"}
"""Kinds of thing that carry words: statements, reports, newspapers."""
_FORCE = {"ASSAULT", "COERCE"}
_TELLERS = {"media", "ngo"}
_TELLING = {"MED", "JRN", "HLT"}
"""Sectors of those who tell of force, and use none."""


@dataclass(slots=True)
class Voice:
    """An attribution of words said whose source the text names; `parent` is the voice that it is
    reported by.
    """

    attribution: Attribution
    source: Mention
    audience: Mention | None
    parent: int | None


class Voices:
    """The voices of a document, in order of their cues."""

    def __init__(
        self, attributions: Sequence[Attribution], sentences: Sequence[Sentence], cast: Cast
    ) -> None:
        self._cast = cast
        self._sentences = sentences
        self.found: list[Voice] = []
        place: dict[int, int] = {}
        for number, attribution in enumerate(attributions):
            if attribution.attitude == UNSAID:
                continue
            source = self._mention(attribution.source, attribution.source_head)
            if source is None or self._is_header(attribution, source):
                continue
            place[number] = len(self.found)
            audience = self._mention(attribution.audience, attribution.audience_head)
            self.found.append(Voice(attribution, source, audience, attribution.parent))
        self.found += [
            replace(voice, source=other)
            for voice in self.found
            for other in self._speaking_with(voice)
        ]
        for number, voice in enumerate(self.found):
            parent = self._known(voice.parent, place, attributions)
            voice.parent = None if self._leads_to(number, parent) else parent

    def _speaking_with(self, voice: Voice) -> list[Mention]:
        """Who says the same in one breath: Amnesty in "Human Rights Watch and Amnesty said", the
        army in "the ministry and the army said", but nobody in "the minister and chairman said".
        """
        sentence, place = voice.source.sentence, voice.attribution.source_head
        if place is None or self._sentences[place.sentence] is not sentence:
            return []
        others = coordinated(sentence, sentence[place.token])[1:]
        named = (t for t in others if t.pos == "PROPN" or is_named_apart(sentence, t))
        found = (self._cast.mention(sentence, t) for t in named)
        return [m for m in found if m is not None and m.entity not in {None, voice.source.entity}]

    def innermost(self, start: int) -> int | None:
        """The number of the innermost voice whose words stand at an offset; None for the
        publisher's own.
        """
        inside = [
            (extent.end - extent.start, number)
            for number, voice in enumerate(self.found)
            for extent in voice.attribution.content
            if extent.start <= start < extent.end
        ]
        return min(inside)[1] if inside else None

    def reporting(self, start: int, end: int) -> int | None:
        """The number of the voice that reports what a word does: the one whose words it stands
        in, or, where the word is itself a cue, the one that reports that.
        """
        for voice in self.found:
            cue = voice.attribution.cue
            if cue.start <= start and end <= cue.end:
                return voice.parent
        return self.innermost(start)

    def bystanders(self, happening: Happening) -> list[Mention]:
        """Who only tells of a happening of force or does not hold who was held: the source of the
        words it stands in, if that reports by calling, or asks for those whom it befell.
        """
        number = self.reporting(happening.trigger.start, happening.trigger.end)
        if number is None or happening.type not in _FORCE:
            return []
        voice = self.found[number]
        reading = self._cast.reading(voice.source)
        asks = voice.attribution.attitude == "asks" and happening.trigger.relation == "acl"
        tells = reading is not None and (
            reading.kind in _TELLERS or not _TELLING.isdisjoint(reading.sectors)
        )
        return [voice.source] if asks or tells else []

    def chain(self, number: int) -> list[Mention]:
        """Through whom a voice's words came, outermost first, itself last.

        Whoever was told and reports elsewhere in the document passed the words on.
        """
        voice = self.found[number]
        above = self.chain(voice.parent) if voice.parent is not None else []
        known = {m.entity for m in (*above, voice.source)}
        above += [m for m in self._carriers(voice) if m.entity not in known]
        tells = voice.attribution.attitude not in _ADDRESSED
        if tells and voice.audience is not None and self._reports(voice.audience, above):
            above.append(voice.audience)
        if above and above[-1].entity is not None and above[-1].entity == voice.source.entity:
            return above
        return [*above, voice.source]

    def _carriers(self, voice: Voice) -> list[Mention]:
        """What carried a voice's words, whoever published that first: "in a statement carried by
        the agency, the army said…", "an adviser quoted in the report said…", "a medic cited by the
        agency said…".
        """
        sentence = voice.source.sentence
        place = voice.attribution.cue_head
        cue = self._sentences[place.sentence][place.token]
        carried = (
            of_verb(sentence, cue)["in"] if self._sentences[place.sentence] is sentence else []
        )
        for clause in sentence.children(voice.source.head, "acl", "relcl"):
            if clause.lemma in _QUOTE:
                slots = of_verb(sentence, clause)
                by = slots["subj"] if is_passive(sentence, clause) else slots["by"]
                carried += [*slots["in"], *by]
        found: list[Mention] = []
        for noun in carried:
            mention = self._cast.mention(sentence, noun)
            if mention is not None and self._cast.kind(sentence, noun) in _CARRIERS:
                publisher = giver(self._cast, sentence, noun)
                found += [m for m in (publisher, mention) if m is not None]
        return found

    def _reports(self, audience: Mention, above: Iterable[Mention]) -> bool:
        """Whether an audience is itself a source of the document, and not yet in the chain."""
        if audience.entity is None or any(m.entity == audience.entity for m in above):
            return False
        reading = self._cast.reading(audience)
        if reading is not None and reading.kind == "media":
            return True
        return any(
            voice.source.entity == audience.entity or self._same_office(voice.source, audience)
            for voice in self.found
        )

    def _same_office(self, source: Mention, audience: Mention) -> bool:
        """Whether one role is the other made precise: an inspector, an inspector general."""
        one, other = self._cast.reading(source), self._cast.reading(audience)
        if one is None or other is None or not one.role or not other.role:
            return False
        return one.role in other.role or other.role in one.role

    def _is_header(self, attribution: Attribution, source: Mention) -> bool:
        """Whether a colon ends the label of a line ("Subject:"), not the name of who speaks."""
        cue = attribution.cue
        sentence = source.sentence
        is_colon = sentence.text[cue.start - sentence.start : cue.end - sentence.start] == ":"
        first = sentence.between(source.start, source.end)[:1]
        return is_colon and bool(first) and first[0].lemma in words("header_words")

    def _mention(self, extent: Extent | None, place: Place | None) -> Mention | None:
        """The party a phrase names, by its head."""
        if extent is None or place is None:
            return None
        sentence = self._sentences[place.sentence]
        head = sentence[place.token]
        party = self._cast.mention(sentence, head) or self._cast.modifier(head)
        if party is not None and self._cast.kind(sentence, head) == "other":
            return giver(self._cast, sentence, head) or party
        return party

    def _known(
        self, parent: int | None, place: dict[int, int], attributions: Sequence[Attribution]
    ) -> int | None:
        """The nearest reporting attribution that has a source, by its number among the voices."""
        passed: set[int] = set()
        while parent is not None and parent not in place and parent not in passed:
            passed.add(parent)
            parent = attributions[parent].parent
        if parent is not None and parent not in place:
            return None
        return None if parent is None else place[parent]

    def _leads_to(self, number: int, above: int | None) -> bool:
        """Whether a voice would be reported by itself, of those whose parents are settled."""
        while above is not None and above != number:
            above = self.found[above].parent if above < number else None
        return above == number

    def name_speakers(self, publisher: str | None, quotations: Quotations) -> None:
        """Let "I" and "we" name whoever speaks: the source of the words they stand in; outside all
        quotation marks whoever the text says "we" are, else its publisher.
        """
        ours = None
        for mention in self._cast.speakers():
            number = self.innermost(mention.start)
            if mention.entity is not None:
                ours = mention.entity
            elif number is not None and self.found[number].source.start != mention.start:
                mention.entity = self.found[number].source.entity
            elif quotations.at(mention.start) is None:
                if ours is None and publisher:
                    ours = self._cast.enter_publisher(publisher)
                mention.entity = ours
            if mention.entity is not None:
                self._cast.clusters.found[mention.entity].mentions.append(mention)
