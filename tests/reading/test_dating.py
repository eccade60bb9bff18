"""Which of the times of a text dates an event."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from detente.reading.dating import Calendar
from detente.reading.times import Time
from tests.reading.build import event, sentence, word

if TYPE_CHECKING:
    from tests.reading.build import Read

FIRST = sentence(
    "Talks/talk/NNS/nsubj/1 failed/fail/VBD/ROOT/1 on//IN/prep/1 Sunday//NNP/pobj/2/DATE"
)
SECOND = sentence("Rebels/rebel/NNS/nsubj/1 fled/flee/VBD/ROOT/1 ~.//./punct/1", index=1, start=30)
ELSEWHERE = sentence(
    "Rebels/rebel/NNS/nsubj/1 hid/hide/VBD/ROOT/1 ~.//./punct/1", index=2, paragraph=1, start=60
)
SENTENCES = [FIRST, SECOND, ELSEWHERE]
SUNDAY = word(FIRST, "Sunday")


def time(edtf: str | None, kind: str = "date", reason: str = "") -> Time:
    return Time(SUNDAY.start, SUNDAY.end, kind, edtf, anchored=True, reason=reason)  # type: ignore[arg-type]  # a column of a table


def test_a_time_of_the_sentence_dates_its_words() -> None:
    sunday = time("2020-03-08")
    found = Calendar([sunday], SENTENCES).nearest(FIRST, word(FIRST, "failed"), lambda _: True)
    assert found == (sunday, "sentence")


def test_an_earlier_sentence_of_the_paragraph_dates_one_without_times() -> None:
    sunday = time("2020-03-08")
    found = Calendar([sunday], SENTENCES).nearest(SECOND, word(SECOND, "fled"), lambda _: True)
    assert found == (sunday, "paragraph")


def test_another_paragraph_dates_nothing() -> None:
    calendar = Calendar([time("2020-03-08")], SENTENCES)
    assert calendar.nearest(ELSEWHERE, word(ELSEWHERE, "hid"), lambda _: True) is None


def test_a_time_that_may_not_date_it_does_not() -> None:
    calendar = Calendar([time("2020-03-08")], SENTENCES)
    assert calendar.nearest(FIRST, word(FIRST, "failed"), lambda _: False) is None


def test_an_unresolved_time_does_not_reach_into_later_sentences() -> None:
    calendar = Calendar([time(None, reason="no year")], SENTENCES)
    assert calendar.nearest(SECOND, word(SECOND, "fled"), lambda _: True) is None


@pytest.mark.parametrize(("day", "dated"), [("2020-03-08", True), ("2020-03-07", False)])
def test_what_has_happened_is_dated_by_nothing_that_is_to_come(day: str, *, dated: bool) -> None:
    calendar = Calendar([time("2020-03-08")], SENTENCES)
    until = dt.date.fromisoformat(day)
    for sentence_, verb in ((FIRST, "failed"), (SECOND, "fled")):
        found = calendar.nearest(sentence_, word(sentence_, verb), lambda _: True, until=until)
        assert (found is not None) is dated


def test_what_a_participle_says_in_passing_dates_no_later_sentence() -> None:
    earlier = sentence(
        "Mali//NNP/nsubj/1/GPE sought/seek/VBD/ROOT/1 talks/talk/NNS/dobj/1 ,//,/punct/1"
        " suspended/suspend/VBN/advcl/1 in//IN/prep/4 2017//CD/pobj/5/DATE"
    )
    at = word(earlier, "2017")
    year = Time(at.start, at.end, "date", "2017", anchored=True, reason="")
    later = sentence(
        "Rebels/rebel/NNS/nsubj/1 fled/flee/VBD/ROOT/1", index=1, start=earlier.end + 1
    )
    calendar = Calendar([year], [earlier, later])
    assert calendar.nearest(later, word(later, "fled"), lambda _: True) is None


def test_a_time_with_nothing_to_resolve_dates_nothing() -> None:
    calendar = Calendar([time(None)], SENTENCES)
    assert calendar.nearest(FIRST, word(FIRST, "failed"), lambda _: True) is None


def test_an_unresolved_time_of_the_sentence_leaves_it_undated() -> None:
    sunday = time(None, reason="no year")
    found = Calendar([sunday], SENTENCES).nearest(FIRST, word(FIRST, "failed"), lambda _: True)
    assert found == (sunday, "sentence")


@pytest.mark.parametrize("kind", ["duration", "set"])
def test_how_long_and_how_often_date_nothing(kind: str) -> None:
    calendar = Calendar([time("2020-03-08", kind)], SENTENCES)
    assert calendar.nearest(FIRST, word(FIRST, "failed"), lambda _: True) is None


def test_the_times_of_a_stretch_are_those_that_begin_in_it() -> None:
    sunday = time("2020-03-08")
    calendar = Calendar([sunday], SENTENCES)
    assert calendar.within(SUNDAY.start, SUNDAY.start + 1) == [sunday]
    assert calendar.within(SUNDAY.start + 1, SUNDAY.end) == []


@pytest.mark.parametrize(
    ("text", "date", "quote"),
    [
        ("Rebels attacked Homs on Monday.", "2020-03-09", "Monday"),
        ("Rebels attacked Homs in January.", "2020-01", "January"),
        ("In December 2018 rebels attacked Homs.", "2018-12", "December 2018"),
        ("Rebels attacked Homs two days ago.", "2020-03-12", "two days ago"),
        ("The 2015 attack on Turkish troops angered Ankara.", "2015", "2015"),
        ("Ankara said on Friday that rebels attacked Homs on Monday.", "2020-03-09", "Monday"),
    ],
)
def test_an_event_has_the_date_of_its_clause_and_its_words(
    read: Read, text: str, date: str, quote: str
) -> None:
    found = event(read(text), "ASSAULT")
    assert found.date == date
    assert found.date_text is not None
    assert found.date_text.quote == quote


def test_each_of_two_events_has_the_date_beside_it(read: Read) -> None:
    found = read("Rebels attacked Homs on Monday and Turkey shelled Idlib on Thursday.")
    assert [e.date for e in found.events] == ["2020-03-09", "2020-03-12"]


def test_what_came_after_does_not_date_what_was_before_it(read: Read) -> None:
    text = "Rebels attacked the army before talks began in March 2020."
    assert event(read(text), "ASSAULT").date is None


def test_the_day_it_was_said_does_not_date_what_is_said(read: Read) -> None:
    found = read("Ankara said on Friday that rebels attacked Homs.")
    assert event(found, "ASSAULT").date is None


def test_a_date_from_an_earlier_sentence_is_owned_up_to(read: Read) -> None:
    found = read("Rebels attacked Homs on Monday. Turkey shelled Idlib.")
    assert [e.date for e in found.events] == ["2020-03-09", "2020-03-09"]
    assert "date taken from an earlier sentence of the paragraph" in {
        p.what for p in found.problems
    }


def test_what_dates_the_clause_on_a_noun_dates_nothing_around_it(read: Read) -> None:
    found = read("Mali freed the rebels it arrested in May 2019. France praised Mali.")
    dates = {e.type: e.date for e in found.events}
    assert dates["COERCE"] == "2019-05"
    assert (dates["RETREAT"], dates["SUPPORT"]) == (None, None)


def test_without_a_day_of_publication_a_weekday_stays_open(read: Read) -> None:
    found = read("Rebels attacked Homs on Monday.", published=None)
    assert event(found, "ASSAULT").date is None
    assert any(p.where is not None and p.where.quote == "Monday" for p in found.problems)


def test_the_day_of_a_dateline_dates_no_event(read: Read) -> None:
    found = read("OSLO, March 9 (Gulf Wire) - Rebels attacked Homs.")
    assert event(found, "ASSAULT").date is None


def test_an_event_without_a_date_is_a_problem(read: Read) -> None:
    found = read("Rebels attacked Homs.")
    assert event(found, "ASSAULT").date is None
    assert [p.what for p in found.problems][:1] == ["the text does not say when this happened"]


def test_what_a_sentence_takes_for_known_has_a_date_of_its_own(read: Read) -> None:
    found = read(
        "France met Qatar on Monday. It praised the steps taken after Russia’s invasion of Ukraine."
    )
    assert event(found, "ASSAULT").date is None


def test_since_when_one_thing_goes_on_dates_nothing_told_after_it(read: Read) -> None:
    found = read("Mali has counted the strikes since 2004. Turkey shelled Idlib.")
    shelling = next(e for e in found.events if e.trigger and e.trigger.quote == "shelled")
    assert shelling.date is None


RELEASES = (
    "Release 2020-03-02\n\nJets struck a bridge in Syria.\n\n"
    "Release {}\n\nJets struck a camp in Syria."
)


def test_a_date_over_a_part_dates_what_the_part_tells(read: Read) -> None:
    found = read(RELEASES.format("2020-03-05"))
    assert [e.date for e in found.events if e.type == "ASSAULT"] == ["2020-03-02", "2020-03-05"]
    assert "date taken from the heading of its part" in {p.what for p in found.problems}


@pytest.mark.parametrize(
    "text",
    [
        RELEASES.format("2020-03-02"),
        "Oslo, 2020-03-02\n\nFor use from 2020-03-05\n\nJets struck a bridge in Syria.",
    ],
)
def test_dates_over_the_whole_of_a_text_do_not(read: Read, text: str) -> None:
    assert {e.date for e in read(text).events} == {None}


def test_what_has_happened_by_now_is_not_dated_by_a_sentence_of_long_ago(read: Read) -> None:
    text = "Rebels attacked Homs on 3 May 2019. Turkey condemned the attack."
    assert event(read(text), "ACCUSE").date == "2019-05-03"
    perfect = text.replace("condemned", "has condemned")
    assert event(read(perfect), "ACCUSE").date is None
    assert event(read(perfect, "2019-05-06"), "ACCUSE").date == "2019-05-03"


def test_a_rough_time_is_made_precise_by_the_one_behind_it(read: Read) -> None:
    found = read("A year ago, on 4 March 2019, rebels attacked Homs. Turkey left.")
    assert event(found, "ASSAULT").date == "2019-03-04"
