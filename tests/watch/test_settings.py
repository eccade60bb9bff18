from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.errors import UsageError
from detente.watch import load

if TYPE_CHECKING:
    from pathlib import Path

_WHOLE = """
contact = "desk@wire.example"
every = "30m"
pause = 2
seed = 7

[[feed]]
url = "https://Wire.Example/rss#top"
name = "Gulf Wire"
publisher = "Gulf Wire"
every = "2h"
articles = "page"
since = 2020-05-01
most = 5

[[feed]]
path = "inbox"
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    return tmp_path / "feeds.toml"


def test_a_list_is_read_whole(listed: Path) -> None:
    listed.write_text(_WHOLE)
    settings = load(listed)
    wire, inbox = settings.feeds
    assert (settings.contact, settings.pause, settings.seed) == ("desk@wire.example", 2.0, 7)
    assert (wire.key, wire.title) == ("https://wire.example/rss", "Gulf Wire")
    assert (settings.interval(wire), settings.interval(inbox)) == (7200, 1800)
    assert inbox.key == inbox.title == str(listed.parent / "inbox")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "feed"),
        ("feed = []", "feed"),
        ("[[feed]]", "either url or path"),
        ("[[feed]]\nurl = 'https://a.example/'\npath = 'a'", "either url or path"),
        ("[[feed]]\nurl = 'ftp://a.example/'", "feed.0.url"),
        ("[[feed]]\nurl = 7", "feed.0.url"),
        ("[[feed]]\npath = 'a'\n[[feed]]\npath = 'a'", "listed twice"),
        ("every = '10s'\n[[feed]]\npath = 'a'", "a minute at least"),
        ("every = 900\n[[feed]]\npath = 'a'", "write it like 15m"),
        ("every = 'often'\n[[feed]]\npath = 'a'", "every"),
        ("contact = 'a)\\r\\nX: 1'\n[[feed]]\npath = 'a'", "contact"),
        ("pause = -1\n[[feed]]\npath = 'a'", "pause"),
        ("[[feed]]\npath = 'a'\ncolour = 'red'", "feed.0.colour"),
        ("[[feed]]\npath = 'a'\nsince = 'May'", "feed.0.since"),
        ("[[feed]]\npath = 'a'\nmost = 0", "feed.0.most"),
        ("[[feed", "end of an array declaration"),
        ("\udcff", "utf-8"),
    ],
)
def test_a_list_that_is_wrong_is_refused_with_the_place(
    listed: Path, text: str, place: str
) -> None:
    listed.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(UsageError, match="D321") as caught:
        load(listed)
    assert place in caught.value.detail
    assert "\n" not in caught.value.message


def test_a_list_that_is_not_there_is_refused(listed: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        load(listed)
