from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.errors import UsageError
from detente.relations import side, sides

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.casebook import Casebook
    from detente.relations import Side


def found(casebook: Casebook, of: Side) -> list[str]:
    """Recipients of the events in which the side acts."""
    condition = of.among("actor_keys")
    sql = f"SELECT recipients FROM events WHERE {condition.sql}"  # noqa: S608 - a test
    rows = casebook.query(sql, condition.parameters)
    return sorted(row["recipients"][0]["name"] for row in rows)


def acts(*actors: str, date: str = "2020-03") -> list[dict[str, object]]:
    """An event for each actor, upon a recipient that is named like it."""
    return [{"sides": (actor, f"upon {actor}"), "date": date} for actor in actors]


@pytest.mark.parametrize("asked", ["USA", "usa", "United States", "the United States", "US"])
def test_a_country_is_whoever_has_it(telling: Callable[..., Casebook], asked: str) -> None:
    casebook = telling(*acts("USA", "USAMIL", "IRQMIL"))
    assert found(casebook, side(casebook, asked)) == ["upon USA", "upon USAMIL"]
    assert side(casebook, asked).name == "United States"


def test_a_code_is_whoever_begins_with_it(telling: Callable[..., Casebook]) -> None:
    casebook = telling(*acts("USA", "USAMIL", "USAGOV"))
    assert found(casebook, side(casebook, "USAMIL")) == ["upon USAMIL"]


def test_an_organisation_has_all_its_names(telling: Callable[..., Casebook]) -> None:
    casebook = telling(*acts("NATO", "North Atlantic Alliance", "European Union"))
    assert found(casebook, side(casebook, "NATO")) == ["upon NATO", "upon North Atlantic Alliance"]


def test_an_abbreviation_may_lack_its_points(telling: Callable[..., Casebook]) -> None:
    casebook = telling(*acts("US-led coalition", "U.S.-led coalition"))
    assert len(found(casebook, side(casebook, "U.S.-led coalition"))) == 2


def test_whom_documents_call_so_is_meant_too(telling: Callable[..., Casebook]) -> None:
    entity = {"sides": ("Task Force Nine", "upon it")}
    casebook = telling(entity)
    with casebook.writer() as writer:
        first = casebook.record(casebook.documents()[0]["document"])
        force, upon = first.entities
        mentions = ({"start": 0, "end": 10, "quote": "the force"},)
        changed = first.model_dump(by_alias=True) | {
            "entities": [force.model_dump() | {"mentions": mentions}, upon.model_dump()],
            "reader": {"version": "0.2.0", "model": "fake", "seconds": 0.1},
        }
        writer.add(type(first).model_validate(changed))
    assert found(casebook, side(casebook, "the force")) == ["upon it"]


def test_a_name_judged_the_same_is_meant_too(telling: Callable[..., Casebook]) -> None:
    casebook = telling(*acts("Task Force Nine", "The Ninth"))
    casebook.judge("Task Force Nine", "The Ninth", "same", judge="ann")
    assert found(casebook, side(casebook, "task force nine")) == [
        "upon Task Force Nine",
        "upon The Ninth",
    ]


def test_a_name_judged_different_is_not_meant(telling: Callable[..., Casebook]) -> None:
    casebook = telling(*acts("NATO", "North Atlantic Alliance"))
    casebook.judge("NATO", "North Atlantic Alliance", "different", judge="ann")
    assert found(casebook, side(casebook, "NATO")) == ["upon NATO"]


def test_several_are_joined_by_plus(telling: Callable[..., Casebook]) -> None:
    casebook = telling(*acts("USA", "GBRMIL", "IRQ"))
    both = side(casebook, "USA+GBR")
    assert found(casebook, both) == ["upon GBRMIL", "upon USA"]
    assert both.name == "United States and United Kingdom"


def test_members_count_while_they_are_members(telling: Callable[..., Casebook]) -> None:
    casebook = telling(*acts("FINMIL", "USA", date="2022-05"), *acts("FIN", date="2023-05"))
    nato = side(casebook, "NATO+members")
    assert found(casebook, nato) == ["upon FIN", "upon USA"]
    assert nato.name == "NATO and its members"


def test_a_member_that_is_the_other_side_is_that_alone(telling: Callable[..., Casebook]) -> None:
    casebook = telling(*acts("USA", "GBR"))
    nato, britain = sides(casebook, "NATO+members", "GBR")
    assert found(casebook, nato) == ["upon USA"]
    assert found(casebook, britain) == ["upon GBR"]


@pytest.mark.parametrize("asked", ["", "+", "USA+", "members", "Kataib Hezbollah+members"])
def test_who_is_nobody_is_refused(casebook: Casebook, asked: str) -> None:
    with pytest.raises(UsageError, match="D310"):
        side(casebook, asked)
