"""Plain text: bytes to characters, kept as they are but for line ends and a byte order mark."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from detente.errors import SourceError
from detente.records import Problem
from detente.sources.alignment import Alignment, Piece, join
from detente.sources.source import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.sources.source import Source

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_MOST_CONTROLS = 0.01
_MOST_ABOVE_ASCII = 0.2
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ABOVE_ASCII = re.compile(rb"[\x80-\xff]")
_UNUSED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_WESTERN: Final = frozenset({"iso8859-1", "ascii"})
_LINE_END = re.compile(r"\r\n?")


def draft(source: Source) -> Draft:
    """Read plain text.

    Raises:
        SourceError: D103, the bytes are no text.
    """
    return from_characters(*decode(source.data, source.name, source.charset))


def from_characters(original: str, problems: tuple[Problem, ...] = ()) -> Draft:
    """The draft of characters already decoded: CR LF and CR become LF, nothing else changes."""
    text, runs = join(_with_plain_line_ends(original))
    return Draft(text, Alignment((original,), runs), "text/plain", problems=problems)


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """The characters of `data` without a byte order mark, and what was doubtful about them.

    A byte order mark decides; then UTF-8 where the bytes are valid; then the encoding `declared`
    by a server; then, for texts that are mostly ASCII, Windows-1252; for others the guess of
    charset-normalizer. The last two are guesses and give a problem.

    Raises:
        SourceError: D103, the bytes are no text; `name` is its subject.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, name), ()
    if is_binary(data):
        raise SourceError("D103", name, detail="its bytes are no text")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        found = as_declared(data, declared)
    if found is not None:
        return found, ()
    encoding = _guess(data, name)
    problem = Problem(what=f"the text's encoding is not declared and was taken to be {encoding}")
    return _decoded(data, encoding, name), (problem,)


def as_declared(data: bytes, declared: str | None) -> str | None:
    r"""The characters of `data` in the encoding declared, or `None` if they are not in it.

    What calls itself Latin-1 or ASCII on the web is Windows-1252, as browsers take it.

    >>> as_declared(b"\x93Talks\x94", "iso-8859-1")
    '“Talks”'
    """
    try:
        name = codecs.lookup(declared or "").name
        return data.decode("cp1252" if name in _WESTERN else name)
    except (LookupError, ValueError):  # a name of none, one with a zero in it, or other bytes
        return None


def is_binary(data: bytes) -> bool:
    """Whether the first 64 KiB of `data` hold a NUL or more than a few control characters."""
    sample = data[:_SAMPLE]
    controls = _CONTROLS.findall(sample)
    return b"\x00" in controls or len(controls) > _MOST_CONTROLS * len(sample)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        detail = f"its bytes are not {encoding}"
        raise SourceError("D103", name, detail=detail) from error


def _guess(data: bytes, name: str) -> str:
    """The likeliest encoding of bytes that are not UTF-8, by a name that Python knows."""
    sample = data[:_SAMPLE]
    western = len(_ABOVE_ASCII.findall(sample)) <= _MOST_ABOVE_ASCII * len(sample)
    if western:
        return "latin-1" if _UNUSED_IN_CP1252.search(data) else "cp1252"
    # Half a second to import, and hardly ever wanted.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(sample).best()
    if best is None:
        raise SourceError("D103", name, detail="its bytes are no text")
    return best.encoding


def _with_plain_line_ends(original: str) -> Iterator[Piece]:
    """Pieces of `original` in which CR LF and CR have become LF."""
    at = 0
    for match in _LINE_END.finditer(original):
        yield Piece(original[at : match.start()], at)
        yield Piece("\n", None)
        at = match.end()
    yield Piece(original[at:], at)
