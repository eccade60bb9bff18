"""The page of speed: Markdown out of figures and a template, and its charts as SVG beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.performance.bars import Bar, chart
from benchmarks.performance.costs import assumed, costs
from benchmarks.performance.measured import rows, words_a_second

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.performance.measured import Machine, Measured, Point

_MEGA: Final = 1_000_000
_DAY: Final = 24


def write(measured: Measured, machine: Machine, path: Path) -> None:
    """Write the page; the charts get its name, with `-one-core.svg` and `-growth.svg`.

    Args:
        measured: The figures.
        machine: What they were taken on.
        path: Where the page goes.
    """
    charts = {
        path.with_name(f"{path.stem}-one-core.svg"): one_core(measured),
        path.with_name(f"{path.stem}-growth.svg"): growth(measured),
    }
    for picture, drawn in charts.items():
        picture.write_text(drawn, encoding="utf-8")
    path.write_text(page(measured, machine, path.stem), encoding="utf-8")


def page(measured: Measured, machine: Machine, name: str) -> str:
    """The page as Markdown; `name` begins the names of its charts."""
    m, given = measured, assumed()
    speed = words_a_second(m)
    beside = min(1.0, m.one / m.two / 2)
    parts = {
        "machine": f"{machine.cores} cores ({machine.processor}), {machine.system}, "
        f"Python {machine.python}",
        "targets": _table(
            ("measure", "target", "figure", "reached"),
            ([r.measure, r.target, r.figure, "yes" if r.reached else "**no**"] for r in rows(m)),
            numbers=1,
        ),
        "words": f"{m.words:,}",
        "grammar": f"{m.grammar / m.encoder:.2f}",
        "rules": f"{m.record / m.encoder - 1 - m.grammar / m.encoder:.2f}",
        "events": f"{m.events:,}",
        "speed": f"{round(speed, -1):,.0f}",
        "name": name,
        "growth": _points(m.growth, places=0),
        "many": _points(m.many, places=1),
        "costs": _table(
            ("", "articles", "hours of a core", "one machine", "ten", "in the cloud"),
            (
                [
                    c.what, f"{c.articles:,}", f"{c.core_hours:,.0f}", _long(c.machine_hours),
                    _long(c.ten_hours), f"${c.dollars:,.0f}",
                ]
                for c in costs(speed, given, together=beside)
            ),
        ),
        "article": f"{given.words_an_article}",
        "cores": f"{given.cores_a_machine}",
        "dollars": f"{given.cloud_core_hour:.2f}",
        "pages": f"{given.year_pages // _MEGA}",
        "english": f"{given.year_english:.0%}",
        "beside": f"{beside:.0%}",
    }  # fmt: skip
    text = Path(__file__).with_name("page.md").read_text("utf-8")
    for key, part in parts.items():
        text = text.replace(f"{{{{{key}}}}}", part)
    return text


def one_core(measured: Measured) -> str:
    """The chart of what one core takes, the encoder alone being 1."""
    told = (
        ("encoder alone", measured.encoder, True),
        ("grammar alone", measured.grammar, True),
        ("text to record", measured.record, True),
        ("spaCy en_core_web_sm: tagger, parser, names", measured.spacy, False),
    )
    bars = [
        Bar(n, t / measured.encoder, f"{t / measured.encoder:.2f}", ours) for n, t, ours in told
    ]
    return chart("Time on one core, the encoder alone being 1", bars, 1.5)


def growth(measured: Measured) -> str:
    """The chart of how long a document takes as a batch goes on."""
    bars = [
        Bar(
            f"up to {p.documents:,} documents",
            p.seconds * 1000,
            f"{p.seconds * 1000:.0f} ms, {p.worker / _MEGA:.0f} MB",
        )
        for p in measured.growth
    ]
    return chart("Milliseconds a document, and memory of a worker, as a batch goes on", bars)


def _long(hours: float) -> str:
    """Hours as one would say them."""
    if hours < 1:
        return f"{hours * 60:.0f} minutes"
    return f"{hours:.1f} hours" if hours < 2 * _DAY else f"{hours / _DAY:,.0f} days"


def _points(points: Iterable[Point], *, places: int) -> str:
    """A batch on its way as a table: so many places of a millisecond."""
    return _table(
        ("documents", "ms a document", "MB a worker", "MB of the driver"),
        (
            [
                f"{p.documents:,}", f"{p.seconds * 1000:.{places}f}",
                f"{p.worker / _MEGA:.0f}", f"{p.driver / _MEGA:.0f}",
            ]
            for p in points
        ),
    )  # fmt: skip


def _table(header: Sequence[str], lines: Iterable[Sequence[str]], *, numbers: int = 0) -> str:
    """A table in Markdown, of which the columns after the first stand to the right."""
    marks = ["---", *("--:" for _ in header[1:])] if not numbers else ["---"] * len(header)
    return "\n".join(f"| {' | '.join(line)} |" for line in (header, marks, *lines))
