from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import time
import zlib
from functools import partial
from typing import TYPE_CHECKING

import pytest

from detente.errors import FetchError
from detente.sources import fetch as fetching
from detente.sources.fetch import Fetched, Limits, Manners, Validators, agent
from tests.webserver import Server, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

    from tests.webserver import Answer

_OURS = Manners(allow_private=True)
_SHORT = Limits(most_bytes=10_000, seconds=5.0, redirects=3)
fetch = partial(fetching.fetch, manners=_OURS, limits=_SHORT)


def refused(url: str, *, manners: Manners = _OURS, limits: Limits = _SHORT) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetching.fetch(url, manners=manners, limits=limits)
    assert "\n" not in caught.value.message
    return caught.value


def test_a_page_comes_with_what_its_server_says_of_it(server: Server) -> None:
    url = server.gives(
        "/a?b=c",
        "Talks began.",
        kind="Text/HTML; charset=ISO-8859-1",
        headers={"ETag": '"1"', "Last-Modified": "Wed, 13 May 2020 10:00:00 GMT"},
    )
    assert fetch(url) == Fetched(
        url=url,
        data=b"Talks began.",
        media_type="text/html",
        charset="iso-8859-1",
        validators=Validators('"1"', "Wed, 13 May 2020 10:00:00 GMT"),
    )


def test_a_server_is_told_who_asks_and_nothing_else(server: Server) -> None:
    fetching.fetch(
        server.gives("/", "x"),
        manners=Manners(agent=agent("desk@wire.example"), allow_private=True),
    )
    ((_, headers),) = server.asked
    assert headers["User-Agent"].startswith("detente/")
    assert headers["User-Agent"].endswith("(+desk@wire.example)")
    assert headers["Host"] == server.base.removeprefix("http://")
    assert not {"Cookie", "Referer", "Authorization"} & set(headers)


def test_nothing_can_be_added_to_a_request(server: Server) -> None:
    manners = Manners(agent="a\r\nX-Evil: 1", allow_private=True)
    fetching.fetch(server.gives("/", "x"), manners=manners, validators=Validators("\r\nX-Evil: 2"))
    assert not any("evil" in name.lower() for name in server.asked[0][1])


def test_a_page_without_a_declared_type_has_none(server: Server) -> None:
    found = fetch(server.gives("/", "Talks began.", kind=None))
    assert (found.media_type, found.charset) == (None, None)


def test_a_page_that_has_not_changed_is_not_sent_again(server: Server) -> None:
    url = server.gives("/", status=304, headers={"ETag": '"2"'})
    found = fetch(url, validators=Validators('"1"', "yesterday"))
    assert (found.unchanged, found.data) == (True, b"")
    assert found.validators == Validators('"2"', "yesterday")
    headers = server.asked[0][1]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"1"', "yesterday")


def test_unchanged_without_having_been_asked_is_no_answer(server: Server) -> None:
    assert refused(server.gives("/", status=304)).code == "D130"


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_packed_page_is_unpacked(server: Server, packing: str) -> None:
    data = b"Talks began." * 100
    packed = gzip.compress(data) if packing == "gzip" else zlib.compress(data)
    url = server.gives("/", packed, headers={"Content-Encoding": packing})
    assert fetch(url).data == data


def test_a_page_in_chunks_is_put_together(server: Server) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert fetch(server.sends("/", head + b"5\r\nTalks\r\n7\r\n began.\r\n0\r\n\r\n")).data == (
        b"Talks began."
    )


def test_a_page_that_ends_where_the_server_hangs_up_is_whole(server: Server) -> None:
    assert fetch(server.sends("/", b"HTTP/1.0 200 OK\r\n\r\nTalks began.")).data == b"Talks began."


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (204, "D130"), (206, "D130"), (300, "D130"), (400, "D126"), (401, "D126"), (403, "D126"),
        (404, "D128"), (410, "D128"), (429, "D127"), (451, "D126"), (500, "D127"), (503, "D127"),
        (599, "D127"),
    ],
)  # fmt: skip
def test_a_status_has_its_error(server: Server, status: int, code: str) -> None:
    error = refused(server.gives("/", "No", status=status))
    assert (error.code, error.status, error.wait) == (code, status, None)
    assert f"status {status}" in error.message


