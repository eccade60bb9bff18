from __future__ import annotations

import ctypes
import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
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
from tests.report.document.whole import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from detente.relations import Relation

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


def _elements(made: bytes) -> Iterator[tuple[str, str]]:
    """Type and alternative text of every element of the structure, in order of reading."""
    with pdfium.PdfDocument(made) as file:
        for page in file:
            tree = pdfium_c.FPDF_StructTree_GetForPage(page)
            for at in range(pdfium_c.FPDF_StructTree_CountChildren(tree)):
                yield from _below(pdfium_c.FPDF_StructTree_GetChildAtIndex(tree, at))
            pdfium_c.FPDF_StructTree_Close(tree)


def _below(element: Any) -> Iterator[tuple[str, str]]:
    yield (
        _said(pdfium_c.FPDF_StructElement_GetType, element),
        _said(pdfium_c.FPDF_StructElement_GetAltText, element),
    )
    for at in range(max(pdfium_c.FPDF_StructElement_CountChildren(element), 0)):
        child = pdfium_c.FPDF_StructElement_GetChildAtIndex(element, at)
        if child:
            yield from _below(child)


def _said(ask: Callable[..., int], element: Any) -> str:
    size = ask(element, None, 0)
    held = ctypes.create_string_buffer(size)
    ask(element, held, size)
    return held.raw.decode("utf-16-le").rstrip("\0")


def test_headings_go_down_one_by_one_and_pictures_have_words(relation: Relation) -> None:
    pytest.importorskip("vl_convert")
    found = list(_elements(pdf(whole(relation))))
    kinds = [kind for kind, _ in found]
    levels = [int(kind[1]) for kind in kinds if re.fullmatch(r"H\d", kind)]
    assert levels == [1, 1, 2, 1, 2, 1]
    assert [said for kind, said in found if kind == "Figure" and "It cooled." in said]
    assert all(said for kind, said in found if kind == "Figure")
    assert {"Table", "TH", "L", "LI", "Link"} <= set(kinds)


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
