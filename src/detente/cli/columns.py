"""Which columns of a casebook's tables a person is shown, and how a cell reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from rich.text import Text

from detente.cli.typography import CHANGES, MARKS, count, date, flat
from detente.records import Bounds

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.casebook.rows import Row


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its cell for a row, its share of the width."""

    title: str
    cell: Callable[[Row], Text | str | None]
    ratio: int | None = None
    justify: Literal["left", "right"] = "left"


def _event(row: Row) -> Text:
    mark = MARKS[row["quad_class"]]
    text = Text.assemble((f"{mark.sign} ", mark.style), (row["type"], mark.style))
    if row["mode"]:
        text.append(f"\n  {row['mode']}", style="dim")
    return text


def _sides(row: Row) -> Text:
    return Text.assemble(_names(row["actors"]), (" → ", "bold"), _names(row["recipients"]))


def _names(parties: list[Row]) -> str:
    return ", ".join(flat(party["name"]) for party in parties) or "?"


def _pair(row: Row) -> str:
    return " ⇄ ".join(flat(party["name"]) for party in row["parties"])


def _status(row: Row) -> str:
    losses = [
        count(_bounds(row, what), what)
        for what in ("killed", "injured")
        if _bounds(row, what) is not None
    ]
    return "\n".join([row["status"], *losses])


def _bounds(row: Row, what: str) -> Bounds | None:
    low, high = row[f"{what}_low"], row[f"{what}_high"]
    return None if low is None and high is None else Bounds(low=low, high=high)


def _where(row: Row) -> str | None:
    known = [each for each in (row["place"], row["country"]) if each]
    return ", ".join(map(flat, known)) or None


def _change(row: Row) -> str:
    return f"{CHANGES[row['status']]} {row['status']}"


def _said(row: Row) -> str:
    return f"{flat(row['speaker'])}: {row['attitude']}"


def _sure(row: Row) -> str | None:
    return None if row["certainty"] == "unstated" else str(row["certainty"])


def _words(row: Row) -> str:
    return " … ".join(flat(span["quote"]) for span in row["content"])


def _evidence(row: Row) -> str:
    return flat(row["evidence"][0]["quote"]) if row["evidence"] else ""


def _flat(column: str) -> Callable[[Row], str | None]:
    return lambda row: None if row[column] is None else flat(str(row[column]))


def _date(column: str) -> Callable[[Row], str]:
    return lambda row: date(row[column])


def _id(row: Row) -> str:
    return str(row["document"]).removeprefix("sha256:")[:8]


COLUMNS: Final[dict[str, tuple[Column, ...]]] = {
    "actors": (
        Column("Name", _flat("name"), 3),
        Column("Code", _flat("code")),
        Column("Country", _flat("country")),
        Column("Kind", _flat("kind")),
        Column("Documents", _flat("documents"), justify="right"),
        Column("Mentions", _flat("mentions"), justify="right"),
    ),
    "causes": (
        Column("Cause", _flat("cause"), 5),
        Column("Effect", _flat("effect"), 5),
        Column("Signal", _flat("signal"), 2),
        Column("Said by", _flat("said_by"), 3),
        Column("Document", _id),
    ),
    "claims": (
        Column("Who", _said, 2),
        Column("What", _words, 5),
        Column("How sure", _sure),
        Column("Document", _id),
    ),
    "documents": (
        Column("Document", _id),
        Column("Published", _date("published")),
        Column("Publisher", _flat("publisher"), 2),
        Column("Title", _flat("title"), 4),
        Column("Events", _flat("events"), justify="right"),
        Column("Claims", _flat("claims"), justify="right"),
    ),
    "events": (
        Column("Date", _date("date")),
        Column("Event", _event),
        Column("Who → whom", _sides, 4),
        Column("Where", _where, 2),
        Column("Status", _status),
        Column("Reports", _flat("reports"), justify="right"),
    ),
    "relations": (
        Column("Date", _date("date")),
        Column("Between", _pair, 3),
        Column("Channel", _flat("channel")),
        Column("Change", _change),
        Column("Evidence", _evidence, 4),
    ),
}
"""By table."""
