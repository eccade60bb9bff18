"""A feed or a folder as items: what is there, what of it is wanted, and the text of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from detente.casebook.layout import is_casebook
from detente.errors import SourceError
from detente.sources.archives import is_archive
from detente.sources.feed import Item
from detente.sources.folder import files_in
from detente.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from detente.sources.fetch import Fetched
    from detente.watch.settings import FeedSettings

_SETTLING: Final = timedelta(seconds=2)
"""A file that was written to so lately may be half there: it is taken the next time."""


def wanted(items: Iterable[Item], feed: FeedSettings) -> Iterator[Item]:
    """The items that are not known to be older than the feed's `since`."""
    for item in items:
        day = item.published or item.changed
        if not (feed.since and day and day < feed.since.isoformat()):
            yield item


def in_folder(folder: Path, *, now: datetime) -> Iterator[Item]:
    """The files of a folder as items; a file that was changed since is a new one.

    Hidden files, archives, casebooks, and files that are just being written are passed over.

    Raises:
        SourceError: D101, there is no such folder.
    """
    if not folder.is_dir():
        raise SourceError("D101", str(folder))
    for path in files_in(folder):
        inside = (parent for parent in path.parents if parent.is_relative_to(folder))
        if is_archive(path) or any(is_casebook(parent) for parent in inside):
            continue
        try:
            found = path.stat()
        except OSError:  # gone since it was listed
            continue
        if now.timestamp() - found.st_mtime >= _SETTLING.total_seconds():
            yield Item(key=f"{path}\x1f{found.st_mtime_ns}\x1f{found.st_size}")


def path_of(item: Item) -> str:
    """The file that an item of a folder stands for."""
    return item.key.partition("\x1f")[0]


def carried(item: Item, feed: FeedSettings) -> Source | None:
    """What a feed itself carries of an item, where that is to be read and not the page."""
    always = feed.articles == "feed" or item.url is None
    text = (item.text or item.summary) if always else item.full
    if not text or (feed.articles == "page" and item.url):
        return None
    page = f"<html><body><article>{text}</article></body></html>"
    name = item.url or item.key
    return described(Source(name, page.encode(), media_type="text/html", url=item.url), item)


def fetched(page: Fetched, item: Item) -> Source:
    """The page of an item, with what the feed says of it."""
    return described(page.source(item.url or page.url), item)


def described(source: Source, item: Item) -> Source:
    """A source with the title, the date and the authors that a feed gives it."""
    return replace(source, title=item.title, published=item.published, authors=item.authors)
