"""How sure a statement is: estimative words (ICD 203) and hedges that name no degree.

The words stand in the tables of `detente.ontology`. A plain negation turns a degree round ("not
likely" is unlikely) or leaves a hedge without one ("not certain").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from detente.ontology import levels, phrases
from detente.records import Certainty, span

if TYPE_CHECKING:
    from detente.ontology import Phrase
    from detente.records import Level

__all__ = ["Hedge", "certainty", "certainty_of", "find", "governing"]

_NOT: Final = re.compile(
    r"(?:\b(?:not|never|no|hardly|neither|nor)|\w{1,8}n[’']t)\s+"
    r"(?:(?:been|be|at\s+all|yet|so|very|that|considered|seen\s+as|all\s+that)\s+){0,2}$",
    re.IGNORECASE,
)
"""A negation just before a phrase."""
_CUT: Final = re.compile(
    r"[;:]|,\s+(?:but|and|while|whereas|although|though|which|who)\b|\b(?:but|while|whereas)\b",
    re.IGNORECASE,
)
"""Where one clause ends and another begins, as far as marks and conjunctions tell."""
_DATE_AFTER: Final = re.compile(r"\s+[0-9]")
_NOUN_MODALS: Final = {"may", "might", "could"}


@dataclass(frozen=True, slots=True)
class Hedge:
    """A word or phrase that says how sure something is, where it stands in the text.

    `level` is a degree of ICD 203 or "unstated-hedged"; `kind` the sort of a hedge without a degree
    ("modal", "report"…), empty for degrees; `negated` tells that a "not" before it was counted in.
    """

    start: int
    end: int
    level: Level
    kind: str
    negated: bool


def find(text: str, start: int, end: int) -> list[Hedge]:
    """The hedges between two offsets of a text, in order; the longest phrase where several fit."""
    folded = text[start:end].lower()
    if not any(word in folded for word in _telling_words()):
        return []
    found: list[Hedge] = []
    for match in _pattern().finditer(text, start, end):
        phrase = phrases().get(" ".join(match.group().lower().split()))
        if phrase and phrase.level and _is_hedge(text, match, start, end):
            found.append(_hedge(text, match, phrase, start))
    return found


def governing(text: str, hedges: list[Hedge], start: int, end: int) -> Hedge | None:
    """The hedge that governs the word between two offsets.

    It is the nearest one before the word with no end of a clause between them, else the first
    that follows it in the clause ("was killed, probably by …", "attacks are likely"). A degree is
    preferred to a hedge without one where both stand before the word ("is likely to
    have been, reportedly").
    """
    before = [h for h in hedges if h.end <= start and not _CUT.search(text, h.end, start)]
    within = [h for h in hedges if h.start < end and start < h.end]
    near = within or before[-2:]
    if near:
        degrees = [h for h in near if h.level != "unstated-hedged"]
        return (degrees or near)[-1]
    after = [h for h in hedges if h.start >= end and not _CUT.search(text, end, h.start)]
    return after[0] if after else None


def certainty_of(text: str, start: int, end: int) -> Certainty:
    """How sure the words between two offsets are: the first degree, else the first hedge."""
    hedges = find(text, start, end)
    degrees = [h for h in hedges if h.level != "unstated-hedged"]
    return certainty(text, next(iter(degrees or hedges), None))


def certainty(text: str, hedge: Hedge | None) -> Certainty:
    """The record of a hedge with its bounds in percent; of no hedge, "unstated"."""
    if hedge is None:
        return Certainty()
    degree = levels().get(hedge.level)
    return Certainty(
        level=hedge.level,
        low=degree.low if degree else None,
        high=degree.high if degree else None,
        cue=span(text, hedge.start, hedge.end),
    )


@cache
def _telling_words() -> frozenset[str]:
    """The longest word of each phrase: to look for one is many times as fast as the pattern."""
    return frozenset(max(phrase.split(), key=len) for phrase in phrases())


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(phrases(), key=len, reverse=True)
    words = "|".join(re.escape(p).replace(r"\ ", r"\s{1,3}") for p in longest_first)
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def _is_hedge(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a modal is the verb: not the month ("in May 2020"), not strength ("the might")."""
    word = match.group()
    if word.lower() not in _NOUN_MODALS:
        return True
    if word == "May" and (match.start() > start or _DATE_AFTER.match(text, match.end(), end)):
        return False
    return not re.search(
        r"\b(?:the|its|their|his|her|our|all)\s+$",
        text[max(start, match.start() - 8) : match.start()],
    )


def _hedge(text: str, match: re.Match[str], phrase: Phrase, start: int) -> Hedge:
    level = phrase.level or "unstated-hedged"
    degree = levels().get(level)
    negation = _NOT.search(text, max(start, match.start() - 40), match.start()) if degree else None
    if degree is None or negation is None:
        return Hedge(match.start(), match.end(), level, phrase.kind, negated=False)
    return Hedge(negation.start(), match.end(), degree.negated, phrase.kind, negated=True)
