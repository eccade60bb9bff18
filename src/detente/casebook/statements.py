"""Claims that meet: the same claim repeated in several documents, and claims against each other.

Everything here is derived from the rows of claims and events, by the documents' own words: nothing
is kept, and the same rows give the same answer.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import rensa

from detente import tables
from detente.casebook.wording import stems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.casebook.rows import Row

_HASHES: Final = 12
_SEED: Final = 1997
_FEWEST: Final = 3
"""Words that a claim must have to be known again, and a quotation to be one."""
_WORD: Final = re.compile(r"[^\W_]+")
_FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED: Final = re.compile(r"[“\"„«]([^“”\"„»]+)[”\"“»]")


def comparable(quotes: Iterable[str]) -> Row:
    """The columns by which the content of a claim is compared with that of others.

    `words` are the stems of what is said and the numbers in it, `quoted_words` the stretches of it
    in quotation marks, `bands` numbers of which claims in nearly the same words have one in common.

    Args:
        quotes: The stretches of text that are the content.
    """
    said = " ".join(quotes)
    words = sorted(stems(said) | _figures(said))
    quoted = sorted({plain for found in _QUOTED.findall(said) if (plain := _plain(found))})
    return {"words": words, "quoted_words": quoted, "bands": [*_bands(words), *_hashed(quoted)]}


def _figures(said: str) -> set[str]:
    """The numbers in a text, as digits."""
    named = (_numerals().get(word) for word in said.casefold().split())
    digits = (found.replace(",", "") for found in _FIGURE.findall(said))
    return {each for each in (*named, *digits) if each}


def _plain(quoted: str) -> str:
    words = _WORD.findall(quoted.casefold())
    return " ".join(words) if len(words) >= _FEWEST else ""


def _bands(words: list[str]) -> list[int]:
    """Bands of two least hashes each (see `lookalikes`): six find nearly every repetition."""
    if len(words) < _FEWEST:
        return []
    hashes = rensa.RMinHash(_HASHES, _SEED)
    hashes.update(words)
    digest = hashes.digest()
    return [
        (at << 56) ^ (first << 24) ^ second
        for at, (first, second) in enumerate(zip(digest[0::2], digest[1::2], strict=True))
    ]


def _hashed(quoted: list[str]) -> list[int]:
    """A number for each quotation."""
    found = []
    for each in quoted:
        hashes = rensa.RMinHash(2, _SEED)
        hashes.update([each])
        first, second = hashes.digest()
        found.append((_HASHES << 56) ^ (first << 24) ^ second)
    return found


@cache
def _numerals() -> dict[str, str]:
    return {row["word"]: row["value"] for row in tables.rows("detente.reading", "numerals")}


def repeated(where: str) -> str:
    """The query of how many documents hold each claim: `document`, `id`, `reports`.

    Args:
        where: A condition on `claims`, as SQL, with its parameters.
    """
    return _sql("statements_repeated").replace("$where", where)


def contradictions() -> str:
    """The query of what is said against each other, one row a pair of mentions or claims."""
    return _sql("statements_against")


@cache
def _sql(name: str) -> str:
    return resources.files(__package__).joinpath(f"{name}.sql").read_text("utf-8")
