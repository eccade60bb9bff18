"""Which countries belong to an organisation or coalition, and from when till when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from detente.gazetteer.entries import slug
from detente.tables import rows

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Member:
    """A country's time in an organisation.

    Attributes:
        country: Alpha-3 code.
        start: EDTF date of joining, None for long since or unknown.
        end: EDTF date of leaving, None for still.
    """

    country: str
    start: str | None
    end: str | None


def members(organisation: str) -> tuple[Member, ...]:
    """The members of an organisation over time; none where they are not known.

    Args:
        organisation: The id of its entry, as `igo:nato`.

    >>> [m.country for m in members("igo:aukus")]
    ['AUS', 'GBR', 'USA']
    """
    return _by_organisation().get(organisation, ())


@cache
def _by_organisation() -> Mapping[str, tuple[Member, ...]]:
    found: dict[str, list[Member]] = defaultdict(list)
    for row in rows("detente.gazetteer", "members"):
        member = Member(row["country"], row["start"] or None, row["end"] or None)
        found[f"igo:{slug(row['organisation'])}"].append(member)
    return {organisation: tuple(every) for organisation, every in found.items()}
