from __future__ import annotations

from typing import Final

import numpy as np
import pytest
from hypothesis import given

from detente.casebook.copies import Story, likeness_asked, packed, signature, unpacked
from tests.strategies import documents

WIRE: Final = """Rocket barrage on Iraqi base kills American contractor

By Dana Whitlock

KIRKUK, Iraq, Dec. 28, 2019 (Gulf Wire) - More than 30 rockets struck a military base near Kirkuk on
Friday evening, killing a U.S. civilian contractor and wounding four American service members, U.S.
officials said. Two members of the Iraqi security forces were also injured.

No group claimed responsibility for the attack. Two U.S. officials blamed a militia backed by Iran,
but they gave no evidence and their account could not be independently verified.

Iraqi soldiers found a launcher on the bed of an abandoned truck a few kilometres from the base,
the Iraqi military said in a statement. Four rockets were still in their tubes.

Iraqi commanders opened an investigation on Saturday. The prime minister's office urged all armed
groups to stop firing on bases where Iraqi soldiers serve beside foreign advisers.
"""
_BODY: Final = WIRE.partition("Gulf Wire) - ")[2]
_CUT: Final = "American contractor killed in Iraq\n\nKIRKUK (Gulf Wire) — " + "\n\n".join(
    " ".join(p.split()) for p in _BODY.split("\n\n")[:2]
).replace("U.S.", "US")
_OTHER: Final = """Contractor dies in attack on base in northern Iraq

An American contractor was killed and four U.S. soldiers were wounded when rockets hit a military
base near Kirkuk on Friday evening, according to two officials. The base houses Iraqi troops and
forces of the coalition that fights Islamic State in the north of the country.

Iraqi officers said that about 30 rockets had been fired from a truck, which soldiers later found
abandoned a few kilometres away. No group has claimed responsibility. Washington accuses militias
backed by Iran of several such attacks in the last months; they deny it.

The prime minister's office in Baghdad promised an investigation and called on all groups to hold
their fire. Iran denies that it directs any of them.
"""


@pytest.mark.parametrize(
    "copy",
    [
        _CUT,
        WIRE.upper(),
        " ".join(WIRE.split()),
        WIRE.replace(" - ", " — ").replace("minister's", "minister’s"),
        WIRE.replace("Two members", "2 members"),
        WIRE.replace("four American", "4 American"),
        "Posted 30 December 2019, 07:15\n" + WIRE + "\nCall 555 0100 to subscribe",
        WIRE.replace("Dec. 28, 2019", "Dec. 29"),
    ],
)
def test_a_story_cut_set_or_headed_otherwise_is_one_story(copy: str) -> None:
    assert Story.of(WIRE).same(Story.of(copy))
    assert Story.of(copy).same(Story.of(WIRE))


@pytest.mark.parametrize(
    "other",
    [
        _OTHER,
        WIRE.replace("four American", "five American"),
        WIRE.replace("More than 30", "More than 35"),
        WIRE.partition("By Dana")[0],
        "",
    ],
)
def test_another_story_of_the_event_and_a_changed_number_are_not(other: str) -> None:
    assert not Story.of(WIRE).same(Story.of(other))


def test_short_texts_are_one_story_only_word_for_word() -> None:
    first = Story.of("The envoy met the minister in Baghdad on Monday to speak of the new border.")
    assert first.same(
        Story.of("The envoy met the minister in Baghdad on Monday, to speak of the new border")
    )
    assert not first.same(
        Story.of("The envoy met the minister in Baghdad on Monday to speak of the new bridge.")
    )


def test_a_roundup_is_no_copy_of_the_brief_it_holds() -> None:
    roundup = WIRE + "\n".join(
        f"In place{n} envoy{n} told paper{n} of delay{n}." for n in range(120)
    )
    assert not Story.of(WIRE).same(Story.of(roundup))


def test_a_signature_estimates_the_share_of_shingles() -> None:
    first, second = Story.of(WIRE).shingles, Story.of(_CUT).shingles
    estimate = np.mean(signature(WIRE) == signature(_CUT))
    assert estimate == pytest.approx(len(first & second) / len(first | second), abs=0.1)


@given(text=documents())
def test_a_signature_comes_back_from_its_column(text: str) -> None:
    assert np.array_equal(unpacked(packed(signature(text))), signature(text))


@given(text=documents())
def test_every_text_is_its_own_story(text: str) -> None:
    assert Story.of(text).same(Story.of(text))


def test_texts_of_very_different_lengths_are_no_copies_however_alike_they_are() -> None:
    near, far = likeness_asked(1_000, np.array([4_000, 100_000]))
    assert near < 1 < far
