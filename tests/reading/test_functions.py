"""Who does what to whom in a clause, whatever its form."""

from __future__ import annotations

import pytest

from detente.reading.functions import coordinated, heads, is_passive, light_verb, of_noun, of_verb
from tests.reading.build import sentence, texts, word

ACTIVE = (
    "Rebels/rebel/NNS/nsubj/1 stormed/storm/VBD/ROOT/1 a//DT/det/3 camp//NN/dobj/1"
    " near//IN/prep/1 Kidal//NNP/pobj/4/GPE"
)
PASSIVE = (
    "A//DT/det/1 camp//NN/nsubjpass/3 was/be/VBD/auxpass/3 stormed/storm/VBN/ROOT/3"
    " by//IN/agent/3 rebels/rebel/NNS/pobj/4"
)
REDUCED = (
    "Troops/troop/NNS/nsubj/4 killed/kill/VBN/acl/0 by//IN/agent/1 rebels/rebel/NNS/pobj/2"
    " lay/lie/VBD/ROOT/4"
)
RELATIVE = (
    "The//DT/det/1 rebels/rebel/NNS/nsubj/6 who//WP/nsubj/3 stormed/storm/VBD/relcl/1"
    " the//DT/det/5 camp//NN/dobj/3 fled/flee/VBD/ROOT/6"
)
RELATIVE_OBJECT = (
    "The//DT/det/1 camp//NN/nsubj/4 rebels/rebel/NNS/nsubj/3 stormed/storm/VBD/relcl/1"
    " burned/burn/VBD/ROOT/4"
)
DATED_RELATIVE = (
    "Oslo//NNP/nsubj/1/GPE ended/end/VBD/ROOT/1 talks/talk/NNS/dobj/1 since//IN/prep/2"
    " 2021//CD/pobj/3/DATE ,//,/punct/4 which//WDT/dobj/8 Iran//NNP/nsubj/8/GPE"
    " suspended/suspend/VBD/relcl/4"
)
TWO_VERBS = (
    "Rebels/rebel/NNS/nsubj/1 stormed/storm/VBD/ROOT/1 and//CC/cc/1 burned/burn/VBD/conj/1"
    " a//DT/det/5 camp//NN/dobj/3"
)
PASSIVE_CONJUNCT = (
    "Troops/troop/NNS/nsubjpass/2 were/be/VBD/auxpass/2 seized/seize/VBN/ROOT/2 and//CC/cc/2"
    " shot/shoot/VBN/conj/2 by//IN/agent/4 rebels/rebel/NNS/pobj/5"
)
WANTS = (
    "Iran//NNP/nsubj/1/GPE wants/want/VBZ/ROOT/1 to//TO/aux/3 sign/sign/VB/xcomp/1"
    " a//DT/det/5 deal//NN/dobj/3"
)
URGED = (
    "Iran//NNP/nsubj/1/GPE urged/urge/VBD/ROOT/1 rebels/rebel/NNS/dobj/1 to//TO/aux/4"
    " leave/leave/VB/xcomp/1"
)
ACCUSED = (
    "Iran//NNP/nsubj/1/GPE accused/accuse/VBD/ROOT/1 rebels/rebel/NNS/dobj/1 of//IN/prep/1"
    " burning/burn/VBG/pcomp/3 a//DT/det/6 camp//NN/dobj/4"
)
AFTER = (
    "Rebels/rebel/NNS/nsubj/1 left/leave/VBD/ROOT/1 after//IN/prep/1 losing/lose/VBG/pcomp/2"
    " a//DT/det/5 camp//NN/dobj/3"
)
PLAN = (
    "Iran//NNP/poss/2/GPE ~'s//POS/case/0 plan//NN/nsubj/6 to//TO/aux/4 leave/leave/VB/acl/2"
    " was/be/VBD/aux/6 dropped/drop/VBN/ROOT/6"
)
FINITE_UNDER = (
    "Rebels/rebel/NNS/nsubj/1 left/leave/VBD/ROOT/1 when//WRB/advmod/3 rained/rain/VBD/advcl/1"
)
GIVING = "Iran//NNP/nsubj/1/GPE gave/give/VBD/ROOT/1 rebels/rebel/NNS/dative/1 arms/arm/NNS/dobj/1"
GIVING_TO = (
    "Iran//NNP/nsubj/1/GPE gave/give/VBD/ROOT/1 arms/arm/NNS/dobj/1 to//IN/dative/1"
    " rebels/rebel/NNS/pobj/3"
)
OUT_OF = (
    "Rebels/rebel/NNS/nsubj/1 pulled/pull/VBD/ROOT/1 out//IN/prep/1 of//IN/prep/2"
    " Kidal//NNP/pobj/3/GPE"
)


