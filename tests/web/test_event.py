"""Events put together and taken apart at the desk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from detente.casebook import Casebook
from tests.web.build import keep, record

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A casebook in which two documents tell of one attack."""
    return keep(tmp_path / "casebook", record(), record("Later: "))


def _events(client: TestClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/events.json").json()
    return found


def _press(client: TestClient, happening: str, verdict: str, **fields: object) -> Any:
    form = {"csrf": "ours", "reviewer": "ann", "verdict": verdict} | fields
    return client.post(f"/events/{happening}", data=form, follow_redirects=False)


def _split(client: TestClient) -> tuple[str, str]:
    """Take the two reports apart; the ids of the events they are then of."""
    (event,) = _events(client)
    page = client.get(f"/events/{event['happening']}").text
    report = re.findall(r'name="report" value="([^"]+)"', page)[1]
    answer = _press(client, event["happening"], "split", report=report)
    assert answer.status_code == 303
    one, other = (row["happening"] for row in _events(client))
    assert answer.headers["location"] in {f"/events/{one}", f"/events/{other}"}
    return one, other


def test_a_marked_report_becomes_an_event_of_its_own(asking: TestClient) -> None:
    one, _ = _split(asking)
    page = asking.get(f"/events/{one}").text
    assert "<strong>different</strong>" in page
    assert "ann" in page


def test_what_was_split_is_one_again_when_it_is_taken_back(asking: TestClient) -> None:
    one, _ = _split(asking)
    page = asking.get(f"/events/{one}").text
    numbers = re.findall(r'name="number" value="(\d+)"', page)
    assert _press(asking, one, "withdraw", number=numbers).status_code == 303
    assert [row["reports"] for row in _events(asking)] == [2]


def test_two_events_become_one(asking: TestClient) -> None:
    one, other = _split(asking)
    assert _press(asking, one, "same", other=other).status_code == 303
    assert [row["reports"] for row in _events(asking)] == [2]


def test_what_might_be_the_same_is_shown_until_it_is_judged(asking: TestClient, book: Path) -> None:
    with Casebook(book) as casebook, casebook.writer() as writer:
        writer.add(_unlike())
    one, other = (row["happening"] for row in _events(asking))
    assert f'value="{other}"' in asking.get(f"/events/{one}").text
    assert _press(asking, one, "different", other=other).status_code == 303
    assert f'value="{other}"' not in asking.get(f"/events/{one}").text


def _unlike() -> Any:
    """An attack of the same day by others, elsewhere."""
    made = record("Elsewhere: ").to_json().replace('"IRQ"', '"SYR"').replace('"Iraq"', '"Syria"')
    return type(record()).model_validate_json(made.replace('"Iraq"', '"Syria"'))


@pytest.mark.parametrize(
    ("verdict", "fields", "status"),
    [
        ("split", {}, 400),
        ("split", {"report": "0fc49e6af382:v1"}, 404),
        ("same", {"other": "h0000000000000000"}, 404),
        ("same", {"other": "Iran"}, 404),
        ("withdraw", {"number": "7"}, 400),
        ("withdraw", {"number": "x"}, 422),
        ("burn", {}, 422),
        ("same", {"other": "h00", "reviewer": " "}, 422),
        ("same", {"csrf": "theirs"}, 403),
    ],
)
def test_what_does_not_fit_is_refused(
    asking: TestClient, book: Path, verdict: str, fields: dict[str, str], status: int
) -> None:
    (event,) = _events(asking)
    assert _press(asking, event["happening"], verdict, **fields).status_code == status
    with Casebook(book) as casebook:
        assert casebook.judgements() == []


def test_an_event_is_not_the_same_as_itself(asking: TestClient) -> None:
    (event,) = _events(asking)
    happening = event["happening"]
    assert _press(asking, happening, "same", other=f"/events/{happening}").status_code == 422
