"""Fetching: the one module that opens a socket.

One `GET` over HTTP or HTTPS, with bounds on everything a stranger's server could draw out: time,
size (packed and unpacked), redirects, ports. The name is resolved here, every address it has must
be public (`address.is_public`), and the connection goes to the address that was checked, so that a
name cannot lead elsewhere between the look and the call; each redirect is held to the same. No
cookies, no scripts, nothing that a page refers to. Proxies of the environment are not used: behind
one, the address that is spoken to could not be checked.
"""

from __future__ import annotations

import errno
import io
import socket
import ssl
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse, IncompleteRead
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, cast

from detente.errors import FetchError
from detente.sources import address, transfer
from detente.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from _typeshed import WriteableBuffer

    from detente.sources.address import Address

_CHUNK: Final = 1 << 16
_TO_CONNECT: Final = 10.0
"""Seconds for one address of a server, that of several the next may be tried."""
_LINGER: Final = 2.0
"""Seconds to wait for the end after a body of the length that was declared."""
_SILENT: Final = ConnectionError(errno.ETIMEDOUT, "no answer")
_GOOD: Final = (200, 203)
_UNCHANGED: Final = 304
_FOR_GOOD: Final = frozenset({301, 308})
_ELSEWHERE: Final = frozenset({302, 303, 307}) | _FOR_GOOD
_GONE: Final = frozenset({404, 410})
_BUSY: Final = frozenset({408, 425, 429})
_ERRORS, _FAILURES = 400, 500
_LONGEST_WAIT: Final = 30 * 86_400.0
_ACCEPT: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take.

    Attributes:
        most_bytes: Of the body, as it comes and unpacked.
        seconds: From the first look-up of a name to the last byte, redirects included.
        redirects: Followed one after another.
    """

    most_bytes: int = 50_000_000
    seconds: float = 60.0
    redirects: int = 8


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask, and what to put up with.

    Attributes:
        agent: Who is asking, for the header `User-Agent`.
        allow_private: Whether machines that are not public, and any port, may be asked: for
            servers of one's own.
        allow_downgrade: Whether a redirect may lead from `https` to `http`.
    """

    agent: str = ""
    allow_private: bool = False
    allow_downgrade: bool = False


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a server tells whether a page has changed: headers `ETag` and `Last-Modified`."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server gave.

    Attributes:
        url: Where it came from, after redirects.
        data: The body, unpacked; empty if it is `unchanged`.
        media_type: As declared, in lower case, without parameters.
        charset: As declared.
        validators: To ask with the next time.
        moved: Where the address asked for has moved for good.
        unchanged: Whether it is what it was when the validators were given.
    """

    url: str
    data: bytes = b""
    media_type: str | None = None
    charset: str | None = None
    validators: Validators = Validators()
    moved: str | None = None
    unchanged: bool = False

    def source(self, name: str) -> Source:
        """The same as something to read, under the name it was asked for by."""
        return Source(
            name, self.data, media_type=self.media_type, charset=self.charset, url=self.url
        )


def agent(contact: str = "") -> str:
    """Who is asking, for the header `User-Agent`; `contact` is where its user can be reached."""
    return f"detente/{version('detente')}{f' (+{contact})' if contact else ''}"


def fetch(
    url: str,
    *,
    validators: Validators = Validators(),
    limits: Limits = Limits(),
    manners: Manners = Manners(),
    permit: Callable[[Address], object] | None = None,
) -> Fetched:
    """Fetch what is at an address.

    Args:
        url: An `http` or `https` address.
        validators: What came with it the last time: if it has not changed, it is not sent again.
        limits: What it may take.
        manners: How to ask.
        permit: Called with each address that a redirect leads to, before it is asked; what it
            raises ends the fetch.

    Raises:
        FetchError: D121 to D131; `wait` where the server says when to come again.
    """
    visit = _Visit(url, limits, manners, validators)
    here, moved, for_good = address.parse(url), None, True
    seen = {here.url}
    while True:
        with visit.named(), visit.asked(here) as answer:
            if answer.status not in _ELSEWHERE:
                return visit.fetched(answer, here, moved)
            there = visit.redirected(answer, here, seen)
        for_good = for_good and answer.status in _FOR_GOOD
        moved = there.url if for_good else moved
        here = there
        seen.add(here.url)
        if permit:
            permit(here)


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a name, as the system's resolver gives them.

    Raises:
        OSError: It has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def context() -> ssl.SSLContext:
    """How servers prove who they are: by the certificates this machine trusts."""
    return ssl.create_default_context()


@dataclass(slots=True)
class _Visit:
    """One fetch under way: what was asked for, and what is left of its time."""

    url: str
    limits: Limits
    manners: Manners
    validators: Validators
    until: float = 0.0

    def __post_init__(self) -> None:
        self.until = time.monotonic() + self.limits.seconds

    def left(self) -> float:
        """Seconds that are left.

        Raises:
            TimeoutError: None are.
        """
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def error(self, code: str, detail: str = "", **more: float | None) -> FetchError:
        status = more.get("status")
        return FetchError(
            code,
            self.url,
            detail=detail,
            wait=more.get("wait"),
            status=None if status is None else int(status),
        )

    @contextmanager
    def named(self) -> Iterator[None]:
        """Turn what the system and the libraries raise into errors of ours."""
        try:
            yield
        except FetchError:
            raise
        except TimeoutError as error:
            raise self.error("D125", f"over {self.limits.seconds:g} s") from error
        except ssl.SSLCertVerificationError as error:
            raise self.error("D124", error.verify_message) from error
        except (transfer.TooLargeError, transfer.BrokenError) as error:
            code = "D131" if isinstance(error, transfer.TooLargeError) else "D130"
            raise self.error(code, str(error)) from error
        except HTTPException as error:
            cut = isinstance(error, IncompleteRead)
            raise self.error("D130", "cut off" if cut else type(error).__name__) from error
        except (OSError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise self.error("D123", str(reason)) from error

    @contextmanager
    def asked(self, here: Address) -> Iterator[HTTPResponse]:
        """The server's answer, its head read and its body still to come."""
        with self._connected(here) as line:
            line.settimeout(self.left())
            line.sendall(self._request(here))
            answer = HTTPResponse(cast("socket.socket", _Line(line, self)), method="GET")
            answer.begin()
            yield answer

    def fetched(self, answer: HTTPResponse, here: Address, moved: str | None) -> Fetched:
        """What an answer that leads nowhere else gives."""
        headers = answer.headers
        unchanged = answer.status == _UNCHANGED and self.validators != Validators()
        if not unchanged:
            self._check(answer)
        old = self.validators if unchanged else Validators()
        return Fetched(
            url=here.url,
            data=b"" if unchanged else self._body(answer),
            media_type=headers.get_content_type() if "Content-Type" in headers else None,
            charset=headers.get_content_charset(),
            validators=Validators(
                headers.get("ETag", old.etag), headers.get("Last-Modified", old.modified)
            ),
            moved=moved,
            unchanged=unchanged,
        )

    def redirected(self, answer: HTTPResponse, here: Address, seen: set[str]) -> Address:
        """Where an answer leads.

        Raises:
            FetchError: D129 for a loop, too many, none named, or from `https` to `http`; D121 for
                what is no address.
        """
        location = answer.headers.get("Location")
        if not location:
            raise self.error("D129", "no place is named")
        # Bytes above ASCII come as Latin-1; nearly always they were UTF-8.
        there = here.leading(location.encode("latin-1", "replace").decode("utf-8", "replace"))
        if there.url in seen:
            raise self.error("D129", "in a circle")
        if len(seen) > self.limits.redirects:
            raise self.error("D129", f"more than {self.limits.redirects} times")
        down = (here.scheme, there.scheme) == ("https", "http")
        if down and not self.manners.allow_downgrade:
            raise self.error("D129", "from https to http")
        return there

    def _check(self, answer: HTTPResponse) -> None:
        """Refuse an answer that holds no page."""
        status = answer.status
        if status in _GOOD:
            return
        if status in _GONE:
            code = "D128"
        elif status in _BUSY or status >= _FAILURES:
            code = "D127"
        else:
            code = "D126" if status >= _ERRORS else "D130"
        raise self.error(code, f"status {status}", status=status, wait=_wait(answer))

    def _body(self, answer: HTTPResponse) -> bytes:
        most = self.limits.most_bytes
        if (answer.length or 0) > most:
            raise transfer.TooLargeError(f"more than {most / 1e6:g} MB")
        encoding = answer.headers.get("Content-Encoding", "")
        return transfer.whole(self._chunks(answer), encoding, most=most)

    def _chunks(self, answer: HTTPResponse) -> Iterator[bytes]:
        """Yield the body as it comes, and hold it to the length that was declared."""
        declared = answer.length is not None
        line = cast("_Reader", answer.fp)
        while chunk := answer.read(_CHUNK):
            yield chunk
        if answer.length:
            raise transfer.BrokenError("cut off")
        if declared and answer.will_close and line.goes_on(_LINGER):
            raise transfer.BrokenError("longer than it says")

    def _request(self, here: Address) -> bytes:
        headers = {
            "Host": here.authority,
            "User-Agent": self.manners.agent or agent(),
            "Accept": _ACCEPT,
            "Accept-Language": "en,*;q=0.5",
            "Accept-Encoding": transfer.ENCODINGS,
            "If-None-Match": self.validators.etag,
            "If-Modified-Since": self.validators.modified,
            "Connection": "close",
        }
        lines = [f"{name}: {_line(value)}" for name, value in headers.items() if value]
        return "\r\n".join([f"GET {here.target} HTTP/1.1", *lines, "", ""]).encode("latin-1")

    @contextmanager
    def _connected(self, here: Address) -> Iterator[socket.socket]:
        """A line to the server, at an address that was checked, and proven if it is `https`."""
        with self._called(here) as line:
            if here.scheme == "http":
                yield line
                return
            line.settimeout(self.left())
            with context().wrap_socket(line, server_hostname=here.host) as secure:
                yield secure

    def _called(self, here: Address) -> socket.socket:
        """A line to the first of the server's addresses that answers."""
        reason: OSError = OSError("no address")
        for ip in self._checked(here):
            try:
                return socket.create_connection((ip, here.port), min(self.left(), _TO_CONNECT))
            except OSError as error:
                reason = _SILENT if isinstance(error, TimeoutError) else error
                self.left()
        raise reason

    def _checked(self, here: Address) -> list[str]:
        """The addresses of the server.

        Raises:
            FetchError: D121 for a port that is no web server's, D122 if any is not public.
        """
        if not self.manners.allow_private and here.port not in address.PORTS:
            raise self.error("D121", f"port {here.port}")
        found = self._resolved(here)
        if not self.manners.allow_private and not all(map(address.is_public, found)):
            raise self.error("D122", here.host)
        return found

    def _resolved(self, here: Address) -> list[str]:
        """The addresses of a name; the system's resolver knows no limit of time, so it waits aside.

        Raises:
            OSError: It has none.
            TimeoutError: The resolver took too long.
        """
        found: list[list[str] | OSError | UnicodeError] = []

        def look() -> None:
            try:
                found.append(resolve(here.host, here.port))
            except (OSError, UnicodeError) as error:  # a label too long is a UnicodeError
                found.append(error)

        aside = threading.Thread(target=look, daemon=True)
        aside.start()
        aside.join(self.left())
        if not found:
            raise TimeoutError
        if isinstance(found[0], Exception):
            raise found[0]
        return found[0]


