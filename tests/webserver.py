"""A web server of our own on this machine, which answers well or badly as a test tells it to."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator, Mapping

    Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """What it answers, by path, and what it was asked."""

    base: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [path for path, _ in self.asked]

    def url(self, path: str) -> str:
        return f"{self.base}{path}"

    def gives(
        self,
        path: str,
        body: str | bytes = b"",
        *,
        status: int = 200,
        kind: str | None = "text/html; charset=utf-8",
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Answer a path with a body of its right length; the URL."""
        data = body.encode() if isinstance(body, str) else body
        told = {"Content-Type": kind} if kind else {}
        told |= {"Content-Length": str(len(data)), **(headers or {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        return self.sends(path, f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode("latin-1") + data)

    def leads(self, path: str, location: str, *, status: int = 302) -> str:
        """Redirect a path."""
        return self.gives(path, status=status, headers={"Location": location})

    def sends(self, path: str, answer: bytes) -> str:
        """Answer a path with these bytes and nothing else, and hang up."""

        def send(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(answer)

        return self.plays(path, send)

    def plays(self, path: str, answer: Answer) -> str:
        """Answer a path by a function that writes to `wfile`."""
        self.answers[path] = answer
        return self.url(path)


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Callers that hang up are what tests are about."""


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server for the time of the block; with a context it speaks TLS."""
    server: Server

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append((self.path, dict(self.headers.items())))
            self.close_connection = True
            answer = server.answers.get(self.path)
            with suppress(OSError):
                if answer is None:
                    self.wfile.write(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
                else:
                    answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is declared
            """Nothing."""

    with _Quiet(("127.0.0.1", 0), Handler) as listening:
        scheme = "http"
        if context:
            listening.socket = context.wrap_socket(listening.socket, server_side=True)
            scheme = "https"
        server = Server(f"{scheme}://localhost:{listening.server_port}")
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()
