from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.casebook import Casebook
from detente.errors import UsageError
from detente.report.edits import LONGEST, Edit, Edits, apply, name_of
from detente.report.evidence import Evidence, Phrase, sentence
from detente.report.findings import Finding
from detente.report.ranking import Rank
from detente.report.theme import Theme
from detente.report.verification import Verification

if TYPE_CHECKING:
    from pathlib import Path

NAME = "2020-01-01/2020-03-31 Iraq"
AT = "2020-05-14T09:00:00+00:00"


def finding(number: int, happening: str, start: int = 0) -> Finding:
    quote = Evidence("sha256:aa", start, start + 9, "Rockets h")
    said = sentence([Phrase(f"Rockets hit camp {number}", (quote,))])
    rank, known = Rank(0.5, 0.5, 0.5, 1.0, 0.5), Verification((), "one origin")
    return Finding(
        number,
        happening,
        said,
        rank,
        ("sha256:aa",),
        said,
        (),
        known,
        "2020-01-08",
        quote,
        (quote,),
    )


FOUND = [finding(number, f"h{number}", number * 100) for number in range(1, 5)]


def edit(number: int, happening: str, verb: Any, **more: Any) -> Edit:
    return Edit(
        number=number, report=NAME, happening=happening, document="sha256:aa",
        start=100 * int(happening[1]), end=100 * int(happening[1]) + 9, verb=verb,
        sentence="", editor="ann", at=AT, **more,
    )  # fmt: skip


def order(*edits: Edit) -> list[str]:
    return [each.finding.happening for each in apply(FOUND, edits)]


def test_without_changes_findings_stand_as_they_are() -> None:
    assert [(each.finding, each.edits) for each in apply(FOUND, ())] == [
        (each, ()) for each in FOUND
    ]


def test_moves_follow_one_another() -> None:
    assert order(edit(1, "h4", "move", place=1), edit(2, "h1", "move", place=4)) == [
        "h4", "h2", "h3", "h1",
    ]  # fmt: skip


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9)), max_size=9))
def test_whatever_moves_nothing_is_lost_or_told_twice(moves: list[tuple[int, int]]) -> None:
    edits = [edit(n, f"h{who}", "move", place=at) for n, (who, at) in enumerate(moves, 1)]
    assert sorted(order(*edits)) == ["h1", "h2", "h3", "h4"]
    assert order(*edits) == order(*reversed(edits))


def test_what_is_left_out_keeps_its_place_and_may_come_back() -> None:
    out, back = edit(1, "h2", "leave out"), edit(2, "h2", "take in")
    assert [each.left_out for each in apply(FOUND, [out])] == [False, True, False, False]
    assert not any(each.left_out for each in apply(FOUND, [out, back]))


def test_the_last_words_count_and_empty_ones_go_back() -> None:
    one, two = edit(1, "h1", "word", words="One."), edit(2, "h1", "word", words="Two.")
    none = edit(3, "h1", "word")
    assert apply(FOUND, [two, one])[0].worded == two
    assert apply(FOUND, [one, two, none])[0].worded is None


def test_what_was_taken_back_does_not_count() -> None:
    assert order(edit(1, "h4", "move", place=1, withdrawn=2)) == ["h1", "h2", "h3", "h4"]


def test_a_finding_is_found_by_its_words_when_its_event_has_another_id() -> None:
    read_anew = [replace(FOUND[0], happening="h9"), *FOUND[1:]]
    changed = apply(read_anew, [edit(1, "h1", "leave out")])
    assert [each.left_out for each in changed] == [True, False, False, False]


def test_words_that_two_findings_rest_on_name_neither() -> None:
    twins = [replace(FOUND[0], happening=name) for name in ("h8", "h9")]
    assert not any(each.edits for each in apply(twins, [edit(1, "h1", "leave out")]))


@pytest.fixture
def casebook(tmp_path: Path) -> Casebook:
    return Casebook(tmp_path / "casebook")


def test_changes_are_kept_with_who_and_when(casebook: Casebook) -> None:
    edits = Edits(casebook)
    made = edits.add(NAME, FOUND[0], "word", editor=" ann ", at=AT, words="  Rockets\nhit. ")
    assert edits.all() == [made]
    assert (made.number, made.editor, made.at, made.words) == (1, "ann", AT, "Rockets hit.")
    assert made.sentence == str(FOUND[0].sentence)
    assert edits.standing("2019-01-01/2019-12-31") == ()


def test_the_programs_own_words_are_no_change_of_words(casebook: Casebook) -> None:
    said = str(FOUND[0].sentence)
    made = Edits(casebook).add(NAME, FOUND[0], "word", editor="ann", at=AT, words=said)
    assert made.words is None


def test_each_takes_back_their_own_last_change(casebook: Casebook) -> None:
    edits = Edits(casebook)
    edits.add(NAME, FOUND[0], "leave out", editor="ann", at=AT)
    edits.add(NAME, FOUND[1], "leave out", editor="bob", at=AT)
    gone = edits.undo(NAME, editor="ann", at=AT)
    assert (gone.number, gone.withdrawn) == (1, 3)
    assert [each.happening for each in edits.standing(NAME)] == ["h2"]
    with pytest.raises(UsageError) as error:
        edits.undo(NAME, editor="ann", at=AT)
    assert error.value.code == "D316"
    assert len(edits.all()) == 2


def test_the_ledger_lets_no_change_be_altered(casebook: Casebook) -> None:
    Edits(casebook).add(NAME, FOUND[0], "leave out", editor="ann", at=AT)
    ledger = sqlite3.connect(casebook.path / "ledger.sqlite")
    for sql in ("UPDATE report_edits SET editor = 'eve'", "DELETE FROM report_edits"):
        with pytest.raises(sqlite3.IntegrityError):
            ledger.execute(sql)
    ledger.close()


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "burn"},
        {"verb": "move"},
        {"verb": "move", "place": 0},
        {"verb": "word", "words": "x" * (LONGEST + 1)},
        {"verb": "leave out", "editor": " "},
    ],
)
def test_what_does_not_fit_is_refused(casebook: Casebook, change: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as error:
        Edits(casebook).add(NAME, FOUND[0], **{"editor": "ann", "at": AT} | change)
    assert error.value.code == "D316"
    assert Edits(casebook).all() == []


def test_a_report_is_known_by_its_days_and_what_it_is_about() -> None:
    same = name_of(Theme(about=("Iraq",)), from_="2020-01", to="2020-03")
    assert same == name_of(Theme(about=("Iraq",)), from_="2020-01-01", to="2020-03-31")
    assert same != name_of(Theme(actors=("Iraq",)), from_="2020-01", to="2020-03")
    assert name_of(Theme(), from_="2020", to="2020") == "2020-01-01/2020-12-31"
