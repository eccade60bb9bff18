"""What a text must hold for a pattern of time to match in it, told from the pattern itself.

Looking whether a sentence holds any of a few words is many times as fast as having a regular
expression look for itself, and of eighty patterns most have nothing to find in most sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

Sign = frozenset[str]
"""Strings any of which a text must hold."""
Words = Callable[[str], Sign | None]
"""The sign of a macro (`@month`, without a digit at its end), None where it has none."""

DIGITS: Final = frozenset("0123456789")
_PART: Final = re.compile(
    r"""(?P<look>\(\?(?:<?[=!]|P=))         # looks around or back: says nothing of a match
      | (?P<open>\((?:\?(?:P<\w+>|-?i?:))?)
      | (?P<close>\)) | (?P<or>\|)
      | @(?P<macro>[a-z_]+)[0-9]?
      | (?P<set>\[(?:[^\]\\]|\\.)+\])
      | (?P<escaped>\\.)
      | (?P<letter>[A-Za-z0-9])
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_MORE: Final = re.compile(r"(?P<none>[?*]|\{0,)|\+|\{")
_REPEAT: Final = re.compile(r"[?*+]|\{[0-9,]+\}")


def signs(pattern: str, words: Words) -> tuple[Sign, ...]:
    """What a text must hold, folded to lower case, for a pattern to match in it: a string of each.

    Args:
        pattern: As it stands in the table.
        words: The signs of macros.
    """
    found, _ = _Branches(pattern, words).read(0)
    return tuple(found)


class _Branches:
    """A reader of a pattern: what stands side by side must all be there, of branches one."""

    def __init__(self, pattern: str, words: Words) -> None:
        self._pattern = pattern
        self._words = words

    def read(self, at: int) -> tuple[list[Sign], int]:
        """The signs from a place to the end of the group that it is in, and where that ends."""
        branches: list[list[Sign]] = [[]]
        run = ""
        while (part := _PART.match(self._pattern, at)) is not None:
            kind, at = part.lastgroup, part.end()
            optional = (more := _MORE.match(self._pattern, at)) is not None and more["none"]
            if kind == "letter" and not optional:
                run += part[0].lower()
                if more is None:
                    continue
            branches[-1] += [frozenset([run])] if run else []
            run = ""
            if kind == "close":
                break
            if kind == "or":
                branches.append([])
            elif kind in {"open", "look"}:
                inside, at = self.read(at)
                optional = (more := _MORE.match(self._pattern, at)) is not None and more["none"]
                branches[-1] += inside if kind == "open" and not optional else []
            elif not optional:
                branches[-1] += self._sign(part)
            repeated = _REPEAT.match(self._pattern, at)
            at = repeated.end() if repeated else at
        branches[-1] += [frozenset([run])] if run else []
        return _of_any(branches), at

    def _sign(self, part: re.Match[str]) -> list[Sign]:
        if part["macro"]:
            sign = self._words(part["macro"])
            return [] if sign is None else [sign]
        return [DIGITS] if part["set"] and re.fullmatch(r"\[[0-9-]+\]", part["set"]) else []


def _of_any(branches: Iterable[list[Sign]]) -> list[Sign]:
    """The signs of branches of which one matches: all of one, or any of the rarest of each."""
    told = list(branches)
    if len(told) == 1:
        return told[0]
    if not all(told):
        return []
    return [frozenset().union(*(max(signs, key=_rarity) for signs in told))]


def _rarity(sign: Sign) -> int:
    """How rarely a text holds a sign, roughly: short words stand in many others."""
    return min(map(len, sign), default=0)
