"""A reader with the real parser, loaded once, and what stands on it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from detente.reading.entities import Cast
from detente.reading.heads import default_model
from detente.reading.naming import named
from detente.reading.parser import default_parser
from detente.reading.reader import Reader
from detente.reading.repairs import repaired
from detente.reading.sentences import split
from detente.records import Document

if TYPE_CHECKING:
    from detente.reading.syntax import Sentence
    from detente.records import Record
    from tests.reading.build import MakeCast, Parse, Read


@pytest.fixture(scope="session")
def read() -> Read:
    """Reads a text; the day of publication is Saturday, 14 March 2020, unless given."""
    reader = Reader()

    def of(text: str, published: str | None = "2020-03-14", publisher: str = "Gulf Wire") -> Record:
        document = Document(
            id=f"sha256:{sha256(text.encode()).hexdigest()}",
            text=text,
            published=published,
            publisher=publisher,
        )
        return reader.read(document)

    return of


@pytest.fixture(scope="session")
def parse() -> Parse:
    """Parses a text into its sentences, mended, with the types of names."""

    def of(text: str) -> list[Sentence]:
        sentences = [repaired(s) for s in default_parser().parse(split(text))]
        extents = [(s.start, s.end) for s in sentences]
        return named(sentences, default_model().read(text, extents))

    return of


@pytest.fixture(scope="session")
def cast(parse: Parse) -> MakeCast:
    """The parties of a text, and its sentences."""

    def of(text: str) -> tuple[Cast, list[Sentence]]:
        sentences = parse(text)
        return Cast(text, sentences, "2020-03-14"), sentences

    return of
