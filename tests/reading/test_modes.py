"""By what means and in what context."""

from __future__ import annotations

import pytest

from detente.reading.functions import of_noun, of_verb
from detente.reading.modes import contexts_of, instruments, mode_of
from tests.reading.build import sentence, texts, word

WITH = (
    "Rebels/rebel/NNS/nsubj/1 hit/hit/VBD/ROOT/1 a//DT/det/3 camp//NN/dobj/1 with//IN/prep/1"
    " mortar//NN/compound/6 shells/shell/NNS/pobj/4"
)
USING = (
    "Rebels/rebel/NNS/nsubj/1 hit/hit/VBD/ROOT/1 camps/camp/NNS/dobj/1 using/use/VBG/advcl/1"
    " drones/drone/NNS/dobj/3"
)
DRONE_STRIKE = "A//DT/det/2 drone//NN/compound/2 strike//NN/ROOT/2"
AIRSTRIKE = "An//DT/det/1 airstrike//NN/ROOT/1"


@pytest.mark.parametrize(
    ("rows", "trigger", "found"),
    [
        pytest.param(WITH, "hit", ["mortar", "shells"], id="with"),
        pytest.param(USING, "hit", ["drones"], id="using"),
        pytest.param(DRONE_STRIKE, "strike", ["drone"], id="before the noun"),
        pytest.param(AIRSTRIKE, "airstrike", ["airstrike"], id="the noun itself"),
    ],
)
def test_weapons_are_found_around_the_word(rows: str, trigger: str, found: list[str]) -> None:
    made = sentence(rows)
    token = word(made, trigger)
    slots = (of_verb if token.pos == "VERB" else of_noun)(made, token)
    assert texts(instruments(made, token, slots)) == found


@pytest.mark.parametrize(
    ("rows", "weapons", "mode"),
    [
        pytest.param(WITH, ["mortar", "shells"], "heavy-weapons", id="mortar"),
        pytest.param(USING, ["drones"], "drone", id="drone"),
        pytest.param(AIRSTRIKE, ["airstrike"], "aerial", id="air strike"),
    ],
)
def test_an_assault_is_of_the_mode_of_its_weapon(rows: str, weapons: list[str], mode: str) -> None:
    made = sentence(rows)
    assert mode_of("ASSAULT", None, [], [word(made, w) for w in weapons]) == mode


def test_a_telling_weapon_goes_before_the_mode_of_the_word() -> None:
    made = sentence(DRONE_STRIKE)
    assert mode_of("ASSAULT", "aerial", [], [word(made, "drone")]) == "drone"


def test_the_mode_of_the_word_goes_before_a_common_weapon() -> None:
    made = sentence(WITH)
    assert mode_of("ASSAULT", "abduct", [], [word(made, "mortar")]) == "abduct"


def test_an_assault_without_a_weapon_has_no_mode() -> None:
    assert mode_of("ASSAULT", None, [], []) is None


def test_the_mode_of_other_types_may_stand_in_the_words_of_the_event() -> None:
    made = sentence("Oslo//NNP/nsubj/1 sought/seek/VBD/ROOT/1 assistance//NN/dobj/1")
    assert mode_of("REQUEST", None, list(made), []) == "assist"


def test_contexts_are_those_whose_words_stand_there() -> None:
    made = sentence(
        "Troops/troop/NNS/nsubj/1 guarded/guard/VBD/ROOT/1 the//DT/det/3 vote//NN/dobj/1"
    )
    assert {"military"} <= set(contexts_of(list(made)))
    assert contexts_of([]) == ()


@pytest.mark.parametrize(
    ("weapon", "means", "mode"),
    [
        pytest.param("jets", "explosives", "aerial", id="jets that bomb"),
        pytest.param("gas", None, "unconventional", id="gas"),
        pytest.param("tear", None, "crowd-control", id="tear gas"),
    ],
)
def test_what_is_used_tells_how(weapon: str, means: str | None, mode: str) -> None:
    made = sentence("jets/jet/NNS/nsubj/1 used/use/VBD/ROOT/1 tear//NN/compound/3 gas//NN/dobj/1")
    used = [t for t in made if t.text == weapon or (weapon == "tear" and t.text == "gas")]
    assert mode_of("ASSAULT", means, [], used) == mode
