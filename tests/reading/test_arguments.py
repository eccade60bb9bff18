"""Paths from an event word to parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading.arguments import follow, giver, holds, parties, slots_of
from detente.reading.lexicon import Condition, Trigger
from tests.reading.build import sentence, texts, word

if TYPE_CHECKING:
    from tests.reading.build import MakeCast

SUPPORT = (
    "Oslo//NNP/nsubj/1/GPE ended/end/VBD/ROOT/1 support//NN/dobj/1 for//IN/prep/2"
    " rebels/rebel/NNS/pobj/3 and//CC/cc/4 miners/miner/NNS/conj/4"
)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("subj", ["Oslo"]),
        ("obj", ["support"]),
        ("obj/for", ["rebels", "miners"]),
        ("obj/of", []),
        ("with", []),
    ],
)
def test_a_path_leads_through_functions(path: str, found: list[str]) -> None:
    made = sentence(SUPPORT)
    slots = slots_of(made, word(made, "ended"))
    assert texts(follow(made, slots, path)) == found


def trigger(condition: Condition | None) -> Trigger:
    alternatives = ((condition,),) if condition else ()
    return Trigger("SANCTION", None, ("subj",), ("obj",), alternatives, needs_party=False)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (None, True),
        (Condition("obj", "=", frozenset({"support", "aid"})), True),
        (Condition("obj", "=", frozenset({"talks"})), False),
        (Condition("obj", "!", frozenset({"talks"})), True),
        (Condition("obj", "!", frozenset({"support"})), False),
        (Condition("prep", "=", frozenset({"to"})), False),
        (Condition("subj", "~", frozenset({"actor"})), True),
        (Condition("obj", "~", frozenset({"actor"})), False),
        (Condition("obj", "~", frozenset({"thing"})), True),
        (Condition("with", "~", frozenset({"any"})), False),
        (Condition("without", "=", frozenset({"x"})), True),
        (Condition("without", "=", frozenset({"obj"})), False),
    ],
)
def test_a_condition_tests_what_stands_in_a_slot(
    cast: MakeCast,
    condition: Condition | None,
    expected: bool,  # noqa: FBT001 - a column of the table
) -> None:
    parties_of, (made,) = cast("Norway ended support for rebels.")
    slots = slots_of(made, word(made, "ended"))
    assert holds(parties_of, made, slots, trigger(condition)) is expected


@pytest.mark.parametrize(
    ("text", "verb", "path", "found"),
    [
        ("Norway ended support for rebels.", "ended", "subj", ["Norway"]),
        ("Norway and Oman met.", "met", "subj", ["Norway", "Oman"]),
        (
            "Rebels shelled a base housing U.S. troops.",
            "shelled",
            "obj",
            ["a base housing U.S. troops"],
        ),
        ("Rebels looted militia weapons caches.", "looted", "obj", ["militia weapons caches"]),
        ("Rebels burned tables.", "burned", "obj", []),
    ],
)
def test_parties_stand_at_the_end_of_a_path(
    cast: MakeCast, text: str, verb: str, path: str, found: list[str]
) -> None:
    parties_of, (made,) = cast(text)
    slots = slots_of(made, word(made, verb))
    got = parties(parties_of, made, slots, (path,))
    assert [text[m.start : m.end] for m in got][: len(found)] == found
    assert bool(got) is bool(found)


def test_troops_in_a_base_are_hit_with_it(cast: MakeCast) -> None:
    parties_of, (made,) = cast("Rebels shelled a base housing U.S. troops.")
    (hit,) = parties(parties_of, made, slots_of(made, word(made, "shelled")), ("obj",))
    reading = parties_of.reading(hit)
    assert reading is not None
    assert (reading.country, reading.sectors) == ("USA", ("MIL",))


def test_troops_a_base_houses_are_hit_with_it(cast: MakeCast) -> None:
    parties_of, (made,) = cast("Rebels shelled a base that houses Turkish troops.")
    (hit,) = parties(parties_of, made, slots_of(made, word(made, "shelled")), ("obj",))
    assert hit.text == "Turkish troops"


def test_the_first_path_that_leads_to_anybody_is_taken(cast: MakeCast) -> None:
    parties_of, (made,) = cast("Norway ended support for rebels.")
    slots = slots_of(made, word(made, "ended"))
    (found,) = parties(parties_of, made, slots, ("with", "obj/for", "subj"))
    assert found.text == "rebels"


def test_a_party_comes_once(cast: MakeCast) -> None:
    parties_of, (made,) = cast("Norway and Norway met.")
    assert len(parties(parties_of, made, slots_of(made, word(made, "met")), ("subj",))) == 1


@pytest.mark.parametrize(
    ("text", "noun", "name"),
    [
        ("The report quotes answers from the ministry.", "answers", "the ministry"),
        ("Comments by the ministry angered Oslo.", "Comments", "the ministry"),
        ("The army’s answers were late.", "answers", "The army"),
        ("Answers were late.", "Answers", None),
    ],
)
def test_words_come_from_somebody(cast: MakeCast, text: str, noun: str, name: str | None) -> None:
    parties_of, (made,) = cast(text)
    found = giver(parties_of, made, word(made, noun))
    assert (found.text if found else None) == name
