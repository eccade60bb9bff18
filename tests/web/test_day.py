"""A whole day's work at the desk, in a browser, on the example casebook."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from detente.casebook import Casebook
from detente.report.edits import Edits
from detente.review import Review
from tests.web.browsing import watched

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

_NEWS: Final = (
    "Rockets hit a base north of Baghdad\n\n"
    "BAGHDAD, March 28, 2020 (Gulf Wire) - Militants fired rockets at an Iraqi base north of "
    "Baghdad on Saturday, Iraq's military said. Two Iraqi soldiers were injured. The United "
    "States condemned the attack.\n"
)
_PERIOD: Final = "/report?from=2020-01&to=2020-03"
_LONG: Final = 120_000
"""Milliseconds for the model to be loaded and a document to be read on a busy machine."""
_TRIES: Final = 20


def accessible(page: Page) -> None:
    """No serious finding of axe on the page as it stands."""
    violations = Axe().run(page).response["violations"]
    wrong = [each["id"] for each in violations if each["impact"] in {"serious", "critical"}]
    assert wrong == []


def test_a_whole_days_work(browser: Browser, desk: str, example: Path, tmp_path: Path) -> None:
    news = tmp_path / "rockets.txt"
    news.write_text(_NEWS, "utf-8")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    with watched(browser, desk, accept_downloads=True) as page:
        _add(page, news, broken)
        _follow(page)
        target = _review(page)
        _relate(page)
        words = _report(page, tmp_path)
    with Casebook(example) as casebook:
        (decision,) = [each for each in Review(casebook).decisions() if str(each.key) == target]
        (edit,) = [each for each in Edits(casebook).all() if each.words]
    assert decision.state == "withdrawn"
    assert (edit.words, edit.editor) == (words, "Änn")


def _add(page: Page, news: Path, broken: Path) -> None:
    """Files are dropped, read in the background, and lead to their documents."""
    page.goto("/")
    page.keyboard.press("g")
    page.keyboard.press("a")
    page.wait_for_url(re.compile("/add$"))
    page.locator("#files").set_input_files([news, broken])
    expect(page.locator("#chosen")).to_contain_text("2 chosen: broken.pdf, rockets.txt")
    page.get_by_role("button", name="Read and keep").click()
    page.wait_for_url(re.compile("/add/[0-9a-f]+$"))
    accessible(page)
    expect(page.get_by_text("2 of 2")).to_be_visible(timeout=_LONG)
    expect(page.get_by_text("get a fresh copy [D106]")).to_be_visible()
    accessible(page)
    page.locator("tbody a[href^='/documents/']").click()
    expect(page.get_by_role("heading", name="Rockets hit a base north of Baghdad")).to_be_visible()


def _follow(page: Page) -> None:
    """From a record to the words it rests on, and on to the event."""
    page.keyboard.press("j")
    expect(page.locator(".card:focus")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("mark.lit").first).to_be_in_viewport()
    page.locator(".card.event a[href^='/events/']").first.click()
    expect(page.get_by_role("heading", name="Reports", exact=True)).to_be_visible()


def _review(page: Page) -> str:
    """Decide by a key, and take it back by another; gives what was decided."""
    page.keyboard.press("g")
    page.keyboard.press("v")
    page.wait_for_url(re.compile("/review$"))
    target = page.input_value("#decide [name=target]")
    with page.expect_navigation():
        page.keyboard.press("a")
    assert page.input_value("#decide [name=target]") != target
    with page.expect_navigation():
        page.keyboard.press("u")
    assert page.input_value("#decide [name=target]") == target
    return target


def _relate(page: Page) -> None:
    page.goto("/")
    page.locator("[aria-labelledby=moved] a[href^='/relations/']").first.click()
    page.wait_for_url(re.compile("/relations/.+against="))
    expect(page.locator(".chart").first.locator("svg")).to_be_visible()


def _report(page: Page, folder: Path) -> str:
    """Order, leave out, word and undo findings by keys, look at the report and take it home."""
    page.goto(_PERIOD)
    first = page.locator(".finding").nth(0)
    second = page.locator(".finding").nth(1).get_attribute("data-record")
    said = first.locator(".said > span").inner_text()
    page.get_by_label("Changes are made by").fill("Änn")
    first.focus()
    with page.expect_navigation():
        page.keyboard.press("]")
    expect(page.locator(".finding").nth(0)).to_have_attribute("data-record", str(second))
    expect(page.locator(".finding").nth(1)).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(first.locator(".said > span")).to_have_text(said)
    with page.expect_navigation():
        page.keyboard.press("x")
    expect(page.locator(".finding.left-out")).to_have_count(1)
    with page.expect_navigation():
        page.keyboard.press("x")
    page.keyboard.press("e")
    words = "Iran hit two bases in Iraq."
    page.locator(".finding textarea").first.fill(words)
    with page.expect_navigation():
        page.get_by_role("button", name="Keep the words").first.click()
    expect(first).to_contain_text(words)
    expect(first).to_contain_text(f"The program: {said}")
    accessible(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Word (DOCX)").click()
    saved.value.save_as(folder / "report.docx")
    assert words.encode() in ZipFile(folder / "report.docx").read("word/document.xml")
    page.get_by_role("link", name="Preview").click()
    expect(page.get_by_text(words)).to_be_visible()
    return words


def test_two_browsers_and_the_command_at_once_lose_nothing(  # fixtures
    browser: Browser,
    desk: str,
    example: Path,
    tmp_path: Path,
) -> None:
    def written(name: str) -> Path:
        path = tmp_path / name
        path.write_text(f"{_NEWS}The story was told again as number {name}.\n", "utf-8")
        return path

    files = {name: [written(f"{name}{each}.txt") for each in range(3)] for name in "abc"}
    command = [sys.executable, "-m", "detente.cli", "read", *map(str, files["c"])]
    with watched(browser, desk) as one, watched(browser, desk) as two:
        for page, name in ((one, "a"), (two, "b")):
            page.goto("/add")
            page.locator("#files").set_input_files(files[name])
            page.get_by_role("button", name="Read and keep").click()
            page.wait_for_url(re.compile("/add/[0-9a-f]+$"))
        # Whoever finds the casebook written to at the moment is told so, and asks again.
        for _ in range(_TRIES):
            done = subprocess.run(
                [*command, "--into", str(example)], check=False, capture_output=True, text=True
            )
            if "D204" not in done.stderr:
                break
        assert done.returncode == 0, done.stderr
        for page in (one, two):
            expect(page.get_by_text("3 of 3")).to_be_visible(timeout=_LONG)
    with Casebook(example) as casebook:
        held = {each.document.text for each in casebook.records()}
    wanted = {path.read_text("utf-8") for paths in files.values() for path in paths}
    assert {each.strip() for each in wanted} <= {each.strip() for each in held}


def test_a_folder_is_chosen_with_all_that_is_in_it(
    browser: Browser, desk: str, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        path = tmp_path / "news" / name / "story.txt"
        path.parent.mkdir(parents=True)
        path.write_text(f"Somebody told story {name} in the capital on Monday.", "utf-8")
    with watched(browser, desk) as page:
        page.goto("/add")
        page.locator("#folder").set_input_files(tmp_path / "news")
        expect(page.locator("#chosen")).to_contain_text("2 chosen: news/one/story.txt")
        page.get_by_role("button", name="Read and keep").click()
        expect(page.get_by_text("2 of 2")).to_be_visible(timeout=_LONG)
        expect(page.get_by_role("cell", name="news/two/story.txt")).to_be_visible()


def test_an_answer_is_filed_and_decided(browser: Browser, desk: str, tmp_path: Path) -> None:
    letter = tmp_path / "answer.txt"
    letter.write_text(
        "5 May 2020\n\nQuestion 2: When did training resume?\n"
        "Training resumed in full on 1 May 2020.\n",
        "utf-8",
    )
    with watched(browser, desk) as page:
        page.goto("/inquiries?on=2020-05-10")
        page.get_by_role("link", name="OVS-2020-014", exact=True).click()
        page.locator("#file").set_input_files(letter)
        page.get_by_role("button", name="Read and file").click(timeout=_LONG)
        passage = page.locator(".answered", has_text="resumed in full")
        expect(passage).to_be_visible(timeout=_LONG)
        passage.focus()
        with page.expect_navigation():
            page.keyboard.press("a")
        expect(passage).to_be_focused()
        expect(passage).to_contain_text("accepted")
        with page.expect_navigation():
            page.keyboard.press("u")
        expect(passage).to_contain_text("proposed")
        accessible(page)
        with page.expect_download() as saved:
            page.get_by_role("link", name="Word (DOCX)").click()
        assert saved.value.suggested_filename == "OVS-2020-014.docx"
