from __future__ import annotations

import pytest

from detente.evaluation import pentaclass, plover
from detente.evaluation.reading import record


@pytest.mark.parametrize(
    ("text", "class_"),
    [
        ("Norway demanded that Russia leave the valley.", "0"),
        ("Norway and Sweden agreed to cooperate.", "1"),
        ("Norway sent humanitarian aid to Chad.", "2"),
        ("Norway condemned Russia.", "3"),
        ("Iran imposed sanctions on Iraq.", "3"),
        ("Iran attacked Iraq.", "4"),
    ],
)
def test_a_sentence_has_the_class_of_its_event(text: str, class_: str) -> None:
    event = plover.first(record(text).events)
    assert event is not None
    assert pentaclass.class_of(event) == class_


def test_the_class_of_an_event_becomes_likelier_and_no_more_than_that() -> None:
    assert pentaclass.likeliest({"0": 0.6, "4": 0.3, "1": 0.1}, "4") == "4"
    assert pentaclass.likeliest({"0": 0.9, "4": 0.05, "1": 0.05}, "4") == "0"
    assert pentaclass.likeliest({"0": 0.6, "4": 0.3, "1": 0.1}, None) == "0"


def test_every_sentence_has_a_class() -> None:
    assert pentaclass.answer()({"text": "The valley is green in spring."}) in set("01234")


def test_the_classes_are_averaged() -> None:
    cases = [{"id": str(n), "text": "", "quadcode": n} for n in (0, 0, 0, 4)]
    measured = pentaclass.measures([pentaclass.judge(case, "0") for case in cases])
    assert measured["accuracy"] == 0.75
    assert round(measured["macro_f1"], 3) == round(6 / 7 / 2, 3)
