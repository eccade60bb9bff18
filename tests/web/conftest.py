"""A casebook on the desk, and a client that asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from detente.casebook import Casebook
from detente.web import create_app
from tests.web.build import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook of two documents that nobody changes."""
    path = tmp_path_factory.mktemp("desk") / "casebook"
    with Casebook(path) as casebook, casebook.writer() as writer:
        writer.add(record())
        writer.add(record("<script>alert(1)</script>", title="</title><script>alert(2)</script>"))
    return path


@pytest.fixture
def client(shelf: Path) -> Iterator[TestClient]:
    """Asks the desk, as a browser on this machine would."""
    with TestClient(create_app(shelf), base_url="http://127.0.0.1:8765") as asking:
        yield asking
