"""Counts and facets of lists: as one would count by hand, once for as long as nothing changes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from detente.casebook import Casebook, Filter, engine
from detente.casebook.listed import LISTED, facets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from detente.records import Record

    Report = Callable[..., Record]


@pytest.fixture
def filled(casebook: Casebook, report: Report) -> Casebook:
    """A casebook with three reports of events between some countries, and one of nobody's."""
    deeds = [
        ("ASSAULT", ("Iran", "IRN"), ("Iraq", "IRQ")),
        ("ACCUSE", ("Iraq", "IRQ"), ("Iran", "IRN")),
        ("ASSAULT", ("Turkey", "TUR"), None),
        ("CONSULT", None, None),
    ]
    _add(casebook, (_told(report, number, *deed) for number, deed in enumerate(deeds)))
    return casebook


def _told(report: Report, number: int, type_: str, *sides: tuple[str, str] | None) -> Record:
    named = zip(("actor", "recipient"), sides, strict=True)
    parts = {name: side for name, side in named if side}
    return report(f"story {number}", {"type": type_, "date": f"2020-01-0{number + 1}"} | parts)


def _add(casebook: Casebook, records: Iterable[Record]) -> None:
    with casebook.writer() as writer:
        for record in records:
            writer.add(record)


def _countries(row: dict[str, list[dict[str, str | None]]]) -> set[str | None]:
    return {side["country"] for side in row["actors"] + row["recipients"]}


def test_facets_count_what_the_rows_say(filled: Casebook) -> None:
    rows = filled.events()
    found = filled.facets("events")
    types = Counter(row["type"] for row in rows)
    countries = Counter(c for row in rows for c in _countries(row) if c)
    assert {each["value"]: each["rows"] for each in found["type"]} == types
    assert {each["value"]: each["rows"] for each in found["actor"]} == countries


def test_the_commonest_comes_first_and_then_by_name(filled: Casebook) -> None:
    found = filled.facets("events")["type"]
    assert [each["value"] for each in found] == ["ASSAULT", "ACCUSE", "CONSULT"]


def test_a_field_gives_no_more_values_than_are_wanted(filled: Casebook) -> None:
    assert [len(values) for values in filled.facets("events", most=1).values()] == [1, 1, 0, 1]


def test_facets_count_only_what_is_asked_for(filled: Casebook) -> None:
    found = filled.facets("events", Filter(type="ASSAULT"))
    assert [each["value"] for each in found["actor"]] == ["IRN", "IRQ", "TUR"]


@pytest.mark.parametrize("table", sorted(LISTED))
def test_every_table_has_its_facets(filled: Casebook, table: str) -> None:
    assert list(filled.facets(table)) == list(facets().get(table, {}))


def test_nothing_is_counted_twice(filled: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (filled.count("events"), filled.facets("events"))
    monkeypatch.setattr(engine, "fetch", _refuse)
    assert (filled.count("events"), filled.facets("events")) == before


def test_whoever_changes_an_answer_changes_only_his_own(filled: Casebook) -> None:
    filled.facets("events")["type"].clear()
    assert filled.facets("events")["type"]


def test_what_is_added_counts(filled: Casebook, report: Report) -> None:
    before = filled.count("events")
    filled.facets("events")
    _add(filled, [report("a later story", {"type": "AID", "date": "2020-02-01"})])
    assert filled.count("events") == before + 1
    assert {"value": "AID", "rows": 1} in filled.facets("events")["type"]


def test_what_another_process_adds_counts(filled: Casebook, report: Report) -> None:
    before = filled.count("events")
    with Casebook(filled.path) as other:
        _add(other, [report("a later story", {"type": "AID", "date": "2020-02-01"})])
    assert filled.count("events") == before + 1


def test_what_is_judged_counts(casebook: Casebook, report: Report) -> None:
    bare = {"date": "2020-03-11"}
    _add(casebook, [report("A", bare | {"actor": "KH"}), report("B", bare | {"actor": "Brigades"})])
    assert casebook.count("events") == len(casebook.mentions())
    casebook.judge("KH", "Brigades", "same", judge="Ann")
    assert casebook.count("events") == 1


def _refuse(*_: object) -> None:
    pytest.fail("asked again")
