"""The tables of training name what there is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from detente.tables import rows
from training import readers, silver

if TYPE_CHECKING:
    from pathlib import Path

ROWS = rows("training", "sets")


def test_every_set_named_can_be_read() -> None:
    known = {*readers.NAMES, *(f"{name}+rules" for name in silver.SETS)}
    assert {row["set"] for row in ROWS} <= known


def test_no_set_is_named_twice() -> None:
    assert max(Counter(row["set"] for row in ROWS).values()) == 1


def test_every_set_is_gone_through() -> None:
    assert all(float(row[passes]) > 0 for row in ROWS for passes in ("broad", "fine", "keen"))


def test_the_list_of_what_was_learned_from_is_complete(shared: Path) -> None:
    read = {name for name in readers.NAMES if "train" in readers.parts(name, shared / "gold")}
    assert {row["set"] for row in rows("detente.evaluation", "learnt")} == read


def test_silver_is_made_of_sets_that_can_be_read() -> None:
    assert set(silver.SETS) <= set(readers.NAMES)
