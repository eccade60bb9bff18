from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.casebook import Filter
from detente.errors import SourceError, UsageError
from detente.imports import bring, check

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from detente.casebook import Casebook

    Written = Callable[..., Path]

ROW = {
    "Event ID": "1",
    "Event Date": "2001-02-03",
    "Source Name": "Iran",
    "Source Country": "Iran",
    "CAMEO Code": "190",
    "Target Name": "Iraq",
    "Target Country": "Iraq",
}


def test_filters_work_over_what_was_brought_in(casebook: Casebook, written: Written) -> None:
    bring(
        written("icews", ROW, ROW | {"Event ID": "2", "Source Country": "Spain"}), "icews", casebook
    )
    (event,) = casebook.events(Filter(between=("IRN", "Iraq"), from_="2001-02"))
    assert (event["type"], event["actors"][0]["code"]) == ("ASSAULT", "IRN")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"CAMEO Code": "999"}, "CAMEO Code 999"),
        ({"CAMEO Code": ""}, "CAMEO Code"),
        ({"Event Date": "3 Feb"}, "Event Date 3 Feb"),
        ({"City": "X", "Latitude": "north", "Longitude": "1"}, "Latitude north"),
        ({"City": "X", "Latitude": "91", "Longitude": "1"}, "Latitude 91"),
        ({"City": "a\tb", "Longitude": "1"}, "another number of cells"),
    ],
)
def test_a_row_that_is_not_understood_is_a_problem(
    casebook: Casebook, written: Written, cells: dict[str, str], why: str
) -> None:
    tally = bring(written("icews", ROW, ROW | {"Event ID": "2"} | cells), "icews", casebook)
    assert (tally.added, tally.bad) == (1, 1)
    (problem,) = casebook.problems()
    assert (problem["source"], problem["code"]) == ("icews.txt:3", "D112")
    assert why in problem["what"]


def test_an_id_that_stands_on_two_days_is_two_events(casebook: Casebook, written: Written) -> None:
    tally = bring(written("icews", ROW, ROW | {"Event Date": "2001-02-04"}), "icews", casebook)
    assert tally.added == len(casebook.events()) == 2


def test_rows_are_not_joined(casebook: Casebook, written: Written) -> None:
    same = ROW | {"City": "Basra", "Country": "Iraq", "Publisher": "A"}
    bring(written("icews", same, same | {"Event ID": "2", "Publisher": "B"}), "icews", casebook)
    assert [event["reports"] for event in casebook.events()] == [1, 1]


def test_a_row_is_brought_in_once(casebook: Casebook, written: Written) -> None:
    path = written("icews", ROW, ROW)
    assert str(bring(path, "icews", casebook)) == "1 event brought in, 1 already there"
    assert bring(path, "icews", casebook).added == 0


def test_statements_are_left_out_and_counted(casebook: Casebook, written: Written) -> None:
    tally = bring(written("icews", ROW, ROW | {"CAMEO Code": "010"}), "icews", casebook)
    assert (tally.added, tally.left_out.total(), tally.bad) == (1, 1, 0)


def test_a_zero_that_a_spreadsheet_took_is_put_back(casebook: Casebook, written: Written) -> None:
    bring(written("icews", ROW | {"CAMEO Code": "51"}), "icews", casebook)
    assert casebook.events()[0]["cameo"] == "051"


def test_gdelt_of_another_width_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("1\t2\t3\n")
    with pytest.raises(SourceError, match="D113"):
        check(path, "gdelt")


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="D302"):
        check(tmp_path / "a", "cameo")
