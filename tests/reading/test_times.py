"""The times of a text and the dates they mean."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import dates
from detente.errors import UsageError
from detente.reading.tables import rows
from detente.reading.times import Time, find
from detente.reading.times_readers import READERS

if TYPE_CHECKING:
    from collections.abc import Sequence

WEDNESDAY = "2020-05-13"
"""A publication date that most cases are counted from; 2020-05-13 was a Wednesday."""

_PIECES = (
    "March", "May", "Monday", "last", "next", "week", "year", "ago", "two", "2020", "14", "Q1",
    "the", "quarter", "since", "early", "3 p.m.", "between", "and", "to", "-", "/", ",", ".",
    "1990s", "’",
    "\u00a0", "\u202e", "\u00ad", "e\u0301", "İ", "ı", "ſunday",
    "\u2028", "９", "will", "earlier", "9999",
    "month", "century", "99999999", "day", "before", "\n",
)  # fmt: skip


def _read(*sentences: str, published: str | None = WEDNESDAY) -> list[tuple[str, Time]]:
    """The times of sentences that follow each other in one paragraph, with their words."""
    text = " ".join(sentences)
    spans: list[tuple[int, int]] = []
    at = 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return [(text[t.start : t.end], t) for t in find(text, published, spans)]


def _one(sentence: str, published: str | None = WEDNESDAY) -> Time:
    found = _read(sentence, published=published)
    assert len(found) == 1, found
    return found[0][1]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("March 14, 2020", "2020-03-14"),
        ("14 March 2020", "2020-03-14"),
        ("Saturday, March 14, 2020", "2020-03-14"),
        ("the 14th of March 2020", "2020-03-14"),
        ("Sept. 3, 2019", "2019-09-03"),
        ("2020-03-14", "2020-03-14"),
        ("14/03/2020", "2020-03-14"),
        ("3/14/2020", "2020-03-14"),
        ("14.03.2020", "2020-03-14"),
        ("05/05/2020", "2020-05-05"),
        ("March 2020", "2020-03"),
        ("March of 2020", "2020-03"),
        ("early March 2020", "2020-03-01/2020-03-10"),
        ("mid-March 2020", "2020-03-11/2020-03-20"),
        ("late September 2019", "2019-09-21/2019-09-30"),
        ("the end of February 2020", "2020-02-21/2020-02-29"),
        ("mid-2019", "2019-05/2019-08"),
        ("early 2019", "2019-01/2019-04"),
        ("the second half of 2019", "2019-07/2019-12"),
        ("the beginning of 2019", "2019-01"),
        ("the end of 2018", "2018-12"),
        ("2016", "2016"),
        ("the 1990s", "199X"),
        ("the early 1990s", "1990/1993"),
        ("the late '80s", "1987/1989"),
        ("the 20th century", "19XX"),
        ("the nineteenth century", "18XX"),
        ("summer 2019", "2019-22"),
        ("the winter of 2018", "2018-24"),
        ("the first quarter of 2020", "2020-33"),
        ("Q3 2019", "2019-35"),
        ("May 4-10, 2020", "2020-05-04/2020-05-10"),
        ("4-10 May 2020", "2020-05-04/2020-05-10"),
        ("March 30 to April 2, 2020", "2020-03-30/2020-04-02"),
        ("December 28 to January 3, 2020", "2019-12-28/2020-01-03"),
        ("January to March 2020", "2020-01/2020-03"),
        ("November to February 2020", "2019-11/2020-02"),
        ("2014-16", "2014/2016"),
        ("2014 to 2016", "2014/2016"),
        ("fiscal 2020", "2020~"),
        ("the second quarter of fiscal 2020", "2020~"),
        ("the last quarter of 2019", "2019-36"),
        ("the '00s", "200X"),
        ("about 2016", "2016~"),
        ("1650", "1650"),
        ("between 2014 and 2016", "2014/2016"),
        ("between March 3 and April 2, 2020", "2020-03-03/2020-04-02"),
        ("March and April 2020", "2020-03/2020-04"),
        ("the first three months of 2020", "2020-01/2020-03"),
        ("the final weeks of 2019", "2019-12"),
        ("the week of March 6, 2020", "2020-03-02/2020-03-08"),
        ("the first week of March 2020", "2020-03-01/2020-03-07"),
        ("the last week of February 2020", "2020-02-23/2020-02-29"),
    ],
)
def test_a_date_with_its_year_needs_no_publication_date(words: str, date: str) -> None:
    found = _one(f"The base was hit in {words} by the group.", None)
    assert (found.edtf, found.anchored, found.reason) == (date, False, "")


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("today", "2020-05-13"),
        ("yesterday", "2020-05-12"),
        ("tomorrow", "2020-05-14"),
        ("the day before yesterday", "2020-05-11"),
        ("overnight", "2020-05-12/2020-05-13"),
        ("last night", "2020-05-12"),
        ("this morning", "2020-05-13"),
        ("on Wednesday", "2020-05-13"),
        ("on Tuesday", "2020-05-12"),
        ("on Thursday", "2020-05-07"),
        ("last Wednesday", "2020-05-06"),
        ("Monday morning", "2020-05-11"),
        ("late Sunday", "2020-05-10"),
        ("at 3 p.m. on Tuesday", "2020-05-12"),
        ("on Monday of last week", "2020-05-04"),
        ("last week", "2020-05-04/2020-05-10"),
        ("this week", "2020-05-11/2020-05-17"),
        ("earlier this week", "2020-05-11/2020-05-13"),
        ("last month", "2020-04"),
        ("earlier this month", "2020-05-01/2020-05-13"),
        ("early this month", "2020-05-01/2020-05-10"),
        ("last year", "2019"),
        ("this year", "2020"),
        ("earlier this year", "2020-01/2020-05"),
        ("late last year", "2019-09/2019-12"),
        ("at the beginning of the year", "2020-01"),
        ("at the start of this year", "2020-01"),
        ("at the end of last month", "2020-04-21/2020-04-30"),
        ("over the weekend", "2020-05-09/2020-05-10"),
        ("last summer", "2019-22"),
        ("last April", "2020-04"),
        ("last May", "2019-05"),
        ("this April", "2020-04"),
        ("in April this year", "2020-04"),
        ("on April 3 last year", "2019-04-03"),
        ("in August’s heat", "2019-08"),
        ("in the March raid", "2020-03"),
        ("this summer", "2020-22"),
        ("in the winter", "2019-24"),
        ("in the third quarter of last year", "2019-35"),
        ("on February 29", "2020-02-29"),
        ("for the first week of March", "2020-03-01/2020-03-07"),
        ("in the week of March 6", "2020-03-02/2020-03-08"),
        ("the day before", "2020-05-12"),
        ("a day earlier", "2020-05-12"),
        ("a decade earlier", "2010~"),
        ("in March", "2020-03"),
        ("in May", "2020-05"),
        ("in December", "2019-12"),
        ("in late September", "2019-09-21/2019-09-30"),
        ("in April of last year", "2019-04"),
        ("on March 11", "2020-03-11"),
        ("on 27 December", "2019-12-27"),
        ("between 3 and 7 May", "2020-05-03/2020-05-07"),
        ("from January to March", "2020-01/2020-03"),
        ("from November to February", "2019-11/2020-02"),
        ("three days ago", "2020-05-10"),
        ("two weeks ago", "2020-04-27/2020-05-03"),
        ("about two months ago", "2020-03~"),
        ("four years ago", "2016~"),
        ("two decades ago", "2000~"),
        ("three and a half years ago", "2016-11~"),
        ("in the past three days", "2020-05-10/2020-05-13"),
        ("in the past 24 hours", "2020-05-12/2020-05-13"),
        ("three hours ago", "2020-05-13"),
        ("in the spring of last year", "2019-21"),
        ("from Monday to Wednesday", "2020-05-11/2020-05-13"),
        ("in the last six months of last year", "2019-07/2019-12"),
        ("over the last two months", "2020-03/2020-05"),
        ("over the past two years", "2018/2020"),
        ("since late September", "2019-09-21/.."),
        ("since 2003", "2003/.."),
        ("since Monday", "2020-05-11/.."),
        ("in the first quarter", "2020-33"),
        ("in the fourth quarter", "2019-36"),
    ],
)
def test_a_date_without_its_year_is_counted_from_publication(words: str, date: str) -> None:
    found = _one(f"The group attacked the base {words}, officers said.")
    assert found.edtf == date
    assert found.reason == ""


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("The troops will leave in June.", "2020-06"),
        ("The vote is scheduled for Friday.", "2020-05-15"),
        ("On Friday, the council will vote.", "2020-05-15"),
        ("Talks are to be held next week.", "2020-05-18/2020-05-24"),
        ("The ban takes effect next month.", "2020-06"),
        ("Ministers plan to meet next Wednesday.", "2020-05-20"),
        ("They expect a report in two weeks.", "2020-05-25/2020-05-31"),
        ("The mission is due to end on June 30.", "2020-06-30"),
        ("Both sides will meet over the next three days.", "2020-05-13/2020-05-16"),
        ("The law will apply from next March.", "2021-03"),
        ("They set a term until Friday.", "2020-05-15"),
        ("They will end it by year-end.", "2020-12"),
        ("They will meet two weeks from now.", "2020-05-25/2020-05-31"),
        ("They will meet next summer.", "2020-22"),
        ("They will meet in the fourth quarter.", "2020-36"),
        ("They will meet over the weekend.", "2020-05-16/2020-05-17"),
        ("They will meet on June 3.", "2020-06-03"),
        ("They will meet in the autumn.", "2020-23"),
    ],
)
def test_words_of_the_future_turn_a_date_to_the_next(sentence: str, date: str) -> None:
    assert _one(sentence).edtf == date


def test_until_looks_back_where_the_clause_is_told_as_past() -> None:
    assert _one("Until Friday they had not met.").edtf == "2020-05-08"


def test_a_past_verb_nearer_than_a_future_one_keeps_the_past() -> None:
    (_, found), *_rest = _read("The plan that will bind them was signed on Friday.")
    assert found.edtf == "2020-05-08"


@pytest.mark.parametrize(
    ("published", "date"),
    [("2020-01-20", "2020-01"), ("2020-02-20", "2020-01"), ("2020-05-13", "2020-01")],
)
def test_in_january_is_the_latest_january_begun(published: str, date: str) -> None:
    assert _one("The base was hit in January.", published).edtf == date


def test_every_rule_has_a_reader_and_every_reader_a_rule() -> None:
    assert {row["reader"] for row in rows("times_rules")} - {"not"} == set(READERS)


@pytest.mark.parametrize(
    "words",
    ["in December", "last week", "on Wednesday", "yesterday", "two weeks ago", "on March 11",
     "at the beginning of the year", "in the past three days", "last summer",
     "in the first quarter"],
)  # fmt: skip
def test_without_a_publication_date_there_is_a_reason_and_no_date(words: str) -> None:
    found = _one(f"The group attacked the base {words}.", None)
    assert found.edtf is None
    assert found.reason.startswith("no publication date to anchor")


def test_the_reason_quotes_the_words_as_they_stand() -> None:
    found = _one("The base was hit in December.", None)
    assert found.reason == "no publication date to anchor 'in December'"


@pytest.mark.parametrize(
    ("published", "words", "date"),
    [
        ("2020-05", "last month", "2020-04"),
        ("2020-05", "in December", "2019-12"),
        ("2020-05", "today", "2020-05"),
        ("2020", "last year", "2019"),
        ("2020-05-11/2020-05-13", "last week", "2020-05-04/2020-05-10"),
    ],
)
def test_a_coarse_publication_date_resolves_what_it_can(
    published: str, words: str, date: str
) -> None:
    assert _one(f"The base was hit {words}.", published).edtf == date


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2020-05", "last week"), ("2020-05", "on Wednesday"), ("2020", "in December"),
        ("2020", "last month"),
    ],
)  # fmt: skip
def test_a_publication_date_too_coarse_leaves_a_date_open(published: str, words: str) -> None:
    found = _one(f"The base was hit {words}.", published)
    assert found.edtf is None
    assert "too coarse" in found.reason


def test_day_and_month_that_may_be_either_are_not_guessed() -> None:
    found = _one("The base was hit on 03/04/2020.")
    assert found.edtf is None
    assert "cannot be told apart" in found.reason


@pytest.mark.parametrize(
    ("sentences", "date"),
    [
        (("Rockets fell on March 11.", "The next day, jets struck."), "2020-03-12"),
        (("Rockets fell on March 11.", "Two days later, jets struck."), "2020-03-13"),
        (("Rockets fell on March 11.", "A day earlier, envoys had left."), "2020-03-10"),
        (("Rockets fell on March 11.", "On the same day, envoys left."), "2020-03-11"),
        (("Rockets fell on March 11.", "The same evening envoys left."), "2020-03-11"),
        (("Rockets fell on March 11.", "Later that month, envoys left."), "2020-03"),
        (("Rockets fell on March 11.", "The following month, envoys left."), "2020-04"),
        (("Rockets fell in 2016.", "The following year, envoys left."), "2017"),
        (("Rockets fell on March 11.", "A month later, envoys left."), "2020-04~"),
        (("Rockets fell on March 11.", "They came in June of that year."), "2020-06"),
        (("Rockets fell in May 2016.", "They grew in the first quarter of that year."), "2016-33"),
        (
            ("Rockets fell on March 11.", "They fell in the following two days."),
            "2020-03-11/2020-03-13",
        ),
        (("Rockets fell on March 11.", "That day, envoys left."), "2020-03-11"),
    ],
)
def test_a_date_may_count_from_the_one_before_it(sentences: tuple[str, str], date: str) -> None:
    (_, _first), (_, second) = _read(*sentences)
    assert second.edtf == date
    assert second.anchored


def test_a_date_that_counts_from_nothing_has_a_reason() -> None:
    found = _one("Two days later, envoys left.")
    assert found.edtf is None
    assert "could count from" in found.reason


def test_a_day_cannot_count_from_a_whole_month() -> None:
    (_, _first), (_, second) = _read("Rockets fell in March.", "The next day, jets struck.")
    assert second.edtf is None
    assert "coarser than a day" in second.reason


def test_a_month_goes_on_from_the_month_and_year_just_before_it() -> None:
    found = _read("The pact was signed in November 2017.", "In January, it took effect.")
    assert [t.edtf for _, t in found] == ["2017-11", "2018-01"]


def test_a_year_named_just_before_serves_without_a_publication_date() -> None:
    found = _read("In December 2019, rockets fell.", "In January, jets struck.", published=None)
    assert [t.edtf for _, t in found] == ["2019-12", "2020-01"]


def test_a_year_named_in_another_paragraph_does_not_serve() -> None:
    text = "The pact was signed in December 2016.\n\nIn January, it took effect."
    found = find(text, None, [(0, 37), (39, len(text))])
    assert [t.edtf for t in found] == ["2016-12", None]


def test_a_year_named_far_before_does_not_hold_against_publication() -> None:
    found = _read("The pact was signed in May 2018.", "In January, a general was killed.")
    assert [t.edtf for _, t in found] == ["2018-05", "2020-01"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The group may strike.",
        "The troops march on the town.",
        "A march on the town was planned.",
        "Officer April Smith spoke.",
        "The second man left.",
        "Prices spring back and fall.",
        "More than 2000 people fled.",
        "Some 1,990 soldiers left.",
        "It cost $2016 a head.",
        "It rose 20.16 points.",
        "Resolution 2231 was passed.",
        "Room 1984 was empty.",
        "The 24-year-old soldier spoke.",
        "About a quarter of the attacks failed.",
        "It fell on February 30, 2020.",
        "It fell on 2020-02-30.",
        "It fell on 31.02.2020.",
        "Version 1.2.34 was out.",
        "Rows 2016-14 were empty.",
        "Sat down, he read.",
        "The sun is out; the Sun shone.",
        "It is 1650 long.",
        "They saw a day of calm.",
        "It was the 0th century.",
        "He recalled Bloody Sunday.",
        "The Sunday Times told it.",
        "Call 555-2016-77.",
        "Version 1.2.19 was out.",
        "IRAN MAY STRIKE AGAIN",
    ],
)
def test_words_that_only_look_like_times_are_left_alone(sentence: str) -> None:
    assert _read(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "words", "kind"),
    [
        ("They trained for six months.", "six months", "duration"),
        ("A two-week pause followed.", "two-week", "duration"),
        ("It took at least ten days.", "at least ten days", "duration"),
        ("They trained for a week.", "a week", "duration"),
        ("They left it in two weeks.", "two weeks", "duration"),
        ("They met every week.", "every week", "set"),
        ("They pray each Friday.", "each Friday", "set"),
        ("They met twice a month.", "twice a month", "set"),
        ("They report daily.", "daily", "set"),
    ],
)
def test_durations_and_sets_have_no_date(sentence: str, words: str, kind: str) -> None:
    ((found, time_),) = _read(sentence)
    assert (found, time_.type, time_.edtf, time_.reason) == (words, kind, None, "")


@pytest.mark.parametrize("words", ["now", "currently", "in the future", "in the near future"])
def test_words_told_from_the_moment_of_speaking_leave_nothing_to_resolve(words: str) -> None:
    found = _one(f"They meet {words}.")
    assert (found.type, found.edtf, found.reason) == ("date", None, "")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("It fell over the first nine months.", "the first nine months"),
        ("They fought for the six years.", "the six years"),
        ("It rose from the year-ago quarter.", "the year-ago quarter"),
    ],
)
def test_a_span_of_time_has_its_article_and_its_noun(sentence: str, words: str) -> None:
    assert [found for found, _ in _read(sentence)] == [words]


@pytest.mark.parametrize(
    "words", ["recently", "several years ago", "in recent weeks", "half a year ago"]
)
def test_words_that_name_no_date_say_so(words: str) -> None:
    found = _one(f"They met {words}.")
    assert found.edtf is None
    assert found.reason.endswith("names no date")


@pytest.mark.parametrize(
    ("sentence", "attributive"),
    [
        ("They left the 2015 accord.", True),
        ("The March 11 attack was the first.", True),
        ("They left it in 2015 for good.", False),
        ("They left it in the 1990s for good.", False),
        ("Friday’s attack was the first.", False),
    ],
)
def test_a_date_that_says_which_thing_is_meant_is_attributive(
    sentence: str, *, attributive: bool
) -> None:
    assert _one(sentence).attributive is attributive


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("It began in the '20s.", "the century of"),
        ("They met at noon.", "no day is told for"),
        ("It came at 10:30 p.m. sharp.", "no day is told"),
        ("They met a few days ago.", "names no date"),
        ("They met over the past years.", "names no date"),
    ],
)
def test_a_date_that_cannot_be_told_says_why(sentence: str, reason: str) -> None:
    found = _one(sentence)
    assert found.edtf is None
    assert reason in found.reason


def test_the_span_leaves_out_the_preposition() -> None:
    ((words, _),) = _read("The base was hit on Wednesday by rockets.")
    assert words == "Wednesday"


def test_a_date_across_a_line_end_is_one_date() -> None:
    ((words, found),) = _read("The base was hit on March\n14, 2020 by rockets.")
    assert (words, found.edtf) == ("March\n14, 2020", "2020-03-14")


def test_a_publication_date_that_is_no_date_is_refused() -> None:
    with pytest.raises(UsageError):
        find("In March.", "yesterday", [(0, 9)])


def _check(text: str, found: Sequence[Time]) -> None:
    """Whatever the text: spans in order and inside it, values that are EDTF, reasons where none."""
    ends = 0
    for one in found:
        assert ends <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        ends = one.end
        if one.edtf is not None:
            first, last = dates.bounds(one.edtf)
            assert first <= last
            assert one.reason == ""
        elif one.type in ("date", "time"):
            assert one.reason


@given(
    st.lists(st.sampled_from(_PIECES), max_size=25).map(" ".join) | st.text(max_size=80),
    st.sampled_from([None, "2020-05-13", "2020-05", "2020", "0001-01-01", "9999-12-31", "2016~"]),
)
def test_any_text_gives_times_that_hold_together(text: str, published: str | None) -> None:
    _check(text, find(text, published, [(0, len(text))]))


@given(st.dates(), st.sampled_from(["today", "this week", "this month", "this year", "tonight"]))
def test_what_is_now_holds_the_day_of_publication(day: object, words: str) -> None:
    found = _one(f"They met {words}.", str(day))
    if found.edtf is None:
        assert "beyond" in found.reason
    else:
        first, last = dates.bounds(found.edtf)
        assert str(first) <= str(day) <= str(last)


@pytest.mark.parametrize(
    "unit",
    [
        "On March 11, 2020 they met, and last week the group fled. ",
        "between 3 and ",
        "March ",
        "the the the last past early ",
        "12 ",
        "two hundred and ",
    ],
)
def test_a_long_text_takes_time_in_proportion_to_its_length(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        begun = time.process_time()  # of this process alone: a busy machine is not a slow program
        find(text, WEDNESDAY, [(0, len(text))])
        return time.process_time() - begun

    seconds(1_000)
    assert seconds(200_000) < max(12 * seconds(40_000), 2)


@pytest.mark.parametrize(
    ("other", "date"),
    [("10/17/2019", "2019-10-12"), ("17/10/2019", "2019-12-10"), ("10/11/2019", None)],
)
def test_other_dates_tell_whether_day_or_month_comes_first(other: str, date: str | None) -> None:
    (_, one), _ = _read("Release 10/12/2019", f"Release {other}")
    assert one.edtf == date
