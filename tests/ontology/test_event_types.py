"""PLOVER's types, modes, scores and contexts."""

from __future__ import annotations

from typing import get_args

import pytest

from detente.errors import UsageError
from detente.ontology import contexts, plover, plover_types, score
from detente.records import EventType


def test_the_types_are_those_of_the_record() -> None:
    assert set(plover_types()) == set(get_args(EventType))


@pytest.mark.parametrize(
    ("quad_class", "names"),
    [
        (1, {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}),
        (2, {"COOPERATE", "AID", "RETREAT"}),
        (3, {"REQUEST", "ACCUSE", "REJECT", "THREATEN"}),
        (4, {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}),
    ],
)
def test_each_quad_class_holds_its_types(quad_class: int, names: set[str]) -> None:
    assert {t.type for t in plover_types().values() if t.quad_class == quad_class} == names


@pytest.mark.parametrize("name", sorted(plover_types()))
def test_cooperation_scores_above_nought_and_conflict_not(name: str) -> None:
    found = plover(name)
    if found.quad_class <= 2:
        assert found.score > 0
    else:
        assert found.score <= 0


def test_the_lost_minus_of_accuse_is_put_back() -> None:
    assert score("ACCUSE") == -3
    assert score("ACCUSE") == pytest.approx(
        sum(m.score for m in plover("ACCUSE").modes) / len(plover("ACCUSE").modes)
    )


@pytest.mark.parametrize(
    ("name", "mode", "value"),
    [
        ("ASSAULT", None, -9), ("ASSAULT", "drone", -9.5), ("RETREAT", "disarm", 10),
        ("REQUEST", "assist", 0.5), ("PROTEST", "vandalize", -5), ("CONSULT", "phone", 1.5),
    ],
)  # fmt: skip
def test_a_mode_has_its_own_score_or_that_of_its_type(
    name: str, mode: str | None, value: float
) -> None:
    assert score(name, mode) == value


def test_there_are_37_contexts_each_described() -> None:
    assert len(contexts()) == 37
    assert all(contexts().values())


@pytest.mark.parametrize(("name", "mode"), [("DEMAND", None), ("AGREE", "visit"), ("ASSAULT", "")])
def test_an_unknown_type_or_mode_is_refused(name: str, mode: str | None) -> None:
    with pytest.raises(UsageError) as refused:
        score(name, mode)
    assert refused.value.code == "D302"
