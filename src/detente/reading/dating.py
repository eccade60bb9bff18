"""When it happened: which of the times of a text dates an event."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente import dates
from detente.reading.apart import told
from detente.reading.functions import is_bare
from detente.reading.nearness import steps
from detente.reading.presupposed import is_known
from detente.reading.sentences import is_dateline

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from detente.reading.syntax import Sentence, Token
    from detente.reading.times import Time

_DEFINING: Final = {"acl", "relcl"}
_UNTIL: Final = {"before", "until", "till"}
"""What leads to a clause on something later."""
_STOPS: Final = tuple('.!?”"')
_HEADING: Final = 8
"""The heading of a dated part has at most so many words: "Strike release 10/17/2016"."""
_FINE: Final = len("2016-10")
_PARTS: Final = 2
_RECENT: Final = dt.timedelta(days=14)
"""What "has happened" is told of no earlier day than this before publication."""
_ON: Final = "/.."
"""The end of a date that goes on from a day."""


class Calendar:
    """The times of a document that name a date, resolved or not, by place in its text."""

    def __init__(self, times: Sequence[Time], sentences: Sequence[Sentence]) -> None:
        self._times = sorted(
            (t for t in times if t.type in {"date", "time"} and (t.edtf or t.reason)),
            key=lambda t: t.start,
        )
        self._starts = [t.start for t in self._times]
        self._sentences = sentences
        self._headings = self._dated_headings()

    def nearest(
        self,
        sentence: Sentence,
        trigger: Token,
        allowed: Callable[[Time], bool],
        *,
        apart: Collection[int] = frozenset(),
        until: dt.date | None = None,
    ) -> tuple[Time, str] | None:
        """The time that dates a word, and where it stands: its "sentence", an earlier one of the
        "paragraph", or the "heading" of its part; None if there is none.

        Args:
            sentence: The word's sentence.
            trigger: The word.
            allowed: Whether a time may date it: not one of somebody else's clause.
            apart: The indices of the words of other events in the sentence.
            until: The last day it can have been, for what has happened: that of publication.
        """
        distance = told(sentence, trigger)
        if distance is not None:
            other = self.nearest(sentence, distance.other, allowed, apart=apart, until=until)
            edtf = other[0].edtf if other else None
            return distance.time(distance.date(edtf) if edtf else None), "sentence"
        known = sentence.subtree(trigger) if is_known(sentence, trigger) else None
        here = [
            t
            for t in self.within(sentence.start, sentence.end)
            if allowed(t)
            and _has_begun(t, until)
            and (not t.attributive or _modifies(sentence, t, trigger))
            and not _is_anothers(sentence, t, trigger, apart)
            and not _is_bound(sentence, t, trigger)
            and (known is None or sentence.top(t.start, t.end) in known)
        ]
        if here:
            best = min(here, key=lambda t: (t.edtf is None, _steps(sentence, trigger, t, apart)))
            best = _made_precise(sentence, best, here)
            return _begun(sentence, best, trigger), "sentence"
        if known is not None:
            return None
        recent = until - _RECENT if until and _is_perfect(sentence, trigger) else None
        for earlier in reversed(self._sentences[: sentence.index]):
            if earlier.paragraph != sentence.paragraph:
                break
            if is_dateline(earlier):
                continue  # it tells when the story was written
            before = [
                t
                for t in self.within(earlier.start, earlier.end)
                if t.edtf
                and not t.edtf.endswith(_ON)
                and _has_begun(t, until)
                and (recent is None or dates.bounds(t.edtf)[1] >= recent)
                and not _defining(earlier, t)
                and not _in_passing(earlier, t)
            ]
            if before:
                return before[-1], "paragraph"
        above = [t for n, t in self._headings if n < sentence.index and _has_begun(t, until)]
        return (above[-1], "heading") if above else None

    def _dated_headings(self) -> list[tuple[int, Time]]:
        """The dates that stand over parts of the text, by the index of their heading: none unless
        several parts have different ones, each with prose below it.
        """
        found: list[tuple[int, Time]] = []
        is_told = True
        for sentence in self._sentences:
            is_prose = sentence.text.endswith(_STOPS)
            times = [] if is_prose or len(sentence) > _HEADING else self._dates_of(sentence)
            if len(times) == 1 and is_told:
                found.append((sentence.index, times[0]))
                is_told = False
            elif times:
                return []
            is_told |= is_prose
        is_several = len({t.edtf for _, t in found}) >= _PARTS
        return found if is_several and is_told else []

    def _dates_of(self, sentence: Sentence) -> list[Time]:
        """The dates in a sentence that name a month or a day."""
        within = self.within(sentence.start, sentence.end)
        return [t for t in within if t.edtf and len(t.edtf) >= _FINE and "/" not in t.edtf]

    def within(self, start: int, end: int) -> list[Time]:
        """The times that begin in a stretch of the text."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._times[first:last]


