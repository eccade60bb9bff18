"""Numbers for formats that name things by number."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

_BYTES: Final = 7
"""Numbers below 2^56 fit the whole numbers of every reader, and rarely meet: two of a million names
have the same one in one of 140,000 such sets.
"""


def number_of(name: str) -> int:
    """A positive number that stands for a name: the same for the same name, always."""
    return int.from_bytes(digest_of(name, _BYTES), "big")


def digest_of(name: str, size: int) -> bytes:
    """So many bytes that stand for a name."""
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=size).digest()
