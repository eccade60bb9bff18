"""A casebook on the desk, and a client that asks it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from detente.web import create_app
from detente.web.guard import Rules
from tests.browser import chromium
from tests.web.browsing import served
from tests.web.build import keep, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook of two documents that nobody changes."""
    return keep(
        tmp_path_factory.mktemp("desk") / "casebook",
        record(),
        record("<script>alert(1)</script>", title="</title><script>alert(2)</script>"),
    )


@pytest.fixture
def client(shelf: Path) -> Iterator[TestClient]:
    """Asks the desk, as a browser on this machine would."""
    with TestClient(create_app(shelf), base_url="http://127.0.0.1:8765") as asking:
        yield asking


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A casebook of one document, which may change."""
    return keep(tmp_path / "casebook", record())


@pytest.fixture
def asking(book: Path) -> Iterator[TestClient]:
    """Asks a desk that others may change."""
    app = create_app(book, Rules(csrf="ours"))
    with TestClient(app, base_url="http://127.0.0.1:8765") as client:
        yield client


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example casebook, and a document that would like to be a program."""
    path = tmp_path_factory.mktemp("browser") / "detente-demo"
    command = [sys.executable, "-m", "detente.cli", "demo", "--into", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    hostile = '<img src=x onerror=alert(1)><a href="javascript:alert(2)">' + "<b>" * 10_000
    return keep(path, record(hostile, title="</title><script>alert(3)</script>"))


@pytest.fixture(scope="module")
def desk(example: Path) -> Iterator[str]:
    """The address of the desk with it."""
    with served(example) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, where the machine has one."""
    with chromium() as opened:
        yield opened
