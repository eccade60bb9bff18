"""The relation at the heart of the example: training of Iraqi forces by the coalition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from detente.casebook import Casebook
from detente.report import charts
from detente.report.relation import Question, standing
from detente.sources import Source, arrive

if TYPE_CHECKING:
    from detente.reading.reader import Reader
    from detente.report.relation import Standing

_FOLDER: Final = Path(__file__).resolve().parents[2] / "examples" / "us-iran-iraq"
_NAMES: Final = (
    "2020-01-05-training-pause.html",
    "2020-01-31-joint-operations.html",
    "2020-03-30-base-transfers.html",
    "2020-05-13-quarterly-report.pdf",
)


@pytest.fixture(scope="module")
def casebook(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Casebook:
    """The documents that speak of the training."""
    made = Casebook(tmp_path_factory.mktemp("relation"))
    with made.writer() as writer:
        for name in _NAMES:
            arrival = arrive(Source(name, (_FOLDER / name).read_bytes()))
            writer.add(reader.read(arrival.document), source=name)
    return made


def _training(casebook: Casebook, on: str | None = None) -> Standing:
    return standing(
        casebook, Question(first="USA+coalition", second="Iraq", channel="training", on=on)
    )


def test_training_was_suspended_in_january_and_resumed_in_part_afterwards(
    casebook: Casebook,
) -> None:
    (channel,) = _training(casebook).relation.channels
    first, then = channel.changes[:2]
    assert (first.status, first.date) == ("suspended", "2020-01-05")
    assert (then.status, then.earliest and then.earliest.month) == ("resumed-in-part", 1)
    assert any("paused" in report.quote for report in first.reports)
    assert all("resumed training" in report.quote for report in then.reports)


@pytest.mark.parametrize(
    ("on", "status"),
    [("2020-01-10", "suspended"), ("2020-02-15", "resumed-in-part"), ("2020-05-13", "suspended")],
)
def test_where_it_stands_on_a_day_is_said_with_a_quote(
    casebook: Casebook, on: str, status: str
) -> None:
    (state,) = _training(casebook, on).states
    assert state.status == status
    assert state.change
    assert state.change.reports[0].quote


def test_the_chart_says_so_at_a_glance(casebook: Casebook) -> None:
    told = _training(casebook)
    chart = charts.of_relation(told.relation, source=told.source, finding=told.finding)
    assert chart.description.startswith("Training: suspended 5 Jan 2020, resumed in part 16")
    pytest.importorskip("vl_convert")
    drawn = charts.svg(chart)
    assert "suspended 5 Jan 2020" in drawn
    assert "resumed in part 16–31 Jan 2020" in drawn
