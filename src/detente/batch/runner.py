"""Runners: what does tasks in other processes, as many at a time as it has workers."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import count
from queue import PriorityQueue
from threading import Thread
from typing import TYPE_CHECKING, Protocol, Self

from detente.batch.worker import Limits, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.batch.tasks import Done, Task
    from detente.verbs import Reads

Rank = tuple[int, ...]
"""A task's place among those that wait: the least comes first."""


class Runner(Protocol):
    """Does tasks. Which worker does one, and when, changes nothing in what comes back."""

    @property
    def workers(self) -> int:
        """How many tasks it does at a time."""

    def submit(self, task: Task, rank: Rank) -> Future[Done]:
        """Have a task done, before those of a greater rank; returns at once."""

    def close(self) -> None:
        """Let go of what is not done, and end the workers."""


class Hand(Protocol):
    """Does one task at a time, and waits for it; `Worker` does."""

    def do(self, task: Task) -> Done:
        """Do a task; once closed, raise `CancelledError`."""

    def close(self) -> None:
        """End what it does; it is not asked again."""


class Crew:
    """A runner of some hands, each with a thread that waits for it.

    Args:
        hands: What does the work.
    """

    def __init__(self, hands: Sequence[Hand]) -> None:
        self._hands = tuple(hands)
        self._waiting: PriorityQueue[_Job] = PriorityQueue()
        self._numbers = count()
        self._threads = [Thread(target=self._serve, args=(hand,), daemon=True) for hand in hands]
        self._closed = False
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def workers(self) -> int:
        """How many tasks it does at a time."""
        return len(self._hands)

    def submit(self, task: Task, rank: Rank) -> Future[Done]:
        """Have a task done, before those of a greater rank; returns at once.

        The future raises what the worker cannot begin with: D401, D403.
        """
        future: Future[Done] = Future()
        self._waiting.put(_Job(rank, next(self._numbers), task, future))
        return future

    def close(self) -> None:
        """Let go of what is not done, and end the workers."""
        self._closed = True
        for hand in self._hands:
            self._waiting.put(_Job((-1,), next(self._numbers)))
            hand.close()
        for thread in self._threads:
            thread.join()

    def _serve(self, hand: Hand) -> None:
        while True:
            job = self._waiting.get()
            if job.task is None or job.future is None or self._closed:
                return
            if not job.future.set_running_or_notify_cancel():
                continue
            try:
                job.future.set_result(hand.do(job.task))
            except BaseException as error:  # noqa: BLE001 - whoever waits for it must hear of it
                job.future.set_exception(error)


@dataclass(order=True, frozen=True, slots=True)
class _Job:
    """A task in the queue; one without a task ends a thread."""

    rank: Rank
    number: int
    task: Task | None = field(default=None, compare=False)
    future: Future[Done] | None = field(default=None, compare=False)


def local(load: Callable[[], Reads], *, workers: int, limits: Limits) -> Crew:
    """A runner of processes on this machine.

    Args:
        load: Gives a worker its reader; found in its process by name.
        workers: How many.
        limits: What one document may cost.
    """
    return Crew([Worker(load, limits) for _ in range(workers)])
