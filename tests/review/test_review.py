"""Decisions: kept beside what is proposed, taken back, found again after another reading."""

from __future__ import annotations

import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.casebook import Casebook, Filter
from detente.casebook.decisions import STATES, Comment, standing
from detente.casebook.proposals import proposals, values
from detente.errors import CasebookError, DetenteError, ReviewError
from detente.records import ReaderInfo, Record
from detente.review import Decision, Key, Proposal, Review, Verdict, Words, queue

if TYPE_CHECKING:
    from pathlib import Path

AT = "2026-01-02T03:04:05+00:00"


def read_anew(casebook: Casebook, wire: Record, **changes: object) -> None:
    """Put another reading of the document into the casebook."""
    reader = ReaderInfo(version="9", model="newer", seconds=0.0)
    with casebook.writer() as writer:
        writer.add(wire.model_copy(update={"reader": reader, **changes}))


def test_a_record_is_proposed_until_somebody_decides(review: Review, wire: Record) -> None:
    standings = review.standings(wire.document.id)
    assert {each.state for each in standings.values()} == {"proposed"}
    assert len(standings) == sum(map(len, (wire.events, wire.claims, wire.causes, wire.relations)))


@pytest.mark.parametrize(
    ("verdict", "state"),
    [("accept", "accepted"), ("reject", "rejected"), ("unsure", "unsure")],
)
def test_a_decision_is_the_state(
    review: Review, wire: Record, named: str, verdict: str, state: str
) -> None:
    review.decide(f"{named}v1", verdict, reviewer="ann", at=AT)  # type: ignore[arg-type]
    standings = review.standings(wire.document.id)
    assert standings["v1"].state == state
    assert standings["v2"].state == "proposed"


def test_a_correction_stands_beside_what_was_proposed(
    casebook: Casebook, review: Review, named: str
) -> None:
    fields = {"type": ["COERCE"], "recipients": ["American soldiers"]}
    kept = review.decide(f"{named}v2", "correct", reviewer="ann", at=AT, correction=fields)
    assert values(kept.proposal)["type"] == ("ASSAULT",)
    assert values(kept.correction) == {"type": ("COERCE",), "recipients": ("American soldiers",)}
    (row,) = [row for row in review.rows("events") if row["id"] == "v2"]
    assert row["type"] == "COERCE"
    assert row["review"] == "corrected"
    assert row["proposed"] == {"type": ["ASSAULT"], "recipients": ["two American soldiers"]}
    assert row["reviewer"] == "ann"
    (read,) = [each for each in casebook.record(row["document"]).events if each.id == "v2"]
    assert read.type == "ASSAULT"


def test_a_correction_points_at_the_words_it_was_read_from(
    review: Review, wire: Record, named: str
) -> None:
    fields = {"recipients": ["American soldiers", "somebody else"]}
    kept = review.decide(f"{named}v2", "correct", reviewer="ann", at=AT, correction=fields)
    found, elsewhere = kept.correction["recipients"]
    assert found.start is not None
    assert wire.document.text[found.start : found.end] == "American soldiers"
    assert (elsewhere.start, elsewhere.end) == (None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": ["WAR"]},
        {"type": []},
        {"type": ["ASSAULT", "COERCE"]},
        {"colour": ["red"]},
        {"date": ["last Tuesday"]},
        {"type": ["ACCUSE"]},
        {},
    ],
)
def test_what_does_not_fit_is_refused_and_not_kept(
    review: Review, named: str, wrong: dict[str, list[str]]
) -> None:
    with pytest.raises(DetenteError):
        review.decide(f"{named}v1", "correct", reviewer="ann", at=AT, correction=wrong)
    assert review.decisions() == []


@pytest.mark.parametrize("target", ["v9", "event:0-1", "event:38-102.1", "", "x:1-2"])
def test_a_record_that_is_not_there_is_refused(review: Review, named: str, target: str) -> None:
    with pytest.raises(ReviewError, match="D601"):
        review.proposal(f"{named}{target}")


def test_a_document_that_is_not_there_is_refused(review: Review) -> None:
    with pytest.raises(CasebookError, match="D206"):
        review.proposal("ffff:v1")


