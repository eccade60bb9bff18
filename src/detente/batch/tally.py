"""What became of the inputs of a batch, one by one and in numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from detente.verbs import Failure

if TYPE_CHECKING:
    from detente.batch.tasks import Done
    from detente.errors import DetenteError
    from detente.verbs import Reading

Outcome = Literal["read", "copy", "held", "failed", "set-aside"]

SET_ASIDE: Final = frozenset({"D107", "D117"})
"""Codes of errors by which nothing is wrong with a document: it is of no use here."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an input.

    Attributes:
        source: Its name.
        outcome: `read`; a `copy` of another; `held` by the casebook already; `failed`, or
            `set-aside` as of no use.
        document: The id of the document it became.
        error: Why it failed or was set aside.
        characters: Of the document, if it was read.
    """

    source: str
    outcome: Outcome
    document: str | None = None
    error: DetenteError | None = None
    characters: int = 0

    @classmethod
    def of(cls, became: Reading | Failure) -> Settled:
        """What the verbs say became of an input."""
        if isinstance(became, Failure):
            aside = became.error.code in SET_ASIDE
            return cls(became.source, "set-aside" if aside else "failed", error=became.error)
        if became.record is not None:
            length = len(became.record.document.text)
            return cls(became.source, "read", became.document, characters=length)
        outcome: Outcome = "held" if became.copy_of is None else "copy"
        return cls(became.source, outcome, became.document)


@dataclass(slots=True)
class Tally:
    """Counts of a batch.

    Attributes:
        outcomes: Inputs by what became of them.
        codes: Inputs that failed or were set aside, by the code of the error.
        characters: Of the documents read.
        seconds: Time spent, by stage; that of the workers added up.
        tasks: Tasks done, by stage.
        deaths: Workers that died or were ended.
        peak: The most memory a worker had, in bytes.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    characters: int = 0
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    tasks: Counter[str] = field(default_factory=Counter)
    deaths: int = 0
    peak: int = 0

    @property
    def done(self) -> int:
        """Inputs of which it is known what became of them."""
        return self.outcomes.total()

    def count(self, settled: Settled) -> None:
        """Count an input."""
        self.outcomes[settled.outcome] += 1
        self.characters += settled.characters
        if settled.error is not None:
            self.codes[settled.error.code] += 1

    def took(self, stage: str, seconds: float) -> None:
        """Count the time of a task."""
        self.seconds[stage] += seconds
        self.tasks[stage] += 1

    def spend(self, stage: str, done: Done) -> None:
        """Count the time and the workers that a task took."""
        self.took(stage, done.seconds)
        self.deaths += done.deaths
        self.peak = max(self.peak, done.peak)
