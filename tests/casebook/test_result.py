from __future__ import annotations

import datetime as dt
import pickle
from typing import TYPE_CHECKING, Any

import pytest

from detente.casebook import Casebook, Filter, Rows
from detente.errors import InstallationError
from tests.relations import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = dt.date(2020, 1, 3)


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """One document with one dated event, which names no place."""
    with Casebook(tmp_path / "casebook") as made:
        with made.writer() as writer:
            sides = ("USA", "<b>Atlantis")
            told = {"sides": sides, "type": "ASSAULT", "date": DAY.isoformat(), "quote": "A hit"}
            writer.add(build.record("A dispatch", told, published="2020-01-04"))
        yield made


def test_rows_are_a_list_and_parts_of_them_are_rows(casebook: Casebook) -> None:
    rows = casebook.events()
    assert isinstance(rows, list)
    assert rows == [dict(rows[0])]
    assert isinstance(rows[:1], Rows)
    assert pickle.loads(pickle.dumps(rows)) == rows  # noqa: S301 - our own bytes


def test_rows_show_themselves_escaped(casebook: Casebook) -> None:
    shown = casebook.events()._repr_html_()
    assert "&lt;b&gt;Atlantis" in shown
    assert "<b>" not in shown
    assert "place" not in shown  # a column without a value
    assert "A hit" in shown


def test_a_casebook_shows_what_it_holds(casebook: Casebook) -> None:
    shown = casebook._repr_html_()
    assert "<td>documents</td><td>1</td>" in shown
    assert "4 Jan 2020" in shown


def test_an_empty_casebook_shows_itself(tmp_path: Path) -> None:
    with Casebook(tmp_path / "empty") as empty:
        assert "<td>events</td><td>0</td>" in empty._repr_html_()
        assert "0 rows" in empty.events()._repr_html_()


def test_polars_has_the_columns_with_their_types(casebook: Casebook) -> None:
    polars = pytest.importorskip("polars")
    frame = casebook.events().to_polars()
    assert frame.columns == casebook.columns("events")
    assert (frame["earliest"][0], frame["place"].dtype) == (DAY, polars.String)
    assert frame["actors"][0][0]["code"] == "USA"
    empty = casebook.events(Filter(country="TUV")).to_polars()
    assert empty.schema == frame.schema


def test_pandas_has_the_columns_with_their_types(casebook: Casebook) -> None:
    pandas = pytest.importorskip("pandas")
    frame = casebook.events().to_pandas()
    assert list(frame.columns) == casebook.columns("events")
    assert frame["earliest"][0] == pandas.Timestamp(DAY)
    assert str(frame["killed_low"].dtype) == "Int64"
    assert frame["killed_low"].isna().all()
    assert frame["actors"][0][0]["code"] == "USA"
    assert (casebook.events(Filter(country="TUV")).to_pandas().dtypes == frame.dtypes).all()


def test_arrow_has_the_columns(casebook: Casebook) -> None:
    pytest.importorskip("pyarrow")
    table = casebook.events().to_arrow()
    assert table.column_names == casebook.columns("events")
    assert table["earliest"].to_pylist() == [DAY]


def test_other_libraries_take_the_rows_as_arrow_data(casebook: Casebook) -> None:
    polars = pytest.importorskip("polars")
    taken = polars.from_arrow(casebook.events())  # a table of a stream is a series of structures
    assert taken.struct.fields == casebook.columns("events")


def test_rows_of_a_query_find_their_types(casebook: Casebook) -> None:
    rows = casebook.query("SELECT type, earliest, NULL AS nothing FROM events")
    assert "type" in rows._repr_html_()
    pytest.importorskip("polars")
    pytest.importorskip("pandas")
    assert rows.to_polars()["earliest"][0] == DAY
    assert list(rows.to_pandas()["type"]) == ["ASSAULT"]


@pytest.mark.parametrize(
    ("method", "package", "install"),
    [
        ("to_polars", "polars", "detente[frames]"),
        ("to_pandas", "pandas", "pip install pandas"),
        ("to_arrow", "pyarrow", "pip install pyarrow"),
    ],
)
def test_what_is_not_installed_is_named(
    casebook: Casebook, monkeypatch: pytest.MonkeyPatch, method: str, package: str, install: str
) -> None:
    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr("detente.casebook.result.import_module", absent)
    with pytest.raises(InstallationError, match="D402") as refused:
        getattr(casebook.events(), method)()
    assert package in refused.value.message
    assert install in refused.value.message
