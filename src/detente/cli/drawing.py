"""Charts into files: what kind is in the ending of the file's name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente.cli.output import save
from detente.errors import UsageError
from detente.relations.ties import Ties, pair_of, ties
from detente.report import charts
from detente.report.source import Counts, in_words, source_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from detente.casebook import Casebook, Filter
    from detente.casebook.rows import Row
    from detente.report.charts import Chart

PICTURES: Final = (".svg", ".png", ".html", ".vl.json")
"""Endings of files that hold charts: two pictures, a page, the Vega-Lite specification."""


def is_picture(out: Path | None) -> bool:
    """Whether a chart is asked for by the name of the file."""
    return out is not None and out.name.lower().endswith(PICTURES)


def draw(drawn: Sequence[Chart], out: Path) -> None:
    """Write charts to a file: all of them to a page, the first alone to anything else.

    Raises:
        InstallationError: D402 without the extra `report`.
        UsageError: D303 if the file cannot be written.
    """
    name = out.name.lower()
    if name.endswith(".html"):
        save(out, charts.page(drawn))
    elif name.endswith(".png"):
        save(out, charts.png(drawn[0]))
    elif name.endswith(".svg"):
        save(out, charts.svg(drawn[0]))
    else:
        save(out, json.dumps(drawn[0].spec, ensure_ascii=False, indent=1) + "\n")


def of_table(casebook: Casebook, name: str, rows: list[Row], asked: Filter) -> Chart:
    """The chart of a table: of events when they were, of relations who deals with whom.

    Args:
        casebook: What the rows are from.
        name: The table.
        rows: Its rows that are asked for.
        asked: What they were asked for by.

    Raises:
        UsageError: D311 if there is no chart of that table.
    """
    if name == "events":
        about = in_words(asked, name)
        title = about[:1].upper() + about[1:]
        return charts.of_events(
            rows, title=title, source=source_line(casebook, Counts.of(rows), about)
        )
    if name == "relations":
        about = in_words(asked, "events and changes" if asked.type or asked.status else "events")
        found = ties(casebook, replace(asked, type=None, status=None))
        source = source_line(casebook, Counts(*found.counts), about)
        if asked.type or asked.status:
            found = _changed(found, rows)
        return charts.of_ties(found, source=source)
    raise UsageError("D311", name)


def _changed(found: Ties, rows: Sequence[Row]) -> Ties:
    """Those between whom one of the changes was."""
    pairs = {pair_of(row["parties"]) for row in rows}
    return replace(found, ties=tuple(tie for tie in found.ties if tie.pair in pairs))
