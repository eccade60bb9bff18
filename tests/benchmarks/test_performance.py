"""What the page of speed says of given times, and that all of it can be measured."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks.performance.bars import Bar, chart
from benchmarks.performance.costs import Assumed, costs
from benchmarks.performance.kept import Kept
from benchmarks.performance.measured import Machine, Measured, Point, rows, words_a_second
from benchmarks.performance.measuring import PARTS
from benchmarks.performance.page import page, write

ROOT = Path(__file__).resolve().parents[2]
GROWTH = (Point(1_000, 0.10, 500_000_000, 200_000_000), Point(10_000, 0.12, 525_000_000, 0))
MANY = (Point(2_000, 0.0015, 90_000_000, 0), Point(70_000, 0.0015, 90_000_000, 0))
MEASURED = Measured(
    words=50_000, encoder=10.0, grammar=3.0, record=20.0, spacy=5.0, one=90.0, two=50.0,
    growth=GROWTH, many=MANY, start=2.0, imports=0.9, peak=600_000_000, events=1_000_000,
    relation=0.5, listed=1.5, search=0.25, telling=100, stories=60.0, copies=2.0,
)  # fmt: skip
MACHINE = Machine(2, "Processor", "Linux", "3.12.1")


def test_every_target_stands_beside_its_figure_and_says_whether_it_is_reached() -> None:
    found = [(row.target, row.figure, row.reached) for row in rows(MEASURED)]
    assert found == [
        ("at most 1.5×", "2.00×", False),
        ("at least 0.33×", "0.25×", False),
        ("at least 1.8×", "1.80×", True),
        ("at most 1.1×", "1.20×", False),
        ("at most 1.1×", "1.05×", True),
        ("at most 2.5 s", "2.00 s", True),
        ("at most 0.8 s", "0.90 s", False),
        ("at most 700 MB", "600 MB", True),
        ("at most 1 s", "0.50 s", True),
        ("at most 1 s", "1.50 s", False),
        ("at most 1 s", "0.25 s", True),
        ("at least 20×", "30×", True),
    ]


def test_the_page_holds_every_row_and_leaves_no_blank() -> None:
    text = page(MEASURED, MACHINE, "performance")
    assert all(f"| {row.measure} | {row.target} |" in text for row in rows(MEASURED))
    assert "{{" not in text
    assert "2 cores (Processor), Linux, Python 3.12.1" in text
    assert "| 10,000 | 120 | 525 | 0 |" in text
    assert "| 70,000 | 1.5 | 90 | 0 |" in text


def test_the_same_figures_give_the_same_page() -> None:
    assert page(MEASURED, MACHINE, "x") == page(MEASURED, MACHINE, "x")


def test_the_charts_stand_beside_the_page(tmp_path: Path) -> None:
    write(MEASURED, MACHINE, tmp_path / "performance.md")
    text = (tmp_path / "performance.md").read_text("utf-8")
    pictures = sorted(path.name for path in tmp_path.glob("*.svg"))
    assert pictures == ["performance-growth.svg", "performance-one-core.svg"]
    assert all(f"]({name})" in text for name in pictures)


def test_costs_are_words_by_speed_and_price() -> None:
    given = Assumed(360, 100_000, 1_000_000, 0.5, 10, 0.05)
    day, year = costs(words_a_second(replace(MEASURED, words=20_000)), given, together=0.5)
    assert (day.articles, day.core_hours, day.machine_hours, day.ten_hours) == (
        100_000, 20.0, 2.0, 0.2,
    )  # fmt: skip
    assert day.dollars == pytest.approx(1.0)
    assert (year.articles, year.core_hours) == (500_000, 100.0)


def test_bars_are_as_long_as_their_values_and_the_target_stands_at_its_own() -> None:
    root = ET.fromstring(chart("T <1>", [Bar("a", 2, "2.0"), Bar("b & c", 1, "1.0")], 1))  # noqa: S314 - ours
    space = "{http://www.w3.org/2000/svg}"
    _, long, short = (float(r.attrib["width"]) for r in root.iter(f"{space}rect"))
    left = float(next(r.attrib["x"] for r in root.iter(f"{space}rect") if "x" in r.attrib))
    line = next(root.iter(f"{space}line"))
    assert long == 2 * short
    assert float(line.attrib["x1"]) == left + short


def test_what_is_kept_counts_for_the_same_extent_and_machine_alone(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "parts", MACHINE)
    kept.put("core", {"stories": 4}, {"words": 7})
    assert kept.get("core", {"stories": 4}) == {"words": 7}
    assert kept.get("core", {"stories": 5}) is None
    assert kept.get("workers", {"stories": 4}) is None
    assert Kept(tmp_path / "parts", replace(MACHINE, cores=4)).get("core", {"stories": 4}) is None


@pytest.mark.slow
def test_all_of_it_runs_part_by_part_and_writes_its_page(tmp_path: Path) -> None:
    target, parts = tmp_path / "performance.md", tmp_path / "parts"

    def bench(*asked: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "benchmarks.performance", "--quick", "--kept", str(parts)]
        command += ["--write", str(target), *asked]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    alone = bench("--part", "start")
    assert alone.stderr.splitlines()[-1] == "not measured yet: " + ", ".join(
        part for part in PARTS if part != "start"
    )
    assert not target.exists()
    done = bench()
    assert done.returncode == 0, done.stderr
    assert "start: done" not in done.stderr
    assert len(done.stdout.splitlines()) == len(rows(MEASURED))
    assert str(Path.home()) not in target.read_text("utf-8")
    assert bench().stderr == ""
