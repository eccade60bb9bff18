from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import UsageError
from detente.watch.timing import SystemClock, duration, next_look, next_try

_NOW = datetime(2020, 5, 13, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "seconds"), [("30s", 30), ("15m", 900), (" 1 H ", 3600), ("2d", 172_800)]
)
def test_a_stretch_of_time_is_read(written: str, seconds: float) -> None:
    assert duration(written) == seconds


@pytest.mark.parametrize("written", ["", "15", "m", "-1m", "0m", "1.5h", "1h30m", "1w"])
def test_what_is_no_stretch_of_time_is_refused(written: str) -> None:
    with pytest.raises(UsageError, match="D322"):
        duration(written)


def test_a_timer_of_the_same_length_does_not_miss_a_look() -> None:
    assert next_look(_NOW, 900) == _NOW + timedelta(minutes=14)
    assert next_look(_NOW, 60) == _NOW + timedelta(seconds=54)


def tried(failures: int, *, name: str = "a", seed: int = 0, wait: float | None = None) -> float:
    then = next_try(_NOW, 900, failures, name=name, seed=seed, wait=wait)
    return (then - _NOW).total_seconds()


@given(st.integers(1, 10_000), st.text(max_size=5), st.integers())
def test_a_wait_doubles_up_to_a_day_and_a_tenth(failures: int, name: str, seed: int) -> None:
    plain = min(900 * 2 ** min(failures - 1, 20), 86_400)
    assert plain <= tried(failures, name=name, seed=seed) <= plain * 1.1 + 1


def test_the_same_draw_gives_the_same_time_and_others_differ() -> None:
    assert tried(3) == tried(3)
    assert len({tried(3, name=name, seed=seed) for name in "abc" for seed in (1, 2)}) == 6


@given(st.integers(1, 9), st.floats(0, 200_000))
def test_nobody_is_asked_before_the_time_it_asked_for(failures: int, wait: float) -> None:
    assert tried(failures, wait=wait) >= wait


def test_the_clock_of_the_machine_passes_time() -> None:
    clock = SystemClock()
    before = clock.now()
    clock.sleep(0.001)
    assert before.tzinfo is UTC
    assert before < clock.now()
