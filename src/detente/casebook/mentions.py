"""Events as they are compared: what one document tells of one of them, ready for set operations.

A mention is an event as read in one document, a row of the `events` view; the thing in the world
that several of them tell of is a happening.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from detente import gazetteer, ontology
from detente.casebook.wording import stem, stems
from detente.dates import bounds
from detente.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KEPT: Final = 1 << 14
"""Sides that are remembered: the same parties come again and again."""
_NOBODY: Final[frozenset[str]] = frozenset()
Count = tuple[int | None, int | None]
"""The least and the most of a number of people; None where the text sets no bound."""


@dataclass(frozen=True, slots=True)
class Side:
    """Who stood on one side of an event.

    Attributes:
        names: What they are called, case-folded without articles, and their actor codes.
        countries: Alpha-3 codes in lower case.
        words: Stems of the words for them, where it is not known what they are called.
    """

    names: frozenset[str] = _NOBODY
    countries: frozenset[str] = _NOBODY
    words: frozenset[str] = _NOBODY


@dataclass(frozen=True, slots=True)
class Mention:
    """One event as one document tells it.

    Attributes:
        document: Id of the document.
        id: Id of the event in it.
        type: PLOVER type; `mode` and `cameo` are finer, or None.
        quad_class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
        trigger: Stem of the word that names the deed, or None.
        words: Stems of the words that tell it.
        story: Stems that tell its document from others.
        start: Where in the document it is told, in code points, or None.
        actor: Who did it.
        recipient: To whom.
        place: Name of the place, case-folded, or None where it is a country; `country` is the
            alpha-3 code.
        point: Degrees north and east of the place, or None.
        earliest: First day on which it may have been, `latest` the last; None where unknown.
        published: Last day on which the document may have been published, or None.
        killed: Bounds of how many were killed, or None where the text does not say; `injured` too.
        instruments: Stems of the words for what it was done with.
        status: Whether it happened, as records have it.
    """

    document: str
    id: str
    type: str
    mode: str | None = None
    cameo: str | None = None
    quad_class: int = 0
    trigger: str | None = None
    words: frozenset[str] = _NOBODY
    story: frozenset[str] = _NOBODY
    start: int | None = None
    actor: Side = Side()
    recipient: Side = Side()
    place: str | None = None
    country: str | None = None
    point: tuple[float, float] | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    published: dt.date | None = None
    killed: Count | None = None
    injured: Count | None = None
    instruments: frozenset[str] = _NOBODY
    status: str = "occurred"


def from_row(row: Mapping[str, Any]) -> Mention:
    """The mention that a row of the `events` view is.

    Args:
        row: Column to value; dates are days or ISO text. Columns that an old run has not got count
            as unknown. `published` and `story` of the document may be added from its row.
    """
    latitude, longitude = row.get("latitude"), row.get("longitude")
    lemma = row.get("lemma")
    place = _place(row)
    evidence: Sequence[Mapping[str, Any]] = row.get("evidence") or ()
    return Mention(
        document=row["document"],
        id=row["id"],
        type=row["type"],
        mode=row.get("mode"),
        cameo=row.get("cameo"),
        quad_class=row.get("quad_class") or ontology.plover(row["type"]).quad_class,
        trigger=" ".join(map(stem, lemma.split())) if lemma else None,
        words=stems(" ".join(span["quote"] for span in evidence)),
        story=frozenset(row.get("story") or ()),
        start=evidence[0].get("start") if evidence else None,
        actor=_side(*_known(row, "actor")),
        recipient=_side(*_known(row, "recipient")),
        place=place,
        country=row.get("country"),
        point=None if not place or latitude is None or longitude is None else (latitude, longitude),
        earliest=_day(row.get("earliest")),
        latest=_day(row.get("latest")),
        published=_last_day(row.get("published")),
        killed=_count(row.get("killed_low"), row.get("killed_high")),
        injured=_count(row.get("injured_low"), row.get("injured_high")),
        instruments=stems(" ".join(row.get("instruments") or ())),
        status=row.get("status") or "occurred",
    )


def _place(row: Mapping[str, Any]) -> str | None:
    """The name of the place, unless it is that of the country: a country is where much happens."""
    name: str | None = row.get("place")
    home = gazetteer.country(row["country"]) if row.get("country") else None
    if not name or (home and name.casefold() in {home.name.casefold(), home.official.casefold()}):
        return None
    return name.casefold()


def _known(row: Mapping[str, Any], role: str) -> tuple[tuple[str | None, ...], ...]:
    """The countries, codes and keys of a side."""
    parties: Sequence[Mapping[str, Any]] = row.get(f"{role}s") or ()
    return (
        tuple(party.get("country") for party in parties),
        tuple(party.get("code") for party in parties),
        tuple(row.get(f"{role}_keys") or ()),
    )


@lru_cache(maxsize=_KEPT)
def _side(
    countries: tuple[str | None, ...], codes: tuple[str | None, ...], keys: tuple[str, ...]
) -> Side:
    known = frozenset(country.casefold() for country in countries if country)
    folded = {code.casefold() for code in codes if code}
    prefixes = {code[:length] for code in folded for length in range(len(code))}
    return Side(frozenset(keys) - prefixes - known, known)


def _day(value: dt.date | str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _last_day(edtf: str | None) -> dt.date | None:
    try:
        return bounds(edtf)[1] if edtf else None
    except UsageError:
        return None


def _count(low: int | None, high: int | None) -> Count | None:
    return None if low is None and high is None else (low, high)
