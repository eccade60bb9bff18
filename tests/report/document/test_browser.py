"""The report in a browser: whom it keeps out, how it is built, whether it fits."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from detente.report.document import write
from tests.browser import chromium
from tests.report.document.whole import whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from detente.relations import Relation

pytestmark = pytest.mark.slow


@pytest.fixture
def shown(relation: Relation, tmp_path: Path) -> Iterator[Page]:
    """A report with a block of every kind, opened in Chromium, where the machine has one."""
    pytest.importorskip("vl_convert")
    file = tmp_path / "report.html"
    file.write_bytes(write(whole(relation), "html"))
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 400, "height": 800})
        page.goto(file.as_uri())
        yield page


def test_it_keeps_nobody_out(shown: Page) -> None:
    found = Axe().run(shown, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_headings_go_down_one_by_one_and_pictures_have_words(shown: Page) -> None:
    levels: list[int] = shown.eval_on_selector_all(
        "h1, h2, h3, h4, h5, h6", "all => all.map(one => Number(one.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    pictures: list[str] = shown.eval_on_selector_all(
        "[role=img]", "all => all.map(one => one.ariaLabel)"
    )
    assert len(pictures) == 1
    assert "It cooled." in pictures[0]


def test_it_fits_a_narrow_window_and_endnotes_lead_there_and_back(shown: Page) -> None:
    assert shown.evaluate("document.documentElement.scrollWidth") <= 400
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.textContent") == "Skip to the report"
    shown.click("sup a >> nth=0")
    shown.wait_for_url("**#note-1")
    box: Any = shown.locator("#note-1").bounding_box()
    assert 0 <= box["y"] < 800
    shown.click("#note-1 .back a >> nth=1")
    shown.wait_for_url("**#ref-1-2")
