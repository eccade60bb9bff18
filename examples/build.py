"""Make the example documents that are not plain text: a quarterly report in PDF, a letter in DOCX.

    python examples/build.py [FOLDER]

Their words are in `drafts/`; the same words give the same bytes. Marks in a draft, each at the
start of a line: `#` a heading (in a PDF `##` one of the second rank), `|` small type. A form feed
opens a page, a blank line ends a paragraph, and `[3]` is the number of an endnote, set raised.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import docx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HERE: Final = Path(__file__).parent
_REPORT: Final = "2020-05-13-quarterly-report"
_LETTER: Final = "2020-04-22-answers-to-oversight"


@dataclass(frozen=True, slots=True)
class _Style:
    """How a line is set: the number of its font, its size and its leading in points."""

    font: int
    size: float
    leading: float


_BODY: Final = _Style(1, 11.5, 15.5)
_STYLES: Final = {
    "## ": _Style(2, 13, 24),
    "# ": _Style(2, 18, 30),
    "| ": _Style(1, 9, 11),
}
_FONTS: Final = ("Times-Roman", "Helvetica-Bold")
_LEFT: Final = 72
_TOP: Final = 690
_PARAGRAPH: Final = 7.0
_WIDTH: Final = 612
_BOX: Final = f"/MediaBox [0 0 {_WIDTH} 792]"
_HEAD: Final = (_LEFT, 750, "Office of Oversight  ·  Quarterly Report, January to March 2020")
_FOOT: Final = (_WIDTH / 2, 40)
_RAISED_SIZE: Final = 8
_RISE: Final = 3
_MARK: Final = re.compile(r"\[(\d+)\]")
_INFO: Final = (
    "<< /Title (Operations in Iraq: Training and Force Protection)"
    " /CreationDate (D:20200513090000Z) >>"
)
_ZIP_DAY: Final = (2020, 4, 22, 0, 0, 0)


def main(folder: Path) -> None:
    """Write both documents into `folder`."""
    drafts = {name: _draft(name) for name in (_REPORT, _LETTER)}
    (folder / f"{_REPORT}.pdf").write_bytes(pdf(drafts[_REPORT].split("\f")))
    (folder / f"{_LETTER}.docx").write_bytes(letter(drafts[_LETTER].splitlines()))


def _draft(name: str) -> str:
    return (_HERE / "drafts" / f"{name}.txt").read_text(encoding="utf-8")


def pdf(pages: Sequence[str]) -> bytes:
    """A PDF 1.4 (ISO 32000) of US Letter pages in the standard fonts, from the draft of each."""
    first_page = 3 + len(_FONTS)
    kids = " ".join(f"{first_page + 2 * at} 0 R" for at in range(len(pages)))
    named = " ".join(f"/F{at} {at + 2} 0 R" for at in range(1, len(_FONTS) + 1))
    fonts = f"/Font << {named} >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} {_BOX} /Resources << {fonts} >> >>",
        *(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
            for name in _FONTS
        ),
    ]
    for number, page in enumerate(pages, 1):
        content = "\n".join(_content(page, number))
        objects += [
            f"<< /Type /Page /Parent 2 0 R /Contents {len(objects) + 2} 0 R >>",
            f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream",
        ]
    return _file([*objects, _INFO])


def _content(page: str, number: int) -> Iterator[str]:
    """Yield the operators that show a page, its running head and its number."""
    x, y, head = _HEAD
    yield _shown(x, y, _Style(1, 9, 0), head)
    height: float = _TOP
    for line in page.strip("\n").splitlines():
        if not line:
            height -= _PARAGRAPH
            continue
        mark = next((mark for mark in _STYLES if line.startswith(mark)), "")
        style = _STYLES.get(mark, _BODY)
        yield _shown(_LEFT, height, style, line.removeprefix(mark))
        height -= style.leading
    yield _shown(*_FOOT, _Style(1, 9, 0), str(number))


def _shown(x: float, y: float, style: _Style, words: str) -> str:
    """The operators that show `words` from a point on, numbers of endnotes raised and small."""
    parts = _MARK.split(words)
    shown = [f"BT /F{style.font} {style.size:g} Tf {x:g} {y:g} Td"]
    for at, part in enumerate(parts):
        if at % 2:
            raised = f"/F{style.font} {_RAISED_SIZE} Tf {_RISE} Ts ({part}) Tj"
            shown.append(f"{raised} 0 Ts /F{style.font} {style.size:g} Tf")
        elif part:
            shown.append(f"({_escaped(part)}) Tj")
    return " ".join([*shown, "ET"])


def _escaped(words: str) -> str:
    return re.sub(r"([\\()])", r"\\\1", words)


def _file(objects: Iterable[str]) -> bytes:
    """The objects, numbered from 1, with the table of their places; the last is the metadata's."""
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{each}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    data += (
        f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R /Info {len(places)} 0 R >>\n"
        f"startxref\n{len(data)}\n%%EOF\n"
    ).encode("ascii")
    return bytes(data)


def letter(lines: Iterable[str]) -> bytes:
    """A Word document with one paragraph a line, the marked ones as headings."""
    file = docx.Document()
    for line in lines:
        if line.startswith("# "):
            file.add_heading(line.removeprefix("# "), level=2)
        else:
            file.add_paragraph(line)
    properties = file.core_properties
    properties.author = properties.comments = properties.title = ""
    properties.created = properties.modified = datetime(*_ZIP_DAY, tzinfo=UTC)
    made = io.BytesIO()
    file.save(made)
    return _dated(made)


def _dated(package: io.BytesIO) -> bytes:
    """The package with the same day on all its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(made, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, _ZIP_DAY)
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else _HERE / "us-iran-iraq")
