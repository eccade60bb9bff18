"""What a report tells of relations, in words with endnotes: events, changes, turning points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente import wording
from detente.report.charts.series import turns
from detente.report.charts.timeline import line as event_line
from detente.report.document.pieces import Grid, Run, line
from detente.report.evidence import Evidence
from detente.report.relation import signed
from detente.report.telling import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.casebook.rows import Row
    from detente.relations import Channel, ChannelChange, Series, TurningPoint
    from detente.report.document.citing import Citations
    from detente.report.document.pieces import Line

_REPORTS: Final = 3
"""Reports quoted of a change."""
_CHANGES: Final = ("Channel", "Change", "Date", "Reports", "Origins", "Words")
_COLUMNS: Final = ("Date", "Event", "PLOVER score", "Reports", "Origins")


def place(row: Row) -> Evidence:
    """Where an event is told: the words that its row names first."""
    span = row["evidence"][0]
    return Evidence(row["document"], span["start"], span["end"], span["quote"])


def event(row: Row, cited: Citations) -> Line:
    """An event in a sentence that does not say when, with its endnote."""
    record = cited.record(row["document"])
    found = next((each for each in record.events if each.id == row["id"]), None)
    words = str(told(record, found, dated=False)) if found else event_line(row)
    return (Run(words, cited.refer([place(row)])),)


def events(title: str, rows: Iterable[Row], cited: Citations) -> Grid:
    """Events as a table, in order of time."""
    in_time = sorted(rows, key=lambda row: (row["earliest"], row["latest"], row["happening"]))
    cited.load(row["document"] for row in in_time)
    return Grid(
        title,
        _COLUMNS,
        tuple(
            (
                line(wording.date(row["date"])),
                event(row, cited),
                line(signed(row["goldstein"])),
                line(str(row["reports"])),
                line(str(row["origins"])),
            )
            for row in in_time
        ),
    )


def change(told: ChannelChange, cited: Citations) -> Iterator[Run]:
    """A change of a channel: what became of it, when, by whose words."""
    report = told.reports[0]
    who = cited.origin(report.said_by or report.publisher or report.document)
    status = told.status.replace("-", " ")
    date = wording.date(told.date) if told.date else "no date given"
    proof = [
        Evidence(each.document, each.start, each.end, each.quote)
        for each in told.reports[:_REPORTS]
    ]
    yield Run(f" {status[:1].upper()}{status[1:]} ({date}), according to {who}: ")
    yield Run(f"“{wording.flat(report.quote)}”.", cited.refer(proof))


def changes(title: str, channels: Iterable[Channel], cited: Citations) -> Grid:
    """Every change of channels as a table, with the words of its first report."""
    told = [
        (channel.name, change)
        for channel in channels
        for change in (*channel.changes, *channel.undated, *channel.foreseen)
    ]
    cited.load(each.reports[0].document for _, each in told)
    return Grid(title, _CHANGES, tuple(_row(name, each, cited) for name, each in told), folded=True)


def _row(channel: str, told: ChannelChange, cited: Citations) -> tuple[Line, ...]:
    report = told.reports[0]
    place = Evidence(report.document, report.start, report.end, report.quote)
    return (
        line(channel.replace("-", " ")),
        line(told.status.replace("-", " ")),
        line(wording.date(told.date)),
        line(str(told.documents)),
        line(str(told.origins)),
        (Run(f"“{wording.flat(report.quote)}”", cited.refer([place])),),
    )


def turn(point: TurningPoint, series: Series, cited: Citations) -> Line:
    """A turning point: from when, of what, by how much, with the events behind it."""
    the = "the " if series.by == "week" else ""
    said = f"Turning point in {the}{turns((point,), series)}."
    return (Run(said, cited.refer(map(place, point.events))),)
