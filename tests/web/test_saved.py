"""Lists saved under a name at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from starlette.testclient import TestClient

from detente.casebook import Casebook
from detente.web import create_app
from detente.web.guard import Rules
from tests.web.build import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NARROWED: Final = {"between": ["USA", "Iraq & Syria"], "type": "ASSAULT", "from": "2020"}


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[TestClient]:
    """Asks a desk that others may change."""
    path = tmp_path / "casebook"
    with Casebook(path) as casebook, casebook.writer() as writer:
        writer.add(record())
    app = create_app(path, Rules(csrf="ours"))
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        yield client


def _post(client: TestClient, **fields: object) -> Any:
    form = {"csrf": "ours", "verdict": "save", "name": "<b>mine</b>", "table": "events"}
    return client.post("/views", data=form | _NARROWED | fields, follow_redirects=False)


def test_a_list_is_saved_shown_and_removed(asking: TestClient) -> None:
    answer = _post(asking)
    assert answer.status_code == 303
    (view,) = asking.get("/views.json").json()
    assert answer.headers["location"] == view["address"]
    assert view["asked"] == _NARROWED
    page = asking.get(view["address"]).text
    assert "&lt;b&gt;mine&lt;/b&gt;" in page
    assert "<b>mine" not in page
    assert 'value="remove"' in page
    assert 'value="remove"' not in asking.get("/events").text
    assert "mine" not in asking.get("/claims").text
    assert _post(asking, verdict="remove").status_code == 303
    assert asking.get("/views.json").json() == []


def test_only_what_is_narrowed_can_be_saved(asking: TestClient) -> None:
    assert "Save what is shown" not in asking.get("/events").text
    assert "Save what is shown" in asking.get("/events?type=ASSAULT").text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"csrf": "theirs"}, 403),
        ({"name": ""}, 400),
        ({"table": "moon"}, 400),
        ({"verdict": "remove", "name": "none"}, 404),
        ({"verdict": "burn"}, 422),
        ({"between": ["USA"]}, 400),
    ],
)
def test_what_does_not_fit_is_refused(
    asking: TestClient, fields: dict[str, object], status: int
) -> None:
    assert _post(asking, **fields).status_code == status
    assert asking.get("/views.json").json() == []
