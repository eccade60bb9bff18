"""What the parser gets wrong is mended, and nothing else is touched."""

from __future__ import annotations

import pytest

from detente.reading.functions import coordinated, of_verb
from detente.reading.repairs import repaired
from tests.reading.build import sentence, texts, word

PAUSE = (
    "Oslo//NNP/nsubj/1/GPE chose/choose/VBD/ROOT/1 to//TO/aux/3 guard/guard/VB/xcomp/1"
    " bases/base/NNS/dobj/3 and//CC/cc/4 pause//NN/compound/7 training//NN/conj/4"
)
STRAINED = (
    "It//PRP/nsubj/2 has/have/VBZ/aux/2 slowed/slow/VBN/ROOT/2 aid//NN/dobj/2 and//CC/cc/3"
    " has/have/VBZ/aux/6 strained/strain/VBN/amod/7 relations/relation/NNS/conj/3"
)
SUFFERED = (
    "He//PRP/nsubj/1 said/say/VBD/ROOT/1 relations/relation/NNS/dobj/1 with//IN/prep/2"
    " partners/partner/NNS/pobj/3 suffered/suffer/VBN/acl/4"
)


def test_a_verb_of_change_after_a_conjunction_is_no_modifier() -> None:
    made = repaired(sentence(PAUSE))
    pause = word(made, "pause")
    assert (pause.pos, pause.relation) == ("VERB", "conj")
    slots = of_verb(made, pause)
    assert texts(slots["subj"]) == ["Oslo"]
    assert texts(slots["obj"]) == ["training"]


def test_an_adverbial_before_a_misread_verb_is_no_conjunct() -> None:
    made = repaired(
        sentence(
            "Oslo//NNP/nsubj/1/GPE left/leave/VBD/ROOT/1 and//CC/cc/1 in//IN/conj/1"
            " turn//NN/pobj/3 pause//NN/compound/6 training//NN/dobj/3 of//IN/prep/4"
            " troops/troop/NNS/pobj/7"
        )
    )
    pause, training = word(made, "pause"), word(made, "training")
    assert (pause.pos, pause.head) == ("VERB", word(made, "left").index)
    assert training.head == pause.index
    assert word(made, "in").relation == "prep"
    assert word(made, "of").head == training.index


def test_who_stands_behind_after_acts_in_the_clause_there() -> None:
    made = repaired(
        sentence(
            "Ties//NNS/nsubj/1 fell/fall/VBD/ROOT/1 after//IN/prep/1 soldiers/soldier/NNS/pobj/2"
            " overthrew/overthrow/VBD/advcl/1 him//PRP/dobj/4"
        )
    )
    assert texts(of_verb(made, word(made, "overthrew"))["subj"]) == ["soldiers"]
    assert word(made, "after").relation == "mark"


def test_a_perfect_is_no_modifier() -> None:
    made = repaired(sentence(STRAINED))
    strained = word(made, "strained")
    assert strained.pos == "VERB"
    assert texts(of_verb(made, strained)["obj"]) == ["relations"]
    assert texts(of_verb(made, strained)["subj"]) == ["It"]


def test_a_verb_without_passive_has_the_noun_before_it_as_subject() -> None:
    made = repaired(sentence(SUFFERED))
    slots = of_verb(made, word(made, "suffered"))
    assert texts(slots["subj"]) == ["relations"]
    assert slots["obj"] == []


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            "The//DT/det/2 pause//NN/compound/2 training//NN/nsubj/3 helped/help/VBD/ROOT/3",
            id="no conjunction before",
        ),
        pytest.param(
            "Oslo//NNP/nsubj/1/GPE built/build/VBD/ROOT/1 bases/base/NNS/dobj/1 and//CC/cc/2"
            " stop//NN/compound/5 signs/sign/NNS/conj/2",
            id="no channel after",
        ),
        pytest.param(
            "Troops/troop/NNS/nsubj/4 trained/train/VBN/acl/0 by//IN/agent/1 Oslo//NNP/pobj/2/GPE"
            " left/leave/VBD/ROOT/4",
            id="a verb with a passive",
        ),
        pytest.param(
            "The//DT/det/2 strained/strain/VBN/amod/2 relations/relation/NNS/nsubj/3"
            " healed/heal/VBD/ROOT/3",
            id="a participle without auxiliary",
        ),
    ],
)
def test_what_is_right_stays_as_it_is(rows: str) -> None:
    made = sentence(rows)
    assert repaired(made) == made


