"""Links of the heads and of the rules put together, and what the heads find in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from detente.reading import causes
from detente.reading.causal_links import RECORDED, Link, find, merged, odds_of
from detente.reading.heads import Found, default_model
from detente.reading.parser import default_parser
from detente.reading.sentences import split

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.reading.heads import Answers

_BY_RULES = Link((10, 20), (30, 40), (21, 29))


def test_of_two_links_between_the_same_things_that_of_the_rules_stays() -> None:
    assert merged([_BY_RULES], [Link((8, 20), (30, 45), None, 0.9)]) == [_BY_RULES]


def test_a_link_the_other_way_round_is_not_added_to_one_of_the_rules() -> None:
    assert merged([_BY_RULES], [Link((30, 45), (8, 20), None, 0.9)]) == [_BY_RULES]


def test_a_link_that_tells_of_something_else_is_added_in_the_order_of_the_text() -> None:
    other = Link((0, 8), (10, 20), None, 0.9)
    assert merged([_BY_RULES], [other]) == [other, _BY_RULES]


def test_a_link_without_a_signal_is_told_where_its_first_end_is() -> None:
    assert Link((30, 40), (10, 20), None).at == 10
    assert _BY_RULES.at == 21


def test_links_of_the_heads_lie_in_a_causal_sentence_and_their_ends_apart() -> None:
    text = "Thousands protested in the capital because the government raised the price of fuel."
    answers = default_model().read(text, [(0, len(text))])
    links = list(find(answers, default_parser().parse(split(text))))
    assert links
    for link in links:
        assert link.odds == odds_of(answers, 0, len(text))
        assert link.cause[1] <= link.effect[0] or link.effect[1] <= link.cause[0]


class _Heads:
    """Answers by hand: words that are causes and effects, and what is linked to any cause."""

    def __init__(self, text: str, ends: dict[str, list[str]], linked: list[str]) -> None:
        self._text = text
        self._ends = {k: [self._at(w) for w in words] for k, words in ends.items()}
        self._linked = [Found(*self._at(w), "effect", 0.9) for w in linked]

    def _at(self, words: str) -> tuple[int, int]:
        start = self._text.index(words)
        return start, start + len(words)

    def tagged(self, _: str) -> list[Found]:
        return []

    def classed(self, *_: object) -> dict[str, float]:
        return {"1": 0.9}

    def linked(self, *_: object) -> list[Found]:
        return self._linked

    def tag_odds(self, _: str, words: NDArray[np.int32]) -> dict[str, NDArray[np.float64]]:
        return {
            label: np.array([0.99 if (a, b) in at else 0.01 for a, b in words.tolist()])
            for label, at in self._ends.items()
        }


def _found(text: str, ends: dict[str, list[str]], linked: list[str]) -> set[tuple[str, str]]:
    heads = cast("Answers", _Heads(text, ends, linked))
    made = list(default_parser().parse(split(text)))[:1]
    return {(text[slice(*link.cause)], text[slice(*link.effect)]) for link in find(heads, made)}


_TWO = {"cause": ["storms", "raids"], "effect": ["floods", "panic"]}


def _recorded(text: str, cause: str, *effect: str) -> list[Link]:
    heads = cast("Answers", _Heads(text, {"cause": [cause], "effect": [*effect]}, []))
    return causes.find(list(default_parser().parse(split(text))), {}, heads, RECORDED)


@pytest.mark.parametrize(("cause", "effect"), [("storm", "soldiers"), ("storm", "year")])
def test_who_it_was_and_when_are_no_ends_of_a_link_worth_recording(cause: str, effect: str) -> None:
    text = "After the storm of that year soldiers saw much hunger."
    assert _recorded(text, cause, effect) == []
    assert _recorded(text, cause, "hunger") != []


def test_a_scrap_of_a_clause_is_no_end_of_a_link_worth_recording() -> None:
    text = "Storms that ruined the crops kept many in the towns."
    assert _recorded(text, "Storms", "ruined", "the", "crops") != []
    assert _recorded(text, "Storms", "ruined", "the") == []


def test_that_somebody_said_so_is_no_end_of_a_link_worth_recording() -> None:
    text = "The harvest failed and the mayor said it, and people fled the towns."
    assert _recorded(text, "harvest", "said") == []
    assert _recorded(text, "harvest", "fled") != []


def test_a_number_leads_to_nothing() -> None:
    text = "The storms that Oslo saw left 23."
    ends = {"cause": ["storms"], "effect": ["23"]}
    heads = cast("Answers", _Heads(text, ends, []))
    assert list(find(heads, default_parser().parse(split(text))))
    assert causes.find(default_parser().parse(split(text)), {}, heads) == []


def test_what_is_linked_in_another_sentence_is_no_effect() -> None:
    text = "The storms brought floods and raids spread panic. Hunger followed."
    assert ("storms", "Hunger") not in _found(text, _TWO, ["Hunger"])
    assert _found(text, _TWO, ["panic", "Hunger"]) == {("storms", "panic"), ("raids", "panic")}
