"""Asking the feeds that are due, and noting what is new."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from detente.casebook.feeds import FeedState
from detente.errors import FetchError, SourceError
from detente.sources import feed as feeds
from detente.sources.fetch import Fetched, Limits, Validators
from detente.watch import listing
from detente.watch.courier import Errand
from detente.watch.news import Looked, Told, Trouble
from detente.watch.timing import next_look, next_try

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.casebook.feeds import FeedLedger
    from detente.sources.feed import Feed, Item
    from detente.watch.courier import Courier
    from detente.watch.news import News
    from detente.watch.settings import FeedSettings, Settings
    from detente.watch.timing import Clock

_AT_ONCE: Final = 16
"""Feeds that are asked before the first of them is read: so much is held in memory."""
_MOST_PARTS: Final = 10
"""Sitemaps of an index that are looked at in one pass."""
_LIMITS: Final = Limits(most_bytes=feeds.MOST_BYTES, seconds=30.0)
_GONE: Final = 410


class Looking:
    """One look at the feeds of a list.

    Args:
        ledger: Remembers feeds and items.
        settings: The list.
        courier: Fetches.
        clock: Tells the time.
    """

    def __init__(
        self, ledger: FeedLedger, settings: Settings, *, courier: Courier, clock: Clock
    ) -> None:
        self._ledger = ledger
        self._settings = settings
        self._courier = courier
        self._clock = clock

    def look(self, *, retry: bool) -> Iterator[News]:
        """Ask the feeds that are due, and note what is new.

        Args:
            retry: Whether feeds that wait after failures, or that were gone, are asked too.
        """
        due = iter([each for each in self._settings.feeds if self._due(each, retry=retry)])
        while some := list(islice(due, _AT_ONCE)):
            yield from self._look_at(some)

    def _due(self, feed: FeedSettings, *, retry: bool) -> bool:
        """Whether a feed is to be asked now."""
        state = self._ledger.state(feed.key)
        if retry and state.failures:
            return True
        return not state.stopped and (state.due is None or state.due <= self._clock.now())

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
        again = next_try(
            now,
            self._settings.interval(feed),
            state.failures + 1,
            name=feed.key,
            seed=self._settings.seed,
            wait=error.wait if isinstance(error, FetchError) else None,
        )
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


def _errand(state: FeedState) -> Errand:
    validators = Validators(state.etag, state.modified)
    return Errand(state.address or state.feed, validators, _LIMITS)


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
