"""EDTF: what is accepted, the days it means, and the agreement with the edtf library."""

from __future__ import annotations

import datetime as dt
import time

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import dates
from detente.errors import UsageError

DAYS = st.dates()


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2020-03-14", "2020-03-14", "2020-03-14"),
        ("2020-03-14T12:30:00Z", "2020-03-14", "2020-03-14"),
        ("2020-05-04/2020-05-10", "2020-05-04", "2020-05-10"),
        ("2019-12/2020-02", "2019-12-01", "2020-02-29"),
        ("2016~", "2016-01-01", "2016-12-31"),
        ("2020-03?", "2020-03-01", "2020-03-31"),
        ("2020-03-14%", "2020-03-14", "2020-03-14"),
        ("2020-21", "2020-03-01", "2020-05-31"),
        ("2020-22", "2020-06-01", "2020-08-31"),
        ("2019-24", "2019-12-01", "2020-02-29"),
        ("2020-33", "2020-01-01", "2020-03-31"),
        ("2020-36", "2020-10-01", "2020-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("00XX", "0001-01-01", "0099-12-31"),
        ("2020-XX", "2020-01-01", "2020-12-31"),
        ("2020-03-XX", "2020-03-01", "2020-03-31"),
        ("2020-XX-XX", "2020-01-01", "2020-12-31"),
        ("2020-03/..", "2020-03-01", "9999-12-31"),
        ("2020-03/", "2020-03-01", "9999-12-31"),
        ("../2020-03", "0001-01-01", "2020-03-31"),
        ("/2020-03", "0001-01-01", "2020-03-31"),
    ],
)
def test_a_date_has_its_first_and_last_day(value: str, first: str, last: str) -> None:
    assert dates.bounds(value) == (_day(first), _day(last))


@pytest.mark.parametrize(
    "value",
    [
        "", " ", "yesterday", "2020-13", "2020-00", "2020-02-30", "2019-02-29", "20", "2020-3",
        "2020-03-1", "14/03/2020", "2020/03/14", "2020-05-10/2020-05-04", "../..", "/",
        "2020-21-03", "2020-XX-14", "٢٠٢٠", "0000", "9999-24", "2020-03-14T25:00:00",
        "2020\n", "Y17000",
    ],
)  # fmt: skip
def test_what_is_no_edtf_date_is_refused_with_its_code(value: str) -> None:
    with pytest.raises(UsageError) as refused:
        dates.bounds(value)
    assert refused.value.code == "D301"


def test_check_gives_the_value_without_the_space_around_it() -> None:
    assert dates.check(" 2020-05 ") == "2020-05"


@pytest.mark.parametrize(
    ("value", "finest"),
    [
        ("2020", "year"), ("2020-03", "month"), ("2020-03-14", "day"), ("2020-22", "season"),
        ("2020-34", "season"), ("199X", "decade"), ("19XX", "century"), ("2020/2021", "interval"),
        ("2016~", "year"), ("2020-03-XX", "month"), ("2020-XX-XX", "year"), ("2020-03-14?", "day"),
    ],
)  # fmt: skip
def test_the_precision_is_that_of_the_finest_part(value: str, finest: str) -> None:
    assert dates.precision(value) == finest


@pytest.mark.parametrize(
    ("first", "last", "value"),
    [
        ("2020-03-14", "2020-03-14", "2020-03-14"),
        ("2020-03-01", "2020-03-31", "2020-03"),
        ("2020-02-01", "2020-02-28", "2020-02-01/2020-02-28"),
        ("2020-01-01", "2020-12-31", "2020"),
        ("2018-01-01", "2020-12-31", "2018/2020"),
        ("2019-12-01", "2020-02-29", "2019-12/2020-02"),
        ("2020-05-04", "2020-05-10", "2020-05-04/2020-05-10"),
    ],
)
def test_a_stretch_of_days_has_one_shortest_form(first: str, last: str, value: str) -> None:
    assert dates.shortest(_day(first), _day(last)) == value


@given(DAYS, DAYS)
def test_the_shortest_form_means_exactly_its_days(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    assert dates.bounds(dates.shortest(first, last)) == (first, last)


@given(DAYS)
def test_the_year_and_month_of_a_day_contain_it(day: dt.date) -> None:
    for value in (dates.year(day.year), dates.month(day.year, day.month), dates.day(day)):
        first, last = dates.bounds(value)
        assert first <= day <= last


@given(st.text(alphabet="0123456789-/.X~?%T:Z ", max_size=24) | st.text(max_size=24))
def test_any_text_is_either_a_date_or_refused(text: str) -> None:
    try:
        first, last = dates.bounds(text)
    except UsageError:
        return
    assert first <= last


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]), st.sampled_from(["", "~", "?"]))
def test_days_months_and_years_are_those_of_the_edtf_library(
    day: dt.date, form: str, doubt: str
) -> None:
    number = {"%Y-%m-%d": day.isoformat(), "%Y-%m": day.isoformat()[:7], "%Y": f"{day.year:04d}"}
    value = number[form] + doubt
    theirs = edtf.parse_edtf(value)
    first, last = (
        time.struct_time(bound) for bound in (theirs.lower_strict(), theirs.upper_strict())
    )
    assert dates.bounds(value) == (_from(first), _from(last))


def _from(moment: time.struct_time) -> dt.date:
    return dt.date(moment.tm_year, moment.tm_mon, moment.tm_mday)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("2020-03", "2020-03-14", True), ("2020", "2019-12/2020-01", True),
        ("2020-03", "2020-04", False), ("2020-03/..", "2024", True), ("2020-03/..", "2019", False),
    ],
)  # fmt: skip
def test_two_dates_overlap_where_they_share_a_day(one: str, other: str, *, both: bool) -> None:
    assert dates.overlap(one, other) is both
    assert dates.overlap(other, one) is both


def test_an_interval_may_be_open_on_either_side() -> None:
    assert dates.interval("2020-03", None) == "2020-03/.."
    assert dates.interval(None, "2020-03") == "../2020-03"
