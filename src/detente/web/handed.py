"""What was handed in together, and what became of each piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["waiting", "reading", "read", "copy", "held", "unpacked", "failed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that was handed in, and what became of it.

    Attributes:
        name: What it is called: a file's name, an address.
        state: Where it stands: `copy` of another document, `held` already, an archive whose
            documents have become pieces of their own `unpacked`, `failed`.
        document: The document it became.
        copy_of: The document that holds its story.
        events, claims: How many were read from it.
        documents: How many it held, of an archive.
        code, message: Why it failed.
    """

    name: str
    state: State = "waiting"
    document: str | None = None
    copy_of: str | None = None
    events: int = 0
    claims: int = 0
    documents: int = 0
    code: str | None = None
    message: str | None = None

    @property
    def settled(self) -> bool:
        """Whether nothing more will become of it."""
        return self.state not in {"waiting", "reading"}


@dataclass(frozen=True, slots=True)
class Batch:
    """What was handed in together; `at` is when, ISO 8601."""

    id: str
    at: str
    pieces: tuple[Piece, ...]

    @property
    def settled(self) -> int:
        """How many of its pieces are done with."""
        return sum(each.settled for each in self.pieces)

    @property
    def failed(self) -> int:
        """How many of its pieces could not be read."""
        return sum(each.state == "failed" for each in self.pieces)
