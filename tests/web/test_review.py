"""The page on which decisions are made, with forms alone."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from detente.casebook import Casebook
from detente.review import Decision, Review
from tests.web.build import keep, record

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

_HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A casebook of two documents, one of them hostile."""
    return keep(
        tmp_path / "casebook", record(), record(_HOSTILE, title="</title><script>alert(2)</script>")
    )


def decisions(book: Path) -> list[Decision]:
    """What was decided so far."""
    with Casebook(book) as casebook:
        return Review(casebook).decisions()


def press(client: TestClient, verdict: str, **fields: str) -> Any:
    """What a button of the page does, with the fields as the page has them but for those given."""
    page = client.get("/review").text
    target = re.search(r'name="target" value="([^"]+)"', page)
    shown = dict(re.findall(r'<input name="([\w-]+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select name="(field-\w+)">(.*?)</select>', page, re.DOTALL):
        shown[name] = re.findall(r"<option selected>([^<]+)", options)[0]
    form = {name: unescape(value) for name, value in shown.items()} | {
        "csrf": "ours",
        "target": target[1] if target else "",
        "reviewer": "ann",
        "verdict": verdict,
    }
    return client.post("/review", data=form | fields, follow_redirects=False)


@pytest.mark.parametrize(
    ("verdict", "state"),
    [("accept", "accepted"), ("reject", "rejected"), ("unsure", "unsure")],
)
def test_a_button_decides_and_goes_on(
    asking: TestClient, book: Path, verdict: str, state: str
) -> None:
    first = asking.get("/review").text
    answer = press(asking, verdict)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    (made,) = decisions(book)
    assert (made.state, made.reviewer) == (state, "ann")
    assert str(made.key) in first
    after = asking.get("/review").text
    assert f'name="target" value="{made.key}"' not in after
    assert "the last: " in after


def test_undo_takes_back_and_shows_it_again(asking: TestClient, book: Path) -> None:
    press(asking, "accept")
    answer = press(asking, "undo")
    (made,) = decisions(book)
    assert made.state == "withdrawn"
    assert f'value="{made.key}"' in asking.get(answer.headers["location"]).text


def test_a_changed_field_is_a_correction(asking: TestClient, book: Path) -> None:
    target = f"{record().document.id[7:19]}:v1"
    fields = {"field-type": "COERCE", "field-actors": "Iran; the Pentagon", "comment": "see there"}
    assert press(asking, "correct", target=target, **fields).status_code == 303
    (made,) = decisions(book)
    said = {name: [each.value for each in v] for name, v in made.correction.items()}
    assert said["type"] == ["COERCE"]
    assert said["actors"] == ["Iran", "the Pentagon"]
    assert made.comment
    assert made.comment.text == "see there"


def test_a_correction_that_changes_nothing_is_refused(asking: TestClient, book: Path) -> None:
    assert press(asking, "correct").status_code == 400
    assert decisions(book) == []


@pytest.mark.parametrize("token", ["", "theirs", None])
def test_a_form_without_the_token_changes_nothing(
    asking: TestClient, book: Path, token: str | None
) -> None:
    target = f"{record().document.id[7:19]}:v1"
    form = {"target": target, "reviewer": "ann", "verdict": "accept"}
    answer = asking.post("/review", data=form | ({"csrf": token} if token is not None else {}))
    assert answer.status_code == 403
    assert decisions(book) == []


def test_the_token_may_come_in_a_header(asking: TestClient, book: Path) -> None:
    form = {"target": f"{record().document.id[7:19]}:v1", "reviewer": "a", "verdict": "accept"}
    headers = {"x-csrf-token": "ours"}
    assert asking.post("/review", data=form, headers=headers).status_code == 200
    assert len(decisions(book)) == 1


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"verdict": "burn"}, 422),
        ({"target": "nothing"}, 404),
        ({"reviewer": " "}, 400),
        ({"comment": "x" * 70_000}, 413),
    ],
)
def test_what_does_not_fit_is_refused(
    asking: TestClient, book: Path, fields: dict[str, str], status: int
) -> None:
    assert press(asking, **{"verdict": "accept"} | fields).status_code == status
    assert decisions(book) == []


def test_the_reviewer_is_remembered_whatever_the_name(asking: TestClient) -> None:
    press(asking, "accept", reviewer="Änn; O'X")
    assert 'name="reviewer" value="Änn; O&#39;X"' in asking.get("/review").text


def test_decisions_stand_on_the_cards(asking: TestClient) -> None:
    document = record().document.id[7:19]
    page = f"/documents/{document}"
    assert "review-proposed" in asking.get(page).text
    press(asking, "unsure", target=f"{document}:v1")
    assert "review-unsure" in asking.get(page).text
    assert "read with confidence" not in asking.get(page).text
    (happening, *_) = [row["happening"] for row in asking.get("/events.json").json()]
    assert "review-unsure" in asking.get(f"/events/{happening}").text


def test_what_waits_is_json(asking: TestClient) -> None:
    rows = asking.get("/review.json?kind=claim").json()
    assert {row["kind"] for row in rows} == {"claim"}
    press(asking, "accept", target=rows[0]["target"])
    assert len(asking.get("/review.json?kind=claim").json()) == len(rows) - 1


def test_when_nothing_waits_it_says_so(asking: TestClient) -> None:
    for row in asking.get("/review.json").json():
        press(asking, "accept", target=row["target"])
    assert "Nothing waits for a decision" in asking.get("/review").text


def test_hostile_words_are_shown_and_not_run(asking: TestClient) -> None:
    hostile = record(_HOSTILE).document.id[7:19]
    page = asking.get(f"/review?document={hostile}").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/review?target=nothing", 404),
        ("/review?kind=rumour", 400),
        ("/review?document=ffff", 404),
        ("/review?target=&kind=&document=", 200),
    ],
)
def test_an_address_that_leads_nowhere_is_said(
    asking: TestClient, address: str, status: int
) -> None:
    assert asking.get(address).status_code == status


def test_what_was_decided_stands_beside_the_rows_of_lists(asking: TestClient) -> None:
    target = f"{record().document.id[7:19]}:v1"
    assert "review-" not in asking.get("/events").text
    press(asking, "correct", target=target, **{"field-type": "COERCE"})
    page = asking.get("/events?type=COERCE").text
    assert "review-corrected" in page
    assert "type read: ASSAULT" in page
    press(asking, "reject", target=target)
    assert "COERCE" not in {row["type"] for row in asking.get("/events.json").json()}


def test_a_comment_may_be_on_words_of_the_text(asking: TestClient, book: Path) -> None:
    target = f"{record().document.id[7:19]}:v1"
    on = {"comment": "who else?", "comment-start": "0", "comment-end": "4"}
    press(asking, "unsure", target=target, **on)
    (made,) = decisions(book)
    assert made.comment
    assert (made.comment.text, made.comment.start, made.comment.end) == ("who else?", 0, 4)
    page = asking.get(f"/review?target={target}").text
    assert "who else?" in page
    assert "#char=0,4" in page
