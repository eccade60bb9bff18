"""What a chart is: a Vega-Lite specification with its data in it, and the same data as a table."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from html import escape
from typing import Any

from detente import display
from detente.errors import InstallationError
from detente.report.charts import rendering
from detente.wording import flat

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

    def picture(self) -> str:
        """The chart as an image of HTML, on white, with words for who does not see it; nothing
        without the extra `report`.
        """
        try:
            drawn = rendering.svg(self)
        except InstallationError:
            return ""
        words = escape(flat(f"{self.title}. {self.description}"))
        data = b64encode(drawn.encode()).decode()
        style = "background:white;max-width:100%;padding:8px"
        return f'<img style="{style}" alt="{words}" src="data:image/svg+xml;base64,{data}">'

    def _repr_html_(self) -> str:
        """The picture, or its data as tables where it cannot be drawn, for a notebook."""
        parts = [self.picture()]
        if not parts[0]:
            most = display.MOST
            parts = [
                display.grid(
                    each.title, each.columns, each.rows[:most], more=max(len(each.rows) - most, 0)
                )
                for each in self.tables
            ]
        return display.block(self.title, self.source, *parts)
