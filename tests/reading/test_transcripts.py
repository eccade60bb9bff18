"""Turns of a transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading import claims, transcripts
from detente.reading.parser import default_parser
from detente.reading.sentences import split

if TYPE_CHECKING:
    from detente.reading.syntax import Sentence


def parsed(text: str) -> list[Sentence]:
    return default_parser().parse(split(text))


def turns(text: str) -> list[tuple[str, list[str]]]:
    return [
        (text[slice(*f.source.extent)], [text[slice(*e)] for e in f.content])
        for f in transcripts.find(parsed(text))
        if f.source is not None
    ]


def test_a_turn_runs_to_the_next_label_a_piece_a_paragraph() -> None:
    text = "MS KHAN: Hello. We begin.\n\nThe road is open.\n\nQUESTION: Since when?"
    assert turns(text) == [
        ("MS KHAN", ["Hello. We begin.", "The road is open."]),
        ("QUESTION", ["Since when?"]),
    ]


def test_a_single_label_without_a_title_makes_no_transcript() -> None:
    assert turns("UPDATE: The road is open again.\n\nPolice said so.") == []


def test_a_label_that_comes_twice_makes_a_transcript() -> None:
    text = "RAHIM: Is it open?\n\nOMAR: It is.\n\nRAHIM: Good."
    assert [name for name, _ in turns(text)] == ["RAHIM", "OMAR", "RAHIM"]


def test_what_is_said_in_a_turn_is_direct_speech() -> None:
    text = "MS KHAN: The road is open.\n\nQUESTION: Who opened it?"
    found = claims.find(text, parsed(text))
    assert [a.quoted for a in found] == ["direct", "direct"]


def test_what_others_said_stands_within_the_turn_and_musing_makes_no_claim() -> None:
    text = "MS KHAN: I think it is late. The army said that the road was open."
    outer, inner = claims.find(text, parsed(text))
    assert inner.parent == 0
    assert text[slice(*outer.cue)] == ":"
    assert text[slice(*inner.cue)] == "said"


def test_a_label_is_no_part_of_what_is_said_and_a_title_in_capitals_ends_nothing() -> None:
    text = "MR. KHAN: We welcome it.\n\nQUESTION: Since when?"
    assert [words for *_, words in split(text)][:2] == ["MR. KHAN:", "We welcome it."]
    assert [name for name, _ in turns(text)] == ["MR. KHAN", "QUESTION"]


def test_what_stands_in_brackets_between_turns_is_nobodys() -> None:
    text = "MR. KHAN: Thank you.\n\n(The briefing was concluded at 1:31 p.m.)"
    assert turns(text) == [("MR. KHAN", ["Thank you."])]
