"""RSS and Atom, of all ages and however broken, by feedparser from bytes: it fetches nothing here.

feedparser cleans the HTML of summaries and texts of what is not words and pictures.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import feedparser

from detente.errors import SourceError
from detente.sources.feed import Feed, Item, day, link, plain, words

if TYPE_CHECKING:
    from collections.abc import Iterator

_XML: Final = "application/xml"
_MOST_BYTES: Final = 4_000_000
"""feedparser takes its time over what is badly broken: a minute for this much of the worst."""


def read(data: bytes, url: str, charset: str | None) -> Feed | None:
    """Read a feed of RSS or Atom; `None` if it is neither.

    Raises:
        SourceError: D131, it is too large.
    """
    if len(data) > _MOST_BYTES:
        raise SourceError("D131", url, detail=f"more than {_MOST_BYTES / 1e6:g} MB")
    kind = f"{_XML}; charset={charset}" if charset else _XML
    # A stream is read; a string could be taken for a name or an address and opened.
    found = feedparser.parse(
        io.BytesIO(data), response_headers={"content-type": kind, "content-location": url}
    )
    if not found.get("version") and not found.entries:
        return None
    return Feed(words(found.feed.get("title")), tuple(_items(found.entries, url)))


def _items(entries: list[Any], base: str) -> Iterator[Item]:
    for entry in entries:
        url = link(entry.get("link"), base)
        text = _text(entry)
        key = entry.get("id") or url or plain(f"{entry.get('title', '')} {text}")
        if not key:
            continue
        yield Item(
            key=str(key),
            url=url,
            title=words(entry.get("title")),
            published=day(entry.get("published")),
            # feedparser's own look-up would hand out the day of publication for want of it.
            changed=day(dict.get(entry, "updated")),
            authors=tuple(_authors(entry)),
            summary=entry.get("summary") or "",
            text=text,
        )


def _text(entry: Any) -> str:  # noqa: ANN401 — feedparser's own dictionary
    """The longest of the texts that an item carries, as HTML."""
    values = (each.get("value") or "" for each in entry.get("content", ()))
    return max(values, key=len, default="")


def _authors(entry: Any) -> Iterator[str]:  # noqa: ANN401 — feedparser's own dictionary
    for author in entry.get("authors", ()):
        name = words(author.get("name"))
        if name and "@" not in name:
            yield name
