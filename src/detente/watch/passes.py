"""A pass: ask the feeds that are due, fetch what is new, read it, keep it.

The order of things is what lets a pass be killed anywhere: first the new items of a feed are noted
together with its state, then their pages are fetched, then read and kept, and only when they are on
the disk are the items settled. Nothing holds the casebook's writer while a server is waited for.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente import verbs
from detente.casebook.feeds import FeedState, Settled
from detente.errors import DetenteError, FetchError, SourceError
from detente.sources import feed as feeds
from detente.sources.fetch import Fetched, Limits, Validators
from detente.sources.folder import gather
from detente.sources.source import Source
from detente.watch import listing
from detente.watch.courier import Errand
from detente.watch.timing import next_look, next_try

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from detente.casebook import Casebook
    from detente.casebook.feeds import Waiting
    from detente.records import Document, Problem, ReaderInfo, Record
    from detente.sources.feed import Feed, Item
    from detente.watch.courier import Courier
    from detente.watch.settings import FeedSettings, Settings
    from detente.watch.timing import Clock

_AT_ONCE: Final = 16
"""Pages that are fetched before the first of them is read: so much is held in memory."""
_PATIENCE: Final = 60.0
"""Seconds to wait for another process that is writing to the casebook."""
_MOST_PARTS: Final = 10
"""Sitemaps of an index that are looked at in one pass."""
_FEED: Final = Limits(most_bytes=feeds.MOST_BYTES, seconds=30.0)
_PAGE: Final = Limits(most_bytes=20_000_000, seconds=60.0)
_PASSING: Final = frozenset({"D123", "D125", "D127", "D130"})
"""Codes of failures that may be over the next time."""
_MOST_TRIES: Final = 5
_GONE: Final = 410


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


_Wanted = tuple["FeedSettings", "Waiting"]


class Watch:
    """Passes over a list of feeds into a casebook.

    Args:
        casebook: Where what is read goes, and what is remembered.
        settings: The list.
        reader: Gives what reads, when it is first wanted: loading it takes seconds.
        courier: Fetches.
        clock: Tells the time.
    """

    def __init__(
        self,
        casebook: Casebook,
        settings: Settings,
        *,
        reader: Callable[[], verbs.Reads],
        courier: Courier,
        clock: Clock,
    ) -> None:
        self._casebook = casebook
        self._ledger = casebook.feeds
        self._settings = settings
        self._reader = _Late(reader)
        self._courier = courier
        self._clock = clock

    def once(self, *, retry: bool = False) -> Iterator[News]:
        """One pass; what happens is told as it happens.

        Args:
            retry: Whether feeds that wait after failures, or that were gone, are asked too.

        Raises:
            CasebookError: D203 if the disk will not take it, D204 if another pass is under way or
                another process keeps writing.
        """
        with self._casebook.watching():
            yield from self._look(retry=retry)
            yield from self._read()

    def due(self, feed: FeedSettings, *, retry: bool = False) -> bool:
        """Whether a feed is to be asked now."""
        state = self._ledger.state(feed.key)
        if retry and state.failures:
            return True
        return not state.stopped and (state.due is None or state.due <= self._clock.now())

    def _look(self, *, retry: bool) -> Iterator[News]:
        """Ask the feeds that are due, and note what is new."""
        due = iter([each for each in self._settings.feeds if self.due(each, retry=retry)])
        while some := list(islice(due, _AT_ONCE)):
            yield from self._look_at(some)

    def _look_at(self, some: Sequence[FeedSettings]) -> Iterator[News]:
        states = [self._ledger.state(each.key) for each in some]
        asked = [number for number, each in enumerate(some) if each.url]
        answers = dict(
            zip(asked, self._courier.bring([_errand(states[n]) for n in asked]), strict=True)
        )
        for number, (each, state) in enumerate(zip(some, states, strict=True)):
            try:
                if number in answers:
                    yield from self._listed(each, state, answers[number])
                elif each.path:
                    items = list(listing.in_folder(each.path, now=self._clock.now()))
                    yield self._taken(each, state, items)
            except SourceError as error:
                yield from self._failed(each, state, error)

    def _listed(
        self, feed: FeedSettings, state: FeedState, answer: Fetched | SourceError
    ) -> Iterator[News]:
        """Note what a feed answered."""
        if isinstance(answer, SourceError):
            raise answer
        found = _parsed(answer)
        parts: tuple[FeedState, ...] = ()
        items, validators = list(found.items), answer.validators
        if found.parts:
            # An index that has not changed must be sent all the same: its parts are wanted.
            validators = Validators()
            parts = tuple(self._parts(found, items))
        address = answer.moved or state.address
        if address != state.address:
            yield Told(feed, f"has moved to {address}: change it in the list")
        state = replace(state, address=address, etag=validators.etag, modified=validators.modified)
        yield self._taken(feed, state, items, parts)

    def _parts(self, index: Feed, items: list[Item]) -> Iterator[FeedState]:
        """Where an index's sitemaps stand after a look at some of them; adds what they list.

        Those never looked at come first, then those not for longest. One that cannot be had is
        tried again in its turn.
        """
        states = [self._ledger.state(part) for part in index.parts]
        states.sort(key=lambda state: state.looked.timestamp() if state.looked else 0.0)
        some = states[:_MOST_PARTS]
        answers = self._courier.bring([_errand(each) for each in some])
        for state, answer in zip(some, answers, strict=True):
            told = Validators()
            if isinstance(answer, Fetched):
                with suppress(SourceError):
                    items += _parsed(answer).items
                    told = answer.validators
            yield FeedState(state.feed, None, told.etag, told.modified, looked=self._clock.now())

    def _taken(
        self,
        feed: FeedSettings,
        state: FeedState,
        items: Iterable[Item],
        parts: Iterable[FeedState] = (),
    ) -> Looked:
        now = self._clock.now()
        state = replace(
            state,
            looked=now,
            due=next_look(now, self._settings.interval(feed)),
            failures=0,
            code=None,
            what=None,
            stopped=False,
        )
        new = self._ledger.take(state, listing.wanted(items, feed), parts=parts, now=now)
        return Looked(feed, new)

    def _failed(self, feed: FeedSettings, state: FeedState, error: SourceError) -> Iterator[News]:
        now = self._clock.now()
        stopped = isinstance(error, FetchError) and error.status == _GONE
        again = self._again(feed, feed.key, state.failures + 1, error)
        # Where it has moved to for good may be wrong: it is asked at its old address again.
        address = None if error.code == "D128" else state.address
        state = replace(
            state,
            address=address,
            looked=now,
            due=again,
            failures=state.failures + 1,
            code=error.code,
            what=error.message,
            stopped=stopped,
        )
        self._ledger.take(state, now=now)
        yield Trouble(feed, feed.key, error, None if stopped else again)
        if stopped:
            yield Told(feed, "is gone for good and is not asked again: take it off the list")

    def _again(self, feed: FeedSettings, name: str, failures: int, error: DetenteError) -> datetime:
        return next_try(
            self._clock.now(),
            self._settings.interval(feed),
            failures,
            name=name,
            seed=self._settings.seed,
            wait=error.wait if isinstance(error, FetchError) else None,
        )

    def _read(self) -> Iterator[News]:
        """Fetch and read what waits, some at a time, first listed first."""
        for waiting in map(iter, self._waiting()):
            while some := list(islice(waiting, _AT_ONCE)):
                yield from self._take(self._unread(some))

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

    def _take(self, some: Sequence[_Wanted]) -> Iterator[News]:
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
            outcomes = list(verbs.outcomes([each for *_, each in ready], self._reader, writer))
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
        errands = [Errand(some[number][1].item.url or "", limits=_PAGE) for number in far]
        brought = dict(zip(far, self._courier.bring(errands), strict=True))
        return [
            each or _page(brought[number], some[number][1].item)
            for number, each in enumerate(found)
        ]

    def _postponed(self, feed: FeedSettings, each: Waiting, error: SourceError) -> Trouble:
        again = self._again(feed, _name(each), each.tries + 1, error)
        self._ledger.postpone(each.number, until=again, code=error.code)
        return Trouble(feed, _name(each), error, again)


class _Late:
    """A reader that is loaded when something is to be read."""

    def __init__(self, load: Callable[[], verbs.Reads]) -> None:
        self._load = load
        self._reader: verbs.Reads | None = None

    @property
    def info(self) -> ReaderInfo:
        return self._loaded().info

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        return self._loaded().read(document, problems=problems)

    def _loaded(self) -> verbs.Reads:
        self._reader = self._reader or self._load()
        return self._reader


def _errand(state: FeedState) -> Errand:
    validators = Validators(state.etag, state.modified)
    return Errand(state.address or state.feed, validators, _FEED)


def _parsed(answer: Fetched) -> Feed:
    """What a feed lists; nothing new if it has not changed."""
    if answer.unchanged:
        return feeds.Feed()
    try:
        return feeds.parse(answer.data, url=answer.url, charset=answer.charset)
    except SourceError:
        raise
    except Exception as error:
        raise SourceError("D133", answer.url, detail=type(error).__name__) from error


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
