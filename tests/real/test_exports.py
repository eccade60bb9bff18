"""Examples, read with the model that ships, written in every format, and read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd
import polars as pl
import pytest
from prov.model import ProvDocument

import detente
from detente import ontology, verbs
from detente.casebook import Casebook
from detente.export import FORMATS, export
from detente.export.naming import text_iri
from detente.imports import bring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.reading.reader import Reader

EXAMPLES: Final = Path(__file__).parents[2] / "examples" / "us-iran-iraq"
NAMES: Final = (
    "2020-01-03-airport-strike.txt",
    "2020-03-12-taji-rockets.txt",
    "2020-05-13-quarterly-report.pdf",
)
HAPPENED: Final = ("occurred", "ongoing")


@pytest.fixture(scope="module")
def casebook(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """A casebook of three examples."""
    with Casebook(tmp_path_factory.mktemp("real") / "casebook") as made:
        with made.writer() as writer:
            arriving = verbs.arrivals([EXAMPLES / name for name in NAMES])
            assert len(list(verbs.outcomes(arriving, reader, writer))) == len(NAMES)
        yield made


@pytest.fixture(scope="module")
def written(casebook: Casebook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the casebook in every format, by the format's name."""
    folder = tmp_path_factory.mktemp("written")
    for form in FORMATS:
        export(casebook, form, folder / form)
    return folder


def test_rows_of_event_data_are_the_events_that_happened(casebook: Casebook, written: Path) -> None:
    happened = [row for row in casebook.events() if row["status"] in HAPPENED]
    assert happened
    polecat = pd.read_csv(written / "polecat", sep="\t", na_values="None", encoding="utf-8")
    icews = pd.read_csv(written / "icews", sep="\t", dtype={"CAMEO Code": str})
    gdelt = pl.read_csv(
        written / "gdelt" / "export.CSV",
        separator="\t",
        has_header=False,
        new_columns=[column.name for column in ontology.columns("gdelt")],
        infer_schema=False,
    )
    assert polecat["Event Type"].tolist() == [row["type"] for row in happened]
    assert icews["CAMEO Code"].tolist() == [row["cameo"] for row in happened]
    assert gdelt["EventCode"].to_list() == [row["cameo"] for row in happened]


def test_annotations_point_at_the_words_of_their_texts(casebook: Casebook, written: Path) -> None:
    texts = {text_iri(each.document.id): each.document.text for each in casebook.records()}
    found = json.loads((written / "webannotation").read_text("utf-8"))
    pages = 0
    for item in found["first"]["items"]:
        text = texts[item["target"]["source"]["id"]]
        selectors = {each["type"]: each for each in item["target"]["selector"]}
        place = selectors["TextPositionSelector"]
        assert text[place["start"] : place["end"]] == selectors["TextQuoteSelector"]["exact"]
        pages += "FragmentSelector" in selectors
    assert pages


def test_lineage_leads_from_events_to_documents(written: Path) -> None:
    with (written / "prov").open(encoding="utf-8") as file:
        found = ProvDocument.deserialize(file, format="json")
    assert len(list(found.get_records())) > len(NAMES)


def test_followthemoney_takes_all_of_it(written: Path) -> None:
    ftm = pytest.importorskip("followthemoney", reason="it needs a library of C to be built")
    for line in (written / "ftm").read_text("utf-8").splitlines():
        entity = json.loads(line)
        ftm.model.get_proxy(entity, cleaned=False).schema.validate(entity)


def test_points_lie_on_the_globe(written: Path) -> None:
    found = json.loads((written / "geojson").read_text("utf-8"))
    assert found["features"]
    for feature in found["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90


@pytest.mark.parametrize("form", ["polecat", "icews", "gdelt"])
def test_what_was_written_can_be_brought_in(written: Path, tmp_path: Path, form: str) -> None:
    path = written / form
    with detente.Casebook(tmp_path / "again") as again:
        tally = bring(path / "export.CSV" if form == "gdelt" else path, form, again)
        assert tally.bad == 0
        assert tally.added == len(again.documents()) > 0
