from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl

from detente import ontology
from detente.casebook import Filter
from detente.export import export

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Casebook


def _rows(casebook: Casebook, out: Path, asked: Filter) -> list[dict[str, Any]]:
    export(casebook, "polecat", out, asked)
    frame = pd.read_csv(out, sep="\t", encoding="ISO-8859-1", dtype=str, keep_default_na=False)
    assert list(frame) == [column.name for column in ontology.columns("polecat")]
    rows: list[dict[str, Any]] = frame.to_dict("records")
    return rows


def test_an_event_has_the_forty_columns(hard: Casebook, tmp_path: Path) -> None:
    row = _rows(hard, tmp_path / "a.txt", Filter(type="ASSAULT"))[0]
    known = {name: value for name, value in row.items() if value != "None"}
    assert known.pop("Event ID") == hard.events(Filter(type="ASSAULT"))[0]["happening"]
    assert known.pop("Version").startswith("detente 0.1.0 ")
    assert known == {
        "Event Date": "2020-03-11",
        "Event Type": "ASSAULT",
        "Event Mode": "heavy-weapons",
        "Intensity": "-10",
        "Quad Code": "MATERIAL CONFLICT",
        "Contexts": "military",
        "Actor Name": "Iran-backed militia",
        "Actor Country": "IRQ",
        "Actor COW": "645",
        "Primary Actor Sector": "REB",
        "Actor Sectors": "REB",
        "Actor Name Raw": "an Iran-backed militia",
        "Recipient Name": "American soldiers",
        "Recipient Country": "USA",
        "Recipient COW": "2",
        "Primary Recipient Sector": "MIL",
        "Recipient Sectors": "MIL",
        "Recipient Name Raw": "two American soldiers",
        "Placename": "Baghdad",
        "City": "Baghdad",
        "Country": "IRQ",
        "Latitude": "33.3406",
        "Longitude": "44.4009",
        "GeoNames ID": "98182",
        "Feature Type": "PPLC",
        "Source": "Gulf Wire",
        "Publication Date": "2020-03-14",
        "Story People": "Ann Reyes",
        "Story Organizations": "United States officials; Iran-backed militia; American soldiers; "
        "Pentagon; coalition; Iraqi forces",
        "Story Locations": "Iran",
        "Language": "en",
    }


def test_names_do_not_break_lines_or_lists(hard: Casebook, tmp_path: Path) -> None:
    (row,) = _rows(hard, tmp_path / "a.txt", Filter(country="ROU"))
    assert row["Actor Name"] == "Romanian Army"
    assert row["Recipient Name"] == "Police, of Kosovo"
    assert row["Recipient Sectors"] == "COP|SPY"
    assert row["Source"] == "Wire 'A' B"


def test_what_is_known_to_the_month_has_no_day(hard: Casebook, tmp_path: Path) -> None:
    (row,) = _rows(hard, tmp_path / "a.txt", Filter(country="ROU"))
    assert (row["Event Date"], row["Publication Date"]) == ("None", "None")


def test_only_what_happened_is_written_and_the_rest_counted(hard: Casebook, tmp_path: Path) -> None:
    tally = export(hard, "polecat", tmp_path / "a.txt")
    assert tally.written == len((tmp_path / "a.txt").read_text().splitlines()) - 1 == 4
    assert str(tally).startswith("4 events, 3 left out: planned 2, denied 1")


def test_polars_reads_it_too(hard: Casebook, tmp_path: Path) -> None:
    export(hard, "polecat", tmp_path / "a.txt")
    frame = pl.read_csv(tmp_path / "a.txt", separator="\t", null_values="None")
    assert frame.shape == (4, 40)
    assert frame["Latitude"].dtype == pl.Float64
