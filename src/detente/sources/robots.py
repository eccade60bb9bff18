"""robots.txt: what a server asks programs to leave alone (RFC 9309). Pure.

Python's own `urllib.robotparser` takes the first rule that fits and knows no `*` and `$` in a path,
so that it takes much for allowed that is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES: Final = 500_000
"""RFC 9309: at least so much of the file counts."""

_LONGEST_DELAY: Final = 60.0
"""Seconds; a server that wants more time between two requests gets this much."""
_PRODUCT: Final = re.compile(r"[a-z_-]+|\*")
_ESCAPED: Final = "%/:=&?~+!$,;'@()*[]|#"
_NUMBER: Final = re.compile(r"\d{1,6}(?:\.\d{1,6})?")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that hold for one program.

    Attributes:
        rules: A pattern of path and query, and whether what fits may be fetched.
        delay: Seconds between two requests that the server wants (`Crawl-delay`, which no standard
            knows and many servers use).
    """

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be fetched.

        The longest pattern that fits decides; of two that are equally long the one that allows.

        >>> Robots((("/news/", False), ("/news/*.html$", True))).allows("/news/a.html")
        True
        """
        fitting = [(len(rule), allowed) for rule, allowed in self.rules if _fits(rule, target)]
        return max(fitting, default=(0, True))[1] or target == "/robots.txt"


FORBIDDEN: Final = Robots((("/", False),))
"""What holds where a server is out of order and cannot say."""


def parse(data: bytes, product: str) -> Robots:
    """The rules of a robots.txt for the program of that name, else those for all.

    Args:
        data: The file; what is beyond half a megabyte is left out.
        product: The name, as "detente".
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for agents, rules in _groups(data[:MOST_BYTES].decode("utf-8-sig", "replace")):
        for agent in agents:
            groups.setdefault(agent, []).extend(rules)
    return _robots(groups.get(product.lower(), groups.get("*", [])))


def _groups(text: str) -> Iterator[tuple[list[str], list[tuple[str, str]]]]:
    """Yield the groups of a file: the programs they speak to, and their lines."""
    agents: list[str] = []
    rules: list[tuple[str, str]] = []
    for line in text.splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        key = name.strip().lower()
        if key == "user-agent":
            if rules:
                yield agents, rules
                agents, rules = [], []
            match = _PRODUCT.match(value.strip().lower())
            agents += [match[0]] if match else []
        elif key in {"allow", "disallow", "crawl-delay"}:
            rules.append((key, value.strip()))
    yield agents, rules


def _robots(lines: list[tuple[str, str]]) -> Robots:
    paths = [(value, key == "allow") for key, value in lines if key != "crawl-delay" and value]
    delays = [
        float(value) for key, value in lines if key == "crawl-delay" and _NUMBER.fullmatch(value)
    ]
    escaped = tuple((quote(path, safe=_ESCAPED), allowed) for path, allowed in paths)
    return Robots(escaped, min(max(delays, default=0.0), _LONGEST_DELAY))


def _fits(pattern: str, target: str) -> bool:
    """Whether a target begins as the pattern says: `*` is anything, `$` at the end is the end.

    Piece after piece, so that no pattern takes long.
    """
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not anchored or at == len(target)
    for piece in rest[:-1]:
        at = target.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    if anchored:
        return target.endswith(rest[-1]) and len(target) - len(rest[-1]) >= at
    return target.find(rest[-1], at) >= 0
