from __future__ import annotations

from typing import Any

import pytest

from detente.evaluation import triggers
from detente.evaluation.mapping import plover_type, plover_types, role
from detente.evaluation.triggers import Told

_TEXT = "Norwegian troops shelled the camp in Chad, killing a guard."
_TROOPS, _SHELLED, _CAMP, _CHAD, _KILLING, _GUARD = (
    (0, 16), (17, 24), (25, 33), (37, 41), (43, 50), (51, 58),
)  # fmt: skip


def _event(type_: str, trigger: tuple[int, int], **args: tuple[int, int]) -> dict[str, Any]:
    return {
        "type": type_,
        "trigger": {"start": trigger[0], "end": trigger[1]},
        "args": [{"role": role, "start": a, "end": b} for role, (a, b) in args.items()],
    }


def _measured(events: list[dict[str, Any]], *ours: Told) -> dict[str, float]:
    case = {"id": "1", "text": _TEXT, "events": events, "types": ["ASSAULT", "AID"]}
    return triggers.measures([triggers.judge(case, ours)])


_ATTACK = _event("ASSAULT", _SHELLED, actor=_TROOPS, place=_CHAD)


def test_a_word_of_the_right_type_is_right() -> None:
    measured = _measured([_ATTACK], Told("ASSAULT", (_SHELLED,), (("actor", (10, 16)),)))
    assert measured["trigger_f1"] == 1.0
    assert (measured["argument_precision"], measured["argument_recall"]) == (1.0, 0.5)


def test_a_wrong_type_costs_its_arguments() -> None:
    measured = _measured([_ATTACK], Told("AID", (_SHELLED,), (("actor", _TROOPS),)))
    assert (measured["trigger_f1"], measured["argument_f1"]) == (0.0, 0.0)


def test_a_type_that_the_set_does_not_mark_counts_neither_way() -> None:
    measured = _measured([_ATTACK], Told("REJECT", (_KILLING,), (("actor", _TROOPS),)))
    assert measured["trigger_precision"] == 0.0
    both = _measured([_ATTACK], Told("ASSAULT", (_SHELLED,), ()), Told("REJECT", (_KILLING,), ()))
    assert both["trigger_f1"] == 1.0


def test_an_unclear_trigger_counts_neither_way() -> None:
    events = [_ATTACK, _event("-", _KILLING)]
    measured = _measured(events, Told("ASSAULT", (_SHELLED,), ()), Told("ASSAULT", (_KILLING,), ()))
    assert measured["trigger_f1"] == 1.0


def test_what_one_event_of_ours_tells_may_be_two_of_the_gold() -> None:
    events = [_ATTACK, _event("ASSAULT", _KILLING, recipient=_GUARD, place=_CHAD)]
    arguments = (("actor", _TROOPS), ("recipient", _GUARD), ("place", _CHAD))
    measured = _measured(events, Told("ASSAULT", (_SHELLED, _KILLING), arguments))
    assert (measured["trigger_f1"], measured["argument_f1"]) == (1.0, 1.0)


def test_a_role_that_is_not_the_gold_s_is_wrong() -> None:
    measured = _measured([_ATTACK], Told("ASSAULT", (_SHELLED,), (("recipient", _TROOPS),)))
    assert measured["argument_f1"] == 0.0


@pytest.mark.parametrize(
    ("type_", "words", "ours"),
    [
        ("Conflict.Attack.DetonateExplode", "blew up", "ASSAULT"),
        ("Contact.Contact.Meet", "talks", "CONSULT"),
        ("Contact.Contact.Broadcast", "aired", "OTHER"),
        ("Justice.TrialHearing.Unspecified", "trial", "-"),
    ],
)
def test_types_of_another_set_are_mapped(type_: str, words: str, ours: str) -> None:
    assert plover_type("wikievents", type_, words) == ours


def test_a_set_has_the_types_of_its_table() -> None:
    assert "ASSAULT" in plover_types("wikievents")
    assert not plover_types("wikievents") & {"REJECT", "OTHER", "-"}
    assert plover_types("own") == frozenset()


def test_the_employee_who_leaves_acts() -> None:
    assert role("wikievents", "Personnel.EndPosition.Fired", "Employee") == "actor"
    assert role("wikievents", "Personnel.StartPosition.Hired", "Employee") == "-"


def test_what_no_table_knows_is_refused() -> None:
    with pytest.raises(KeyError, match="unheard"):
        plover_type("unheard", "Conflict.Attack")
    with pytest.raises(KeyError, match="unheard"):
        role("unheard", "Conflict.Attack", "Attacker")


def test_the_baseline_knows_words_that_mostly_tell_an_event() -> None:
    case = {"id": "1", "text": _TEXT, "events": [_ATTACK], "types": ["ASSAULT"]}
    found = triggers.known_words([case])({"text": "They shelled Chad."})
    assert found == [Told("ASSAULT", ((5, 12),), ())]