@pytest.mark.parametrize(
    ("told", "wait"),
    [
        ("120", 120.0),
        ("Wed, 13 May 2020 10:05:00 GMT", 300.0),
        ("Wed, 13 May 2020 09:00:00 GMT", 0.0),
        ("99999999999", 30 * 86_400.0),
        ("soon", None),
        ("-5", None),
    ],
)
def test_a_server_may_say_when_to_come_again(server: Server, told: str, wait: float | None) -> None:
    headers = {"Retry-After": told, "Date": "Wed, 13 May 2020 10:00:00 GMT"}
    assert refused(server.gives("/", status=503, headers=headers)).wait == wait


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"Talks began.\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nTalks began.",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nTalks began.",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nTalks",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nTalks",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"Talks")[:-4],
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nTalks began.",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nTalks began.",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
    ],
    ids=["nothing", "no head", "short", "long", "cut chunk", "no chunk", "cut gzip", "no gzip",
         "brotli", "many headers", "long header"],
)  # fmt: skip
def test_a_broken_answer_is_refused(server: Server, answer: bytes) -> None:
    assert refused(server.sends("/", answer)).code == "D130"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 20_000,
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(5_000_000)),
    ],
    ids=["declared", "sent", "bomb"],
)
def test_an_answer_that_is_too_large_is_refused(server: Server, answer: bytes) -> None:
    assert refused(server.sends("/", answer)).code == "D131"


def drip(handler: BaseHTTPRequestHandler, head: bytes = b"HTTP/1.1 200 OK\r\n\r\n") -> None:
    handler.wfile.write(head)
    for _ in range(200):
        handler.wfile.write(b"x")
        time.sleep(0.02)


@pytest.mark.parametrize(
    "answer", [drip, partial(drip, head=b"HTTP/1.1 200 OK\r\nX: "), lambda _: time.sleep(2)]
)
def test_a_server_that_drips_is_left(server: Server, answer: Answer) -> None:
    url = server.plays("/", answer)
    started = time.monotonic()
    error = refused(url, limits=Limits(seconds=0.3))
    assert error.code == "D125"
    assert time.monotonic() - started < 1.5


def test_redirects_are_followed_and_the_last_address_is_told(server: Server) -> None:
    server.gives("/c", "Talks began.")
    server.leads("/b", server.url("/c#part"), status=307)
    found = fetch(server.leads("/a", "b", status=303))
    assert (found.url, found.moved) == (server.url("/c"), None)


def test_where_a_page_has_moved_for_good_is_told(server: Server) -> None:
    server.gives("/d", "Talks began.")
    server.leads("/c", "/d", status=302)
    server.leads("/b", "/c", status=308)
    found = fetch(server.leads("/a", "/b", status=301))
    assert (found.moved, found.url) == (server.url("/c"), server.url("/d"))


@pytest.mark.parametrize("location", ["/a", "/b", ""])
def test_redirects_that_lead_nowhere_are_refused(server: Server, location: str) -> None:
    server.leads("/b", "/a")
    assert refused(server.leads("/a", location)).code == "D129"


def test_redirects_without_end_are_refused(server: Server) -> None:
    for at in range(9):
        server.leads(f"/{at}", f"/{at + 1}")
    assert refused(server.url("/0")).code == "D129"
    assert len(server.paths) == _SHORT.redirects + 1


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://wire.example/", "http://[::"])
def test_a_redirect_to_what_is_no_page_is_refused(server: Server, location: str) -> None:
    assert refused(server.leads("/", location)).code == "D121"


def test_a_private_address_is_refused_unless_it_is_allowed(server: Server) -> None:
    url = server.gives("/", "Talks began.").replace(server.base, "http://localhost")
    assert refused(url, manners=Manners()).code == "D122"
    assert server.asked == []


@pytest.mark.parametrize(
    "url",
    ["http://127.1/", "http://2130706433/", "http://0x7f.0.0.1/", "http://[::1]/", "http://0/"],
)
def test_a_private_address_in_disguise_is_refused(url: str) -> None:
    assert refused(url, manners=Manners()).code in {"D122", "D123"}


def test_a_port_of_no_web_server_is_refused() -> None:
    assert refused("http://1.1.1.1:25/", manners=Manners()).code == "D121"


@pytest.fixture
def public(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, list[str]]]:
    """Names and the addresses they lead to; whatever is called answers from our server."""
    names: dict[str, list[str]] = {"wire.example": ["93.184.216.34"]}
    create = socket.create_connection
    called: list[str] = []

    def call(place: tuple[str, int], timeout: float) -> object:
        called.append(place[0])
        port = int(server.base.rpartition(":")[2])
        return create(("127.0.0.1", port), timeout)

    monkeypatch.setattr(fetching, "resolve", lambda host, _: names[host])
    monkeypatch.setattr(socket, "create_connection", call)
    yield names
    assert set(called) <= {"93.184.216.34"}


