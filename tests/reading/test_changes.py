"""Changes in the state of a relation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading import changes
from tests.reading.build import names

if TYPE_CHECKING:
    from tests.reading.build import MakeCast, Read


@pytest.mark.parametrize(
    ("text", "parties", "channel", "status"),
    [
        pytest.param(
            "The United States paused training of Iraqi forces.",
            {"United States", "Iraqi forces"},
            "training",
            "suspended",
            id="paused",
        ),
        pytest.param(
            "France resumed its training of Malian troops.",
            {"France", "Malian troops"},
            "training",
            "resumed",
            id="resumed",
        ),
        pytest.param(
            "Trade with Serbia has fallen by a third, Hungary said.",
            {"Serbia", "Hungary"},
            "economic",
            "reduced",
            id="fallen by a share",
        ),
        pytest.param(
            "Training of Malian troops by France resumed, but not fully.",
            {"France", "Malian troops"},
            "training",
            "resumed-in-part",
            id="not fully",
        ),
        pytest.param(
            "France suspended the dialogue that it had held with Malian officials.",
            {"France", "Malian officials"},
            "diplomatic",
            "suspended",
            id="with whom a clause says",
        ),
        pytest.param(
            "Norway and Canada imposed sanctions on Iran.",
            {"Norway", "Iran"},
            "economic",
            "strained",
            id="not those who act together",
        ),
        pytest.param(
            "Norway ended its training of Afghan police.",
            {"Norway", "Afghan police"},
            "training",
            "ended",
            id="ended",
        ),
        pytest.param(
            "Saudi Arabia cut ties with Iran.",
            {"Saudi Arabia", "Iran"},
            "diplomatic",
            "ended",
            id="cut ties",
        ),
        pytest.param(
            "Sweden is calm. The United States closed its embassy in Syria.",
            {"United States", "Syria"},
            "diplomatic",
            "reduced",
            id="an embassy",
        ),
        pytest.param(
            "The U.S. military cut aid to Egypt.",
            {"U.S. military", "Egypt"},
            "aid",
            "reduced",
            id="cut aid",
        ),
        pytest.param(
            "Iran and Saudi Arabia agreed to restore diplomatic ties.",
            {"Iran", "Saudi Arabia"},
            "diplomatic",
            "improved",
            id="agreed to restore",
        ),
        pytest.param(
            "Turkey and Egypt restored diplomatic relations.",
            {"Turkey", "Egypt"},
            "diplomatic",
            "resumed",
            id="restored",
        ),
        pytest.param(
            "Relations between Turkey and Egypt improved.",
            {"Turkey", "Egypt"},
            "diplomatic",
            "improved",
            id="improved",
        ),
        pytest.param(
            "Ties between Iran and Oman deteriorated.",
            {"Iran", "Oman"},
            "diplomatic",
            "strained",
            id="deteriorated",
        ),
        pytest.param(
            "Washington expanded military support to Ukraine.",
            {"Washington", "Ukraine"},
            "military-support",
            "expanded",
            id="expanded",
        ),
        pytest.param(
            "Tensions between Iran and Israel rose after the strike.",
            {"Iran", "Israel"},
            "general",
            "strained",
            id="tensions rose",
        ),
        pytest.param(
            "U.S.-Iran tensions spiked in December.",
            {"United States", "Iran"},
            "general",
            "strained",
            id="tensions of two names",
        ),
        pytest.param(
            "India and Pakistan signed a treaty.",
            {"India", "Pakistan"},
            "general",
            "improved",
            id="signed",
        ),
        pytest.param(
            "Turkey suspended trade with Israel.",
            {"Turkey", "Israel"},
            "economic",
            "suspended",
            id="trade",
        ),
        pytest.param(
            "Peru called off talks with Chile.", {"Peru", "Chile"}, "diplomatic", "ended", id="off"
        ),
        pytest.param(
            "Kenya scaled back aid to Somalia.", {"Kenya", "Somalia"}, "aid", "reduced", id="back"
        ),
        pytest.param(
            "Peru pulled out of the pact with Chile.",
            {"Peru", "Chile"},
            "membership",
            "ended",
            id="out of",
        ),
        pytest.param(
            "The row put relations between Peru and Chile at risk.",
            {"Peru", "Chile"},
            "diplomatic",
            "strained",
            id="at risk",
        ),
        pytest.param(
            "France stopped training Malian soldiers.",
            {"France", "Malian soldiers"},
            "training",
            "suspended",
            id="stopped doing",
        ),
        pytest.param(
            "Norway lifted the suspension of aid to Chad.",
            {"Norway", "Chad"},
            "aid",
            "resumed",
            id="stop undone",
        ),
        pytest.param(
            "Norway withdrew its troops from Mali.",
            {"Norway", "Mali"},
            "operations",
            "reduced",
            id="troops",
        ),
        pytest.param(
            "Norway completed its withdrawal from Mali.",
            {"Norway", "Mali"},
            "operations",
            "ended",
            id="withdrawal",
        ),
        pytest.param(
            "Brazil raised and China doubled tariffs on Canada.",
            {"China", "Canada"},
            "economic",
            "strained",
            id="more of a burden",
        ),
        pytest.param(
            "China lifted tariffs on Canada.",
            {"China", "Canada"},
            "economic",
            "improved",
            id="less",
        ),
        pytest.param(
            "A thaw between China and Canada began in May.",
            {"China", "Canada"},
            "diplomatic",
            "improved",
            id="thaw",
        ),
        pytest.param(
            "Kenya cut some $200 million in aid to Somalia.",
            {"Kenya", "Somalia"},
            "aid",
            "reduced",
            id="a sum of aid",
        ),
        pytest.param(
            "Relations between Peru and Chile remain tense.",
            {"Peru", "Chile"},
            "diplomatic",
            "strained",
            id="a state",
        ),
    ],
)
def test_a_word_of_change_meets_a_channel(
    read: Read, text: str, parties: set[str], channel: str, status: str
) -> None:
    found = read(text)
    (change,) = found.relations
    assert set(names(found, change.parties)) == parties
    assert (change.channel, change.status) == (channel, status)


def test_not_to_former_levels_is_resumed_in_part(read: Read) -> None:
    found = read(
        "Relationships with the ISF resumed, but they did not resume to former levels, U.S."
        " officials said."
    )
    assert [c.status for c in found.relations] == ["resumed", "resumed-in-part"]
    countries = {e.id: e.country for e in found.entities}
    for change in found.relations:
        assert {countries[party.entity or ""] for party in change.parties} == {"IRQ", "USA"}


def test_what_began_again_resumed(read: Read) -> None:
    found = read("France suspended training of Malian troops. Training began again in June.")
    assert [(c.status, c.date) for c in found.relations] == [
        ("suspended", None),
        ("resumed", "2019-06"),
    ]


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        (
            "France paused training and support to the Malian forces.",
            {"training", "military-support"},
        ),
        ("France suspended trade and diplomatic relations with Mali.", {"economic", "diplomatic"}),
        ("France suspended ties and relations with Mali.", {"diplomatic"}),
    ],
)
def test_of_a_list_each_channel_changed(read: Read, text: str, channels: set[str]) -> None:
    found = read(text).relations
    assert len(found) == len(channels)
    assert {(c.channel, c.status) for c in found} == {(c, "suspended") for c in channels}


def test_a_pronoun_means_the_channel_that_was_suspended(read: Read) -> None:
    found = read("Norway suspended deliveries to Chad. Later it resumed them on a limited scale.")
    assert [c.status for c in found.relations] == ["suspended", "resumed-in-part"]
    assert [set(names(found, c.parties)) for c in found.relations] == [{"Norway", "Chad"}] * 2


def test_who_acts_in_the_clause_beside_is_no_partner(read: Read) -> None:
    found = read("Iran insulted Oman. Chad protested, and Oman downgraded its relations.")
    (change,) = found.relations
    assert set(names(found, change.parties)) == {"Oman", "Iran"}


def test_a_state_of_nobody_named_is_that_of_the_main_powers(read: Read) -> None:
    found = read("Peru and Chile met in Oslo. Norway paid. Ties have been strained for years.")
    (change,) = [c for c in found.relations if c.status == "strained"]
    assert set(names(found, change.parties)) == {"Peru", "Chile"}


def test_the_capitals_are_the_two_powers(read: Read) -> None:
    found = read("Peru met Chile. Flights between the capitals resumed in May.")
    (change,) = found.relations
    codes = {e.id: e.country for e in found.entities}
    assert {codes[p.entity or ""] for p in change.parties} == {"PER", "CHL"}


def test_who_made_a_change_is_no_partner_in_it(read: Read) -> None:
    found = read("Tensions between France and Mali interrupted Norway's work in Chad.")
    (change,) = found.relations
    assert set(names(found, change.parties)) == {"Norway", "Chad"}


def test_tension_a_speaker_tells_of_may_be_his_own(read: Read) -> None:
    found = read("Norway hosts the talks. The Pentagon said that tensions with Iran increased.")
    (change,) = found.relations
    assert set(names(found, change.parties)) == {"Pentagon", "Iran"}


def test_a_government_and_its_rebels_are_two_sides(read: Read) -> None:
    found = read("Colombia and Peru quarrelled. Colombia broke off talks with the FARC on Monday.")
    assert [names(found, c.parties) for c in found.relations] == [["Colombia", "FARC"]]


def test_both_sides_restore_ties(read: Read) -> None:
    found = read("India met Pakistan on Monday. Both sides restored ties.")
    (change,) = found.relations
    assert set(names(found, change.parties)) == {"India", "Pakistan"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("France did not suspend its training of Malian troops.", id="denied"),
        pytest.param("France may suspend its training of Malian troops.", id="possible"),
        pytest.param("France trains Malian troops.", id="nothing changed"),
        pytest.param("The museum suspended tours.", id="no channel"),
        pytest.param("Not all cooperation between Peru and Chile has ended.", id="not all"),
        pytest.param("France pulled its soldiers back.", id="troops of one side alone"),
        pytest.param("It is unclear how ties between Peru and Chile began.", id="how"),
    ],
)
def test_where_nothing_came_about_nothing_changed(read: Read, text: str) -> None:
    assert read(text).relations == ()


def test_a_change_has_the_date_beside_it(read: Read) -> None:
    (change,) = read("Saudi Arabia cut ties with Iran in January 2016.").relations
    assert change.date == "2016-01"


def test_a_change_that_is_an_event_names_it(read: Read) -> None:
    found = read("Saudi Arabia cut ties with Iran.")
    (change,) = found.relations
    assert change.event == found.events[0].id


def test_a_change_somebody_tells_of_is_his_claim(read: Read) -> None:
    found = read("The minister said that ties between Iran and Oman deteriorated.")
    (change,) = found.relations
    assert change.claim == found.claims[0].id


def test_a_speaker_tells_of_his_own_relations(read: Read) -> None:
    found = read("The coalition said relationships with Iraqi forces suffered.")
    (change,) = found.relations
    assert set(names(found, change.parties)) == {"coalition", "Iraqi forces"}


def test_a_party_taken_from_elsewhere_is_owned_up_to(read: Read) -> None:
    found = read("Turkey suspended trade with Israel. Turkey later resumed trade.")
    assert [set(names(found, c.parties)) for c in found.relations] == [{"Turkey", "Israel"}] * 2
    assert "the other party of this change is taken from elsewhere in the text" in {
        p.what for p in found.problems
    }


def test_who_has_no_partner_anywhere_changes_nothing(cast: MakeCast) -> None:
    parties, sentences = cast("Turkey resumed trade.")
    assert changes.find(sentences, parties, lambda _: None) == []


def test_evidence_holds_word_and_channel(read: Read) -> None:
    (change,) = read("In 2016, Saudi Arabia cut its ties with Iran.").relations
    assert "cut its ties with Iran" in change.evidence[0].quote


def test_who_leaves_the_grounds_of_an_embassy_ends_no_relation(read: Read) -> None:
    found = read("Supporters of Hezbollah withdrew from the U.S. embassy in Iraq.")
    assert found.relations == ()
