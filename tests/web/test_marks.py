"""A text cut where evidence begins and ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.web.marks import Mark, of_record, segments
from tests.web.build import record

_TEXT = "abcdefghij"
_MARKS = st.lists(
    st.builds(
        Mark,
        st.integers(-2, 12),
        st.integers(-2, 12),
        st.sampled_from(["event", "claim"]),
        st.sampled_from(["v1", "v2", "c1"]),
    )
)


@given(_MARKS)
def test_the_pieces_are_the_text(marks: list[Mark]) -> None:
    assert "".join(piece.text for piece in segments(_TEXT, marks)) == _TEXT


@given(_MARKS)
def test_every_letter_is_under_its_marks_and_no_others(marks: list[Mark]) -> None:
    held = [mark for mark in marks if 0 <= mark.start < mark.end <= len(_TEXT)]
    for piece in segments(_TEXT, marks):
        for at in range(piece.start, piece.start + len(piece.text)):
            over = {mark.record for mark in held if mark.start <= at < mark.end}
            assert set(piece.records) == over


@given(_MARKS)
def test_a_record_begins_once(marks: list[Mark]) -> None:
    first = [name for piece in segments(_TEXT, marks) for name in piece.first]
    assert len(first) == len(set(first))


def test_an_empty_text_has_no_pieces() -> None:
    assert segments("", []) == []


def test_what_lies_over_another_is_under_both() -> None:
    found = segments("abc", [Mark(0, 2, "event", "v1"), Mark(1, 3, "claim", "c1")])
    assert [(piece.text, piece.records) for piece in found] == [
        ("a", ("v1",)),
        ("b", ("v1", "c1")),
        ("c", ("c1",)),
    ]


def test_everything_that_has_evidence_is_marked() -> None:
    assert {mark.record for mark in of_record(record())} == {"v1", "c1", "p1"}
