"""Whether a text is worth reading at all: told by its words, long before the encoder.

What is looked for is any sign of politics, office, force or law. A text without one says nothing
that a record would hold; a text with one may still be about something else, and is read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from detente import tables
from detente.reading.tables import words

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NAMES: Final = ("groups", "organisations")
"""Tables of the gazetteer whose names are a sign, too: "Hezbollah", "NATO"."""
_SHORTEST: Final = 3
"""Letters of such a name: shorter ones are words of other things, too."""


def is_political(text: str) -> bool:
    """Whether a text has a sign of politics, office, force or law.

    >>> is_political("Stir the butter into the flour and let the dough rest.")
    False
    >>> is_political("Hezbollah gave no reason.")
    True
    """
    found = set(_WORD.findall(text))
    return not (
        found.isdisjoint(_names())
        and words("political_words").isdisjoint(word.lower() for word in found)
    )


@cache
def _names() -> frozenset[str]:
    """Names of one word, as they are written."""
    rows = (row for table in _NAMES for row in tables.rows("detente.gazetteer", table))
    political = (row for row in rows if row.get("kind", "igo") in {"igo", "party"})
    names = (name for row in political for name in (row["name"], *tables.values(row["aliases"])))
    return frozenset(name for name in names if _WORD.fullmatch(name) and len(name) >= _SHORTEST)
