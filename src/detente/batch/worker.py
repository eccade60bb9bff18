"""A worker: a process of its own that loads the reader once and does one task after another."""

from __future__ import annotations

import os
import signal
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from detente.batch import memory
from detente.batch.tasks import Done, Refusal, done
from detente.errors import DetenteError, InstallationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from detente.batch.tasks import Task
    from detente.verbs import Reads

TRIES: Final = 3
"""Workers that a task may cost before its document is given up: one may be killed by others."""
_SLACK: Final = 10.0
"""A task that uses no processor time is ended after so many times its limit."""
_OUT_OF_TIME: Final = int(getattr(signal, "SIGXCPU", 24))
"""The signal by which the system ends a process that has used up its time."""
_GRACE: Final = 1.0
"""Seconds for a process that has closed its connection to end."""
_THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_SPAWN: Final = get_context("spawn")
_STARTING: Final = Lock()
"""Starting and burying processes is done by one thread at a time, as `multiprocessing` wants."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost.

    Attributes:
        seconds: Of processor time.
        room: Bytes of memory beyond what the worker holds when it begins.
    """

    seconds: float = 120.0
    room: int = 2_000_000_000


@dataclass(frozen=True, slots=True)
class _Ready:
    """What a worker says when its reader is loaded."""


class Worker:
    """A worker process as seen from outside; it is started when wanted, and again when it died.

    Args:
        load: Gives the reader; called in the process, found there by its name.
        limits: What one document may cost.
    """

    def __init__(self, load: Callable[[], Reads], limits: Limits) -> None:
        self._load = load
        self._limits = limits
        self._process: SpawnProcess | None = None
        self._connection: Connection[Any, Any] | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The number of its process, if it runs."""
        return self._process.pid if self._process else None

    def do(self, task: Task) -> Done:
        """Do a task, in as many processes as it takes.

        A document on which the process dies is tried again in another; the third time it is given
        up (D116). Beyond its time it is given up at once (D114).

        Raises:
            DetenteError: The reader cannot be loaded (D401), or no process starts (D403).
            CancelledError: It was closed meanwhile.
        """
        for deaths in range(TRIES):
            answer = self._ask(task)
            if isinstance(answer, Done):
                return Done(answer.result, answer.seconds, answer.peak, deaths)
            if self._closed:
                raise CancelledError
            if answer == -_OUT_OF_TIME:
                return Done(self._too_long(task), self._limits.seconds, deaths=deaths + 1)
        return Done(Refusal("D116", task.name, f"exit status {answer}"), deaths=TRIES)

    def close(self) -> None:
        """End the process, whatever it does."""
        self._closed = True
        self._bury()

    def _too_long(self, task: Task) -> Refusal:
        return Refusal("D114", task.name, f"more than {self._limits.seconds:g} s")

    def _ask(self, task: Task) -> Done | int:
        """The answer to a task, or how the process ended on it."""
        connection = self._running()
        with suppress(OSError, EOFError):
            connection.send(task)
            if not connection.poll(self._limits.seconds * _SLACK):
                self._bury()
                return -_OUT_OF_TIME
            answer: Done = connection.recv()
            if _is_spent(answer):
                self._bury()
            return answer
        return self._bury(_GRACE)

    def _running(self) -> Connection[Any, Any]:
        """The way to the process, which is started if none runs."""
        for _ in range(TRIES):
            if self._connection is not None:
                return self._connection
            if self._closed:
                raise CancelledError
            connection = self._start()
            with suppress(OSError, EOFError):
                said = connection.recv()
                if isinstance(said, Refusal):
                    raise InstallationError(said.code, said.subject, detail=said.detail)
                self._connection = connection
        raise InstallationError("D403", detail=f"exit status {self._bury(_GRACE)}")

    def _start(self) -> Connection[Any, Any]:
        self._bury()
        with _STARTING, _one_thread_each():
            here, there = _SPAWN.Pipe()
            self._process = _SPAWN.Process(
                target=_serve, args=(there, self._load, self._limits), daemon=True
            )
            self._process.start()
            there.close()
        return here

    def _bury(self, grace: float = 0.0) -> int:
        """End the process if it runs; its exit status, of its own if it ends in that time."""
        process, self._process = self._process, None
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        if process is None:
            return 0
        with _STARTING:
            process.join(grace)
            process.kill()
            process.join()
            return process.exitcode or 0


def _is_spent(answer: Done) -> bool:
    """Whether the process ran out of memory: what is left of it is in pieces."""
    return isinstance(answer.result, Refusal) and answer.result.code == "D115"


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """What is started inside computes with one thread: workers are as many as cores."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _serve(connection: Connection[Any, Any], load: Callable[[], Reads], limits: Limits) -> None:
    """Load the reader and do what comes, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the driver hears it, and ends us
    try:
        reader = load()
    except DetenteError as error:
        connection.send(Refusal.of(error))
        return
    with suppress(OSError, EOFError):
        connection.send(_Ready())
        while True:
            task = connection.recv()
            memory.limit(limits.seconds, limits.room)
            connection.send(done(task, reader))
