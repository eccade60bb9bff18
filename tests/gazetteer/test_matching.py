from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import UsageError
from detente.gazetteer import find, key, lookup
from detente.gazetteer.matching import _LONGEST
from detente.gazetteer.roster import roster

if TYPE_CHECKING:
    from collections.abc import Callable


def _found(text: str, *, on: str | None = None) -> list[str]:
    return [text[m.start : m.end] for m in find(text, on=on)]


def _ids(name: str, *, on: str | None = None) -> list[str]:
    return [e.id for e in lookup(name, on=on)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Iraqi officials met in Tehran.", ["Iraqi", "Tehran"]),
        ("Iran's towns and Iraq’s", ["Iran", "Iraq"]),
        ("The U.S. and the US, the UN and the U.N.", ["U.S.", "US", "UN", "U.N."]),
        ("U.S.-led, Iran-backed, anti-American", ["U.S.", "Iran", "American"]),
        ("in Guinea-Bissau, Guinea and Papua New Guinea",
         ["Guinea-Bissau", "Guinea", "Papua New Guinea"]),
        ("the United\nStates", ["United\nStates"]),
        ("the United\n\nStates", []),
        ("the United\u00a0States", ["United\u00a0States"]),
        ("South China Sea, New Jersey and China", ["South China Sea", "New Jersey", "China"]),
        ("left Iraq. Iran said", ["Iraq", "Iran"]),
        ("St. Kitts and Nevis", ["St. Kitts and Nevis"]),
        ("Sana’a, Sana'a, Sanaa", ["Sana’a", "Sana'a", "Sanaa"]),
        ("CÔTE D'IVOIRE and Côte d’Ivoire", ["CÔTE D'IVOIRE", "Côte d’Ivoire"]),
        ("EGYPT AND QATAR AGREE", ["EGYPT", "QATAR"]),
        ("a Bagh\u00addad court", ["Bagh\u00addad"]),
        ("the State of Israel", ["State of Israel"]),
    ],
)  # fmt: skip
def test_names_are_found_with_exact_offsets(text: str, names: list[str]) -> None:
    assert _found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "they told us who it is",
        "Us and Who and It",
        "an iraqi, an american, the kremlin",
        "TOLD US WHO DID IT",
        "THE MAN WHO STOLE A CAR",
        "the Gulf's Arab states; Member States",
        "turkey and china on the table",
        "She’ll Let them go; We're here",
        "",
        " ",
    ],
)
def test_common_words_are_no_names(text: str) -> None:
    assert not [name for name in _found(text) if name != "Gulf"]


def test_an_initialism_that_is_a_pronoun_is_found_where_a_name_stands() -> None:
    assert _found("US STRIKES IRAN") == ["US", "IRAN"]
    assert _found("the WHO said") == ["WHO"]


def test_a_capital_is_both_the_government_and_the_place() -> None:
    (match,) = find("Tehran denied it.")
    assert [(e.kind, e.metonym, e.country) for e in match.entries] == [
        ("government", True, "IRN"),
        ("place", False, "IRN"),
    ]
    assert match.entries[0].sectors == ("GOV",)
    assert match.entries[0].code == "IRNGOV"


def test_a_building_is_only_the_government() -> None:
    assert _ids("the Kremlin") == ["government:RUS"]


def test_an_adjective_says_that_it_is_one() -> None:
    (match,) = find("Iraqi")
    assert match.entries[0].adjective
    assert match.entries[0].code == "IRQ"


def test_a_name_with_two_countries_gives_both() -> None:
    assert _ids("Congo") == ["country:COD", "country:COG"]


def test_former_states_hold_in_their_time() -> None:
    assert _ids("Serbia and Montenegro", on="2004") == ["country:SCG"]
    (entry,) = lookup("Soviet Union", on="2020-05-13")
    assert not entry.in_term
    (entry,) = lookup("Soviet Union", on="1990")
    assert entry.in_term


def test_holders_are_taken_by_their_term() -> None:
    kinds = {(e.country, e.office, e.in_term) for e in lookup("Mike Pompeo", on="2020-03")}
    assert ("USA", "foreign-minister", True) in kinds


def test_a_holder_out_of_office_is_still_known() -> None:
    entries = lookup("Mike Pompeo", on="2024-03")
    assert entries
    assert not any(e.in_term for e in entries)


def test_a_date_within_an_interval_counts() -> None:
    assert lookup("Soviet Union", on="1991-12/1992-03")[0].in_term


@pytest.mark.parametrize("search", [find, lookup])
@pytest.mark.parametrize("text", ["Iraq", "no name", ""])
def test_a_date_that_is_none_is_refused(search: Callable[..., object], text: str) -> None:
    with pytest.raises(UsageError, match="D301"):
        search(text, on="last week")


def test_lookup_takes_the_whole_name_only() -> None:
    assert lookup("Iraqi officials") == ()
    assert lookup("iraq")[0].code == "IRQ"
    assert lookup("") == ()


def test_a_media_name_of_one_word_needs_its_article() -> None:
    assert _found("Harry Hill met them") == []
    assert _found("The Hill reported it") == ["Hill"]


def test_no_name_is_longer_than_the_matcher_reads() -> None:
    assert max(len(key(n).split()) for named in roster() for n in named.names) <= _LONGEST


HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(" \n\t'’-‐.,;\u00a0\u00ad\u200b\u200d\u0301\u202e\ufeffIlS𝔘😀ßİı"),
    ),
    max_size=25,
)
NAMES = st.sampled_from(
    [
        "Iraq", "the U.S.", "Recep Tayyip Erdoğan", "Sana’a", "al-Qaeda", "Guinea-Bissau",
        "Côte d'Ivoire", "United\u00a0States", "South Korean", "Baghdad", "White House",
    ]
)  # fmt: skip


@given(before=HOSTILE, name=NAMES, after=HOSTILE)
def test_every_match_slices_back_to_a_name_of_its_entries(
    before: str, name: str, after: str
) -> None:
    text = before + name + after
    end = 0
    for match in find(text):
        assert end <= match.start < match.end <= len(text)
        end = match.end
        known = {e.id for e in lookup(text[match.start : match.end])}
        assert {e.id for e in match.entries} <= known


@given(before=HOSTILE, name=NAMES, after=HOSTILE)
def test_a_name_among_blanks_is_found_in_any_text(before: str, name: str, after: str) -> None:
    text = f"{before}\n\n{name}\n\n{after}"
    at = len(before) + 2
    bare = name.removeprefix("the ")
    start = at + len(name) - len(bare)
    assert (start, start + len(bare)) in {(m.start, m.end) for m in find(text)}
