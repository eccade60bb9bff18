from __future__ import annotations

import datetime as dt
from dataclasses import replace
from time import process_time
from timeit import timeit
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.casebook.likeness import likeness
from detente.casebook.mentions import Mention, Side
from detente.casebook.wording import nearness

DAY: Final = dt.date(2020, 3, 11)
ATTACK: Final = Mention(
    document="one",
    id="v1",
    type="ASSAULT",
    quad_class=4,
    trigger="attack",
    words=frozenset({"rocket", "attack", "kill", "soldier"}),
    actor=Side(frozenset({"militia"}), frozenset({"irq"})),
    recipient=Side(frozenset({"american soldiers"}), frozenset({"usa"})),
    place="taji",
    country="IRQ",
    point=(33.5, 44.2),
    earliest=DAY,
    latest=DAY,
    published=DAY + dt.timedelta(1),
    killed=(3, 3),
)
RETOLD: Final = replace(ATTACK, document="two")


def _texts(one: Mention, other: Mention) -> set[str]:
    return {reason.text for reason in likeness(one, other).reasons}


def test_the_same_told_twice_is_all_but_certain() -> None:
    assert likeness(ATTACK, RETOLD).score > 0.99


def test_nothing_in_common_but_the_type_is_unlikely() -> None:
    bare = Mention(document="two", id="v1", type="ASSAULT", quad_class=4)
    assert likeness(ATTACK, bare).score < 0.2


def test_every_reason_can_be_read() -> None:
    other = replace(RETOLD, killed=(2, 2))
    assert {"same day", "both at Taji", "same actor: militia"} <= _texts(ATTACK, other)
    assert "3 killed and 2 killed" not in _texts(ATTACK, other)
    assert "3 killed and at least 2 killed" in _texts(ATTACK, replace(other, killed=(2, None)))


def test_the_score_is_the_logistic_of_its_reasons() -> None:
    found = likeness(ATTACK, RETOLD)
    assert all(0 <= reason.value <= 1 for reason in found.reasons)
    more = likeness(ATTACK, replace(RETOLD, place=None, point=None))
    assert more.score < found.score


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"earliest": dt.date(2020, 3, 14), "latest": dt.date(2020, 3, 15)}, "3 days apart"),
        ({"country": "SYR"}, "in IRQ and in SYR"),
        ({"type": "AID", "quad_class": 2}, "ASSAULT is no AID"),
        (
            {"earliest": None, "latest": None, "published": dt.date(2020, 3, 2)},
            "told on 2020-03-02, before 2020-03-11",
        ),
    ],
)
def test_what_cannot_be_one_is_barred_and_says_why(changes: dict[str, object], why: str) -> None:
    found = likeness(ATTACK, replace(RETOLD, **changes))  # type: ignore[arg-type]
    assert (found.score, found.barred) == (0.0, why)


def test_a_plan_may_be_told_before_the_day() -> None:
    plan = replace(
        RETOLD, earliest=None, latest=None, published=dt.date(2020, 3, 2), status="planned"
    )
    assert likeness(ATTACK, plan).barred is None


def test_a_night_between_two_dates_bars_nothing_but_tells_against() -> None:
    eve = replace(RETOLD, earliest=dt.date(2020, 3, 10), latest=dt.date(2020, 3, 10))
    assert likeness(ATTACK, eve).barred is None
    assert likeness(ATTACK, eve).score < likeness(ATTACK, RETOLD).score


