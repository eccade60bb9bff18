"""Notes: the numbers in a text that lead to them, and the list of them at its end.

Pages turned into text lose what is raised: "the siege.3 The embassy" is the note 3 behind a full
stop. Such numbers are no part of any sentence, and the list, which cites letters and papers, tells
nothing of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.reading.tables import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARK = re.compile(
    r"""(?P<stop>[.!?]["'”’)\]]*)                       # the end of a sentence
        (?P<number>\d{1,3}(?:,[ ]?\d{1,3}){0,4}|[¹²³⁰-⁹]{1,3})
        (?=\s+["'“‘(\[•]*[^\W\d_a-z]|\s*\n|\s*\Z)       # then a new one, or nothing
    """,
    re.VERBOSE,
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_WORD = re.compile(r"[^\W\d_](?:[\w.’'-]*)$")
_LIST = re.compile(r"(?:end|foot)?notes|references|sources|works cited", re.IGNORECASE)
_ENTRY = re.compile(r"(?:\[\d{1,4}\]|\d{1,4}[.)]?)\s+\S")


def marks(text: str) -> list[tuple[int, int]]:
    """The offsets of the numbers of notes behind the stops of a text, in order.

    Behind a figure ("wounding 28.2 The embassy") it is a note's only if it counts on from the mark
    before.
    """
    found: list[tuple[int, int]] = []
    last = 0
    for match in _MARK.finditer(text):
        number = int(re.split(r"\D", match["number"].translate(_RAISED))[-1])
        if text[max(0, match.start() - 1)].isdigit() and match["number"].isascii():
            is_mark = number == last + 1 > 1
        else:
            word = _WORD.search(text, max(0, match.start() - 20), match.start())
            is_mark = word is None or _may_end(word.group())
        if is_mark:
            last = number
            found.append(match.span("number"))
    return found


def without_marks(text: str) -> str:
    """The text with a space for each character of the numbers of notes: offsets stay."""
    pieces = []
    at = 0
    for start, end in marks(text):
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def listed(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The paragraphs, of those given, that are entries of a list of notes under its heading."""
    found = []
    within = False
    for start, end in paragraphs:
        if _LIST.fullmatch(text, start, end):
            within = True
        elif within and _ENTRY.match(text, start, end):
            found.append((start, end))
        else:
            within = False
    return found


def _may_end(word: str) -> bool:
    """Whether what stands before "No.5" or "p.12" is no abbreviation that a number belongs to."""
    return len(word) > 1 and pairs("abbreviations").get(word, "starter") == "starter"