class _Line:
    """A socket as `HTTPResponse` wants one: something to make a file of."""

    def __init__(self, line: socket.socket, visit: _Visit) -> None:
        self._raw = _Timed(line, visit)

    def makefile(self, mode: str) -> _Reader:
        """What comes over the line, in order."""
        del mode
        return _Reader(self._raw, _CHUNK)


class _Timed(io.RawIOBase):
    """What comes over a line, each piece within what is left of the time for all."""

    def __init__(self, line: socket.socket, visit: _Visit) -> None:
        self._line = line
        self._visit = visit
        self.patience = float("inf")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        self._line.settimeout(min(self._visit.left(), self.patience))
        return self._line.recv_into(buffer)


class _Reader(io.BufferedReader):
    """What comes over a line; it stays open when the body is over, to see whether it ends there."""

    raw: _Timed

    def close(self) -> None:
        """Nothing: the socket closes with its block."""

    def goes_on(self, seconds: float) -> bool:
        """Whether anything more comes within that time."""
        self.raw.patience = seconds
        try:
            return bool(self.read1(1))
        except OSError:  # silence, or the end by force
            return False


def _line(value: str) -> str:
    """A header's value on one line, so that nothing can be added to a request."""
    return (
        "".join(c for c in value if c.isprintable()).encode("latin-1", "ignore").decode("latin-1")
    )


def _wait(answer: HTTPResponse) -> float | None:
    """Seconds of `Retry-After`: a number, or a date measured against the server's own clock."""
    given = (answer.headers.get("Retry-After") or "").strip()
    if given.isdecimal():
        return min(float(given), _LONGEST_WAIT)
    try:
        then = parsedate_to_datetime(given)
        now = parsedate_to_datetime(answer.headers.get("Date") or "")
        return min(max((then - now).total_seconds(), 0.0), _LONGEST_WAIT)
    except (TypeError, ValueError):  # no date, or one with and one without a zone
        return None
