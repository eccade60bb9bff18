"""The tables of the model card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")

from training import card
from training.scores import Figure

if TYPE_CHECKING:
    from pathlib import Path


def test_a_head_has_a_row_and_a_measure_a_column() -> None:
    found = [
        Figure("timex", "exact_f1:DATE", 0.9, 8),
        Figure("timex", "exact_f1", 0.75, 10),
        Figure("factuality", "mae", 1.25, 4),
    ]
    header, _, *rows = card.figures(found).splitlines()
    assert header.startswith("| head | of | token f1 | exact f1 |")
    assert rows == [
        "| `factuality` | 4 | – | – | – | – | – | 1.250 | – |",
        "| `timex` | 10 | – | .750 | – | – | – | – | – |",
    ]


def test_an_epoch_has_a_row_with_means(tmp_path: Path) -> None:
    log = tmp_path / "log.tsv"
    start = "2026-11-28T10:00:00\tall-1\t1\t2000\t"
    log.write_text(
        "time\trun\tepoch\tstep\ttask\tmeasure\tvalue\tsize\n"
        f"{start}timex\texact_f1\t0.5\t9\n{start}name\texact_f1\t0.7\t9\n"
    )
    assert (
        card.runs(log)
        .splitlines()[2]
        .startswith("| `all-1` | 1 | 2,000 | 2026-11-28 10:00:00 | – | .600 |")
    )


def test_a_part_is_put_between_its_comments() -> None:
    text = "a\n<!-- runs -->\nold\n<!-- /runs -->\nb\n"
    assert card.put(text, "runs", "new") == "a\n<!-- runs -->\nnew\n<!-- /runs -->\nb\n"


def test_a_page_without_a_place_is_an_error() -> None:
    with pytest.raises(ValueError, match="no place for runs"):
        card.put("a\n", "runs", "new")