@pytest.mark.parametrize(
    ("noun", "above"),
    [
        pytest.param("a//DT/det/3 plot//NN/dobj/1", "plot", id="behind a noun of planning"),
        pytest.param("a//DT/det/3 wall//NN/dobj/1", "made", id="behind another noun"),
    ],
)
def test_what_is_planned_hangs_on_the_plan(noun: str, above: str) -> None:
    made = sentence(
        f"Police/police/NNS/nsubj/1 made/make/VBD/ROOT/1 {noun} to//TO/aux/5 bomb//VB/advcl/1"
    )
    bomb = repaired(made)[5]
    assert repaired(made)[bomb.head].text == above


def test_mending_moves_no_word() -> None:
    made = sentence(PAUSE, index=2, paragraph=1, start=70)
    mended = repaired(made)
    assert (mended.index, mended.paragraph, mended.start) == (2, 1, 70)
    assert [(t.start, t.end, t.text) for t in mended] == [(t.start, t.end, t.text) for t in made]


def test_the_verb_of_a_short_sentence_is_no_modifier_of_its_object() -> None:
    made = repaired(
        sentence(
            "Chad//NNP/npadvmod/1/GPE bombed/bomb/VBD/amod/2 camps/camp/NNS/ROOT/2"
            " in//IN/prep/2 Mali//NNP/pobj/3/GPE"
        )
    )
    slots = of_verb(made, word(made, "bombed"))
    assert texts(slots["subj"]) == ["Chad"]
    assert texts(slots["obj"]) == ["camps"]
    assert word(made, "bombed").relation == "ROOT"


def test_the_verb_of_a_short_sentence_is_no_participle_on_its_subject() -> None:
    made = repaired(
        sentence(
            "Rebels/rebel/NNS/ROOT/0 urged/urge/VBD/acl/0 Chad//NNP/dobj/1/GPE to//TO/aux/4"
            " leave/leave/VB/xcomp/1"
        )
    )
    assert texts(of_verb(made, word(made, "urged"))["subj"]) == ["Rebels"]


def test_a_caption_stays_a_noun_with_a_participle() -> None:
    caption = "Soldiers/soldier/NNS/ROOT/0 killed/kill/VBN/acl/0 in//IN/prep/1 Mali//NNP/pobj/2/GPE"
    assert repaired(sentence(caption)).tokens == sentence(caption).tokens


@pytest.mark.parametrize(
    "rows",
    [
        "wounded/wound/VBN/acl/4",
        "wounded/wound/VBD/conj/2",
    ],
)
def test_the_second_of_two_passives_needs_no_auxiliary(rows: str) -> None:
    noun = "conj/2" if "acl" in rows else "nsubj/5"
    made = repaired(
        sentence(
            "Two//CD/nsubjpass/2 were//VBD/auxpass/2 killed/kill/VBN/ROOT/2 and//CC/cc/2"
            f" soldiers/soldier/NNS/{noun} {rows}"
        )
    )
    assert texts(of_verb(made, word(made, "wounded"))["obj"]) == ["soldiers"]
    assert word(made, "wounded").relation == "conj"


LISTED = (
    "Amnesty//NNP/nsubj/9/ORG in//IN/prep/0 Libya//NNP/pobj/1/GPE ,//,/punct/2 the//DT/det/5"
    " agency//{tag}/appos/2/{entity} and//CC/cc/5 {own} groups/group/NNS/conj/5 said/say/VBD/ROOT/9"
)


def test_what_others_are_listed_with_is_no_apposition() -> None:
    made = repaired(sentence(LISTED.format(tag="NNP", entity="ORG", own="two//CD/nummod/8")))
    assert texts(coordinated(made, word(made, "Amnesty"))) == ["Amnesty", "agency", "groups"]


def test_what_a_proper_name_is_stays_an_apposition() -> None:
    made = repaired(sentence(LISTED.format(tag="NN", entity="", own="two//CD/nummod/8")))
    assert word(made, "agency").relation == "appos"


def test_two_callings_of_one_person_are_no_list() -> None:
    made = repaired(
        sentence(
            "Karim//NNP/nsubj/6/PERSON ,//,/punct/0 a//DT/det/3 lawyer//NN/appos/0 and//CC/cc/3"
            " Speaker//NNP/conj/3 said/say/VBD/ROOT/6"
        )
    )
    assert word(made, "lawyer").relation == "appos"


