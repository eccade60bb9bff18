"""CAMEO codes and what they are in PLOVER (conversion table of September 2021).

`data/datapackage.json` lists where the table departs from the conversion table and why.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from detente.errors import UsageError
from detente.ontology.event_types import plover
from detente.tables import rows, values

if TYPE_CHECKING:
    from detente.records import EventType

__all__ = ["CameoCode", "cameo", "cameo_codes", "code_for", "goldstein"]


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code: its label and its PLOVER type, mode and contexts.

    Codes under 01 and 02 (statements, appeals) have no PLOVER type.
    """

    code: str
    label: str
    type: EventType | None
    mode: str | None
    contexts: tuple[str, ...]

    @property
    def root(self) -> str:
        """The two digits of its category."""
        return self.code[:2]


@cache
def cameo_codes() -> dict[str, CameoCode]:
    """All codes, the two-digit roots among them, in order."""
    return {
        row["code"]: CameoCode(
            row["code"],
            row["label"],
            cast("EventType", row["type"]) if row["type"] else None,
            row["mode"] or None,
            values(row["contexts"]),
        )
        for row in rows("detente.ontology", "cameo")
    }


def cameo(code: str) -> CameoCode:
    """What a code means. Raises UsageError D302 if there is no such code.

    >>> cameo("1724").mode
    'martial-law'
    """
    try:
        return cameo_codes()[code]
    except KeyError:
        raise UsageError("D302", code, detail="no CAMEO code") from None


def code_for(type: str, mode: str | None = None) -> str:  # noqa: A002 — the record's own key
    """The CAMEO code that says a PLOVER type and mode best; the type's general code without mode.

    Raises UsageError D302 if there is no such type, or the type has no such mode.

    >>> code_for("ASSAULT", "aerial"), code_for("CONSULT")
    ('195', '040')
    """
    found = plover(type)
    return found.cameo if mode is None else found.mode(mode).cameo


def goldstein(code: str) -> float | None:
    """The Goldstein score of a CAMEO code, -10 to +10; of a code the scale lacks, that of the code
    it refines; None if there is none. Not to be mixed with PLOVER's scores.

    >>> goldstein("051"), goldstein("1951")
    (3.4, -10.0)
    """
    scores = _goldstein()
    lengths = range(len(code), 1, -1)
    return next((scores[code[:length]] for length in lengths if code[:length] in scores), None)


@cache
def _goldstein() -> dict[str, float]:
    return {row["code"]: float(row["score"]) for row in rows("detente.ontology", "goldstein")}
