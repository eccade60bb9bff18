"""The tables that lie beside the code, as any package reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente import tables

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder `data` of a new package, whose name is that of the folder above."""
    data = tmp_path / f"shelf_{abs(hash(tmp_path))}" / "data"
    data.mkdir(parents=True)
    (data.parent / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    return data


def test_a_row_maps_columns_to_cells(package: Path) -> None:
    (package / "plain.tsv").write_text("word\tkind\ntruce\tnoun\nand\t\n", encoding="utf-8")
    assert tables.rows(package.parent.name, "plain") == (
        {"word": "truce", "kind": "noun"},
        {"word": "and", "kind": ""},
    )


def test_a_row_with_a_cell_too_few_is_an_error(package: Path) -> None:
    (package / "short.tsv").write_text("word\tkind\ntruce\n", encoding="utf-8")
    with pytest.raises(ValueError, match="zip"):
        tables.rows(package.parent.name, "short")


def test_a_table_that_is_not_there_is_an_error(package: Path) -> None:
    with pytest.raises(FileNotFoundError):
        tables.rows(package.parent.name, "absent")


def test_lines_are_given_uncut_and_without_the_header(package: Path) -> None:
    (package / "long.tsv").write_text("a\tb\n1\t2\n3\t4\n", encoding="utf-8")
    assert tables.lines(package.parent.name, "long") == ("1\t2", "3\t4")


def test_a_cell_may_hold_several_values_or_none() -> None:
    assert tables.values("a|b") == ("a", "b")
    assert tables.values("") == ()
