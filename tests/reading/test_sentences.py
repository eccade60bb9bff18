"""Where sentences and paragraphs begin and end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from detente.reading.sentences import paragraphs, split
from tests.strategies import documents

_MARKS = re.compile(r"(?:\s|[•·●▪◦■]|\(?[a-z0-9]{1,5}\)|[\d⁰¹²³⁴-⁹, ]+)*")
"""White space, and what items of lists and notes are marked with."""


def pieces(text: str) -> list[str]:
    return [words for *_, words in split(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Talks began.", "They failed."],
        ["Who fired first?", "Nobody knows!", "The inquiry goes on."],
        ["Gen. Amir Saleh met Mr. Dunn.", "They shook hands."],
        ["The U.S. envoy left.", "Nobody replaced him."],
        ["Troops left the U.S.", "The last plane took off."],
        ["It cost $2.5 million.", "Nobody paid."],
        ["He met John F. Marsh in Oslo.", "They talked."],
        ["“We will not yield.”", "The crowd cheered."],
        ["The envoy said “no.”", "Then she left."],
        ["The shelling stopped.[12]", "It began again at dusk."],
        ["The minister (who resigned in May.) is back."],
        ["Talks stalled… and were dropped."],
        ["“Leave the U.S.”", "Rebels cheered."],
        ["He left at 5 p.m. on Monday."],
        ["See No. 4 of the list.", "It is short."],
        ["Rebels hold the town.", "“It is ours,” one said."],
        ["The vote passed.", "12 members stayed away."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    assert pieces(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    ("dateline", "story"),
    [
        ("OSLO, March 9 (Gulf Wire) -", "Rebels attacked Homs."),
        ("KUWAIT CITY (Gulf Wire) —", "Rebels attacked Homs."),
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(dateline: str, story: str) -> None:
    assert pieces(f"{dateline} {story}") == [dateline, story]


def test_a_sentence_with_a_dash_is_no_dateline() -> None:
    text = "The envoys met - or so they said."
    assert pieces(text) == [text]


@pytest.mark.parametrize("mark", ["•", "(a)", "(iv)", "2)"])
def test_the_mark_of_an_item_is_no_part_of_its_sentence(mark: str) -> None:
    assert pieces(f"The envoys agreed:\n\n{mark} To meet in Oslo.\n\n{mark} To talk.") == [
        "The envoys agreed:",
        "To meet in Oslo.",
        "To talk.",
    ]


def test_a_blank_line_ends_sentence_and_paragraph() -> None:
    assert split("Truce holds\n\nThe guns were silent.") == [
        (0, 0, "Truce holds"),
        (1, 13, "The guns were silent."),
    ]


def test_a_line_end_parts_the_paragraphs_of_a_text_with_long_lines() -> None:
    long = "The guns along the river were silent again " * 4
    assert [p for p, *_ in split(f"{long.strip()}.\n{long.strip()}.")] == [0, 1]


def test_a_hard_wrapped_paragraph_stays_one() -> None:
    text = "The guns along the river were silent\nfor the third night, an officer said."
    assert pieces(text) == [text]


def test_a_short_line_ends_the_paragraph_of_a_wrapped_text() -> None:
    text = (
        "The guns along the river were silent for\na third night.\n"
        "Officers on both sides could not say why"
    )
    assert len(paragraphs(text)) == 2


@pytest.mark.parametrize("text", ["", " ", "\n\n \n", "\u00a0\u2028"])
def test_a_text_of_nothing_but_space_has_no_sentences(text: str) -> None:
    assert split(text) == []


@given(documents())
def test_nothing_but_white_space_and_marks_lies_between_sentences(text: str) -> None:
    at = 0
    for _, start, words in split(text):
        assert _MARKS.fullmatch(text, at, start)
        assert words == words.strip() != ""
        assert text[start : start + len(words)] == words
        at = start + len(words)
    assert _MARKS.fullmatch(text, at)


@given(documents())
def test_paragraphs_are_counted_from_nought_without_gaps(text: str) -> None:
    numbers = [number for number, *_ in split(text)]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(len(paragraphs(text))))


@pytest.mark.parametrize(
    "heading", ["Section 5. Torture and Arrests", "b. Killings by the Army", "IV. The raid on Homs"]
)
def test_a_numbered_heading_is_one_sentence(heading: str) -> None:
    assert pieces(f"{heading}\n\nPolice fired.") == [heading, "Police fired."]


def test_a_numbered_paragraph_is_prose() -> None:
    assert pieces("1. Police fired. Nobody was hurt.") == [
        "1.",
        "Police fired.",
        "Nobody was hurt.",
    ]
