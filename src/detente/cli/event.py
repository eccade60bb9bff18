"""`detente event`: one happening whole, with its versions, its reports and why they were joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click
from rich.console import Group
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

import detente
from detente.cli import columns, formats, options
from detente.cli.output import is_terminal, output, pages
from detente.cli.quoted import Measured, Quoted
from detente.cli.typography import MARKS, UNKNOWN, date, facts, flat, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rich.console import RenderableType

    from detente.casebook.rows import Row

_MEASURE: Final = 100
_INDENT: Final = 2


@click.command("event")
@click.argument("happening", metavar="ID")
@options.casebook
@click.option("--json", "as_json", is_flag=True, help="As JSON, as where no person looks.")
@options.out
def event(*, happening: str, casebook: Path, as_json: bool, out: Path | None) -> None:
    """One event whole: its versions and its reports.

    Where reports disagree, what each says, and why they were joined.

    ID is an event's id as in detente events, or its beginning.
    """
    with detente.Casebook(casebook, create=False) as opened:
        found = opened.event(happening)
    with output(out) as stream:
        if as_json or out is not None or not is_terminal():
            formats.write_json(found, stream)
        else:
            pages(stream).print(Measured(Group(*_page(found)), _MEASURE))


def _page(found: Row) -> Iterator[RenderableType]:
    mark = MARKS[found["quad_class"]]
    yield Text.assemble(
        (f"{mark.sign} ", mark.style),
        (facts(found["type"], found["mode"] or "", date(found["date"])), f"bold {mark.style}"),
    )
    yield columns.happened(found)
    counts = [plural(found[each], each.removesuffix("s")) for each in ("reports", "origins")]
    yield Text(facts(*counts, f"id {found['happening']}"), "dim")
    yield from _section("Versions", found["versions"], _version)
    yield from _section("Reports", found["mentions"], _mention, count=found["reports"])
    names = {(row["document"], row["id"]): _source(row) for row in found["mentions"]}
    followed = [row for row in found["joins"] if row["refused"] is None]
    yield from _section("Why joined", followed, lambda row: _join(row, names))


def _section(
    title: str,
    rows: list[Row],
    shown: Callable[[Row], Iterator[RenderableType]],
    *,
    count: int | None = None,
) -> Iterator[RenderableType]:
    if not rows:
        return
    heading = Text.assemble((title.upper(), "bold"), (f"  {count or len(rows)}", "dim"))
    yield Text()
    yield Rule(heading, align="left", style="dim", characters="─")
    for row in rows:
        yield Text()
        yield from shown(row)


def _version(row: Row) -> Iterator[RenderableType]:
    yield Text(row["what"], "bold")
    for value in row["values"]:
        said = dict.fromkeys(flat(each["said_by"] or UNKNOWN) for each in value["reports"])
        line = facts(plural(len(value["reports"]), "report"), ", ".join(said))
        yield _moved(Text.assemble(flat(value["value"]), (f"  {line}", "dim")))


def _mention(row: Row) -> Iterator[RenderableType]:
    yield Text.assemble((_source(row), "bold"), (f"  {row['document'][7:15]} {row['id']}", "dim"))
    yield _moved(columns.happened(row))
    for span in row["evidence"][:1]:
        yield _moved(Quoted(span["quote"], ""))
    if row["printed_by"]:
        others = ", ".join(flat(name or "publisher not stated") for name in row["printed_by"])
        yield _moved(Text(f"also printed by {others}"))


def _join(row: Row, names: dict[tuple[str, str], str]) -> Iterator[RenderableType]:
    ends = ((row["first_document"], row["first"]), (row["second_document"], row["second"]))
    pair = " = ".join(names[end] for end in ends)
    yield Text.assemble(pair, (f"  {row['score']:.2f}", "dim"))
    yield _moved(Text(facts(*(flat(each["text"]) for each in row["reasons"])), "dim"))


def _source(row: Row) -> str:
    return facts(flat(row["publisher"] or "publisher not stated"), date(row["published"]))


def _moved(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, _INDENT))
