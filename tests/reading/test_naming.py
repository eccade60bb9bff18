"""The types of names come from the trained heads."""

from __future__ import annotations

from detente.reading.heads import Found
from detente.reading.naming import named
from tests.reading.build import sentence, word

MET = sentence(
    "Officials/official/NNS/nsubj/1 met/meet/VBD/ROOT/1 in//IN/prep/1 Oslo//NNP/pobj/2 "
    "on//IN/prep/1 Monday//NNP/pobj/4 ~.//./punct/1"
)


class Said:
    """Answers that are given by hand."""

    def __init__(self, **layers: list[tuple[str, str]]) -> None:
        self._layers = layers

    def tagged(self, layer: str) -> list[Found]:
        found = [(word(MET, text), label) for text, label in self._layers.get(layer, ())]
        return [Found(token.start, token.end, label, 0.9) for token, label in found]


def types(answers: Said) -> dict[str, str]:
    (found,) = named([MET], answers)  # type: ignore[arg-type]  # answers what is asked
    return {token.text: token.entity for token in found if token.entity}


def test_names_and_times_give_their_words_a_type() -> None:
    answers = Said(name=[("Oslo", "place")], timex=[("Monday", "DATE")])
    assert types(answers) == {"Oslo": "GPE", "Monday": "DATE"}


def test_a_length_of_time_is_a_date_as_in_ontonotes() -> None:
    assert types(Said(timex=[("Monday", "DURATION")])) == {"Monday": "DATE"}


def test_what_has_no_type_there_has_none_here() -> None:
    assert types(Said(name=[("Oslo", "other")])) == {}
