"""Whether it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading.status import status_of
from tests.reading.build import event, sentence, word

if TYPE_CHECKING:
    from tests.reading.build import Read

SAID = (
    "Oslo//NNP/nsubj/1 said/say/VBD/ROOT/1 it//PRP/nsubj/4 would//MD/aux/4 strike/strike/VB/ccomp/1"
    " rebels/rebel/NNS/dobj/4"
)

TO_BE_MOVED = (
    "Troops/troop/NNS/nsubj/1 are/be/VBP/ROOT/1 to//TO/aux/4 be//VB/auxpass/4"
    " moved/move/VBN/xcomp/1"
)

WERE_TO = (
    "If//IN/mark/2 Oslo//NNP/nsubj/2/GPE were/be/VBD/advcl/6 to//TO/aux/4 strike//VB/xcomp/2"
    " we//PRP/nsubj/6 flee//VBP/ROOT/6"
)

STOPPED_SHORT = (
    "Oslo//NNP/nsubj/1 stopped/stop/VBD/ROOT/1 short//RB/advmod/1 of//IN/prep/2"
    " blaming/blame/VBG/pcomp/3 Oman//NNP/dobj/4"
)

ANNOUNCED = (
    "Oslo//NNP/nsubj/1 rose/rise/VBD/ROOT/1 to//TO/aux/3 announce//VB/advcl/1"
    " that//IN/mark/6 rebels/rebel/NNS/nsubj/6 struck/strike/VBD/ccomp/3"
)

CONCERN = "Oslo//NNP/nsubj/1 voiced/voice/VBD/ROOT/1 concern//NN/dobj/1 that//IN/mark/5 {}"


@pytest.mark.parametrize(
    ("rows", "trigger", "status"),
    [
        ("Rebels/rebel/NNS/nsubj/1 attacked/attack/VBD/ROOT/1", "attacked", "occurred"),
        (
            "Rebels/rebel/NNS/nsubj/2 are/be/VBP/aux/2 attacking/attack/VBG/ROOT/2",
            "attacking",
            "ongoing",
        ),
        (
            "Rebels/rebel/NNS/nsubj/3 did/do/VBD/aux/3 not//RB/neg/3 attack//VB/ROOT/3",
            "attack",
            "did-not-occur",
        ),
        ("Rebels/rebel/NNS/nsubj/2 will//MD/aux/2 attack//VB/ROOT/2", "attack", "planned"),
        ("Rebels/rebel/NNS/nsubj/2 may//MD/aux/2 attack//VB/ROOT/2", "attack", "hypothetical"),
        ("Rebels/rebel/NNS/nsubj/2 should//MD/aux/2 leave//VB/ROOT/2", "leave", "proposed"),
        ("No//DT/det/1 attack//NN/nsubj/2 came/come/VBD/ROOT/2", "attack", "did-not-occur"),
        ("The//DT/det/2 planned//JJ/amod/2 raid//NN/ROOT/2", "raid", "planned"),
        (
            "Oslo//NNP/nsubj/1 came/come/VBD/ROOT/1 to//TO/aux/3 strike/strike/VB/advcl/1",
            "strike",
            "planned",
        ),
        (
            "It//PRP/nsubj/1 forced/force/VBD/ROOT/1 Oslo//NNP/dobj/1 to//TO/aux/4 hit//VB/advcl/1",
            "hit",
            "occurred",
        ),
        (
            "Oslo//NNP/nsubj/1/GPE is/be/VBZ/ROOT/1 to//TO/aux/3 attend//VB/xcomp/1",
            "attend",
            "planned",
        ),
        (
            "Aims/aim/NNS/nsubj/1 are/be/VBP/ROOT/1 to//TO/aux/3 strike//VB/xcomp/1",
            "strike",
            "occurred",
        ),
        (
            "Oslo//NNP/nsubj/1 refused/refuse/VBD/ROOT/1 Oman//NNP/poss/3 demand//NN/dobj/1",
            "demand",
            "occurred",
        ),
        (
            "Demands/demand/NNS/nsubjpass/2 were/be/VBD/auxpass/2 rejected/reject/VBN/ROOT/2",
            "Demands",
            "occurred",
        ),
        (
            TO_BE_MOVED,
            "moved",
            "planned",
        ),
        (
            WERE_TO,
            "strike",
            "hypothetical",
        ),
        (
            STOPPED_SHORT,
            "blaming",
            "did-not-occur",
        ),
        (
            ANNOUNCED,
            "struck",
            "occurred",
        ),
        (
            "Rebels/rebel/NNS/nsubj/1 plan/plan/VBP/ROOT/1 to//TO/aux/3 attack//VB/xcomp/1",
            "attack",
            "planned",
        ),
        (
            "If//IN/mark/2 they//PRP/nsubj/2 attack//VBP/advcl/4 we//PRP/nsubj/4 flee//VBP/ROOT/4",
            "attack",
            "hypothetical",
        ),
        (SAID, "strike", "planned"),
        (
            "Did//VBD/aux/2 Oslo//NNP/nsubj/2 strike//VB/ROOT/2 ~?//./punct/2",
            "strike",
            "hypothetical",
        ),
        (
            "Why//WRB/advmod/3 did//VBD/aux/3 Oslo//NNP/nsubj/3 strike//VB/ROOT/3 ~?//./punct/3",
            "strike",
            "occurred",
        ),
        (
            CONCERN.format("Chad//NNP/nsubj/5 struck/strike/VBD/acl/2"),
            "struck",
            "occurred",
        ),
        (
            CONCERN.format("Chad//NNP/nsubj/6 may//MD/aux/6 strike/strike/VB/acl/2"),
            "strike",
            "hypothetical",
        ),
    ],
)
def test_the_words_around_a_trigger_tell_its_status(rows: str, trigger: str, status: str) -> None:
    made = sentence(rows)
    assert status_of(made, word(made, trigger)) == status


def test_what_happened_by_then_is_not_planned_with_what_it_led_to() -> None:
    made = sentence(
        "Oman/oman/NNP/nsubj/1 plans/plan/VBZ/ROOT/1 to//TO/aux/3 leave/leave/VB/xcomp/1 "
        "after//IN/mark/6 rebels/rebel/NNS/nsubj/6 attacked/attack/VBD/advcl/3"
    )
    assert status_of(made, word(made, "leave")) == "planned"
    assert status_of(made, word(made, "attacked")) == "occurred"


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Israel bombed an airport in Syria.", "ASSAULT", "occurred"),
        ("Police are arresting protesters in Minsk.", "COERCE", "ongoing"),
        ("Rebels kept attacking Turkish convoys for hours.", "ASSAULT", "occurred"),
        ("The president called for the withdrawal of French troops.", "RETREAT", "proposed"),
        ("France urged Mali to release the prisoners.", "RETREAT", "proposed"),
        ("NATO should withdraw its troops from Kosovo.", "RETREAT", "proposed"),
        ("Pakistan denied that its troops had shelled Indian villages.", "ASSAULT", "denied"),
        ("NATO ruled out sending troops to Ukraine.", "MOBILIZE", "denied"),
        ("Egypt plans to send troops to Libya.", "MOBILIZE", "planned"),
        ("Russia will send troops to Armenia.", "MOBILIZE", "planned"),
        ("Tehran said that it would expel French diplomats.", "SANCTION", "planned"),
        ("The army decided to withdraw its soldiers from the city.", "RETREAT", "planned"),
        ("North Korea threatened to attack South Korea.", "ASSAULT", "threatened"),
        ("Iran failed to attack the ship.", "ASSAULT", "did-not-occur"),
        ("Israel did not bomb the hospital.", "ASSAULT", "did-not-occur"),
        ("Israel never attacked the convoy.", "ASSAULT", "did-not-occur"),
        ("No attack on Israel took place.", "ASSAULT", "did-not-occur"),
        ("The army prevented an attack on the port by rebels.", "ASSAULT", "did-not-occur"),
        ("Turkey refused to withdraw its troops from Syria.", "RETREAT", "did-not-occur"),
        ("China could sanction Taiwan.", "SANCTION", "hypothetical"),
        ("Lebanon feared an attack by Israel.", "ASSAULT", "hypothetical"),
        (
            "Officials warned of a possible attack by rebels on the embassy.",
            "ASSAULT",
            "hypothetical",
        ),
        ("The army would have struck the camp if rebels had stayed.", "ASSAULT", "hypothetical"),
        ("Iran is willing to hold talks with Oman.", "CONSULT", "planned"),
        ("Talks between Iran and Oman are due on Monday.", "CONSULT", "planned"),
        ("Norway is reluctant to sign a treaty with Russia.", "AGREE", "did-not-occur"),
        ("Iran’s decision to attack Israel surprised Oman.", "ASSAULT", "planned"),
        ("Iran made plans to attack Israel.", "ASSAULT", "planned"),
        ("The visit by the Turkish minister to Cairo was cancelled.", "CONSULT", "did-not-occur"),
        ("Oslo cancelled a dinner after a Turkish attack on rebels.", "ASSAULT", "occurred"),
        ("The minister said the army had not attacked the town.", "ASSAULT", "did-not-occur"),
        ("Unless Iran attacks Israel, talks will go on.", "ASSAULT", "hypothetical"),
        ("Police foiled a plot to bomb the parliament.", "ASSAULT", "did-not-occur"),
        ("China called off talks with Taiwan.", "CONSULT", "did-not-occur"),
        ("The rebels fled rather than attack the army.", "ASSAULT", "did-not-occur"),
        ("Had Chad attacked Mali, many would have died.", "ASSAULT", "hypothetical"),
        ("There was not any attack by rebels on the base.", "ASSAULT", "did-not-occur"),
        ("Chad did not talk to the rebels, but shelled them.", "ASSAULT", "occurred"),
        ("Neither rebels nor soldiers could be attacked by Chad.", "ASSAULT", "did-not-occur"),
    ],
)
def test_the_grammar_above_an_event_tells_whether_it_happened(
    read: Read, text: str, type_: str, status: str
) -> None:
    assert event(read(text), type_).status == status


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("NATO ruled out sending troops to Ukraine.", "REJECT"),
        ("North Korea threatened to attack South Korea.", "THREATEN"),
        ("France urged Mali to release the prisoners.", "REQUEST"),
        ("Turkey refused to withdraw its troops.", "REJECT"),
    ],
)
def test_speaking_of_it_has_happened_all_the_same(read: Read, text: str, type_: str) -> None:
    assert event(read(text), type_).status == "occurred"


def test_a_relative_clause_keeps_its_own_tense(read: Read) -> None:
    found = read("Congress may punish the militia that attacked a U.S. convoy.")
    assert event(found, "ASSAULT").status == "occurred"


def test_a_second_verb_with_its_own_subject_keeps_its_own_tense(read: Read) -> None:
    found = read("Iran did not attack Israel, but Hezbollah bombed a village.")
    assert [e.status for e in found.events] == ["did-not-occur", "occurred"]


def test_what_is_said_of_a_thing_does_not_undo_what_was_done_to_it(read: Read) -> None:
    found = read("Mali did not free the rebels arrested by France. It rained in Oslo.")
    assert event(found, "COERCE").status == "occurred"


def test_what_was_done_to_nothing_did_not_happen() -> None:
    made = sentence(
        "There//EX/expl/1 were/be/VBD/ROOT/1 no//DT/det/3 troops/troop/NNS/attr/1"
        " killed/kill/VBN/acl/3"
    )
    assert status_of(made, word(made, "killed")) == "did-not-occur"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Soldiers committed an attack on Mali.", "occurred"),
        ("Mali committed to talks with France.", "planned"),
    ],
)
def test_a_deed_is_committed_and_one_commits_to_it(read: Read, text: str, status: str) -> None:
    statuses = {e.type: e.status for e in read(f"{text} It rained in Oslo.").events}
    assert statuses.get("ASSAULT", statuses.get("CONSULT")) == status


@pytest.mark.parametrize(
    "text",
    [
        "The minister promised to investigate the attack on the convoy.",
        "France vowed to respond to the attack on the convoy.",
        "Leaders hope to hold Russia accountable for its attack on Ukraine.",
        "The court could punish officers for the attack on the convoy.",
        "Mali may impose sanctions over the attack on the convoy.",
        "Families will mark the anniversary of the attack on the convoy.",
        "Families called for an investigation into an attack on the convoy.",
    ],
)
def test_what_an_answer_is_to_has_happened(read: Read, text: str) -> None:
    assert event(read(f"{text} It rained in Oslo."), "ASSAULT").status == "occurred"


@pytest.mark.parametrize(
    "text",
    [
        "France vowed to respond to an attack on Mali.",
        "The army plans to resume the attack on Mali.",
    ],
)
def test_what_is_not_known_to_be_is_as_likely_as_the_answer(read: Read, text: str) -> None:
    assert event(read(f"{text} It rained in Oslo."), "ASSAULT").status == "planned"
