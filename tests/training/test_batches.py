"""Windows are laid into batches: each set as often as it is to be gone through, none starved."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("torch")

from training import windows
from training.batches import collate, packed, plan
from training.targets import Targets
from training.windows import Window

if TYPE_CHECKING:
    from training.examples import Example


def window(source: str, length: int = 10) -> Window:
    ids = np.zeros(length, dtype=np.int32)
    return Window("x", source, ids, ids, np.zeros((length, 2), np.int32), ids > 0, Targets())


def drawn(order: list[list[int]], of: list[Window]) -> Counter[str]:
    return Counter(of[i].source for batch in order for i in batch)


MADE = [window("polnear", 5 + n % 7) for n in range(40)] + [window("gum", 30) for _ in range(20)]


@pytest.mark.parametrize(
    ("passes", "wanted"),
    [
        ({}, {"polnear": 40, "gum": 20}),
        ({"polnear": 0.25}, {"polnear": 10, "gum": 20}),
        ({"gum": 1.5}, {"polnear": 40, "gum": 30}),
        ({"gum": 0.001}, {"polnear": 40, "gum": 1}),
    ],
)
def test_a_set_is_gone_through_as_often_as_it_says(
    passes: dict[str, float], wanted: dict[str, int]
) -> None:
    assert drawn(plan(MADE, 1, passes), MADE) == wanted


def test_no_window_comes_twice_before_all_came_once() -> None:
    order = plan(MADE, 1, {"gum": 1.5})
    times = Counter(i for batch in order for i in batch)
    assert {times[i] for i in range(40, 60)} == {1, 2}


def test_the_same_seed_gives_the_same_order() -> None:
    assert plan(MADE, 3, {"gum": 0.5}) == plan(MADE, 3, {"gum": 0.5})


def test_another_seed_draws_another_part() -> None:
    one, other = ({i for b in plan(MADE, seed, {"polnear": 0.5}) for i in b} for seed in (1, 2))
    assert one != other


@given(st.lists(st.integers(1, 80), min_size=1, max_size=60))
def test_a_batch_filled_up_is_within_the_budget(lengths: list[int]) -> None:
    of = [window("gum", length) for length in lengths]
    for batch in plan(of, 1, {}, tokens=100):
        assert len(batch) == 1 or len(batch) * max(lengths[i] for i in batch) <= 100


@given(st.lists(st.integers(1, 80), max_size=60))
def test_packing_loses_nothing(lengths: list[int]) -> None:
    groups = packed(range(len(lengths)), lambda i: lengths[i], 100)
    assert sorted(i for group in groups for i in group) == list(range(len(lengths)))


def test_a_batch_holds_what_its_windows_hold(sayings: list[Example], using: Any) -> None:
    found = list(windows.windows(sayings[:3], using))
    batch = collate(found)
    assert [int(n) for n in batch.mask.sum(1)] == [len(w) for w in found]
    assert batch.pairs is not None
    assert batch.pairs.rows.tolist() == [0, 1, 2]
    assert batch.links["argument"].rows.tolist() == [0, 1, 2]
    assert set(batch.shares().values()) == {1.0}
