"""What a party is called in a sentence: as its document has it, or by its full name."""

from __future__ import annotations

from functools import cache
from typing import Final

from detente import tables

_ARTICLES: Final = ("the ", "a ", "an ")
_JOINING: Final = frozenset({"OF", "AND", "THE", "FOR", "IN", "TO", "ON", "AT", "BY"})
_ABBREVIATION: Final = 4
"""Letters up to which a word in capitals may stand for several."""


def called(text: str, name: str | None, *, people: bool = False) -> str:
    """A party's name within a sentence.

    Args:
        text: What the document calls it at that place.
        name: Its fullest name, or `None` where nothing was found out about it.
        people: Whether it is people at large, who take no article.

    >>> called("The militia", "militia"), called("it", "United States"), called("it", "Iran")
    ('the militia', 'the United States', 'Iran')
    >>> called("Pentagon", "Pentagon"), called("U.S.-led coalition", "U.S.-led coalition")
    ('the Pentagon', 'the U.S.-led coalition')
    """
    article, bare = _parted(_lowered(text.removeprefix("and ")))
    name = name and _lowered(name.removeprefix("and "))
    if name is None or bare.casefold() == _parted(name)[1].casefold():
        wanted = article.lower() or ("the " if _takes_article(bare) else "")
        return f"{wanted}{bare}"
    takes_article = is_common(name) and not people
    return f"the {name}" if takes_article or _takes_article(name) else name


def mentioned(name: str) -> str:
    """A name as one says it within a sentence of whoever publishes or speaks.

    >>> mentioned("Office of Oversight"), mentioned("Gulf Wire"), mentioned("coalition")
    ('the Office of Oversight', 'Gulf Wire', 'the coalition')
    >>> mentioned("officials"), mentioned("The Levant Ledger")
    ('officials', 'The Levant Ledger')
    """
    article, bare = _parted(name)
    one = is_common(bare) and not bare.endswith("s")
    return f"the {bare}" if not article and (one or _takes_article(bare)) else name


def _lowered(name: str) -> str:
    """A name all in capitals, as some data sets have it, with its long words lowered.

    >>> _lowered("SUPPORTERS OF KATAIB HEZBOLLAH"), _lowered("US EMBASSY"), _lowered("NATO")
    ('Supporters of Kataib Hezbollah', 'US Embassy', 'NATO')
    """
    if not name.isupper() or len(name) <= _ABBREVIATION:
        return name
    words = (
        word.lower() if word in _JOINING else word.title() if len(word) > _ABBREVIATION else word
        for word in name.split(" ")
    )
    return " ".join(words)


def is_common(name: str) -> bool:
    """Whether a name is a common noun, which many may be called by: "spokesman"."""
    return name[:1].islower()


def _parted(name: str) -> tuple[str, str]:
    """A name's article with its blank, if it has one, and the rest."""
    article = next((each for each in _ARTICLES if name.casefold().startswith(each)), "")
    return name[: len(article)], name[len(article) :]


def _takes_article(name: str) -> bool:
    """Whether a name takes an article of itself: one of a list, or a body called by what it is."""
    if name.startswith(_with_article()):
        return True
    words = name.split()
    owned = any(word.endswith(("'s", "’s", "s'")) for word in words)
    body = len(words) > 1 and not {words[-1], words[-1].lower()}.isdisjoint(_bodies())
    return body and not is_common(name) and not owned


@cache
def _with_article() -> tuple[str, ...]:
    return tuple(row["begins"] for row in tables.rows("detente.report", "articles"))


@cache
def _bodies() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.rows("detente.report", "bodies"))
