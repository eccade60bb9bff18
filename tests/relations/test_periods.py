from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.relations import By, period, periods

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31))
LENGTHS = st.sampled_from(get_args(By))


@pytest.mark.parametrize(
    ("by", "name", "first", "last"),
    [
        ("day", "2020-03-14", "2020-03-14", "2020-03-14"),
        ("week", "2020-W11", "2020-03-09", "2020-03-15"),
        ("month", "2020-03", "2020-03-01", "2020-03-31"),
        ("quarter", "2020-Q1", "2020-01-01", "2020-03-31"),
        ("year", "2020", "2020-01-01", "2020-12-31"),
    ],
)
def test_a_day_lies_in_its_period(by: By, name: str, first: str, last: str) -> None:
    found = period(dt.date(2020, 3, 14), by)
    assert (found.name, found.first.isoformat(), found.last.isoformat()) == (name, first, last)


def test_a_week_is_named_by_the_year_of_its_thursday() -> None:
    assert period(dt.date(2019, 12, 30), "week").name == "2020-W01"


def test_the_last_quarter_ends_the_year() -> None:
    assert period(dt.date(2019, 11, 5), "quarter").last == dt.date(2019, 12, 31)


@given(DAYS, DAYS, LENGTHS)
def test_periods_leave_no_day_out(one: dt.date, other: dt.date, by: By) -> None:
    first, last = sorted((one, min(other, one + dt.timedelta(days=400))))
    found = list(periods(first, last, by))
    assert found[0].first <= first
    assert last <= found[-1].last
    assert all(b.first - a.last == dt.timedelta(days=1) for a, b in pairwise(found))
