"""The pages, as JSON and CSV too."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.web.build import record

if TYPE_CHECKING:
    from starlette.testclient import TestClient

_LISTS = ("documents", "events", "claims", "actors", "causes", "relations", "problems")


@pytest.mark.parametrize("table", _LISTS)
def test_a_list_is_a_page_json_and_csv(client: TestClient, table: str) -> None:
    page = client.get(f"/{table}")
    assert page.status_code == 200
    rows = client.get(f"/{table}.json").json()
    lines = list(csv.DictReader(io.StringIO(client.get(f"/{table}.csv").text)))
    assert len(lines) == len(rows)


def test_what_is_downloaded_is_what_is_shown(client: TestClient) -> None:
    asked = "/events{}?type=ASSAULT&actor=Iran&from=2020"
    assert len(client.get(asked.format(".json")).json()) == 1
    assert client.get("/events.json?type=PROTEST").json() == []
    assert asked.format(".csv").replace("&", "&amp;") not in client.get("/events").text
    page = client.get(asked.format("")).text
    assert "/events.csv?actor=Iran&amp;type=ASSAULT&amp;from=2020" in page


def test_a_facet_narrows_and_is_taken_back(client: TestClient) -> None:
    assert 'href="/events?type=ASSAULT"' in client.get("/events").text
    chosen = client.get("/events?type=ASSAULT").text
    assert 'href="/events" aria-current="true"' in chosen


def test_a_list_comes_in_pages(client: TestClient) -> None:
    first = client.get("/documents?size=1").text
    assert 'rel="next" href="/documents?page=2&amp;size=1"' in first
    assert 'rel="next"' not in client.get("/documents?size=1&page=2").text


def test_a_document_shows_its_words_and_records(client: TestClient) -> None:
    document = record().document
    page = client.get(f"/documents/{document.id[7:19]}").text
    assert 'data-records="v1 c1"' in page or 'data-records="c1 v1"' in page
    assert 'id="v1"' in page
    assert "read with confidence 0.90" in page
    assert "nobody says which base" in page


def test_a_document_is_its_record_as_json(client: TestClient) -> None:
    document = record().document
    assert client.get(f"/documents/{document.id[7:]}.json").json() == json.loads(record().to_json())


def test_what_a_document_says_is_shown_and_not_run(client: TestClient) -> None:
    page = client.get("/documents").text
    hostile = client.get(f"/documents/{record('<script>alert(1)</script>').document.id[7:]}").text
    for text in (page, hostile):
        assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in hostile


def test_an_event_has_its_reports(client: TestClient) -> None:
    (row,) = client.get("/events.json").json()
    page = client.get(f"/events/{row['happening']}").text
    assert "Gulf Wire, 8 Jan 2020" in page
    assert client.get(f"/events/{row['happening']}.json").json()["reports"] == row["reports"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/documents/nothing", 404),
        ("/events/nothing", 404),
        ("/nothing", 404),
        ("/static/../app.py", 404),
        ("/events?from=yesterday", 400),
        ("/events?between=USA", 400),
        ("/events?size=0", 422),
    ],
)
def test_what_cannot_be_answered_is_said(client: TestClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_an_error_of_the_api_has_one_shape(client: TestClient) -> None:
    error = client.get("/api/v1/events/nothing").json()["error"]
    assert set(error) == {"code", "message"}
    assert error["code"] == "D208"


def test_the_api_gives_a_page_of_a_table(client: TestClient) -> None:
    found = client.get("/api/v1/documents?size=1").json()
    assert (found["count"], found["page"], len(found["rows"])) == (2, 1, 1)


def test_the_api_describes_itself(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert "/api/v1/{table}" in described["paths"]
    assert not [path for path in described["paths"] if not path.startswith("/api/v1")]
