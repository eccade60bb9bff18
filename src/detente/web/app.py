"""The desk's application: pages for people, the same as JSON and CSV, and an API."""

from __future__ import annotations

from contextlib import asynccontextmanager
from importlib import resources
from threading import Thread
from typing import TYPE_CHECKING, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

import detente
from detente import __version__, gazetteer
from detente.errors import DetenteError
from detente.web import api, api_review
from detente.web.desk import Desk, desk_of
from detente.web.guard import Guard, Rules
from detente.web.pages import (
    actor,
    add,
    agreement,
    decisions,
    document,
    event,
    home,
    inquiries,
    lists,
    relation,
    report,
    review,
    saved,
    where,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from detente.verbs import Reads

API: Final = "/api/v1"
_PAGES: Final = (
    home, lists, document, event, actor, relation, where, review, agreement, decisions, inquiries,
    report, add, saved,
)  # fmt: skip
_UNKNOWN: Final = {"D205", "D206", "D208", "D209", "D502", "D601"}
"""Errors that say that there is no such thing."""
_NOT_FOUND: Final = 404


def create_app(
    casebook: Path, rules: Rules | None = None, reader: Callable[[], Reads] = detente.Reader
) -> FastAPI:
    """The desk as an ASGI application.

    Args:
        casebook: What lies on it, made if there is none.
        rules: Who may ask; this machine's own people if not given.
        reader: Makes what reads documents that are added; called when the first is.

    Raises:
        CasebookError: The casebook cannot be opened.
    """
    desk = Desk(casebook, rules or Rules(), reader)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # The first page tells of actors: their names are loaded before anybody waits for them.
        Thread(target=gazetteer.lookup, args=("Iraq",), daemon=True).start()
        yield
        desk.close()

    app = FastAPI(
        title="detente",
        version=__version__,
        description="A casebook: who did what to whom, who says so, and how sure they are.",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.desk = desk
    app.add_middleware(Guard, rules=desk.rules)
    static = StaticFiles(directory=str(resources.files("detente.web") / "static"))
    app.mount("/static", GZipMiddleware(static))
    app.include_router(api_review.router, prefix=API)
    app.include_router(api.router, prefix=API)
    for page in _PAGES:
        app.include_router(page.router, include_in_schema=False)
    app.add_exception_handler(DetenteError, _refused)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _refused)
    return app


async def _refused(request: Request, error: Exception) -> Response:
    """What went wrong, in the form that was asked for."""
    status, code, message = _told(error)
    if request.url.path.startswith(API) or request.url.path.endswith(".json"):
        return JSONResponse({"error": {"code": code, "message": message}}, status)
    title = "Not found" if status == _NOT_FOUND else "Refused"
    return desk_of(request).page(
        request, "refused.html", status, title=title, code=code, message=message
    )


def _told(error: Exception) -> tuple[int, str, str]:
    """The status of an answer, the code and the words for what went wrong."""
    if isinstance(error, DetenteError) and error.code in _UNKNOWN:
        return _NOT_FOUND, error.code, error.message
    if isinstance(error, DetenteError):
        return 400, error.code, error.message
    if isinstance(error, HTTPException):
        return error.status_code, str(error.status_code), str(error.detail)
    return 422, "422", "the address asks for something that is not understood"
