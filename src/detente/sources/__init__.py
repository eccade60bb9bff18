"""Arrive: from bytes to a document whose text everything points into.

`gather` finds the sources that paths, folders, globs, addresses and standard input name; `arrive`
turns one into a `Document`, with its raw bytes by hash and an alignment back to them. Only `fetch`
opens a socket, and only for an address that was named.
"""

from detente.sources.alignment import Alignment, Origin, Run
from detente.sources.arrival import Arrival, arrive
from detente.sources.folder import STANDARD_INPUT, gather
from detente.sources.source import Source

__all__ = [
    "STANDARD_INPUT",
    "Alignment",
    "Arrival",
    "Origin",
    "Run",
    "Source",
    "arrive",
    "gather",
]
