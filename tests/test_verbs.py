from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import detente
from detente.errors import FetchError, SourceError, UsageError
from detente.records import ReaderInfo, Record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from detente.records import Document, Problem

_TALKS = "Baghdad, March 14, 2020 (Gulf Wire) - Talks began, and the two sides met in the capital."


class Echo:
    info = ReaderInfo(version="1", model="echo", seconds=0.0)

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        return Record(document=document, problems=tuple(problems), reader=self.info)


def test_a_text_is_read_as_it_is() -> None:
    record = detente.read(_TALKS, reader=Echo())
    assert record.document.text == _TALKS
    assert record.document.published == "2020-03-14"


def test_a_path_is_read_from_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "two words.txt"
    path.write_text(_TALKS)
    for source in (path, str(path)):
        assert detente.read(source, reader=Echo()).document.text == _TALKS


def test_what_is_given_of_date_and_publisher_stands() -> None:
    document = detente.read(_TALKS, date="2020-05", publisher="The Post", reader=Echo()).document
    assert (document.published, document.publisher) == ("2020-05", "The Post")


@pytest.mark.parametrize("source", ["nowhere.txt", "my missing report.pdf", "nowhere"])
def test_a_name_of_no_file_is_refused(source: str) -> None:
    with pytest.raises(SourceError, match="D101"):
        detente.read(source, reader=Echo())


def test_a_wrong_date_is_refused() -> None:
    with pytest.raises(UsageError, match="D301"):
        detente.read(_TALKS, date="May", reader=Echo())


def test_many_give_records_and_errors_in_their_places(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(_TALKS)
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.txt").write_text(_TALKS)
    found = list(detente.read_many([tmp_path], reader=Echo()))
    assert [type(each) for each in found] == [Record, SourceError, Record]


def test_an_address_is_no_text_and_is_fetched() -> None:
    with pytest.raises(FetchError, match="D122"):
        detente.read("http://[::1]/talks.html", reader=Echo())
    with pytest.raises(FetchError, match="D121"):
        detente.read("http://talks began in the capital", reader=Echo())
