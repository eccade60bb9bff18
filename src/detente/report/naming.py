"""What a party is called in a sentence: as its document has it, or by its full name."""

from __future__ import annotations

from functools import cache
from typing import Final

from detente import tables

_ARTICLES: Final = ("the ", "a ", "an ")


def called(text: str, name: str | None, *, people: bool = False) -> str:
    """A party's name within a sentence.

    Args:
        text: What the document calls it at that place.
        name: Its fullest name, or `None` where nothing was found out about it.
        people: Whether it is people at large, who take no article.

    >>> called("The militia", "militia"), called("it", "United States"), called("it", "Iran")
    ('the militia', 'the United States', 'Iran')
    """
    article, bare = _parted(text)
    if name is None or bare.casefold() == _parted(name)[1].casefold():
        return f"{article.lower()}{bare}"
    takes_article = is_common(name) and not people
    return f"the {name}" if takes_article or name.startswith(_with_article()) else name


def is_common(name: str) -> bool:
    """Whether a name is a common noun, which many may be called by: "spokesman"."""
    return name[:1].islower()


def _parted(name: str) -> tuple[str, str]:
    """A name's article with its blank, if it has one, and the rest."""
    article = next((each for each in _ARTICLES if name.casefold().startswith(each)), "")
    return name[: len(article)], name[len(article) :]


@cache
def _with_article() -> tuple[str, ...]:
    return tuple(row["begins"] for row in tables.rows("detente.report", "articles"))
