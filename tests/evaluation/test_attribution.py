"""Attribution judged on cases worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from detente.evaluation.attribution import TASK, Relation
from detente.evaluation.core import Counts

_TEXT = "The envoy said talks would resume. Norway hoped that they would not."
_RIGHT = Relation(((0, 9),), ((10, 14),), ((15, 33),))


def _case(**more: Any) -> dict[str, Any]:
    gold = {"source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 33]]}
    return {"id": "1", "text": _TEXT, "attributions": [gold], **more}


def _relation(*answer: Relation) -> Counts:
    return TASK.judge(_case(), list(answer)).counts["relation"]["relation"]


def test_a_relation_is_right_if_all_three_parts_overlap() -> None:
    assert _relation(Relation(((4, 9),), ((10, 14),), ((15, 20),))) == Counts(1, 1, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        Relation(((35, 41),), ((10, 14),), ((15, 33),)),
        Relation(((0, 9),), ((42, 47),), ((15, 33),)),
        Relation(((0, 9),), ((10, 14),), ((48, 67),)),
        Relation((), ((10, 14),), ((15, 33),)),
    ],
)
def test_a_relation_is_wrong_if_one_part_is_elsewhere_or_missing(wrong: Relation) -> None:
    assert _relation(wrong) == Counts(0, 1, 1)


def test_one_gold_relation_counts_once() -> None:
    assert _relation(_RIGHT, _RIGHT) == Counts(1, 2, 1)


def test_two_relations_without_a_source_agree() -> None:
    case = _case(attributions=[{"source": [], "cue": [[10, 14]], "content": [[15, 33]]}])
    judged = TASK.judge(case, [Relation((), ((10, 14),), ((15, 33),))])
    assert judged.counts["relation"]["relation"] == Counts(1, 1, 1)


def test_nested_attributions_are_left_out_where_the_gold_is_flat() -> None:
    assert _relation(_RIGHT, Relation((), ((42, 47),), ((48, 67),), nested=True)).proposed == 1


def test_parts_are_compared_as_words_and_as_exact_spans() -> None:
    judged = TASK.judge(_case(), [Relation(((4, 9),), ((10, 14),), ((15, 34),))])
    assert judged.counts["token"]["source"] == Counts(1, 1, 2)
    assert judged.counts["exact"]["source"] == Counts(0, 1, 1)
    assert judged.counts["exact"]["content"] == Counts(1, 1, 1)
    found = TASK.measures([judged])
    assert (found["relation_f1"], found["source_exact_f1"]) == (1.0, 0.0)
    assert found["source_token_f1"] == pytest.approx(2 / 3)


def test_a_clause_stands_for_source_and_cue_and_parts_are_not_measured() -> None:
    case = {
        "id": "1",
        "text": _TEXT,
        "attributions_rst": [{"attribution_span": [35, 47], "content_edu": [[48, 67]]}],
    }
    judged = TASK.judge(case, [Relation((), ((42, 47),), ((53, 67),), nested=True), _RIGHT])
    assert judged.counts == {"relation": {"clause": Counts(1, 2, 1)}}
    assert set(TASK.measures([judged])) == {
        "relation_precision", "relation_recall", "relation_f1",
    }  # fmt: skip


def test_contents_without_a_verb_are_left_out_where_only_clauses_are_marked() -> None:
    case = {"id": "1", "text": _TEXT, "attributions_rst": []}
    judged = TASK.judge(case, [_RIGHT._replace(clausal=False)])
    assert judged.counts == {"relation": {"clause": Counts(0, 0, 0)}}


@pytest.mark.parametrize(
    ("text", "clausal"),
    [("Oslo said the talks had failed.", True), ("The envoy called for a ceasefire.", False)],
)
def test_our_reading_knows_which_contents_are_clauses(text: str, *, clausal: bool) -> None:
    (found,) = TASK.answer()({"text": text})
    assert found.clausal is clausal


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("“We are ready,” the minister said.", "the minister", "said"),
        ("“We are ready,” said Anna Berg.", "Anna Berg", "said"),
        ("Anna Berg added: “We are ready.”", "Anna Berg", "added"),
    ],
)
def test_the_quote_finder_knows_who_stands_beside_a_quotation(
    text: str, source: str, cue: str
) -> None:
    (found,) = TASK.baselines["quotes by regular expression"]([])({"text": text})
    assert [text[slice(*part[0])] for part in (found.source, found.cue)] == [source, cue]
    assert "We are ready" in text[slice(*found.content[0])]


def test_our_reading_answers_with_the_spans_of_the_text() -> None:
    (found,) = TASK.answer()({"text": "The minister said the talks had failed."})
    assert (found.source, found.cue) == (((0, 12),), ((13, 17),))
    assert not found.nested
