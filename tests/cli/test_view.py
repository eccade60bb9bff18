"""Saved views on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]


@pytest.mark.usefixtures("filled")
def test_a_view_is_saved_used_narrowed_and_removed(run: Run) -> None:
    made = run("view", "save", "attacks", "--type", "assault", "--by", "ann")
    assert json.loads(made.output)[0]["asked"] == {"type": "ASSAULT"}
    rows = json.loads(run("events", "--view", "Attacks").output)
    assert {row["type"] for row in rows} == {"ASSAULT"}
    assert json.loads(run("events", "--view", "attacks", "--to", "1999").output) == []
    replaced = json.loads(run("events", "--view", "attacks", "--type", "ACCUSE").output)
    assert {row["type"] for row in replaced} == {"ACCUSE"}
    assert [each["name"] for each in json.loads(run("view", "list").output)] == ["attacks"]
    run("view", "remove", "attacks")
    assert json.loads(run("view", "list").output) == []


@pytest.mark.usefixtures("filled")
def test_a_view_that_is_not_there_is_refused(run: Run) -> None:
    refused = run("events", "--view", "nothing")
    assert refused.exit_code == 2
    assert "D209" in refused.stderr


@pytest.mark.usefixtures("filled")
def test_a_view_of_relations_takes_channels(run: Run) -> None:
    options = ("--table", "relations", "--type", "training")
    assert run("view", "save", "drill", *options).exit_code == 0
    assert len(json.loads(run("relations", "--view", "drill").output)) == 1
    assert run("events", "--view", "drill").exit_code == 2
