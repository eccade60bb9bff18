"""What a casebook remembers of the feeds it is filled from, in `ledger.sqlite`.

Items are noted in one transaction with the state of their feed, before anything is done about them:
whoever is killed after that finds them waiting, though the feed may not send them again. An item is
settled after its document is on the disk. So nothing is lost, and at worst one page is fetched
twice.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from detente.casebook import journal
from detente.casebook.durable import writing
from detente.sources.feed import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS feeds (
  feed TEXT PRIMARY KEY, address TEXT, etag TEXT, modified TEXT, looked TEXT, due TEXT,
  failures INTEGER NOT NULL, code TEXT, what TEXT, stopped INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feed_items (
  number INTEGER PRIMARY KEY, feed TEXT NOT NULL, key TEXT NOT NULL, url TEXT, seen TEXT NOT NULL,
  item TEXT, tries INTEGER NOT NULL DEFAULT 0, due TEXT NOT NULL, settled TEXT, document TEXT,
  brought INTEGER NOT NULL DEFAULT 0, code TEXT, UNIQUE (feed, key)
);
CREATE INDEX IF NOT EXISTS feed_items_waiting ON feed_items (feed, number) WHERE settled IS NULL;
CREATE INDEX IF NOT EXISTS feed_items_read ON feed_items (url) WHERE document IS NOT NULL;
"""
_PATIENCE: Final = 10.0
"""Seconds to wait for another process that is writing to the ledger."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """Where a feed stands.

    Attributes:
        feed: Its address or folder, as its user gives it.
        address: Where it has moved for good, if it has.
        etag: The header `ETag` of its last answer.
        modified: The header `Last-Modified` of its last answer.
        looked: When it was asked last, in UTC.
        due: When it may be asked again, in UTC.
        failures: How often in a row it could not be had.
        code: The code of the last failure, while it lasts.
        what: Its message.
        stopped: Whether its server said that it is gone (410): it is not asked again.
    """

    feed: str
    address: str | None = None
    etag: str | None = None
    modified: str | None = None
    looked: datetime | None = None
    due: datetime | None = None
    failures: int = 0
    code: str | None = None
    what: str | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that is still to be read: its number in the ledger, its feed, earlier tries."""

    number: int
    feed: str
    item: Item
    tries: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an item.

    Attributes:
        number: The item's in the ledger.
        document: The document it became; without one it is given up.
        brought: Whether the casebook had not held that document before.
        code: Why it is given up.
    """

    number: int
    document: str | None = None
    brought: bool = False
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items of a feed are waiting, were read, and were given up."""

    waiting: int
    read: int
    given_up: int


