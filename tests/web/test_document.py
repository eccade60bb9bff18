"""A document as it was printed, with boxes around what was read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from detente.casebook import Casebook
from tests.web.build import add_printed, record

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A casebook with a document that arrived as a PDF, and one that did not."""
    path = tmp_path / "casebook"
    with Casebook(path) as casebook:
        add_printed(casebook)
        with casebook.writer() as writer:
            writer.add(record("As text: "))
    return path


@pytest.fixture
def printed(asking: TestClient) -> str:
    """The address of the document that is a PDF."""
    rows = asking.get("/documents.json").json()
    (row,) = [row for row in rows if row["media_type"] == "application/pdf"]
    return f"/documents/{row['document'][7:19]}"


def test_the_text_leads_to_its_pages(asking: TestClient, printed: str) -> None:
    assert "as printed, 2 pages" in asking.get(printed).text
    page = asking.get(f"{printed}?page=1").text
    assert f'href="{printed}/pages/1.png"' in page
    assert 'rel="next"' in page
    picture = asking.get(f"{printed}/pages/1.png")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


def test_records_stand_in_boxes_and_beside_them(asking: TestClient, printed: str) -> None:
    page = asking.get(f"{printed}?page=1").text
    boxed = set(re.findall(r'<a href="#(\w+)" class="\w+" data-records="\1"', page))
    assert boxed == {"v1", "c1", "p1"}
    assert boxed == set(re.findall(r'<article class="card \w+" id="(\w+)"', page))
    assert page.count("<rect ") >= len(boxed)
    # Evidence that goes over two lines would have two boxes; this one stands in one line.
    assert page.count('id="word-v1"') == 1


def test_a_page_on_which_nothing_rests_has_no_boxes(asking: TestClient, printed: str) -> None:
    page = asking.get(f"{printed}?page=2").text
    assert "<rect" not in page
    assert '<article class="card' not in page


@pytest.mark.parametrize(
    ("end", "status"),
    [("?page=3", 404), ("/pages/3.png", 404), ("?page=0", 422), ("/pages/0.png", 422),
     ("/pages/x.png", 422), ("/pages/99999999.png", 422)],
)  # fmt: skip
def test_a_page_that_is_not_there_is_said(
    asking: TestClient, printed: str, end: str, status: int
) -> None:
    assert asking.get(f"{printed}{end}").status_code == status


def test_what_is_no_pdf_has_no_pages(asking: TestClient) -> None:
    address = f"/documents/{record('As text: ').document.id[7:19]}"
    assert "as printed" not in asking.get(address).text
    assert asking.get(f"{address}?page=1").status_code == 404


def test_a_page_that_cannot_be_drawn_is_said_and_its_records_stay(
    asking: TestClient, printed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.sources.facsimile._SECONDS", 0.01)
    answer = asking.get(f"{printed}?page=1")
    assert answer.status_code == 200
    assert "D108" in answer.text or "cannot be drawn" in answer.text or "too long" in answer.text
    assert '<article class="card event' in answer.text


def test_a_picture_is_drawn_once(
    asking: TestClient, printed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking.get(f"{printed}?page=1")
    monkeypatch.setattr("detente.web.sheets.facsimile", _refuse)
    assert asking.get(f"{printed}?page=1").status_code == 200
    assert asking.get(f"{printed}/pages/1.png").status_code == 200


def _refuse(*_: object) -> None:
    pytest.fail("drawn again")
