"""Reading the word lists."""

from __future__ import annotations

import pytest

from detente.reading.tables import grouped, pairs, rows, words


def test_a_row_maps_columns_to_cells() -> None:
    assert rows("modals")[0].keys() == {"modal", "status"}


def test_an_empty_cell_is_an_empty_text() -> None:
    assert all(isinstance(cell, str) for row in rows("triggers") for cell in row.values())


def test_pairs_map_the_first_column_to_the_second() -> None:
    assert pairs("modals")["will"] == "planned"


def test_words_are_the_first_column() -> None:
    assert "blame" in words("blame_verbs")
    assert "lemma" not in words("blame_verbs")


def test_groups_hold_the_members_of_each_class() -> None:
    assert "troop" in grouped("context_words")["military"]


def test_a_table_is_read_once() -> None:
    assert rows("modals") is rows("modals")


def test_a_table_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        rows("no_such_table")
