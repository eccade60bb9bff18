"""The same work on a Ray cluster of this machine, as far as Ray is installed."""

from __future__ import annotations

import os
import signal
import sys
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from detente.batch import runner
from detente.batch.cluster import Actor, Hand, cluster
from detente.batch.tasks import Done, Refusal
from detente.batch.worker import Limits
from detente.errors import InstallationError
from tests.batch.fakes import Reader
from tests.batch.test_driving import files, folder, run, story
from tests.batch.test_worker import no_reader, reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.batch.runner import Crew

__all__ = ["folder"]

LIMITS = Limits(seconds=2.0, room=300_000_000)


@pytest.fixture(scope="module")
def ray_crew() -> Iterator[Crew]:
    pytest.importorskip("ray")
    with cluster(Reader, workers=2, limits=LIMITS) as made:
        yield made


def processes(kind: str) -> list[int]:
    """The numbers of the processes that Ray calls so."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (each / "cmdline").read_bytes().startswith(f"ray::{kind}".encode()):
                found.append(int(each.name))
    return found


@pytest.mark.slow
def test_a_cluster_gives_the_runs_of_one_machine_to_the_byte(
    ray_crew: Crew, folder: Path, tmp_path: Path
) -> None:
    run(folder, tmp_path / "ray", ray_crew)
    with runner.local(Reader, workers=1, limits=LIMITS) as crew:
        run(folder, tmp_path / "local", crew)
    assert files(tmp_path / "ray" / "runs") == files(tmp_path / "local" / "runs")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits of Linux")
def test_limits_hold_on_a_cluster(ray_crew: Crew) -> None:
    texts = ("It SPINS.", "It is GREEDY.", "It KILLS.")
    waiting = [ray_crew.submit(reading(text), (0,)) for text in texts]
    results = [each.result().result for each in waiting]
    codes = [each.code for each in results if isinstance(each, Refusal)]
    assert codes == ["D114", "D115", "D116"]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="looks into /proc")
def test_an_actor_that_is_killed_is_made_again(ray_crew: Crew, tmp_path: Path) -> None:
    texts = [f"It LINGERS. {story(number)}" for number in range(12)]
    waiting = [ray_crew.submit(reading(text), (0,)) for text in texts]
    waiting[1].result()
    victims = processes("Actor")
    assert victims
    os.kill(victims[0], signal.SIGKILL)
    done = [each.result() for each in waiting]
    assert all(isinstance(each.result, str) for each in done)
    assert sum(each.deaths for each in done) == 1


class _FakeRay:
    """As much of Ray as a hand asks for; its actors answer with what is given, in that order."""

    class exceptions:  # noqa: N801 - as Ray has it
        class RayActorError(Exception):
            pass

    def __init__(self, *answers: object) -> None:
        self._answers = iter(answers)
        self.made = 0
        self.do = self.leave_main = self

    def remote(self, *_: object) -> _FakeRay:
        return self

    def options(self, **_: object) -> _FakeRay:
        self.made += 1
        return self

    def get(self, _: object) -> object:
        answer = next(self._answers)
        if isinstance(answer, Exception):
            raise answer
        return answer


LOST = _FakeRay.exceptions.RayActorError()
TASK = reading("Envoys met.")


def test_a_reader_that_cannot_be_loaded_on_a_cluster_is_said() -> None:
    with pytest.raises(InstallationError, match="D401"):
        Hand(_FakeRay(Refusal("D401", "model")), Reader, LIMITS).do(TASK)


def test_an_actor_that_is_lost_is_made_again() -> None:
    ray = _FakeRay(LOST, LOST, Done("{}", deaths=1))
    assert Hand(ray, Reader, LIMITS).do(TASK) == Done("{}", deaths=3)
    assert ray.made == 3


def test_a_document_that_costs_three_actors_is_given_up() -> None:
    done = Hand(_FakeRay(LOST, LOST, LOST), Reader, LIMITS).do(TASK)
    assert done.result == Refusal("D116", "a.txt", "its actor was lost")


def test_a_document_that_is_read_when_its_actor_is_closed_is_none_that_failed() -> None:
    hand = Hand(_FakeRay(LOST), Reader, LIMITS)
    hand.close()
    with pytest.raises(CancelledError):
        hand.do(TASK)


def test_an_actor_says_why_it_can_do_nothing() -> None:
    actor = Actor(no_reader, LIMITS)
    assert actor.do(TASK) == Refusal("D401", "model")


def test_a_cluster_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def init(**_: object) -> None:
        raise ConnectionError("nobody answers")

    monkeypatch.setitem(sys.modules, "ray", SimpleNamespace(init=init))
    with (
        pytest.raises(InstallationError, match=r"head:1: .*nobody answers.*D404"),
        cluster(Reader, workers=1, limits=LIMITS, address="head:1"),
    ):
        pass


@pytest.mark.parametrize(("free", "workers"), [({"CPU": 3.0}, 3), ({"CPU": 64.0}, 8)])
def test_a_cluster_that_runs_has_as_many_workers_as_it_has_cores_free(
    monkeypatch: pytest.MonkeyPatch, free: dict[str, float], workers: int
) -> None:
    idle = SimpleNamespace(
        init=lambda **_: None,
        available_resources=lambda: free,
        kill=lambda _: None,
        shutdown=lambda: None,
    )
    monkeypatch.setitem(sys.modules, "ray", idle)
    with cluster(Reader, workers=8, limits=LIMITS, address="auto") as crew:
        assert crew.workers == workers


def test_a_cluster_without_a_free_core_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    full = SimpleNamespace(init=lambda **_: None, available_resources=dict, shutdown=lambda: None)
    monkeypatch.setitem(sys.modules, "ray", full)
    with (
        pytest.raises(InstallationError, match=r"no core is free.*D404"),
        cluster(Reader, workers=8, limits=LIMITS, address="auto"),
    ):
        pass


def test_without_ray_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with (
        pytest.raises(InstallationError, match=r"detente\[cluster\].*D402"),
        cluster(Reader, workers=1, limits=LIMITS),
    ):
        pass
