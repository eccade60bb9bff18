"""The lexicon of events."""

from __future__ import annotations

import pytest

from detente.reading.lexicon import _condition, triggers
from detente.reading.tables import rows


@pytest.mark.parametrize(
    ("lemma", "pos", "type_"),
    [
        ("attack", "v", "ASSAULT"),
        ("attack", "n", "ASSAULT"),
        ("accuse", "v", "ACCUSE"),
        ("threaten", "v", "THREATEN"),
        ("expel", "v", "SANCTION"),
        ("protest", "n", "PROTEST"),
        ("meet", "v", "CONSULT"),
        ("withdrawal", "n", "RETREAT"),
        ("arrest", "v", "COERCE"),
    ],
)
def test_a_word_has_its_type(lemma: str, pos: str, type_: str) -> None:
    assert type_ in {t.type for t in triggers(lemma, pos)}


def test_a_word_that_reports_nothing_has_no_rows() -> None:
    assert triggers("table", "v") == ()


def test_a_verb_is_not_its_noun() -> None:
    assert triggers("withdrawal", "v") == ()


def test_without_paths_the_subject_acts_upon_the_object() -> None:
    first = triggers("kill", "v")[0]
    assert (first.actor, first.recipient) == (("subj",), ("obj",))


def test_rows_are_tried_in_the_order_of_the_table() -> None:
    listed = [r for r in rows("triggers") if r["pos"] == "v" and "fire" in r["lemmas"].split("|")]
    assert len(listed) > 1
    assert [t.type for t in triggers("fire", "v")] == [row["type"] for row in listed]


def test_a_condition_is_a_path_and_the_words_its_head_may_be() -> None:
    found = _condition("obj/of=ceasefire,truce")
    assert (found.path, found.relation) == ("obj/of", "=")
    assert found.values == {"ceasefire", "truce"}


def test_a_class_in_a_condition_stands_for_its_nouns() -> None:
    assert "training" in _condition("obj=@cooperation").values


def test_words_and_classes_may_stand_together() -> None:
    assert {"training", "visa"} <= _condition("obj=visa,@cooperation").values


@pytest.mark.parametrize("text", ["obj", "=arms", "obj=", "obj arms", "OBJ=arms"])
def test_what_is_no_condition_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="not a condition"):
        _condition(text)


def test_of_conditions_joined_all_must_hold_and_of_those_apart_one() -> None:
    (row,) = (t for t in triggers("throw", "v") if t.type == "SANCTION")
    paths = [{c.path for c in each} for each in row.alternatives]
    assert paths == [{"prt", "obj"}] * 3


def test_a_row_tells_what_kinds_of_conditions_it_has() -> None:
    (row,) = (t for t in triggers("throw", "v") if t.type == "SANCTION")
    assert row.asks("~")
    assert not row.asks("!")
