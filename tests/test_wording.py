from __future__ import annotations

import pytest

from detente import wording
from detente.records import Bounds, Certainty


@pytest.mark.parametrize(
    ("edtf", "written"),
    [
        (None, "not stated"),
        ("2020", "2020"),
        ("2020-03", "Mar 2020"),
        ("2020-03-01", "1 Mar 2020"),
        ("2016~", "c. 2016"),
        ("2016-05?", "May 2016?"),
        ("2016%", "c. 2016?"),
        ("2020-21", "spring 2020"),
        ("2020-34", "Q2 2020"),
        ("2020-03-11/2020-03-14", "11–14 Mar 2020"),
        ("2020-05-28/2020-06-02", "28 May – 2 Jun 2020"),
        ("2019-12-30/2020-01-03", "30 Dec 2019 – 3 Jan 2020"),
        ("2019-12/2020-05", "Dec 2019 – May 2020"),
        ("2020-01/2020-05", "Jan – May 2020"),
        ("2019/2020", "2019 – 2020"),
        ("2019/..", "from 2019"),
        ("../2020-05", "until May 2020"),
        ("199X", "199X"),
        ("199X/2005", "199X/2005"),
        ("../..", "../.."),
    ],
)
def test_dates_read_as_one_says_them(edtf: str | None, written: str) -> None:
    assert wording.date(edtf) == written


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [
        (2, 2, "2 killed"),
        (2, 3, "2–3 killed"),
        (1100, None, "1,100 or more killed"),
        (None, 5, "up to 5 killed"),
        (None, None, "some killed"),
    ],
)
def test_counts_say_their_bounds(low: int | None, high: int | None, written: str) -> None:
    assert wording.count(Bounds(low=low, high=high), "killed") == written


def test_certainty_is_silent_where_the_source_is() -> None:
    assert wording.certainty(Certainty()) == ""
    assert wording.certainty(Certainty(level="unstated-hedged")) == "hedged"
