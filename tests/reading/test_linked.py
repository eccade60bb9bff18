"""Stretches of text that heads mark, led to the parties they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading.heads import Found
from detente.reading.linked import parties_in, tagged

if TYPE_CHECKING:
    from tests.reading.build import MakeCast


@pytest.mark.parametrize(
    ("text", "stretch", "parties"),
    [
        pytest.param("Norway left Chad.", "Norway", ["Norway"], id="a name"),
        pytest.param("Norway and Oman left.", "Norway and Oman", ["Norway", "Oman"], id="two"),
        pytest.param("Norway and Oman left.", "Norway", ["Norway"], id="one of two"),
        pytest.param("They met Iraqi rebels.", "rebels", ["Iraqi rebels"], id="only the head"),
        pytest.param("They taxed Chadian goods.", "Chadian goods", ["Chadian goods"], id="whose"),
        pytest.param("They broke the ceasefire.", "the ceasefire", ["the ceasefire"], id="a thing"),
    ],
)
def test_a_stretch_leads_to_its_parties(
    cast: MakeCast, text: str, stretch: str, parties: list[str]
) -> None:
    found, (sentence,) = cast(text)
    start = text.index(stretch)
    named = parties_in(found, sentence, start, start + len(stretch))
    assert [m.text for m in named] == parties


def test_nobody_is_on_both_sides(cast: MakeCast) -> None:
    found, (sentence,) = cast("Norway told Chad that Norway left.")
    marks = [Found(0, 6, "actor", 0.9), Found(12, 16, "recipient", 0.9)]
    marks.append(Found(22, 28, "recipient", 0.9))
    sides = tagged(found, sentence, marks)
    assert [[m.text for m in side] for side in sides] == [["Norway"], ["Chad"]]


def test_a_stretch_the_head_is_not_sure_of_plays_no_role(cast: MakeCast) -> None:
    found, (sentence,) = cast("Norway left Chad.")
    assert tagged(found, sentence, [Found(0, 6, "actor", 0.4)]) == ([], [])