@pytest.mark.parametrize(
    ("rows", "verb", "subject", "obj"),
    [
        pytest.param(ACTIVE, "stormed", ["Rebels"], ["camp"], id="active"),
        pytest.param(PASSIVE, "stormed", ["rebels"], ["camp"], id="passive"),
        pytest.param(REDUCED, "killed", ["rebels"], ["Troops"], id="reduced relative"),
        pytest.param(RELATIVE, "stormed", ["rebels"], ["camp"], id="relative"),
        pytest.param(RELATIVE_OBJECT, "stormed", ["rebels"], ["camp"], id="relative of object"),
        pytest.param(DATED_RELATIVE, "suspended", ["Iran"], ["talks"], id="relative on a date"),
        pytest.param(TWO_VERBS, "burned", ["Rebels"], ["camp"], id="second of two verbs"),
        pytest.param(PASSIVE_CONJUNCT, "shot", ["rebels"], ["Troops"], id="second passive"),
        pytest.param(WANTS, "sign", ["Iran"], ["deal"], id="infinitive under a wish"),
        pytest.param(URGED, "leave", ["rebels"], [], id="infinitive under an order"),
        pytest.param(ACCUSED, "burning", ["rebels"], ["camp"], id="gerund under an accusation"),
        pytest.param(AFTER, "losing", ["Rebels"], ["camp"], id="gerund after a preposition"),
        pytest.param(PLAN, "leave", ["Iran"], [], id="infinitive under a noun"),
        pytest.param(FINITE_UNDER, "rained", [], [], id="a finite clause takes over nothing"),
    ],
)
def test_who_does_it_and_whom_it_is_done_to(
    rows: str, verb: str, subject: list[str], obj: list[str]
) -> None:
    made = sentence(rows)
    slots = of_verb(made, word(made, verb))
    assert texts(slots["subj"]) == subject
    assert texts(slots["obj"]) == obj


@pytest.mark.parametrize(
    ("rows", "verb", "slot", "filled"),
    [
        (ACTIVE, "stormed", "near", ["Kidal"]),
        (GIVING, "gave", "obj2", ["rebels"]),
        (GIVING_TO, "gave", "to", ["rebels"]),
        (OUT_OF, "pulled", "of", ["Kidal"]),
        (WANTS, "wants", "x", ["sign"]),
    ],
)
def test_other_slots_are_named_after_what_leads_to_them(
    rows: str, verb: str, slot: str, filled: list[str]
) -> None:
    made = sentence(rows)
    assert texts(of_verb(made, word(made, verb))[slot]) == filled


@pytest.mark.parametrize(
    ("rows", "verb", "passive"),
    [(ACTIVE, "stormed", False), (PASSIVE, "stormed", True), (REDUCED, "killed", True)],
)
def test_a_passive_is_told_by_its_form(rows: str, verb: str, passive: bool) -> None:  # noqa: FBT001 - a column of the table
    made = sentence(rows)
    assert is_passive(made, word(made, verb)) is passive


RAID = (
    "Iran//NNP/nsubj/1/GPE carried/carry/VBD/ROOT/1 out//RP/prt/1 a//DT/det/4 raid//NN/dobj/1"
    " on//IN/prep/4 rebels/rebel/NNS/pobj/5"
)
ANSWER = (
    "Iran//NNP/nsubj/1/GPE responded/respond/VBD/ROOT/1 with//IN/prep/1"
    " airstrikes/airstrike/NNS/pobj/2 on//IN/prep/3 rebels/rebel/NNS/pobj/4"
)
BLAME = (
    "Iran//NNP/nsubj/1/GPE blamed/blame/VBD/ROOT/1 rebels/rebel/NNS/dobj/1 for//IN/prep/1"
    " an//DT/det/5 attack//NN/pobj/3"
)
KILLING = (
    "The//DT/det/1 killing//NN/nsubj/6 of//IN/prep/1 troops/troop/NNS/pobj/2 by//IN/prep/1"
    " rebels/rebel/NNS/pobj/4 shocked/shock/VBD/ROOT/6 Oslo//NNP/dobj/6/GPE"
)
OWNED = "Iran//NNP/poss/3/GPE ~'s//POS/case/0 rocket//NN/compound/3 attack//NN/ROOT/3"


@pytest.mark.parametrize(
    ("rows", "noun", "slot", "filled"),
    [
        pytest.param(RAID, "raid", "subj", ["Iran"], id="a light verb's subject acts"),
        pytest.param(RAID, "raid", "on", ["rebels"], id="its own preposition"),
        pytest.param(ANSWER, "airstrikes", "subj", ["Iran"], id="whoever responds acts"),
        pytest.param(BLAME, "attack", "subj", ["rebels"], id="whoever is blamed acts"),
        pytest.param(KILLING, "killing", "by", ["rebels"], id="by"),
        pytest.param(KILLING, "killing", "of", ["troops"], id="of"),
        pytest.param(OWNED, "attack", "poss", ["Iran"], id="possessive"),
        pytest.param(OWNED, "attack", "mod", ["rocket"], id="word before the noun"),
    ],
)
def test_the_slots_around_a_noun(rows: str, noun: str, slot: str, filled: list[str]) -> None:
    made = sentence(rows)
    assert texts(of_noun(made, word(made, noun))[slot]) == filled


