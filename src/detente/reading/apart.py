"""Events told by how far they lie from another: "…, four days after rebels shot down a jet"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from detente import dates
from detente.reading import numerals, times_calendar
from detente.reading.times import Time
from detente.reading.times_grammar import words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from detente.reading.syntax import Sentence, Token

_ONE = {"a", "an"}
_STEPS = {"after": -1, "before": 1}
"""Where the event under the word lies: "days after the raid" puts the raid days earlier."""


class Apart(NamedTuple):
    """How far an event lies from what `other` tells: `steps` units, earlier if negative."""

    other: Token
    start: int
    end: int
    unit: str
    steps: int

    def date(self, from_edtf: str) -> str | None:
        """The event's date, if the date it is counted from is as fine as the unit; else None."""
        first, last = dates.bounds(from_edtf)
        low, high = (self._reached(day) for day in (first, last))
        return low if low == high else None

    def _reached(self, day: dt.date) -> str:
        reached = times_calendar.shift(day, self.unit, self.steps)
        if self.unit in {"day", "week"}:
            return dates.day(reached)
        return times_calendar.around(reached, self.unit)

    def time(self, edtf: str | None) -> Time:
        """The words that tell it, as a time with that date."""
        reason = "" if edtf else "no date that it could be counted from"
        return Time(self.start, self.end, "date", edtf, anchored=True, reason=reason)


def told(sentence: Sentence, trigger: Token) -> Apart | None:
    """How far an event lies from the one whose clause it is told with; None if nothing says so.

    Args:
        sentence: The sentence of both.
        trigger: The event's word: the verb under "after", or what the preposition leads to.
    """
    for link, other in _links(sentence, trigger):
        step = _STEPS.get(link.lemma)
        tops = (trigger, link) if link.relation == "mark" else (link,)
        for noun in (each for top in tops for each in sentence.children(top, "npadvmod")):
            unit = words("unit").get(noun.text.lower())
            count = _count(sentence, noun)
            if step and unit and count and noun.index < link.index:
                start = sentence.subtree(noun)[0].start
                return Apart(other, start, link.end, unit, step * count)
    return None


def _links(sentence: Sentence, trigger: Token) -> Iterator[tuple[Token, Token]]:
    """The words that may tie the event to another, each with that other's word."""
    above = sentence.head(trigger)
    if above is None:
        return
    if trigger.relation == "advcl":
        yield from ((mark, above) for mark in sentence.children(trigger, "mark"))
    if trigger.relation in {"pobj", "pcomp"} and above.pos in {"ADP", "SCONJ"}:
        other = sentence.head(above)
        if other is not None:
            yield above, other


def _count(sentence: Sentence, noun: Token) -> int | None:
    for below in sentence.children(noun, "nummod", "det"):
        number = 1 if below.text.lower() in _ONE else numerals.value(below.text)
        if number:
            return number
    return None
