"""Charts: specifications of Vega-Lite with their data in them, drawn as SVG, PNG or a page.

Every chart says its finding in words, names its source, and carries its data as a table.
"""

from __future__ import annotations

from detente.report.charts.chart import Chart
from detente.report.charts.escalation import of_chain
from detente.report.charts.network import of_ties
from detente.report.charts.page import page
from detente.report.charts.rendering import png, svg
from detente.report.charts.series import of_relation
from detente.report.charts.timeline import of_events

__all__ = ["Chart", "of_chain", "of_events", "of_relation", "of_ties", "page", "png", "svg"]
