from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from detente.errors import SourceError
from detente.sources import fetch as fetching
from detente.sources.fetch import Fetched, Manners
from detente.watch import Courier
from detente.watch.courier import Errand
from tests.watch.conftest import FakeClock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from http.server import BaseHTTPRequestHandler

    from detente.watch.courier import Outcome
    from tests.webserver import Server


class Office:
    """A courier with a clock, and a short way to send it."""

    def __init__(self, *, pause: float = 0) -> None:
        self.clock = FakeClock()
        self.courier = Courier(self.clock, manners=Manners(allow_private=True), pause=pause)

    def bring(self, *urls: str) -> Sequence[Outcome]:
        return self.courier.bring([Errand(url) for url in urls])

    def codes(self, *urls: str) -> list[str | int]:
        return [
            each.code if isinstance(each, SourceError) else len(each.data)
            for each in self.bring(*urls)
        ]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every name leads to this machine."""
    monkeypatch.setattr(fetching, "resolve", lambda *_: ["127.0.0.1"])


def named(server: Server, host: str, path: str) -> str:
    return server.url(path).replace("localhost", host)


@pytest.mark.usefixtures("names")
def test_what_is_brought_stands_in_the_order_it_was_asked_for(server: Server) -> None:
    for size in range(30):
        server.gives(f"/{size}", "x" * size)
    urls = [named(server, f"{size % 7}.example", f"/{size}") for size in range(30)]
    assert Office().codes(*urls, "ftp://a.example/") == [*range(30), "D121"]


@pytest.mark.usefixtures("names")
def test_a_server_is_asked_one_thing_at_a_time_and_several_side_by_side(server: Server) -> None:
    lock = threading.Lock()
    busy: dict[str, int] = {}
    most: dict[str, int] = {}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        host = handler.headers["Host"].partition(":")[0]
        with lock:
            for name in (host, "all"):
                busy[name] = busy.get(name, 0) + 1
                most[name] = max(most.get(name, 0), busy[name])
        time.sleep(0.02)
        with lock:
            busy[host] -= 1
            busy["all"] -= 1
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\nx")

    server.plays("/a", answer)
    urls = [named(server, f"{number % 4}.example", "/a") for number in range(20)]
    assert Office().codes(*urls) == [1] * 20
    assert most.pop("all") > 1
    assert set(most.values()) == {1}


def test_two_requests_to_a_server_have_a_pause_between_them(server: Server) -> None:
    office = Office(pause=2)
    server.gives("/a", "x")
    office.bring(server.url("/a"), server.url("/a"))
    assert office.clock.slept == [2, 2]
    office.clock.time += timedelta(seconds=5)
    office.bring(server.url("/a"))
    assert office.clock.slept == [2, 2]


def test_a_server_may_want_a_longer_pause(server: Server) -> None:
    office = Office(pause=2)
    server.gives("/robots.txt", "User-agent: *\nCrawl-delay: 9")
    server.gives("/a", "x")
    office.bring(server.url("/a"), server.url("/a"))
    assert office.clock.slept == [2, 9]


def test_robots_txt_is_asked_for_once_a_day(server: Server) -> None:
    office = Office()
    server.gives("/robots.txt", "User-agent: *\nDisallow: /no")
    server.gives("/a", "x")
    urls = [server.url("/a"), server.url("/no")]
    assert office.codes(*urls) == office.codes(*urls) == [1, "D132"]
    assert server.paths.count("/robots.txt") == 1
    server.gives("/robots.txt", "")
    office.clock.time += timedelta(hours=25)
    assert office.codes(server.url("/no")) == ["D128"]


@pytest.mark.parametrize(
    ("status", "expected"), [(404, 1), (403, 1), (410, 1), (500, "D127"), (429, "D127")]
)
def test_a_server_without_robots_txt_allows_and_one_out_of_order_forbids(
    server: Server, status: int, expected: str | int
) -> None:
    server.gives("/robots.txt", status=status)
    server.gives("/a", "x")
    assert Office().codes(server.url("/a")) == [expected]


@pytest.mark.usefixtures("names")
def test_a_redirect_is_held_to_the_robots_txt_of_where_it_leads(server: Server) -> None:
    there = named(server, "other.example", "/no")
    server.gives("/no", "x")

    def robots(handler: BaseHTTPRequestHandler) -> None:
        other = handler.headers["Host"].startswith("other")
        body = b"User-agent: *\nDisallow: /no" if other else b""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n" + body)

    server.plays("/robots.txt", robots)
    office = Office()
    assert office.codes(server.leads("/a", there)) == ["D132"]
    assert "/no" not in server.paths
    assert isinstance(office.bring(named(server, "wire.example", "/no"))[0], Fetched)


def test_a_defect_costs_its_errand_only(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(url: str, **_: object) -> Fetched:
        if url.endswith("/bad"):
            raise ZeroDivisionError
        return Fetched(url, b"x")

    monkeypatch.setattr("detente.watch.courier.fetch", broken)
    assert Office().codes(server.url("/bad"), server.url("/a")) == ["D111", 1]
