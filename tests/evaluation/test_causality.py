"""Causality judged on cases worked out by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from detente.evaluation.causality import TASK, Answer
from detente.evaluation.core import Counts

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = "The talks failed because of the raid , and the embargo led to shortages ."
_LINKS = [
    {"cause": [28, 36], "effect": [0, 16], "signal": [[17, 27]]},
    {"cause": [43, 54], "effect": [62, 71], "signal": [[55, 61]]},
]


def _case(**more: Any) -> dict[str, Any]:
    return {"id": "1", "text": _TEXT, "causal_label": 1, "causal": _LINKS, **more}


def _answer(**spans: tuple[tuple[int, int], ...]) -> Answer:
    return Answer(causal=True, links={"cause": (), "effect": (), "signal": (), **spans})


def test_spans_of_several_relations_are_pooled_by_kind() -> None:
    counts = TASK.judge(_case(), _answer(cause=((28, 38), (32, 36), (47, 54)))).counts
    assert counts["exact"]["cause"] == Counts(1, 3, 2)
    assert counts["token"]["cause"] == Counts(3, 3, 4)
    assert counts["exact"]["signal"] == Counts(0, 0, 2)


@pytest.mark.parametrize(
    ("label", "causal", "counts"),
    [
        (1, True, Counts(1, 1, 1)),
        (1, False, Counts(0, 0, 1)),
        (0, True, Counts(0, 1, 0)),
        (0, False, Counts(0, 0, 0)),
    ],
)
def test_the_sentence_decision_counts_causal_sentences(
    label: int, *, causal: bool, counts: Counts
) -> None:
    judged = TASK.judge(_case(causal_label=label, causal=[]), Answer(causal, None))
    assert judged.counts == {"sentence": {"causal": counts}}
    assert (judged.loss > 0) == (label != causal)


def test_spans_are_measured_only_where_the_answer_has_some() -> None:
    found = TASK.measures([TASK.judge(_case(), Answer(causal=True, links=None))])
    assert found["sentence_f1"] == 1.0
    assert not any("exact" in name for name in found)


def test_signals_are_not_measured_where_the_gold_marks_none() -> None:
    counts = TASK.judge(_case(noncausal_pairs=[]), _answer()).counts
    assert set(counts["exact"]) == {"cause", "effect"}


def test_documents_are_cut_into_sentences_with_their_links(tmp_path: Path) -> None:
    text = "It rained. The talks failed because of the raid. Nobody left."
    link = {
        "signal": [[28, 38]],
        "cause": [39, 47],
        "cause_spans": [[39, 47]],
        "effect": [11, 27],
    }
    path = tmp_path / "documents.jsonl"
    path.write_text(json.dumps({"id": "d", "text": text, "causal": [link]}) + "\n")
    found = TASK.cases(path)
    assert [(c["id"], c["causal_label"]) for c in found] == [("d@0", 0), ("d@11", 1), ("d@49", 0)]
    (moved,) = found[1]["causal"]
    words = {kind: [found[1]["text"][s:e] for s, e in moved[kind]] for kind in moved}
    assert words == {
        "cause": ["the raid"],
        "effect": ["The talks failed"],
        "signal": ["because of"],
    }


def test_our_reading_answers_with_links_and_the_decision_they_make() -> None:
    found = TASK.answer()({"text": "The talks failed because of the raid."})
    assert found.causal
    assert found.links == {"cause": ((28, 36),), "effect": ((0, 16),), "signal": ((17, 27),)}
    assert not TASK.answer()({"text": "The talks failed on Monday."}).causal


def test_the_classifier_learns_the_decision_and_gives_no_spans() -> None:
    pytest.importorskip("sklearn")
    training = [
        {"text": f"{start} of the raid {n}", "causal_label": int(start == "because")}
        for start in ("because", "north")
        for n in range(4)
    ]
    answer = TASK.baselines["tf-idf"](training)
    assert answer({"text": "because of it"}) == Answer(causal=True, links=None)
    assert answer({"text": "north of it"}) == Answer(causal=False, links=None)


def test_a_constant_holds_every_sentence_causal() -> None:
    assert TASK.baselines["all causal"]([])({"text": "It rained."}).causal
