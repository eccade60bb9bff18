"""Which year a yearly report is about."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.reading.times import find
from detente.reading.times_yearly import close_of

MAY = (dt.date(2021, 5, 3), dt.date(2021, 5, 3))
CLOSE = (dt.date(2020, 12, 31), dt.date(2020, 12, 31))


@pytest.mark.parametrize(
    "heading",
    [
        "CHAD 2020 HUMAN RIGHTS REPORT",
        "2020 Country Reports on Human Rights Practices: Chad",
        "Ombudsman's Annual Report for 2020",
        "Report of the Commissioner for the year 2020",
        "Chad\n\nEvents of 2020",
    ],
)
def test_a_heading_names_the_year_of_a_report(heading: str) -> None:
    assert close_of(f"{heading}\n\nOn March 3, police fired.", MAY) == CLOSE


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("Report finds police fired on crowd in 2020", id="news of a report"),
        pytest.param("The report covers the year 2020.", id="a sentence"),
        pytest.param("Report of the Secretary-General\n16 June 2020", id="a day"),
        pytest.param("Report, March 2020", id="a month"),
        pytest.param("Fiscal Year 2020 Report", id="another year"),
        pytest.param("2018 Human Rights Report", id="not the year before"),
        pytest.param("Annual Report 2020-2021", id="two years"),
    ],
)
def test_other_headings_name_none(heading: str) -> None:
    assert close_of(f"{heading}\n\nOn March 3, police fired.", MAY) is None


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("on March 3", "2020-03-03"),
        ("in November", "2020-11"),
        ("on January 20", "2020-01-20"),
        ("in December 2019", "2019-12"),
        ("yesterday", "2021-05-02"),
    ],
)
def test_dates_of_a_yearly_report_are_of_its_year(words: str, date: str) -> None:
    heading = "CHAD 2020 HUMAN RIGHTS REPORT"
    text = f"{heading}\n\nPolice fired {words}."
    start = len(heading) + 2
    (found,) = find(text, "2021-05-03", [(0, len(heading)), (start, len(text))])[-1:]
    assert found.edtf == date
