"""Confidence judged on cases worked out by hand, and drawn."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from detente.evaluation.confidence import TASK, Rated, calibration_error, middle
from detente.evaluation.reliability import Curve, curves, diagram
from detente.evaluation.runs import Score

_CASE: dict[str, Any] = {"id": "1", "text": "Norway condemned Russia.", "folds": False}


def test_the_error_is_averaged_over_bins_by_their_number() -> None:
    pairs = [(1.0, 0.95), (1.0, 0.95), (1.0, 0.95), (0.0, 0.25)]
    assert calibration_error(pairs) == pytest.approx((3 * 0.05 + 0.25) / 4)
    assert calibration_error([]) == 0.0


def test_records_are_counted_by_bin() -> None:
    rated = [Rated("event", "v1", True, 0.95), Rated("event", "v2", False, 0.92)]  # noqa: FBT003 - right or not
    judged = TASK.judge(_CASE, rated)
    assert judged.counts["confidence"]["0.9 to 1.0"].precision == 0.5
    assert TASK.measures([judged])["share_right"] == 0.5


def test_an_event_is_right_if_the_sentence_has_one_of_its_type() -> None:
    for type_, right in (("ACCUSE", True), ("AID", False)):
        (rated,) = TASK.answer()({**_CASE, "events": [{"type": type_, "args": []}]})
        assert rated.right is right


def test_a_claim_is_right_if_all_its_parts_are_marked() -> None:
    text = "Norway denied it, the envoy said."
    for source, right in (([18, 27], True), ([0, 6], False)):
        marked = {"source": [source], "cue": [[28, 32]], "content": [[0, 16]]}
        found = TASK.answer()({"id": "1", "text": text, "attributions": [marked]})
        assert any(each.right for each in found) is right


def test_a_claim_in_anothers_words_is_not_rated() -> None:
    text = "The envoy said she believed that Norway had agreed."
    marked = {"source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 50]]}
    (rated,) = TASK.answer()({"id": "1", "text": text, "attributions": [marked]})
    assert rated.right


def test_the_baseline_is_certain_of_all_it_reads() -> None:
    case = {**_CASE, "events": [{"type": "AID", "args": []}]}
    (rated,) = TASK.baselines["always sure"]([])(case)
    assert rated.confidence == 1.0


def test_the_diagram_has_a_point_for_each_bin_of_some_size() -> None:
    rated = [Rated("event", "v1", True, 0.95)] * 5 + [Rated("event", "v2", False, 0.15)]  # noqa: FBT003 - right or not
    judged = TASK.judge(_CASE, rated)
    ours = Score("confidence", "a.jsonl", "detente", "ours", labels=judged.counts)
    assert curves([ours]) == [Curve("a.jsonl", [(middle("0.9 to 1.0"), 1.0)])]
    root = ET.fromstring(diagram("Sure & right", curves([ours])))  # noqa: S314 - our own text
    assert len(list(root.iter("{http://www.w3.org/2000/svg}circle"))) == 1
