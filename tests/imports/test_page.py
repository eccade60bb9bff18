from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.imports.page import Page


@given(st.dictionaries(st.text(min_size=1), st.text(min_size=1), min_size=1))
def test_every_cell_can_be_pointed_at(cells: dict[str, str]) -> None:
    page = Page(cells)
    for column, value in cells.items():
        span = page.span(column)
        assert page.text[span.start : span.end] == span.quote == value


@given(st.lists(st.text()))
def test_every_part_of_a_cell_can_be_pointed_at(parts: list[str]) -> None:
    value = ";".join(parts)
    page = Page({"first": "x", "names": value})
    found = list(page.parts("names"))
    assert [span.quote for span in found] == [
        each.strip() for each in value.split(";") if each.strip()
    ]
    assert all(page.text[span.start : span.end] == span.quote for span in found)


def test_an_absent_column_has_no_parts() -> None:
    assert list(Page({"a": "x"}).parts("b")) == []
