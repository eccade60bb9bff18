"""A document in a browser: as it was printed, and on paper."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from detente.casebook import Casebook
from detente.web import create_app
from tests.web.build import add_printed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

_PATIENCE: Final = 30


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a document that arrived as a PDF."""
    path: Path = tmp_path_factory.mktemp("printed") / "casebook"
    with Casebook(path) as casebook:
        name = add_printed(casebook).document.id[7:19]
    server = uvicorn.Server(uvicorn.Config(create_app(path), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + _PATIENCE
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/documents/{name}"
    server.should_exit = True
    thread.join(_PATIENCE)


@pytest.fixture
def page() -> Iterator[Page]:
    """A page of Debian's Chromium, in which nothing goes wrong."""
    wrong: list[str] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        opened = chromium.new_page()
        opened.on("pageerror", lambda error: wrong.append(str(error)))
        opened.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        yield opened
        chromium.close()
    assert wrong == []


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
