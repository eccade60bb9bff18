"""Signs that stand beside words, so that nothing is told by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from detente import wording


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign, the word for it, and the class of style that goes with it."""

    sign: str
    word: str
    style: str


SIGNS: Final[dict[int, Sign]] = {
    1: Sign(wording.SIGNS[1], "cooperation in words", "coop-words"),
    2: Sign(wording.SIGNS[2], "cooperation in deeds", "coop-deeds"),
    3: Sign(wording.SIGNS[3], "conflict in words", "conf-words"),
    4: Sign(wording.SIGNS[4], "conflict in deeds", "conf-deeds"),
}
"""By quad class."""

STATES: Final[dict[str, str]] = {
    "proposed": "◌",
    "accepted": "✓",
    "corrected": "✎",
    "rejected": "✗",
    "unsure": "≟",
    "withdrawn": "↶",
}
"""By what was decided of a record: a sign beside its word."""