def test_the_subject_of_another_verb_does_not_act_in_its_noun() -> None:
    made = sentence(KILLING)
    assert of_noun(made, word(made, "killing"))["subj"] == []


def test_a_light_verb_only_carries_its_noun() -> None:
    raid, killing = sentence(RAID), sentence(KILLING)
    assert light_verb(raid, word(raid, "raid")) is word(raid, "carried")
    assert light_verb(killing, word(killing, "killing")) is None


def test_whoever_is_accused_acts_though_the_gerund_hangs_on_them() -> None:
    made = sentence(
        "Oslo//NNP/nsubj/1 accused/accuse/VBD/ROOT/1 troops/troop/NNS/dobj/1 of//IN/prep/2"
        " looting/loot/VBG/pcomp/3"
    )
    assert texts(of_verb(made, word(made, "looting"))["subj"]) == ["troops"]


@pytest.mark.parametrize(
    ("verb", "acting"),
    [
        pytest.param("made/make", ["Police"], id="whoever has a plan"),
        pytest.param("foiled/foil", [], id="not whoever undoes it"),
    ],
)
def test_who_acts_in_a_plan(verb: str, acting: list[str]) -> None:
    made = sentence(
        f"Police/police/NNS/nsubj/1 {verb}/VBD/ROOT/1 plans/plan/NNS/dobj/1 to//TO/aux/4"
        " bomb/bomb/VB/acl/2"
    )
    assert texts(of_verb(made, word(made, "bomb"))["subj"]) == acting


@pytest.mark.parametrize(
    ("noun", "preposition", "acting"),
    [
        pytest.param("plan", "of", ["Chad"], id="a plan of theirs"),
        pytest.param("call", "on", ["Chad"], id="what they are called on to do"),
        pytest.param("plan", "in", ["Oslo"], id="a plan about them"),
    ],
)
def test_who_acts_in_what_a_noun_tells_of(noun: str, preposition: str, acting: list[str]) -> None:
    made = sentence(
        f"Oslo//NNP/nsubj/1/GPE praised/praise/VBD/ROOT/1 the//DT/det/3 {noun}//NN/dobj/1"
        f" {preposition}//IN/prep/3 Chad//NNP/pobj/4/GPE to//TO/aux/7 free/free/VB/acl/3"
        " them//PRP/dobj/7"
    )
    assert texts(of_verb(made, word(made, "free"))["subj"]) == acting


PAIRED = (
    "Iran//NNP/nsubj/6/GPE ,//,/punct/0 Oman//NNP/conj/0/GPE and//CC/cc/2 the//DT/det/5"
    " rebels/rebel/NNS/conj/2 met/meet/VBD/ROOT/6"
)


def test_coordinated_heads_are_all_found() -> None:
    made = sentence(PAIRED)
    assert texts(coordinated(made, word(made, "Iran"))) == ["Iran", "Oman", "rebels"]


def test_heads_come_once_and_in_order() -> None:
    made = sentence(PAIRED)
    given = [word(made, "Oman"), word(made, "Iran")]
    assert texts(heads(made, given)) == ["Iran", "Oman", "rebels"]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param("beaten/beat/VBN/conj/2", True, id="participle"),
        pytest.param("left/leave/VBD/conj/2", False, id="past tense"),
        pytest.param("shot/shoot/VBN/conj/2 them//PRP/dobj/4", False, id="with an object"),
    ],
)
def test_who_is_seized_and_beaten_is_beaten(second: str, *, expected: bool) -> None:
    made = sentence(
        "Troops/troop/NNS/nsubjpass/2 were/be/VBD/auxpass/2 seized/seize/VBN/ROOT/2 and//CC/cc/2 "
        + second
    )
    assert is_passive(made, made[4]) is expected


def test_a_third_verb_that_says_by_whom_makes_a_second_passive() -> None:
    made = sentence(
        "Men/man/NNS/nsubjpass/2 were/be/VBD/auxpass/2 beaten/beat/VBN/ROOT/2"
        " hurt/hurt/VBD/conj/2 and//CC/cc/3 robbed/rob/VBN/conj/3 by//IN/agent/5"
        " guards/guard/NNS/pobj/6"
    )
    assert is_passive(made, word(made, "hurt"))
