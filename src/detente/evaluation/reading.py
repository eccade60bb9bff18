"""Reading for the tasks: one reader, and each text read once however many tasks ask."""

from __future__ import annotations

from functools import cache, lru_cache

from detente.reading.reader import Reader
from detente.records import Document, Record


@cache
def reader() -> Reader:
    """The reader that all tasks share; its model is loaded at the first call."""
    return Reader()


@lru_cache(maxsize=4096)
def record(text: str, published: str | None = None) -> Record:
    """What the reader makes of a text, published at an EDTF date if one is given."""
    return reader().read(Document(id="case", text=text, published=published))
