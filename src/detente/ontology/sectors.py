"""Sector codes: what part of a country or society an actor belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from detente.tables import rows

__all__ = ["Sector", "sectors"]


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector; `group` is state, political, armed, civil, international or unknown."""

    code: str
    label: str
    group: str
    description: str


@cache
def sectors() -> dict[str, Sector]:
    """All sectors by code."""
    found = rows("detente.ontology", "sectors")
    return {r["code"]: Sector(r["code"], r["label"], r["group"], r["description"]) for r in found}
