"""An actor's page, and names put together and kept apart on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detente.casebook import Casebook
from tests.web.build import keep, record

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

    from detente.records import Record


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A casebook of two documents in which one office has two names, one of them hostile."""
    return keep(tmp_path / "casebook", record(), named("<b>Pentagon</b> press/office"))


def named(name: str) -> Record:
    """The record of a document that calls the Pentagon otherwise."""
    told = record("Later: ")
    first, second = told.entities
    return told.model_copy(update={"entities": (first, second.model_copy(update={"name": name}))})


def press(asking: TestClient, verdict: str, **fields: str) -> Any:
    form = {"csrf": "ours", "reviewer": "ann", "verdict": verdict} | fields
    return asking.post("/actors/Pentagon", data=form, follow_redirects=False)


_OTHER = "<b>Pentagon</b> press/office"


def names(asking: TestClient, name: str = "the pentagon") -> set[str]:
    """The names it goes by."""
    return {each["name"] for each in asking.get(f"/actors/{name}.json").json()["names"]}


def test_an_actor_leads_to_what_is_told_of_it(asking: TestClient) -> None:
    page = asking.get("/actors/Pentagon").text
    assert 'href="/claims?actor=Pentagon"><strong>' in page
    assert 'href="/actors/Pentagon"' in asking.get("/actors").text
    assert asking.get("/actors/Pentagon.csv").text.splitlines()[1].startswith("Pentagon,USAGOV,USA")
    assert names(asking) == {"Pentagon"}


def test_its_last_events_are_those_with_a_date(asking: TestClient, book: Path) -> None:
    told = record("Undated: ")
    (event,) = told.events
    undated = told.model_copy(
        update={"events": (event.model_copy(update={"date": None, "type": "PROTEST"}),)}
    )
    with Casebook(book) as casebook, casebook.writer() as writer:
        writer.add(undated)
    _, _, last = asking.get("/actors/Iran").text.partition("Last events")
    assert "ASSAULT" in last
    assert "PROTEST" not in last


def test_a_name_like_it_is_asked_about_until_it_is_judged(asking: TestClient) -> None:
    page = asking.get("/actors/Pentagon").text
    assert "<b>Pentagon" not in page
    assert 'value="&lt;b&gt;Pentagon&lt;/b&gt; press/office"' in page
    assert press(asking, "unsure", other=_OTHER).status_code == 303
    page = asking.get("/actors/Pentagon").text
    assert 'value="&lt;b&gt;Pentagon' not in page
    assert "<strong>unsure</strong>" in page


def test_names_are_put_together_and_taken_apart(asking: TestClient) -> None:
    assert press(asking, "same", other=_OTHER).status_code == 303
    assert names(asking) == {"Pentagon", _OTHER}
    assert names(asking, _OTHER.replace("/", "%2F")) == {"Pentagon", _OTHER}
    assert press(asking, "withdraw", number="1").status_code == 303
    assert names(asking) == {"Pentagon"}


@pytest.mark.parametrize(
    ("verdict", "fields", "status"),
    [
        ("same", {"other": "Nobody"}, 404),
        ("same", {"other": "the Pentagon"}, 400),
        ("withdraw", {"number": "7"}, 400),
        ("withdraw", {"number": "x"}, 422),
        ("burn", {"other": "Iran"}, 422),
        ("same", {"other": "Iran", "reviewer": " "}, 422),
        ("same", {"other": "Iran", "csrf": "theirs"}, 403),
    ],
)
def test_what_does_not_fit_is_refused(
    asking: TestClient, book: Path, verdict: str, fields: dict[str, str], status: int
) -> None:
    assert press(asking, verdict, **fields).status_code == status
    with Casebook(book) as casebook:
        assert casebook.judgements() == []


def test_nobody_is_not_there(asking: TestClient) -> None:
    assert asking.get("/actors/Nobody").status_code == 404
    assert asking.get("/actors/Nobody.json").status_code == 404
