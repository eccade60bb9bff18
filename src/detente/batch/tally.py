"""What a batch has done so far, in numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.verbs import Failure

if TYPE_CHECKING:
    from detente.batch.tasks import Done
    from detente.verbs import Reading


@dataclass(slots=True)
class Tally:
    """Counts of a batch.

    Attributes:
        read: Documents read.
        copies: Documents of which another tells the story.
        held: Inputs that were in the casebook.
        failed: Inputs that could not be read, by the code of the error.
        characters: Of the documents read.
        seconds: Time spent, by stage; that of the workers added up.
        deaths: Workers that died or were ended.
        peak: The most memory a worker had, in bytes.
    """

    read: int = 0
    copies: int = 0
    held: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    characters: int = 0
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    deaths: int = 0
    peak: int = 0

    @property
    def done(self) -> int:
        """Inputs of which it is known what became of them."""
        return self.read + self.copies + self.held + self.failed.total()

    def count(self, outcome: Reading | Failure) -> None:
        """Count what became of an input."""
        if isinstance(outcome, Failure):
            self.failed[outcome.error.code] += 1
        elif outcome.record is not None:
            self.read += 1
            self.characters += len(outcome.record.document.text)
        elif outcome.copy_of is not None:
            self.copies += 1
        else:
            self.held += 1

    def spend(self, stage: str, done: Done) -> None:
        """Count the time and the workers that a task took."""
        self.seconds[stage] += done.seconds
        self.deaths += done.deaths
        self.peak = max(self.peak, done.peak)