def test_a_private_address_behind_a_redirect_is_refused(
    server: Server, public: dict[str, list[str]]
) -> None:
    public["inside.example"] = ["10.0.0.1"]
    server.leads("/", "http://inside.example/")
    assert refused("http://wire.example/", manners=Manners()).code == "D122"
    assert server.paths == ["/"]


def test_one_private_address_among_public_ones_is_enough_to_refuse(
    server: Server, public: dict[str, list[str]]
) -> None:
    public["mixed.example"] = ["93.184.216.34", "192.168.0.1"]
    assert refused("http://mixed.example/", manners=Manners()).code == "D122"
    assert server.asked == []


def test_the_address_that_was_checked_is_the_one_that_is_called(
    server: Server, public: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    monkeypatch.setattr(fetching, "resolve", lambda *_: next(answers))
    server.gives("/", "Talks began.")
    assert fetching.fetch("http://rebinding.example/").data == b"Talks began."
    assert server.asked[0][1]["Host"] == "rebinding.example"
    assert next(answers) == ["127.0.0.1"], "a name is looked up once"


def test_proxies_of_the_environment_are_not_used(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1/")
    assert fetch(server.gives("/", "Talks began.")).data == b"Talks began."


def test_a_name_without_address_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(host: str, port: int) -> list[str]:
        raise OSError(2, f"{host}:{port} is unknown")

    monkeypatch.setattr(fetching, "resolve", none)
    error = refused("http://nowhere.example/")
    assert (error.code, error.detail) == ("D123", "nowhere.example:80 is unknown")


def test_a_resolver_that_does_not_answer_costs_no_more_than_the_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fetching, "resolve", lambda *_: time.sleep(3))
    assert refused("http://slow.example/", limits=Limits(seconds=0.2)).code == "D125"


def test_a_machine_where_nobody_listens_cannot_be_reached(server: Server) -> None:
    assert refused("http://127.0.0.1:1/").code == "D123"


def test_the_next_address_is_tried_when_one_does_not_answer(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.gives("/", "Talks began.")
    monkeypatch.setattr(fetching, "resolve", lambda *_: ["127.0.0.2", "127.0.0.1"])
    assert fetch(url).data == b"Talks began."


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of our own for localhost, with its key."""
    folder = tmp_path_factory.mktemp("tls")
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
        " -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem"
    )
    try:
        subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no openssl to make a certificate with")
    (folder / "both.pem").write_bytes(
        (folder / "cert.pem").read_bytes() + (folder / "key.pem").read_bytes()
    )
    return folder / "both.pem"


@pytest.fixture
def secure(certificate: Path) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(context) as found:
        yield found


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        fetching, "context", lambda: ssl.create_default_context(cafile=str(certificate))
    )


def test_a_server_that_nobody_vouches_for_is_refused(secure: Server) -> None:
    assert refused(secure.gives("/", "Talks began.")).code == "D124"
    assert secure.asked == []


@pytest.mark.usefixtures("trusted")
def test_a_server_that_proves_who_it_is_is_read(secure: Server) -> None:
    assert fetch(secure.gives("/", "Talks began.")).data == b"Talks began."


@pytest.mark.usefixtures("trusted")
def test_a_server_proves_the_name_that_was_asked_for(secure: Server) -> None:
    url = secure.gives("/", "Talks began.").replace("localhost", "127.0.0.1")
    assert refused(url).code == "D124"


@pytest.mark.usefixtures("trusted")
def test_a_redirect_from_https_to_http_is_refused_unless_it_is_allowed(
    secure: Server, server: Server
) -> None:
    server.gives("/", "Talks began.")
    url = secure.leads("/", server.url("/"))
    assert refused(url).code == "D129"
    told = Manners(allow_private=True, allow_downgrade=True)
    assert fetching.fetch(url, manners=told).data == b"Talks began."


def test_what_speaks_no_tls_cannot_be_reached(server: Server) -> None:
    assert refused(server.url("/").replace("http:", "https:")).code == "D123"


def test_a_page_is_something_to_read_under_the_name_it_was_asked_for_by(server: Server) -> None:
    server.gives("/b", "Talks began.", kind="text/plain; charset=cp1252")
    source = fetch(server.leads("/a", "/b")).source("the name")
    assert (source.name, source.url) == ("the name", server.url("/b"))
    assert (source.media_type, source.charset) == ("text/plain", "cp1252")
