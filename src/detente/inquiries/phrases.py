"""Words that letters are made of: those of our own, and those by which answers are told."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, cast

from detente import tables

if TYPE_CHECKING:
    from detente.inquiries.inquiry import Extent

_HOME: Final = "detente.inquiries"
_QUOTING: Final = r"^On\b[^\n]{0,200}\bwrote:[ \t]*$|^-+ ?Original Message ?-+[ \t]*$"
"""How mail programs head what they quote."""


@cache
def letter() -> dict[str, str]:
    """The sentences of our letter by their place in it; braces are to be filled."""
    file = resources.files(_HOME) / "data" / "letter.toml"
    return tomllib.loads(file.read_text("utf-8"))


def is_ours(paragraph: str) -> bool:
    """Whether a paragraph is one of our letter that asks for answers: none itself."""
    return letter()["wish"] in " ".join(paragraph.replace("’", "'").split())


@cache
def withheld() -> tuple[tuple[str, Extent], ...]:
    """Words in lower case that hold an answer back, and how far."""
    rows = tables.rows(_HOME, "withheld")
    return tuple((row["words"], cast("Extent", row["extent"])) for row in rows)


@cache
def closings() -> re.Pattern[str]:
    """Finds where a letter takes its leave, or a mail begins to quote another.

    A leave stands on a line of its own, or after a sentence: lines of a PDF may come joined, and
    then a comma must follow.
    """
    words = "|".join(row["words"] for row in tables.rows(_HOME, "closings"))
    return re.compile(
        rf"^[ \t]*(?:{words})[ \t]*,?[ \t]*$|(?<=[.!?]\s)(?:{words}),|{_QUOTING}",
        re.IGNORECASE | re.MULTILINE,
    )


def is_farewell(paragraph: str) -> bool:
    """Whether a paragraph begins as those do that end a letter."""
    return " ".join(paragraph.lower().split()).startswith(_farewells())


@cache
def _farewells() -> tuple[str, ...]:
    return tuple(row["words"] for row in tables.rows(_HOME, "farewells"))


@cache
def numbers() -> dict[str, int]:
    """Words for the numbers of questions, in lower case."""
    return {
        word: int(row["number"])
        for row in tables.rows(_HOME, "numbers")
        for word in tables.values(row["words"])
    }


@cache
def function_words() -> frozenset[str]:
    """Words in lower case that tell no question from another."""
    (row,) = tables.rows(_HOME, "function_words")
    return frozenset(tables.values(row["words"]))
