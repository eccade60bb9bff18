"""A desk that is served, and pages of it in a browser in which nothing may go wrong."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import uvicorn

from detente.web import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

_PATIENCE: Final = 30


class _Errors(logging.Handler):
    """What the server says went wrong."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The address of the desk of a casebook; in the end nothing may have gone wrong in it."""
    errors = _Errors()
    logger = logging.getLogger("uvicorn.error")
    config = uvicorn.Config(create_app(path), host="127.0.0.1", port=0, log_level="warning")
    server = uvicorn.Server(config)
    logger.addHandler(errors)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    waited = time.monotonic() + _PATIENCE
    while not server.started and time.monotonic() < waited:
        time.sleep(0.05)
    (port,) = {socket.getsockname()[1] for each in server.servers for socket in each.sockets}
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(_PATIENCE)
    assert [each.getMessage() for each in errors.records] == []


@contextmanager
def watched(browser: Browser, desk: str, **how: Any) -> Iterator[Page]:
    """A page that may report no error, ask nobody else, and open no dialog."""
    context = browser.new_context(base_url=desk, **how)
    page = context.new_page()
    wrong: list[str] = []

    def blocked(dialog: Dialog) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            wrong.append(message.text)

    def asked(request: Request) -> None:
        if urlsplit(request.url).scheme != "data" and not request.url.startswith(f"{desk}/"):
            wrong.append(request.url)

    page.on("dialog", blocked)
    page.on("console", said)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", asked)
    page.set_default_timeout(_PATIENCE * 1000)
    yield page
    context.close()
    assert [each for each in wrong if "404" not in each] == []
