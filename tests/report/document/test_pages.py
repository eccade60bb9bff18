from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import UsageError
from detente.report.document import write
from detente.report.document.composing import known_to
from detente.report.document.pages import page, plain
from detente.report.document.pieces import (
    Bullets,
    Item,
    Note,
    Paragraph,
    Reference,
    Report,
    Run,
    Section,
    line,
)

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "<script>alert(1)</script> [x](javascript:y) *b* | c"
ATTRIBUTES = {"src", "srcset", "data", "background", "action"}


def report(text: str = "Rockets hit the camp.") -> Report:
    said = (Run(text, (Reference(1, 1), Reference(2, 1))), Run(" Again.", (Reference(1, 2),)))
    item = Item(1, "Finding 1", "finding-1", (Paragraph(said), Bullets((line("On what: 3"),))))
    notes = (
        Note(1, 2, "sha256:aa", 3, 9, text, text, text, "2020-03-12", "javascript:alert(1)", 4),
        Note(2, 1, "sha256:bb", None, None, None, None, None, None, "https://example.org/a", None),
    )
    section = Section("developments", "Key developments", (item,))
    return Report("Iraq", "2020-03", None, "2020-05-14", (line(text),), (section,), notes)


class Read(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag == "a":
            self.links.append(known.get("href") or "")
        self.fetched += [value or "" for name, value in attrs if name in ATTRIBUTES]


def read(text: str) -> Read:
    found = Read()
    found.feed(text)
    return found


def test_every_link_within_the_page_leads_somewhere_and_back() -> None:
    found = read(page(report(), "report.html"))
    inside = [each[1:] for each in found.links if each.startswith("#")]
    assert set(inside) <= set(found.ids)
    assert {"note-1", "note-2", "ref-1-1", "ref-1-2", "ref-2-1"} <= set(inside)
    assert len(found.ids) == len(set(found.ids))


def test_the_page_asks_for_nothing() -> None:
    text = page(report(), "report.html")
    found = read(text)
    assert found.fetched == []
    assert not {"script", "link", "img", "iframe"} & set(found.tags)
    assert not re.search(r"url\(|@import", text)


def test_words_of_documents_are_no_markup_and_no_address() -> None:
    found = read(page(report(HOSTILE), "report.html"))
    assert "script" not in found.tags
    assert not [each for each in found.links if each.startswith("javascript")]


def test_markdown_has_each_note_once_and_escapes_what_is_its_own() -> None:
    text = page(report(HOSTILE), "report.md")
    assert text.count("[^1]:") == text.count("[^2]:") == 1
    assert "Again.[^1]" in text
    assert "\\<script\\>" in text
    assert "\\[x\\](javascript:y)" in text


@given(st.text(max_size=40))
def test_plain_words_stay_on_one_line(words: str) -> None:
    assert "\n" not in plain(words)


def test_a_template_of_the_user_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "report.html.jinja").write_text("<h1>{{ report.title }}</h1>", "utf-8")
    assert write(report(), "html", templates=tmp_path) == b"<h1>Iraq</h1>"
    assert write(report(), "md", templates=tmp_path) == write(report(), "md")


@pytest.mark.parametrize(
    "source", ["{{ report.nothing }}", "{% if %}", "{{ report.__class__.__mro__ }}"]
)
def test_a_template_that_is_wrong_is_refused(tmp_path: Path, source: str) -> None:
    (tmp_path / "report.md.jinja").write_text(source, "utf-8")
    with pytest.raises(UsageError, match="D313"):
        write(report(), "md", templates=tmp_path)


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_report_says_up_to_which_day_it_knew(form: str) -> None:
    assert known_to(write(report(HOSTILE), form).decode()) == "2020-05-14"


def test_what_is_no_report_knows_no_day() -> None:
    assert known_to("detente-known, said the minister on 2020-05-14") is None
