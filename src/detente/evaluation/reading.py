"""Reading for the tasks: one reader, and each text read once however many tasks ask."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from detente.reading.heads import Answers, default_model
from detente.reading.naming import named
from detente.reading.parser import default_parser
from detente.reading.reader import Reader
from detente.reading.sentences import split
from detente.records import Document, Record

if TYPE_CHECKING:
    from detente.reading.syntax import Sentence


@cache
def reader() -> Reader:
    """The reader that all tasks share; its model is loaded at the first call."""
    return Reader()


@lru_cache(maxsize=4096)
def record(text: str, published: str | None = None) -> Record:
    """What the reader makes of a text, published at an EDTF date if one is given."""
    return reader().read(Document(id="case", text=text, published=published))


@lru_cache(maxsize=4096)
def answers(text: str) -> Answers:
    """What the trained heads say of a text, sentence by sentence."""
    return default_model().read(text, [(at, at + len(piece)) for _, at, piece in split(text)])


@lru_cache(maxsize=4096)
def parsed(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, parsed, with the types of names."""
    return tuple(named(default_parser().parse(split(text)), answers(text)))
