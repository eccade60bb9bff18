from __future__ import annotations

from typing import Any

import pytest

from detente.evaluation import sides
from detente.evaluation.plover import Sides

_TEXT = "The Norwegian army met Chad's envoy and the mayor."
_ARMY, _ENVOY, _MAYOR = (0, 18), (23, 35), (40, 49)


def _case(*spans: tuple[str, int, int]) -> dict[str, Any]:
    entities = [{"type": t, "start": start, "end": end} for t, start, end in spans]
    return {"id": "1", "text": _TEXT, "entities": entities, "events": []}


def _measured(case: dict[str, Any], actors: list[Any], recipients: list[Any]) -> dict[str, float]:
    return sides.measures([sides.judge(case, Sides(actors, recipients))])


def test_an_article_does_not_count() -> None:
    measured = _measured(_case(("Source", 4, 18)), [_ARMY], [])
    assert measured["exact_f1"] == 1.0


def test_part_of_a_span_overlaps_and_is_not_exact() -> None:
    measured = _measured(_case(("Source", *_ARMY)), [(4, 13)], [])
    assert (measured["exact_f1"], measured["overlap_f1"]) == (0.0, 1.0)


def test_the_wrong_side_is_wrong() -> None:
    measured = _measured(_case(("Source", *_ARMY), ("Target", *_ENVOY)), [_ENVOY], [_ARMY])
    assert measured["overlap_f1"] == 0.0


def test_each_span_is_paired_once() -> None:
    measured = _measured(_case(("Target", 23, 49)), [], [_ENVOY, _MAYOR])
    assert (measured["overlap_precision"], measured["overlap_recall"]) == (0.5, 1.0)


def test_reciprocal_entities_are_on_both_sides() -> None:
    case = _case(("R", *_ARMY))
    assert _measured(case, [_ARMY], [_ARMY])["exact_f1"] == 1.0


def test_without_entities_the_arguments_of_the_events_are_the_gold() -> None:
    args = [{"role": "Source", "start": 0, "end": 18}, {"role": "Target", "start": 23, "end": 35}]
    case = {"id": "1", "text": _TEXT, "events": [{"type": "CONSULT", "args": args}]}
    assert _measured(case, [_ARMY], [_ENVOY])["exact_f1"] == 1.0


@pytest.mark.parametrize(
    ("span", "words"),
    [(_ARMY, "Norwegian army"), ((23, 29), "Chad"), (_ENVOY, "Chad's envoy")],
)
def test_spans_lose_articles_and_possessives_at_their_ends(
    span: tuple[int, int], words: str
) -> None:
    start, end = sides.trimmed(_TEXT, span)
    assert _TEXT[start:end] == words


def test_detente_gives_the_sides_of_the_first_event() -> None:
    text = "Norway condemned Russia after Iran attacked Iraq."
    assert sides.answer()({"text": text}) == Sides([(0, 6)], [(17, 23)])


def test_the_baseline_takes_the_first_two_names() -> None:
    text = "In spring, Norway condemned Russia and Iran."
    assert sides.first_names([])({"text": text}) == Sides([(11, 17)], [(28, 34)])
