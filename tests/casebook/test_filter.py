from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.casebook import Casebook, Filter
from detente.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from detente.records import Record


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, gulf_wire: Record) -> Iterator[Casebook]:
    with Casebook(tmp_path_factory.mktemp("casebook")) as casebook:
        with casebook.writer() as writer:
            writer.add(gulf_wire)
        yield casebook


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (Filter(), ["v2", "v1", "v3"]),
        (Filter(between=("USA", "IRQ")), ["v2", "v1"]),
        (Filter(between=("IRQ", "USA")), ["v2", "v1"]),
        (Filter(between=("usamil", "irqreb")), ["v2"]),
        (Filter(between=("The Coalition", "Iraqi forces")), ["v3"]),
        (Filter(between=("USA", "USA")), []),
        (Filter(actor="usa"), ["v2", "v1"]),
        (Filter(actor="USAM"), ["v2"]),
        (Filter(actor="IGO"), ["v3"]),
        (Filter(actor="U.S. Officials"), ["v1"]),
        (Filter(actor="United States officials"), ["v1"]),
        (Filter(actor="Iran"), []),
        (Filter(between=("United States", "Iraq")), ["v2", "v1"]),
        (Filter(country="Iraq"), ["v2"]),
        (Filter(type="assault"), ["v2"]),
        (Filter(status="occurred", type="ACCUSE"), ["v1"]),
        (Filter(status="denied"), []),
        (Filter(country="irq"), ["v2"]),
        (Filter(from_="2020-03-12"), ["v1"]),
        (Filter(to="2020-03-11"), ["v2", "v1"]),
        (Filter(from_="2020-03", to="2020-03"), ["v2", "v1"]),
        (Filter(from_="2021"), []),
        (Filter(text="ROCKET attack"), ["v2", "v1"]),
        (Filter(text="'; DROP TABLE events --"), []),
    ],
)
def test_events_are_those_asked_for(filled: Casebook, asked: Filter, ids: list[str]) -> None:
    assert [row["id"] for row in filled.events(asked)] == ids


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (Filter(actor="pentagon"), ["c1", "c2"]),
        (Filter(actor="Congress"), ["c2"]),
        (Filter(actor="reyes"), ["c3"]),
        (Filter(actor="Gulf Wire"), ["c1", "c2", "c3"]),
        (Filter(type="ASSAULT"), ["c1"]),
        (Filter(between=("USA", "IRQ")), ["c1", "c2"]),
        (Filter(from_="2020-03-14"), ["c2"]),
        (Filter(text="we will"), ["c3"]),
    ],
)
def test_claims_are_those_asked_for(filled: Casebook, asked: Filter, ids: list[str]) -> None:
    assert [row["id"] for row in filled.claims(asked)] == ids


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (Filter(actor="igo"), 1),
        (Filter(actor="pentagon"), 0),
        (Filter(type="RETREAT"), 1),
        (Filter(type="ACCUSE"), 0),
        (Filter(from_="2020-03-11", to="2020-03-11"), 1),
        (Filter(text="because"), 1),
    ],
)
def test_causes_are_those_asked_for(filled: Casebook, asked: Filter, count: int) -> None:
    assert len(filled.causes(asked)) == count


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (Filter(between=("irq", "coalition")), 1),
        (Filter(between=("irq", "usa")), 0),
        (Filter(actor="irqmil"), 1),
        (Filter(type="training", status="suspended"), 1),
        (Filter(status="resumed"), 0),
        (Filter(country="IRQ"), 1),
        (Filter(from_="2020"), 0),
        (Filter(text="paused"), 1),
    ],
)
def test_relations_are_those_asked_for(filled: Casebook, asked: Filter, count: int) -> None:
    assert len(filled.relations(asked)) == count


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (Filter(country="irn"), ["Iran"]),
        (Filter(actor="an iran-backed militia"), ["Iran-backed militia"]),
        (Filter(type="RETREAT"), ["Iraqi forces", "coalition"]),
        (Filter(from_="2020-03-12"), ["Iran-backed militia", "United States officials"]),
        (Filter(text="rey"), ["Ann Reyes"]),
    ],
)
def test_actors_are_those_asked_for(filled: Casebook, asked: Filter, names: list[str]) -> None:
    assert [row["name"] for row in filled.actors(asked)] == names


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (Filter(text="Pausing militias"), 1),
        (Filter(text="elections"), 0),
        (Filter(type="ASSAULT"), 1),
        (Filter(type="AID"), 0),
        (Filter(from_="2020-03-14", to="2020-03-14"), 1),
        (Filter(to="2020-03-13"), 0),
    ],
)
def test_documents_are_those_asked_for(filled: Casebook, asked: Filter, count: int) -> None:
    assert len(filled.documents(asked)) == count


def test_problems_are_narrowed_by_their_words(filled: Casebook) -> None:
    assert len(filled.problems(Filter(text="place of action"))) == 1
    assert filled.problems(Filter(text="nothing of the kind")) == []


@pytest.mark.parametrize("asked", [Filter(from_="May"), Filter(to="13.5.2020")])
def test_a_date_that_is_not_edtf_is_refused(filled: Casebook, asked: Filter) -> None:
    with pytest.raises(UsageError, match="D301"):
        filled.events(asked)


def test_events_of_a_day_stand_in_the_order_of_their_ids(
    tmp_path: Path, small_record: Callable[..., Record]
) -> None:
    record = small_record("Text one.")
    events = tuple(record.events[0].model_copy(update={"id": f"v{n}"}) for n in (10, 9, 2))
    with Casebook(tmp_path) as casebook:
        with casebook.writer() as writer:
            writer.add(record.model_copy(update={"events": events}))
        assert [row["id"] for row in casebook.events()] == ["v2", "v9", "v10"]


def test_every_event_counts_its_reports_and_origins(filled: Casebook) -> None:
    assert [(row["reports"], row["origins"]) for row in filled.events()] == [(1, 1)] * 3
