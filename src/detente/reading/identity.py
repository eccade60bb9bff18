"""One happening, one event: which mentions in a document speak of the same event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import token_set_ratio

from detente import dates
from detente.reading.tables import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.reading.casualties import Toll
    from detente.reading.coreference import Mention
    from detente.reading.entities import Cast
    from detente.reading.events import Happening
    from detente.reading.times import Time
    from detente.records import Location

_SPEECH = {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONSULT"}
_REAL = {"occurred", "ongoing"}
_HARM = "ASSAULT"
_MAIN = {"ROOT", "conj", "ccomp"}
"""Relations of verbs that tell what a sentence is about."""
_OPEN = {"planned", "proposed", "hypothetical", "threatened"}
"""What has not happened yet. What did not happen may be the harm of an attack that did."""
_CLAUSES = ("relcl", "acl", "advcl", "conj")
_LEAD = 3
"""The title and the first paragraphs tell what later ones tell again."""
_STEM = 4
"""Words of one stem share at least this many letters."""
_ALIKE = 85
"""Two reports of one speech act share this much of their words, of 100."""


@dataclass(frozen=True, slots=True)
class Dating:
    """The time that dates a happening, and where it stands: its "sentence", an earlier one of the
    "paragraph", or the "heading" of its part.
    """

    time: Time
    where: str


@dataclass(frozen=True, slots=True)
class Report:
    """A happening with what else is said of it."""

    happening: Happening
    dating: Dating | None
    place: Location | None
    tolls: Sequence[Toll]

    @property
    def date(self) -> str | None:
        """When it happened (EDTF); None if that is unknown."""
        return self.dating.time.edtf if self.dating else None


def group(reports: Iterable[Report], cast: Cast) -> list[list[Report]]:
    """The reports that speak of one event, together; each group in order of the text.

    A mention with nobody around it ("the strike") joins the event it speaks of; one that speaks of
    none is left out, unless it tells how many were hurt, or when.
    """
    groups: list[list[Report]] = []
    for report in reports:
        known = next((g for g in reversed(groups) if _same(g, report, cast)), None)
        if known is not None:
            known.append(report)
        elif _stands_alone(report):
            groups.append([report])
    return groups


def _stands_alone(report: Report) -> bool:
    """Whether a report tells an event by itself: of somebody, how many it killed, or when."""
    happening = report.happening
    if happening.actors or happening.recipients or happening.is_telling:
        return True
    counts = any(t.low for t in report.tolls)
    return happening.status in _REAL and (counts or _has_its_own_date(report))


def _has_its_own_date(report: Report) -> bool:
    """Whether the very phrase of a noun says when: "a similar arrest in March"."""
    happening = report.happening
    if report.dating is None or report.dating.where != "sentence" or report.date is None:
        return False
    time, noun = report.dating.time, happening.trigger
    inside = happening.sentence.subtree(noun, without=_CLAUSES) if noun.pos == "NOUN" else ()
    return any(time.start <= t.start < time.end for t in inside)


def _same(known: Sequence[Report], report: Report, cast: Cast) -> bool:
    """Whether a report speaks of the event others report."""
    happening = report.happening
    first = known[0].happening
    if happening.type != first.type or _determiner(happening) in words("new_event_words"):
        return False
    if not happening.actors and not happening.recipients:
        both_open = (happening.status in _OPEN) == (first.status in _OPEN)
        return (
            _points_back(happening)
            and both_open
            and any(_is_pointed_at(r.happening, happening) for r in known)
        )
    if (happening.status in _REAL) != (first.status in _REAL):
        return False
    if _is_harm_after(known[-1], report):
        return not _conflict(known[-1], report)
    if any(_conflict(r, report) for r in known):
        return False
    return any(_alike(r, report, cast) for r in known)


def _is_harm_after(attack: Report, report: Report) -> bool:
    """Whether a report only tells whom the attack of the sentence before hurt: a shell hit the
    ship, and two sailors were wounded.
    """
    one, harm = attack.happening, report.happening
    verbs = words("harm_verbs")
    is_next = harm.sentence.index == one.sentence.index + 1
    is_beside = is_next and one.sentence.paragraph == harm.sentence.paragraph
    is_attack = one.type == _HARM and one.trigger.lemma not in verbs and not attack.tolls
    is_harm = harm.trigger.lemma in verbs and harm.parts == [harm.trigger] and not harm.actors
    is_told = harm.trigger.relation in _MAIN and any(
        harm.sentence.children(harm.trigger, "nsubjpass")
    )
    counts = any(t.low is not None for t in report.tolls)
    return is_beside and is_attack and is_harm and is_told and counts


def _is_pointed_at(known: Happening, mention: Happening) -> bool:
    """Whether a bare noun can mean an event: by the same word, and one is not many."""
    one, other = known.trigger, mention.trigger
    return _same_word(known, mention) and (one.pos == "VERB" or one.tag == other.tag)


def _alike(one: Report, other: Report, cast: Cast) -> bool:
    """Whether two reports of no conflict have the parties and the words of one event."""
    first, second = one.happening, other.happening
    actors = _sides(first.actors, second.actors, cast)
    recipients = _sides(first.recipients, second.recipients, cast)
    if actors is False or recipients is False or not (actors or recipients):
        return False
    if _same_victim(first, second, cast):
        return True
    retold = _is_retold(first, second)
    if retold and first.sentence.paragraph == 0 and second.sentence.paragraph < _LEAD:
        return _same_word(first, second) or _agree(one, other)
    if first.type in _SPEECH:
        return retold and _worded_alike(first, second)
    if not _same_word(first, second) and not (first.mode and first.mode == second.mode):
        return False
    both = bool(actors and recipients)
    return _points_back(second) or (retold and (both or _agree(one, other)))


def _agree(one: Report, other: Report) -> bool:
    """Whether two reports give one toll or one town."""
    tolls = {(t.kind, t.low, t.high) for t in one.tolls} & {
        (t.kind, t.low, t.high) for t in other.tolls
    }
    towns = {r.place.name for r in (one, other) if r.place and r.place.latitude is not None}
    return bool(tolls) or (len(towns) == 1 and one.place is not None and other.place is not None)


def _is_retold(first: Happening, second: Happening) -> bool:
    """Whether the first is told in the title or the lead, and told again in another paragraph."""
    return first.sentence.paragraph < min(_LEAD, second.sentence.paragraph)


def _worded_alike(first: Happening, second: Happening) -> bool:
    one, other = (
        h.sentence.text[h.start - h.sentence.start : h.end - h.sentence.start]
        for h in (first, second)
    )
    return token_set_ratio(one, other) >= _ALIKE


def _conflict(one: Report, other: Report) -> bool:
    """Whether two reports cannot be of one event: other days, other tolls."""
    if one.date and other.date and not dates.overlap(one.date, other.date):
        return True
    if one.place and other.place and _apart(one.place, other.place):
        return True
    for first in one.tolls:
        for second in other.tolls:
            if first.kind == second.kind and _differ(first, second):
                return True
    return False


def _apart(one: Location, other: Location) -> bool:
    """Whether two places are not one: in two countries, or two towns."""
    if one.country and other.country and one.country != other.country:
        return True
    return one.name != other.name and one.latitude is not None and other.latitude is not None


def _differ(one: Toll, other: Toll) -> bool:
    return one.low is not None and other.low is not None and one.low != other.low


def _sides(one: Sequence[Mention], other: Sequence[Mention], cast: Cast) -> bool | None:
    """Whether two lists name the same side: None where one of them names nobody."""
    if not one or not other or _of_places(one) != _of_places(other):
        return None
    return any(_same_party(a, b, cast) for a in one for b in other)


def _of_places(mentions: Sequence[Mention]) -> bool:
    """Whether a side is but places: a town that was hit, not who was in it."""
    return all(m.reading is not None and m.reading.kind == "place" for m in mentions)


def _same_party(one: Mention, other: Mention, cast: Cast) -> bool:
    """One entity; or one country, where nothing else tells the two apart."""
    if one.entity is not None and one.entity == other.entity:
        return True
    first, second = cast.reading(one), cast.reading(other)
    if first is None or second is None:
        return False
    if not first.country or not second.country:
        return bool(first.role) and first.role == second.role and not (first.named or second.named)
    if first.country != second.country:
        return False
    if first.named and second.named and first.kind == second.kind:
        return False
    shared = set(first.sectors) & set(second.sectors)
    return bool(shared) or not first.sectors or not second.sectors


def _same_victim(first: Happening, second: Happening, cast: Cast) -> bool:
    """Nobody is killed twice: two reports of harm to one person, if named, are of one event."""
    if first.type != _HARM:
        return False
    one = {m.entity for m in first.recipients if m.entity is not None}
    both = [m for m in second.recipients if m.entity in one]
    readings = [cast.reading(m) for m in both]
    return any(r is not None and r.kind == "person" and r.named for r in readings)


def _same_word(one: Happening, other: Happening) -> bool:
    if {one.trigger.lemma, other.trigger.lemma} & words("general_event_nouns"):
        return True
    return any(_same_stem(a.lemma, b.lemma) for a in one.parts for b in other.parts)


def _same_stem(one: str, other: str) -> bool:
    """Whether two words are of one stem: "shell" and "shelling", "deploy" and "deployment"."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= _STEM and long.startswith(short))


def _determiner(happening: Happening) -> str:
    found = happening.sentence.children(happening.trigger, "det", "amod", "nummod")
    return next((t.text.lower() for t in found if t.text.lower() in words("new_event_words")), "")


def _points_back(happening: Happening) -> bool:
    """Whether a noun is definite: it speaks of what is known."""
    return any(
        t.text.lower() in words("definite_words")
        for t in happening.sentence.children(happening.trigger, "det", "poss")
    )
