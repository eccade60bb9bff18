"""Estimative words and hedges."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest

from detente.ontology import levels, phrases
from detente.records import Level


def test_the_degrees_run_from_1_to_99_percent_without_a_gap() -> None:
    degrees = list(levels().values())
    assert (degrees[0].low, degrees[-1].high) == (1, 99)
    assert all(a.high == b.low for a, b in pairwise(degrees))


def test_the_degrees_are_levels_of_the_record() -> None:
    assert set(levels()) | {"unstated", "unstated-hedged"} == set(get_args(Level))


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("almost no chance", "almost no chance"), ("remote chance", "almost no chance"),
        ("very unlikely", "very unlikely"), ("highly improbable", "very unlikely"),
        ("unlikely", "unlikely"), ("improbable", "unlikely"), ("roughly even odds", "roughly even"),
        ("likely", "likely"), ("probable", "likely"), ("probably", "likely"),
        ("very likely", "very likely"), ("highly probable", "very likely"),
        ("almost certainly", "almost certain"), ("nearly certain", "almost certain"),
        ("appears to", "unstated-hedged"), ("reportedly", "unstated-hedged"),
        ("is believed to", "unstated-hedged"), ("probable cause", None), ("could not", None),
    ],
)  # fmt: skip
def test_a_phrase_says_its_degree(words: str, level: str | None) -> None:
    assert phrases()[words].level == level


def test_every_hedge_without_a_degree_tells_its_kind_and_what_it_hedges() -> None:
    hedges = [p for p in phrases().values() if p.level == "unstated-hedged"]
    assert hedges
    assert all(p.kind and p.hedges for p in hedges)


def test_phrases_are_lower_case_with_single_spaces() -> None:
    assert all(text == " ".join(text.lower().split()) for text in phrases())
