from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from detente.batch.runner import Crew
from detente.batch.tasks import Done, Task
from tests.batch.test_worker import reading

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = (0,)


class FakeHand:
    """Does tasks when the gate is open, and remembers which; what is told to break breaks."""

    def __init__(self) -> None:
        self.gate = Event()
        self.began = Event()
        self.did: list[str] = []
        self.closed = False

    def do(self, task: Task) -> Done:
        self.began.set()
        self.gate.wait(60)
        self.did.append(task.name)
        if task.name == "breaks":
            raise ZeroDivisionError
        return Done(task.name)

    def close(self) -> None:
        self.closed = True
        self.gate.set()


def named(name: str) -> Task:
    made = reading(name)
    return type(made)(name, made.document)


@pytest.fixture
def hand() -> FakeHand:
    return FakeHand()


@pytest.fixture
def crew(hand: FakeHand) -> Iterator[Crew]:
    with Crew([hand]) as made:
        yield made


def test_what_waits_is_done_by_rank_and_then_in_order(crew: Crew, hand: FakeHand) -> None:
    first = crew.submit(named("a"), FIRST)
    hand.began.wait(60)
    waiting = [crew.submit(named(name), (int(name[0]),)) for name in ("2x", "1x", "2y", "1y")]
    hand.gate.set()
    assert [each.result(60).result for each in (first, *waiting)] == ["a", "2x", "1x", "2y", "1y"]
    assert hand.did == ["a", "1x", "1y", "2x", "2y"]


def test_what_a_hand_cannot_begin_with_is_raised_to_who_waits(crew: Crew, hand: FakeHand) -> None:
    hand.gate.set()
    broken = crew.submit(named("breaks"), FIRST)
    with pytest.raises(ZeroDivisionError):
        broken.result(60)
    assert crew.submit(named("a"), FIRST).result(60) == Done("a")


def test_a_crew_that_is_closed_lets_go_of_what_waits(hand: FakeHand) -> None:
    crew = Crew([hand])
    crew.submit(named("a"), FIRST)
    hand.began.wait(60)
    waiting = crew.submit(named("b"), FIRST)
    crew.close()
    assert hand.closed
    assert hand.did == ["a"]
    assert not waiting.done()
    assert crew.workers == 1
