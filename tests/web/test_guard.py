"""What every request passes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from detente.web import create_app
from detente.web.guard import LOOPBACK, Rules

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1", "[::1]:8765"])
def test_the_desk_answers_this_machine(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "[", ""])
def test_the_desk_answers_under_no_other_name(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"origin": "http://evil.example"}, id="from another site"),
        pytest.param({"origin": "null"}, id="from nowhere"),
        pytest.param({"sec-fetch-site": "cross-site"}, id="as the browser says"),
    ],
)
def test_nothing_is_changed_for_another_site(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/", headers=headers).status_code == 403


def test_a_page_may_run_no_script_but_the_desks_own(client: TestClient) -> None:
    answer = client.get("/")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "<script>" not in answer.text


def test_who_asks_from_elsewhere_needs_the_token(shelf: Path) -> None:
    rules = Rules(hosts=LOOPBACK | {"desk.example"}, token="open sesame")
    app = create_app(shelf, rules)
    with TestClient(app, base_url="http://desk.example", follow_redirects=False) as asking:
        assert asking.get("/").status_code == 401
        assert asking.get("/?token=wrong").status_code == 401
        admitted = asking.get("/?token=open+sesame")
        assert (admitted.status_code, admitted.headers["location"]) == (303, "/")
        assert "token" not in admitted.headers["location"]
        assert asking.get("/").status_code == 200


def test_a_program_shows_the_token_in_a_header(shelf: Path) -> None:
    app = create_app(shelf, Rules(token="open sesame"))
    with TestClient(app, base_url="http://127.0.0.1") as asking:
        headers = {"authorization": "Bearer open sesame"}
        assert asking.get("/api/v1/", headers=headers).status_code == 200
