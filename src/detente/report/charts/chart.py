"""What a chart is: a Vega-Lite specification with its data in it, and the same data as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Spec = dict[str, Any]
"""A Vega-Lite specification, or a part of one: plain JSON values."""

Cell = str | int | float | None
"""A value of a table; None is what is unknown."""


@dataclass(frozen=True, slots=True)
class Table:
    """Data as a table.

    Attributes:
        title: What a row is.
        columns: Titles of the columns.
        rows: As many cells in each as there are columns.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and what is needed to read it without seeing it.

    Attributes:
        title: What it is about.
        description: What it shows, in sentences.
        source: Where its data come from: casebook, filter, reader, counts.
        spec: The Vega-Lite specification; all data are in it, nothing is fetched.
        tables: The data drawn, and what is known of them beyond.
    """

    title: str
    description: str
    source: str
    spec: Spec
    tables: tuple[Table, ...]
