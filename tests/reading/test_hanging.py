"""Participles hang where they belong, and nothing else is moved."""

from __future__ import annotations

import pytest

from detente.reading.functions import of_verb
from detente.reading.hanging import rehung
from tests.reading.build import sentence, texts, word

_COUNTED = (
    "Courts/court/NNS/nsubj/1 list//VBP/ROOT/1 9//CD/nummod/3 {counted}/NNS/dobj/1"
    " of//IN/prep/3 {body}/pobj/4 killed/kill/VBN/acl/5"
)
_LIST = (
    "Rebels/rebel/NNS/nsubj/1 met/meet/VBD/ROOT/1 in//IN/prep/1 Goma//NNP/pobj/2 ,//,/punct/6"
    " burned/burn/VBN/amod/6 homes/home/NNS/dobj/1 and//CC/cc/1 fled/flee/VBD/conj/1"
)


@pytest.mark.parametrize(
    ("counted", "body", "killed"),
    [
        pytest.param("workers/worker", "charities/charity/NNS", "workers", id="of a body"),
        pytest.param("relatives/relative", "traders/trader/NNS", "traders", id="told by whom"),
        pytest.param("boxes/box", "traders/trader/NNS", "traders", id="no people"),
    ],
)
def test_what_befell_counted_people_befell_them(counted: str, body: str, killed: str) -> None:
    made = rehung(sentence(_COUNTED.format(counted=counted, body=body)))
    assert texts(of_verb(made, word(made, "killed"))["obj"]) == [killed]


def test_who_behind_a_body_is_its_people() -> None:
    made = rehung(
        sentence(
            "It//PRP/nsubj/1 freed/free/VBD/ROOT/1 6//CD/nummod/3 workers/worker/NNS/dobj/1"
            " of//IN/prep/3 charities/charity/NNS/pobj/4 whom//WP/dobj/8 it//PRP/nsubj/8"
            " held/hold/VBD/relcl/5"
        )
    )
    assert texts(of_verb(made, word(made, "held"))["obj"]) == ["workers"]


def test_a_verb_in_a_list_is_no_participle_on_its_object() -> None:
    made = rehung(sentence(_LIST))
    burned = word(made, "burned")
    assert (burned.tag, burned.relation) == ("VBD", "conj")
    slots = of_verb(made, burned)
    assert (texts(slots["subj"]), texts(slots["obj"])) == (["Rebels"], ["homes"])


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(_LIST.replace("homes/home/NNS/dobj/1", "homes/home/NNS/conj/3"), id="a noun"),
        pytest.param(_LIST.replace("fled/flee/VBD/conj/1", "food//NN/conj/6"), id="no list"),
        pytest.param(_LIST.replace(",//,/punct/6", "some//DT/det/6"), id="no comma"),
    ],
)
def test_a_participle_before_a_noun_stays_one(rows: str) -> None:
    assert rehung(sentence(rows)).tokens == sentence(rows).tokens


_APART = (
    "Oslo//NNP/nsubj/1 sued/sue/VBD/ccomp/4 ~;//:/punct/4 Oman//NNP/nsubj/4"
    " refused/refuse/VBD/ROOT/4 to//TO/aux/6 answer//VB/xcomp/4"
)
_BOTH_SAID = (
    "Oslo//NNP/nsubj/1 agreed/agree/VBD/ccomp/4 ,//,/punct/4 envoys/envoy/NNS/nsubj/4"
    " said/say/VBD/ccomp/7 ~;//:/punct/7 Oman//NNP/nsubj/7 refused/refuse/VBD/ccomp/10"
    " ,//,/punct/10 aides/aide/NNS/nsubj/10 said/say/VBD/ROOT/10"
)


def test_a_clause_before_a_semicolon_is_not_what_the_next_says() -> None:
    made = rehung(sentence(_APART))
    assert (word(made, "sued").relation, word(made, "sued").head) == ("parataxis", 4)


def test_what_one_says_before_a_semicolon_is_no_part_of_what_another_does() -> None:
    made = rehung(sentence(_BOTH_SAID))
    assert [(t.relation, t.head) for t in made if t.lemma == "say"] == [
        ("parataxis", 10),
        ("ROOT", 10),
    ]
    assert word(made, "agreed").relation == "ccomp"


def test_who_gives_an_order_accuses_whom_he_orders() -> None:
    made = rehung(
        sentence(
            "Oslo//NNP/nsubj/1 told/tell/VBD/ROOT/1 him/he/PRP/dobj/1 to//TO/aux/4"
            " leave//VB/xcomp/1 ,//,/punct/4 accusing/accuse/VBG/advcl/4 him/he/PRP/dobj/6"
        )
    )
    assert word(made, "accusing").head == word(made, "told").index
    assert texts(of_verb(made, word(made, "accusing"))["subj"]) == ["Oslo"]
