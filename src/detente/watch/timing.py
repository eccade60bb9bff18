"""When to ask again. Everything but `SystemClock` is pure: times are passed in."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from math import ceil
from typing import Final, Protocol

from detente.errors import UsageError

_DURATION: Final = re.compile(r"(\d{1,6})\s*([smhd])")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_EARLY: Final = 0.1
_EARLIEST: Final = 60.0
_LONGEST: Final = 86_400.0
"""Seconds between two tries, however often it has failed: a day."""
_MOST_DOUBLINGS: Final = 16
_JITTER: Final = 0.1


class Clock(Protocol):
    """What tells the time and passes it."""

    def now(self) -> datetime:
        """The time, in UTC."""

    def sleep(self, seconds: float) -> None:
        """Let time pass."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)


def duration(written: str) -> float:
    """Seconds of a stretch of time such as 15m, 1h or 2d.

    Raises:
        UsageError: D322, it is none.

    >>> duration("15m")
    900.0
    """
    match = _DURATION.fullmatch(written.strip().lower())
    if match is None or not int(match[1]):
        raise UsageError("D322", written)
    return float(int(match[1]) * _SECONDS[match[2]])


def next_look(now: datetime, every: float) -> datetime:
    """When a feed may be asked again after it answered.

    A tenth early, at most a minute: a timer of the same length must not miss it by a second and
    come only every second time.
    """
    return now + timedelta(seconds=every - min(every * _EARLY, _EARLIEST))


def next_try(
    now: datetime, every: float, failures: int, *, name: str, seed: int = 0, wait: float | None
) -> datetime:
    """When to try again what has failed: twice as long after each failure, at most a day.

    Up to a tenth is added, drawn from seed, name and number of failures, so that those who failed
    together do not all come back together; the same draw gives the same time.

    Args:
        now: The time, in UTC.
        every: Seconds between two looks when all is well.
        failures: How often in a row it has failed, from 1.
        name: What has failed.
        seed: Starts the draw.
        wait: Seconds that the server asked for; it is never asked earlier.
    """
    doubled = every * 2 ** min(failures - 1, _MOST_DOUBLINGS)
    digest = blake2b(f"{seed}\x1f{name}\x1f{failures}".encode(), digest_size=8).digest()
    drawn = int.from_bytes(digest) / 2**64
    delay = max(min(doubled, _LONGEST), wait or 0.0)
    return now + timedelta(seconds=ceil(delay * (1 + _JITTER * drawn)))
