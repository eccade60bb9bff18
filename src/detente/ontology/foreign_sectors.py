"""Sectors as other formats write them: type codes of CAMEO's actors, names of ICEWS."""

from __future__ import annotations

from functools import cache

from detente.tables import rows, values

__all__ = ["cameo_type", "icews_sector", "sector_of_cameo_type", "sector_of_icews"]


def cameo_type(sector: str) -> str | None:
    """The CAMEO type that a sector is written with; None where CAMEO has none.

    >>> cameo_type("JRN"), cameo_type("SOC")
    ('MED', None)
    """
    return _written("cameo_types", "code").get(sector)


def sector_of_cameo_type(code: str) -> str | None:
    """The sector of a CAMEO type; None if it says nothing here.

    >>> sector_of_cameo_type("INS")
    'REB'
    """
    return _read("cameo_types", "code").get(code)


def icews_sector(sector: str) -> str | None:
    """The name that ICEWS gives a sector; None where it has none.

    >>> icews_sector("LEG")
    'Legislative / Parliamentary'
    """
    return _written("icews_sectors", "name").get(sector)


def sector_of_icews(name: str) -> str | None:
    """The sector of a name of ICEWS; None if it says nothing here.

    >>> sector_of_icews("Foreign Ministry")
    'GOV'
    """
    return _read("icews_sectors", "name").get(name)


@cache
def _written(table: str, column: str) -> dict[str, str]:
    found = rows("detente.ontology", table)
    return {sector: row[column] for row in found for sector in values(row["for"])}


@cache
def _read(table: str, column: str) -> dict[str, str]:
    return {row[column]: row["sector"] for row in rows("detente.ontology", table)}
