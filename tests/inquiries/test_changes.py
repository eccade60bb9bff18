from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from detente.inquiries.changes import (
    Added,
    Change,
    Closed,
    Entry,
    Filed,
    Found,
    Judged,
    Revised,
    Sent,
    Stamp,
    Undone,
    replay,
    standing,
)
from detente.inquiries.inquiry import Passage, Proposal, Request

if TYPE_CHECKING:
    from collections.abc import Sequence

REQUEST = Request("the office", ("Why?", "When?"), due="2020-04-20")
PASSAGE = Passage(0, 3, "yes")
PROPOSAL = Proposal(1, PASSAGE, 0.9, ("follows “1.”",))
STEPS = (
    Revised(Request("another office", ("Who?",))),
    Sent("2020-04-06"),
    Sent("2020-04-06", "2020-04-30"),
    Filed("sha256:ab", "2020-04-22", (PROPOSAL,)),
    Judged("m1", question=2),
    Judged("m1", rejected=True),
    Found("sha256:ab", 2, PASSAGE),
    Closed("2020-05-01", declined=True),
)


def entries(changes: Sequence[Change]) -> list[Entry]:
    return [
        Entry(number, "RFI-7", Stamp(f"2020-05-{number:02d}", "ada"), change)
        for number, change in enumerate(changes, 1)
    ]


def test_what_was_proposed_stays_beside_what_was_decided() -> None:
    filed = Filed("sha256:ab", "2020-04-22", (PROPOSAL,))
    changes = entries([Added(REQUEST), Sent("2020-04-06"), filed, Judged("m1", question=2)])
    stands = replay(changes)
    assert stands
    (match,) = stands.matches
    assert (match.question, match.standing, match.proposal) == (2, "corrected", PROPOSAL)
    assert match.decision
    assert (match.decision.by, match.decision.at) == ("ada", "2020-05-04")


def test_matches_keep_their_ids_when_another_answer_is_filed() -> None:
    first, second = (Filed(name, None, (PROPOSAL,)) for name in ("sha256:ab", "sha256:cd"))
    stands = replay(entries([Added(REQUEST), first, second, Judged("m2")]))
    assert stands
    assert [(each.id, each.document, each.standing) for each in stands.matches] == [
        ("m1", "sha256:ab", "proposed"),
        ("m2", "sha256:cd", "accepted"),
    ]


def test_the_date_due_is_that_of_the_sending_where_it_says_one() -> None:
    dues = [
        stands.due
        for sent in (Sent("2020-04-06"), Sent("2020-04-06", "2020-04-30"))
        if (stands := replay(entries([Added(REQUEST), sent])))
    ]
    assert dues == ["2020-04-20", "2020-04-30"]


def test_nothing_stands_of_an_inquiry_whose_writing_down_was_undone() -> None:
    assert replay(entries([Added(REQUEST), Undone(1)])) is None


@given(st.lists(st.sampled_from(STEPS)), st.integers(0, 10))
def test_undoing_gives_back_what_stood_before(steps: list[Change], times: int) -> None:
    changes: list[Change] = [Added(REQUEST), *steps]
    undone = list(changes)
    for _ in range(min(times, len(steps))):
        undone.append(Undone(standing(entries(undone))[-1].number))
    kept = changes[: len(changes) - min(times, len(steps))]
    assert replay(entries(undone)) == replay(entries(kept))


@given(st.permutations(entries([Added(REQUEST), *STEPS])))
def test_the_order_of_reading_does_not_matter(changes: list[Entry]) -> None:
    assert replay(changes) == replay(entries([Added(REQUEST), *STEPS]))
