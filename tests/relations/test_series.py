from __future__ import annotations

import datetime as dt
import math
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.casebook import Casebook
from detente.dates import bounds, shortest
from detente.ontology import plover
from detente.records import Status
from detente.relations import By, Flow, Series, period, series, sides
from tests.relations.build import record

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = dt.timedelta(days=1)


def of(
    casebook: Casebook, by: By = "month", *, from_: str | None = None, to: str | None = None
) -> Series:
    """The series of the United States and Iraq."""
    return series(casebook, *sides(casebook, "USA", "IRQ"), by=by, from_=from_, to=to)


def event(date: str | None = "2020-03-11", **told: Any) -> dict[str, Any]:
    """What the United States did to Iraq, unless told otherwise."""
    return {"sides": ("USA", "IRQ"), "date": date} | told


def test_the_two_ways_are_apart_and_together(telling: Callable[..., Casebook]) -> None:
    back = event(sides=("IRQGOV", "USA"), type="AID")
    (point,) = of(telling(event(type="ASSAULT"), back)).points
    assert point.there == Flow(1, 1, 1, 0, 1, 1, 0, 9)
    assert point.back == Flow(1, 1, 1, 1, 0, 0, 10, 0)
    assert point.both == Flow(2, 2, 2, 1, 1, 1, 10, 9)
    assert point.both.net_plover == 1


def test_what_both_do_to_both_counts_once_together(telling: Callable[..., Casebook]) -> None:
    both = event(sides=("USA+IRQ", "IRQ+USA"), type="CONSULT")
    (point,) = of(telling(both)).points
    assert [f.events for f in (point.there, point.back, point.both)] == [1, 1, 1]


def test_what_others_do_is_no_part_of_it(telling: Callable[..., Casebook]) -> None:
    casebook = telling(event(sides=("USA", "IRN")), event(sides=("USA", "USAMIL")))
    assert of(casebook) == Series(*sides(casebook, "USA", "IRQ"), "month", (), 2.0, 0, 0, 0)


@pytest.mark.parametrize("status", get_args(Status))
def test_only_what_happened_counts(telling: Callable[..., Casebook], status: str) -> None:
    found = of(telling(event(status=status)), from_="2020-03", to="2020-03")
    happened = status in {"occurred", "ongoing"}
    assert found.points[0].both.events == happened
    assert found.not_happened == (not happened)


def test_a_threat_counts_as_a_threat(telling: Callable[..., Casebook]) -> None:
    deed = event(type="ASSAULT", status="threatened")
    (point,) = of(telling(event(type="THREATEN"), deed)).points
    assert point.there.conflict_plover == 3.5


def test_months_in_which_nothing_happened_are_zeros(telling: Callable[..., Casebook]) -> None:
    points = of(telling(event("2020-01-05"), event("2020-04-05"))).points
    assert [p.period.name for p in points] == ["2020-01", "2020-02", "2020-03", "2020-04"]
    assert points[1].both == points[2].both == Flow()


def test_a_window_gives_its_periods_and_no_others(telling: Callable[..., Casebook]) -> None:
    casebook = telling(event("2019-11"), event("2020-01"), event("2020-06", status="planned"))
    found = of(casebook, from_="2019-12", to="2020-02")
    assert [p.both.events for p in found.points] == [0, 1, 0]
    assert found.not_happened == 0


def test_a_date_over_two_months_is_shared_by_days(telling: Callable[..., Casebook]) -> None:
    points = of(telling(event("2020-01-31/2020-02-03", type="AID"))).points
    assert [p.both.events for p in points] == [0.25, 0.75]
    assert [p.both.cooperation_plover for p in points] == [2.5, 7.5]


def test_a_date_too_wide_is_kept_out_and_counted(telling: Callable[..., Casebook]) -> None:
    casebook = telling(event("2020"), event("2020-03/.."), event(None))
    monthly, yearly = of(casebook), of(casebook, "year")
    assert (monthly.points, monthly.imprecise, monthly.undated) == ((), 2, 1)
    assert (yearly.points[0].both.events, yearly.imprecise) == (1, 1)


def test_an_event_in_several_documents_brings_its_reports(
    telling: Callable[..., Casebook],
) -> None:
    telling(event())
    casebook = telling(event(), name="Another dispatch")
    assert of(casebook).points[0].both.reports == 2


def test_the_smoothed_series_knows_no_future(telling: Callable[..., Casebook]) -> None:
    before = of(telling(event("2020-01"), event("2020-03")))
    after = of(telling(*[event("2020-06")] * 9, name="Another dispatch"))
    assert [p.smoothed for p in after.points[:3]] == [p.smoothed for p in before.points]


def test_what_is_a_half_life_past_weighs_half(telling: Callable[..., Casebook]) -> None:
    points = of(telling(event("2020-01")), to="2020-03").points
    weights = [0.5, math.sqrt(0.5), 1]
    assert points[2].smoothed.events == pytest.approx(0.5 / sum(weights))


def test_a_row_names_the_scale_of_every_score(telling: Callable[..., Casebook]) -> None:
    (row,) = of(telling(event(type="REJECT"))).rows()
    assert (row["period"], row["first"], row["last"]) == ("2020-03", "2020-03-01", "2020-03-31")
    assert (row["net_plover"], row["there_net_plover"], row["back_net_plover"]) == (-2, -2, 0)
    assert row["smoothed_conflict_plover"] == 2


DATES = st.dates(dt.date(2019, 12, 1), dt.date(2020, 3, 31))
SPANS = st.tuples(DATES, st.integers(0, 60)).map(
    lambda each: shortest(each[0], each[0] + each[1] * DAY)
)
EVENTS = st.fixed_dictionaries(
    {
        "sides": st.tuples(*[st.sampled_from(["USA", "IRQ", "USAMIL+IRQ", "IRN"])] * 2),
        "type": st.sampled_from(["AID", "ACCUSE", "ASSAULT", "CONSULT"]),
        "date": st.none() | SPANS,
        "status": st.sampled_from(["occurred", "ongoing", "planned"]),
    }
)


def expected(told: list[dict[str, Any]], by: By) -> dict[str, dict[str, float]]:
    """Period to way to score, counted day by day."""
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for each in told:
        actors, recipients = each["sides"]
        there = "USA" in actors and "IRQ" in recipients
        back = "IRQ" in actors and "USA" in recipients
        if each["date"] is None or each["status"] == "planned" or not (there or back):
            continue
        first, last = bounds(each["date"])
        days = [first + n * DAY for n in range((last - first).days + 1)]
        if len(days) > 31 and period(first, by) != period(last, by):
            continue
        for day in days:
            share = plover(each["type"]).score / len(days)
            ways = {"there_": there, "back_": back, "": True}
            for way in (way for way, true in ways.items() if true):
                sums[period(day, by).name][way] += share
    return sums


@settings(max_examples=10)
@given(st.lists(EVENTS, min_size=1, max_size=12), st.sampled_from(get_args(By)))
def test_a_series_is_what_counting_by_days_gives(told: list[dict[str, Any]], by: By) -> None:
    with tempfile.TemporaryDirectory() as folder, Casebook(Path(folder) / "c") as casebook:
        with casebook.writer() as writer:
            writer.add(record("A dispatch", *told))
        found = {row["period"]: row for row in of(casebook, by).rows()}
    wanted = expected(told, by)
    assert set(wanted) <= set(found)
    for name, row in found.items():
        for way in ("", "there_", "back_"):
            assert row[f"{way}net_plover"] == pytest.approx(wanted[name][way], abs=1e-6)
