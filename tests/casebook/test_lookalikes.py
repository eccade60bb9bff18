from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.casebook import lookalikes
from detente.casebook.copies import HASHES, likeness_asked
from detente.casebook.lookalikes import Lookalikes

if TYPE_CHECKING:
    from numpy.typing import NDArray

_APART = 31
_LENGTH = 1000


def _signatures(count: int, kinds: int) -> NDArray[np.uint32]:
    """Signatures of which those of a kind, every so many, share some hashes and some bands."""
    chance = np.random.default_rng(count)
    made = chance.integers(0, 2**32, (count, HASHES), dtype=np.uint32)
    for number in range(count):
        made[number, : chance.integers(0, HASHES)] = number % kinds
    return made


def _compared(signatures: NDArray[np.uint32], days: list[int | None], asked: int) -> list[int]:
    """What an index should give, by looking at each."""
    least = likeness_asked(_LENGTH, np.array([_LENGTH]))[0]
    found = []
    for number, (signed, day) in enumerate(zip(signatures, days, strict=True)):
        agree = signed == signatures[asked]
        other = days[asked]
        near = day is None or other is None or abs(day - other) <= _APART
        if near and agree.mean() >= least and (agree[0::2] & agree[1::2]).any():
            found.append(number)
    return found


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookalikes, "_FRESH", 4)
    monkeypatch.setattr(lookalikes, "_LARGEST", 16)


def _held(signatures: NDArray[np.uint32], days: list[int | None]) -> Lookalikes:
    made = Lookalikes(_APART)
    for signed, day in zip(signatures, days, strict=True):
        made.add(signed, _LENGTH, day)
    return made


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.none() | st.integers(0, 90), min_size=40, max_size=40), st.data())
def test_it_finds_what_comparing_all_finds(days: list[int | None], data: st.DataObject) -> None:
    signatures = _signatures(len(days), kinds=3)
    held = _held(signatures, days)
    moved, day = data.draw(st.integers(0, 39)), data.draw(st.none() | st.integers(0, 90))
    held.move(moved, day)
    days = [*days[:moved], day, *days[moved + 1 :]]
    for asked in range(len(days)):
        found = held.like(signatures[asked], _LENGTH, days[asked])
        assert sorted(found) == _compared(signatures, days, asked)


def test_what_is_asked_again_has_what_came_since() -> None:
    signatures = _signatures(60, kinds=2)
    held = Lookalikes(_APART)
    for number, signed in enumerate(signatures):
        held.add(signed, _LENGTH, number)
        for asked in (0, number):
            found = held.like(signatures[asked], _LENGTH, asked)
            days: list[int | None] = list(range(number + 1))
            assert sorted(found) == _compared(signatures[: number + 1], days, asked)
