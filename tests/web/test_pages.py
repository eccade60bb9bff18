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


_DATA = (
    "/home", "/add", "/views", "/review", "/review/decisions", "/inquiries", "/map", "/timeline",
    "/report?from=2020-01&to=2020-03", "/review/agreement?first=ann&second=ben", "/actors/Iran",
    "/relations/USA/Iran",
)  # fmt: skip


@pytest.mark.parametrize("address", _DATA)
def test_every_page_is_json_and_csv_at_its_address(client: TestClient, address: str) -> None:
    path, _, query = address.partition("?")
    json_ = client.get(f"{path}.json?{query}")
    assert json_.status_code == 200
    assert json_.json() is not None
    table = client.get(f"{path}.csv?{query}")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert len({len(line) for line in csv.reader(io.StringIO(table.text))}) == 1


def test_an_event_and_a_document_are_csv(client: TestClient) -> None:
    (row,) = client.get("/events.json").json()
    reports = list(csv.DictReader(io.StringIO(client.get(f"/events/{row['happening']}.csv").text)))
    assert len(reports) == row["reports"]
    told = client.get(f"/documents/{record().document.id[7:19]}.csv").text
    event, claim = csv.DictReader(io.StringIO(told))
    assert (event["kind"], event["type"], event["actors"]) == ("event", "ASSAULT", "Iran")
    assert (claim["speaker"], claim["review"]) == ("the Pentagon", "proposed")
    assert record().document.text[int(event["start"]) : int(event["end"])] == event["quote"]


def test_an_event_shows_its_place_on_a_map(client: TestClient) -> None:
    (row,) = client.get("/events.json").json()
    page = client.get(f"/events/{row['happening']}").text
    assert "world-atlas" in page
    assert "33.300, 44.400" in page
    assert "Natural Earth" in page


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


def test_a_relation_is_a_page_json_and_csv(client: TestClient) -> None:
    page = client.get("/relations/USA/Iran?on=2020-01-08&against=2020-01-01&by=week")
    assert page.status_code == 200
    assert "United States ⇄ Iran" in page.text
    told = client.get("/relations/Iran/Iraq.json?by=day").json()
    assert (told["by"], told["first"]["name"]) == ("day", "Iran")
    series = list(csv.DictReader(io.StringIO(client.get("/relations/Iran/Iraq.csv").text)))
    assert len(series) == len(client.get("/relations/Iran/Iraq.json").json()["series"])


def test_two_days_of_a_relation_are_compared(client: TestClient) -> None:
    asked = "?on=2020-01-08&against=2020-01-01"
    page = client.get(f"/relations/USA/Iran{asked}").text
    assert "On 8 Jan 2020, against 1 Jan 2020:" in page
    told = client.get(f"/relations/USA/Iran.json{asked}").json()["difference"]
    assert (told["before"], told["after"], told["days"]) == ("2020-01-01", "2020-01-08", 7)
    assert client.get("/relations/USA/Iran?on=2020-01-08&against=2020-01-08").status_code == 400


def test_a_side_that_is_nobody_is_said(client: TestClient) -> None:
    assert client.get("/relations/+/Iran").status_code == 400
    assert "No dated event" in client.get("/relations/Nowhereland/Iran").text
    assert client.get("/relations/USA/Iran?on=yesterday").status_code == 400


def test_the_form_of_two_sides_leads_to_their_relation(client: TestClient) -> None:
    answer = client.get("/relations/to?between=United+States&between=IRQ", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/relations/United%20States/IRQ",
    )


def test_the_form_of_two_sides_leads_to_no_other_host(client: TestClient) -> None:
    answer = client.get(
        "/relations/to?between=//evil.example/&between=x%0d%0ay:z", follow_redirects=False
    )
    assert answer.headers["location"] == "/relations/%2F%2Fevil.example%2F/x%0D%0Ay%3Az"


@pytest.mark.parametrize("address", ["/timeline", "/map"])
def test_events_in_time_and_place_are_narrowed_as_lists_are(
    client: TestClient, address: str
) -> None:
    assert "No event" not in client.get(f"{address}?type=ASSAULT").text
    assert "No event" in client.get(f"{address}?type=PROTEST").text


def test_a_specification_cannot_end_the_element_it_stands_in(client: TestClient) -> None:
    for address in ("/relations", "/timeline", "/map", "/relations/Iran/Iraq"):
        page = client.get(address).text
        (data, *_) = page.split('type="application/json"', 1)[1].split("</script>")
        assert "<" not in data.split(">", 1)[1]


def test_scripts_of_charts_come_only_where_there_are_charts(client: TestClient) -> None:
    assert "vega" in client.get("/timeline").text
    for address in ("/", "/events", "/documents", "/relations?type=training"):
        assert "vega" not in client.get(address).text
