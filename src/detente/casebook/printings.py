"""The documents of a casebook as printings of stories: what a new one copies or is copied by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from detente.casebook import copies
from detente.casebook.originals import Copyable, Originals
from detente.casebook.rows import IMPORTED, key
from detente.dates import bounds
from detente.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from detente.casebook.copies import Signature
    from detente.casebook.snapshot import Tables
    from detente.records import Document

_KNOWN: Final = """
SELECT document, copy_of, characters, earliest, publisher, origin, signature FROM documents
WHERE NOT starts_with(reader_model, ?) ORDER BY copy_of IS NOT NULL, document
"""


class Printings:
    """What copies what among the documents that a casebook holds.

    Args:
        tables: The casebook's tables; they are asked once.
        text: Gives the canonical text of a document that the casebook holds.
    """

    def __init__(self, tables: Tables, text: Callable[[str], str]) -> None:
        self._text = text
        self._new: Document | None = None
        self._originals = Originals(self._text_of)
        self._known: dict[str, Copyable] = {}
        self._late: set[str] = set()
        for row in tables.fetch(_KNOWN, (IMPORTED,)):
            self._know(row)

    def __contains__(self, document: str) -> bool:
        return document in self._known

    def signature(self, document: str) -> str:
        """The signature of a document, as a column holds it."""
        return copies.packed(self._signature(document))

    def _signature(self, document: str) -> Signature:
        return copies.signature(self._text_of(document))

    def stands_otherwise(self, document: Document) -> bool:
        """Whether the text of a document stands under another publisher, and is better there."""
        known = self._known.get(document.id)
        return (
            known is not None
            and self.is_reprint(document)
            and _place(known) < _place(_copyable(document))
        )

    def is_reprint(self, document: Document) -> bool:
        """Whether the text of a document is known, to the letter, from another publisher."""
        known = self._known.get(document.id)
        return bool(
            known
            and known.publisher
            and document.publisher
            and key(known.publisher) != key(document.publisher)
        )

    def original_of(self, document: Document) -> str | None:
        """What a document copies: its own id for a text that stands under another publisher.

        None if it stands for itself, and is to be read.
        """
        self._new = document
        if self.stands_otherwise(document):
            return document.id
        return self._originals.of_new(_copyable(document), self._signature(document.id))

    def add(self, document: Document) -> dict[str, str | None]:
        """Take a document in that is to be kept under its own name.

        Returns:
            The documents for which it changed what they copy, itself included, and what they copy
            now: None stands for themselves.
        """
        self._new = document
        self._known[document.id] = new = _copyable(document)
        changed = {*self._late, *self._originals.place(new, self._signature(document.id))}
        self._late = set()
        return {each: self._originals.of(each) for each in sorted(changed)}

    def _know(self, row: dict[str, Any]) -> None:
        """Take in a document of the casebook; one kept without a signature is worked out anew."""
        document = Copyable(
            row["document"], row["characters"], row["earliest"], row["publisher"], row["origin"]
        )
        self._known[document.document] = document
        if row["signature"] is not None:
            signed = copies.unpacked(row["signature"])
            self._originals.know(document, signed, row["copy_of"])
            return
        self._late |= self._originals.place(document, self._signature(document.document))

    def _text_of(self, document: str) -> str:
        if self._new and self._new.id == document:
            return self._new.text
        return self._text(document)


class Stories:
    """The stories of documents that are on their way into a casebook, in the order they go in.

    Args:
        documents: The first of them.
    """

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self._texts: dict[str, str] = {}
        self._originals = Originals(self._texts.__getitem__)
        for each in documents:
            self.tells(each)

    def __len__(self) -> int:
        return len(self._texts)

    def tells(self, document: Document) -> bool:
        """Whether one of them tells the story of a document, which is one of them from now on."""
        if document.id in self._texts:
            return True
        self._texts[document.id] = document.text
        copyable, signed = _copyable(document), copies.signature(document.text)
        told = self._originals.of_new(copyable, signed) is not None
        self._originals.place(copyable, signed)
        return told


def places(documents: Sequence[Document | None]) -> list[tuple[object, ...]]:
    """For each of some documents a key: sorted by it, the printings of a story come together.

    A story stands where the first of its printings does, its original before its copies.

    Args:
        documents: In their order; None for something else that keeps its place.
    """
    known = {document.id: document for document in documents if document is not None}
    originals = Originals(lambda document: known[document].text)
    for held in known.values():
        originals.place(_copyable(held), copies.signature(held.text))
    firsts: dict[str, int] = {}
    keys: list[tuple[object, ...]] = []
    for number, document in enumerate(documents):
        if document is None:
            keys.append((number,))
            continue
        story = originals.of(document.id) or document.id
        keys.append((firsts.setdefault(story, number), *_place(_copyable(document))))
    return keys


def _place(document: Copyable) -> tuple[object, ...]:
    """The place of a text among printings of it that are the same to the letter."""
    return *document.rank, document.publisher or ""


def _copyable(document: Document) -> Copyable:
    return Copyable(
        document.id,
        len(document.text),
        _first_day(document.published),
        document.publisher,
        document.origin,
    )


def _first_day(edtf: str | None) -> dt.date | None:
    try:
        return bounds(edtf)[0] if edtf else None
    except UsageError:
        return None
