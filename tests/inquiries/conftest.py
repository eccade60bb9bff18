"""A request, and a casebook to keep it in."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from detente.casebook import Casebook
from detente.inquiries import Inquiries, Request, Stamp
from detente.records import Claim, Document, Party, ReaderInfo, Record, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from detente.records import Problem

QUESTIONS = (
    "When and why was training paused?",
    "When did training resume?",
    "Are further withdrawals planned?",
)


class SayingReader:
    """Finds one claim in every text: that its first "we" says the word after it."""

    info = ReaderInfo(version="0.1.0", model="fake", seconds=0.0)

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        text = document.text
        at = text.lower().find("we ")
        claims: tuple[Claim, ...] = ()
        if at >= 0:
            we = Party(entity=None, text=text[at : at + 2], start=at, end=at + 2)
            said = span(text, at + 3, at + 8)
            head = (Party(entity=None, text=document.publisher),) if document.publisher else ()
            claims = (
                Claim(
                    id="c1",
                    source=we,
                    chain=(*head, we),
                    cue=said,
                    content=(said,),
                    quoted="indirect",
                ),
            )
        return Record(document=document, claims=claims, problems=tuple(problems), reader=self.info)


@pytest.fixture
def request_() -> Request:
    return Request(
        office="Office of Regional Policy",
        questions=QUESTIONS,
        reference="RFI-7",
        sender="Office of Oversight",
        due="2020-04-20",
    )


@pytest.fixture
def stamp() -> Stamp:
    return Stamp("2020-04-01T09:00:00+00:00", "ada")


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook(tmp_path / "casebook") as made:
        yield made


@pytest.fixture
def inquiries(casebook: Casebook) -> Inquiries:
    return Inquiries(casebook)


@pytest.fixture
def reader() -> SayingReader:
    return SayingReader()


@pytest.fixture
def kept(casebook: Casebook, reader: SayingReader) -> Callable[..., str]:
    """Keeps a text in the casebook and gives its id."""

    def keep(text: str, publisher: str | None = None) -> str:
        identity = f"sha256:{sha256(text.encode()).hexdigest()}"
        with casebook.writer() as writer:
            writer.add(reader.read(Document(id=identity, text=text, publisher=publisher)))
        return identity

    return keep