def test_an_under_secretary_says_what_the_verb_before_says() -> None:
    rows = (
        "He//PRP/nsubj/1 left//VBD/ccomp/3 ,//,/punct/3 said/say/VBD/ROOT/3 {under}//IN/prep/3"
        " Secretary//NNP/pobj/4 Khan//NNP/appos/5"
    )
    made = repaired(sentence(rows.format(under="Under")))
    assert texts(of_verb(made, word(made, "said"))["subj"]) == ["Secretary"]
    made = repaired(sentence(rows.format(under="under")))
    assert word(made, "Secretary").relation == "pobj"


def test_near_at_the_head_of_an_item_tells_a_place() -> None:
    made = repaired(
        sentence(
            "Near//NNP/compound/1 Homs//NNP/nsubj/5/GPE ,//,/punct/1 one//CD/nummod/4"
            " strike//NN/nsubj/5 hit/hit/VBD/ROOT/5 bridges/bridge/NNS/dobj/5"
        )
    )
    slots = of_verb(made, word(made, "hit"))
    assert (texts(slots["subj"]), texts(slots["near"])) == (["strike"], ["Homs"])


_FLIGHTS = (
    "It//PRP/nsubj/1 halted/halt/VBD/ROOT/1 flights/flight/NNS/dobj/1 to//TO/aux/4"
    " {name}//VB/advcl/1 because//IN/prep/4 of//IN/pcomp/5 raids/raid/NNS/pobj/5"
)


def test_a_name_behind_to_is_no_infinitive() -> None:
    made = repaired(sentence(_FLIGHTS.format(name="Djibo")))
    assert [(t.pos, t.relation) for t in made.tokens[3:5]] == [("ADP", "prep"), ("PROPN", "pobj")]
    assert made[word(made, "because").head].text == "halted"


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(_FLIGHTS.format(name="help"), id="a verb"),
        pytest.param(_FLIGHTS.format(name="Help") + " men/man/NNS/dobj/4", id="with an object"),
    ],
)
def test_an_infinitive_stays_one(rows: str) -> None:
    assert word(repaired(sentence(rows)), "to").relation == "aux"


@pytest.mark.parametrize(
    ("maker", "head"),
    [
        pytest.param("rebels/rebel/NNS/pobj/6", "shelling", id="who did it"),
        pytest.param("Friday//NNP/pobj/6/DATE", "deplored", id="when"),
    ],
)
def test_by_whom_a_deed_was_done_hangs_on_the_deed(maker: str, head: str) -> None:
    made = repaired(
        sentence(
            "Oman//NNP/nsubj/1/GPE deplored/deplore/VBD/ROOT/1 the//DT/det/3 shelling//NN/dobj/1"
            f" of//IN/prep/3 towns/town/NNS/pobj/4 by//IN/prep/1 {maker}"
        )
    )
    assert made[word(made, "by").head].text == head


def test_who_stands_behind_together_with_acts_too() -> None:
    made = repaired(
        sentence(
            "Oman//NNP/nsubj/6/GPE ,//,/punct/6 together//RB/advmod/3 with//IN/prep/6"
            " Chad//NNP/pobj/3/GPE ,//,/punct/6 left/leave/VBD/ROOT/6 talks/talk/NNS/dobj/6"
        )
    )
    assert texts(coordinated(made, word(made, "Oman"))) == ["Oman", "Chad"]


def test_a_command_before_a_participle_is_a_verb() -> None:
    made = repaired(
        sentence(
            "Free/free/VB/nsubj/1 detained/detain/VBD/ROOT/1 men/man/NNS/dobj/1 now//RB/advmod/1"
        )
    )
    assert texts(of_verb(made, word(made, "Free"))["obj"]) == ["men"]
    assert word(made, "detained").relation == "amod"


def test_a_verb_of_asking_before_a_name_is_no_part_of_it() -> None:
    made = repaired(
        sentence(
            "Urge//NNP/compound/1 Chad//NNP/nsubj/3/GPE to//TO/aux/3 leave/leave/VB/ROOT/3"
            " talks/talk/NNS/dobj/3"
        )
    )
    assert (word(made, "Urge").relation, word(made, "leave").relation) == ("ROOT", "ccomp")
    assert texts(of_verb(made, word(made, "leave"))["subj"]) == ["Chad"]


def test_a_noun_in_ing_does_the_harm_of_the_verb_behind_it() -> None:
    made = repaired(
        sentence(
            "Shelling/shell/VBG/ROOT/0 injured/injure/VBN/acomp/0 two//CD/nummod/3"
            " women/woman/NNS/dobj/1"
        )
    )
    assert texts(of_verb(made, word(made, "injured"))["subj"]) == ["Shelling"]
