"""One source to one document: sniff its kind, draft its text, ask the text about itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast
from urllib.parse import urlsplit

from detente import dates
from detente.errors import SourceError
from detente.records import Document, Problem
from detente.sources import kinds, language, metadata
from detente.sources.origin import origin
from detente.sources.source import MOST_BYTES, MOST_CHARACTERS, Draft, Source

if TYPE_CHECKING:
    from detente.sources.alignment import Alignment

_READERS: Final = {
    kinds.TEXT: "detente.sources.text",
    kinds.HTML: "detente.sources.html",
    kinds.PDF: "detente.sources.pdf",
    kinds.DOCX: "detente.sources.docx",
    kinds.MAIL: "detente.sources.mail",
}
"""Media type to the module that reads it, imported when first wanted: each brings a library."""


class _Reader(Protocol):
    """What the module of a format offers."""

    def draft(self, source: Source) -> Draft:
        """Read the bytes of `source`."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a source became.

    `raw_hash` is `sha256:` and the hash of `raw`; `alignment` leads from offsets of
    `document.text` back into what was read.
    """

    document: Document
    raw: bytes
    raw_hash: str
    media_type: str
    alignment: Alignment
    problems: tuple[Problem, ...]


def arrive(
    source: Source,
    *,
    date: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
) -> Arrival:
    """Read one source into a document.

    What is given (`date` in EDTF) stands; else what the file says of itself; else what the feed or
    table says that named it; else what a headline, byline or dateline says. Nothing is guessed:
    what is in none of them is `None`.

    Raises:
        SourceError: the source cannot be read (D102 to D108, D110).
        UsageError: D301, `date` is not EDTF.

    >>> arrival = arrive(Source("-", b"Baghdad, March 14, 2020 (Gulf Wire) - Talks began."))
    >>> arrival.document.published
    '2020-03-14'
    """
    given = metadata.Clues(title=title, publisher=publisher, published=date and dates.check(date))
    draft = _draft(source)
    told = metadata.Clues(source.title, source.publisher, source.authors, source.published)
    known = given.over(metadata.Clues.of(draft)).over(told).over(metadata.clues(draft.text))
    return Arrival(
        document=_document(draft, known, _url(draft, source)),
        raw=source.data,
        raw_hash=_hash(source.data),
        media_type=draft.media_type,
        alignment=draft.alignment,
        problems=(*draft.problems, *known.problems(draft.made)),
    )


def _draft(source: Source) -> Draft:
    """The text of `source` by the reader of its kind, held to be readable."""
    if len(source.data) > MOST_BYTES:
        raise SourceError("D108", source.name, detail=f"{len(source.data) / 1e6:.0f} MB")
    if not source.data:
        raise SourceError("D102", source.name)
    kind = kinds.kind(source)
    if kind is None:
        raise SourceError("D103", source.name)
    draft = cast("_Reader", import_module(_READERS[kind])).draft(source)
    _check(draft.text, source.name)
    return draft


def _check(text: str, name: str) -> None:
    """Refuse a text that is empty, too large or not in English."""
    if not any(character.isprintable() and character != " " for character in text):
        raise SourceError("D102", name)
    if len(text) > MOST_CHARACTERS:
        raise SourceError("D108", name, detail=f"{len(text) / 1e6:.0f} million characters")
    verdict = language.judge(text)
    if not verdict.english:
        raise SourceError("D107", name, detail=verdict.other)


def _url(draft: Draft, source: Source) -> str | None:
    """Where the document is on the web: what a page calls its own address, if it may.

    A page that was fetched speaks for its own server only.
    """
    if source.url is None or draft.url is None:
        return draft.url or source.url
    same = urlsplit(draft.url).hostname == urlsplit(source.url).hostname
    return draft.url if same else source.url


def _document(draft: Draft, known: metadata.Clues, url: str | None) -> Document:
    return Document(
        id=_hash(draft.text.encode("utf-8", "surrogatepass")),
        text=draft.text,
        title=known.title,
        publisher=known.publisher,
        origin=origin(draft.text, authors=known.authors, publisher=known.publisher),
        authors=known.authors,
        url=url,
        published=known.published,
        language="en",
        sections=draft.sections,
    )


def _hash(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
