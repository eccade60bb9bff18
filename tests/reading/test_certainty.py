"""How sure a statement is, and the words that say so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.certainty import certainty, certainty_of, find, governing
from detente.records import Certainty

_PIECES = (
    "probably", "may", "May", "not", "isn’t", "highly", "unlikely", "likely", "appears to",
    "almost", "certainly", "no chance", "reportedly", "is believed to", "might", "the", "2020",
    ";", ", but", "\u00a0", "\u202e", "e\u0301", "ſuspected", "İ", "\n",
)  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "level", "cue"),
    [
        ("Envoys probably knew of it.", "likely", "probably"),
        ("It is highly likely that they knew.", "very likely", "highly likely"),
        ("They were very likely warned.", "very likely", "very likely"),
        ("It was almost certainly a rocket.", "almost certain", "almost certainly"),
        ("A truce is unlikely to hold.", "unlikely", "unlikely"),
        ("A truce is highly unlikely.", "very unlikely", "highly unlikely"),
        ("There is a remote chance of peace.", "almost no chance", "remote chance"),
        ("The odds are about even.", "roughly even", "about even"),
        ("It is not likely to hold.", "unlikely", "not likely"),
        ("It isn’t very likely to hold.", "unlikely", "isn’t very likely"),
        ("It is not unlikely.", "likely", "not unlikely"),
        ("They probably did not know.", "likely", "probably"),
        ("They will probably not agree.", "unlikely", "probably not"),
        ("It is not almost certain.", "unstated-hedged", "not almost certain"),
        ("Rain\u00a0is more likely\nthan not.", "likely", "more likely\nthan not"),
        ("He appears to know.", "unstated-hedged", "appears to"),
        ("He is believed to know.", "unstated-hedged", "is believed to"),
        ("Reportedly, he knew.", "unstated-hedged", "Reportedly"),
        ("He may know.", "unstated-hedged", "may"),
        ("He knew.", "unstated", None),
        ("It fell in May 2020 and in May.", "unstated", None),
        ("The military might of the state.", "unstated", None),
        ("They knew its might.", "unstated", None),
        ("He could not come.", "unstated", None),
        ("They had probable cause.", "unstated", None),
        ("They drove to a remote area.", "unstated", None),
        ("It was certain.", "unstated", None),
        ("Reportedly, he probably knew.", "likely", "probably"),
    ],
)
def test_a_sentence_is_as_sure_as_its_words(sentence: str, level: str, cue: str | None) -> None:
    found = certainty_of(sentence, 0, len(sentence))
    assert found.level == level
    assert (found.cue.quote if found.cue else None) == cue


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [("It is likely.", 55, 80), ("It is almost certain.", 95, 99), ("It may be so.", None, None)],
)
def test_a_degree_has_its_bounds_in_percent(
    sentence: str, low: int | None, high: int | None
) -> None:
    found = certainty_of(sentence, 0, len(sentence))
    assert (found.low, found.high) == (low, high)


def test_only_the_words_within_the_span_count() -> None:
    text = "He probably knew. She left."
    assert certainty_of(text, 18, len(text)) == Certainty()


def test_the_cue_points_into_the_whole_text() -> None:
    text = "She left. He probably knew."
    found = certainty_of(text, 10, len(text))
    assert found.cue is not None
    assert text[found.cue.start : found.cue.end] == found.cue.quote == "probably"


def test_no_hedge_is_unstated() -> None:
    assert certainty("", None) == Certainty()


@pytest.mark.parametrize(
    ("text", "word", "cue"),
    [
        ("He probably knew and reportedly left", "knew", "probably"),
        ("It was probably a rocket, but jets struck", "struck", None),
        ("They struck, probably by night", "struck", "probably"),
        ("It reportedly was likely to fail", "fail", "likely"),
        ("Jets struck; they may strike again", "struck", None),
    ],
)
def test_a_word_is_governed_by_the_hedge_of_its_clause(
    text: str, word: str, cue: str | None
) -> None:
    at = text.index(word)
    found = governing(text, find(text, 0, len(text)), at, at + len(word))
    assert (text[found.start : found.end] if found else None) == cue


@given(st.lists(st.sampled_from(_PIECES), max_size=20).map(" ".join) | st.text(max_size=60))
def test_any_text_gives_hedges_in_order_inside_it(text: str) -> None:
    ends = 0
    for hedge in find(text, 0, len(text)):
        assert hedge.start < hedge.end <= len(text)
        assert hedge.end > ends
        ends = hedge.end
        cue = certainty(text, hedge).cue
        assert cue is not None
        assert text[cue.start : cue.end] == cue.quote
