"""Which format bytes are in: their beginning decides, then what a server says, then the suffix.

A text that begins like a mail but is named `.txt` stays a text: memoranda begin so too.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from detente.sources.text import is_binary

if TYPE_CHECKING:
    from detente.sources.source import Source

TEXT: Final = "text/plain"
HTML: Final = "text/html"
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIL: Final = "message/rfc822"

_HEAD = 2_048
_PDF_HEAD = 1_024  # readers accept a PDF whose header stands within its first 1,024 bytes
_ZIP = b"PK\x03\x04"
_OTHER = (b"{\\rtf", b"%!PS")  # made of text, but no text to read
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|article"
    rb"|title|meta|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL_HEADER = re.compile(rb"(?:[\x21-\x39\x3b-\x7e]+:[ \t][^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_MAIL_NAMES = re.compile(
    rb"^(?:from|to|date|subject|message-id|received|mime-version):", re.IGNORECASE | re.MULTILINE
)
_ENOUGH_MAIL_NAMES = 3
_BY_DECLARATION: Final = {
    "text/html": HTML, "application/xhtml+xml": HTML, "text/plain": TEXT, "text/markdown": TEXT,
    MAIL: MAIL, PDF: PDF,
}  # fmt: skip
_SAYS_NOTHING: Final = frozenset({
    None, "application/octet-stream", "application/force-download", "binary/octet-stream",
    "application/download", "application/x-download",
})  # fmt: skip
_BY_SUFFIX: Final = {
    ".txt": TEXT, ".text": TEXT, ".md": TEXT, ".htm": HTML, ".html": HTML, ".xhtml": HTML,
    ".pdf": PDF, ".docx": DOCX, ".eml": MAIL,
}  # fmt: skip


def kind(source: Source) -> str | None:
    """The media type of `source`, one of this module's constants, or `None` if it is of no kind.

    >>> from detente.sources.source import Source
    >>> kind(Source("report.txt", b"%PDF-1.7 ..."))
    'application/pdf'
    """
    head = source.data[:_HEAD]
    if b"%PDF-" in head[:_PDF_HEAD]:
        return PDF
    if head.startswith((_ZIP, *_OTHER)):
        return DOCX if _is_docx(source) else None
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        return HTML
    if source.media_type not in _SAYS_NOTHING:
        return _declared(source)
    named = _BY_SUFFIX.get(_suffix(source))
    if named is None and _is_mail(source.data):
        return MAIL
    return named or (None if _is_junk(source.data) else TEXT)


def _is_docx(source: Source) -> bool:
    zipped = source.data.startswith(_ZIP)
    return zipped and (b"word/" in source.data or _suffix(source) == ".docx")


def _declared(source: Source) -> str | None:
    """The kind a server says it is; a form of data (JSON, a feed, a picture) is none to read."""
    declared = _BY_DECLARATION.get(source.media_type or "")
    return None if declared == TEXT and _is_junk(source.data) else declared


def _suffix(source: Source) -> str:
    name = source.name if source.url is None else urlsplit(source.url).path
    return PurePath(name).suffix.lower()


def _is_junk(data: bytes) -> bool:
    """Whether `data` is no text; UTF-16, which holds NULs, is known by its byte order mark."""
    return is_binary(data) and not data.startswith((b"\xff\xfe", b"\xfe\xff"))


def _is_mail(data: bytes) -> bool:
    """Whether `data` begins with a block of header lines of which three are those of a mail."""
    header = _MAIL_HEADER.match(data[: 16 * _HEAD].replace(b"\r\n", b"\n"))
    return header is not None and len(_MAIL_NAMES.findall(header[0])) >= _ENOUGH_MAIL_NAMES
