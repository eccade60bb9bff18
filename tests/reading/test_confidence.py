"""How sure the reader is: a number for each event, claim and cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading.confidence import nested_claims, probability, rated
from detente.reading.reader import Reader
from detente.records import Document

if TYPE_CHECKING:
    from tests.reading.build import Read

_TEXT = (
    "France condemned the attack, the foreign ministry said on Monday. "
    "The talks failed because of the raid."
)


def test_events_claims_and_causes_carry_a_confidence(read: Read) -> None:
    found = read(_TEXT)
    for sure in (
        [e.confidence for e in found.events],
        [c.confidence for c in found.claims],
        [c.confidence for c in found.causes],
    ):
        assert sure
        assert all(each is not None and 0 <= each <= 1 for each in sure)


@pytest.mark.parametrize(("kind", "feature"), [("event", "word"), ("claim", "cue")])
def test_what_the_heads_are_surer_of_is_surer(kind: str, feature: str) -> None:
    assert probability(kind, {feature: 3.0}) > probability(kind, {feature: -3.0})


def test_a_feature_without_a_weight_counts_nothing() -> None:
    assert probability("event", {"weather": 9.0}) == probability("event", {})


def test_a_claim_in_plain_words_is_surer_than_one_in_none(read: Read) -> None:
    plain = read("The minister said that troops had left the town.").claims
    assert plain
    assert plain[0].confidence is not None
    assert plain[0].confidence > 0.5


def test_a_claim_within_anothers_words_is_nested_and_no_less_sure(read: Read) -> None:
    found = read("The minister said he believed that troops had left the town.").claims
    assert [claim.cue.quote for claim in nested_claims(found)] == ["believed"]
    assert all(claim.confidence is not None and claim.confidence > 0.5 for claim in found)


def test_a_claim_that_a_rule_has_too_is_surer() -> None:
    assert probability("claim", {"ruled": 1.0}) > probability("claim", {"ruled": 0.0})


def test_of_a_cause_the_heads_count_only_up_to_a_bound() -> None:
    record, weighed = Reader().weighed(Document(id="1", text=_TEXT))
    heard = [weighed["cause", cause.id] for cause in record.causes]
    assert heard
    for name in ("whole", "cause", "effect"):
        assert all(abs(each[name]) <= 0.5 for each in heard)


def test_what_is_weighed_is_told_of_each_record_before_it_is_rated() -> None:
    record, weighed = Reader().weighed(Document(id="1", text=_TEXT))
    assert set(weighed) == {
        *(("event", event.id) for event in record.events),
        *(("claim", claim.id) for claim in record.claims),
        *(("cause", cause.id) for cause in record.causes),
    }
    assert {claim.confidence for claim in record.claims} == {None}
    for claim in rated(record, weighed).claims:
        told = weighed["claim", claim.id]
        assert claim.confidence == pytest.approx(probability("claim", told), abs=0.005)
