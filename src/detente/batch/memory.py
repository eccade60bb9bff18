"""How much memory and processor time this process has had, and how much more it may have.

Limits are the system's own: what exceeds them fails or dies at once, in whatever library it is.
Windows knows none of these, macOS none for memory; there a document is limited by the clock alone.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Final

_KIBI: Final = 1024

if sys.platform == "win32":

    def peak() -> int:
        """The most memory this process ever had, in bytes; 0 where the system does not say."""
        return 0

    def limit(seconds: float, room: int) -> None:
        """Let this process use so much more processor time and memory, where the system can."""
        del seconds, room

else:
    import resource

    _PAGE: Final = resource.getpagesize()
    _STATM: Final = Path("/proc/self/statm")
    _UNIT: Final = 1 if sys.platform == "darwin" else _KIBI

    def peak() -> int:
        """The most memory this process ever had, in bytes; 0 where the system does not say."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT

    def limit(seconds: float, room: int) -> None:
        """Let this process use so much more processor time and memory, where the system can.

        Beyond the time the system ends it with SIGXCPU; beyond the memory allocations fail.

        Args:
            seconds: Processor time, taken up to a whole second.
            room: Bytes.
        """
        _set(resource.RLIMIT_CPU, int(time.process_time() + seconds) + 1)
        if _STATM.exists():
            held = int(_STATM.read_text("ascii").split()[0]) * _PAGE
            _set(resource.RLIMIT_AS, held + room)

    def _set(which: int, most: int) -> None:
        _, hard = resource.getrlimit(which)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(which, (most, hard))
