"""Feeds of a server of our own, a clock that no test waits for, and a reader without a model."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from detente.casebook import Casebook
from detente.records import Event, ReaderInfo, Record, span
from detente.sources.fetch import Manners
from detente.watch import Brought, Courier, Looked, Settings, Told, Trouble, Watch
from tests.webserver import Server, serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from detente.records import Document, Problem

START = datetime(2020, 5, 13, 10, 0, tzinfo=UTC)


class FakeClock:
    """Time that passes when somebody sleeps."""

    def __init__(self) -> None:
        self.time = START
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.time += timedelta(seconds=seconds)


class FakeReader:
    """Finds one event in every text."""

    info = ReaderInfo(version="0.1.0", model="fake", seconds=0.0)

    def __init__(self) -> None:
        self.read_texts: list[str] = []

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        self.read_texts.append(document.text)
        if "defect" in document.text:
            raise ZeroDivisionError(document.text)
        event = Event(
            id="v1",
            type="CONSULT",
            quad_class=1,
            goldstein=1.0,
            evidence=(span(document.text, 0, 5),),
        )
        return Record(
            document=document, events=(event,), problems=tuple(problems), reader=self.info
        )


@dataclass
class Newsroom:
    """Everything a test needs: a server, a list of feeds, a casebook."""

    server: Server
    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)
    reader: FakeReader = field(default_factory=FakeReader)
    loaded: int = 0

    def page(self, path: str, words: str = "began in the capital") -> str:
        """An article on the server; its URL."""
        text = f"The talks of {path.strip('/')} {words} on Monday, officials said."
        return self.server.gives(
            path,
            f"<html><head><title>{path}</title></head>"
            f"<body><article><p>{text}</p></article></body></html>",
        )

    def feed(self, path: str, *items: str, **headers: str) -> str:
        """A feed on the server that lists pages; its URL."""
        listed = "".join(
            f"<item><title>Of {each}</title><link>{self.server.url(each)}</link>"
            "<pubDate>Wed, 13 May 2020 08:00:00 GMT</pubDate></item>"
            for each in items
        )
        for each in items:
            if each not in self.server.answers:
                self.page(each)
        return self.server.gives(
            path,
            f"<rss version='2.0'><channel><title>Wire</title>{listed}</channel></rss>",
            kind="application/rss+xml",
            headers=headers,
        )

    def settings(self, *feeds: dict[str, Any] | str, **more: Any) -> Settings:
        listed = [{"url": each} if isinstance(each, str) else each for each in feeds]
        return Settings.model_validate({"pause": 0, "feed": listed, **more})

    def watch(self, settings: Settings, casebook: Casebook) -> Watch:
        def load() -> FakeReader:
            self.loaded += 1
            return self.reader

        courier = Courier(self.clock, manners=Manners(allow_private=True), pause=settings.pause)
        return Watch(casebook, settings, reader=load, courier=courier, clock=self.clock)

    def look(self, *feeds: dict[str, Any] | str, retry: bool = False, **more: Any) -> Seen:
        """One pass over these feeds."""
        settings = self.settings(*feeds, **more)
        self.server.asked.clear()
        with Casebook(self.folder / "casebook") as casebook:
            return Seen(list(self.watch(settings, casebook).once(retry=retry)))

    def later(self, **time: float) -> None:
        self.clock.time += timedelta(**time)


@dataclass
class Seen:
    """What a pass told."""

    news: list[Any]

    @property
    def new(self) -> list[str]:
        """The addresses that became documents which were not there before."""
        return [
            each.reading.source
            for each in self.news
            if isinstance(each, Brought) and each.reading.record
        ]

    @property
    def listed(self) -> list[int]:
        return [each.new for each in self.news if isinstance(each, Looked)]

    @property
    def troubles(self) -> list[Trouble]:
        return [each for each in self.news if isinstance(each, Trouble)]

    @property
    def codes(self) -> list[str]:
        return [each.error.code for each in self.troubles]

    @property
    def told(self) -> list[str]:
        return [each.what for each in self.news if isinstance(each, Told)]


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of our own on this machine."""
    with serving() as found:
        yield found


@pytest.fixture
def newsroom(server: Server, tmp_path: Path) -> Newsroom:
    return Newsroom(server, tmp_path)
