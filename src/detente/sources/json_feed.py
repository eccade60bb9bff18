"""JSON Feed, versions 1 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any, Final

from detente.sources.feed import Feed, Item, day, link, words

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERSION: Final = "jsonfeed.org/version/"


def read(data: bytes, url: str, charset: str | None) -> Feed | None:
    """Read a JSON Feed; `None` if it is something else. It is always in UTF-8."""
    del charset
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):  # no JSON, or nested without end
        return None
    if not isinstance(found, dict) or _VERSION not in str(found.get("version")):
        return None
    return Feed(words(found.get("title")), tuple(_items(found.get("items"), url)))


def _items(listed: object, base: str) -> Iterator[Item]:
    for each in listed if isinstance(listed, list) else ():
        if not isinstance(each, dict):
            continue
        url = link(each.get("url"), base) or link(each.get("external_url"), base)
        key = each.get("id") if isinstance(each.get("id"), str | int | float) else url
        if key in {None, ""}:
            continue
        yield Item(
            key=str(key),
            url=url,
            title=words(each.get("title")),
            published=day(_string(each, "date_published")),
            changed=day(_string(each, "date_modified")),
            authors=tuple(_authors(each)),
            summary=escape(_string(each, "summary")),
            text=_string(each, "content_html") or _paragraphs(_string(each, "content_text")),
        )


def _authors(each: dict[str, Any]) -> Iterator[str]:
    """The names of version 1.1's list, else of version 1's single author."""
    listed = each.get("authors")
    for author in listed if isinstance(listed, list) else [each.get("author")]:
        name = words(author.get("name")) if isinstance(author, dict) else None
        if name:
            yield name


def _string(each: dict[str, Any], key: str) -> str:
    value = each.get(key)
    return value if isinstance(value, str) else ""


def _paragraphs(text: str) -> str:
    """Plain text as HTML: each line a paragraph."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