def test_a_month_that_holds_the_day_is_some_likeness() -> None:
    month = replace(RETOLD, earliest=dt.date(2020, 3, 1), latest=dt.date(2020, 3, 31))
    unknown = replace(RETOLD, earliest=None, latest=None)
    scores = [likeness(ATTACK, each).score for each in (RETOLD, month, unknown)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_an_event_without_a_date_is_less_alike_where_the_documents_have_dates() -> None:
    vague = replace(RETOLD, earliest=None, latest=None)
    assert "of one at least no date is told" in _texts(ATTACK, vague)
    assert "of one at least no date is told" not in _texts(ATTACK, replace(vague, published=None))


def test_sides_are_one_by_a_name_or_somewhat_alike_by_their_words() -> None:
    militia = replace(RETOLD, actor=Side(words=frozenset({"militia", "local"})))
    told = replace(ATTACK, actor=Side(words=frozenset({"militia", "gunm"})))
    shares = [
        next(reason.value for reason in likeness(one, other).reasons if reason.feature == "actor")
        for one, other in ((ATTACK, RETOLD), (told, militia))
    ]
    assert shares[0] == 1.0
    assert 0 < shares[1] < 1


def test_a_headline_is_told_again_at_the_head_of_its_document() -> None:
    headline, lead, later = (
        replace(ATTACK, id=f"v{number}", start=start) for number, start in enumerate((0, 60, 900))
    )
    assert likeness(headline, lead).score > likeness(headline, later).score


def test_who_is_told_of_on_another_side_is_some_likeness() -> None:
    arrest = replace(RETOLD, actor=ATTACK.recipient, recipient=Side())
    assert "both tell of american soldiers" in _texts(ATTACK, arrest)


def test_words_near_in_meaning_are_some_likeness() -> None:
    assert nearness("minist", "ministr") == nearness("ministr", "minist")
    killed, murdered, elected = (replace(RETOLD, trigger=t) for t in ("kill", "murd", "elect"))
    assert (
        likeness(killed, replace(murdered, document="one")).score
        > likeness(killed, replace(elected, document="one")).score
    )


_days = st.none() | st.dates(dt.date(2020, 3, 1), dt.date(2020, 3, 20))
_counts = st.none() | st.tuples(st.integers(0, 5), st.none() | st.integers(5, 50))
_words = st.frozensets(st.sampled_from(["bomb", "market", "kill", "dawn"]))
_sides = st.builds(Side, _words, st.frozensets(st.sampled_from(["usa", "irq"])))


@st.composite
def _mentions(draw: st.DrawFn) -> Mention:
    first, last = draw(_days), draw(_days)
    both = sorted([first, last]) if first and last else [None, None]
    return Mention(
        document=draw(st.sampled_from("ab")),
        id="v1",
        type=draw(st.sampled_from(["ASSAULT", "COERCE"])),
        quad_class=4,
        words=draw(_words),
        actor=draw(_sides),
        recipient=draw(_sides),
        country=draw(st.sampled_from([None, "IRQ", "SYR"])),
        point=draw(st.sampled_from([None, (33.3, 44.4), (36.3, 43.1)])),
        earliest=both[0],
        latest=both[1],
        published=draw(_days),
        killed=draw(_counts),
        status=draw(st.sampled_from(["occurred", "planned"])),
    )


@given(_mentions(), _mentions())
def test_it_does_not_matter_who_is_first(one: Mention, other: Mention) -> None:
    assert likeness(one, other).score == likeness(other, one).score


def test_a_pair_takes_less_than_a_fifth_of_a_millisecond_of_the_processor() -> None:
    assert timeit(lambda: likeness(ATTACK, RETOLD), timer=process_time, number=1000) < 0.2


TALKS: Final = replace(ATTACK, type="CONSULT", quad_class=1, killed=None)


def test_what_is_said_to_one_country_is_not_what_is_said_to_another() -> None:
    other = replace(TALKS, document="two", recipient=Side(countries=frozenset({"tur"})))
    assert likeness(TALKS, other).barred == "between IRQ, USA, and between IRQ, TUR"
    assert likeness(TALKS, replace(other, recipient=Side())).barred is None
    harmed = replace(RETOLD, recipient=Side(countries=frozenset({"gbr"})))
    assert likeness(ATTACK, harmed).barred is None


def test_talks_of_three_of_whom_two_are_told_may_be_one() -> None:
    more = replace(TALKS, document="two", recipient=Side(countries=frozenset({"usa", "tur"})))
    fewer = replace(TALKS, recipient=Side(countries=frozenset({"usa", "gbr"})))
    assert likeness(fewer, more).barred is None


def test_words_without_a_date_that_are_printed_again_later_are_said_again() -> None:
    undated = replace(TALKS, document="two", earliest=None, latest=None)
    later = replace(undated, published=DAY + dt.timedelta(12))
    assert "undated_words" not in {r.feature for r in likeness(TALKS, undated).reasons}
    assert "undated_words" in {r.feature for r in likeness(TALKS, later).reasons}
