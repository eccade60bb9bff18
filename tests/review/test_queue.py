"""What comes first, how far reviewers agree, and what decisions are worth as gold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import ReviewError
from detente.evaluation import registry
from detente.review import TASKS, Review, agreement, gold, queue
from detente.review.agreement import kappa

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Casebook
    from detente.records import Record

AT = "2026-01-02T03:04:05+00:00"
LABELS = st.sampled_from(["accept", "reject", "unsure"])


def test_what_the_reader_is_least_sure_of_comes_first(casebook: Casebook) -> None:
    items = queue(casebook)
    scores = [each.score for each in items if "contradicted" not in " ".join(each.reasons)]
    assert scores == sorted(scores, reverse=True)
    assert items == queue(casebook)


def test_what_was_decided_leaves_the_queue(casebook: Casebook, review: Review) -> None:
    first, *others = queue(casebook)
    review.decide(str(first.proposal.key), "accept", reviewer="ann", at=AT)
    assert [each.proposal for each in queue(casebook)] == [each.proposal for each in others]
    assert queue(casebook, reviewer="ben")[0].proposal == first.proposal
    review.undo(reviewer="ann", at=AT)
    assert queue(casebook)[0].proposal == first.proposal


def test_the_queue_is_narrowed(casebook: Casebook, wire: Record) -> None:
    assert {each.proposal.key.kind for each in queue(casebook, kind="claim")} == {"claim"}
    assert len(queue(casebook, document=wire.document.id[7:19], limit=2)) == 2
    with pytest.raises(ReviewError, match="D603"):
        queue(casebook, kind="rumour")


def test_agreement_counts_what_both_decided(review: Review, named: str) -> None:
    for target, one, other in [("v1", "accept", "accept"), ("v2", "reject", "accept")]:
        review.decide(f"{named}{target}", one, reviewer="ann", at=AT)  # type: ignore[arg-type]
        review.decide(f"{named}{target}", other, reviewer="ben", at=AT)  # type: ignore[arg-type]
    review.decide(f"{named}v3", "accept", reviewer="ann", at=AT)
    events = agreement(review.decisions(), "ann", "ben")[0]
    assert (events.kind, events.records, events.same) == ("event", 2, 1)
    assert events.kappa == 0
    assert [key.kind for key in events.differ] == ["event"]


@given(st.lists(st.tuples(LABELS, LABELS), min_size=1))
def test_kappa_is_one_at_most_and_the_same_either_way_round(pairs: list[tuple[str, str]]) -> None:
    found = kappa(pairs)
    other = kappa([(b, a) for a, b in pairs])
    assert found == other
    assert found is None or -1 <= found <= 1
    assert found != 1 or all(a == b for a, b in pairs)


def test_kappa_of_the_textbook() -> None:
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)


def test_nothing_undecided_is_gold(casebook: Casebook, review: Review, named: str) -> None:
    assert [gold(casebook, task) for task in TASKS] == [[], [], [], []]
    review.decide(f"{named}k1", "unsure", reviewer="ann", at=AT)
    assert gold(casebook, "causality") == []


def test_a_cause_that_was_accepted_is_gold(casebook: Casebook, review: Review, named: str) -> None:
    review.decide(f"{named}k1", "accept", reviewer="ann", at=AT)
    (case,) = gold(casebook, "causality")
    ((start, end),) = [tuple(end["cause"]) for end in case["causal"]]
    assert case["text"][start:end] == "the attack"
    assert case["causal_label"] == 1
    json.dumps(case)


def test_what_was_rejected_is_no_part_of_gold(
    casebook: Casebook, review: Review, named: str
) -> None:
    review.decide(f"{named}k1", "reject", reviewer="ann", at=AT)
    (case,) = gold(casebook, "causality")
    assert (case["causal_label"], case["causal"]) == (0, [])


def test_what_was_corrected_is_gold_as_corrected(
    casebook: Casebook, review: Review, wire: Record, named: str
) -> None:
    for event in wire.events:
        review.decide(f"{named}{event.id}", "accept", reviewer="ann", at=AT)
    given_ = {"type": ["COERCE"], "recipients": ["American soldiers"]}
    review.decide(f"{named}v2", "correct", reviewer="ann", at=AT, correction=given_)
    cases = gold(casebook, "events")
    (event,) = [e for case in cases for e in case["events"] if e["type"] == "COERCE"]
    target = [arg["text"] for arg in event["args"] if arg["role"] == "Target"]
    assert target == ["American soldiers"]
    for case in cases:
        for each in case["events"]:
            for arg in each["args"]:
                assert case["text"][arg["start"] : arg["end"]] == arg["text"]


def test_a_correction_without_words_is_no_gold(
    casebook: Casebook, review: Review, named: str
) -> None:
    given_ = {"cause": ["something that the text does not say"]}
    review.decide(f"{named}k1", "correct", reviewer="ann", at=AT, correction=given_)
    assert gold(casebook, "causality") == []


@pytest.mark.parametrize("task", TASKS)
def test_gold_is_what_its_task_measures_on(
    casebook: Casebook, review: Review, wire: Record, named: str, task: str, tmp_path: Path
) -> None:
    triggers = {event.id: event.trigger or event.evidence[0] for event in wire.events}
    whole = wire.model_copy(
        update={
            "reader": wire.reader.model_copy(update={"model": "newer"}),
            "events": tuple(
                event.model_copy(update={"trigger": triggers[event.id], "location": None})
                for event in wire.events
            ),
        }
    )
    with casebook.writer() as writer:
        writer.add(whole)
    for each in review.proposals(wire.document.id):
        review.decide(f"{named}{each.id}", "accept", reviewer="ann", at=AT)
    path = tmp_path / "gold.jsonl"
    lines = [json.dumps(case) for case in gold(casebook, task)]
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    assert lines
    assert len(registry.task(task).cases(path)) == len(lines)


def test_what_two_reviewers_dispute_is_no_gold(
    casebook: Casebook, review: Review, named: str
) -> None:
    review.decide(f"{named}k1", "accept", reviewer="ann", at=AT)
    review.decide(f"{named}k1", "reject", reviewer="ben", at=AT)
    assert gold(casebook, "causality") == []
