"""What every request passes first: by whom it comes, from where, and what its answer may do.

The desk shows documents that nobody vouches for, to somebody who trusts it. So it answers only
under names it knows (a page elsewhere cannot rebind its own name to this machine), changes nothing
for a form that is not its own, runs no script but its own files, and sends no address onwards.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Any

    from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
"""The names under which nobody but this machine's own people ask."""

FORM_FIELD: Final = "csrf"
HEADER: Final = "x-csrf-token"
"""Where a request that changes something brings the token that our pages hold."""
COOKIE: Final = "detente-desk"

_SAFE: Final = {"GET", "HEAD", "OPTIONS"}
_HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may ask.

    Attributes:
        hosts: The names the desk answers under, without ports.
        token: What whoever asks must know, where others than this machine can; None if none can.
        csrf: What our own pages hold, and no other.
    """

    hosts: frozenset[str] = LOOPBACK
    token: str | None = None
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))


class Guard:
    """Middleware that holds every request to the rules.

    Args:
        app: What answers the requests that pass.
        rules: Who may ask.
    """

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> PlainTextResponse | RedirectResponse | None:
        """The answer to a request that does not pass."""
        headers = Headers(scope=scope)
        if _name(headers.get("host", "")) not in self._rules.hosts:
            return PlainTextResponse("This desk does not answer under that name.", 421)
        if self._rules.token is not None and not self._is_known(scope):
            return self._admission(scope)
        if scope["method"] not in _SAFE and not self._is_own(headers):
            return PlainTextResponse("This request does not come from the desk's own pages.", 403)
        return None

    def _is_own(self, headers: Headers) -> bool:
        """Whether a request comes from a page of ours, by what the browser says of it.

        The token in the form or header is checked where the form is read.
        """
        site = headers.get("sec-fetch-site")
        if site is not None and site not in {"same-origin", "none"}:
            return False
        origin = headers.get("origin")
        return origin is None or urlsplit(origin).netloc == headers.get("host")

    def _is_known(self, scope: Scope) -> bool:
        """Whether whoever asks has shown the token before, or shows it as programs do."""
        asking = HTTPConnection(scope)
        bearer = asking.headers.get("authorization", "").removeprefix("Bearer ")
        return self._matches(bearer) or self._matches(asking.cookies.get(COOKIE, ""))

    def _matches(self, shown: str) -> bool:
        wanted = self._rules.token or ""
        return secrets.compare_digest(shown.encode(), wanted.encode())

    def _admission(self, scope: Scope) -> PlainTextResponse | RedirectResponse:
        """To who brings the token in the address: the same page, and a cookie for later."""
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if not self._matches(asked):
            return PlainTextResponse("Open the desk with the address it printed.", 401)
        answer = RedirectResponse(scope["path"], 303)
        answer.set_cookie(COOKIE, asked, httponly=True, samesite="strict")
        return answer


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
