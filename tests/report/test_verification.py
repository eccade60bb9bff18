from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detente.report.verification import verification

if TYPE_CHECKING:
    from detente.casebook.rows import Row

TEXT = (
    "Rockets hit the base.\n\nIt was hit on Friday. The claim could not be\nindependently verified."
)


def mention(origin: str, **known: Any) -> Row:
    span = {"start": 0, "end": 7, "quote": TEXT[:7]}
    return {
        "document": "sha256:ab", "origin": origin, "status": "occurred", "claim": None,
        "said_by": None, "killed_high": None, "injured_high": None, "evidence": [span],
    } | known  # fmt: skip


@pytest.mark.parametrize(
    ("mentions", "by", "why"),
    [
        ([mention("A"), mention("B")], ("A", "B"), None),
        ([mention("A"), mention("B", status="ongoing"), mention("A")], ("A", "B"), None),
        ([mention("The Agency"), mention("agency")], (), "one origin"),
        (
            [mention("A"), mention("B", claim="c1", said_by="Iran")],
            (),
            "only one origin tells it in its own voice",
        ),
        (
            [mention(name, claim="c1", said_by="Iran") for name in "AB"],
            (),
            "told by Iran alone",
        ),
        (
            [mention("A", status="planned"), mention("B")],
            (),
            "only one origin tells it in its own voice",
        ),
        ([mention(name, status="planned") for name in "AB"], (), "no origin tells it as a fact"),
        (
            [mention("A"), mention("B"), mention("C", status="denied", said_by="Iran")],
            (),
            "denied by Iran",
        ),
        ([mention("A"), mention("B", status="did-not-occur")], (), "denied by B"),
    ],
)
def test_what_makes_an_event_verified(mentions: list[Row], by: tuple[str, ...], why: str) -> None:
    found = verification(mentions, {"sha256:ab": TEXT})
    assert (found.by, found.why) == (by, why)


def test_that_nobody_was_hurt_denies_nothing() -> None:
    spared = mention("C", status="did-not-occur", killed_high=0)
    assert verification([mention("A"), mention("B"), spared], {"sha256:ab": TEXT}).by == ("A", "B")


def test_what_did_not_happen_is_verified_by_those_who_say_so() -> None:
    denials = [mention(name, status="did-not-occur") for name in "AB"]
    texts = {"sha256:ab": TEXT}
    assert verification(denials, texts, "did-not-occur").by == ("A", "B")
    against = verification([*denials, mention("Office of Oversight")], texts, "denied")
    assert against.why == "told as a fact by the Office of Oversight"


def test_of_each_origin_that_verifies_it_the_words_are_given() -> None:
    found = verification([mention("A"), mention("A"), mention("B")], {"sha256:ab": TEXT})
    assert found.by == ("A", "B")
    assert len(found.evidence) == len(found.by)


def test_a_source_that_could_not_verify_it_is_quoted() -> None:
    start = TEXT.index("hit on")
    doubtful = mention("B", evidence=[{"start": start, "end": start + 3, "quote": "hit"}])
    found = verification([mention("A"), doubtful], {"sha256:ab": TEXT})
    assert found.by == ()
    (evidence,) = found.evidence
    assert evidence.quote == "The claim could not be\nindependently verified."
    assert TEXT[evidence.start : evidence.end] == evidence.quote
