"""What the reader takes from real articles, scored against what a careful reader takes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import detente

if TYPE_CHECKING:
    from detente.reading.reader import Reader
    from detente.records import Record

_FACTS = Path(__file__).resolve().parents[2] / "evaluation" / "facts"
_SEED_SCORE, _DEV_MEAN = 0.85, 0.65
_SUMMARY = re.compile(r"offsets (?P<offsets>\w+) score (?P<score>[0-9.]+)")


def scored(record: Record, facts: Path, shared: Path, folder: Path) -> tuple[str, float]:
    """How the offsets are, and the score, by the checker's last line."""
    path = folder / f"{facts.stem}.record.json"
    path.write_text(record.to_json(), encoding="utf-8")
    checker = shared / "check" / "check_record.py"
    run = subprocess.run(
        [sys.executable, checker, path, facts, "--quiet"],
        capture_output=True,
        text=True,
        check=True,
    )
    summary = _SUMMARY.search(run.stdout)
    assert summary is not None, run.stdout + run.stderr
    return summary["offsets"], float(summary["score"])


@pytest.fixture(scope="module")
def seed(reader: Reader, shared: Path) -> Record:
    return detente.read(
        shared / "seed" / "watchdog.txt", date="2020-05-13", publisher="The Hill", reader=reader
    )


def test_the_seed_article_is_read_as_a_careful_reader_does(
    seed: Record, shared: Path, tmp_path: Path
) -> None:
    offsets, score = scored(seed, shared / "seed" / "facts.json", shared, tmp_path)
    assert offsets == "ok"
    assert score >= _SEED_SCORE


def test_in_december_is_the_december_before_publication(seed: Record) -> None:
    quoted = {e.date_text.quote: e.date for e in seed.events if e.date_text is not None}
    assert quoted.get("December", quoted.get("in December")) in {None, "2019-12"}
    assert "2019-12" in {e.date for e in seed.events} | {c.date for c in seed.relations}


def test_without_a_day_of_publication_december_stays_open(reader: Reader, shared: Path) -> None:
    record = detente.read(shared / "seed" / "watchdog.txt", publisher="The Hill", reader=reader)
    dates = {e.date for e in record.events} | {c.date for c in record.relations}
    assert record.document.published is None
    assert not any(date for date in dates if date is not None and "-12" in date)
    assert any("December" in p.where.quote for p in record.problems if p.where is not None)


def article(facts: Path) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(facts.read_text(encoding="utf-8"))["document"]
    return known


@pytest.fixture(scope="module")
def scores(
    reader: Reader, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[str, float]]:
    """Offsets and score of each article for development, by its name."""
    folder = tmp_path_factory.mktemp("records")
    found = {}
    for facts in sorted(_FACTS.glob("dev-*.json")):
        known = article(facts)
        record = detente.read(
            _FACTS / known["file"],
            date=known["published"],
            publisher=known["publisher"],
            reader=reader,
        )
        found[facts.stem] = scored(record, facts, shared, folder)
    return found


def test_our_own_articles_are_read_well_on_the_whole(scores: dict[str, tuple[str, float]]) -> None:
    assert len(scores) == len(list(_FACTS.glob("dev-*.txt"))) > 0
    mean = sum(score for _, score in scores.values()) / len(scores)
    assert mean >= _DEV_MEAN, scores


def test_offsets_of_our_own_articles_are_right(scores: dict[str, tuple[str, float]]) -> None:
    assert {name for name, (offsets, _) in scores.items() if offsets != "ok"} == set()
