"""Who decides at the desk: the name that a form gave, kept for the next page."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fastapi import Request
    from starlette.datastructures import FormData
    from starlette.responses import Response

COOKIE: Final = "detente-reviewer"
"""Keeps the name under which somebody decides."""
_YEAR: Final = 365 * 24 * 3600


def reviewer_of(request: Request) -> str:
    """Who decides: as last time, else who runs the desk."""
    kept = request.cookies.get(COOKIE, "")
    try:
        return bytes.fromhex(kept).decode() or getpass.getuser()
    except ValueError:
        return getpass.getuser()


def remember(answer: Response, reviewer: str) -> None:
    """Keep the name for the next page, in signs that a cookie may hold."""
    kept = reviewer.encode().hex()
    answer.set_cookie(COOKIE, kept, _YEAR, httponly=True, samesite="strict")


def word(form: FormData, name: str) -> str:
    """What a field of a form says; nothing if it is not there, or a file."""
    found = form.get(name, "")
    return found if isinstance(found, str) else ""


def words(form: FormData, name: str) -> list[str]:
    """What all fields of that name say."""
    return [each for each in form.getlist(name) if isinstance(each, str)]
