"""Which columns of a casebook's tables a person is shown, and how a cell reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from rich.text import Text

from detente.cli.typography import CHANGES, MARKS, count, date, facts, flat, plural
from detente.records import Bounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.casebook.rows import Row

_DATE: Final = 13
"""Columns of a date: an interval within a month fits, a longer one breaks at its dash."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its cell for a row, its share of the width or its own width."""

    title: str
    cell: Callable[[Row], Text | str | None]
    ratio: int | None = None
    width: int | None = None
    justify: Literal["left", "right"] = "left"


def _event(row: Row) -> Text:
    mark = MARKS[row["quad_class"]]
    text = Text.assemble((f"{mark.sign} ", mark.style), (row["type"], mark.style))
    return text.append(f"\n  {row['mode']}", "dim") if row["mode"] else text


def happened(row: Row) -> Text:
    """Who did it to whom, and below it whether, where and with what losses."""
    actors, recipients = _names(row["actors"]), _names(row["recipients"])
    mutual = len(row["actors"]) > 1 and actors == recipients
    sides = (
        Text(actors.replace(", ", " ⇄ "))
        if mutual
        else Text.assemble(actors, (" → ", "bold"), recipients)
    )
    return sides.append("\n" + facts(row["status"], _where(row), *_losses(row)), "dim")


def _losses(row: Row) -> Iterator[str]:
    """How many were hurt: where reports disagree, what each says."""
    said = {each["what"]: each["values"] for each in row.get("versions", ())}
    for what in ("killed", "injured"):
        if what in said:
            values = sorted((each["value"] for each in said[what]), key=_size)
            yield f"{' or '.join(values)} {what}"
        else:
            yield count(_bounds(row, what), what)


def _size(value: str) -> tuple[int, str]:
    figure = next((word for word in value.split() if word.isdecimal()), "0")
    return (int(figure), value)


def _names(parties: list[Row]) -> str:
    return ", ".join(flat(party["name"]) for party in parties) or "?"


def _changed(row: Row) -> Text:
    """Between whom, and below it the words that say so."""
    pair = " ⇄ ".join(flat(party["name"]) for party in row["parties"])
    said = " … ".join(flat(span["quote"]) for span in row["evidence"][:1])
    return Text.assemble(pair, ("\n" + said, "dim"))


def _bounds(row: Row, what: str) -> Bounds | None:
    low, high = row[f"{what}_low"], row[f"{what}_high"]
    return None if low is None and high is None else Bounds(low=low, high=high)


def _where(row: Row) -> str:
    return ", ".join(flat(each) for each in (row["place"], row["country"]) if each)


def _change(row: Row) -> Text:
    text = Text(f"{CHANGES[row['status']]} {row['status']}")
    return text.append(f"\n  {row['channel']}", "dim")


def _led(row: Row) -> str:
    return f"{flat(row['cause'])}\n→ {flat(row['effect'])}"


def _said(row: Row) -> str:
    return f"{flat(row['speaker'])}: {row['attitude']}"


def _sure(row: Row) -> str | None:
    return None if row["certainty"] == "unstated" else str(row["certainty"])


def _asked(row: Row) -> Text:
    """Which office, and below it what about."""
    office = Text(flat(row["office"]))
    return office.append(f"\n{flat(row['subject'])}", "dim") if row["subject"] else office


def _question(row: Row) -> Text:
    """The question, and below it what its answer holds back."""
    text = Text(f"{row['question']}. {flat(row['text'])}")
    return text.append(f"\n{flat(row['missing'])}", "dim") if row["missing"] else text


def _due(row: Row) -> Text:
    """When an answer is due, and below it how late it is."""
    due = Text(date(row["due"]))
    late = row["days_late"]
    return due.append(f"\n{plural(late, 'day')} late", "red") if late else due


def _answered(row: Row) -> Text:
    """How many questions are answered, and below it how many matches wait for a decision."""
    text = Text(f"{row['answered']} of {row['asked']}")
    waiting = row["to_confirm"]
    return text.append(f"\n{waiting} to confirm", "dim") if waiting else text


