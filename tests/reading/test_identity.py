"""One happening, one event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading.identity import group
from tests.reading.build import event

if TYPE_CHECKING:
    from tests.reading.build import MakeCast, Read


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Rebels attacked Turkish soldiers in Syria. The attack lasted an hour.",
            id="a noun with nobody around it",
        ),
        pytest.param(
            "A rocket attack killed two Turkish soldiers.\n\n"
            "The rocket attack killed the Turkish soldiers near Homs, Ankara said.",
            id="headline and lead",
        ),
        pytest.param(
            "Rebels attacked Turkish soldiers on Monday.\n\nRebels attacked Turkish soldiers.",
            id="the same word and the same sides",
        ),
        pytest.param(
            "Rebels killed two Turkish soldiers in Syria.\n\n"
            "Rebels killed two Turkish soldiers on Monday.",
            id="the same toll",
        ),
        pytest.param(
            "Israel killed Iranian Gen. Reza Karimi in Syria.\n\n"
            "Talks went on in Oman.\n\nOman sent an envoy.\n\n"
            "Iran promised an answer after Karimi was killed.",
            id="nobody is killed twice",
        ),
    ],
)
def test_one_happening_told_twice_is_one_event(read: Read, text: str) -> None:
    assert len(event(read(text), "ASSAULT").evidence) == 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Rebels attacked Turkish soldiers on Monday. Another attack by rebels killed a Turkish"
            " soldier.",
            id="another",
        ),
        pytest.param(
            "Rebels attacked Turkish men on Monday.\n\nRebels attacked Turkish men on Friday.",
            id="other days",
        ),
        pytest.param(
            "Rebels killed two Turkish soldiers.\n\nRebels killed nine Turkish soldiers.",
            id="other tolls",
        ),
        pytest.param(
            "Rebels attacked Turkish soldiers.\n\nRebels attacked Russian soldiers.",
            id="others attacked",
        ),
        pytest.param(
            "Rebels attacked Turkish soldiers.\n\nRebels plan to attack Turkish soldiers.",
            id="a plan",
        ),
        pytest.param(
            "Rebels attacked Turkish soldiers.\n\nRebels kidnapped Turkish soldiers.",
            id="another kind of act",
        ),
    ],
)
def test_two_happenings_are_two_events(read: Read, text: str) -> None:
    found = [e for e in read(text).events if e.type == "ASSAULT"]
    assert len(found) == 2
    assert all(len(e.evidence) == 1 for e in found)


def test_events_of_two_types_are_two(read: Read) -> None:
    found = read("Iran threatened Israel. Iran attacked Israel.")
    assert [e.type for e in found.events] == ["THREATEN", "ASSAULT"]


def test_a_mention_that_speaks_of_no_known_event_is_left_out(read: Read) -> None:
    assert read("The attack went on for days.").events == ()


def test_a_mention_that_tells_how_many_died_is_an_event(read: Read) -> None:
    found = event(read("It rained. The death toll from the blast rose to 32."), "ASSAULT")
    assert found.casualties is not None
    assert found.casualties.killed is not None
    assert found.casualties.killed.low == 32


def test_a_mention_that_says_when_is_an_event(read: Read) -> None:
    found = event(read("It rained. Monday's clashes lasted an hour."), "ASSAULT")
    assert found.date == "2020-03-09"


def test_whom_an_attack_hurt_is_told_in_the_next_sentence(read: Read) -> None:
    found = event(
        read("Rebels attacked a convoy on Monday. Three soldiers were killed."), "ASSAULT"
    )
    assert len(found.evidence) == 2
    assert found.casualties is not None
    assert found.casualties.killed is not None
    assert found.casualties.killed.low == 3


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked a convoy on Monday. Two soldiers were killed by a bomb in May.",
        "Rebels attacked a convoy.\n\nTwo soldiers were wounded.",
    ],
)
def test_harm_of_another_day_or_paragraph_is_an_event_apart(read: Read, text: str) -> None:
    assert [len(e.evidence) for e in read(text).events if e.type == "ASSAULT"] == [1, 1]


def test_a_similar_event_is_another(read: Read) -> None:
    found = read(
        "Police arrested a Turkish envoy on Monday. Talks failed after a similar arrest in May."
    )
    assert [e.date for e in found.events if e.type == "COERCE"] == ["2020-03-09", "2019-05"]


def test_a_later_mention_gives_the_date_the_first_lacks(read: Read) -> None:
    found = read("Rebels attacked Turkish soldiers. The attack on Tuesday lasted an hour.")
    assert event(found, "ASSAULT").date == "2020-03-10"


def test_no_reports_make_no_groups(cast: MakeCast) -> None:
    parties, _ = cast("Nothing happened.")
    assert group([], parties) == []
