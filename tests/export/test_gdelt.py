from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pytest

from detente import ontology
from detente.casebook import Filter
from detente.export import export

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from detente.casebook import Casebook
    from detente.records import Record


def _read(path: Path, form: str) -> list[dict[str, Any]]:
    names = [column.name for column in ontology.columns(form)]
    frame = pd.read_csv(path, sep="\t", header=None, names=names, dtype=str, na_filter=False)
    assert {line.count("\t") for line in path.read_text().splitlines()} <= {len(names) - 1}
    rows: list[dict[str, Any]] = frame.to_dict("records")
    return rows


def _events(casebook: Casebook, out: Path, asked: Filter) -> list[dict[str, Any]]:
    export(casebook, "gdelt", out, asked)
    return _read(out / "export.CSV", "gdelt")


def test_an_event_has_the_sixty_one_columns(hard: Casebook, tmp_path: Path) -> None:
    row = _events(hard, tmp_path / "gdelt", Filter(type="ASSAULT", status="occurred"))[0]
    known = {name: value for name, value in row.items() if value}
    assert int(known.pop("GLOBALEVENTID")) > 0
    assert known == {
        "SQLDATE": "20200311",
        "MonthYear": "202003",
        "Year": "2020",
        "FractionDate": "2020.1945",
        "Actor1Code": "IRQREB",
        "Actor1Name": "IRAN-BACKED MILITIA",
        "Actor1CountryCode": "IRQ",
        "Actor1Type1Code": "REB",
        "Actor2Code": "USAMIL",
        "Actor2Name": "AMERICAN SOLDIERS",
        "Actor2CountryCode": "USA",
        "Actor2Type1Code": "MIL",
        "EventCode": "194",
        "EventBaseCode": "194",
        "EventRootCode": "19",
        "QuadClass": "4",
        "GoldsteinScale": "-10",
        "NumMentions": "2",
        "NumSources": "1",
        "NumArticles": "1",
        "Actor1Geo_Type": "0",
        "Actor2Geo_Type": "0",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Baghdad, Iraq",
        "ActionGeo_CountryCode": "IZ",
        "ActionGeo_Lat": "33.3406",
        "ActionGeo_Long": "44.4009",
        "DATEADDED": "20200314000000",
        "SOURCEURL": "Gulf Wire, Militia blamed for rocket fire",
    }


def test_actors_have_countries_of_cameo_and_places_of_fips(hard: Casebook, tmp_path: Path) -> None:
    (row,) = _events(hard, tmp_path / "gdelt", Filter(country="ROU"))
    assert (row["Actor1Code"], row["Actor2Code"]) == ("ROMMIL", "KSVCOPSPY")
    assert (row["Actor2Type1Code"], row["Actor2Type2Code"]) == ("COP", "SPY")
    assert (row["ActionGeo_Type"], row["ActionGeo_CountryCode"]) == ("1", "RO")
    assert row["ActionGeo_FullName"] == "Romania"


def test_codes_keep_their_zeros_and_decide_the_class(hard: Casebook, tmp_path: Path) -> None:
    (row,) = _events(hard, tmp_path / "gdelt", Filter(country="ROU"))
    codes = [row[f"Event{part}Code"] for part in ("", "Base", "Root")]
    assert codes == ["0871", "087", "08"]
    assert row["QuadClass"] == "2"


def test_a_month_is_no_day(hard: Casebook, tmp_path: Path) -> None:
    (row,) = _events(hard, tmp_path / "gdelt", Filter(country="ROU"))
    assert [row[name] for name in ("SQLDATE", "MonthYear", "Year")] == ["", "202002", "2020"]
    assert row["FractionDate"] == ""


def test_a_mention_has_the_sixteen_columns(hard: Casebook, tmp_path: Path) -> None:
    events = _events(hard, tmp_path / "gdelt", Filter(country="ROU"))
    (row,) = _read(tmp_path / "gdelt" / "mentions.CSV", "gdelt-mentions")
    assert {name: value for name, value in row.items() if value} == {
        "GLOBALEVENTID": events[0]["GLOBALEVENTID"],
        "MentionType": "1",
        "MentionSourceName": "Wire 'A' B",
        "MentionIdentifier": "https://example.org/a",
        "Actor1CharOffset": "0",
        "Actor2CharOffset": "7",
        "ActionCharOffset": "0",
        "InRawText": "1",
        "MentionDocLen": "18",
    }


def test_polars_reads_both_files(hard: Casebook, tmp_path: Path) -> None:
    tally = export(hard, "gdelt", tmp_path)
    for name, width in (("export.CSV", 61), ("mentions.CSV", 16)):
        frame = pl.read_csv(
            tmp_path / name, separator="\t", has_header=False, quote_char=None, infer_schema=False
        )
        assert frame.shape == (tally.written, width)


@pytest.mark.parametrize("count", [1, 2])
def test_sides_for_whom_there_is_no_room_are_counted(
    book: Callable[..., Casebook], gulf_wire: Record, tmp_path: Path, count: int
) -> None:
    event = gulf_wire.events[1]
    actors = (*event.actors, *gulf_wire.events[0].actors)[:count]
    changed = event.model_copy(update={"actors": actors})
    casebook = book(gulf_wire.model_copy(update={"events": (changed,)}))
    assert export(casebook, "gdelt", tmp_path / "gdelt").lost["further sides"] == count - 1
