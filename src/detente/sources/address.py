"""Addresses on the web: what one may be, and which machines it may lead to. Pure; opens nothing.

What a page or a feed names is a stranger's word. An address is taken apart here before anything is
asked of it, and every IP address that its name leads to is held against `is_public`, so that no
document can make detente look into the network it runs in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from detente.errors import FetchError

_PORT_OF: Final = {"http": 80, "https": 443}
PORTS: Final = frozenset({80, 443, 8000, 8008, 8080, 8443})
"""The ports at which web servers of strangers are asked; others serve other things."""

_LONGEST: Final = 2_000
_UNSAFE: Final = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
_KEPT: Final = "%/:=&?~+!$,;'@()*[]|"
"""What may stand in a path or query as it is, beside letters and digits; the rest is escaped."""

_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")
_IN_IPV6: Final = IPv6Network("2002::/16")
"""6to4, deprecated: an IPv4 address stands inside."""
_NAT64: Final = IPv6Network("64:ff9b::/96")
"""RFC 6052: how networks without IPv4 write an IPv4 address."""
_PROTOCOL: Final = ("192.0.0.", "192.88.99.")
"""IPv4 set aside for protocols (RFC 6890, RFC 7526), which Python counts as global in part."""


@dataclass(frozen=True, slots=True)
class Address:
    """An `http` or `https` address, taken apart.

    Attributes:
        scheme: `http` or `https`.
        host: A name in ASCII (IDNA), lower case, or an IP address without brackets.
        port: From 1 to 65535.
        target: Path and query, escaped, as they go into the request; begins with a slash.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and, where it is not the scheme's own, port: the `Host` of a request."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORT_OF[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The address in its plain form; the same place, the same characters."""
        return f"{self.origin}{self.target}"

    def leading(self, location: str) -> Address:
        """Where a relative or absolute `location` given at this address leads.

        Raises:
            FetchError: D121, it is no address of the web.
        """
        try:
            return parse(urljoin(self.url, location.strip()))
        except ValueError as error:
            raise FetchError("D121", location, detail=str(error)) from error


def is_address(given: str) -> bool:
    """Whether a string is meant as an address on the web.

    >>> is_address("https://wire.example/a"), is_address("report.html")
    (True, False)
    """
    return given[:8].lower().startswith(("http://", "https://"))


def parse(url: str) -> Address:
    """Take an address apart; what follows `#` is left out.

    Raises:
        FetchError: D121 for another scheme, no or a malformed host, a name and password, a port
            out of range, a blank or a control character.

    >>> parse("HTTP://Wire.Example:80?q=ä#top").url
    'http://wire.example/?q=%C3%A4'
    """
    if len(url) > _LONGEST or _UNSAFE.search(url):
        raise FetchError("D121", url[:_LONGEST], detail="too long, or a blank in it")
    try:
        parts = urlsplit(url)
        host = _host(parts.hostname or "")
        port = parts.port
    except ValueError as error:  # a bracket or port that is none, a name that IDNA does not take
        raise FetchError("D121", url, detail=str(error)) from error
    if parts.scheme not in _PORT_OF or not host or port == 0:
        raise FetchError("D121", url)
    if parts.username is not None or parts.password is not None:
        raise FetchError("D121", url, detail="it holds a name or password")
    query = f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    target = f"{quote(parts.path, safe=_KEPT) or '/'}{query}"
    return Address(parts.scheme, host, port or _PORT_OF[parts.scheme], target)


def _host(written: str) -> str:
    """A host as it is asked for: an IP address as it is, a name in ASCII without its last dot."""
    if ":" in written:
        return str(IPv6Address(written))
    name = written.rstrip(".")
    return name if name.isascii() else name.encode("idna").decode("ascii")


def is_public(ip: str) -> bool:
    """Whether an IP address belongs to a machine that anybody in the world may ask.

    Not so: private, loopback, link-local, multicast, reserved and documentation addresses, those
    of carriers' inner networks, and IPv6 addresses with an IPv4 one inside (mapped, compatible,
    6to4, Teredo), but for NAT64 ones, where the one inside decides.

    >>> is_public("93.184.216.34"), is_public("10.0.0.1"), is_public("::ffff:93.184.216.34")
    (True, False, False)
    """
    try:
        found = ip_address(ip)
    except ValueError:  # with a scope, as link-local ones have
        return False
    if isinstance(found, IPv4Address):
        return _is_public_4(found)
    if found in _NAT64:
        return _is_public_4(IPv4Address(int(found) & 0xFFFF_FFFF))
    return found in _GLOBAL_UNICAST and found.is_global and found not in _IN_IPV6


def _is_public_4(found: IPv4Address) -> bool:
    set_aside = found.is_multicast or found.is_reserved or str(found).startswith(_PROTOCOL)
    return found.is_global and not set_aside
