"""One writer at a time: a lock that the system frees when a process ends, however it ends."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from detente.casebook.durable import writing
from detente.errors import CasebookError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAUSE: Final = 0.05
"""Seconds between two tries."""

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def locked(path: Path, *, wait: float) -> Iterator[None]:
    """Hold the lock file at `path`, made if absent, for the time of the block.

    Args:
        path: The lock file; it stays where it is, empty.
        wait: Seconds to wait for another holder.

    Raises:
        CasebookError: D204 if another holds it all that time, D203 if it cannot be made.
    """
    with writing(path):
        file = path.open("ab")
    with file:
        handle = file.fileno()
        _acquire(handle, path, time.monotonic() + wait)
        try:
            yield
        finally:
            _unlock(handle)


def _acquire(handle: int, path: Path, until: float) -> None:
    while True:
        try:
            _try_lock(handle)
        except OSError as error:
            if time.monotonic() >= until:
                raise CasebookError("D204", str(path.parent)) from error
            time.sleep(_PAUSE)
        else:
            return
