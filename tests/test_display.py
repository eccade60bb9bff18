from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from detente import display
from detente.records import Document, Event, ReaderInfo, Record, span

HOSTILE = "<script>alert(1)</script>\x1b[2J\u202e\n<img src=x onerror=y>"


class _Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not any(name.startswith("on") for name, _ in attrs)
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def _record(text: str = HOSTILE) -> Record:
    quote = (span(text, 0, 8),)
    event = Event(id="v1", type="AID", quad_class=2, goldstein=10.0, date="2020-03", evidence=quote)
    document = Document(id="sha256:" + "0" * 64, text=text, title=text, publisher=text)
    reader = ReaderInfo(version="0.1.0", model="fake", seconds=0.0)
    return Record(document=document, events=(event,), reader=reader)


@given(st.text(max_size=200), st.text(max_size=20))
def test_nothing_of_a_document_is_markup(title: str, value: str) -> None:
    page = display.block(title, value, display.grid(title, (value,), [(value,)]))
    assert _Tags(page).tags <= {
        "style", "div", "p", "strong", "table", "caption", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip


def test_a_record_shows_its_document_and_what_was_read() -> None:
    shown = _Tags(_record()._repr_html_())
    assert "script" not in shown.tags
    assert "img" not in shown.tags
    assert "\x1b" not in shown.text
    assert "\u202e" not in shown.text
    for words in ("Events: 1", "Mar 2020", "AID", "<script>"):
        assert words in shown.text


def test_long_values_are_cut_and_long_tables_counted() -> None:
    rows: list[dict[str, Any]] = [
        {"name": "x" * 5000, "nothing": None, "many": [{"name": "A"}, {"name": "B"}]}
        for _ in range(1000)
    ]
    page = display.of_rows(rows, ["name", "nothing", "many"])
    shown = _Tags(page)
    assert len(page) < 10_000
    assert "1,000 rows" in shown.text
    assert "… and 980 rows more" in shown.text
    assert "A, B" in shown.text
    assert "nothing" not in shown.text


def test_nothing_is_shown_of_no_rows() -> None:
    assert "table" not in _Tags(display.of_rows([], ["name"])).tags
