"""Values of cells: numbers and days, and what is none."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Final

from detente.imports.coded import Place, country_of

if TYPE_CHECKING:
    from detente.imports.page import Page

_LATITUDE: Final = 90.0
_LONGITUDE: Final = 180.0


class BadRowError(Exception):
    """A row that says no event: the argument says why."""


class NotOursError(Exception):
    """A row of a kind that has no place here, though nothing is wrong with it: as named."""


def number(page: Page, column: str) -> float | None:
    """The number in a column.

    Raises:
        BadRowError: There is something else.
    """
    value = page.get(column)
    if value is None:
        return None
    try:
        found = float(value)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise BadRowError(f"{column} {value}")
    return found


def count(page: Page, column: str) -> int | None:
    """The whole number in a column, none below zero. Raises BadRowError if it is none."""
    found = number(page, column)
    if found is None:
        return None
    if found < 0 or found != int(found):
        raise BadRowError(f"{column} {page.get(column)}")
    return int(found)


def day(page: Page, column: str, *forms: str) -> str | None:
    """The day in a column, in EDTF.

    Args:
        page: The row.
        column: Its column.
        forms: How it may be written, for `strptime`; more than they take is cut off.

    Raises:
        BadRowError: It is written in none of them.
    """
    value = page.get(column)
    if value is None:
        return None
    for form in forms:
        try:
            return dt.datetime.strptime(value, form).date().isoformat()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    raise BadRowError(f"{column} {value}")


def place(
    page: Page, names: tuple[str, ...], country: str | None, *, at: tuple[str, str]
) -> Place | None:
    """The place that the first of these columns names that has a value.

    Coordinates are looked at first, for every format: a row in which they are none is not kept,
    whether it names a place or not.

    Args:
        page: The row.
        names: Columns from the finest to the widest.
        country: Its alpha-3 code.
        at: The columns of latitude and longitude.

    Raises:
        BadRowError: Coordinates are none.
    """
    latitude, longitude = _coordinates(page, *at)
    column = next((name for name in names if page.get(name)), None)
    if column is None:
        return None
    where = page.span(column)
    return Place(where, where.quote, country, latitude, longitude)


def _coordinates(page: Page, first: str, second: str) -> tuple[float | None, float | None]:
    """Latitude and longitude in two columns, both or neither. Raises BadRowError if none."""
    latitude, longitude = number(page, first), number(page, second)
    if latitude is None or longitude is None:
        return None, None
    if abs(latitude) > _LATITUDE or abs(longitude) > _LONGITUDE:
        raise BadRowError(f"{first} {latitude:g}, {second} {longitude:g}")
    return latitude, longitude


def country(page: Page, column: str) -> str | None:
    """The alpha-3 code of the country a column names."""
    value = page.get(column)
    return country_of(value) if value else None
