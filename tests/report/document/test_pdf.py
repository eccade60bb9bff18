from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest

from detente.errors import InstallationError, UsageError
from detente.report.document.pages import literal
from detente.report.document.pdf import pdf
from detente.report.document.pieces import (
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

HOSTILE = 'x" + panic("#y") #panic("z") \\ $a$ <b> @c'
ITEM = Item(1, "Finding 1", "finding-1", (Paragraph((Run(HOSTILE, (Reference(1, 1),)),)),), "new")
NOTE = Note(1, 1, "sha256:aa", 3, 9, HOSTILE, "Gulf Wire", HOSTILE, "2020-03-12", None, 4)
REPORT = Report(
    "Iraq", "2020-03", None, "2020-05-14", (line("One."),), (Section("s", "Key", (ITEM,)),), (NOTE,)
)


def text(made: bytes) -> str:
    with pdfium.PdfDocument(made) as file:
        return " ".join(page.get_textpage().get_text_bounded() for page in file)


def test_words_of_documents_are_words() -> None:
    shown = " ".join(text(pdf(REPORT)).split())
    assert shown.count('panic("z")') == 3
    assert "Back: 1" in shown


def test_it_is_tagged_and_has_a_title() -> None:
    made = pdf(REPORT)
    assert b"/StructTreeRoot" in made
    assert b"pdfuaid" in made
    with pdfium.PdfDocument(made) as file:
        assert file.get_metadata_value("Title") == "Iraq"


def test_the_same_report_gives_the_same_bytes() -> None:
    dated = replace(REPORT, made="2020-04-01")
    assert pdf(REPORT) == pdf(REPORT)
    assert pdf(dated) == pdf(dated) != pdf(REPORT)


def test_a_template_that_typst_does_not_take_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report.typ.jinja").write_text("#nothing-of-that-name()", "utf-8")
    with pytest.raises(UsageError, match="D313"):
        pdf(REPORT, tmp_path)


def test_without_typst_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(InstallationError, match=r"detente\[report\]"):
        pdf(REPORT)


def test_a_literal_holds_quotes_and_backslashes() -> None:
    assert literal('a"\\\n') == '"a\\"\\\\\ufffd"'
