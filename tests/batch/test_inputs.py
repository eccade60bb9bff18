from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.batch import inputs
from detente.errors import SourceError
from detente.sources import Source
from tests.batch.fakes import INFO

SOURCE = Source("a.txt", b"Talks began.", authors=("A", "B"))


@pytest.mark.parametrize(
    "other",
    [
        {"name": "b.txt"},
        {"data": b"Talks ended."},
        {"media_type": "text/html"},
        {"charset": "latin-1"},
        {"url": "https://www.example.org/a"},
        {"title": "Talks"},
        {"publisher": "The Post"},
        {"published": "2020-05"},
        {"authors": ("A",)},
    ],
)
def test_an_input_of_which_anything_else_is_said_is_another(other: dict[str, Any]) -> None:
    assert inputs.key(replace(SOURCE, **other), INFO) != inputs.key(SOURCE, INFO)


def test_an_input_that_is_read_otherwise_is_another() -> None:
    keys = {
        inputs.key(SOURCE, INFO),
        inputs.key(SOURCE, INFO.model_copy(update={"version": "2"})),
        inputs.key(SOURCE, INFO.model_copy(update={"model": "other"})),
        inputs.key(SOURCE, INFO, "2020-05"),
        inputs.key(SOURCE, INFO, None, "2020-05"),
    }
    assert len(keys) == 5
    assert inputs.key(SOURCE, INFO) in keys


@given(st.integers(0, 400))
def test_groups_hold_all_inputs_in_their_order(count: int) -> None:
    found = [SourceError("D101", str(number)) for number in range(count)]
    groups = list(inputs.groups(found))
    assert [each for group in groups for each in group] == found
    assert all(len(group) == inputs.TOGETHER for group in groups[:-1])


def test_a_group_of_large_inputs_is_small() -> None:
    large = Source("a.pdf", bytes(20_000_000))
    assert [len(group) for group in inputs.groups([large] * 5)] == [2, 2, 1]
