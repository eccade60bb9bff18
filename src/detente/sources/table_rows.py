"""Rows of tables as documents: which column holds the text, which the title, and so on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from detente.errors import SourceError
from detente.sources.feed import day, link, sound
from detente.sources.source import MOST_CHARACTERS, Source
from detente.tables import rows, values

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEXT: Final = "text"


@cache
def names() -> dict[str, tuple[str, ...]]:
    """What is wanted (text, title …) to the names of columns that hold it, the likeliest first."""
    return {row["field"]: values(row["columns"]) for row in rows("detente.sources", "columns")}


def column(field: str, known: Iterable[str]) -> str | None:
    """Which of the columns there are holds a field; names are compared without case."""
    there = {each.lower(): each for each in known}
    return next((there[name] for name in names()[field] if name in there), None)


def document(row: dict[str, Any], name: str) -> Source | SourceError:
    """A row as a document.

    Args:
        row: Column to value.
        name: What the document is called.

    Returns:
        The document, or D103 if the row has no column of text, D102 if there is no text in it, D108
        if it is too large.
    """
    found = {field: _value(row, field) for field in names()}
    text = found[_TEXT]
    if column(_TEXT, row) is None:
        wanted = ", ".join(names()[_TEXT])
        return SourceError("D103", name, detail=f"no column of text: {wanted}")
    if not text:
        return SourceError("D102", name)
    if len(text) > MOST_CHARACTERS:
        return SourceError("D108", name, detail=f"{len(text) / 1e6:.0f} million characters")
    return Source(
        name,
        text.encode(),
        media_type="text/plain",
        url=link(found["url"], ""),
        title=found["title"],
        publisher=found["publisher"],
        published=day(found["published"]),
        authors=tuple(each for each in [found["authors"]] if each),
    )


def _value(row: dict[str, Any], field: str) -> str | None:
    name = column(field, row)
    value = None if name is None else row[name]
    if isinstance(value, list):
        value = ", ".join(str(each) for each in value)
    return sound(str(value)) or None if value is not None else None
