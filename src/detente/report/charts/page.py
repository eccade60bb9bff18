"""Charts as one web page that stands alone: everything it needs is in it, it asks for nothing.

A rule for the browser (`Content-Security-Policy`) holds it to that. Below each chart stand its data
as tables, which also serve who cannot see the chart or has no script.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Final

from detente.report.charts import style
from detente.report.charts.rendering import bundle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.report.charts.chart import Cell, Chart, Spec, Table

_POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'unsafe-inline'; img-src data:"
)
"""Vega compiles the expressions of a specification, hence `unsafe-eval`; they are all ours."""

_STYLE: Final = f"""
body {{ margin: 2rem auto; max-width: 960px; padding: 0 1rem; background: white; color: {style.INK};
  font: 15px/1.5 {style.FONT}; }}
figure {{ margin: 0 0 2.5rem; }}
.chart {{ overflow-x: auto; }}
summary {{ cursor: pointer; }}
table {{ border-collapse: collapse; margin-top: .7rem; font-size: 13px; }}
caption {{ text-align: left; color: {style.SOFT}; }}
th, td {{ text-align: left; vertical-align: top; padding: .15rem .9rem .15rem 0;
  border-bottom: 1px solid {style.PALE}; }}
td.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
"""

_SCRIPT: Final = """
for (const data of document.querySelectorAll('script[type="application/json"]')) {
  vegaEmbed(data.previousElementSibling, JSON.parse(data.textContent),
    {actions: false, renderer: 'svg', mode: 'vega-lite', ast: false});
}
"""


def page(charts: Sequence[Chart]) -> str:
    """A page of charts, the first one's title its own.

    Args:
        charts: At least one, in the order they are to stand.

    Raises:
        InstallationError: D402 without the extra `report`.
    """
    title = escape(charts[0].title)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{title}</title>",
            f"<style>{_STYLE}</style>",
            "</head>",
            "<body>",
            *(line for chart in charts for line in _figure(chart)),
            f"<script>{bundle()}</script>",
            f"<script>{_SCRIPT}</script>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _figure(chart: Chart) -> Iterator[str]:
    description = escape(chart.description)
    yield "<figure>"
    yield f'<div class="chart" role="img" aria-label="{escape(chart.title)}. {description}"></div>'
    yield f'<script type="application/json">{_json(chart.spec)}</script>'
    yield "<figcaption>"
    yield f"<noscript><h1>{escape(chart.title)}</h1><p>{description}</p></noscript>"
    for table in chart.tables:
        yield from _table(table, chart.source)
    yield "</figcaption>"
    yield "</figure>"


def _table(table: Table, source: str) -> Iterator[str]:
    title = escape(table.title)
    yield f"<details><summary>{title}: the data as a table</summary>"
    yield f"<table><caption>{title}. Source: {escape(source)}</caption>"
    yield f"<thead><tr>{''.join(map(_heading, table.columns))}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        yield f"<tr>{''.join(map(_cell, row))}</tr>"
    yield "</tbody></table></details>"


def _heading(title: str) -> str:
    return f'<th scope="col">{escape(title)}</th>'


def _cell(value: Cell) -> str:
    if value is None:
        return "<td>not stated</td>"
    if isinstance(value, str):
        return f"<td>{escape(value)}</td>"
    return f'<td class="number">{value:,}</td>'


def _json(spec: Spec) -> str:
    """JSON that cannot end the element it stands in, whatever words are in it."""
    text = json.dumps(spec, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
