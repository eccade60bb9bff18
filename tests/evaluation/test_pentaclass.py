from __future__ import annotations

import pytest

from detente.evaluation import pentaclass


@pytest.mark.parametrize(
    ("text", "class_"),
    [
        ("The valley is green in spring.", "0"),
        ("Norway called on Russia to leave the valley.", "0"),
        ("Norway and Sweden agreed to cooperate.", "1"),
        ("Norway sent humanitarian aid to Chad.", "2"),
        ("Norway condemned Russia.", "3"),
        ("Iran imposed sanctions on Iraq.", "3"),
        ("Iran attacked Iraq.", "4"),
    ],
)
def test_a_sentence_has_the_class_of_its_event(text: str, class_: str) -> None:
    assert pentaclass.answer()({"text": text}) == class_


def test_the_classes_are_averaged() -> None:
    cases = [{"id": str(n), "text": "", "quadcode": n} for n in (0, 0, 0, 4)]
    measured = pentaclass.measures([pentaclass.judge(case, "0") for case in cases])
    assert measured["accuracy"] == 0.75
    assert round(measured["macro_f1"], 3) == round(6 / 7 / 2, 3)
