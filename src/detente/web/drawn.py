"""Charts on pages: the browser draws them, and whoever has no script has their tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from detente.report.charts import Chart
    from detente.report.charts.chart import Spec, Table

Leads = Literal["events", "event", "relation", "country", ""]
"""Where a click on a mark leads; nowhere if empty."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as a page shows it.

    Attributes:
        title: What it is about.
        description: What it shows, in sentences.
        spec: The Vega-Lite specification, without its title: that stands beside it as words.
        tables: The same data as tables.
        leads: Where a click on a mark leads.
        address: Of the page that a mark of `events` leads to, but for the days, which follow.
    """

    title: str
    description: str
    spec: Spec
    tables: tuple[Table, ...]
    leads: Leads = ""
    address: str = ""

    @classmethod
    def of(cls, chart: Chart, leads: Leads = "", address: str = "") -> Drawn:
        """A chart of the report, on a page."""
        spec = {name: value for name, value in chart.spec.items() if name != "title"}
        return cls(chart.title, chart.description, spec, chart.tables, leads, address)
