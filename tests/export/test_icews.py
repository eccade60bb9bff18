from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from detente import ontology
from detente.casebook import Filter
from detente.export import export

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Casebook


def _frame(casebook: Casebook, out: Path, asked: Filter) -> pd.DataFrame:
    export(casebook, "icews", out, asked)
    return pd.read_csv(out, sep="\t", dtype={"CAMEO Code": str})


def test_an_event_has_the_twenty_columns(hard: Casebook, tmp_path: Path) -> None:
    frame = _frame(hard, tmp_path / "a.tab", Filter(type="ASSAULT", status="occurred"))
    assert list(frame) == [column.name for column in ontology.columns("icews")]
    row = frame.iloc[0].dropna().to_dict()
    assert row.pop("Event ID") > 0
    assert row.pop("Story ID") > 0
    assert row == {
        "Event Date": "2020-03-11",
        "Source Name": "Iran-backed militia",
        "Source Sectors": "Rebel",
        "Source Country": "Iraq",
        "Event Text": "Fights with artillery or tanks",
        "CAMEO Code": "194",
        "Intensity": -10,
        "Target Name": "American soldiers",
        "Target Sectors": "Military",
        "Target Country": "United States",
        "Publisher": "Gulf Wire",
        "City": "Baghdad",
        "Country": "Iraq",
        "Latitude": 33.3406,
        "Longitude": 44.4009,
    }


def test_a_code_keeps_its_leading_zero_and_has_its_goldstein_score(
    hard: Casebook, tmp_path: Path
) -> None:
    frame = _frame(hard, tmp_path / "a.tab", Filter(country="ROU"))
    assert frame["CAMEO Code"].tolist() == ["0871"]
    assert frame["Intensity"].tolist() == [9]


def test_several_sectors_are_parted_by_commas(hard: Casebook, tmp_path: Path) -> None:
    frame = _frame(hard, tmp_path / "a.tab", Filter(country="ROU"))
    assert frame["Target Sectors"].tolist() == ["Police,Intelligence"]
