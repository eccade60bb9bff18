"""When Python looks for garbage: never among what stays for good, nor in the midst of a text."""

from __future__ import annotations

import atexit
import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def keep() -> None:
    """Count all that there is so far as what stays for good: looking through the models for garbage
    took a sixth of reading.
    """
    gc.freeze()
    atexit.register(gc.unfreeze)  # other libraries complain of what is never let go


@contextmanager
def unsought() -> Iterator[None]:
    """For the time of the block no garbage is looked for, as far as this block is concerned.

    What is found out about a text is needed until its record is made: to look through all of it
    time and again took a twentieth of reading, and found next to nothing.
    """
    was_sought = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_sought:
            gc.enable()
