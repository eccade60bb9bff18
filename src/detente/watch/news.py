"""What a pass tells as it happens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from detente import verbs
    from detente.errors import DetenteError
    from detente.watch.settings import FeedSettings


@dataclass(frozen=True, slots=True)
class Looked:
    """A feed was asked: how many items it had not listed before."""

    feed: FeedSettings
    new: int


@dataclass(frozen=True, slots=True)
class Brought:
    """An item became a document; `reading` has no record if the casebook held it already."""

    feed: FeedSettings
    reading: verbs.Reading


@dataclass(frozen=True, slots=True)
class Trouble:
    """A feed or an item could not be had, and when it is tried again, if it is."""

    feed: FeedSettings
    subject: str
    error: DetenteError
    again: datetime | None = None

    @property
    def of_feed(self) -> bool:
        """Whether it is the feed itself that failed."""
        return self.subject == self.feed.key


@dataclass(frozen=True, slots=True)
class Told:
    """Something whoever keeps the list should know: a feed has moved, or is gone."""

    feed: FeedSettings
    what: str


News = Looked | Brought | Trouble | Told
"""Any of these."""
