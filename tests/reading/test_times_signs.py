"""What a pattern of time cannot match without is told from the pattern, and is so of every rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading import times_grammar
from detente.reading.times_signs import DIGITS, Sign, signs

_PIECES = (
    "March", "may", "Monday", "last", "next", "the", "week", "weeks", "year", "ago", "two", "2020",
    "14", "Q1", "quarter", "first", "since", "early", "3 p.m.", "noon", "between", "and", "to", "-",
    "1990s", "’", "\u00a0", "e\u0301", "İ", "ı", "ſunday", "wee\u212a", "９", "earlier", "same",
    "day", "before", "\n", "every", "recent", "half", "summer", "in", "%", "killed", "of", "today",
    "weekend", "for", "months", "century", "fiscal", "closing", "high",
)  # fmt: skip


def of(name: str) -> Sign | None:
    """The signs of two macros."""
    return {"month": frozenset({"may", "june"}), "year": DIGITS}.get(name)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("week of @month", [{"week"}, {"of"}, {"may", "june"}]),
        ("(?:the )?@count weeks? ago", [{"week"}, {"ago"}]),
        ("(?<=in )(?:@month|@year)(?! of)", [{"may", "june", *DIGITS}]),
        ("(?P<sign>earlier|later) on|(?:the )?day", [{"earlier", "later", "day"}]),
        ("[0-9]{1,2}(?:st|nd)?[ -]@century", [DIGITS]),
        ("(?:a|[‘’]) x*y{0,2}z+", [{"z"}]),
        (r"US\$[0-9]*", [{"us"}]),
        ("@count", []),
    ],
)
def test_signs_are_what_every_match_holds(pattern: str, expected: list[set[str]]) -> None:
    assert [set(sign) for sign in signs(pattern, of)] == expected


@given(st.lists(st.sampled_from(_PIECES), max_size=9), st.sampled_from([" ", "", "-"]))
def test_whatever_a_rule_matches_holds_its_signs(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    folded = times_grammar._fold(text)
    for rule in times_grammar._rules():
        if rule.pattern.search(text):
            assert all(any(word in folded for word in sign) for sign in rule.signs), rule.written
