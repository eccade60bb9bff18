from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from detente.casebook import Casebook
from detente.report.moved import DAYS, moved
from tests.web.build import record

if TYPE_CHECKING:
    from pathlib import Path

    from detente.records import Record

FIRST = dt.date(2020, 1, 8)
"""The day of the event of the record that `build` makes."""


def casebook(path: Path, *records: Record) -> Casebook:
    opened = Casebook(path / "casebook")
    with opened.writer() as writer:
        for each in records:
            writer.add(each)
    return opened


def attack(published: dt.date) -> Record:
    """Iran attacked the United States, told on some day."""
    made = record("US troops: ")
    usa = {"entity": "e2", "text": "US troops", "start": 0, "end": 9}
    values = made.model_dump(mode="json")
    values["events"][0]["recipients"] = [usa]
    values["document"]["published"] = published.isoformat()
    return type(made).model_validate(values)


def test_a_relation_moved_by_what_happened_of_late(tmp_path: Path) -> None:
    with casebook(tmp_path, attack(FIRST)) as opened:
        (went,) = moved(opened)
    assert went.pair == ("Iran", "United States")
    assert (went.before, went.after, went.events) == (0.0, -9.0, (0, 1))
    assert not went.is_past
    assert "Iran attacked" in str(went.because) or "Iran carried out an attack" in str(went.because)
    assert went.because.evidence
    assert went.finding == "From 0.0 to −9.0 on the PLOVER scale, in 0 and 1 event of 90 days each."
    assert went.days == ("2020-01-08", "2019-10-10")


def test_a_relation_moves_back_when_what_happened_is_past(tmp_path: Path) -> None:
    with casebook(tmp_path, attack(FIRST + dt.timedelta(days=DAYS))) as opened:
        (went,) = moved(opened)
    assert (went.before, went.after) == (-9.0, 0.0)
    assert went.is_past
    assert went.change > 0


def test_what_did_not_move_is_not_told(tmp_path: Path) -> None:
    with casebook(tmp_path, attack(FIRST + dt.timedelta(days=3 * DAYS))) as opened:
        assert moved(opened) == []


def test_an_empty_casebook_has_nothing_that_moved(tmp_path: Path) -> None:
    with casebook(tmp_path) as opened:
        assert moved(opened) == []
