"""Fetching politely: robots.txt is obeyed, and every server is asked one thing at a time.

Different servers are asked side by side. What comes back stands in the order it was asked for, so
that the number of threads changes nothing but the time.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import timedelta
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final

from detente.errors import FetchError, SourceError
from detente.sources import address, robots
from detente.sources.fetch import Fetched, Limits, Manners, Validators, fetch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from detente.sources.address import Address
    from detente.sources.robots import Robots
    from detente.watch.timing import Clock

_PRODUCT: Final = "detente"
_THREADS: Final = 8
_KEPT: Final = timedelta(hours=24)
"""RFC 9309: a robots.txt should not be used for longer."""
_FOR_ROBOTS: Final = Limits(most_bytes=2 * robots.MOST_BYTES, seconds=20.0)
_SAYS_NOTHING: Final = frozenset({"D126", "D128"})
"""RFC 9309: where a server has no robots.txt or will not give it, everything is allowed."""

_NONE: Final = Validators()
_USUAL: Final = Limits()

Outcome = Fetched | SourceError


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to fetch: where, what came with it the last time, what it may take."""

    url: str
    validators: Validators = _NONE
    limits: Limits = _USUAL


@dataclass(slots=True)
class _Host:
    """A server as the courier knows it: when it may be asked next, what it forbids."""

    free: datetime | None = None
    robots: dict[str, tuple[Robots, datetime]] = field(default_factory=dict)


class Courier:
    """Fetches, with manners.

    Args:
        clock: Tells and passes the time.
        manners: Who asks, and what is put up with.
        pause: Seconds between two requests to one server, if it does not want more.
    """

    def __init__(self, clock: Clock, *, manners: Manners, pause: float) -> None:
        self._clock = clock
        self._manners = manners
        self._pause = pause
        self._hosts: dict[str, _Host] = {}

    def bring(self, errands: Sequence[Errand]) -> list[Outcome]:
        """Fetch everything; each in its place, or why it cannot be had.

        Errors are those of `fetch`, and D132 where the server's robots.txt forbids it.
        """
        outcomes: dict[int, Outcome] = {}
        rounds: SimpleQueue[list[int]] = SimpleQueue()
        for numbers in self._by_host(errands, outcomes):
            rounds.put(numbers)

        def go() -> None:
            while True:
                try:
                    numbers = rounds.get_nowait()
                except Empty:
                    return
                for number in numbers:
                    outcomes[number] = self._outcome(errands[number])

        # Daemons, so that an interrupted pass ends at once and not with the slowest server.
        threads = [
            threading.Thread(target=go, daemon=True) for _ in range(min(_THREADS, rounds.qsize()))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return [outcomes[number] for number in range(len(errands))]

    def _by_host(self, errands: Sequence[Errand], outcomes: dict[int, Outcome]) -> list[list[int]]:
        """The numbers of the errands to each server; what is no address has its outcome."""
        rounds: dict[str, list[int]] = {}
        for number, errand in enumerate(errands):
            try:
                rounds.setdefault(address.parse(errand.url).host, []).append(number)
            except FetchError as error:
                outcomes[number] = error
        for host in rounds:
            self._hosts.setdefault(host, _Host())
        return list(rounds.values())

    def _outcome(self, errand: Errand) -> Outcome:
        try:
            return self._brought(errand)
        except SourceError as error:
            return error
        except Exception as error:  # noqa: BLE001 - one server must not end the pass of the others
            return SourceError("D111", errand.url, detail=type(error).__name__)

    def _brought(self, errand: Errand) -> Fetched:
        here = address.parse(errand.url)
        delay = self._permitted(here, errand.url)
        self._wait(here.host)
        try:
            return fetch(
                errand.url,
                validators=errand.validators,
                limits=errand.limits,
                manners=self._manners,
                permit=lambda there: self._permitted(there, errand.url),
            )
        finally:
            self._leave(here.host, max(delay, self._pause))

    def _permitted(self, here: Address, url: str) -> float:
        """Seconds between two requests that the server wants.

        Raises:
            FetchError: D132, it forbids this one; D127, it is out of order and cannot say.
        """
        rules = self._rules(here, url)
        if not rules.allows(here.target):
            raise FetchError("D132", url)
        return rules.delay

    def _rules(self, here: Address, url: str) -> Robots:
        known = self._hosts.setdefault(here.host, _Host()).robots
        now = self._clock.now()
        if here.origin in known and now - known[here.origin][1] < _KEPT:
            return known[here.origin][0]
        self._wait(here.host)
        try:
            place = f"{here.origin}/robots.txt"
            found = fetch(place, limits=_FOR_ROBOTS, manners=self._manners)
            rules = robots.parse(found.data, _PRODUCT)
        except FetchError as error:
            if error.code not in _SAYS_NOTHING:
                code = error.code if error.code in {"D121", "D122"} else "D127"
                detail = f"robots.txt: {error.detail or error.code}"
                raise FetchError(code, url, detail=detail, wait=error.wait) from error
            rules = robots.Robots()
        finally:
            self._leave(here.host, self._pause)
        known[here.origin] = (rules, now)
        return rules

    def _wait(self, host: str) -> None:
        """Let the time pass until a server may be asked."""
        free = self._hosts[host].free
        left = (free - self._clock.now()).total_seconds() if free else 0.0
        if left > 0:
            self._clock.sleep(left)

    def _leave(self, host: str, pause: float) -> None:
        self._hosts[host].free = self._clock.now() + timedelta(seconds=pause)
