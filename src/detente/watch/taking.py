"""Fetching, reading and keeping the items that wait."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente import verbs
from detente.casebook.feeds import Settled
from detente.errors import FetchError, SourceError
from detente.sources.fetch import Fetched, Limits
from detente.sources.folder import gather
from detente.sources.source import Source
from detente.watch import listing
from detente.watch.courier import Errand
from detente.watch.news import Brought, Trouble
from detente.watch.timing import next_try

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.casebook import Casebook
    from detente.casebook.feeds import Waiting
    from detente.sources.feed import Item
    from detente.watch.courier import Courier
    from detente.watch.news import News
    from detente.watch.settings import FeedSettings, Settings
    from detente.watch.timing import Clock

_AT_ONCE: Final = 16
"""Pages that are fetched before the first of them is read: so much is held in memory."""
_PATIENCE: Final = 60.0
"""Seconds to wait for another process that is writing to the casebook."""
_LIMITS: Final = Limits(most_bytes=20_000_000, seconds=60.0)
_PASSING: Final = frozenset({"D123", "D125", "D127", "D130"})
"""Codes of failures that may be over the next time."""
_MOST_TRIES: Final = 5

_Wanted = tuple["FeedSettings", "Waiting"]


class Taking:
    """Takes items of a list's feeds into a casebook.

    Args:
        casebook: Where what is read goes, and what is remembered.
        settings: The list.
        reader: Reads.
        courier: Fetches.
        clock: Tells the time.
    """

    def __init__(
        self,
        casebook: Casebook,
        settings: Settings,
        *,
        reader: verbs.Reads,
        courier: Courier,
        clock: Clock,
    ) -> None:
        self._casebook = casebook
        self._ledger = casebook.feeds
        self._settings = settings
        self._reader = reader
        self._courier = courier
        self._clock = clock

    def take(self) -> Iterator[News]:
        """Fetch and read what waits, some at a time, first listed first."""
        for waiting in map(iter, self._waiting()):
            while some := list(islice(waiting, _AT_ONCE)):
                yield from self._some(self._unread(some))

    def _waiting(self) -> tuple[list[_Wanted], list[_Wanted]]:
        """What is to be read in this pass; second, what has an address that stands in the first.

        Those are looked at when it is known what became of the first.
        """
        now = self._clock.now()
        found = [
            (feed, each)
            for feed in self._settings.feeds
            for each in self._ledger.waiting(feed.key, now=now, most=feed.most)
        ]
        seen: set[str] = set()
        first: list[_Wanted] = []
        again: list[_Wanted] = []
        for feed, each in found:
            url = each.item.url or ""
            (again if url in seen else first).append((feed, each))
            seen |= {url} - {""}
        return first, again

    def _unread(self, some: Sequence[_Wanted]) -> list[_Wanted]:
        """Those whose page no other feed has brought; the others are settled."""
        known = self._ledger.documents_at(each.item.url for _, each in some if each.item.url)
        settled = [
            Settled(each.number, known[each.item.url]) for _, each in some if each.item.url in known
        ]
        if settled:
            self._ledger.settle(settled, now=self._clock.now())
        return [(feed, each) for feed, each in some if each.item.url not in known]

    def _some(self, some: Sequence[_Wanted]) -> Iterator[News]:
        """Fetch, read and keep some items, and settle them."""
        ready: list[tuple[FeedSettings, Waiting, verbs.Arrived | verbs.Failure]] = []
        for (feed, each), found in zip(some, self._sources(some), strict=True):
            if isinstance(found, Source):
                ready.append((feed, each, verbs.arrived(found, publisher=feed.publisher)))
            elif found.code in _PASSING and each.tries + 1 < _MOST_TRIES:
                yield self._postponed(feed, each, found)
            else:
                ready.append((feed, each, verbs.Failure(_name(each), found)))
        if not ready:
            return
        with self._casebook.writer(wait=_PATIENCE) as writer:
            kept = {
                id(each): verbs.kept(each, self._reader, writer)
                for each in verbs.by_story([each for *_, each in ready])
            }
        outcomes = [kept[id(each)] for *_, each in ready]
        settled = (_settled(each, got) for (_, each, _), got in zip(ready, outcomes, strict=True))
        self._ledger.settle(settled, now=self._clock.now())
        for (feed, each, _), outcome in zip(ready, outcomes, strict=True):
            if isinstance(outcome, verbs.Failure):
                yield Trouble(feed, _name(each), outcome.error)
            else:
                yield Brought(feed, outcome)

    def _sources(self, some: Sequence[_Wanted]) -> list[Source | SourceError]:
        """The texts of some items, from the feed, the folder or the page, or why there is none."""
        found: list[Source | SourceError | None] = [
            _at_hand(feed, each.item) for feed, each in some
        ]
        far = [number for number, each in enumerate(found) if each is None]
        errands = [Errand(some[number][1].item.url or "", limits=_LIMITS) for number in far]
        brought = dict(zip(far, self._courier.bring(errands), strict=True))
        return [
            each or _page(brought[number], some[number][1].item)
            for number, each in enumerate(found)
        ]

    def _postponed(self, feed: FeedSettings, each: Waiting, error: SourceError) -> Trouble:
        again = next_try(
            self._clock.now(),
            self._settings.interval(feed),
            each.tries + 1,
            name=_name(each),
            seed=self._settings.seed,
            wait=error.wait if isinstance(error, FetchError) else None,
        )
        self._ledger.postpone(each.number, until=again, code=error.code)
        return Trouble(feed, _name(each), error, again)


def _at_hand(feed: FeedSettings, item: Item) -> Source | SourceError | None:
    """The text of an item where no server need be asked for it; `None` where one must."""
    if feed.path:
        return next(iter(gather([Path(listing.path_of(item))])))
    carried = listing.carried(item, feed)
    if carried is None and (item.url is None or feed.articles == "feed"):
        return SourceError("D102", item.url or item.key)
    return carried


def _settled(each: Waiting, outcome: verbs.Reading | verbs.Failure) -> Settled:
    if isinstance(outcome, verbs.Failure):
        return Settled(each.number, code=outcome.error.code)
    return Settled(each.number, outcome.document, brought=outcome.record is not None)


def _page(outcome: Fetched | SourceError, item: Item) -> Source | SourceError:
    return listing.fetched(outcome, item) if isinstance(outcome, Fetched) else outcome


def _name(each: Waiting) -> str:
    return each.item.url or listing.path_of(each.item)
