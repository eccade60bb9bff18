"""Who did what to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading import events
from tests.reading.build import event, told, word

if TYPE_CHECKING:
    from detente.reading.coreference import Mention
    from tests.reading.build import MakeCast, Read


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        pytest.param(
            "Hezbollah attacked Israel.", "ASSAULT", ["Hezbollah"], ["Israel"], id="active"
        ),
        pytest.param(
            "A Turkish convoy was attacked by Kurdish militants.",
            "ASSAULT",
            ["Kurdish militants"],
            ["Turkish convoy"],
            id="passive",
        ),
        pytest.param(
            "The militants who ambushed the French patrol fled into the hills.",
            "ASSAULT",
            ["militants"],
            ["French patrol"],
            id="relative clause",
        ),
        pytest.param(
            "Turkish police used tear gas against the protesters.",
            "ASSAULT",
            ["Turkish police"],
            ["protesters"],
            id="means of keeping a crowd down",
        ),
        pytest.param(
            "Norway contributed 20 million euros to the work of UNICEF.",
            "AID",
            ["Norway"],
            ["UNICEF"],
            id="money for a body's work",
        ),
        pytest.param(
            "The committee recommends that France suspend the sale of arms.",
            "REQUEST",
            ["committee"],
            ["France"],
            id="what a committee recommends",
        ),
        pytest.param(
            "Norway delivered 20 ambulances to the Iraqi army.",
            "AID",
            ["Norway"],
            ["Iraqi army"],
            id="vehicles delivered",
        ),
        pytest.param(
            "Turkey launched an operation against the Taliban.",
            "ASSAULT",
            ["Turkey"],
            ["Taliban"],
            id="an operation against an armed group",
        ),
        pytest.param(
            "Rifles which the Iraqi army recovered from the Taliban were new.",
            "COERCE",
            ["Iraqi army"],
            ["Taliban"],
            id="weapons that were recovered",
        ),
        pytest.param(
            "France has given rifles to the Kurdish rebels.",
            "AID",
            ["France"],
            ["Kurdish rebels"],
            id="weapons given, not given up",
        ),
        pytest.param(
            "France cut a deal with Iran.", "AGREE", ["France"], ["Iran"], id="a deal that is cut"
        ),
        pytest.param(
            "Turkish jets engaged a Kurdish unit.",
            "ASSAULT",
            ["Turkish jets"],
            ["Kurdish unit"],
            id="what jets engage",
        ),
        pytest.param(
            "The French ambassador raised the price of oil with Iran.",
            "CONSULT",
            ["French ambassador"],
            ["Iran"],
            id="what is raised with somebody",
        ),
        pytest.param(
            "Russia and China condemned Israel.",
            "ACCUSE",
            ["Russia", "China"],
            ["Israel"],
            id="two who act",
        ),
        pytest.param(
            "Washington threatened Iran and Syria.",
            "THREATEN",
            ["Washington"],
            ["Iran", "Syria"],
            id="two acted upon",
        ),
        pytest.param(
            "The killing of a Saudi journalist by Turkish rebels angered Riyadh.",
            "ASSAULT",
            ["Turkish rebels"],
            ["Saudi journalist"],
            id="the killing of X by Y",
        ),
        pytest.param(
            "Iran expelled a French envoy because of the arrest of an Iranian by France.",
            "COERCE",
            ["France"],
            ["Iran"],
            id="an adjective that names a person",
        ),
        pytest.param(
            "Syrian rebels carried out an attack on Turkish soldiers.",
            "ASSAULT",
            ["Syrian rebels"],
            ["Turkish soldiers"],
            id="light verb",
        ),
        pytest.param(
            "Israel responded with airstrikes on Hezbollah positions.",
            "ASSAULT",
            ["Israel"],
            ["Hezbollah positions"],
            id="responded with",
        ),
        pytest.param(
            "Iraq’s parliament urged Turkish troops to leave.",
            "REQUEST",
            ["Iraq’s parliament"],
            ["Turkish troops"],
            id="a demand",
        ),
        pytest.param(
            "Parliament passed a resolution calling for the withdrawal of Turkish troops.",
            "REQUEST",
            ["Parliament"],
            ["Turkish troops"],
            id="who passed a resolution asks",
        ),
        pytest.param(
            "Rebels struck targets inside Pakistan.",
            "ASSAULT",
            ["Rebels"],
            ["Pakistan"],
            id="in whose country it was hit",
        ),
        pytest.param(
            "Iran made plans to attack Israel.",
            "ASSAULT",
            ["Iran"],
            ["Israel"],
            id="who plans it acts",
        ),
        pytest.param(
            "Rebels were accused of attacking a Turkish convoy.",
            "ASSAULT",
            ["Rebels"],
            ["Turkish convoy"],
            id="whoever is accused acts",
        ),
        pytest.param(
            "Norway is willing to hold talks with Oman.",
            "CONSULT",
            ["Norway"],
            ["Oman"],
            id="who is willing acts",
        ),
        pytest.param(
            "Moscow expelled two British diplomats.",
            "SANCTION",
            ["Moscow"],
            ["British diplomats"],
            id="an expulsion",
        ),
        pytest.param(
            "Washington imposed sanctions on Iran.",
            "SANCTION",
            ["Washington"],
            ["Iran"],
            id="a noun under a light verb",
        ),
        pytest.param(
            "Germany delivered medicine to Yemen.", "AID", ["Germany"], ["Yemen"], id="aid"
        ),
        pytest.param(
            "Turkish police arrested Kurdish politicians.",
            "COERCE",
            ["Turkish police"],
            ["Kurdish politicians"],
            id="an arrest",
        ),
        pytest.param(
            "Iran and its proxies attacked Saudi Arabia.",
            "ASSAULT",
            ["Iran", "proxies"],
            ["Saudi Arabia"],
            id="proxies",
        ),
        pytest.param(
            "Iran-backed militias attacked a U.S. convoy in Iraq.",
            "ASSAULT",
            ["Iran-backed militias"],
            ["U.S. convoy"],
            id="the backed, not the backer",
        ),
    ],
)
def test_who_did_what_to_whom(
    read: Read, text: str, type_: str, actors: list[str], recipients: list[str]
) -> None:
    assert (type_, actors, recipients) in told(read(text))


def test_two_who_act_together_are_each_the_others_recipient(read: Read) -> None:
    (found,) = told(read("The United States and Iraq signed an agreement."))
    assert found == ("SUPPORT", ["United States", "Iraq"], ["United States", "Iraq"])


def test_blame_for_an_attack_is_an_accusation_and_the_attack(read: Read) -> None:
    found = read(
        "American officials blamed Hezbollah for an attack that killed three Israeli soldiers."
    )
    assert told(found) == [
        ("ACCUSE", ["American officials"], ["Hezbollah"]),
        ("ASSAULT", ["Hezbollah"], ["Israeli soldiers"]),
    ]
    accusation, attack = found.events
    (claim,) = found.claims
    assert (accusation.claim, attack.claim) == (None, claim.id)
    assert claim.attitude == "accuses"


def test_troops_in_a_base_are_hit_with_it(read: Read) -> None:
    found = read("Iran struck a base housing U.S. troops.")
    (struck,) = found.events
    hit = next(e for e in found.entities if e.id == struck.recipients[0].entity)
    assert hit.code == "USAMIL"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A rocket attack killed two Turkish soldiers.", id="the attack killed"),
        pytest.param("Rebels attacked a base, killing two Turkish soldiers.", id="killing"),
        pytest.param(
            "Two Turkish soldiers were killed in a rebel attack.", id="were killed in an attack"
        ),
        pytest.param(
            "A rebel attack that killed two Turkish soldiers angered Ankara.", id="an attack that"
        ),
    ],
)
def test_an_attack_and_its_harm_are_one_event(read: Read, text: str) -> None:
    found = read(text)
    attack = event(found, "ASSAULT")
    assert "Turkish soldiers" in told(found)[0][2]
    assert attack.casualties is not None
    assert attack.casualties.killed is not None
    assert attack.casualties.killed.low == 2


def test_a_verb_tells_the_event_its_object_names(read: Read) -> None:
    found = told(read("Egypt lifted the blockade of Gaza."))
    assert [type_ for type_, *_ in found] == ["RETREAT"]


def test_what_is_condemned_is_an_event_of_its_own(read: Read) -> None:
    found = told(read("Egypt condemned the attack on Libya by rebels."))
    assert ("ASSAULT", ["rebels"], ["Libya"]) in found
    assert "ACCUSE" in {type_ for type_, *_ in found}


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Israel responded with airstrikes on Hezbollah.", "aerial"),
        ("A drone strike by Turkey killed two rebels.", "drone"),
        ("A roadside bomb killed two Turkish soldiers.", "explosives"),
        ("Rebels shelled Turkish soldiers.", "heavy-weapons"),
        ("Rebels kidnapped two Turkish soldiers.", "abduct"),
    ],
)
def test_an_assault_has_its_mode(read: Read, text: str, mode: str) -> None:
    assert event(read(text), "ASSAULT").mode == mode


def test_a_weapon_does_nothing_by_itself(read: Read) -> None:
    found = event(read("Rockets killed two Turkish soldiers."), "ASSAULT")
    assert (found.actors, found.mode) == ((), "heavy-weapons")
    assert [span.quote for span in found.instruments] == ["Rockets"]


def test_who_shoots_is_no_weapon(read: Read) -> None:
    found = event(read("Gunmen killed two Turkish soldiers."), "ASSAULT")
    assert [party.text for party in found.actors] == ["Gunmen"]


def test_a_weapon_that_is_somebodys_acts_for_him(read: Read) -> None:
    found = event(read("Turkish drones killed two rebels."), "ASSAULT")
    assert [party.text for party in found.actors] == ["Turkish drones"]


@pytest.mark.parametrize(
    "text",
    [
        "The table fell on the floor.",
        "Heavy rain hit record levels.",
        "The ministry published a report.",
        "Markets struck a cautious tone.",
        "Turkey published a press release.",
        "The army executed the plan.",
        "Drugs are a threat to society.",
        "Hezbollah backed down.",
        "The general pleaded innocent.",
        "The government denied accusations that the deal put dissidents at risk.",
        "The text of the statement was released by the Government of Japan.",
        "The government has neither confirmed nor denied it.",
        "Thank you for coming.",
    ],
)
def test_where_nobody_does_anything_to_anybody_there_is_no_event(read: Read, text: str) -> None:
    assert read(text).events == ()


def test_evidence_holds_the_trigger_and_the_parties(read: Read) -> None:
    found = read("On Monday, as talks went on, rebels attacked Turkish soldiers near the border.")
    (evidence,) = event(found, "ASSAULT").evidence
    assert "rebels attacked Turkish soldiers" in evidence.quote


def test_a_bare_noun_is_found_without_parties(cast: MakeCast) -> None:
    parties, sentences = cast("Rebels attacked Homs. The attack went on for days.")
    first, second = events.find(sentences, parties)
    assert first.actors
    assert second.trigger is word(sentences[1], "attack")
    assert (second.actors, second.recipients) == ([], [])


def test_a_happening_keeps_the_triggers_that_were_joined(cast: MakeCast) -> None:
    parties, sentences = cast("Rebels attacked a base, killing two Turkish soldiers.")
    (found,) = events.find(sentences, parties)
    assert [t.text for t in found.parts] == ["attacked", "killing"]


def test_a_light_verb_is_noted_beside_its_noun(cast: MakeCast) -> None:
    parties, sentences = cast("Rebels carried out an attack on Turkish soldiers.")
    (found,) = events.find(sentences, parties)
    assert found.trigger.text == "attack"
    assert found.verb is not None
    assert found.verb.text == "carried"


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Armenian and Azerbaijani troops exchanged fire.", "ASSAULT"),
        ("Clashes between Sudan and Chad went on.", "ASSAULT"),
        ("The presidents of Russia and Ukraine met.", "CONSULT"),
        ("Russia and Ukraine accused each other of shelling.", "ACCUSE"),
    ],
)
def test_what_two_do_to_each_other_has_both_on_both_sides(
    read: Read, text: str, type_: str
) -> None:
    found = event(read(f"{text} It rained in Oslo."), type_)
    assert len(found.actors) == 2
    assert found.recipients == found.actors


def test_talks_and_what_they_were_to_discuss_are_one(read: Read) -> None:
    found = read("Qatar met Hamas to discuss a truce. It rained in Oslo.")
    assert event(found, "CONSULT").status == "occurred"


def test_whoever_survives_an_attack_was_attacked(read: Read) -> None:
    found = event(read("The minister escaped an attack by gunmen. It rained in Oslo."), "ASSAULT")
    assert [p.text for p in found.actors] == ["gunmen"]
    assert [p.text for p in found.recipients] == ["The minister"]


def test_a_vehicle_that_hits_a_mine_is_who_suffers(read: Read) -> None:
    found = event(read("A Turkish convoy hit a roadside bomb. It rained in Oslo."), "ASSAULT")
    assert (found.actors, found.mode) == ((), "explosives")
    assert [p.text for p in found.recipients] == ["A Turkish convoy"]


@pytest.mark.parametrize(
    "text",
    ["The embassy bombing killed five guards.", "The mosque attack killed five worshippers."],
)
def test_a_site_before_an_attack_does_not_attack(read: Read, text: str) -> None:
    assert event(read(f"{text} It rained in Oslo."), "ASSAULT").actors == ()


def test_a_word_with_two_names_before_talks_names_both_sides(read: Read) -> None:
    found = event(read("The U.S.-Finland meeting held on April 5 went well."), "CONSULT")
    assert [p.text for p in found.actors] == ["U.S.", "Finland"]
    assert found.recipients == found.actors


def test_talks_and_that_they_were_held_are_one(read: Read) -> None:
    found = read("The U.S.-Finland meeting held on April 5 went well. It rained in Oslo.")
    assert [e.type for e in found.events] == ["CONSULT"]


def test_what_befell_two_in_one_raid_is_one_event(read: Read) -> None:
    found = read("Two guards were killed and five soldiers wounded in a raid by rebels. It rained.")
    (raid,) = found.events
    assert [p.text for p in raid.actors] == ["rebels"]


def test_who_harms_whom_beside_another_is_an_event_apart(read: Read) -> None:
    found = read("Troops killed three rebels on Sunday and police wounded ten soldiers. It rained.")
    assert [[p.text for p in e.actors] for e in found.events] == [["Troops"], ["police"]]


def test_the_sea_is_nobodys(read: Read) -> None:
    found = read("North Korea fired two missiles into the sea. It rained in Oslo.")
    assert event(found, "ASSAULT").recipients == ()


def test_who_acts_in_the_sentence_did_not_do_what_it_takes_for_known(read: Read) -> None:
    found = read("Days after the bombings, U.S. forces attacked rebels. It rained in Oslo.")
    bombing = next((e for e in found.events if e.trigger and e.trigger.quote == "bombings"), None)
    assert bombing is None or bombing.actors == ()


def test_where_a_deal_is_signed_suffers_nothing(read: Read) -> None:
    found = read("Rival leaders signed a deal in Addis Ababa. It rained in Oslo.")
    assert [p.text for e in found.events for p in e.recipients if p.text == "Addis Ababa"] == []


def test_a_bomb_that_is_set_off_is_an_attack(read: Read) -> None:
    found = read("Taliban fighters set off a car bomb, killing five people. It rained in Oslo.")
    assert (event(found, "ASSAULT").status, event(found, "ASSAULT").mode) == (
        "occurred",
        "explosives",
    )


def test_all_states_of_a_continent_are_not_the_two_named(read: Read) -> None:
    found = read("Russia and Ukraine met. All European states must cooperate with Oslo.")
    assert {p.text for e in found.events if e.type == "COOPERATE" for p in e.actors} <= {
        "All European states"
    }


def test_whom_a_threat_is_meant_for_is_whom_the_deed_would_hit(read: Read) -> None:
    found = read("France threatened to impose sanctions on Mali if it expelled troops. It rained.")
    assert [p.text for p in event(found, "THREATEN").recipients] == ["Mali"]


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        pytest.param(
            "Rebels threw grenades at a checkpoint.", "ASSAULT", ["Rebels"], ["checkpoint"],
            id="grenades thrown",
        ),
        pytest.param("Turkish troops returned fire.", "ASSAULT", ["Turkish troops"], [], id="fire"),
        pytest.param(
            "A Kenyan patrol came under fire from rebels.", "ASSAULT", ["rebels"],
            ["Kenyan patrol"], id="under fire",
        ),
        pytest.param("Hungary dropped its veto.", "CONCEDE", ["Hungary"], [], id="veto dropped"),
        pytest.param(
            "Students gathered outside the ministry.", "PROTEST", ["Students"], ["ministry"],
            id="gathered outside an office",
        ),
        pytest.param(
            "Students gathered in front of the embassy.", "PROTEST", ["Students"], ["embassy"],
            id="gathered in front of one",
        ),
        pytest.param("Students erected barricades.", "PROTEST", ["Students"], [], id="barricades"),
        pytest.param(
            "The army prevented the passage of a French convoy.", "COERCE", ["army"],
            ["French convoy"], id="passage prevented",
        ),
        pytest.param("Chad walked out of the talks.", "SANCTION", ["Chad"], [], id="out of talks"),
        pytest.param(
            "Norway attributed the murder to Iran.", "ACCUSE", ["Norway"], ["Iran"],
            id="a deed attributed",
        ),
        pytest.param(
            "Chad expressed readiness to talk to Mali.", "AGREE", ["Chad"], [], id="readiness",
        ),
        pytest.param(
            "Chad interrupted its dialogue with Mali.", "SANCTION", ["Chad"], ["Mali"],
            id="dialogue interrupted",
        ),
        pytest.param(
            "The collapse of the talks between Chad and Mali came soon.", "SANCTION",
            [], ["Chad", "Mali"], id="a collapse of talks",
        ),
        pytest.param(
            "Mediation by Oman freed them.", "CONSULT", ["Oman"], [], id="mediation by",
        ),
        pytest.param("The mediation of Oman failed.", "CONSULT", ["Oman"], [], id="mediation of"),
        pytest.param(
            "Hezbollah postponed the surrender of rifles to Lebanon.", "REJECT", ["Hezbollah"],
            ["Lebanon"], id="a surrender postponed",
        ),
        pytest.param(
            "France promised Mali a new road.", "AGREE", ["France"], ["Mali"], id="promised whom",
        ),
        pytest.param("Iran let in 20 lorries.", "RETREAT", ["Iran"], [], id="lorries let in"),
        pytest.param(
            "The rebels resorted to violence.", "ASSAULT", ["rebels"], [], id="resorted to force",
        ),
        pytest.param(
            "Lebanese troops arrested two suspects.", "COERCE", ["Lebanese troops"],
            ["two suspects"], id="suspects are people",
        ),
        pytest.param(
            "Prosecutors tied Iran to the bombing.", "ACCUSE", ["Prosecutors"], ["Iran"],
            id="tied to a deed",
        ),
        pytest.param(
            "Turkish troops surrounded the rebels.", "COERCE", ["Turkish troops"], ["rebels"],
            id="surrounded",
        ),
        pytest.param(
            "The army defeated the rebels.", "ASSAULT", ["army"], ["rebels"], id="defeated",
        ),
        pytest.param(
            "Turkish police caught two militants.", "COERCE", ["Turkish police"],
            ["two militants"], id="caught by police",
        ),
        pytest.param(
            "Egypt tried two Turkish citizens for espionage.", "ACCUSE", ["Egypt"],
            ["two Turkish citizens"], id="tried for a deed",
        ),
        pytest.param(
            "The court acquitted the journalist.", "CONCEDE", ["court"], ["journalist"],
            id="acquitted",
        ),
        pytest.param(
            "Rebels stole food from the army.", "COERCE", ["Rebels"], ["army"],
            id="stolen from whom",
        ),
        pytest.param(
            "Police used tear gas against protesters.", "ASSAULT", ["Police"], ["protesters"],
            id="tear gas used",
        ),
        pytest.param(
            "Chad and Mali agreed to a ceasefire.", "RETREAT", ["Chad", "Mali"], ["Chad", "Mali"],
            id="a ceasefire is mutual",
        ),
        pytest.param(
            "Niger revoked the licence of a mine.", "COERCE", ["Niger"], ["mine"],
            id="a licence revoked",
        ),
        pytest.param(
            "A strike set fire to the army's depot.", "ASSAULT", [], ["army's depot"],
            id="a strike is nobody who acts",
        ),
        pytest.param("The militia disbanded.", "RETREAT", ["militia"], [], id="disbanded"),
        pytest.param(
            "Iran handed out rifles to rebels.", "AID", ["Iran"], ["rebels"], id="handed out",
        ),
        pytest.param(
            "Peru called the raid unjustified.", "ACCUSE", ["Peru"], [], id="called unjustified",
        ),
        pytest.param("Monks burned a flag.", "PROTEST", ["Monks"], [], id="a flag burned"),
        pytest.param(
            "The bishop went on hunger strike.", "PROTEST", ["bishop"], [], id="a hunger strike",
        ),
        pytest.param(
            "Peru threw out two Kenyan diplomats.", "SANCTION", ["Peru"],
            ["two Kenyan diplomats"], id="thrown out",
        ),
        pytest.param(
            "The judge threw out the petition.", "REJECT", ["judge"], [], id="a plea thrown out",
        ),
        pytest.param(
            "Kenyan miners called a strike.", "PROTEST", ["Kenyan miners"], [], id="strike called",
        ),
        pytest.param(
            "Kenyan miners called off a strike.", "RETREAT", ["Kenyan miners"], [],
            id="strike called off",
        ),
        pytest.param(
            "Peru called a summit with Kenya.", "CONSULT", ["Peru"], ["Kenya"], id="summit called",
        ),
        pytest.param(
            "Peru called off a summit with Kenya.", "REJECT", ["Peru"], ["Kenya"],
            id="summit called off",
        ),
        pytest.param(
            "Troops closed the airport.", "COERCE", ["Troops"], ["airport"], id="airport closed",
        ),
        pytest.param(
            "The army dissolved parliament.", "COERCE", ["army"], [], id="parliament dissolved",
        ),
        pytest.param(
            "Rebels held the crew.", "COERCE", ["Rebels"], ["crew"], id="a crew held",
        ),
        pytest.param(
            "Marines boarded the tanker.", "COERCE", ["Marines"], ["tanker"], id="boarded",
        ),
        pytest.param(
            "The frigate fired two warning shots at a Kenyan trawler.", "THREATEN", ["frigate"],
            ["Kenyan trawler"], id="warning shots",
        ),
        pytest.param("Peru offered to mediate.", "AGREE", ["Peru"], [], id="offered to"),
        pytest.param(
            "Peru handed over two intelligence officers.", "RETREAT", ["Peru"],
            ["two intelligence officers"], id="officers of intelligence are no aid",
        ),
        pytest.param(
            "Police led away the editor.", "COERCE", ["Police"], ["editor"], id="led away",
        ),
        pytest.param(
            "Police moved the editor to custody.", "COERCE", ["Police"], ["editor"],
            id="moved to custody",
        ),
        pytest.param(
            "Peru handed Kenya a note of protest.", "ACCUSE", ["Peru"], ["Kenya"],
            id="a note of protest",
        ),
        pytest.param(
            "Monks rallied outside the Kenyan embassy.", "PROTEST", ["Monks"],
            ["Kenyan embassy"], id="rallied outside",
        ),
        pytest.param(
            "Peru will not talk to the rebels.", "REJECT", ["Peru"], ["rebels"],
            id="will not talk",
        ),
        pytest.param(
            "Peru said it would not recognise the junta.", "REJECT", ["it"], ["junta"],
            id="would not recognise",
        ),
        pytest.param(
            "Peru warned that it would expel Kenyan envoys.", "THREATEN", ["Peru"],
            ["Kenyan envoys"], id="warned that it would",
        ),
        pytest.param(
            "Peru and Kenya failed to reach a deal.", "REJECT", ["Peru", "Kenya"], [],
            id="failed to reach a deal",
        ),
        pytest.param(
            "Kenya bought drones from Peru.", "COOPERATE", ["Kenya"], ["Peru"], id="bought from",
        ),
        pytest.param(
            "Marines evacuated the patients.", "AID", ["Marines"], ["patients"], id="evacuated",
        ),
        pytest.param(
            "Five Kenyan monks met. Police beat two of them.", "ASSAULT", ["Police"],
            ["two of them"], id="some of those named",
        ),
        pytest.param(
            "Peru sent two envoys to mediate.", "CONSULT", ["Peru"], [], id="sent to mediate",
        ),
    ],
)  # fmt: skip
def test_words_of_news_tell_events(
    cast: MakeCast, text: str, type_: str, actors: list[str], recipients: list[str]
) -> None:
    parties, sentences = cast(text)
    found = [h for h in events.find(sentences, parties) if h.type == type_]
    assert [_bare(found[0].actors), _bare(found[0].recipients)] == [actors, recipients]


def _bare(mentions: list[Mention]) -> list[str]:
    return [m.text.removeprefix("The ").removeprefix("the ").removeprefix("A ").removeprefix("a ")
            for m in mentions]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Rebels handed out prizes.",
        "A camera captured an image.",
        "It ended its report on time.",
        "Norway must fight climate change.",
        "Norway beat Chad in the final.",
        "Oil prices hit a record high.",
        "Police destroyed an old mine.",
        "Two climbers died in Norway.",
        "The company fired 300 workers.",
        "The bus stopped at the gate.",
        "The drones failed to reach their targets.",
        "The agency warned that it would run out of food.",
        "A customer bought a hat.",
        "The bishop was not injured.",
        "Reporters asked the bishop about the poll.",
        "A war of words followed.",
        "The climber hurt himself.",
        "The bank withdrew the money.",
    ],
)
def test_words_of_news_that_tell_none_here(cast: MakeCast, text: str) -> None:
    parties, sentences = cast(text)
    assert [h for h in events.find(sentences, parties) if h.type] == []


def test_what_is_nobodys_is_seized_and_burned(read: Read) -> None:
    found = read("Iranian troops seized a barge. Rebels burned 60 lorries. It rained in Oslo.")
    assert [[p.text for p in e.recipients] for e in found.events] == [["a barge"], ["60 lorries"]]


def test_what_harm_is_done_with_or_how_long_is_no_victim(read: Read) -> None:
    found = read("Rebels detonated two bombs in Homs. It rained in Oslo.")
    assert "two bombs" not in {p.text for e in found.events for p in e.recipients}


def test_a_deal_between_two_is_both_of_theirs(cast: MakeCast) -> None:
    parties, sentences = cast("They fled under an accord reached between Chad and Mali.")
    (found,) = (h for h in events.find(sentences, parties) if h.type == "AGREE")
    assert _bare(found.actors) == _bare(found.recipients) == ["Chad", "Mali"]


def test_the_end_of_a_day_of_talks_breaks_nothing_off(cast: MakeCast) -> None:
    parties, sentences = cast("Chad and Mali ended a second day of talks.")
    assert "SANCTION" not in {h.type for h in events.find(sentences, parties)}


def test_the_heading_of_a_part_tells_nothing(read: Read) -> None:
    assert not read("a. Killings of Turkish Soldiers\n\nNobody came.").events
    assert read("Killings of Turkish Soldiers\n\nNobody came.").events


def test_who_warns_of_the_deeds_of_others_threatens_nobody(read: Read) -> None:
    record = read("Kenya warned of an attack by al-Shabaab on Nairobi.")
    assert [(e.type, e.status) for e in record.events] == [("ASSAULT", "hypothetical")]
    assert told(record) == [("ASSAULT", ["al-Shabaab"], ["Nairobi"])]


def test_who_warns_somebody_threatens(read: Read) -> None:
    record = read("Iran warned the United States of a crushing response.")
    assert told(record) == [("THREATEN", ["Iran"], ["United States"])]


@pytest.mark.parametrize(
    "text",
    [
        "The prime minister attacked the president over the budget.",
        "The minister's attacks on the ruling party have grown sharper.",
    ],
)
def test_politicians_attack_each_other_with_words(read: Read, text: str) -> None:
    assert [(e.type, e.mode) for e in read(text).events] == [("ACCUSE", "disapprove")]


def test_who_attacks_a_politician_without_being_one_does_so_with_deeds(read: Read) -> None:
    assert [e.type for e in read("Gunmen attacked President Karzai in Kabul.").events] == [
        "ASSAULT"
    ]


def test_what_is_tied_to_a_deed_by_nobody_accuses_nobody(cast: MakeCast) -> None:
    parties, sentences = cast("A Turkish letter was tied to the bombing.")
    assert "ACCUSE" not in {h.type for h in events.find(sentences, parties)}


def test_two_harms_and_the_moment_of_the_attack_are_one_event(cast: MakeCast) -> None:
    parties, sentences = cast(
        "Twelve men were killed and 20 wounded when rebels hit a camp in Chad."
    )
    found = events.find(sentences, parties)
    assert [(h.type, [m.text for m in h.actors]) for h in found] == [("ASSAULT", ["rebels"])]


def test_who_summons_an_envoy_protests_himself(cast: MakeCast) -> None:
    parties, sentences = cast(
        "Pakistan summoned the Indian envoy to protest the killing of two men."
    )
    found = events.find(sentences, parties)
    assert {m.text for h in found for m in h.actors} == {"Pakistan"}


def test_who_calls_another_something_does_not_ring_him_up(cast: MakeCast) -> None:
    parties, sentences = cast("The president called the minister a liar.")
    assert not any(h.type == "CONSULT" for h in events.find(sentences, parties))


def test_who_orders_a_killing_asks_nobody_for_it(read: Read) -> None:
    found = read("The governor ordered the killing of two Iraqi judges in May. He is in Iran.")
    assert [e.type for e in found.events] == ["ASSAULT"]


def test_what_a_deed_amounts_to_is_no_deed_besides(read: Read) -> None:
    found = read("Rebels bought rifles from French officers, in violation of the embargo.")
    assert "REJECT" not in {e.type for e in found.events}


@pytest.mark.parametrize(
    "text",
    [
        "Impose sanctions on Iran.",
        "(b) Release the French envoy, and suspend the talks with Iran.",
        "Urge Iran to release the French envoy.",
    ],
)
def test_what_is_recommended_in_a_list_is_proposed(read: Read, text: str) -> None:
    found = read(f"The committee recommends that the council:\n\n{text}").events
    assert len(found) > 1
    assert {e.status for e in found if e.type != "REQUEST"} == {"proposed"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Two women were admitted with burns in May. A nurse of Iraq left.", id="ill"),
        pytest.param("Thank you for inviting me, Mr. Khan. Let me turn to Iran.", id="courtesies"),
    ],
)
def test_what_official_prose_says_without_anybody_acting(read: Read, text: str) -> None:
    assert read(text).events == ()


def test_a_refusal_has_happened(read: Read) -> None:
    found = read("Peru will not talk to the rebels. It rained in Lima.")
    assert event(found, "REJECT").status == "occurred"


def test_what_a_deed_is_called_is_no_deed_besides(read: Read) -> None:
    found = read("The bishop called the strike a violation of human rights. It rained in Lima.")
    assert told(found) == [("ACCUSE", ["bishop"], [])]


def test_a_bare_number_is_some_of_those_counted_before(read: Read) -> None:
    found = read("Rebels abducted ten French nurses in Homs. Four were freed in May 2019.")
    assert ("RETREAT", [], ["French nurses"]) in told(found)
    assert "RETREAT" not in {e.type for e in read("Rebels hid in Homs. Four were freed.").events}


@pytest.mark.parametrize("asked", ["called on", "called upon", "appealed to", "urged"])
def test_who_is_asked_to_act_would_act(read: Read, asked: str) -> None:
    found = told(read(f"France {asked} Iran to withdraw its troops from Iraq. Talks go on."))
    assert ("RETREAT", ["Iran"], ["Iraq"]) in found


def test_on_whom_a_raid_is_blamed_is_who_did_it(read: Read) -> None:
    found = read("Peru blamed the raid on Kenyan rebels. It rained in Lima.")
    assert told(found) == [
        ("ACCUSE", ["Peru"], ["Kenyan rebels"]),
        ("ASSAULT", ["Kenyan rebels"], []),
    ]
