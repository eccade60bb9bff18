from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from detente.errors import UsageError
from detente.report.document.pieces import (
    Bullets,
    Grid,
    Heading,
    Item,
    Note,
    Paragraph,
    Reference,
    Report,
    Run,
    Section,
    line,
)
from detente.report.document.word import word

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = 'a <w:p/> & "b"'
SAID = (
    Run("Rockets hit the camp.", (Reference(1, 1), Reference(2, 1))),
    Run(" Again.", (Reference(1, 2),)),
)
NOTES = (
    Note(1, 2, "sha256:aa", 3, 9, HOSTILE, "Gulf Wire", HOSTILE, "2020-03-12", None, 4),
    Note(2, 1, "sha256:bb", None, None, None, None, None, None, "https://example.org/a", None),
)
BLOCKS = (
    Heading("A heading", "h"),
    Item(1, "Finding 1", "finding-1", (Paragraph(SAID), Bullets((line("On what: 3"),))), "new"),
    Grid("Rows", ("A", "B"), ((line("1"), line("2")),)),
)
REPORT = Report(
    "Iraq",
    "2020-03",
    "2020-04-01",
    "2020-05-14",
    (line("One."),),
    (Section("s", "Section", BLOCKS),),
    NOTES,
)


def part(made: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return etree.fromstring(package.read(name))


def test_the_endnotes_are_a_part_that_the_package_knows() -> None:
    made = word(REPORT)
    types = etree.tostring(part(made, "[Content_Types].xml")).decode()
    relations = etree.tostring(part(made, "word/_rels/document.xml.rels")).decode()
    assert "/word/endnotes.xml" in types
    assert 'Target="endnotes.xml"' in relations


def test_each_note_is_marked_once_in_order_and_repeated_by_fields() -> None:
    body = part(word(REPORT), "word/document.xml")
    marks = [each.get(qn("w:id")) for each in body.iter(qn("w:endnoteReference"))]
    fields = [each.text or "" for each in body.iter(qn("w:instrText"))]
    bookmarks = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    assert marks == ["1", "2"]
    assert [re.findall(r"NOTEREF (\w+)", each)[0] for each in fields] == ["_RefNote1"]
    assert "_RefNote1" in bookmarks


def test_the_notes_hold_the_words_as_they_stand() -> None:
    notes = part(word(REPORT), "word/endnotes.xml")
    texts = {
        each.get(qn("w:id")): "".join(text.text or "" for text in each.iter(qn("w:t")))
        for each in notes
    }
    assert set(texts) == {"-1", "0", "1", "2"}
    assert f"“{HOSTILE}”, 12 Mar 2020, p. 4: “{HOSTILE}”" in texts["1"]
    assert "https://example.org/a sha256:bb" in texts["2"]


def test_the_settings_name_the_separators_where_the_schema_wants_them() -> None:
    settings = part(word(REPORT), "word/settings.xml")
    names = [etree.QName(each).localname for each in settings]
    assert names.index("endnotePr") < names.index("compat")
    ids = [each.get(qn("w:id")) for each in settings.find(qn("w:endnotePr")).iter(qn("w:endnote"))]
    assert ids == ["-1", "0"]


def test_endnotes_are_numbered_in_digits_and_have_a_title() -> None:
    made = word(REPORT)
    section = part(made, "word/document.xml").find(f".//{qn('w:sectPr')}")
    names = [etree.QName(each).localname for each in section]
    assert names.index("endnotePr") < names.index("pgSz")
    forms = [each.get(qn("w:val")) for each in section.iter(qn("w:numFmt"))]
    separator = part(made, "word/endnotes.xml")[0]
    assert forms == ["decimal"]
    assert "".join(each.text or "" for each in separator.iter(qn("w:t"))) == "Endnotes"


def test_a_table_is_as_wide_as_the_text_and_parts_no_row() -> None:
    long = "a long sentence that tells of an event " * 4
    grid = Grid("Events", ("Date", "Event"), ((line("3 Jan 2020"), line(long)),) * 2)
    body = part(word(replace(REPORT, sections=(Section("s", "S", (grid,)),))), "word/document.xml")
    page, margins = (body.find(f".//{qn(name)}") for name in ("w:pgSz", "w:pgMar"))
    text = int(page.get(qn("w:w"))) - 2 * int(margins.get(qn("w:left")))
    date, event = (int(each.get(qn("w:w"))) for each in body.iter(qn("w:gridCol")))
    assert abs(date + event - text) <= 1
    assert date < event
    assert len(list(body.iter(qn("w:cantSplit")))) == len(grid.rows) + 1
    assert len(list(body.iter(qn("w:tblHeader")))) == 1


def test_a_list_within_an_item_stands_below_its_words() -> None:
    file = docx.Document(io.BytesIO(word(REPORT)))
    (bullet,) = [
        each for each in file.paragraphs if each.style and each.style.name == "List Bullet"
    ]
    (item,) = [each for each in file.paragraphs if each.text.startswith("1. ")]
    inset, deeper = item.paragraph_format.left_indent, bullet.paragraph_format.left_indent
    assert inset is not None
    assert deeper is not None
    assert deeper > inset


def test_the_document_opens_again_with_its_words_and_table() -> None:
    file = docx.Document(io.BytesIO(word(REPORT)))
    texts = [each.text for each in file.paragraphs]
    assert "1. [new]\tRockets hit the camp." in " ".join(texts)
    assert [cell.text for cell in file.tables[0].rows[1].cells] == ["1", "2"]
    assert file.core_properties.title == "Iraq"


def test_the_same_report_gives_the_same_bytes() -> None:
    assert word(REPORT) == word(REPORT)


def test_a_document_of_the_user_gives_the_styles(tmp_path: Path) -> None:
    own = docx.Document()
    own.styles["Normal"].font.name = "Courier New"
    own.save(str(tmp_path / "report.docx"))
    assert b"Courier New" in etree.tostring(part(word(REPORT, tmp_path), "word/styles.xml"))


def test_what_is_no_word_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(b"no package")
    with pytest.raises(UsageError, match="D313"):
        word(REPORT, tmp_path)
