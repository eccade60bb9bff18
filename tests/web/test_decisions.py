"""What was decided, as a list; what was rejected is shown wherever it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from detente.casebook import Casebook
from detente.review import Review
from tests.web.build import keep, record

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

_AT = "2020-05-14T09:00:00+00:00"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A casebook in which two documents tell of one attack."""
    return keep(tmp_path / "casebook", record(), record("Later: "))


def target(before: str = "", id_: str = "v1") -> str:
    """The name of a record of one of the two documents."""
    return f"{record(before).document.id[7:19]}:{id_}"


def decide(book: Path, verdict: Any, *targets: str, reviewer: str = "ann") -> None:
    """Decide the same of some records."""
    with Casebook(book) as casebook:
        for each in targets:
            Review(casebook).decide(each, verdict, reviewer=reviewer, at=_AT)


def happening(asking: TestClient) -> str:
    """The id of the one event."""
    (event,) = asking.get("/events.json").json()
    return str(event["happening"])


def test_decisions_are_listed_and_narrowed(asking: TestClient, book: Path) -> None:
    decide(book, "reject", target())
    decide(book, "accept", target("Later: "), target(id_="c1"), reviewer="<b>ben</b>")
    page = asking.get("/review/decisions").text
    assert "<b>ben" not in page
    assert 'href="/review/decisions?state=rejected"' in page
    rows = asking.get("/review/decisions.json?state=accepted&kind=event").json()
    assert [each["target"].split(":")[1] for each in rows] == ["event"]
    assert len(asking.get("/review/decisions.csv?reviewer=ann").text.splitlines()) == 2


def test_a_decision_is_taken_back_from_the_list(asking: TestClient, book: Path) -> None:
    decide(book, "reject", target(), target("Later: "))
    assert asking.get("/events.json").json() == []
    form = {"csrf": "ours", "number": "1", "reviewer": "ben"}
    answer = asking.post("/review/decisions?state=rejected", data=form, follow_redirects=False)
    assert answer.headers["location"] == "/review/decisions?state=rejected"
    (event,) = asking.get("/events.json").json()
    assert event["document"] == record().document.id


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"csrf": "ours", "number": "x", "reviewer": "ann"}, 422),
        ({"csrf": "ours", "number": "1", "reviewer": " "}, 422),
        ({"csrf": "ours", "number": "9", "reviewer": "ann"}, 400),
        ({"csrf": "theirs", "number": "1", "reviewer": "ann"}, 403),
    ],
)
def test_what_does_not_fit_takes_nothing_back(
    asking: TestClient, book: Path, form: dict[str, str], status: int
) -> None:
    decide(book, "reject", target())
    assert asking.post("/review/decisions", data=form).status_code == status
    with Casebook(book) as casebook:
        assert [each.withdrawn for each in Review(casebook).decisions()] == [None]


def test_an_event_shows_which_report_of_it_was_rejected(asking: TestClient, book: Path) -> None:
    event = happening(asking)
    assert "Rejected in review" not in asking.get(f"/events/{event}").text
    decide(book, "reject", target("Later: "))
    page = asking.get(f"/events/{event}").text
    _, _, gone = page.partition("Rejected in review")
    assert f'href="/documents/{record("Later: ").document.id[7:19]}#v1"' in gone
    assert "review-rejected" in gone
    assert 'state=rejected&amp;kind=event"' in asking.get("/events").text


def test_an_event_of_which_all_was_rejected_leads_to_where_it_was_read(
    asking: TestClient, book: Path
) -> None:
    event = happening(asking)
    decide(book, "reject", target(), target("Later: "))
    answer = asking.get(f"/events/{event}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/documents/")
    assert "rejected" in asking.get(answer.headers["location"]).text


def test_decisions_come_as_gold(asking: TestClient, book: Path) -> None:
    decide(book, "accept", target(id_="c1"))
    cases = [json.loads(line) for line in asking.get("/review/gold/attribution.jsonl").iter_lines()]
    assert len(cases) == 1
    assert asking.get("/review/gold/nothing.jsonl").status_code == 400
