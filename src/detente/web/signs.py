"""Signs that stand beside words, so that nothing is told by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign, the word for it, and the class of style that goes with it."""

    sign: str
    word: str
    style: str


SIGNS: Final[dict[object, Sign]] = {
    1: Sign("○", "cooperation in words", "coop-words"),
    2: Sign("●", "cooperation in deeds", "coop-deeds"),
    3: Sign("◇", "conflict in words", "conf-words"),
    4: Sign("◆", "conflict in deeds", "conf-deeds"),
}
"""By quad class: round for cooperation, angular for conflict; hollow for words, full for deeds."""

STATES: Final[dict[str, str]] = {
    "proposed": "◌",
    "accepted": "✓",
    "corrected": "✎",
    "rejected": "✗",
    "unsure": "≟",
    "withdrawn": "↶",
}
"""By what was decided of a record: a sign beside its word."""
