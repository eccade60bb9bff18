"""What the gazetteer knows of one actor: its kind, country, sectors, code and term."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from detente.dates import bounds
from detente.gazetteer.names import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.records import EntityKind

_BLANK: Final = re.compile(r"[^a-z0-9]+")
_UNMARKED: Final = str.maketrans(dict.fromkeys("'."))
_STATELESS: Final[dict[EntityKind, str]] = {
    "armed-group": "IMG", "company": "MNC", "igo": "IGO", "ngo": "NGO",
}  # fmt: skip
"""What stands for a country in the code of an actor that has none, by kind."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor or place of the tables, as one of its names brings it up.

    Attributes:
        id: Stable: `country:IRQ`, `group:kataib-hezbollah`, `body:ISR:mossad`,
            `holder:USA:head-of-state:donald-trump`, `government:USA`, `place:IRQ:baghdad`.
        name: The name the table leads with.
        kind: As in `detente.records.Entity`.
        country: Alpha-3 code, or None.
        sectors: PLOVER sector codes, the first the main one.
        code: Actor code of event data: country and first sector, `USAMIL`; None for a place.
        backed_by: Alpha-3 codes of the countries that back a group.
        wikidata: Q-id, or None.
        start: EDTF date from which the entry holds, None for long since or unknown.
        end: EDTF date until which it holds, None for still.
        title: The office's title: "President", "Secretary of State"; else "".
        office: `head-of-state`, `head-of-government`, `foreign-minister`, `defence-minister` or "".
        metonym: Whether a seat of government stands for the government: "the Kremlin".
        adjective: Whether it was named by an adjective or a word for its people: "Iraqi".
        in_term: False where the date asked about lies outside start and end: a former minister.
    """

    id: str
    name: str
    kind: EntityKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    code: str | None = None
    backed_by: tuple[str, ...] = ()
    wikidata: str | None = None
    start: str | None = None
    end: str | None = None
    title: str = ""
    office: str = ""
    metonym: bool = False
    adjective: bool = False
    in_term: bool = True


def actor_code(
    country: str | None, sectors: Sequence[str], kind: EntityKind = "other"
) -> str | None:
    """The actor code of event data: country, then the first sector; None if neither is known.

    Without a country, a kind that crosses borders gives `IMG`, `MNC`, `IGO` or `NGO`.

    >>> actor_code("USA", ("MIL",)), actor_code(None, ("REB",), "armed-group")
    ('USAMIL', 'IMGREB')
    """
    sector = sectors[0] if sectors else ""
    lead = country or _STATELESS.get(kind, "")
    return (lead if sector == lead else lead + sector) or None


def slug(name: str) -> str:
    """A name as part of an id: `"Kata'ib Hezbollah"` gives `"kataib-hezbollah"`."""
    plain = name.lower().translate(_UNMARKED) if name.isascii() else key(name)
    return _BLANK.sub("-", plain).strip("-")


def on_date(entries: Iterable[Entry], on: str | None) -> tuple[Entry, ...]:
    """The entries that hold at an EDTF date; if none does, all, marked and latest first.

    Without a date every entry is returned as it is. Raises UsageError D301 if `on` is no EDTF.
    """
    every = tuple(entries)
    if on is None:
        return every
    current = tuple(e for e in every if _holds(e, on))
    if current:
        return current
    former = (replace(e, in_term=False) for e in every)
    return tuple(sorted(former, key=lambda e: e.start or "", reverse=True))


def _holds(entry: Entry, on: str) -> bool:
    first, last = _bounds(on)
    return (entry.start is None or _bounds(entry.start)[0] <= last) and (
        entry.end is None or _bounds(entry.end)[1] >= first
    )


_bounds = lru_cache(maxsize=4096)(bounds)
"""`bounds`, remembered: the same terms are compared for every name of a text."""
