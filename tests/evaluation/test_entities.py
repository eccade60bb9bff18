from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detente.evaluation.entities import TASK, cases, judge, measures, ours, spacy_names

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Nigerian troops met Emmanuel Macron in Abuja, and he thanked the African Union."


def _case(scheme: str, *wanted: tuple[str, str], **extra: object) -> dict[str, Any]:
    entities = [{**_value(quote, kind), **extra} for quote, kind in wanted]
    return {"id": "c", "text": TEXT, "set": scheme, "entities": entities}


def _value(quote: str, kind: str) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"start": start, "end": start + len(quote), "type": kind}


def _found(scheme: str) -> set[tuple[str, str]]:
    return {(e["text"], e["type"]) for e in ours()({"text": TEXT, "set": scheme})}


def test_names_are_given_without_the_words_around_them() -> None:
    assert _found("conll2003") == {
        ("Nigerian", "MISC"),
        ("Emmanuel Macron", "PER"),
        ("Abuja", "LOC"),
        ("African Union", "ORG"),
    }


def test_phrases_are_given_whole_and_with_pronouns() -> None:
    assert {
        ("Nigerian troops", "organization"),
        ("Emmanuel Macron", "person"),
        ("he", "person"),
    } <= _found("gum")


def test_the_types_are_those_of_the_set() -> None:
    assert {kind for _, kind in _found("re3d")} <= {
        "Person",
        "Organisation",
        "Location",
        "Nationality",
    }


def test_a_span_of_the_right_type_counts_exactly_and_by_overlap() -> None:
    case = _case("conll2003", ("Emmanuel Macron", "PER"), ("Abuja", "LOC"))
    answer = [_value("Macron", "PER"), _value("Abuja", "LOC"), _value("Nigerian", "MISC")]
    scores = measures([judge(case, answer)])
    assert (scores["exact_precision"], scores["exact_recall"]) == pytest.approx((1 / 3, 1 / 2))
    assert (scores["overlap_precision"], scores["overlap_recall"]) == pytest.approx((2 / 3, 1))


def test_a_wrong_type_is_wrong_even_by_overlap() -> None:
    case = _case("conll2003", ("Abuja", "LOC"))
    assert measures([judge(case, [_value("Abuja", "ORG")])])["overlap_f1"] == 0.0


def test_an_answer_makes_at_most_one_pair() -> None:
    case = _case("gum", ("Nigerian troops", "person"), ("Nigerian", "person"))
    assert measures([judge(case, [_value("Nigerian", "person")])])["overlap_recall"] == 0.5


def test_gold_of_types_we_have_no_kind_for_is_left_out() -> None:
    judgement = judge(_case("gum", ("Nigerian troops", "abstract")), [])
    assert judgement.gold == []


def test_gold_its_annotators_turned_down_is_left_out() -> None:
    judgement = judge(_case("re3d", ("Abuja", "Location"), confidence=0.2), [])
    assert judgement.gold == []


def test_the_baseline_speaks_the_types_of_the_set() -> None:
    found = spacy_names([])({"text": TEXT, "set": "re3d"})
    assert ("Emmanuel Macron", "Person") in {(e["text"], e["type"]) for e in found}


@pytest.mark.parametrize(("folder", "scheme"), [("gum", "gum"), ("mine", "conll2003")])
def test_the_set_is_that_of_the_folder(tmp_path: Path, folder: str, scheme: str) -> None:
    (tmp_path / folder).mkdir()
    file = tmp_path / folder / "dev.jsonl"
    file.write_text('{"text": "Rome", "entities": []}\n{"text": "", "set": "re3d", "entities": []}')
    assert [case["set"] for case in cases(file)] == [scheme, "re3d"]


def test_worse_answers_have_the_greater_loss() -> None:
    case = _case("conll2003", ("Abuja", "LOC"))
    assert judge(case, []).loss > judge(case, [_value("Abuja", "LOC")]).loss == 0.0
    assert TASK.headline in measures([judge(case, [])])
