"""Method and limits: what was read by what, how well it reads, and what it cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente import tables, wording
from detente.report.document.pieces import Bullets, Grid, Paragraph, Section, line

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from detente.casebook import Casebook
    from detente.report.document.pieces import Block, Line
    from detente.report.source import Counts
    from detente.report.theme import Theme

_HOME: Final = "detente.report"
_MOST: Final = 30
"""Publishers listed."""
_COUNTS: Final = """
SELECT count(*) AS held,
  count(*) FILTER (copy_of IS NOT NULL) AS copies,
  count(*) FILTER (earliest >= ? AND latest <= ?) AS inside
FROM documents
"""
_PUBLISHERS: Final = """
SELECT publisher, count(*) AS documents FROM documents WHERE earliest >= ? AND latest <= ?
GROUP BY ALL ORDER BY documents DESC, publisher NULLS LAST
"""
_READERS: Final = (
    "SELECT DISTINCT reader_version AS version, reader_model AS model FROM documents ORDER BY ALL"
)


def section(
    casebook: Casebook, theme: Theme, counts: Counts, days: tuple[dt.date, dt.date]
) -> Section:
    """The section on how the report came about.

    Args:
        casebook: What was read.
        theme: What the report is about.
        counts: The events of the theme and the period.
        days: First and last day of the period.
    """
    blocks: list[Block] = [
        Paragraph(line(each)) for each in (*_run(casebook, theme, counts, days), *_rules())
    ]
    blocks.append(_publishers(casebook, days))
    scores = tables.rows(_HOME, "scores")
    blocks.append(
        Grid(
            "How well the reader reads: scores on annotated text (development parts)",
            ("Part", "Texts", "Cases", "Measure", "Score", "95 % interval"),
            tuple(tuple(line(row[name]) for name in _SCORED) for row in scores),
        )
    )
    blocks.append(Bullets(tuple(_limits())))
    return Section("method", "Method and limits", tuple(blocks))


_SCORED: Final = ("part", "gold", "cases", "measure", "score", "interval")


def _run(
    casebook: Casebook, theme: Theme, counts: Counts, days: tuple[dt.date, dt.date]
) -> Iterator[str]:
    (held,) = casebook.query(_COUNTS, days)
    readers = casebook.query(_READERS)
    read = " and ".join(f"detente {each['version']} with model {each['model']}" for each in readers)
    copies = f", {held['copies']} of them copies," if held["copies"] else ""
    yield (
        f"The casebook “{wording.flat(casebook.path.resolve().name)}” holds "
        f"{wording.plural(held['held'], 'document')}{copies} of which "
        f"{held['inside']:,} were published in the period. They were read by {wording.flat(read)}."
    )
    yield (
        f"On the theme and in the period it has {wording.plural(counts.events, 'event')}, told in "
        f"{wording.plural(counts.reports, 'report')} of "
        f"{wording.plural(counts.origins, 'origin')} (summed over the events). "
        "Documents published later count where they tell of the period."
    )
    yield f"The theme: {_theme(theme)}."


def _theme(theme: Theme) -> str:
    said = [
        f"{name} {', '.join(map(wording.flat, getattr(theme, name)))}"
        for name in ("about", "actors", "places", "types", "words")
        if getattr(theme, name)
    ]
    return "; ".join(said) if said else "everything in the casebook"


def _rules() -> Iterator[str]:
    rows = tables.rows(_HOME, "method")
    return (row["words"] for row in rows if row["part"] == "rule")


def _limits() -> Iterator[Line]:
    rows = tables.rows(_HOME, "method")
    return (line(row["words"]) for row in rows if row["part"] == "limit")


def _publishers(casebook: Casebook, days: tuple[dt.date, dt.date]) -> Grid:
    rows = casebook.query(_PUBLISHERS, days)
    title = "Documents of the period by publisher"
    if len(rows) > _MOST:
        title += f", the first {_MOST} of {len(rows)}"
    told = tuple(
        (line(wording.flat(row["publisher"] or "not stated")), line(f"{row['documents']:,}"))
        for row in rows[:_MOST]
    )
    return Grid(title, ("Publisher", "Documents"), told)