class FeedLedger:
    """The state of feeds and their items.

    Every method raises `CasebookError` D203 if the ledger cannot be read or written.

    Args:
        path: The SQLite file; made when first needed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def state(self, feed: str) -> FeedState:
        """Where a feed stands; one never seen has no past."""
        with self._open() as connection:
            row = connection.execute("SELECT * FROM feeds WHERE feed = ?", (feed,)).fetchone()
        if row is None:
            return FeedState(feed)
        return _state(row)

    def states(self) -> list[FeedState]:
        """Where every feed stands that was ever asked, by name; nothing is written for it."""
        return journal.read(self._path, "feeds", _states)

    def take(
        self,
        state: FeedState,
        items: Iterable[Item] = (),
        *,
        parts: Iterable[FeedState] = (),
        now: datetime,
    ) -> int:
        """Note the state of a feed and those of its items that are new, all or nothing.

        Args:
            state: Where the feed stands now.
            items: What it lists.
            parts: Where the sitemaps of an index stand, from which items came.
            now: When it was asked.

        Returns:
            The number of items that it had not listed before.
        """
        new = 0
        with self._open() as connection, connection:
            for each in (state, *parts):
                connection.execute(_PUT_STATE, [_written(value) for value in _values(each)])
            for item in items:
                row = (state.feed, item.key, item.url, _written(now), _json(item), _written(now))
                new += connection.execute(_PUT_ITEM, row).rowcount
        return new

    def waiting(self, feed: str, *, now: datetime, most: int) -> list[Waiting]:
        """Items of a feed to be read now, first listed first."""
        with self._open() as connection:
            rows = connection.execute(_WAITING, (feed, _written(now), most)).fetchall()
        return [
            Waiting(row["number"], row["feed"], _item(row["item"]), row["tries"]) for row in rows
        ]

    def settle(self, settled: Iterable[Settled], *, now: datetime) -> None:
        """Note what became of items, all or nothing."""
        rows = [
            (_written(now), each.document, each.brought, each.code, each.number) for each in settled
        ]
        with self._open() as connection, connection:
            connection.executemany(_SETTLE, rows)

    def postpone(self, number: int, *, until: datetime, code: str) -> None:
        """Note that an item could not be had, and when to try again."""
        with self._open() as connection, connection:
            connection.execute(_POSTPONE, (_written(until), code, number))

    def documents_at(self, urls: Iterable[str]) -> dict[str, str]:
        """The documents that items with these addresses became, of whatever feed, by address."""
        found: dict[str, str] = {}
        with self._open() as connection:
            for url in urls:
                row = connection.execute(_DOCUMENT, (url,)).fetchone()
                found |= {url: row["document"]} if row else {}
        return found

    def brought_since(self, when: datetime) -> set[str]:
        """The documents that feeds brought into the casebook then or later."""
        with self._open() as connection:
            rows = connection.execute(_BROUGHT, (_written(when),)).fetchall()
        return {row["document"] for row in rows}

    def counts(self, feed: str) -> Counts:
        """How many of the items of a feed are in which state."""
        with self._open() as connection:
            row = connection.execute(_COUNTS, (feed,)).fetchone()
        return Counts(*row)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with (
            writing(self._path),
            closing(sqlite3.connect(self._path, timeout=_PATIENCE)) as connection,
        ):
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            # What a lost power supply may undo is done again; nothing can be half there.
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(_SCHEMA)
            yield connection


_COLUMNS: Final = tuple(field.name for field in fields(FeedState))
_PUT_STATE: Final = (
    f"INSERT OR REPLACE INTO feeds ({', '.join(_COLUMNS)}) "  # noqa: S608 - names of ours
    f"VALUES ({', '.join('?' * len(_COLUMNS))})"
)
_PUT_ITEM: Final = """
INSERT OR IGNORE INTO feed_items (feed, key, url, seen, item, due) VALUES (?, ?, ?, ?, ?, ?)
"""
_WAITING: Final = """
SELECT number, feed, item, tries FROM feed_items
WHERE feed = ? AND settled IS NULL AND due <= ? ORDER BY number LIMIT ?
"""
_SETTLE: Final = """
UPDATE feed_items SET settled = ?, document = ?, brought = ?, code = ?, item = NULL
WHERE number = ?
"""
_POSTPONE: Final = """
UPDATE feed_items SET due = ?, code = ?, tries = tries + 1 WHERE number = ?
"""
_DOCUMENT: Final = "SELECT document FROM feed_items WHERE url = ? AND document IS NOT NULL LIMIT 1"
_BROUGHT: Final = "SELECT document FROM feed_items WHERE brought AND settled >= ?"
_COUNTS: Final = """
SELECT count(*) FILTER (WHERE settled IS NULL), count(document),
  count(*) FILTER (WHERE settled IS NOT NULL AND document IS NULL)
FROM feed_items WHERE feed = ?
"""


def _states(ledger: sqlite3.Connection) -> list[FeedState]:
    ledger.row_factory = sqlite3.Row
    return [_state(row) for row in ledger.execute("SELECT * FROM feeds ORDER BY feed")]


def _state(row: sqlite3.Row) -> FeedState:
    values = dict(row) | {name: _read(row[name]) for name in ("looked", "due")}
    return FeedState(**values | {"stopped": bool(row["stopped"])})


def _values(state: FeedState) -> Iterator[object]:
    return (getattr(state, name) for name in _COLUMNS)


def _written(value: object) -> object:
    """A value as SQLite keeps it; times in UTC and of one length, so that they sort as texts."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")
    return value


def _read(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _json(item: Item) -> str:
    return json.dumps(asdict(item), ensure_ascii=False)


def _item(written: str) -> Item:
    values: dict[str, Any] = json.loads(written)
    return Item(**values | {"authors": tuple(values["authors"])})
