from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.casebook import Filter, engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.casebook import Casebook
    from detente.records import Record


@pytest.mark.parametrize("table", ["entities", "events", "mentions", "causes", "relations"])
def test_rows_given_one_by_one_are_those_given_at_once(
    casebook: Casebook, gulf_wire: Record, table: str
) -> None:
    with casebook.writer() as writer:
        writer.add(gulf_wire)
    asked = Filter(actor="coalition")
    assert list(casebook.each(table)) == getattr(casebook, table)()
    assert list(casebook.each(table, asked)) == getattr(casebook, table)(asked)


def test_rows_are_ordered_by_document_if_so_asked(
    casebook: Casebook, small_record: Callable[..., Record]
) -> None:
    with casebook.writer() as writer:
        for number in range(5):
            writer.add(small_record(f"{number} told"))
    rows = list(casebook.each("mentions", by_document=True))
    assert [row["document"] for row in rows] == sorted(row["document"] for row in rows)


def test_a_casebook_may_be_asked_while_rows_are_drawn(
    casebook: Casebook, gulf_wire: Record, small_record: Callable[..., Record]
) -> None:
    with casebook.writer() as writer:
        writer.add(gulf_wire)
    before = casebook.events()
    rows = casebook.each("events")
    first = next(rows)
    with casebook.writer() as writer:
        writer.add(small_record("a later report"))
    assert len(casebook.documents()) == 2
    assert [first, *rows] == before


def test_more_rows_than_are_drawn_together_come_all() -> None:
    with engine.connect() as connection:
        rows = engine.stream(connection, "SELECT * FROM range(?) AS t(number)", (10_000,))
        assert [row["number"] for row in rows] == list(range(10_000))