def test_a_key_names_the_record_its_id_names(review: Review, wire: Record) -> None:
    for each in review.proposals(wire.document.id):
        assert review.proposal(str(each.key)) == each


def test_records_on_one_span_are_told_apart(wire: Record) -> None:
    twin = wire.events[0].model_copy(update={"id": "v9"})
    made = proposals(wire.model_copy(update={"events": (*wire.events, twin)}))
    keys = [each.key for each in made]
    assert len(set(keys)) == len(keys)
    assert {str(key).endswith(".1") for key in keys} == {True, False}


def test_the_last_decision_counts_and_all_are_kept(
    review: Review, wire: Record, named: str
) -> None:
    review.decide(f"{named}v1", "accept", reviewer="ann", at=AT)
    review.decide(f"{named}v1", "reject", reviewer="ann", at=AT)
    assert review.standings(wire.document.id)["v1"].state == "rejected"
    assert [each.state for each in review.decisions()] == ["accepted", "rejected"]


def test_undo_takes_back_one_after_the_other_and_keeps_them(
    review: Review, wire: Record, named: str
) -> None:
    review.decide(f"{named}v1", "accept", reviewer="ann", at=AT)
    review.decide(f"{named}v1", "reject", reviewer="ann", at=AT)
    assert review.undo(reviewer="ann", at=AT).state == "withdrawn"
    assert review.standings(wire.document.id)["v1"].state == "accepted"
    review.undo(reviewer="ann", at=AT)
    assert review.standings(wire.document.id)["v1"].state == "withdrawn"
    assert [each.state for each in review.decisions()] == ["withdrawn", "withdrawn"]
    with pytest.raises(ReviewError, match="D602"):
        review.undo(reviewer="ann", at=AT)


def test_undo_leaves_what_others_decided(review: Review, named: str) -> None:
    review.decide(f"{named}v1", "accept", reviewer="ann", at=AT)
    with pytest.raises(ReviewError, match="D602"):
        review.undo(reviewer="ben", at=AT)
    assert review.undo(reviewer="ben", at=AT, number=1).withdrawn == 2


def test_two_reviewers_who_differ_are_disputed(review: Review, wire: Record, named: str) -> None:
    review.decide(f"{named}v1", "accept", reviewer="ann", at=AT)
    assert not review.standings(wire.document.id)["v1"].disputed
    review.decide(f"{named}v1", "reject", reviewer="ben", at=AT)
    where = review.standings(wire.document.id)["v1"]
    assert (where.state, where.disputed) == ("rejected", True)


def test_a_comment_is_on_a_stretch_of_the_text(review: Review, named: str) -> None:
    comment = Comment("who?", 0, 7)
    kept = review.decide(f"{named}v1", "unsure", reviewer="ann", at=AT, comment=comment)
    assert kept.comment == comment
    with pytest.raises(ReviewError, match="D603"):
        review.decide(f"{named}v1", "unsure", reviewer="a", at=AT, comment=Comment("?", 5, 9999))


def test_a_ledger_line_cannot_be_changed(tmp_path: Path, review: Review, named: str) -> None:
    review.decide(f"{named}v1", "accept", reviewer="ann", at=AT)
    path = tmp_path / "casebook" / "ledger.sqlite"
    for sql in ("UPDATE decisions SET verdict = 'reject'", "DELETE FROM decisions"):
        with (
            closing(sqlite3.connect(path)) as connection,
            pytest.raises(sqlite3.IntegrityError, match="only grows"),
        ):
            connection.execute(sql)


def test_decisions_outlive_a_reading_that_numbers_anew(
    casebook: Casebook, review: Review, wire: Record, named: str
) -> None:
    review.decide(f"{named}v1", "accept", reviewer="ann", at=AT)
    renamed = wire.events[0].model_copy(update={"id": "v7", "claim": None})
    read_anew(casebook, wire, events=(renamed,), claims=(), causes=(), relations=())
    assert review.standings(wire.document.id)["v7"].state == "accepted"
    assert review.lost() == []


