from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from detente import watch as watching
from detente.casebook import Casebook
from detente.sources import address
from tests.webserver import Server, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("fake_reader")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server of our own, which counts as public for the test."""
    with serving() as found:
        monkeypatch.setattr(address, "is_public", lambda _: True)
        monkeypatch.setattr(address, "PORTS", {int(found.base.rpartition(":")[2])})
        yield found


@pytest.fixture
def feeds(server: Server, tmp_path: Path) -> Path:
    """A list with one feed of two pages, the second of which is not there."""
    server.gives(
        "/a",
        "<html><head><title>Talks \x1b[2J</title></head><body><p>The talks began in the capital "
        "on Monday.</p></body></html>",
    )
    items = "".join(
        f"<item><link>{server.url(path)}</link>"
        "<pubDate>Wed, 13 May 2020 08:00:00 GMT</pubDate></item>"
        for path in ("/a", "/none")
    )
    url = server.gives("/rss", f"<rss version='2.0'><channel>{items}</channel></rss>")
    path = tmp_path / "feeds.toml"
    path.write_text(f'pause = 0\n[[feed]]\nurl = "{url}"\nname = "Wire"\n')
    return path


def test_what_is_new_is_printed_and_kept(run: Run, feeds: Path, server: Server) -> None:
    result = run("watch", feeds, "--into", "book")
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert "13 May 2020  Wire: Talks" in line
    assert line.endswith("(1 event, 0 claims)")
    assert "\x1b" not in result.stdout
    trouble, count = result.stderr.splitlines()
    assert trouble.startswith(f"error: {server.url('/none')}: the server has no such page")
    assert count == "1 feed asked, 1 new, 1 could not be read · book"
    with Casebook("book") as casebook:
        assert len(casebook.documents()) == 1


def test_a_second_pass_has_nothing_to_do(run: Run, feeds: Path) -> None:
    run("watch", feeds)
    result = run("watch", feeds, "--once")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "no feed is due · casebook\n"


def test_new_documents_are_objects_for_programs(run: Run, feeds: Path, server: Server) -> None:
    row = json.loads(run("watch", feeds, "--jsonl").stdout)
    assert (row["feed"], row["url"], row["events"]) == ("Wire", server.url("/a"), 1)


def test_a_list_of_which_no_feed_can_be_had_is_refused(
    run: Run, feeds: Path, server: Server
) -> None:
    server.gives("/rss", status=500)
    result = run("watch", feeds)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "[D127] · again after " in result.stderr


def test_what_failed_is_asked_again_when_that_is_wanted(
    run: Run, feeds: Path, server: Server
) -> None:
    whole = server.answers["/rss"]
    server.gives("/rss", status=410)
    run("watch", feeds)
    server.plays("/rss", whole)
    assert run("watch", feeds).stderr == "no feed is due · casebook\n"
    assert "1 new" in run("watch", feeds, "--retry").stderr


def test_how_feeds_stand_is_told_without_asking_them(run: Run, feeds: Path, server: Server) -> None:
    assert run("watch", feeds, "--status").stdout == (
        "Wire: never asked · due · 0 read, 0 waiting, 0 given up\n"
    )
    run("watch", feeds)
    server.asked.clear()
    assert "1 read, 0 waiting, 1 given up" in run("watch", feeds, "--status").stdout
    row = json.loads(run("watch", feeds, "--status", "--jsonl").stdout)
    assert (row["feed"], row["read"], row["failures"]) == ("Wire", 1, 0)
    assert server.asked == []


def test_a_failure_stands_in_the_status(run: Run, feeds: Path, server: Server) -> None:
    server.gives("/rss", status=410)
    run("watch", feeds)
    said = run("watch", feeds, "--status").stdout
    assert "gone for good" in said
    assert "1 failure: " in said
    assert "[D128]" in said


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("none.toml",), "D321"),
        (("bad.toml",), "D321"),
        (("feeds.toml", "--every", "often"), "D322"),
        (("feeds.toml", "--into", "bad.toml"), "D202"),
    ],
)
def test_what_is_refused_is_one_line_and_status_two(
    run: Run, feeds: Path, arguments: tuple[str, ...], code: str
) -> None:
    feeds.with_name("bad.toml").write_text("[[feed]]\ncolour = 'red'\n")
    result = run("watch", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert f"[{code}]" in line


def test_once_and_every_are_bad_use_together(run: Run, feeds: Path) -> None:
    assert run("watch", feeds, "--once", "--every", "1h").exit_code == 2


def test_pass_follows_pass_until_somebody_interrupts(
    run: Run, feeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    class Clock(watching.SystemClock):
        def sleep(self, seconds: float) -> None:
            slept.append(seconds)
            if len(slept) == 3:
                raise KeyboardInterrupt

    monkeypatch.setattr(watching, "SystemClock", Clock)
    result = run("watch", feeds, "--every", "15m")
    assert result.exit_code == 0
    assert all(0 < seconds <= 900 for seconds in slept)
    assert [line for line in result.stderr.splitlines() if "error" not in line] == [
        "1 feed asked, 1 new, 1 could not be read · casebook",
        "no feed is due · casebook",
        "no feed is due · casebook",
        "stopped",
    ]


def test_a_busy_casebook_ends_one_pass_and_not_the_loop(
    run: Run, feeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(watching.SystemClock):
        def sleep(self, seconds: float) -> None:
            raise KeyboardInterrupt(seconds)

    monkeypatch.setattr(watching, "SystemClock", Clock)
    with Casebook("casebook") as casebook, casebook.watching():
        looped: Any = run("watch", feeds, "--every", "15m")
        single: Any = run("watch", feeds)
    assert (looped.exit_code, single.exit_code) == (0, 2)
    assert "[D204]" in looped.stderr
    assert "[D204]" in single.stderr


def test_what_feeds_brought_since_a_day_is_listed(run: Run, feeds: Path) -> None:
    run("watch", feeds)
    rows = json.loads(run("documents", "--since", "2020-01-01").stdout)
    assert len(rows) == 1
    assert json.loads(run("documents", "--since", "2999-01-01T10:00").stdout) == []
    assert "[D301]" in run("documents", "--since", "yesterday").stderr
