from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from detente.errors import UsageError
from detente.evaluation.facts import TASK, cases, judge, measures, scored

_FACTS = Path(__file__).resolve().parents[2] / "evaluation" / "facts"
_INDEX = Path(__file__).resolve().parents[2] / "evaluation" / "own" / "facts.jsonl"
_TEXT = "Turkish jets bombed a camp near Sinjar on Monday. Iraq protested, an aide said."


def _span(quote: str) -> dict[str, Any]:
    start = _TEXT.index(quote)
    return {"start": start, "end": start + len(quote), "quote": quote}


def _record(**parts: Any) -> dict[str, Any]:
    jets = {"id": "e1", "name": "Turkey", "kind": "country", "country": "TUR", "code": "TURMIL"}
    event = {
        "id": "v1",
        "type": "ASSAULT",
        "status": "occurred",
        "date": "2020-06-15",
        "actors": [{"entity": "e1", "text": "Turkish jets", "start": 0, "end": 12}],
        "recipients": [],
        "casualties": {"killed": {"low": 2, "high": None}},
        "claim": "c1",
        "evidence": [_span("bombed a camp")],
    }
    claim = {
        "id": "c1",
        "source": {"entity": None, "text": "an aide"},
        "quoted": "indirect",
        "content": [_span("Iraq protested")],
        "certainty": {"level": "unstated"},
    }
    whole = {"entities": [jets], "events": [event], "claims": [claim]}
    return {"document": {"text": _TEXT}, **whole, **parts}


def _bombing(**slots: Any) -> dict[str, Any]:
    return {"quote": "bombed a camp", "type": ["ASSAULT"], **slots}


@pytest.mark.parametrize(
    ("slots", "right"),
    [
        ({"actors": ["TURMIL"]}, True),
        ({"actors": ["turkish"]}, True),
        ({"actors": ["Iraq"]}, False),
        ({"actors": []}, False),
        ({"recipients": []}, True),
        ({"date": r"2020-06-\d\d"}, True),
        ({"date": [None, "2020"]}, False),
        ({"status": ["planned", "occurred"]}, True),
        ({"killed": 2}, True),
        ({"injured": 2}, False),
        ({"claimed_by": "aide"}, True),
        ({"country": "IRQ"}, False),
        ({"mode": ["aerial"]}, False),
    ],
)
def test_a_slot_is_right_as_the_fact_allows(slots: dict[str, Any], *, right: bool) -> None:
    score, misses = scored(_record(), {"events": [_bombing(**slots)]})
    assert score == pytest.approx(1.0 if right else 0.75)
    assert (misses == []) == right


def test_an_event_that_is_missing_gives_neither_half() -> None:
    facts = {"events": [_bombing(), {"quote": "Iraq protested", "type": ["PROTEST"]}]}
    score, misses = scored(_record(), facts)
    assert score == 0.5
    assert misses == ["missing: Iraq protested"]


def test_a_false_event_takes_its_share_from_the_events() -> None:
    false = [{"quote": "bombed a camp", "type": ["ASSAULT"]}, {"quote": "aide", "type": ["AID"]}]
    score, _ = scored(_record(), {"events": [_bombing()], "not_events": false})
    assert score == 0.5


def test_more_records_than_a_careful_reader_has_scale_their_part_down() -> None:
    many = _record()["events"] * 4
    facts = {"events": [_bombing()], "at_most": {"events": 2, "causes": 5}}
    assert scored(_record(events=many), facts)[0] == 0.5


def test_a_quotation_that_is_not_the_text_is_a_part_worth_nothing() -> None:
    wrong = [{"id": "e2", "mentions": [{"start": 0, "end": 7, "quote": "Turkey"}]}]
    record = _record()
    record["entities"] += wrong
    assert scored(record, {"events": [_bombing()]})[0] == 0.5


def test_a_claim_is_found_by_half_of_its_content() -> None:
    fact = {"quote": "Iraq protested", "source": "aide", "quoted": ["direct"]}
    assert scored(_record(), {"claims": [fact]})[0] == pytest.approx(0.75)
    wide = {"quote": "on Monday. Iraq protested, an aide said.", "source": "aide"}
    assert scored(_record(), {"claims": [wide]})[0] == 0.0


def test_a_cause_needs_both_ends_and_may_give_an_event_for_one() -> None:
    effect = {"event": None, **_span("Iraq protested")}
    causes = [{"id": "k1", "cause": {"event": "v1"}, "effect": effect}]
    facts = {"causes": [{"cause": "bombed a camp", "effect": "protested"}]}
    assert scored(_record(causes=causes), facts)[0] == 1.0
    assert scored(_record(), facts)[0] == 0.0


def test_a_relation_needs_both_parties_and_the_status() -> None:
    parties = [{"entity": "e1", "text": "Turkish"}, {"entity": None, "text": "Iraq"}]
    change = {"parties": parties, "status": "strained", "evidence": [_span("Iraq protested")]}
    facts = {"relations": [{"quote": "protested", "parties": ["TUR", "Iraq"], "status": ["ended"]}]}
    assert scored(_record(relations=[change]), facts)[0] == 0.0
    facts["relations"][0]["status"] = ["strained"]
    assert scored(_record(relations=[change]), facts)[0] == 1.0


def test_a_quote_the_document_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="shelled"):
        scored(_record(), {"events": [{"quote": "shelled", "type": []}]})


def test_held_documents_show_nothing_but_their_score() -> None:
    case = {"id": "h", "text": _TEXT, "held": True, "facts": {"events": [_bombing(date="1999")]}}
    judgement = judge(case, _record())
    assert (judgement.text, judgement.gold, judgement.ours, judgement.loss) == ("", None, None, 0.0)
    assert measures([judgement]) == {"held_score": pytest.approx(0.75)}


def test_the_index_names_every_list_of_facts_once() -> None:
    listed = sorted(case["id"] for case in cases(_INDEX))
    assert listed == sorted(path.stem for path in _FACTS.glob("*.json"))
    assert all(case["held"] == case["id"].startswith("held") for case in cases(_INDEX))


def test_a_list_of_facts_can_be_given_by_itself() -> None:
    (case,) = cases(_FACTS / "dev-01.json")
    assert case["id"] == "dev-01"
    assert case["published"] == "2012-10-30"


def test_what_is_no_list_of_facts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text("[]")
    with pytest.raises(UsageError, match="D305"):
        cases(tmp_path / "facts.json")
    with pytest.raises(UsageError, match="D304"):
        cases(tmp_path / "none.json")


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(p.stem for p in _FACTS.glob("dev-*.json")))
def test_the_score_is_the_checkers(name: str, shared: Path, tmp_path: Path) -> None:
    (case,) = cases(_FACTS / f"{name}.json")
    record = TASK.answer()(case)
    for record_part in (record, record | {"events": record["events"] * 3}):
        (tmp_path / "record.json").write_text(json.dumps(record_part), encoding="utf-8")
        checker = shared / "check" / "check_record.py"
        run = [sys.executable, checker, tmp_path / "record.json", _FACTS / f"{name}.json"]
        printed = subprocess.run(
            [*map(str, run), "--quiet"], capture_output=True, text=True, check=True
        ).stdout
        theirs = re.search(r"score ([\d.]+)$", printed.strip())
        assert theirs is not None
        printed_to = 0.000501  # three places, and a sum may end on either side of a half
        assert scored(record_part, case["facts"])[0] == pytest.approx(
            float(theirs[1]), abs=printed_to
        )
