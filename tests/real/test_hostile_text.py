"""Whatever the text, reading ends in a record whose every span quotes it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from detente.records import Document
from tests.strategies import documents, hostile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.reading.reader import Reader
    from detente.records import Record

_PUBLISHED = st.sampled_from([None, "2020-03-14", "2020-03", "2020"])
_OFTEN = settings(
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def document(text: str, published: str | None) -> Document:
    return Document(
        id=f"sha256:{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}",
        text=text,
        published=published,
        publisher="Gulf Wire",
    )


def extents(value: object) -> Iterator[tuple[int, int, str | None]]:
    """Every start and end in plain JSON values, with the words said to stand there if given."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int):
            yield value["start"], value["end"], value.get("quote", value.get("text"))
        for key, inner in value.items():
            if key != "sections":
                yield from extents(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from extents(inner)


def check(record: Record) -> None:
    text = record.document.text
    plain = record.to_dict()
    del plain["document"]
    for start, end, words in extents(plain):
        assert 0 <= start < end <= len(text)
        assert words is None or text[start:end] == words


@_OFTEN
@given(documents(), _PUBLISHED)
@example("", None)
@example("“‘(", None)
@example("\u202eIran attacked\u202c Oman\u2028on Monday.”", "2020-03-14")
@example(
    "“It said ‘they [the ISF (Iraqi Security Forces) left,” the office told it, it said.", None
)
def test_every_span_quotes_the_text(reader: Reader, text: str, published: str | None) -> None:
    check(reader.read(document(text, published)))


@settings(_OFTEN, max_examples=50)
@given(st.lists(hostile(), max_size=8).map("".join))
def test_marks_without_words_are_read_too(reader: Reader, text: str) -> None:
    check(reader.read(document(text, "2020-03-14")))


@settings(_OFTEN, max_examples=25)
@given(documents())
def test_the_same_text_gives_the_same_record(reader: Reader, text: str) -> None:
    one, other = (
        reader.read(document(text, "2020-03-14")).to_dict() | {"reader": None} for _ in range(2)
    )
    assert one == other


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 5000, id="one long word"),
        pytest.param("“" * 400, id="quotation marks"),
        pytest.param("(" * 400, id="brackets"),
        pytest.param("he said " * 300, id="who said that who said"),
        pytest.param("Iran and " * 150 + "Oman met.", id="a long list"),
        pytest.param("\n" * 2000 + "Iran left." + "\n" * 2000, id="empty lines"),
    ],
)
def test_long_runs_are_read_too(reader: Reader, text: str) -> None:
    check(reader.read(document(text, "2020-03-14")))
