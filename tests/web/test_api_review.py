"""Review by programs: what waits, deciding, taking back, and agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from detente.casebook import Casebook
from detente.web import create_app
from tests.web.build import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TARGET = f"{record().document.id[7:19]}:v1"


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[TestClient]:
    """Asks a desk that programs may change."""
    path = tmp_path / "casebook"
    with Casebook(path) as casebook, casebook.writer() as writer:
        writer.add(record())
    with TestClient(create_app(path), base_url="http://127.0.0.1:8765") as client:
        yield client


def _decide(client: TestClient, verdict: str, reviewer: str = "ann", **more: Any) -> Any:
    given = {"target": _TARGET, "verdict": verdict, "reviewer": reviewer} | more
    return client.post("/api/v1/review/decisions", json=given)


def test_what_waits_is_decided_and_taken_back(asking: TestClient) -> None:
    waiting = asking.get("/api/v1/review?kind=event").json()
    answer = asking.post(
        "/api/v1/review/decisions",
        json={"target": waiting[0]["target"], "verdict": "reject", "reviewer": "ann"},
    )
    assert answer.status_code == 201
    made = answer.json()
    assert (made["state"], made["target"]) == ("rejected", waiting[0]["target"])
    assert asking.get("/api/v1/review?kind=event").json() == []
    assert asking.get("/api/v1/events").json()["count"] == 0
    back = asking.post(
        f"/api/v1/review/decisions/{made['number']}/withdrawal", json={"reviewer": "ben"}
    )
    assert back.json()["state"] == "withdrawn"
    assert asking.get("/api/v1/events").json()["count"] == 1
    assert [each["state"] for each in asking.get("/api/v1/review/decisions").json()] == [
        "withdrawn"
    ]


def test_a_correction_and_a_comment_on_words_are_kept(asking: TestClient) -> None:
    remark = {"text": "who else?", "start": 0, "end": 4}
    made = _decide(asking, "correct", correction={"type": ["COERCE"]}, comment=remark).json()
    assert made["correction"]["type"][0]["value"] == "COERCE"
    assert made["proposal"]["type"][0]["value"] == "ASSAULT"
    assert made["comment"] == remark


def test_decisions_are_asked_for_by_document_reviewer_and_number(asking: TestClient) -> None:
    for reviewer in ("ann", "ben", "ann"):
        _decide(asking, "accept", reviewer)

    def numbers(query: str) -> list[int]:
        return [each["number"] for each in asking.get(f"/api/v1/review/decisions?{query}").json()]

    assert numbers("reviewer=ann") == [1, 3]
    assert numbers("after=1") == [2, 3]
    assert numbers("limit=1") == [1]
    assert numbers(f"document={_TARGET[:8]}") == [1, 2, 3]


def test_two_reviewers_are_compared(asking: TestClient) -> None:
    _decide(asking, "accept", "ann")
    _decide(asking, "reject", "ben")
    found = asking.get("/api/v1/review/agreement?first=ann&second=ben").json()
    (events,) = [each for each in found if each["kind"] == "event"]
    assert (events["records"], events["same"], len(events["differ"])) == (1, 0, 1)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"verdict": "burn"}, 422),
        ({"target": "nothing"}, 404),
        ({"reviewer": " "}, 400),
        ({"correction": {"type": ["COERCE"]}}, 400),
        ({"comment": {"text": "x", "start": 3, "end": 9_999}}, 400),
        ({"more": 1}, 422),
    ],
)
def test_what_does_not_fit_is_refused(
    asking: TestClient, given: dict[str, Any], status: int
) -> None:
    answer = _decide(asking, **{"verdict": "accept"} | given)
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"code", "message"}
    assert asking.get("/api/v1/review/decisions").json() == []


def test_a_page_elsewhere_decides_nothing(asking: TestClient) -> None:
    given = {"target": _TARGET, "verdict": "accept", "reviewer": "ann"}
    told = {"origin": "http://elsewhere.example"}
    answer = asking.post("/api/v1/review/decisions", json=given, headers=told)
    assert answer.status_code == 403
    form = asking.post("/api/v1/review/decisions", data=given)
    assert form.status_code == 422