def _words(row: Row) -> str:
    return " … ".join(flat(span["quote"]) for span in row["content"])


def _flat(column: str) -> Callable[[Row], str | None]:
    return lambda row: None if row[column] is None else flat(str(row[column]))


def _date(column: str) -> Callable[[Row], str]:
    return lambda row: date(row[column])


def _published_by(row: Row) -> Text:
    """Who published it, and below it whose words it is and who printed the very same text."""
    others = " · ".join(flat(each) for each in row["carried_by"])
    origin = row["origin"] if row["origin"] != row["publisher"] else None
    below = facts(f"from {flat(origin)}" if origin else "", f"also {others}" if others else "")
    text = Text(flat(row["publisher"] or "–"))
    return text.append("\n" + below, "dim") if below else text


def _titled(row: Row) -> Text:
    """The title, and below it what it is a copy of."""
    text = Text(flat(row["title"] or "–"))
    copied = row["copy_of"]
    return text.append(f"\ncopy of {_short(copied)}", "dim") if copied else text


def _id(row: Row) -> str:
    return _short(row["document"])


def _short(document: str) -> str:
    return document.removeprefix("sha256:")[:8]


def _happening(row: Row) -> str:
    return str(row["happening"])[:8]


def _side(which: str) -> Callable[[Row], Text]:
    """Who says what, and below it in which words, and where."""

    def cell(row: Row) -> Text:
        said = row[which]
        text = Text.assemble(flat(said["who"] or "–"), ": ", (flat(said["says"]), "bold"))
        return text.append(f"\n“{flat(said['quote'])}” ({_short(said['document'])})", "dim")

    return cell


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
        Column("Cause → effect", _led, 5),
        Column("Signal", _flat("signal"), 1),
        Column("Said by", _flat("said_by"), 2),
        Column("Document", _id),
    ),
    "claims": (
        Column("Who", _said, 2),
        Column("What", _words, 5),
        Column("How sure", _sure),
        Column("Reports", _flat("reports"), justify="right"),
        Column("Document", _id),
    ),
    "contradictions": (
        Column("On", _flat("kind")),
        Column("One says", _side("first"), 1),
        Column("Another says", _side("second"), 1),
        Column("Event", _happening),
    ),
    "documents": (
        Column("Document", _id),
        Column("Published", _date("published"), width=_DATE),
        Column("Publisher", _published_by, 2),
        Column("Title", _titled, 4),
        Column("Events", _flat("events"), justify="right"),
        Column("Claims", _flat("claims"), justify="right"),
    ),
    "events": (
        Column("Date", _date("date"), width=_DATE),
        Column("Event", _event),
        Column("Who → whom", happened, 1),
        Column("Reports", _flat("reports"), justify="right"),
        Column("Origins", _flat("origins"), justify="right"),
        Column("Id", _happening),
    ),
    "mentions": (
        Column("Date", _date("date"), width=_DATE),
        Column("Event", _event),
        Column("Who → whom", happened, 1),
        Column("Document", _id),
        Column("Id", _happening),
    ),
    "inquiries": (
        Column("Reference", _flat("reference")),
        Column("Office", _asked, 1),
        Column("State", _flat("state")),
        Column("Due", _due, width=_DATE),
        Column("Answered", _answered, justify="right"),
    ),
    "questions": (
        Column("Reference", _flat("reference")),
        Column("Question", _question, 1),
        Column("State", _flat("state")),
        Column("Due", _due, width=_DATE),
    ),
    "relations": (
        Column("Date", _date("date"), width=_DATE),
        Column("Change", _change),
        Column("Between", _changed, 1),
    ),
}
"""By table."""


def _review(row: Row) -> Text:
    """How a row stands, and below it what was read where it was corrected."""
    read = row["proposed"] or {}
    said = (f"{field} read: {flat(', '.join(values)) or 'none'}" for field, values in read.items())
    return Text("\n".join([row["review"], *said]))


REVIEW: Final = Column("Review", _review, width=14)
"""What was decided of a row, where that is asked for."""

NOUNS: Final = {"inquiries": "inquiry"}
"""What a table's rows are called, where it is not its name without the last letter."""
