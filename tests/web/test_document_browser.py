"""A document in a browser: as it was printed, and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from detente.casebook import Casebook
from tests.web.browsing import served, watched
from tests.web.build import add_printed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A casebook with a document that arrived as a PDF, and how addresses call that."""
    path: Path = tmp_path_factory.mktemp("printed") / "casebook"
    with Casebook(path) as casebook:
        return path, add_printed(casebook).document.id[7:19]


@pytest.fixture(scope="module")
def desk(printed: tuple[Path, str]) -> Iterator[str]:
    """The address of the desk with it."""
    with served(printed[0]) as address:
        yield address


@pytest.fixture
def document(desk: str, printed: tuple[Path, str]) -> str:
    """The address of the document."""
    return f"{desk}/documents/{printed[1]}"


@pytest.fixture
def page(browser: Browser, desk: str) -> Iterator[Page]:
    """A page of the desk in which nothing goes wrong."""
    with watched(browser, desk, reduced_motion="reduce") as opened:
        yield opened


@pytest.mark.parametrize("width", [400, 1200])
def test_cards_and_boxes_lead_to_each_other(document: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{document}?page=1")
    page.focus("#v1")
    assert page.locator("svg .event.lit rect").count() > 0
    page.locator("svg a.event").first.click(force=True)
    assert page.evaluate("document.activeElement.dataset.record") in {"v1", "c1", "p1"}
    loaded = "new Promise(go => { const i = new Image(); i.onload = () => go(i.naturalWidth); "
    loaded += "i.src = document.querySelector('svg image').getAttribute('href'); })"
    assert page.evaluate(loaded) == 1000
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_keys_go_from_page_to_page(document: str, page: Page) -> None:
    page.goto(f"{document}?page=1")
    with page.expect_navigation():
        page.keyboard.press("n")
    assert page.url.endswith("?page=2")
    with page.expect_navigation():
        page.keyboard.press("p")
    assert page.url.endswith("?page=1")


def test_on_paper_stand_the_text_and_its_records_and_nothing_to_press(
    document: str, page: Page
) -> None:
    page.goto(document)
    page.emulate_media(media="print")
    assert page.locator("#text").is_visible()
    assert page.locator("#v1").is_visible()
    assert not page.locator("header.top").is_visible()
    assert not page.locator("button").first.is_visible()
