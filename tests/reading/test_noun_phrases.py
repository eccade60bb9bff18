"""From a head word to the stretch of text that names a party."""

from __future__ import annotations

import pytest

from detente.reading.noun_phrases import phrase
from tests.reading.build import sentence, texts, word

OFFICE = (
    "The//DT/det/2 small/small/JJ/amod/2 office//NN/nsubj/8 of//IN/prep/2 the//DT/det/5"
    " envoy//NN/pobj/3 in//IN/prep/5 Oslo//NNP/pobj/6 closed/close/VBD/ROOT/8 ~.//./punct/8"
)
TROOPS = (
    "Some//DT/det/1 troops/troop/NNS/nsubj/6 ,//,/punct/1 who//WP/nsubj/4 fled/flee/VBD/relcl/1"
    " ,//,/punct/1 returned/return/VBD/ROOT/6 ~.//./punct/6"
)
PAIR = (
    "Iran//NNP/nsubj/4/GPE and//CC/cc/0 its//PRP$/poss/3 proxies/proxy/NNS/conj/0"
    " struck/strike/VBD/ROOT/4 ~.//./punct/4"
)
BACKED = (
    "An//DT/det/4 Iran//NNP/npadvmod/3/GPE ~-//HYPH/punct/3 ~backed/back/VBN/amod/4"
    " militia//NN/nsubj/5 struck/strike/VBD/ROOT/5 ~.//./punct/5"
)
DATED = (
    "On//IN/prep/4 Feb./feb./NNP/compound/3/DATE 26//CD/nummod/3/DATE"
    " warplanes/warplane/NNS/nsubj/4 struck/strike/VBD/ROOT/4 ~.//./punct/4"
)
CLAUSE = (
    "Oslo//NNP/nsubj/1 accused/accuse/VBD/ROOT/1 troops/troop/NNS/dobj/1 of//IN/prep/2"
    " looting/loot/VBG/pcomp/3"
)
APPOSED = (
    "Saleh//NNP/nsubj/6/PERSON ,//,/punct/0 the//DT/det/3 commander//NN/appos/0 ,//,/punct/0"
    " then//RB/advmod/6 left/leave/VBD/ROOT/6 ~.//./punct/6"
)


@pytest.mark.parametrize(
    ("rows", "head", "extent"),
    [
        pytest.param(OFFICE, "office", "The small office of the envoy", id="of belongs, in not"),
        pytest.param(OFFICE, "envoy", "the envoy", id="the inner phrase"),
        pytest.param(OFFICE, "Oslo", "Oslo", id="a name"),
        pytest.param(TROOPS, "troops", "Some troops", id="without its clause"),
        pytest.param(PAIR, "Iran", "Iran", id="without its conjunct"),
        pytest.param(PAIR, "proxies", "its proxies", id="with its possessive"),
        pytest.param(BACKED, "militia", "An Iran-backed militia", id="with its hyphens"),
        pytest.param(DATED, "warplanes", "warplanes", id="without a date that stands beside"),
        pytest.param(CLAUSE, "troops", "troops", id="without an of that leads to a clause"),
        pytest.param(APPOSED, "Saleh", "Saleh", id="without its apposition"),
        pytest.param(APPOSED, "commander", "the commander", id="the apposition by itself"),
    ],
)
def test_a_phrase_reaches_as_far_as_it_names(rows: str, head: str, extent: str) -> None:
    made = sentence(rows, start=30)
    found = phrase(made, word(made, head))
    assert found.text == extent
    assert made.text[found.start - 30 : found.end - 30] == extent


def test_the_tokens_of_a_phrase_are_those_inside_it() -> None:
    made = sentence(PAIR)
    assert texts(phrase(made, word(made, "proxies")).tokens) == ["its", "proxies"]
