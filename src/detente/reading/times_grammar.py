"""Where words of time stand in a sentence: rules and words from tables, as regular expressions.

`data/times_rules.tsv` holds one pattern a row, with the name of the reader in `times_readers` for
what it matches. In a pattern a space stands for any white space, and `@month` for a group of that
name with every word of that class in `data/times_words.tsv`; a digit at the end (`@month2`) tells a
second group of the same class from the first.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from detente.reading import numerals
from detente.reading.tables import rows
from detente.reading.times_signs import DIGITS, Sign, signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Found", "find", "value", "words"]

_SPACE: Final = r"\s{1,3}"
_MACRO: Final = re.compile(r"@([a-z_]+)([0-9]?)")
_TEXTS: Final = {
    "year": r"(?:1[0-9]|20)[0-9]{2}",
    "day": r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9])",
    "clock": (
        r"(?:[01]?[0-9]|2[0-3])(?:[:.][0-5][0-9])? ?(?:a\.m\.?|p\.m\.?|[ap]m)"
        r"(?-i: \(?[A-Z]{2,3}T\)?| GMT| UTC| local time)?"
        r"|(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?-i: ?(?:GMT|UTC|[A-Z]{2,3}T))?"
        r"|[0-9]{1,2} o[’']clock|noon|midnight|midday|mid-afternoon|mid-morning"
    ),
}
"""Patterns of figures. The names of zones ("EST", "GMT") follow a clock time."""
_FORMS: Final = {
    "any": "{0}",
    "capital": "(?-i:{1}|{2})",
    "name": "(?-i:{1}|{2})",
    "short": r"(?-i:{1}|{2})(?:\.|(?!\w))",
}
_ALIKE: Final = str.maketrans({"ı": "i", "\u0307": None})
"""Dotless i, and the dot that case folding leaves over a capital one."""
_HINT: Final = re.compile(
    r"[0-9]{2}|[0-9] ?[apo]|(?i:day|week|month|year|quarter|decade|centur|hour|minute|season|time|"
    r"spring|summer|autumn|fall|winter|night|morning|afternoon|evening|noon|ago|now|recent|late|"
    r"current|soon|earlier|previous|former|future|morrow|present|fy ?[0-9]|fortnight|dail|annual|"
    r"quart|thirties|ties|date|moment|mid)|(?:M|J|F|A|S|O|N|D)(?:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec|"
    r"AN|EB|AR|PR|AY|UN|UL|UG|EP|CT|OV|EC)|Q[1-4]"
)
"""What every match holds somewhere: a sentence without it is passed over."""


@dataclass(frozen=True, slots=True)
class Found:
    """A match: its span, the reader's name, the type of time, its groups' words in lower case."""

    start: int
    end: int
    reader: str
    type: str
    parts: Mapping[str, str]


def find(text: str, start: int, end: int) -> list[Found]:
    """The times between two offsets of a text, leftmost first, the longest where several begin.

    None overlap. What only looks like a time ("Bloody Sunday", "40 %") is left out.
    """
    if not _HINT.search(text, start, end):
        return []
    found: list[Found] = []
    at = start
    for candidate in sorted(_candidates(text, start, end), key=_rank):
        if candidate.start >= at:
            at = candidate.end
            found.append(candidate)
    return [f for f in found if f.reader != "not"]


def _rank(found: Found) -> tuple[int, int, bool]:
    return found.start, -found.end, found.reader != "not"


def words(name: str) -> Mapping[str, str]:
    """The words of a class, in lower case, with their values."""
    return _classes()[name]


def value(name: str, word: str) -> str:
    """The value of a word of a class, as `Found.parts` has it, with or without a full stop."""
    return _classes()[name][word.rstrip(".")]


def _fold(part: str) -> str:
    """Lower case and single spaces, also for the letters that only ignoring case makes equal."""
    return " ".join(part.casefold().translate(_ALIKE).split())


def _candidates(text: str, start: int, end: int) -> Iterator[Found]:
    folded = _fold(text[start:end])
    held = {sign for word, signs in _signs().items() if word in folded for sign in signs}
    for rule in _rules():
        if not rule.signs <= held:
            continue
        for match in rule.pattern.finditer(text, start, end):
            parts = {
                key.partition("__")[0]: _fold(part)
                for key, part in match.groupdict().items()
                if part
            }
            first, last = match.span("span") if "span" in parts else match.span()
            yield Found(first, last, rule.reader, rule.type, parts)


@cache
def _classes() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in rows("times_words"):
        found.setdefault(row["class"], {})[row["word"]] = row["value"]
    return found


@dataclass(frozen=True, slots=True)
class _Rule:
    """A row of the rules: its reader, the type of time, the pattern as written, and what a folded
    sentence must hold for that to match.
    """

    reader: str
    type: str
    written: str
    signs: frozenset[Sign]

    @property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self.written)


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(row["reader"], row["type"], row["pattern"], frozenset(signs(row["pattern"], _sign)))
        for row in rows("times_rules")
    )


@cache
def _signs() -> dict[str, frozenset[Sign]]:
    """The signs of all rules, by each of their strings."""
    every = frozenset[Sign]().union(*(rule.signs for rule in _rules()))
    strings = frozenset[str]().union(*every)
    return {string: frozenset(s for s in every if string in s) for string in strings}


def _sign(name: str) -> Sign | None:
    """What a macro cannot match without."""
    if name == "count":
        return None
    if name == "clock":
        return DIGITS | {"noon", "midnight", "midday", "mid-morning"}
    return DIGITS if name in _TEXTS else frozenset(map(_fold, _classes()[name]))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    seen: Counter[str] = Counter()

    def group(match: re.Match[str]) -> str:
        """The group a macro stands for; a name used again gets a mark that `_candidates` drops."""
        seen[match[0]] += 1
        mark = f"__{seen[match[0]]}" if seen[match[0]] > 1 else ""
        text = _macro(match[1])
        return f"(?:{text})" if match[1] == "clock" else f"(?P<{match[1]}{match[2]}{mark}>{text})"

    spread = _MACRO.sub(group, pattern)
    lookbehinds = re.split(r"(\(\?<=[^)]*\))", spread)
    spaced = "".join(
        part if part.startswith("(?<=") else part.replace(" ", _SPACE_GROUP) for part in lookbehinds
    )
    return re.compile(
        rf"(?<![\w$£€#])(?<![0-9][.,:/-])(?:{spaced})(?!\w)(?![.,:/][0-9])", re.IGNORECASE
    )


_SPACE_GROUP: Final = f"(?:{_SPACE})"


def _macro(name: str) -> str:
    if name in _TEXTS:
        return _TEXTS[name]
    if name == "count":
        return rf"{numerals.pattern()}|an?(?= (?!couple|few))|a couple of"
    return _alternation(name)


def _alternation(name: str) -> str:
    forms = {row["word"]: row["form"] for row in rows("times_words") if row["class"] == name}
    ordered = sorted(forms, key=len, reverse=True)
    return "|".join(
        _FORMS[forms[w]].format(w, w.capitalize(), w.upper()) for w in map(str, ordered)
    )
