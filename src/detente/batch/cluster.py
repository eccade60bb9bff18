"""A runner on a Ray cluster: an actor a worker, each with a worker process of its own beside it.

The process, not the actor, reads: so a document has the same limits, and what it breaks is the
same, as on one machine. Ray's reports of use to its makers are switched off, and so is its page.
"""

from __future__ import annotations

import logging
import os
import sys
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from detente.batch.runner import Crew
from detente.batch.tasks import Done, Refusal
from detente.batch.worker import TRIES, Worker
from detente.errors import DetenteError, InstallationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.batch.tasks import Task
    from detente.batch.worker import Limits
    from detente.verbs import Reads

_QUIET: Final = {"RAY_USAGE_STATS_ENABLED": "0"}
_HERE: Final = "local"
"""What Ray calls a cluster that it starts on this machine."""


@contextmanager
def cluster(
    load: Callable[[], Reads], *, workers: int, limits: Limits, address: str | None = None
) -> Iterator[Crew]:
    """A runner of workers on a Ray cluster, for the time of a `with` block.

    Args:
        load: Gives a worker its reader; found where it runs by name.
        workers: How many; on a cluster that runs, as many of them as it has cores free.
        limits: What one document may cost.
        address: Of a cluster that runs, as `ray://head:10001` or `auto`; without, one is started
            on this machine, and stopped at the end.

    Raises:
        InstallationError: D402 without the extra `cluster`, D404 if there is no such cluster,
            or none of its cores is free.
    """
    ray = _ray()
    options: dict[str, Any] = {
        "include_dashboard": False,
        "num_cpus": workers,
        "_system_config": {"worker_niceness": 0},  # as nice as who started us
    }
    try:
        ray.init(
            address=address or _HERE,
            log_to_driver=False,
            logging_level=logging.ERROR,
            **({} if address else options),
        )
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise InstallationError("D404", address or _HERE, detail=str(error)[:200]) from error
    try:
        if address:
            workers = min(workers, _free(ray, address))
        with Crew([Hand(ray, load, limits) for _ in range(workers)]) as crew:
            yield crew
    finally:
        ray.shutdown()


def _free(ray: Any, address: str) -> int:  # noqa: ANN401 - as `_ray`
    """How many actors can be placed now: a task whose actor waits for a core would wait with it."""
    cores = int(ray.available_resources().get("CPU", 0))
    if not cores:
        raise InstallationError("D404", address, detail="no core is free")
    return cores


def _ray() -> Any:  # noqa: ANN401 - the module of an extra, which may be absent
    os.environ.update(_QUIET)
    try:
        import ray  # noqa: PLC0415 - of the extra `cluster`; takes seconds
    except ImportError as error:
        raise InstallationError("D402", "ray", detail="pip install 'detente[cluster]'") from error
    return ray


class Actor:
    """What runs on the cluster: a worker, asked from afar.

    Args:
        load: As for `Worker`.
        limits: As for `Worker`.
    """

    def __init__(self, load: Callable[[], Reads], limits: Limits) -> None:
        self._worker = Worker(load, limits)

    def leave_main(self) -> None:
        """Keep the worker's process from running Ray's own program again before it begins."""
        with suppress(AttributeError):
            del sys.modules["__main__"].__file__

    def do(self, task: Task) -> Done | Refusal:
        """Do a task; a refusal is why no task can be done here."""
        try:
            return self._worker.do(task)
        except DetenteError as error:
            return Refusal.of(error)


class Hand:
    """An actor as seen from the driver: made when wanted, and again when it is lost.

    Args:
        ray: The module.
        load: As for `Worker`.
        limits: As for `Worker`.
    """

    def __init__(self, ray: Any, load: Callable[[], Reads], limits: Limits) -> None:  # noqa: ANN401 - as `_ray`
        self._ray = ray
        self._load = load
        self._limits = limits
        self._actor: Any = None
        self._closed = False

    def do(self, task: Task) -> Done:
        """Do a task, as `Worker` does; an actor that is lost counts as a process that died."""
        for deaths in range(TRIES):
            if self._actor is None:
                kind = self._ray.remote(Actor).options(num_cpus=1)
                self._actor = kind.remote(self._load, self._limits)
                self._actor.leave_main.remote()
            try:
                done = self._ray.get(self._actor.do.remote(task))
            except self._ray.exceptions.RayActorError:
                self._actor = None
                if self._closed:
                    raise CancelledError from None
                continue
            if isinstance(done, Done):
                return replace(done, deaths=done.deaths + deaths)
            raise InstallationError(done.code, done.subject, detail=done.detail)
        return Done(Refusal("D116", task.name, "its actor was lost"), deaths=TRIES)

    def close(self) -> None:
        """End the actor, whatever it does."""
        self._closed = True
        with suppress(Exception):  # whatever Ray says of an actor that is lost
            self._ray.kill(self._actor)
