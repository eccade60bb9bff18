from __future__ import annotations

from pathlib import Path

from detente import tables

PAGE = Path(__file__).parents[2] / "docs" / "evaluation.md"


def test_the_scores_of_a_report_are_those_that_were_measured() -> None:
    text = PAGE.read_text("utf-8")
    for row in tables.rows("detente.report", "scores"):
        told = (
            row["task"],
            row["gold"],
            row["cases"],
            row["measure"],
            row["score"],
            row["interval"],
        )
        assert f"| {' | '.join(told)} |" in text
