"""How heavy the desk's pages are in a browser: long reports, a million tags, what is sent."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from detente.casebook import Casebook
from tests.web.browsing import served, watched
from tests.web.build import long_record, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

_PAGES: Final = 300
_A_PAGE: Final = 20
"""Events of a printed page of 3,000 characters; as many claims."""
_LONGEST: Final = 2.0
"""Seconds of the processor in which the server has the first part of a long report."""
_MOST: Final = 400_000
"""Bytes that a browser is sent."""
_TAGS: Final = '<svg onload=alert(1)><a href="javascript:alert(2)">' + "<b>" * 1_000_000


@pytest.fixture(scope="module")
def heavy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A casebook, and the addresses of a long report and of a document of a million tags."""
    path: Path = tmp_path_factory.mktemp("heavy") / "casebook"
    both = long_record(_PAGES * _A_PAGE), record(_TAGS)
    with Casebook(path) as casebook, casebook.writer() as writer:
        for each in both:
            writer.add(each)
    long, tags = (f"/documents/{each.document.id[7:19]}" for each in both)
    return path, long, tags


@pytest.fixture(scope="module")
def weighed(heavy: tuple[Path, str, str]) -> Iterator[str]:
    """The address of the desk with it."""
    with served(heavy[0]) as address:
        yield address


def test_a_report_of_three_hundred_pages_opens_at_once(
    browser: Browser, weighed: str, heavy: tuple[Path, str, str]
) -> None:
    _, long, _ = heavy
    with watched(browser, weighed) as page:
        page.goto("/documents")
        used = time.process_time()
        page.goto(long)
        assert time.process_time() - used < _LONGEST
        expect(page.get_by_text("part 1 of ")).to_be_visible()
        page.keyboard.press("n")
        expect(page.get_by_text("part 2 of ")).to_be_visible()


def test_what_an_address_points_to_is_found_in_whatever_part(
    browser: Browser, weighed: str, heavy: tuple[Path, str, str]
) -> None:
    _, long, _ = heavy
    with watched(browser, weighed) as page:
        page.goto(f"{long}#v3000")
        expect(page.locator("#v3000")).to_be_visible()
        start = page.locator("#text").get_attribute("data-from")
        assert start != "0"
        page.goto(f"{long}#char=10,20")
        expect(page.locator("#text .lit").first).to_be_in_viewport()
        page.goto(f"{long}#char={start},{int(start or 0) + 9}")
        expect(page.locator("#text .lit").first).to_be_in_viewport()


def test_a_million_tags_are_text(
    browser: Browser, weighed: str, heavy: tuple[Path, str, str]
) -> None:
    with watched(browser, weighed) as page:
        page.goto(heavy[2])
        expect(page.locator("#text")).to_contain_text("<svg onload=alert(1)>")
        assert page.locator("#text :is(b, a, svg, script)").count() == 0


def _sent(page: Page, address: str) -> int:
    """Bytes that a browser which has nothing is sent for a page."""
    total = 0

    def finished(told: dict[str, Any]) -> None:
        nonlocal total
        total += int(told["encodedDataLength"])

    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="networkidle")
    session.detach()
    return total


@pytest.mark.parametrize(
    "address", ["/", "/events", "/review", "/relations/USA+coalition/Iraq", "/timeline", "/map"]
)
def test_little_is_sent(browser: Browser, desk: str, address: str) -> None:
    with watched(browser, desk) as page:
        assert 0 < _sent(page, address) < _MOST
