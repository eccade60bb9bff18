"""A day's work at the desk, in a browser, on the example casebook with a hostile document in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from detente.casebook import Casebook, Filter
from tests.web.browsing import watched

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

_RELATION: Final = "/relations/USA+coalition/Iraq"
_PAGES: Final = (
    "/", "/documents", "/documents?text=training", "/events", "/events?type=ASSAULT", "/claims",
    "/actors", "/causes", "/relations", "/problems", "/timeline", "/timeline?actor=Iran", "/map",
    "/map?whole=true", _RELATION, f"{_RELATION}?on=2020-03-30&against=2020-01-10&with=Iran",
    f"{_RELATION}?at=2020-01-01/2020-01-31", "/review", "/inquiries", "/inquiries/OVS-2020-014",
    "/report", "/report?from=2020-01&to=2020-03", "/add", "/nothing", "/actors/Iran",
    "/review/agreement", "/review/decisions", "DOCUMENT", "EVENT", "HOSTILE", "PRINTED",
)  # fmt: skip
"""Every page; those in capitals by what is in the casebook."""


@pytest.fixture(scope="module")
def places(example: Path) -> dict[str, str]:
    """Addresses of a document, an event and the hostile document."""
    with Casebook(example) as casebook:
        document = casebook.documents(Filter(text="training"))[0]["document"]
        event = max(casebook.events(), key=lambda row: (row["reports"], row["happening"]))
        rows = casebook.documents()
        (printed,) = [row["document"] for row in rows if row["media_type"] == "application/pdf"]
    hostile = f"/documents/{_hostile(example)}"
    return {
        "DOCUMENT": f"/documents/{document.removeprefix('sha256:')[:12]}",
        "EVENT": f"/events/{event['happening']}",
        "HOSTILE": hostile,
        "PRINTED": f"/documents/{printed.removeprefix('sha256:')[:12]}?page=1",
    }


def _hostile(example: Path) -> str:
    with Casebook(example) as casebook:
        rows = [row for row in casebook.documents() if "<script>" in (row["title"] or "")]
    return str(rows[0]["document"]).removeprefix("sha256:")[:12]


def _open(page: Page, address: str) -> None:
    """Open a page and wait until its charts are drawn."""
    page.goto(address)
    for number in range(page.locator("script[data-chart]").count()):
        expect(page.locator(".chart").nth(number).locator("svg")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_keeps_anybody_out(
    browser: Browser, desk: str, places: dict[str, str], scheme: str
) -> None:
    found = {}
    with watched(browser, desk, color_scheme=scheme, reduced_motion="reduce") as page:
        for address in _PAGES:
            _open(page, places.get(address, address))
            violations = Axe().run(page).response["violations"]
            found[address] = [
                (each["id"], each["nodes"][0]["html"])
                for each in violations
                if each["impact"] in {"serious", "critical"}
            ]
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("width", [400, 640], ids=["narrow", "at 200 %"])
def test_no_page_scrolls_sideways(
    browser: Browser, desk: str, places: dict[str, str], width: int
) -> None:
    wide = {}
    with watched(browser, desk, viewport={"width": width, "height": 800}) as page:
        for address in _PAGES:
            _open(page, places.get(address, address))
            wide[address] = page.evaluate("document.documentElement.scrollWidth")
    assert {address: pixels for address, pixels in wide.items() if pixels > width} == {}


def test_a_days_work_with_the_mouse(browser: Browser, desk: str) -> None:
    with watched(browser, desk) as page:
        page.goto("/")
        page.get_by_label("Search all documents").fill("training")
        page.get_by_role("button", name="Search").click()
        page.locator("tbody a[href^='/documents/']").first.click()

        page.locator("mark.event").first.click()
        card = page.locator(".card:focus")
        expect(card).to_have_count(1)
        expect(page.locator("mark.lit").first).to_be_visible()
        page.locator(".card.event .quote").first.click()
        assert "#char=" in page.url
        expect(page.locator("#text .lit").first).to_be_in_viewport()

        page.locator(".card.event a[href^='/events/']").first.click()
        expect(page.get_by_role("heading", name="Reports", exact=True)).to_be_visible()

        page.get_by_role("link", name="Events", exact=True).click()
        page.locator(".facet a", has_text="ASSAULT").click()
        assert "type=ASSAULT" in page.url
        with page.expect_download() as saved:
            page.get_by_role("link", name="CSV").click(modifiers=["Alt"])
        assert saved.value.path().read_text("utf-8").count("ASSAULT") > 1


def test_a_relation_leads_to_its_events(browser: Browser, desk: str) -> None:
    with watched(browser, desk) as page:
        page.goto("/relations")
        page.get_by_label("How do").fill("USA+coalition")
        page.get_by_label("and", exact=True).fill("Iraq")
        page.locator(".pair button").click()
        assert urlsplit(page.url).path == _RELATION
        page.locator(".chart .mark-rect path[d*='h']").last.wait_for()
        _click_a_bar(page)
        expect(page.locator("#at")).to_be_in_viewport()
        page.locator(".picked a[href^='/events/']").first.click()
        assert "/events/" in page.url


def _click_a_bar(page: Page) -> None:
    """The first bar of the scores, in whatever layer it is drawn."""
    bars = page.locator("#chart .mark-rect path")
    for number in range(bars.count()):
        bars.nth(number).hover(force=True)
        if page.locator("#chart.leads").count():
            bars.nth(number).click(force=True)
            page.wait_for_url(re.compile("at="))
            return
    pytest.fail("no bar leads anywhere")


def test_a_timeline_leads_to_an_event_and_a_map_to_a_country(browser: Browser, desk: str) -> None:
    with watched(browser, desk) as page:
        _open(page, "/timeline")
        page.locator("#chart .mark-symbol path").last.click(force=True)
        page.wait_for_url(re.compile("/events/"))
        _open(page, "/map")
        page.locator("#chart .mark-symbol path").last.click(force=True)
        page.wait_for_url(re.compile("country="))


def test_a_days_work_with_the_keyboard(browser: Browser, desk: str) -> None:
    with watched(browser, desk) as page:
        page.goto("/")
        page.keyboard.press("?")
        expect(page.get_by_role("heading", name="Keys")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#keys")).to_be_hidden()
        page.keyboard.press("/")
        expect(page.get_by_label("Search all documents")).to_be_focused()
        page.keyboard.type("training")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("text=training"))
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/documents/"))
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        expect(page.locator("mark.lit").first).to_be_in_viewport()
        page.keyboard.press("g")
        page.keyboard.press("e")
        page.wait_for_url(re.compile("/events$"))
        page.keyboard.press("n")
        page.wait_for_url(re.compile("page=2"))
        page.keyboard.press("p")
        page.wait_for_url(re.compile("/events$"))
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to content")).to_be_focused()


def test_without_scripts_the_tables_remain(browser: Browser, desk: str) -> None:
    with watched(browser, desk, java_script_enabled=False) as page:
        for address in ("/relations", "/timeline", "/map", _RELATION):
            page.goto(address)
            summary = page.locator("figure details").first
            if summary.get_attribute("open") is None:
                summary.locator("summary").click()
            expect(summary.locator("table")).to_be_visible()


def test_a_hostile_document_is_text(browser: Browser, desk: str, places: dict[str, str]) -> None:
    with watched(browser, desk) as page:
        page.goto(places["HOSTILE"])
        expect(page.locator("#text")).to_contain_text("<img src=x onerror=alert(1)>")
        assert page.locator("#text img, #text b, #text a, #text script").count() == 0
