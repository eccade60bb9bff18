"""How many people were killed and injured, as a text says it.

`find` gives every toll with its place and its bounds; what belongs to which event is for the
caller to say. A word that counts the dead and the injured together ("casualties", "killed or
wounded") says neither, and is passed over, except "no casualties", which says both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, cast

from detente.reading.casualty_phrases import (
    People,
    alternation,
    before,
    quantities,
    starting,
    table,
)

__all__ = ["Kind", "Toll", "find"]

Kind = Literal["killed", "injured"]

_CLASSES: Final = (
    "idiom", "none", "toll", "of", "active", "either", "verb", "intransitive", "state",
    "count", "lives",
)  # fmt: skip
"""Classes of words that tell of dead or injured people; of two that fit, the one named first."""
_PASSIVE: Final = re.compile(
    r"\s(?:(?:who|that|which)\s)?(?:(?:has|have|had|will|would|could|may|might)\s)?(?:(?:have|also|all)\s)?"
    r"(?P<verb>was|were|been|being|be|is|are|got)\s(?:(?:\w{2,15}ly|also|all|both|themselves|later|then|reported|confirmed|feared)\s){0,2}$",
    re.IGNORECASE,
)
_AFTER_NOUN: Final = re.compile(
    r"\s(?:(?:who|that)\s)?(?:(?:has|have|had|also)\s)?(?:\w{2,15}ly\s)?$", re.IGNORECASE
)
_NEGATED: Final = re.compile(
    r"(?:\bnot|n[’']t|\bnever)\s+(?:been\s+|be\s+)?(?:\w{2,15}ly\s+)?$", re.IGNORECASE
)
_ASIDE: Final = re.compile(
    r"(?:,\s(?:including|among\sthem|most\sof\sthem|mostly|some\sof\sthem|all\sof\sthem|many\sof\sthem|"
    r"one\sof\sthem|both)\b[^,.;:]{0,80},?|\s\([^()]{0,60}\)|,\s[^,.;:]{0,120},)$",
    re.IGNORECASE,
)
_LINK: Final = re.compile(
    r"\s{1,3}(?:(?:reported|reportedly|confirmed|feared|believed|found|either)\s)?", re.IGNORECASE
)
_OF_WHOM: Final = re.compile(r"\sof(?:\s[\w.’'-]{1,20}){1,4}\s")
"""What people are of, before what befell them: "29 leaders of villages killed"."""
_TOOK: Final = re.compile(
    r"\b(?:took|takes?|taken|taking|claim\w{0,3}|costs?|costing)\s$", re.IGNORECASE
)
_RISING: Final = (
    r"death\s{1,3}toll\s(?:from|in|of)\s[^,.;:]{1,60}?\s(?:has\s|had\s)?"
    r"(?:rose|risen|rises|climbed|grew|grown|jumped|reached|stood|stands|is|was)(?:\s(?:to|at))?"
)
"""A toll of something named: "the death toll from the blast rose to"."""
_SPACE: Final = re.compile(r"\s{1,3}(?:(?:himself|herself|themselves)\sand\s)?")
_PLURAL: Final = ("were", "are", "been", "be", "being")
_REACH: Final = 240
"""A subject stands at most so many characters before its verb."""


@dataclass(frozen=True, slots=True)
class Toll:
    """How many people were killed or injured: at least `low`, at most `high`.

    Both are None where people were but no number is said. The span holds the number or the noun and
    the word that tells what befell them.
    """

    kind: Kind
    low: int | None
    high: int | None
    start: int
    end: int


def find(text: str, start: int, end: int) -> list[Toll]:
    """The tolls between two offsets of a text, in the order of the words that tell them."""
    found: list[Toll] = []
    stop = start
    for match in _trigger().finditer(text, start, end):
        group = match.lastgroup or ""
        if group == "idiom" or _is_negated(text, match, start):
            continue
        people = _people(text, match, group, (stop, end))
        if people is not None and (people.high == 0 or not _is_both(match, group)):
            found += _tolls(match, group, people)
            stop = max(match.end(), people.end)
    return found


def _people(text: str, match: re.Match[str], group: str, limits: tuple[int, int]) -> People | None:
    """Whom the matched word befell; `limits` are where the toll before ends, and the end."""
    first = max(limits[0], match.start() - _REACH)
    if group == "none":
        return People(*match.span(), 0, 0)
    if group in ("count", "lives"):
        found = _counted(text, first, match.start())
        lost = group == "count" or (found and _TOOK.search(text, first, found.start))
        return found if lost else None
    if group in ("active", "of", "toll", "rising"):
        return _object(text, match.end(), limits[1])
    if group == "intransitive":
        link = _AFTER_NOUN.search(text, first, match.start())
        return _subject(text, first, link.start(), joined=True) if link else None
    return _befallen(text, match, group, (first, limits[1]))


def _befallen(
    text: str, match: re.Match[str], group: str, limits: tuple[int, int]
) -> People | None:
    """Whom a participle befell: its subject after "were", else its object, else the noun before."""
    first, end = limits
    if group != "state":
        passive = _PASSIVE.search(text, first, match.start())
        if passive:
            plural = passive["verb"].lower() in _PLURAL
            return _subject(text, first, passive.start(), joined=plural)
        found = _object(text, match.end(), end)
        if found:
            return found
    return _adjacent(text, first, match.start())


def _object(text: str, start: int, end: int) -> People | None:
    """The people named right after a word."""
    space = _SPACE.match(text, start, end)
    return starting(text, space.end(), end) if space else None


def _subject(text: str, start: int, end: int, *, joined: bool) -> People | None:
    """The people in the subject that ends at an offset, what is set between commas left out."""
    clause = max(text.rfind(mark, start, end) for mark in ("; ", ": ", "! ", "? ", "\n\n"))
    first = max(start, clause + 1)
    aside = _ASIDE.search(text, first, end)
    if aside:
        found = before(text, first, aside.start(), joined=joined)
        if found is not None:
            return found
    return before(text, first, end, joined=joined)


def _adjacent(text: str, start: int, end: int) -> People | None:
    """The number that stands right before a word, as in "14 dead", "30 people wounded"."""
    found = [q for q in quantities(text, max(start, end - 80), end) if q.end < end]
    if not found:
        return None
    people = starting(text, found[-1].start, end)
    tied = people and (
        _LINK.fullmatch(text, people.end, end) or _OF_WHOM.fullmatch(text, people.end, end)
    )
    return people if tied else None


def _counted(text: str, start: int, end: int) -> People | None:
    """The number of "12 deaths", "no civilian deaths"."""
    found = quantities(text, max(start, end - 80), end)
    if found and re.fullmatch(r"\s(?:(?!of\b)[\w.-]{1,20}\s){0,2}", text[found[-1].end : end]):
        return found[-1]
    return None


def _is_negated(text: str, match: re.Match[str], start: int) -> bool:
    return _NEGATED.search(text, max(start, match.start() - 40), match.start()) is not None


def _tolls(match: re.Match[str], group: str, people: People) -> list[Toll]:
    kinds = ("killed", "injured") if _is_both(match, group) else (_kind(match, group),)
    first, last = min(match.start(), people.start), max(match.end(), people.end)
    return [Toll(cast("Kind", k), people.low, people.high, first, last) for k in kinds]


def _is_both(match: re.Match[str], group: str) -> bool:
    """Whether a word counts the dead and the injured together."""
    return _kind(match, group) == "both"


def _kind(match: re.Match[str], group: str) -> str:
    if group == "rising":
        return "killed"
    return table(group).get(_folded(match.group()), "both")


def _folded(words: str) -> str:
    return " ".join(words.lower().split())


@cache
def _trigger() -> re.Pattern[str]:
    """Every word that tells of dead or injured people, in a group named after its class."""
    words = "|".join(f"(?P<{group}>{alternation(group)})" for group in _CLASSES)
    return re.compile(rf"(?<![\w-])(?:(?P<rising>{_RISING})|{words})(?![\w-])", re.IGNORECASE)
