"""Where quotations begin and end."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading import quotes
from detente.reading.attribution import Extent


def paragraphs(text: str) -> list[Extent]:
    return [Extent(*m.span()) for m in re.finditer(r"[^\n]+", text)]


def quoted(text: str) -> list[str]:
    return [text[slice(*q.extent)] for q in quotes.find(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" and left.', ['"no"']),
        ("He said “no” and left.", ["“no”"]),
        ("„Nein“, sagte sie, „nie“.", ["„Nein“", "„nie“"]),
        ("«Non», she said.", ["«Non»"]),
        ("''Wait,'' he said, ''for me.''", ["''Wait,''", "''for me.''"]),
        ("Talks 'went well', envoy says", ["'went well'"]),
        ("The ministers' claim was the envoy's own.", []),
        ("It fell in the ’90s, she said.", []),
        ("“They said ‘stop’ twice,” he said.", ["“They said ‘stop’ twice,”"]),
        ("“One,” he said. “Two.”", ["“One,”", "“Two.”"]),
        ("Nothing here.", []),
    ],
)
def test_the_outermost_quotations_are_found_with_their_marks(
    text: str, expected: list[str]
) -> None:
    assert quoted(text) == expected


def test_a_quotation_within_another_is_kept_apart() -> None:
    text = "“They said ‘stop’ twice,” he said."
    found = quotes.find(text, paragraphs(text)).inner
    assert [text[slice(*q.extent)] for q in found] == ["‘stop’"]


def test_a_quotation_without_an_end_stops_where_its_paragraph_does() -> None:
    assert quoted("He said “we are here.\nThe road was shut.") == ["“we are here."]


def test_a_quotation_without_an_end_stops_after_a_sentence_where_another_opens() -> None:
    found = quoted('He said "we wait. The road was shut. She said "it is late" and left.')
    assert found == ['"we wait.', '"it is late"']


def test_speech_that_goes_on_in_the_next_paragraph_follows() -> None:
    text = "“First, we wait.\n“Then we go,” he said."
    found = list(quotes.find(text, paragraphs(text)))
    assert [(q.closed, q.follows) for q in found] == [(False, False), (True, True)]


def test_a_mark_alone_opens_nothing_that_was_closed_before() -> None:
    assert quoted("No one” came.") == []


@given(st.text(alphabet="aB .,\"“”‘’'«»\n", max_size=60))
def test_quotations_come_in_order_within_paragraphs_and_never_overlap(text: str) -> None:
    blocks = paragraphs(text)
    found = [q.extent for q in quotes.find(text, blocks)]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(any(block.covers(q) for block in blocks) for q in found)
    assert all(q.start < q.end for q in found)


@given(st.text(alphabet='ab "\n', max_size=40), st.integers(0, 40))
def test_a_quotation_is_found_by_any_offset_in_it(text: str, offset: int) -> None:
    found = quotes.find(text, paragraphs(text))
    expected = [q for q in found if q.extent.start <= offset < q.extent.end]
    assert found.at(offset) == (expected[0] if expected else None)


@pytest.mark.parametrize(
    ("content", "expected"),
    [((4, 8), "“yes,”"), ((3, 9), "“yes,”"), ((0, 8), "So “yes,”"), ((10, 12), "he")],
)
def test_content_takes_the_marks_of_a_quotation_it_shares_an_edge_with(
    content: tuple[int, int], expected: str
) -> None:
    text = "So “yes,” he said."
    found = quotes.find(text, paragraphs(text))
    assert text[slice(*quotes.with_marks(Extent(*content), found))] == expected
