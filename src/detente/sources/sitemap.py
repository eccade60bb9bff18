"""Sitemaps (sitemaps.org) with their indexes, and the news that they may carry."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from detente.sources.feed import Feed, Item, day, link, words

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST: Final = 50_000
"""Addresses that one sitemap may list."""


def read(data: bytes, url: str, charset: str | None) -> Feed | None:
    """Read a sitemap or an index of sitemaps; `None` if nothing can be made of it."""
    del charset  # XML declares its own
    items: list[Item] = []
    parts: list[tuple[str, str]] = []
    for name, entry in _entries(data):
        place = link(entry.get("loc"), url)
        if place is None:
            continue
        if name == "sitemap":
            parts.append((day(entry.get("lastmod")) or "", place))
        else:
            items.append(_item(place, entry))
        if len(items) + len(parts) >= _MOST:
            break
    if not items and not parts:
        return None
    newest_first = sorted(parts, key=lambda part: part[0], reverse=True)
    return Feed(items=tuple(items), parts=tuple(place for _, place in newest_first))


def _item(place: str, entry: dict[str, str]) -> Item:
    return Item(
        key=place,
        url=place,
        title=words(entry.get("title")),
        published=day(entry.get("publication_date")),
        changed=day(entry.get("lastmod")),
    )


def _entries(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield `url` or `sitemap` and what stands in it, by local name; the first of a name counts.

    Names of pictures and films have other local names, or come after the page's own.
    """
    # Entities stay as they are and nothing is loaded: no bomb, no file, no network.
    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "recover": True}
    tags = ("{*}url", "{*}sitemap")
    for _, node in etree.iterparse(io.BytesIO(data), events=("end",), tag=tags, **options):
        found: dict[str, str] = {}
        for child in node.iter(etree.Element):
            text = (child.text or "").strip()
            if text:
                found.setdefault(etree.QName(child).localname, text)
        yield etree.QName(node).localname, found
        node.clear()
        while node.getprevious() is not None:  # what was read is let go
            del node.getparent()[0]
