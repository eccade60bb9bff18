from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.sources import datelines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 13, 2020", "2020-05-13"),
        ("Wednesday, 13 May 2020", "2020-05-13"),
        ("the 3rd of January, 1999", "1999-01-03"),
        ("Sept. 9 2014", "2014-09-09"),
        ("SEPTEMBER 9, 2014", "2014-09-09"),
        ("13-May-2020", "2020-05-13"),
        ("2020-05-13T23:30:00-04:00", "2020-05-13"),
        ("2020/05/13", "2020-05-13"),
        ("13/05/2020", "2020-05-13"),
        ("05/13/2020", "2020-05-13"),
        ("13.05.2020", "2020-05-13"),
        ("03.05.2020", "2020-05-03"),
        ("04/04/2021", "2021-04-04"),
    ],
)
def test_full_dates_are_read_in_the_forms_of_the_press(text: str, expected: str) -> None:
    found = datelines.find(text)

    assert found is not None
    assert (found.edtf, found.doubt) == (expected, "")


@pytest.mark.parametrize(
    "text",
    [
        "May 13",
        "May 2020",
        "2020",
        "February 30, 2020",
        "13/13/2020",
        "Part 2020-05",
        "Maybe 3, 2020",
    ],
)
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert datelines.find(text) is None


def test_the_first_of_several_dates_is_found() -> None:
    found = datelines.find("Filed 3 May 2020, printed May 5, 2020")

    assert found is not None
    assert (found.edtf, found.start, found.end) == ("2020-05-03", 6, 16)


def test_an_ambiguous_numeric_date_is_read_month_first_and_said_to_be() -> None:
    found = datelines.find("Posted on 04/11/2021")

    assert found is not None
    assert found.edtf == "2021-04-11"
    assert "04/11/2021" in found.doubt


def test_another_date_of_the_text_decides_the_order_of_day_and_month() -> None:
    found = datelines.find("Posted on 04/11/2021. The talks of 23/10/2021 failed.")

    assert found is not None
    assert (found.edtf, found.doubt) == ("2021-11-04", "")


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_any_day_written_out_is_read_back(day: date) -> None:
    for form in ("%B %d, %Y", "%d %b %Y", "%Y-%m-%d"):
        found = datelines.find(f"Baghdad, {day.strftime(form)} -")
        assert found is not None
        assert found.edtf == day.isoformat()
