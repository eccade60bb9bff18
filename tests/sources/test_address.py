from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import FetchError
from detente.sources.address import is_address, is_public, parse


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("http://wire.example", "http://wire.example/"),
        ("HTTPS://Wire.Example.:443/A?b=c#d", "https://wire.example/A?b=c"),
        ("http://wire.example:8080/", "http://wire.example:8080/"),
        ("http://wire.example/ä", "http://wire.example/%C3%A4"),
        ("http://wire.example/%2F?q=%26", "http://wire.example/%2F?q=%26"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://[2606:4700::0:1]/", "http://[2606:4700::1]/"),
    ],
)
def test_an_address_has_one_plain_form(given: str, plain: str) -> None:
    assert parse(given).url == plain
    assert parse(plain).url == plain


@pytest.mark.parametrize(
    "given",
    [
        "ftp://wire.example/",
        "file:///etc/passwd",
        "wire.example/a",
        "http://",
        "http:///a",
        "http://user:pass@wire.example/",
        "http://wire.example@evil.example/",
        "http://wire.example:0/",
        "http://wire.example:99999/",
        "http://wire.example/a b",
        "http://wire.example/\r\nX-Evil: 1",
        "http://wire.example\\@evil.example/",
        "http://[::1/",
        "http://" + "a" * 70 + "ü.example/",
        "http://wire.example/" + "a" * 3000,
    ],
)
def test_what_is_no_address_of_the_web_is_refused(given: str) -> None:
    with pytest.raises(FetchError, match="D121"):
        parse(given)


@given(st.text(max_size=60))
def test_a_path_goes_into_the_request_on_one_line_of_ascii(path: str) -> None:
    try:
        target = parse("http://wire.example/" + path).target
    except FetchError:
        return
    assert target.startswith("/")
    assert target.isascii()
    assert not any(character.isspace() for character in target)


@given(st.text(max_size=40))
def test_nothing_but_an_address_or_a_refusal_comes_of_a_text(text: str) -> None:
    try:
        found = parse(text)
    except FetchError:
        return
    assert found.scheme in {"http", "https"}


def test_a_location_is_taken_from_where_it_was_given() -> None:
    here = parse("https://wire.example/a/b?c")
    assert here.leading("d").url == "https://wire.example/a/d"
    assert here.leading("//other.example/").url == "https://other.example/"
    with pytest.raises(FetchError, match="D121"):
        here.leading("javascript:alert(1)")
    with pytest.raises(FetchError, match="D121"):
        here.leading("http://[")


@pytest.mark.parametrize(
    "ip",
    [
        "0.0.0.0",  # noqa: S104 - nothing is bound to it
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::10.0.0.1",
        "::ffff:93.184.216.34",
        "::ffff:127.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001:0:1::1",
        "2001:db8::1",
        "2002:a00:1::1",
        "fc00::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "wire.example",
    ],
)
def test_an_address_of_no_public_machine_is_known(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "64:ff9b::5db8:d822"]
)
def test_an_address_of_a_public_machine_is_known(ip: str) -> None:
    assert is_public(ip)


@given(st.ip_addresses(v=4))
def test_no_address_that_python_knows_as_private_is_public(ip: object) -> None:
    found = ip_address(str(ip))
    if found.is_private or found.is_loopback or found.is_link_local or found.is_multicast:
        assert not is_public(str(ip))


@pytest.mark.parametrize(
    ("given", "expected"),
    [("http://a", True), ("HTTPS://a", True), ("httpx://a", False), ("a.html", False), ("", False)],
)
def test_an_address_is_told_from_a_path(given: str, *, expected: bool) -> None:
    assert is_address(given) is expected
