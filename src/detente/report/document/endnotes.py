"""Endnotes of a Word document, as Word keeps them: a part of the package with a note each.

The first place that refers to a note has its mark, which Word numbers; every other place has a
field that repeats the number (`NOTEREF`), as Word's own cross-references do. The form is that of
ECMA-376, part 1, 17.11 and 17.16.5.38.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from lxml import etree

from detente.report.document.citing import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph as WordParagraph

    from detente.report.document.pieces import Note, Reference

_TEXT: Final = "EndnoteText"
_MARK: Final = "EndnoteReference"
_TEXT_NAME: Final = "endnote text"
_MARK_NAME: Final = "endnote reference"
"""Word's own styles of endnotes: their ids and their names."""
_SEPARATORS: Final = ((-1, "separator"), (0, "continuationSeparator"))
"""What Word draws between text and notes; it wants both, and no note of these numbers."""
_AFTER: Final = ("footnotePr", "endnotePr", "compat", "docVars", "rsids")
"""Elements of the settings before which those of endnotes may stand, in the schema's order."""
_BEFORE: Final = frozenset({"headerReference", "footerReference", "footnotePr"})
"""Elements of a section behind which those of endnotes stand, in the schema's order."""


def prepare(file: Document) -> None:
    """Give a document the styles of endnotes, and its settings their numbering."""
    if _TEXT_NAME not in file.styles:
        text = file.styles.add_style(_TEXT_NAME, WD_STYLE_TYPE.PARAGRAPH)
        text.element.set(qn("w:styleId"), _TEXT)
        text.base_style = file.styles["Normal"]
        text.font.size = Pt(9)
        text.paragraph_format.space_after = Pt(3)
    if _MARK_NAME not in file.styles:
        mark = file.styles.add_style(_MARK_NAME, WD_STYLE_TYPE.CHARACTER)
        mark.element.set(qn("w:styleId"), _MARK)
        mark.font.superscript = True
    properties = _decimal()
    for each, _ in _SEPARATORS:
        separator = OxmlElement("w:endnote")
        separator.set(qn("w:id"), str(each))
        properties.append(separator)
    for section in file.sections:  # what some readers look at in place of the settings
        _numbered(section._sectPr)  # noqa: SLF001 - python-docx knows no endnotes
    settings = file.settings.element
    after = (settings.find(qn(f"w:{name}")) for name in _AFTER)
    place = next((each for each in after if each is not None), None)
    if place is None:
        settings.append(properties)
    else:
        place.addprevious(properties)


def _numbered(section: BaseOxmlElement) -> None:
    """Number the endnotes of a section: the element stands behind its headers and footers."""
    before = [each for each in section if etree.QName(each).localname in _BEFORE]
    if before:
        before[-1].addnext(_decimal())
    else:
        section.insert(0, _decimal())


def _decimal() -> BaseOxmlElement:
    properties = OxmlElement("w:endnotePr")
    number = OxmlElement("w:numFmt")
    number.set(qn("w:val"), "decimal")
    properties.append(number)
    return properties


def refer(paragraph: WordParagraph, references: Sequence[Reference]) -> None:
    """Put references to endnotes at the end of a paragraph."""
    for at, each in enumerate(references):
        if at:
            paragraph.add_run(", ").font.superscript = True
        for element in _first(each) if each.time == 1 else _again(each):
            paragraph._p.append(element)  # noqa: SLF001 - python-docx has no way to add marks


def attach(file: Document, notes: Iterable[Note], title: str) -> None:
    """Put the endnotes into the package of a document.

    Args:
        file: The document.
        notes: Its endnotes.
        title: What stands above them. It is part of what parts them from the text, as Word has it:
            a heading in the text might be left alone at the end of a page.
    """
    root = parse_xml(f"<w:endnotes {nsdecls('w')}/>")
    for number, kind in _SEPARATORS:
        root.append(parse_xml(
            f'<w:endnote {nsdecls("w")} w:type="{kind}" w:id="{number}">'
            f"<w:p><w:r><w:{kind}/></w:r></w:p></w:endnote>"
        ))  # fmt: skip
    root[0].append(_titled(title, file.styles["Heading 1"].style_id))
    for note in notes:
        root.append(_note(note))
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    name = PackURI("/word/endnotes.xml")
    part = Part(name, CONTENT_TYPE.WML_ENDNOTES, blob, file.part.package)
    file.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)


def _titled(title: str, style: str) -> etree._Element:
    made = parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t/></w:r></w:p>'
    )
    made.findall(f".//{qn('w:t')}")[0].text = title
    return made


def _note(note: Note) -> etree._Element:
    made = parse_xml(
        f'<w:endnote {nsdecls("w")} w:id="{note.number}"><w:p>'
        f'<w:pPr><w:pStyle w:val="{_TEXT}"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="{_MARK}"/></w:rPr><w:endnoteRef/></w:r>'
        '<w:r><w:t xml:space="preserve"></w:t></w:r></w:p></w:endnote>'
    )
    made.findall(f".//{qn('w:t')}")[0].text = f" {told(note)}"
    return made


def _first(reference: Reference) -> Iterator[etree._Element]:
    """The mark of a note, within a bookmark that other places point to."""
    number = str(reference.number)
    for name in ("w:bookmarkStart", "w:endnoteReference", "w:bookmarkEnd"):
        element = OxmlElement(name)
        element.set(qn("w:id"), number)
        if name == "w:bookmarkStart":
            element.set(qn("w:name"), _bookmark(reference))
        yield _run(element) if name == "w:endnoteReference" else element


def _again(reference: Reference) -> Iterator[etree._Element]:
    """A field that repeats the number of a note, and holds it until Word reckons it anew."""
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" NOTEREF {_bookmark(reference)} \\f \\h "
    number = OxmlElement("w:t")
    number.text = str(reference.number)
    for element in (_field("begin"), instruction, _field("separate"), number, _field("end")):
        yield _run(element)


def _field(kind: str) -> etree._Element:
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    return element


def _run(element: etree._Element) -> etree._Element:
    run, properties, style = (OxmlElement(name) for name in ("w:r", "w:rPr", "w:rStyle"))
    style.set(qn("w:val"), _MARK)
    properties.append(style)
    run.append(properties)
    run.append(element)
    return run


def _bookmark(reference: Reference) -> str:
    return f"_RefNote{reference.number}"
