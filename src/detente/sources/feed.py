"""Feeds: what a publisher lists of its pages, in RSS, Atom, JSON Feed or a sitemap. Pure.

Bytes that were fetched go in, items come out; nothing is fetched here, and what one item gets wrong
costs that item only. The forms are told apart by their content, since servers call them what they
like.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from email.utils import parsedate_to_datetime
from html import unescape
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast
from urllib.parse import urljoin

from detente.errors import FetchError, SourceError
from detente.sources import address, datelines, transfer

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BYTES: Final = 20_000_000
"""A feed with more, packed or unpacked, is refused: a sitemap may have 50,000 addresses."""

_HEAD: Final = 4_096
_SITEMAP: Final = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
_JSON: Final = re.compile(rb"\s*\{")
_LINK: Final = re.compile(r"<link\b[^<>]*>", re.IGNORECASE)
_LINKED_FEED: Final = re.compile(
    r"type\s*=\s*[\"']?application/(?:rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE
)
_HREF: Final = re.compile(r"href\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")
_BROKEN_OFF: Final = re.compile(
    r"(?:\.\.\.|…|\[\s*(?:\.\.\.|…)\s*\]|(?:read|see|full)\s+(?:more|story|article)\W*)\s*$",
    re.IGNORECASE,
)
_FEWEST_WORDS: Final = 120
"""Fewer are a summary, not an article."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a feed lists.

    Attributes:
        key: What tells it from the other items of its feed: its id, else its address.
        url: Where its page is, in plain form; `None` if the feed gives no address of the web.
        title: Its headline.
        published: The day it was published, where its publisher was, in EDTF.
        changed: The day it was last changed, the same.
        authors: Who wrote it.
        summary: A few words of it, as HTML.
        text: All of it, as HTML, where the feed carries it.
    """

    key: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    changed: str | None = None
    authors: tuple[str, ...] = ()
    summary: str = ""
    text: str = ""

    @property
    def full(self) -> str:
        """The text, if it is an article; nothing if it is a summary or breaks off."""
        words = plain(self.text)
        whole = len(words.split()) >= _FEWEST_WORDS and not _BROKEN_OFF.search(words)
        return self.text if whole else ""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says: its own title, its items in their order, each key once.

    `parts` are addresses of further sitemaps, of an index of them; the newest stand first where it
    says when they were changed.
    """

    title: str | None = None
    items: tuple[Item, ...] = ()
    parts: tuple[str, ...] = ()


class _Form(Protocol):
    """What the module of a form offers."""

    def read(self, data: bytes, url: str, charset: str | None) -> Feed | None:
        """Read a feed found at `url`; `None` if it is none of this form."""


def parse(data: bytes, *, url: str, charset: str | None = None) -> Feed:
    """Read a feed.

    Args:
        data: Its bytes, as fetched; gzip is unpacked.
        url: Where it was found, which its links are relative to.
        charset: What its server says it is written in.

    Raises:
        SourceError: D131, it is too large; D133, it is no feed; the feeds that a web page names
            stand in brackets.
    """
    try:
        unpacked = transfer.unzipped(data, most=MOST_BYTES)
    except ValueError as error:
        raise SourceError("D133", url, detail=str(error)) from error
    form = cast("_Form", import_module(_form(unpacked)))
    found = form.read(unpacked, url, charset)
    if found is None:
        raise SourceError("D133", url, detail=_named(unpacked, url))
    return Feed(found.title, tuple(_once(map(_sound, found.items))), found.parts)


def day(written: str | None) -> str | None:
    """The day of a date as feeds write them, where it was written, in EDTF.

    >>> day("Wed, 13 May 2020 23:30:00 -0500"), day("2020-05-13T23:30:00-05:00"), day("soon")
    ('2020-05-13', '2020-05-13', None)
    """
    if not written:
        return None
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        found = datelines.find(written)
    return found.edtf if found and not found.doubt else None


def link(written: object, base: str) -> str | None:
    """An address that a feed gives, in plain form; `None` for what is no address of the web."""
    if not isinstance(written, str) or not written.strip():
        return None
    try:
        return address.parse(urljoin(base, written.strip())).url
    except (FetchError, ValueError):
        return None


def words(written: object) -> str | None:
    """Words of a feed on one line, without markup; `None` if there are none.

    >>> words("Talks <b>begin</b> &amp; end")
    'Talks begin & end'
    """
    return (plain(written) if isinstance(written, str) else "") or None


def sound(text: str) -> str:
    r"""Words without halves of characters, which JSON may hold and nothing can keep.

    >>> sound("Talks \ud800 begin")
    'Talks ? begin'
    """
    return text.encode("utf-8", "replace").decode("utf-8")


def plain(markup: str) -> str:
    """The words of a piece of HTML, roughly: to count and to compare, not to keep."""
    return " ".join(unescape(_TAG.sub(" ", markup)).split())


def _form(data: bytes) -> str:
    if _JSON.match(data):
        return "detente.sources.json_feed"
    if _SITEMAP.search(data, 0, _HEAD):
        return "detente.sources.sitemap"
    return "detente.sources.syndication"


def _sound(item: Item) -> Item:
    values = {name: sound(value) for name, value in asdict(item).items() if isinstance(value, str)}
    return replace(item, authors=tuple(map(sound, item.authors)), **values)


def _once(items: Iterable[Item]) -> Iterable[Item]:
    """The items with each key once: the first stands."""
    first: dict[str, Item] = {}
    for item in items:
        first.setdefault(item.key, item)
    return first.values()


def _named(data: bytes, url: str) -> str:
    """The feeds that a web page names in its head, for whoever gave the page's address instead."""
    links = _LINK.findall(data[: 16 * _HEAD].decode("utf-8", "replace"))
    hrefs = (_HREF.search(each) for each in links if _LINKED_FEED.search(each))
    found = [link(unescape(href[1]), url) for href in hrefs if href]
    return f"the page names {', '.join(each for each in found if each)}" if any(found) else ""
