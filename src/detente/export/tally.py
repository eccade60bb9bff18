"""What an export wrote, and what it left out and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Counts of one export.

    Attributes:
        noun: What was written, in the singular: `event`, `annotation`.
        written: How many of it.
        left_out: Reason, such as a status that the format cannot say, to events left out.
        lost: What an event was written without, since it is not known or there is no room for it.
    """

    noun: str = "event"
    written: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        """One line for a person.

        >>> str(Tally(written=312, left_out=Counter(denied=21, planned=20)))
        '312 events, 41 left out: denied 21, planned 20'
        """
        parts = [f"{self.written:,} {self.noun}{'' if self.written == 1 else 's'}"]
        if self.left_out:
            parts.append(f"{self.left_out.total():,} left out: {_listed(self.left_out)}")
        if self.lost.total():
            parts.append(f"of these {_without(self.lost)}")
        return ", ".join(parts)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in _most_first(counts))


def _without(counts: Counter[str]) -> str:
    return ", ".join(f"{count:,} without {name}" for name, count in _most_first(counts) if count)


def _most_first(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
