from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.casebook import Casebook
from detente.errors import UsageError
from detente.report.difference import Difference, difference
from detente.report.document import write
from detente.report.document.differing import compared
from detente.report.document.pieces import Bullets, Grid
from detente.report.relation import Question, standing
from tests.relations import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.relations.build import Told

PAIR = ("USA", "IRN")
TOLD: tuple[Told, ...] = (
    {"sides": PAIR, "type": "ASSAULT", "date": "2020-01-03"},
    {"sides": PAIR, "type": "CONSULT", "date": "2020-02-10"},
    {"sides": ("IRN", "USA"), "type": "ACCUSE", "date": "2020-03-08"},
    {"sides": PAIR, "type": "AID", "date": "2020-03-09", "status": "planned"},
    {"sides": PAIR, "change": "suspended", "date": "2020-01-05", "quote": "It paused <b>here"},
    {"sides": PAIR, "change": "resumed", "date": "2020-02-01", "quote": "It came back"},
    {"sides": PAIR, "change": "ended", "channel": "aid", "quote": "Aid has ended"},
)


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """What the two did to each other in the first quarter of 2020."""
    with Casebook(tmp_path / "casebook") as made:
        with made.writer() as writer:
            record = build.record("A dispatch", *TOLD, publisher="Wire", published="2020-03-20")
            writer.add(record)
        yield made


def _found(casebook: Casebook, on: str | None, against: str, days: int = 90) -> Difference:
    told = standing(casebook, Question(first="USA", second="Iran", on=on))
    return difference(casebook, told, against, days=days)


def test_a_channel_stands_otherwise_and_what_came_between_is_given(casebook: Casebook) -> None:
    training = next(
        each
        for each in _found(casebook, "2020-01-20", "2020-01-01").channels
        if each.channel == "training"
    )
    assert training.differs
    assert [each.status for each in (training.before, training.after)] == [None, "suspended"]
    assert [each.status for each in training.changes] == ["suspended"]


def test_a_change_on_the_earlier_day_itself_came_before(casebook: Casebook) -> None:
    found = _found(casebook, "2020-01-20", "2020-01-05")
    assert not any(each.differs or each.changes for each in found.channels)


def test_what_a_state_rests_on_is_told_though_nothing_came_between(casebook: Casebook) -> None:
    (training,) = [
        each
        for each in _found(casebook, "2020-01-20", "2020-01-05").channels
        if each.channel == "training"
    ]
    assert [each.status for each in training.grounds] == ["suspended"]


def test_of_a_change_without_a_date_the_day_of_its_report_counts(casebook: Casebook) -> None:
    aid = next(
        each for each in _found(casebook, None, "2020-03-19").channels if each.channel == "aid"
    )
    assert [each.status for each in aid.changes] == ["ended"]


def test_each_day_is_measured_by_the_days_up_to_it(casebook: Casebook) -> None:
    found = _found(casebook, "2020-03-31", "2020-01-31", days=30)
    measures = {each.name: (each.before, each.after) for each in found.measures}
    assert (found.before.first, found.after.first) == (dt.date(2020, 1, 2), dt.date(2020, 3, 2))
    assert measures["events"] == (1.0, 1.0)
    assert measures["net_plover"][0] < measures["net_plover"][1] < 0
    assert found.left_out == {"undated": 0, "imprecise": 0, "not_happened": 1}


def test_no_day_counts_on_both_sides(casebook: Casebook) -> None:
    found = _found(casebook, "2020-02-10", "2020-02-06")
    assert found.days == 4
    assert found.after.first == dt.date(2020, 2, 7)


def test_events_between_are_those_after_the_earlier_day(casebook: Casebook) -> None:
    found = _found(casebook, "2020-02-10", "2020-01-03")
    assert (found.event_count, [row["type"] for row in found.events]) == (1, ["CONSULT"])


def test_which_day_is_named_first_makes_no_difference(casebook: Casebook) -> None:
    there, back = (
        _found(casebook, "2020-03-01", "2020-01-01"),
        _found(casebook, "2020-01-01", "2020-03-01"),
    )
    assert there.to_json() | {"source": ""} == back.to_json() | {"source": ""}


@pytest.mark.parametrize("against", ["2020-03-20", "2020-03-20/2020-03-20"])
def test_one_day_alone_is_refused(casebook: Casebook, against: str) -> None:
    with pytest.raises(UsageError, match="D315"):
        _found(casebook, None, against)


_DAY = st.dates(dt.date(2019, 12, 1), dt.date(2020, 4, 30)).map(dt.date.isoformat)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_DAY, min_size=3, max_size=3, unique=True).map(sorted))
def test_changes_between_two_days_are_those_of_its_two_parts(
    casebook: Casebook, days: list[str]
) -> None:
    first, middle, last = days

    def came(on: str, against: str) -> list[str]:
        channels = _found(casebook, on, against).channels
        return sorted(each.status for channel in channels for each in channel.changes)

    assert came(last, first) == sorted(came(middle, first) + came(last, middle))


def test_the_sentence_says_what_differs(casebook: Casebook) -> None:
    found = _found(casebook, "2020-01-20", "2020-01-01")
    assert found.finding.startswith(
        "On 20 Jan 2020, against 1 Jan 2020: training suspended (before: not known)."
    )
    same = _found(casebook, "2020-01-09", "2020-01-07")
    assert "no channel is known to stand otherwise" in same.finding


def test_as_a_document_every_event_and_change_has_its_endnote(casebook: Casebook) -> None:
    report = compared(casebook, _found(casebook, "2020-03-31", "2020-01-01"))
    html = write(report, "html").decode()
    assert "It paused &lt;b&gt;here" in html
    channels, _, between = report.sections
    bullets = channels.blocks[0]
    assert isinstance(bullets, Bullets)
    assert all(any(run.notes for run in line) for line in bullets.lines)
    grid = between.blocks[0]
    assert isinstance(grid, Grid)
    assert len(grid.rows) == 3
    assert all(row[1][0].notes for row in grid.rows)


def test_as_json_it_is_plain(casebook: Casebook) -> None:
    told = _found(casebook, "2020-03-31", "2020-01-01").to_json()
    assert json.loads(json.dumps(told)) == told
    assert [each["measure"] for each in told["measures"]][-1] == "net_plover"


def test_a_notebook_shows_it_and_the_relation(casebook: Casebook) -> None:
    found = _found(casebook, "2020-01-20", "2020-01-01")
    shown = found._repr_html_()
    assert "training suspended (before: not known)" in shown
    assert "<td>events</td>" in shown
    stands = found.told._repr_html_()
    assert "It paused &lt;b&gt;here" in stands
    assert "<b>" not in stands
