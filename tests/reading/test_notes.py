"""The numbers of notes in a text, and the list of them."""

from __future__ import annotations

import pytest

from detente.reading.notes import listed, marks, without_marks
from detente.reading.sentences import paragraphs, prose, split


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Troops left the base.4 The embassy closed.", ["4"]),
        ("Troops left the base (GRIC).17\nThe embassy closed.", ["17"]),
        ("He called it “a mistake.”3 The embassy closed.", ["3"]),
        ("Troops left the base.4, 5 The embassy closed.", ["4, 5"]),
        ("Troops left the base.¹² The embassy closed.", ["¹²"]),
        ("Troops left.1 The blast wounded 28.2 The embassy closed.", ["1", "2"]),
        ("Troops left the base in the U.S.14 The embassy closed.", ["14"]),
        ("Prices rose by 2.5 The rest of the line is lost.", []),
        ("See No.5 Troops left at 12.30 by lorry, p.12 and art.3 notwithstanding.", []),
        ("Troops left the base.4 percent of them stayed.", []),
    ],
)
def test_a_number_behind_a_stop_is_of_a_note(text: str, numbers: list[str]) -> None:
    assert [text[start:end] for start, end in marks(text)] == numbers


def test_a_text_without_the_numbers_of_its_notes_keeps_its_offsets() -> None:
    text = "Troops left.1 Nobody cheered.23"
    assert without_marks(text) == "Troops left.  Nobody cheered.  "


def test_the_number_of_a_note_is_in_no_sentence() -> None:
    text = "Troops left the base in May.4 “We saw them,” the envoy said.5"
    assert [words for *_, words in split(text)] == [
        "Troops left the base in May.",
        "“We saw them,” the envoy said.",
    ]


def test_the_entries_under_the_heading_of_notes_are_a_list() -> None:
    text = "Troops left.\n\nNOTES\n1. The ministry, letter, 3 May.\n2. Rebels bombed Homs.\n\nAnnex"
    entries = [text[start:end] for start, end in listed(text, paragraphs(text))]
    assert entries == ["1. The ministry, letter, 3 May.", "2. Rebels bombed Homs."]
    assert [words for *_, words in prose(text)] == ["Troops left.", "NOTES", "Annex"]


def test_numbered_paragraphs_under_another_heading_are_prose() -> None:
    text = "Notes to editors\n\n1. Rebels bombed Homs in May."
    assert prose(text) == split(text)
