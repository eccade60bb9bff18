"""Forms that change something: read here, and only from the desk's own pages."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotation
from starlette.exceptions import HTTPException

from detente.web.desk import desk_of
from detente.web.guard import FORM_FIELD, HEADER

if TYPE_CHECKING:
    from starlette.datastructures import FormData

_MOST: Final = 64 * 1024
"""Bytes of a form, files apart."""


async def own_form(request: Request) -> FormData:
    """What a form says, if it holds the token that only the desk's own pages know.

    Raises:
        HTTPException: 403 without the token, 413 if it is too large.
    """
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > _MOST:
        raise HTTPException(413, "The form is too large.")
    form = await request.form(max_files=0)
    shown = request.headers.get(HEADER) or form.get(FORM_FIELD)
    wanted = desk_of(request).rules.csrf
    if not isinstance(shown, str) or not secrets.compare_digest(shown.encode(), wanted.encode()):
        raise HTTPException(403, "This form is not the desk's own: load the page again.")
    return form
