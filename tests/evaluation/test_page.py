from __future__ import annotations

import csv
import json
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from detente.errors import UsageError
from detente.evaluation import page, registry
from detente.evaluation.leakage import Leak
from detente.evaluation.peers import peers
from detente.evaluation.runs import Score

if TYPE_CHECKING:
    from pathlib import Path

_DATA = files("detente.evaluation") / "data"
_OURS = Score(
    "pairs", "plover_pairs/dev.jsonl", "detente", "ours", 3, {"accuracy": 0.5, "macro_f1": 0.25}
)
_ERROR = Score("factuality", "x", "detente", "ours", 3, {"some_mae": 1.0})


def test_the_page_has_the_figures_the_caveats_and_what_leaks(tmp_path: Path) -> None:
    leak = Leak("t.jsonl", "g.jsonl", 9, 2, 1, "six words or more of it")
    page.write([_OURS], [leak], tmp_path / "evaluation.md")
    text = (tmp_path / "evaluation.md").read_text("utf-8")
    assert "| macro_f1 | .250 |" in text
    assert "ZSP (tree)\\*" in text
    assert "**Caveats.**" in text
    assert "| g.jsonl | t.jsonl | 9 | 2 | 1 |" in text
    assert "](evaluation.svg)" in text
    assert "{{" not in text
    assert (tmp_path / "evaluation.svg").read_text("utf-8").startswith("<svg")


def test_a_page_without_leaks_says_so(tmp_path: Path) -> None:
    page.write([_OURS], [], tmp_path / "x.md")
    assert "No sentence of the gold" in (tmp_path / "x.md").read_text("utf-8")


def test_a_page_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="D303"):
        page.write([_OURS], [], tmp_path / "absent/x.md")


def test_the_chart_has_ours_and_the_peers() -> None:
    (group,) = page.groups([_OURS])
    assert [bar.name for bar in group.bars] == ["detente", "ZSP (flat)", "ZSP (tree)"]


@pytest.mark.parametrize("name", registry.NAMES)
def test_every_task_has_its_measures_caveats_and_a_line_of_its_format(name: str) -> None:
    lines = (_DATA / "tasks.tsv").read_text("utf-8").splitlines()
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    (row,) = [row for row in rows if row["task"] == name]
    assert row["measures"]
    assert row["caveats"]
    assert json.loads(row["format"])["id"]


@pytest.mark.parametrize("name", registry.NAMES)
def test_every_task_has_a_main_measure_that_is_held(name: str) -> None:
    task = registry.task(name)
    assert task.name == name
    assert task.headline in task.gated


@pytest.mark.parametrize("name", registry.NAMES)
def test_peers_are_measured_as_ours_are(name: str) -> None:
    for peer in peers(name):
        assert registry.task(name).headline in peer.measures
        assert peer.note


def test_a_task_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="D302"):
        registry.task("gold")