def _is_perfect(sentence: Sentence, trigger: Token) -> bool:
    """Whether a verb says that something has happened, at whatever time: "has called for"."""
    auxiliaries = sentence.children(trigger, "aux")
    return any(t.lemma == "have" and t.tag in {"VBZ", "VBP"} for t in auxiliaries)


def _made_precise(sentence: Sentence, time: Time, others: Sequence[Time]) -> Time:
    """The finer time right behind a rough one: May 4 in "two years ago, on May 4, 2018"."""
    for other in others:
        between = sentence.text[time.end - sentence.start : max(0, other.start - sentence.start)]
        behind = other.start > time.end and between.replace(" on", "").strip() == ","
        if behind and time.edtf and other.edtf and _length(other.edtf) < _length(time.edtf):
            return other
    return time


def _length(edtf: str) -> dt.timedelta:
    first, last = dates.bounds(edtf)
    return last - first


def _steps(sentence: Sentence, trigger: Token, time: Time, apart: Collection[int]) -> int:
    head = sentence.top(time.start, time.end)
    return len(sentence) if head is None else steps(sentence, trigger, head, apart=apart)


def _is_anothers(sentence: Sentence, time: Time, trigger: Token, apart: Collection[int]) -> bool:
    """Whether a time dates the event of a clause that only says which thing is meant: "freed the
    men held in May".
    """
    own = _own(sentence, trigger)
    return any(t.index in apart and t.index not in own for t in _defining(sentence, time))


def _is_bound(sentence: Sentence, time: Time, trigger: Token) -> bool:
    """Whether a time dates what came after: "it did not resume before schools closed in March"."""
    own = _own(sentence, trigger)
    above = _above(sentence, time)
    clauses = [t for t in above if t.relation == "advcl" and t.index not in own]
    marks = (m for t in clauses for m in sentence.children(t, "mark", "advmod", "prep"))
    return any(m.text.lower() in _UNTIL and m.index < m.head for m in marks)


def _own(sentence: Sentence, trigger: Token) -> set[int]:
    """The indices of a word and of all that it stands under."""
    return {t.index for t in (trigger, *sentence.ancestors(trigger))}


def _above(sentence: Sentence, time: Time) -> list[Token]:
    """What a time stands under, nearest first."""
    head = sentence.top(time.start, time.end)
    return list(sentence.ancestors(head)) if head is not None else []


def _defining(sentence: Sentence, time: Time) -> list[Token]:
    """The verbs of the clauses on nouns that a time stands in."""
    return [t for t in _above(sentence, time) if t.relation in _DEFINING]


def _in_passing(sentence: Sentence, time: Time) -> bool:
    """Whether a time stands in a bare participle beside the clause, which tells of something
    before: "proposed patrols, suspended in 2020".
    """
    above = _above(sentence, time)
    return any(t.relation == "advcl" and is_bare(sentence, t) for t in above)


def _modifies(sentence: Sentence, time: Time, trigger: Token) -> bool:
    """Whether a time stands before the very noun that is to be dated: "the 2015 attack"."""
    head = sentence.top(time.start, time.end)
    return head is not None and head.head == trigger.index


def _has_begun(time: Time, until: dt.date | None) -> bool:
    """Whether a time does not lie wholly after a day."""
    return until is None or time.edtf is None or dates.bounds(time.edtf)[0] <= until


def _begun(sentence: Sentence, time: Time, trigger: Token) -> Time:
    """The time, but only its beginning for what happened then: "since May 3, when they agreed"."""
    if time.edtf is None or not time.edtf.endswith(_ON):
        return time
    head = sentence.top(time.start, time.end)
    clause = next(
        (t for t in (trigger, *sentence.ancestors(trigger)) if t.relation == "relcl"), None
    )
    if head is None or clause is None or clause.head != head.index:
        return time
    return replace(time, edtf=time.edtf.removesuffix(_ON))
