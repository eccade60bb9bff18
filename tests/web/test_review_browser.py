"""Review by keyboard alone, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from detente.casebook import Casebook
from detente.review import Review
from tests.web.browsing import served, watched
from tests.web.build import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow


@pytest.fixture
def desk(book: Path) -> Iterator[str]:
    """The address of a desk with it."""
    with served(book) as address:
        yield address


@pytest.fixture
def page(browser: Browser, desk: str) -> Iterator[Page]:
    """A page of it in which nothing goes wrong."""
    with watched(browser, desk) as opened:
        yield opened


def press(page: Page, key: str) -> str:
    """Press a key that leads on; the record that is then shown."""
    with page.expect_navigation():
        page.keyboard.press(key)
    return page.input_value("#decide [name=target]")


def test_keys_decide_and_take_back(desk: str, page: Page, book: Path) -> None:
    page.goto(f"{desk}/review")
    first = page.input_value("#decide [name=target]")
    second = press(page, "a")
    assert second != first
    assert press(page, "u") == first
    press(page, "x")
    with Casebook(book) as casebook:
        made = Review(casebook).decisions()
    assert [(str(each.key), each.state) for each in made] == [
        (first, "withdrawn"),
        (first, "rejected"),
    ]


def test_words_marked_in_the_text_go_into_the_field(desk: str, page: Page, book: Path) -> None:
    page.goto(f"{desk}/review?kind=event")
    page.fill("[name=field-place]", "")
    page.evaluate(
        """() => {
          const text = document.getElementById("text");
          getSelection().selectAllChildren(text.querySelector("mark"));
          text.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
        }"""
    )
    assert page.input_value("[name=field-place]") == "Iran attacked a base in Iraq"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with Casebook(book) as casebook:
        (made,) = Review(casebook).decisions()
    (place,) = made.correction["place"]
    assert made.state == "corrected"
    assert place.start == 0


def test_letters_typed_into_a_field_decide_nothing(desk: str, page: Page, book: Path) -> None:
    page.goto(f"{desk}/review")
    page.focus("[name=comment]")
    page.keyboard.type("axsu")
    assert page.input_value("[name=comment]") == "axsu"
    with Casebook(book) as casebook:
        assert Review(casebook).decisions() == []


@pytest.mark.parametrize("width", [400, 1200])
def test_it_is_accessible_and_fits(desk: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{desk}/review")
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_comment_is_on_the_words_that_were_marked(desk: str, page: Page, book: Path) -> None:
    page.goto(f"{desk}/review?kind=event")
    page.focus("[name=comment]")
    page.dblclick("#text mark", position={"x": 8, "y": 8})
    page.keyboard.type("who else?")
    with page.expect_navigation():
        page.click("button[data-key=s]")
    with Casebook(book) as casebook:
        (made,) = Review(casebook).decisions()
    assert made.comment
    assert (made.comment.text, made.comment.start, made.comment.end) == ("who else?", 0, 4)


@pytest.mark.parametrize("width", [400, 1200])
def test_the_page_of_agreement_is_accessible_and_fits(
    desk: str, page: Page, book: Path, width: int
) -> None:
    with Casebook(book) as casebook:
        for reviewer, verdict in (("ann", "accept"), ("ben", "reject")):
            target = f"{record().document.id}:v1"
            Review(casebook).decide(target, verdict, reviewer=reviewer, at="2026-01-02T03:04:05Z")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{desk}/review/agreement")
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
