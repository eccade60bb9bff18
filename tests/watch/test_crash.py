from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detente.casebook import Casebook

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler

    from tests.watch.conftest import Newsroom

_WATCHER = Path(__file__).with_name("watcher.py")
_ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


@pytest.mark.slow
@pytest.mark.parametrize("step", [11, 29])
def test_a_pass_killed_anywhere_loses_nothing_and_reads_nothing_twice(
    newsroom: Newsroom, step: int
) -> None:
    paths = [f"/{number}" for number in range(18)]
    url = newsroom.feed("/rss", *paths, ETag='"1"')
    whole = newsroom.server.answers["/rss"]

    def once_only(handler: BaseHTTPRequestHandler) -> None:
        """The feed never sends again what it has sent: whatever was not noted is lost."""
        if handler.headers.get("If-None-Match"):
            handler.wfile.write(b"HTTP/1.1 304 Same\r\n\r\n")
        else:
            whole(handler)

    newsroom.server.plays("/rss", once_only)
    folder = newsroom.folder / "casebook"
    command = [sys.executable, str(_WATCHER), str(folder), url, str(step)]
    done = subprocess.run(
        command, capture_output=True, text=True, env=_ENVIRONMENT, timeout=500, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 3
    with Casebook(folder) as casebook:
        held = casebook.query("SELECT url FROM all_documents")
        assert sorted(row["url"] for row in held) == sorted(map(newsroom.server.url, paths))
        counts = casebook.feeds.counts(url)
        assert (counts.waiting, counts.read, counts.given_up) == (0, 18, 0)
    assert [path for path in folder.rglob(".*.part") if path.exists()] == []
