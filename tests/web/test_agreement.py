"""The page that compares two reviewers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.casebook import Casebook
from detente.review import Review
from tests.web.build import record

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

AT = "2026-01-02T03:04:05+00:00"


def _decide(book: Path, reviewer: str, **verdicts: str) -> None:
    with Casebook(book) as casebook:
        for id_, verdict in verdicts.items():
            target = f"{record().document.id}:{id_}"
            Review(casebook).decide(target, verdict, reviewer=reviewer, at=AT)  # type: ignore[arg-type]


def test_it_says_who_must_decide_first(asking: TestClient, book: Path) -> None:
    assert "Two people have to decide" in asking.get("/review/agreement").text
    _decide(book, "ann", v1="accept")
    assert "Two people have to decide" in asking.get("/review/agreement").text


def test_two_are_compared_and_what_each_said_is_shown(asking: TestClient, book: Path) -> None:
    _decide(book, "ann", v1="accept", c1="accept")
    _decide(book, "<b>ben</b>", v1="reject", c1="accept")
    page = asking.get("/review/agreement").text
    assert "&lt;b&gt;ben" in page
    assert "<b>ben" not in page
    assert "review-accepted" in page
    assert "review-rejected" in page
    assert page.count("/review?target=") == 1
    asked = {"first": "ann", "second": "<b>ben</b>"}
    rows = {
        each["kind"]: each for each in asking.get("/review/agreement.json", params=asked).json()
    }
    assert (rows["event"]["same"], rows["event"]["kappa"]) == (0, 0.0)
    assert (rows["claim"]["same"], rows["claim"]["records"]) == (1, 1)


def test_nobody_is_compared_with_himself(asking: TestClient, book: Path) -> None:
    _decide(book, "ann", v1="accept")
    answer = asking.get("/review/agreement?first=ann&second=ann")
    assert "Two people have to decide" in answer.text
