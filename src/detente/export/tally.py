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
        lost: What the format could not hold, to the events that were written without it.
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
            parts.append(f"of these without room or value: {_listed(self.lost)}")
        return ", ".join(parts)


def _listed(counts: Counter[str]) -> str:
    found = ((name, count) for name, count in counts.items() if count)
    ordered = sorted(found, key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {count:,}" for name, count in ordered)
