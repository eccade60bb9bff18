"""How near a time or a place stands to an event."""

from __future__ import annotations

from detente.reading.nearness import steps
from tests.reading.build import sentence, word

SAID = sentence(
    "Oslo//NNP/nsubj/1/GPE said/say/VBD/ROOT/1 on//IN/prep/1 Monday//NNP/pobj/2/DATE"
    " rebels/rebel/NNS/nsubj/5 fled/flee/VBD/ccomp/1 on//IN/prep/5 Sunday//NNP/pobj/6/DATE"
)
JOINED = sentence(
    "Rebels/rebel/NNS/nsubj/1 fled/flee/VBD/ROOT/1 and//CC/cc/1 hid/hide/VBD/conj/1"
    " in//IN/prep/3 caves/cave/NNS/pobj/4"
)


def test_a_word_is_no_step_from_itself() -> None:
    assert steps(SAID, word(SAID, "fled"), word(SAID, "fled")) == 0


def test_within_a_clause_steps_are_those_of_the_tree() -> None:
    assert steps(SAID, word(SAID, "fled"), word(SAID, "Sunday")) == 2


def test_steps_are_the_same_both_ways() -> None:
    for one in SAID:
        for other in SAID:
            assert steps(SAID, one, other) == steps(SAID, other, one)


def test_what_is_said_stands_further_from_when_it_was_said() -> None:
    fled = word(SAID, "fled")
    assert steps(SAID, fled, word(SAID, "Monday")) > steps(SAID, fled, word(SAID, "Sunday"))
    assert steps(SAID, fled, word(SAID, "Monday")) > SAID.distance(fled, word(SAID, "Monday"))


def test_a_second_verb_is_hardly_another_clause() -> None:
    fled, caves = word(JOINED, "fled"), word(JOINED, "caves")
    assert JOINED.distance(fled, caves) < steps(JOINED, fled, caves) <= 4
