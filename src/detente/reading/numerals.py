"""Whole numbers as news writes them: "14", "1,200", "twenty-five", "two hundred", "a dozen"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from detente.reading.tables import rows

_SPLIT: Final = re.compile(r"[\s\-–]+")
_DIGITS: Final = r"[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,12}(?:\.[0-9]{1,3})?"


@cache
def pattern() -> str:
    """Regular expression text, without groups that capture, for a number in digits or words.

    The caller sets the boundaries and ignores case.
    """
    words = "|".join(sorted((row["word"] for row in rows("numerals")), key=len, reverse=True))
    scales = "|".join(row["word"] for row in rows("numerals") if row["kind"] == "scale")
    return (
        rf"(?:(?:{_DIGITS})(?:\s(?:{scales})(?!\w))?"
        rf"|half\sa\sdozen|an?\s(?:{scales})(?!\w)"
        rf"|(?:{words})(?:(?:\s|-|–)(?:and\s)?(?:{words})){{0,6}}(?!\w))"
    )


def value(text: str) -> int | None:
    """The number a text matched by `pattern` stands for, or None if it is none.

    >>> value("1,200"), value("two hundred and six"), value("1.5 million"), value("a dozen")
    (1200, 206, 1500000, 12)
    """
    lowered = text.lower()
    if lowered.startswith("half"):
        return 6
    total = 0
    group: float = 0
    for word in _SPLIT.split(lowered):
        if word == "and":
            continue
        number, scale = _word(word)
        if number is None:
            return None
        if not scale:
            group += number
        elif number < _THOUSAND:
            group = (group or 1) * number
        else:
            total, group = total + round((group or 1) * number), 0
    return total + round(group)


_THOUSAND: Final = 1000


def _word(word: str) -> tuple[float | None, bool]:
    """Value of one word or figure, and whether it multiplies what stands before it."""
    if word in ("a", "an"):
        return 0, False
    row = _table().get(word)
    if row:
        return float(row["value"]), row["kind"] == "scale"
    figure = word.replace(",", "")
    return (
        (float(figure), False)
        if re.fullmatch(r"\d+(?:\.\d+)?", figure, re.ASCII)
        else (None, False)
    )


@cache
def _table() -> dict[str, dict[str, str]]:
    return {row["word"]: row for row in rows("numerals")}
