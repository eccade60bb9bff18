from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from detente.export.cells import cell, write_line


@given(st.lists(st.text() | st.none() | st.floats(allow_nan=False) | st.integers(), min_size=2))
def test_a_line_has_as_many_cells_as_it_was_given(values: list[object]) -> None:
    stream = io.StringIO()
    write_line((cell(value, "None") for value in values), stream)
    (line,) = stream.getvalue().splitlines()
    assert len(line.split("\t")) == len(values)
    assert len(next(csv.reader([line], delimiter="\t"))) == len(values)


def test_blanks_are_not_a_value() -> None:
    assert cell(" \n ", "None") == "None"