def test_what_was_accepted_is_not_accepted_when_it_is_read_differently(
    casebook: Casebook, review: Review, wire: Record, named: str
) -> None:
    review.decide(f"{named}v1", "accept", reviewer="ann", at=AT)
    review.decide(f"{named}v2", "correct", reviewer="ann", at=AT, correction={"date": ["2020"]})
    others = (event.model_copy(update={"type": "PROTEST"}) for event in wire.events)
    read_anew(casebook, wire, events=tuple(others))
    standings = review.standings(wire.document.id)
    assert (standings["v1"].state, standings["v1"].changed) == ("proposed", True)
    assert (standings["v2"].state, standings["v2"].changed) == ("corrected", True)
    (item,) = [each for each in queue(casebook) if each.proposal.id == "v1"]
    assert "read differently since it was decided" in item.reasons


def test_a_decision_whose_record_is_gone_is_lost_and_kept(
    casebook: Casebook, review: Review, wire: Record, named: str
) -> None:
    kept = review.decide(f"{named}v1", "accept", reviewer="ann", at=AT)
    read_anew(casebook, wire, events=wire.events[1:], claims=(), causes=(), relations=())
    assert review.lost() == [kept]
    assert review.decisions() == [kept]


def test_rows_leave_out_what_was_rejected(review: Review, named: str) -> None:
    assert "c1" in {row["id"] for row in review.rows("claims")}
    review.decide(f"{named}c1", "reject", reviewer="ann", at=AT)
    assert "c1" not in {row["id"] for row in review.rows("claims")}
    narrowed = review.rows("claims", Filter(text="nothing that is there"))
    assert narrowed == []


def test_a_second_review_sees_what_the_first_wrote(casebook: Casebook, named: str) -> None:
    first, second = Review(casebook), Review(casebook)
    first.decide(f"{named}v1", "accept", reviewer="ann", at=AT)
    second.decide(f"{named}v2", "accept", reviewer="ben", at=AT)
    assert [each.number for each in first.decisions()] == [1, 2]


def test_nothing_is_lost_when_two_decide_at_once(casebook: Casebook, named: str) -> None:
    def work(reviewer: str) -> None:
        with Casebook(casebook.path) as opened:
            for _ in range(10):
                Review(opened).decide(f"{named}v1", "accept", reviewer=reviewer, at=AT)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, ["ann", "ben"]))
    made = Review(casebook).decisions()
    assert [each.number for each in made] == list(range(1, 21))
    assert Counter(each.reviewer for each in made) == {"ann": 10, "ben": 10}


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(list(STATES)), st.booleans())))
def test_the_state_is_that_of_the_last_decision_that_stands(
    made: list[tuple[str, Verdict, bool]],
) -> None:
    proposal = Proposal(Key("d", "event", 0, 1), "v1", {"type": (Words("AID"),)}, None, ((0, 1),))
    decisions = [
        Decision(n, proposal.key, verdict, proposal.fields, {}, who, AT, None, n if gone else None)
        for n, (who, verdict, gone) in enumerate(made, 1)
    ]
    where = standing(proposal, decisions)
    left = [each for each in decisions if each.withdrawn is None]
    assert where.ruling == (left[-1] if left else None)
    expected = left[-1].state if left else "withdrawn" if made else "proposed"
    assert where.state == expected
    last = {each.reviewer: each.verdict for each in left}
    assert where.disputed == (len(set(last.values())) > 1)


def test_a_key_reads_as_it_is_typed() -> None:
    assert str(Key("sha256:0fc49e6af3821b", "event", 38, 102)) == "0fc49e6af382:event:38-102"


def test_a_date_is_corrected_by_words_of_the_text(review: Review, wire: Record, named: str) -> None:
    fields = {"date": ["March 14, 2020"]}
    kept = review.decide(f"{named}v2", "correct", reviewer="ann", at=AT, correction=fields)
    (date,) = kept.correction["date"]
    assert date.value == "2020-03-14"
    assert wire.document.text[date.start : date.end] == "March 14, 2020"
    fields = {"date": ["an Iran-backed militia"]}
    with pytest.raises(DetenteError, match="D301"):
        review.decide(f"{named}v2", "correct", reviewer="ann", at=AT, correction=fields)
