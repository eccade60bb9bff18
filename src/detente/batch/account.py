"""What a batch says of itself: rate and time left, a report at the end, metrics for a monitor."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from detente.batch.memory import peak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.batch.tally import Tally

_MINUTE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Given:
    """What a batch was asked to do.

    Attributes:
        engine: `local` or `ray`.
        workers: How many.
        total: How many inputs there are, where that is known before they are drawn.
    """

    engine: str
    workers: int
    total: int | None = None


class Pace:
    """How fast inputs are done: those of the last minute count.

    Args:
        now: The time, in seconds of any clock that does not jump.
    """

    def __init__(self, now: float) -> None:
        self.started = now
        self._seen: deque[tuple[float, int]] = deque([(now, 0)])

    def see(self, now: float, done: int) -> None:
        """Note how many inputs are done by now."""
        self._seen.append((now, done))
        while self._seen[1][0] < now - _MINUTE:
            self._seen.popleft()

    @property
    def rate(self) -> float:
        """Inputs a second; 0 as long as nothing is known."""
        (first, before), (last, done) = self._seen[0], self._seen[-1]
        return (done - before) / (last - first) if last > first else 0.0

    def left(self, total: int | None) -> float | None:
        """Seconds until all inputs are done, if that can be told."""
        if total is None or not self.rate:
            return None
        return max(0, total - self._seen[-1][1]) / self.rate


def report(tally: Tally, given: Given, seconds: float) -> dict[str, Any]:
    """What a batch did, as plain values.

    Args:
        tally: Its counts.
        given: What it was asked to do.
        seconds: How long it has taken by the clock.
    """
    return {
        "engine": given.engine,
        "workers": given.workers,
        "seconds": round(seconds, 3),
        "inputs": tally.done,
        "rate": round(tally.done / seconds, 3) if seconds else None,
        "outcomes": dict(sorted(tally.outcomes.items())),
        "codes": dict(sorted(tally.codes.items())),
        "characters": tally.characters,
        "stages": {
            stage: {"seconds": round(spent, 3), "tasks": tally.tasks[stage]}
            for stage, spent in tally.seconds.items()
        },
        "workers_lost": tally.deaths,
        "memory": {"worker": tally.peak, "driver": peak()},
    }


def metrics(tally: Tally, given: Given, seconds: float) -> str:
    """The same in OpenMetrics text, for a monitor that collects files (OpenMetrics 1.0)."""
    return "\n".join([*_metrics(tally, given, seconds), "# EOF", ""])


def _metrics(tally: Tally, given: Given, seconds: float) -> Iterator[str]:
    yield from _family("inputs", "counter", "Inputs by what became of them.")
    yield from _samples("inputs_total", "outcome", tally.outcomes)
    yield from _family("refusals", "counter", "Inputs that failed or were set aside, by code.")
    yield from _samples("refusals_total", "code", tally.codes)
    yield from _family("characters", "counter", "Of the documents read.")
    yield f"detente_batch_characters_total {tally.characters}"
    yield from _family("stage_seconds", "counter", "Time spent by stage.", "seconds")
    yield from _samples("stage_seconds_total", "stage", tally.seconds)
    yield from _family("stage_tasks", "counter", "Tasks done by stage.")
    yield from _samples("stage_tasks_total", "stage", tally.tasks)
    yield from _family("workers_lost", "counter", "Workers that died or were ended.")
    yield f"detente_batch_workers_lost_total {tally.deaths}"
    yield from _family("workers", "gauge", "Workers asked for.")
    yield f'detente_batch_workers{{engine="{given.engine}"}} {given.workers}'
    yield from _family("memory_bytes", "gauge", "The most memory a process had.", "bytes")
    yield from _samples("memory_bytes", "process", {"driver": peak(), "worker": tally.peak})
    yield from _family("elapsed_seconds", "gauge", "Since the batch began.", "seconds")
    yield f"detente_batch_elapsed_seconds {seconds:.3f}"


def _family(name: str, kind: str, words: str, unit: str | None = None) -> Iterator[str]:
    yield f"# TYPE detente_batch_{name} {kind}"
    if unit:
        yield f"# UNIT detente_batch_{name} {unit}"
    yield f"# HELP detente_batch_{name} {words}"


def _samples(name: str, label: str, values: dict[str, Any]) -> Iterator[str]:
    for each, value in sorted(values.items()):
        number = f"{value:.3f}" if isinstance(value, float) else str(value)
        yield f'detente_batch_{name}{{{label}="{each}"}} {number}'
