from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest

from detente.errors import SourceError
from detente.sources import Source, arrive

if TYPE_CHECKING:
    from docx.document import Document

    from detente.sources import Arrival


def letter() -> Document:
    """A letter with a title, a dated line, a heading, a table and words after it."""
    file = docx.Document()
    file.add_heading("Answer to the request of March", 0)
    file.add_paragraph("May 13, 2020")
    file.add_heading("Training", 1)
    file.add_paragraph("The coalition said “the pause” had ended.\u00a0It resumed train\u00ading.")
    table = file.add_table(2, 2)
    table.cell(0, 0).text = "Support"
    table.cell(0, 1).text = "resumed in part"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "not verified"
    file.add_paragraph("We will write again.")
    return file


def packed(file: Document) -> bytes:
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def read(data: bytes) -> Arrival:
    return arrive(Source("letter.docx", data))


def with_part(name: str, content: bytes) -> bytes:
    """The letter's package with one part replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed(letter()))) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return buffer.getvalue()


def test_paragraphs_and_cells_are_read_in_order_and_merged_cells_once() -> None:
    assert read(packed(letter())).document.text.split("\n\n") == [
        "Answer to the request of March",
        "May 13, 2020",
        "Training",
        "The coalition said “the pause” had ended.\u00a0It resumed train\u00ading.",
        "Support",
        "resumed in part",
        "not verified",
        "We will write again.",
    ]


def test_headings_open_sections_that_they_title() -> None:
    document = read(packed(letter())).document

    assert [section.title for section in document.sections] == [
        "Answer to the request of March", "Training",
    ]  # fmt: skip
    assert document.text[document.sections[1].start :].startswith("Training\n\nThe coalition")
    assert document.sections[-1].end == len(document.text)


def test_properties_give_title_and_author_and_only_a_hint_at_the_date() -> None:
    file = docx.Document()
    file.add_paragraph("The coalition said the pause had ended.")
    file.core_properties.title = "Answer"
    file.core_properties.author = "Jane Doe"
    file.core_properties.created = dt.datetime(2020, 5, 14)  # noqa: DTZ001 — as the library takes it
    arrival = read(packed(file))

    assert (arrival.document.title, arrival.document.authors) == ("Answer", ("Jane Doe",))
    assert arrival.document.published is None
    assert "made on 2020-05-14" in arrival.problems[0].what


def test_a_line_with_the_date_dates_the_letter() -> None:
    assert read(packed(letter())).document.published == "2020-05-13"


def test_the_text_leads_back_to_itself() -> None:
    arrival = read(packed(letter()))
    (origin,) = arrival.alignment.origins(10, 40)

    assert arrival.alignment.originals[0][origin.start : origin.end] == arrival.document.text[10:40]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 cut short", "D106"),
        (packed(letter())[:4000], "D106"),
        (with_part("word/document.xml", b"<w:document"), "D106"),
        (with_part("word/document.xml", b"<a/>"), "D106"),
        (with_part("[Content_Types].xml", b"<Types/>"), "D106"),
        (with_part("docProps/core.xml", b"<"), "D106"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "D106"),
    ],
)
def test_a_damaged_document_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(data)
    assert caught.value.code == code


def test_a_document_that_unpacks_to_gigabytes_is_too_large() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 150_000_000)
    with pytest.raises(SourceError) as caught:
        read(buffer.getvalue())
    assert caught.value.code == "D108"


def test_a_package_of_something_else_is_of_no_known_kind() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("xl/workbook.xml", b"<workbook/>")
    with pytest.raises(SourceError) as caught:
        read(buffer.getvalue())
    assert caught.value.code == "D103"


def test_insertions_not_yet_accepted_are_a_problem() -> None:
    with zipfile.ZipFile(io.BytesIO(packed(letter()))) as package:
        body = package.read("word/document.xml")
    changed = body.replace(b"<w:body>", b'<w:body><w:p><w:ins w:id="1" w:author="x"/></w:p>')

    assert "insertions" in read(with_part("word/document.xml", changed)).problems[0].what
