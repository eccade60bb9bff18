"""Forms that change something: read here, and only from the desk's own pages."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from fastapi import Request  # noqa: TC002 - FastAPI reads the annotation
from starlette.exceptions import HTTPException

from detente.web.desk import desk_of
from detente.web.guard import FORM_FIELD, HEADER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.datastructures import FormData

MOST_BYTES: Final = 200_000_000
"""Bytes of a form with files."""
MOST_FILES: Final = 1_000
MOST_TEXT: Final = 2_000_000
"""Bytes of a field of a form with files."""
_MOST: Final = 64 * 1024
"""Bytes of a form without."""


async def own_form(request: Request) -> FormData:
    """What a form says, if it holds the token that only the desk's own pages know.

    Raises:
        HTTPException: 403 without the token, 413 if it is too large.
    """
    return await _form(request, _MOST, files=0)


async def own_files(request: Request) -> AsyncIterator[FormData]:
    """The same of a form that may hold files; they are closed when it is answered.

    Raises:
        HTTPException: 403 without the token, 413 if it is too large, 400 for too many files.
    """
    form = await _form(request, MOST_BYTES, files=MOST_FILES)
    try:
        yield form
    finally:
        await form.close()


async def _form(request: Request, most: int, *, files: int) -> FormData:
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > most:
        raise HTTPException(413, f"The form is too large: {most:,} bytes at most.")
    form = await request.form(max_files=files, max_part_size=min(most, MOST_TEXT))
    shown = request.headers.get(HEADER) or form.get(FORM_FIELD)
    wanted = desk_of(request).rules.csrf
    if not isinstance(shown, str) or not secrets.compare_digest(shown.encode(), wanted.encode()):
        await form.close()
        raise HTTPException(403, "This form is not the desk's own: load the page again.")
    return form
