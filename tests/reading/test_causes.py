"""What the text says led to what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading.causes import find
from tests.reading.build import sentence, word

if TYPE_CHECKING:
    from tests.reading.build import Parse, Read


@pytest.mark.parametrize(
    ("text", "cause", "effect", "signal"),
    [
        ("The drought caused the protests.", "The drought", "the protests", "caused"),
        ("The strike led to protests.", "The strike", "protests", "led"),
        ("The sanctions resulted in protests.", "The sanctions", "protests", "resulted"),
        ("The protests resulted from the sanctions.", "the sanctions", "The protests", "resulted"),
        ("The crisis stemmed from the attack.", "the attack", "The crisis", "stemmed"),
        ("Sanctions forced Iran to negotiate.", "Sanctions", "Iran to negotiate", "forced"),
        (
            "The protests were triggered by the arrest.",
            "the arrest",
            "The protests",
            "triggered",
        ),
        (
            "The talks collapsed because of the attack.",
            "the attack",
            "The talks collapsed",
            "because of",
        ),
        (
            "The talks collapsed as a result of the attack.",
            "the attack",
            "The talks collapsed",
            "as a result of",
        ),
        (
            "Because rebels attacked the convoy, the army closed the road.",
            "rebels attacked the convoy",
            "the army closed the road",
            "Because",
        ),
        (
            "Due to the attack, the army closed the road.",
            "the attack",
            "the army closed the road",
            "Due to",
        ),
        (
            "The army shelled the town under pressure from Turkey.",
            "Turkey",
            "The army shelled the town",
            "under pressure from",
        ),
        ("The raid emboldened the rebels.", "The raid", "the rebels", "emboldened"),
        (
            "France sanctioned Iran over its missiles.",
            "its missiles",
            "France sanctioned Iran",
            "over",
        ),
        (
            "Turkey imposed sanctions on Iran for shelling the town.",
            "shelling the town",
            "Turkey imposed sanctions on Iran",
            "for",
        ),
        (
            "The army shelled the town in retaliation for the ambush.",
            "the ambush",
            "The army shelled the town",
            "in retaliation for",
        ),
        (
            "Iran expelled the envoy in response to the sanctions.",
            "the sanctions",
            "Iran expelled the envoy",
            "in response to",
        ),
        (
            "The army attacked the village, and visits fell as a result.",
            "The army attacked the village",
            "visits fell",
            "as a result",
        ),
        ("Thanks to the truce, aid reached Aden.", "the truce", "aid reached Aden", "Thanks to"),
        ("The arrest made matters worse.", "The arrest", "matters worse", "made"),
        ("The kidnapping put the talks at risk.", "The kidnapping", "the talks", "put"),
        ("The boycott was a reaction to the arrests.", "the arrests", "The boycott", "reaction to"),
        (
            "Rebels opened a second front, as a result of which thousands fled.",
            "Rebels opened a second front",
            "thousands fled",
            "as a result of",
        ),
        (
            "Delegates stayed away, so that nobody signed the pact.",
            "Delegates stayed away",
            "nobody signed the pact",
            "so that",
        ),
        (
            "The council let the mandate lapse, since no state had objected.",
            "no state had objected",
            "The council let the mandate lapse",
            "since",
        ),
        (
            "Rebels sealed off the villages they hold, which led to hunger.",
            "Rebels sealed off the villages",
            "hunger",
            "led",
        ),
        ("Rebels planned the raid, which caused protests.", "the raid", "protests", "caused"),
    ],
)
def test_a_signal_ties_a_cause_to_its_effect(
    read: Read, text: str, cause: str, effect: str, signal: str
) -> None:
    (found,) = read(text).causes
    assert (found.cause.quote, found.effect.quote) == (cause, effect)
    assert found.signal is not None
    assert found.signal.quote == signal


def test_a_sentence_points_to_what_the_one_before_told(read: Read) -> None:
    text = "Rebels attacked the town. Thousands of residents left as a result."
    (found,) = read(text).causes
    assert found.cause.quote == "Rebels attacked the town"
    assert found.effect.quote == "Thousands of residents left"


def test_in_one_sentence_too_who_retaliates_does_so_for_what_was_told(read: Read) -> None:
    (found,) = read("Rebels attacked the base; the army retaliated with airstrikes.").causes
    assert found.cause.quote == "Rebels attacked the base"


def test_since_tells_why_a_state_lasts_not_since_when(read: Read) -> None:
    (found,) = read("Relations have deteriorated since France expelled the envoy.").causes
    assert found.cause.quote == "France expelled the envoy"
    assert read("Relations have deteriorated since March.").causes == ()


def test_so_that_of_an_aim_is_no_cause(parse: Parse) -> None:
    assert find(parse("France suspended the training, so that papers could be checked."), {}) == []


def test_after_tells_a_cause_between_two_events(read: Read) -> None:
    (found,) = read("France withdrew its ambassador after Niger arrested a French general.").causes
    assert found.cause.quote == "Niger arrested a French general"
    assert found.effect.quote == "France withdrew its ambassador"


def test_a_reply_is_to_the_last_event_of_the_sentence_before(read: Read) -> None:
    found = read("Rebels shelled the town on Monday. The army responded by bombing their camp.")
    (cause,) = found.causes
    assert cause.cause.quote == "Rebels shelled the town on Monday"
    assert cause.effect.quote == "The army responded by bombing their camp"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The shops closed after lunch.", id="after, without events"),
        pytest.param("The talks did not lead to a truce.", id="denied"),
        pytest.param("Rebels hold the town.", id="no signal"),
        pytest.param("Turkey jailed the general for six years.", id="for a time"),
        pytest.param("The observers are due to leave the town in May.", id="due to do something"),
    ],
)
def test_where_nothing_is_said_to_lead_to_anything_there_is_no_cause(read: Read, text: str) -> None:
    assert read(text).causes == ()


def test_the_ends_of_a_cause_name_their_events(read: Read) -> None:
    found = read("Iran expelled a French envoy because of the arrest of an Iranian by France.")
    (cause,) = found.causes
    types = {e.id: e.type for e in found.events}
    assert cause.effect.event is not None
    assert types[cause.effect.event] == "SANCTION"
    assert cause.cause.event is not None
    assert types[cause.cause.event] == "COERCE"


def test_a_cause_somebody_tells_of_is_his_claim(read: Read) -> None:
    found = read("The minister said the sanctions caused the protests.")
    (cause,) = found.causes
    assert cause.claim == found.claims[0].id


LED = sentence(
    "Cuts/cut/NNS/nsubj/1 led/lead/VBD/ROOT/1 to//IN/prep/1 strikes/strike/NNS/pobj/2",
    start=20,
)
NOT_LED = sentence(
    "Cuts/cut/NNS/nsubj/3 did/do/VBD/aux/3 not//RB/neg/3 lead//VB/ROOT/3 to//IN/prep/3"
    " strikes/strike/NNS/pobj/4 ~.//./punct/3"
)


def test_offsets_are_those_of_the_document() -> None:
    (link,) = find([LED], {})
    assert link.cause == (20, 24)
    assert link.signal == (25, 28)
    assert link.effect == (word(LED, "strikes").start, word(LED, "strikes").end)


def test_a_negated_verb_ties_nothing() -> None:
    assert find([NOT_LED], {}) == []


def test_a_temporal_signal_needs_an_event_at_either_end(parse: Parse) -> None:
    text = "The army fired after the ambush."
    sentences = parse(text)
    fired, ambush = text.index("fired"), text.index("ambush")
    assert find(sentences, {}) == []
    assert find(sentences, {fired: "ASSAULT"}) == []
    assert find(sentences, {ambush: "ASSAULT"}) == []
    (link,) = find(sentences, {fired: "ASSAULT", ambush: "ASSAULT"})
    assert link.signal
    assert text[slice(*link.signal)] == "after"


def test_links_come_in_the_order_of_their_signals(read: Read) -> None:
    found = read("The drought caused hunger. The hunger led to protests.").causes
    assert [c.signal.quote for c in found if c.signal] == ["caused", "led"]
