from __future__ import annotations

import time
from urllib.robotparser import RobotFileParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.sources.robots import FORBIDDEN, Robots, parse

_FILE = b"""\xef\xbb\xbf# of the wire
User-Agent: *
Disallow: /private/   # and all below
Disallow: /*?print
Disallow: /*.pdf$
Allow: /private/open
Crawl-delay: 2.5

user-agent: OtherBot/1.0
User-agent: Detente
Disallow: /
Allow: /news/
Disallow:

User-agent: detente
Disallow: /news/secret
"""


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/", True),
        ("/private/a", False),
        ("/private/open/a", True),
        ("/a?print=1", False),
        ("/a.pdf", False),
        ("/a.pdf?x", True),
    ],
)
def test_the_rules_for_all_hold_where_none_are_ours(target: str, *, allowed: bool) -> None:
    assert parse(_FILE, "somebody").allows(target) is allowed


@pytest.mark.parametrize(
    ("target", "allowed"),
    [("/", False), ("/news/a", True), ("/news/secret", False), ("/robots.txt", True)],
)
def test_our_own_rules_hold_from_all_their_groups(target: str, *, allowed: bool) -> None:
    assert parse(_FILE, "detente").allows(target) is allowed


def test_a_server_may_ask_for_time_between_requests() -> None:
    assert parse(_FILE, "somebody").delay == 2.5
    assert parse(_FILE, "detente").delay == 0.0
    assert parse(b"User-agent: *\nCrawl-delay: 9999", "detente").delay == 60.0
    assert parse(b"User-agent: *\nCrawl-delay: soon", "detente").delay == 0.0


def test_a_path_beyond_ascii_is_compared_as_it_is_asked_for() -> None:
    robots = parse("User-agent: *\nDisallow: /ä".encode(), "detente")
    assert not robots.allows("/%C3%A4/a")


@pytest.mark.parametrize("data", [b"", b"<html>Not found</html>", b"Disallow: /", b"\xff\xfe\x00"])
def test_a_file_without_rules_allows_everything(data: bytes) -> None:
    assert parse(data, "detente") == Robots()
    assert Robots().allows("/a")


def test_a_server_that_cannot_say_allows_nothing() -> None:
    assert not FORBIDDEN.allows("/a")


def test_no_pattern_takes_long() -> None:
    robots = Robots((("/" + "*a" * 500 + "$", False),))
    started = time.perf_counter()
    assert robots.allows("/" + "a" * 2000 + "b")
    assert time.perf_counter() - started < 0.5


@given(st.lists(st.text("ab", max_size=3), max_size=4), st.text("ab", max_size=5))
def test_plain_rules_mean_what_python_takes_them_for(paths: list[str], target: str) -> None:
    lines = ["User-agent: *", *(f"Disallow: /{path}" for path in paths)]
    python = RobotFileParser()
    python.parse(lines)
    ours = parse("\n".join(lines).encode(), "detente")
    assert ours.allows(f"/{target}") == python.can_fetch(
        "detente", f"https://wire.example/{target}"
    )
