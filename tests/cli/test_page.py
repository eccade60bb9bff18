from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from detente.cli.page import Page
from detente.records import Document, Event, Party, Problem, ReaderInfo, Record, Section, span

if TYPE_CHECKING:
    from pathlib import Path


def _shown(record: Record, *, width: int = 80, colour: bool = False) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, width=width, force_terminal=colour, no_color=not colour, highlight=False
    )
    console.print(Page(record))
    return stream.getvalue()


def test_the_page_at_eighty_columns_without_colour(
    gulf_wire: Record, request: pytest.FixtureRequest
) -> None:
    expected: Path = request.path.with_name("page-80.txt")
    assert _shown(gulf_wire) == expected.read_text("utf-8")


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_line_is_wider_than_the_page_or_ends_in_blanks(gulf_wire: Record, width: int) -> None:
    lines = _shown(gulf_wire, width=width).splitlines()
    assert max(map(len, lines)) <= min(width, 100)
    assert all(line == line.rstrip() for line in lines)


def test_colour_adds_no_words(gulf_wire: Record) -> None:
    coloured = _shown(gulf_wire, colour=True)
    assert "\x1b[31m◆" in coloured
    plain = "".join(part.split("m", 1)[-1] for part in coloured.split("\x1b["))
    assert plain == _shown(gulf_wire)


def test_what_is_unknown_is_said() -> None:
    record = Record(
        document=Document(id="sha256:00", text="Nothing much."),
        reader=ReaderInfo(version="1", model="m", seconds=0),
    )
    shown = _shown(record)
    assert "publisher not stated · date not stated" in shown
    assert "EVENTS" not in shown
    assert shown.startswith("Nothing much.\n")


def test_a_document_cannot_command_the_terminal(gulf_wire: Record) -> None:
    hostile = gulf_wire.document.model_copy(
        update={"title": "\x1b[2Jgone\u202e", "publisher": "[bold]Wire[/bold]"}
    )
    shown = _shown(gulf_wire.model_copy(update={"document": hostile}))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[bold]Wire[/bold]" in shown


def test_pages_of_a_pdf_are_named(gulf_wire: Record) -> None:
    sections = (Section(start=0, end=187, page=4), Section(start=187, end=302, page=5))
    document = gulf_wire.document.model_copy(update={"sections": sections})
    shown = _shown(gulf_wire.model_copy(update={"document": document}))
    assert "p. 4, l. 1" in shown
    assert "p. 5, l. 3" in shown


@settings(max_examples=40)
@given(
    text=st.text(st.characters(codec="utf-8"), min_size=8),
    title=st.text(st.characters(codec="utf-8")),
    width=st.integers(60, 130),
)
def test_any_text_makes_a_page_that_commands_nothing(text: str, title: str, width: int) -> None:
    record = Record(
        document=Document(id="sha256:00", text=text, title=title, publisher=title),
        events=(
            Event(
                id="v1",
                type="AID",
                quad_class=2,
                goldstein=7.0,
                evidence=(span(text, 0, 7),),
                actors=(Party(entity=None, text=title, start=0, end=1),),
            ),
        ),
        problems=(Problem(where=span(text, 2, 8), what=title),),
        reader=ReaderInfo(version="1", model="m", seconds=0),
    )
    shown = _shown(record, width=width)
    assert not [sign for sign in shown if sign != "\n" and unicodedata.category(sign) == "Cc"]
    assert "AID" in shown
