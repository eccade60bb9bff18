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
_FILES = (("one.json", 1), ("own/facts.jsonl", 22))


def test_the_page_has_the_figures_the_caveats_and_what_leaks(tmp_path: Path) -> None:
    leak = Leak("t.jsonl", "g.jsonl", 90, 20, 10, "six words or more of it")
    page.write([_OURS], [leak], tmp_path / "evaluation.md")
    text = (tmp_path / "evaluation.md").read_text("utf-8")
    assert "| macro_f1 | .250 |" in text
    assert "ZSP (tree)\\*" in text
    assert (
        "| pairs | plover_pairs/dev.jsonl | 3 | macro_f1 | .250 | – | – | ZSP (tree) .820 |" in text
    )
    assert "**Caveats.**" in text
    assert "| g.jsonl | t.jsonl | 90 | 20 | 10 |" in text
    assert "words or more of it" not in text
    assert "](evaluation.svg)" in text
    assert "{{" not in text
    assert (tmp_path / "evaluation.svg").read_text("utf-8").startswith("<svg")


def test_a_page_without_leaks_says_so(tmp_path: Path) -> None:
    page.write([_OURS], [], tmp_path / "x.md")
    assert "No two files" in (tmp_path / "x.md").read_text("utf-8")


def test_a_page_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="D303"):
        page.write([_OURS], [], tmp_path / "absent/x.md")


def test_one_case_alone_makes_no_bar_where_there_is_a_larger_file() -> None:
    one, many = (Score("facts", name, "detente", "ours", n, {"score": 0.5}) for name, n in _FILES)
    assert page.groups([one, many])[0].title == "facts: score, own/facts.jsonl"
    assert page.groups([one])[0].title == "facts: score, one.json"


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
