"""Links of the heads and of the rules put together, and what the heads find in a text."""

from __future__ import annotations

from detente.reading.causal_links import Link, find, merged, odds_of
from detente.reading.heads import default_model
from detente.reading.parser import default_parser
from detente.reading.sentences import split

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
