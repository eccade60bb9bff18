"""Our own annotated cases: every line is well formed, and every span is the text it claims."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from detente import gazetteer
from detente.dates import bounds
from detente.evaluation import registry
from detente.records import EventType, Level, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

_FOLDER = Path(__file__).resolve().parents[2] / "evaluation"
FILES = sorted(p for p in (_FOLDER / "own").glob("*.jsonl") if p.stem != "facts")
FEWEST = {
    "events": 40, "pairs": 20, "attribution": 25, "timex": 25, "factuality": 20, "causality": 20,
    "entities": 15, "coreference": 8, "toponyms": 12, "certainty": 10, "pentaclass": 10,
    "sides": 10, "triggers": 10, "ecbplus": 8, "merging": 24,
}  # fmt: skip
_GROUPS = {"EUR", "IGO"}


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _extents(value: object) -> Iterator[tuple[int, int, str | None]]:
    """Every span in a JSON value: pairs of numbers, and objects with their words."""
    if isinstance(value, dict):
        if "start" in value:
            yield value["start"], value["end"], value["text"]
        value = [v for k, v in value.items() if k != "text"]
    if isinstance(value, list):
        if len(value) == 2 and all(isinstance(v, int) for v in value):
            yield value[0], value[1], None
        for inner in value:
            yield from _extents(inner)


def _of(name: str) -> list[dict[str, Any]]:
    return _lines(_FOLDER / "own" / f"{name}.jsonl")


def test_every_task_has_cases_of_its_own() -> None:
    assert {path.stem for path in FILES} | {"facts"} == set(registry.NAMES)


@pytest.mark.parametrize(("name", "fewest"), FEWEST.items())
def test_there_are_as_many_as_promised(name: str, fewest: int) -> None:
    assert len(_of(name)) >= fewest


def test_ids_are_unique_and_so_are_texts() -> None:
    lines = [line for path in FILES for line in _lines(path)]
    first = [line for path in FILES if path.stem != "confidence" for line in _lines(path)]
    for key, among in (("id", lines), ("text", first)):
        assert [v for v, n in Counter(line[key] for line in among).items() if n > 1] == []


def test_confidence_is_asked_of_sentences_of_other_tasks() -> None:
    ours, others = (
        {line["text"] for p in FILES if (p.stem == "confidence") is own for line in _lines(p)}
        for own in (True, False)
    )
    assert ours <= others


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_span_is_whole_words_of_the_text(path: Path) -> None:
    for line in _lines(path):
        text = line["text"]
        assert text == text.strip()
        assert not set("{}@\t") & set(text), line["id"]
        for start, end, quote in _extents({k: v for k, v in line.items() if k != "id"}):
            assert 0 <= start < end <= len(text), line["id"]
            assert text[start:end] == text[start:end].strip(), line["id"]
            assert quote is None or quote == text[start:end], line["id"]
            before, after = text[start - 1 : start], text[end : end + 1]
            assert not (before + text[start]).isalnum() or not before, line["id"]
            assert not (text[end - 1] + after).isalnum() or not after, line["id"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_task_takes_every_line(path: Path) -> None:
    cases = registry.task(path.stem).cases(path)
    taken = {document["id"] for case in cases for document in case.get("documents", [case])}
    assert taken == {line["id"] for line in _lines(path)}


@pytest.mark.parametrize("name", ["events", "pairs", "sides"])
def test_events_are_coded_as_records_are(name: str) -> None:
    for event in (event for line in _of(name) for event in line["events"]):
        assert event["type"] in get_args(EventType)
        assert event["status"] in get_args(Status)
        assert {arg["role"] for arg in event["args"]} <= {"Source", "Target"}
    assert all(len(line["events"]) == 1 for line in _of(name) if name != "events")


def test_every_type_of_event_occurs() -> None:
    assert {e["type"] for line in _of("events") for e in line["events"]} == set(get_args(EventType))


def test_countries_have_codes() -> None:
    sides = ("actor_country", "recipient_country")
    said = {c for line in _of("events") for key in sides for c in line.get(key, ())}
    said |= {t["country"] for line in _of("toponyms") for t in line["toponyms"] if t["country"]}
    assert {c for c in said - _GROUPS if gazetteer.country(c) is None} == set()


def test_dates_and_values_of_time_are_written_as_they_should_be() -> None:
    types = {"DATE": "12P", "TIME": "12", "DURATION": "P", "SET": "P"}
    for line in _of("timex"):
        bounds(line["dct"])
        assert all(t["value"][0] in types[t["type"]] for t in line["timexes"]), line["id"]


def test_factuality_lies_between_did_not_and_did() -> None:
    values = [f["value"] for line in _of("factuality") for f in line["factuality"]]
    assert all(-3 <= value <= 3 for value in values)
    assert min(values) == -3
    assert max(values) == 3


def test_only_causal_sentences_have_causes() -> None:
    assert all(bool(line["causal"]) == bool(line["causal_label"]) for line in _of("causality"))


def test_levels_of_certainty_are_those_of_records() -> None:
    assert {line["level"] for line in _of("certainty")} <= set(get_args(Level))
    assert all((line["level"] != "unstated") == line["uncertain"] for line in _of("certainty"))


def test_chains_have_two_mentions_and_share_none() -> None:
    for line in _of("coreference"):
        mentions = [tuple(span) for chain in line["coref"] for span in chain]
        assert len(mentions) == len(set(mentions))
        assert all(len(chain) > 1 for chain in line["coref"]), line["id"]


def test_every_happening_is_one_of_its_topic_and_some_are_told_twice() -> None:
    for name in ("ecbplus", "merging"):
        told = Counter(
            (line["topic"], mention["chain"])
            for line in _of(name)
            for mention in line["event_mentions"]
        )
        assert max(told.values()) > 1
        assert min(told.values()) == 1


@pytest.fixture(scope="module")
def annotate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("annotate", _FOLDER / "annotate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_marks_become_offsets(annotate: ModuleType) -> None:
    line = {
        "id": "x",
        "text": "{a:{b:Chad}'s army} told {c:Niger} that {a:it} left.",
        "coref": ["@a*"],
        "side": "@c",
        "args": [{"@": "b", "role": "Source"}],
    }
    assert annotate.case(line) == {
        "id": "x",
        "text": "Chad's army told Niger that it left.",
        "coref": [[[0, 11], [28, 30]]],
        "side": [17, 22],
        "args": [{"start": 0, "end": 4, "text": "Chad", "role": "Source"}],
    }


@pytest.mark.parametrize(
    ("text", "asked"), [("{a:Chad", "@a"), ("Chad}", 1), ("{a:Chad}", 1), ("Chad", "@a")]
)
def test_marks_that_do_not_fit_are_refused(annotate: ModuleType, text: str, asked: object) -> None:
    with pytest.raises(ValueError, match="Chad"):
        annotate.case({"id": "x", "text": text, "wanted": asked})
