"""Escalation: chains of action and reply between two sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from detente.casebook.rows import Row

Why = Literal["text", "time"]
"""A reply is one because a text says so, or only because it came soon after."""


@dataclass(frozen=True, slots=True)
class Link:
    """An action of one side and the reply of the other.

    Attributes:
        action, reply: Rows of the casebook's `events`.
        days: Fewest and most days between them, as their dates allow; None if one has no date.
        why: `text` where a text says that the one led to the other, `time` where it only followed.
        signal: The words that say so ("in retaliation for"), if any stand apart.
        said_by: Who says so; None for the document's own voice and for `time`.
        document: The document that says so; None for `time`.
    """

    action: Row
    reply: Row
    days: tuple[int, int] | None
    why: Why
    signal: str | None
    said_by: str | None
    document: str | None


@dataclass(frozen=True, slots=True)
class Chain:
    """Action, reply, reply to the reply, and so on: each link begins where the last one ended."""

    links: tuple[Link, ...]

    @property
    def events(self) -> tuple[Row, ...]:
        """The events of the chain in order: one more than there are links."""
        return (self.links[0].action, *(link.reply for link in self.links))

    @property
    def said(self) -> int:
        """How many of its links a text says."""
        return sum(link.why == "text" for link in self.links)
