from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detente.casebook.judgements import Judgements, Verdict, identities
from detente.errors import CasebookError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Say = Callable[..., int]

AT = "2020-05-13T12:00:00+00:00"


@pytest.fixture
def kept(tmp_path: Path) -> Judgements:
    return Judgements(tmp_path / "ledger.sqlite")


@pytest.fixture
def say(kept: Judgements) -> Say:
    def judge(first: str, second: str, verdict: Verdict = "same", **by: Any) -> int:
        given: dict[str, Any] = {"judge": "Ann", "machine": False, "at": AT} | by
        (number,) = kept.add([(first, second)], verdict, **given)
        return number

    return judge


def test_a_judgement_is_kept_with_who_and_when(kept: Judgements, say: Say) -> None:
    assert kept.all() == []
    assert say("The Pentagon", "DoD", judge="names 1.0", machine=True) == 1
    (found,) = kept.all()
    assert (found.first, found.second, found.verdict) == ("dod", "pentagon", "same")
    assert (found.judge, found.machine, found.at, found.withdrawn) == ("names 1.0", True, AT, None)


def test_what_is_withdrawn_is_kept_and_no_longer_stands(kept: Judgements, say: Say) -> None:
    number = say("ISF", "Iraqi forces")
    assert identities(kept.all()).actors == {"isf": "iraqi forces"} | {
        "iraqi forces": "iraqi forces"
    }
    withdrawing = kept.withdraw(number, judge="Bob", machine=False, at=AT)
    assert [each.withdrawn for each in kept.all()] == [withdrawing]
    assert kept.last() == withdrawing
    assert identities(kept.all()).actors == {}
    assert identities(kept.all(), until=number).actors != {}
    with pytest.raises(UsageError, match="D302"):
        kept.withdraw(number, judge="Bob", machine=False, at=AT)


def test_names_that_are_one_with_a_third_are_one(kept: Judgements, say: Say) -> None:
    say("b", "c")
    say("a", "b")
    assert identities(kept.all()).actors == {"a": "a", "b": "a", "c": "a"}


def test_a_person_goes_before_a_machine_and_later_before_earlier(
    kept: Judgements, say: Say
) -> None:
    say("a", "b", "different")
    say("a", "b", "same", machine=True)
    assert identities(kept.all()).different == {("a", "b")}
    say("b", "a", "unsure")
    assert identities(kept.all()).different == frozenset()
    assert identities(kept.all()).actors == {}


def test_a_chain_does_not_join_names_that_are_different(kept: Judgements, say: Say) -> None:
    say("a", "c", "different")
    say("a", "b")
    say("b", "c")
    assert identities(kept.all()).actors == {"a": "a", "b": "a"}


def test_what_changed_is_named(kept: Judgements, say: Say) -> None:
    before = identities(kept.all())
    say("b", "c")
    say("x", "y", "different")
    assert identities(kept.all()).changed(before) == {"b", "c", "x", "y"}


@pytest.mark.parametrize(
    ("first", "second", "verdict", "code"),
    [("a", "The A", "same", "D309"), ("", "b", "same", "D309"), ("a", "b", "maybe", "D302")],
)
def test_what_is_no_judgement_is_refused(
    kept: Judgements, say: Say, first: str, second: str, verdict: str, code: str
) -> None:
    with pytest.raises(UsageError, match=code):
        say(first, second, verdict)
    assert kept.all() == []


def test_a_damaged_ledger_is_said_to_be(kept: Judgements, tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(CasebookError, match="D207"):
        kept.all()
