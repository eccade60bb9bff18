"""Our dates in the notation of TIMEX3."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evaluation.timex_values import timex

if TYPE_CHECKING:
    from detente.reading.times import TimeType


@pytest.mark.parametrize(
    ("edtf", "words", "value"),
    [
        ("2020-05-13", "Wednesday", "2020-05-13"),
        ("2020-05-04/2020-05-10", "last week", "2020-W19"),
        ("2020-05-04/2020-05-06", "earlier this week", "2020-W19"),
        ("2020-12-28/2021-01-03", "the week of Dec. 28", "2020-W53"),
        ("2020-05-09/2020-05-10", "the weekend", "2020-W19-WE"),
        ("2020-03-01/2020-03-10", "early March", "2020-03"),
        ("2020-01/2020-04", "early this year", "2020"),
        ("1990/1993", "the early 1990s", "199X"),
        ("1989-06", "early summer", "1989-SU"),
        ("1989-12", "the end of the year", "1989"),
        ("199X", "the 1990s", "199X"),
        ("19XX", "the 20th century", "19"),
        ("2019-36", "the fourth quarter", "2019-Q4"),
        ("2019-23", "last fall", "2019-FA"),
        ("2016~", "four years ago", "2016"),
        ("1990/..", "1990", "1990"),
        ("../1990-02", "February", "1990-02"),
        (None, "recently", "PAST_REF"),
        (None, "the coming years", "FUTURE_REF"),
        (None, "now", "PRESENT_REF"),
        (None, "that day", "XXXX-XX-XX"),
    ],
)
def test_a_date_has_the_value_of_the_unit_it_names(
    edtf: str | None, words: str, value: str
) -> None:
    assert timex("date", edtf, words) == ("DATE", value)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("six months", "P6M"),
        ("a two-week", "P2W"),
        ("nearly twenty-five years", "P25Y"),
        ("more than four hours", "PT4H"),
        ("just over an hour", "PT1H"),
        ("several days", "PXD"),
        ("decades", "PXE"),
        ("a couple of years", "P2Y"),
        ("a long time", "PXX"),
    ],
)
def test_a_duration_has_the_count_and_unit_of_its_words(words: str, value: str) -> None:
    assert timex("duration", None, words) == ("DURATION", value)


def test_a_stretch_counted_from_now_is_a_duration() -> None:
    assert timex("date", "2020-02/2020-05", "the past three months") == ("DURATION", "P3M")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("daily", "P1D"),
        ("annually", "P1Y"),
        ("hourly", "PT1H"),
        ("every month", "P1M"),
        ("every two weeks", "P2W"),
        ("each Thursday", "XXXX-WXX-4"),
        ("each July", "XXXX-07"),
    ],
)
def test_a_set_has_its_period_or_its_day(words: str, value: str) -> None:
    assert timex("set", None, words) == ("SET", value)


@pytest.mark.parametrize(
    ("edtf", "words", "value"),
    [
        ("1998-02-11", "10 p.m. Wednesday", "1998-02-11T22:00"),
        ("1998-02-11", "12:30 a.m. Wednesday", "1998-02-11T00:30"),
        ("1998-02-11", "Wednesday at 14:05", "1998-02-11T14:05"),
        ("1998-02-12", "noon Thursday", "1998-02-12T12:00"),
        ("1998-02-12", "Thursday afternoon", "1998-02-12TAF"),
        ("1998-02-12/1998-02-13", "overnight", "1998-02-12TNI"),
        (None, "7 a.m.", "XXXX-XX-XXT07:00"),
    ],
)
def test_a_time_of_day_follows_its_date(edtf: str | None, words: str, value: str) -> None:
    assert timex("time", edtf, words) == ("TIME", value)


@given(
    st.sampled_from(["date", "time", "duration", "set"]),
    st.none() | st.dates(dt.date(1000, 1, 1)).map(dt.date.isoformat),
    st.text("adeklmnoprstwy 0123456789:.-", max_size=30),
)
def test_every_expression_has_a_value(kind: TimeType, edtf: str | None, words: str) -> None:
    assert timex(kind, edtf, words).value
