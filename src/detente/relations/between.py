"""Events between two sides, as the casebook has them.

Only what happened counts: events with the status `occurred` or `ongoing`, whoever reports them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.relations.sides import Side

HAPPENED: Final = "status IN ('occurred', 'ongoing')"
"""What counts, as SQL on `events`."""
_BY_WEIGHT: Final = (
    "abs(goldstein) DESC, origins DESC, reports DESC, earliest, latest, happening, document, id"
)


def between(
    first: Side, second: Side, *, within: tuple[dt.date, dt.date] | None = None
) -> tuple[str, list[object]]:
    """Events of the two sides, as a query and its parameters.

    Its columns are those of `events`, and `there` and `back`: whether the first side acted on the
    second, and the reverse; one of them is true.

    Args:
        first: One side.
        second: The other.
        within: First and last day; nothing that ended before, began after or has no date.
    """
    # What few keys find is asked first: the rest is then asked of few rows.
    narrow = min(first, second, key=lambda each: len(each.keys))
    here = [narrow.among("actor_keys"), narrow.among("recipient_keys")]
    there = [first.among("actor_keys"), second.among("recipient_keys")]
    back = [second.among("actor_keys"), first.among("recipient_keys")]
    days = "latest >= ? AND earliest <= ? AND " if within else ""
    # S608: conditions of this package; every value is a parameter
    sql = (
        f"SELECT * FROM (SELECT *, {there[0].sql} AND {there[1].sql} AS there, "  # noqa: S608
        f"{back[0].sql} AND {back[1].sql} AS back "
        f"FROM (SELECT * FROM events WHERE {days}({here[0].sql} OR {here[1].sql}))) "
        "WHERE there OR back"
    )
    sided = [value for each in (*there, *back) for value in each.parameters]
    return sql, [*sided, *(within or ()), *(v for each in here for v in each.parameters)]


def weightiest(
    casebook: Casebook,
    first: Side,
    second: Side,
    spans: Sequence[tuple[dt.date, dt.date]],
    *,
    most: int,
    which: str = "true",
) -> list[tuple[Row, ...]]:
    """Of each span of days the events that happened between two sides and may have come on one of
    them, as rows of `events`: those with the largest score first, then by origins and reports.

    Args:
        casebook: Whose events are looked at.
        first: One side.
        second: The other.
        spans: First and last days.
        most: How many events to a span.
        which: Which of them, as SQL on `events`.
    """
    if not spans:
        return []
    firsts, lasts = (list(days) for days in zip(*spans, strict=True))
    sql, parameters = between(first, second, within=(min(firsts), max(lasts)))
    # S608: as above
    rows = casebook.query(
        "SELECT * EXCLUDE (run, actor_keys, recipient_keys, there, back, since, until) "  # noqa: S608
        f"FROM ({sql}) JOIN (SELECT generate_subscripts(?, 1) AS span, unnest(?) AS since, "
        "unnest(?) AS until) ON latest >= since AND earliest <= until "
        f"WHERE {HAPPENED} AND {which} "
        f"QUALIFY row_number() OVER (PARTITION BY span ORDER BY {_BY_WEIGHT}) <= {most} "
        f"ORDER BY span, {_BY_WEIGHT}",
        [*parameters, firsts, firsts, lasts],
    )
    found: list[list[Row]] = [[] for _ in spans]
    for row in rows:
        found[row.pop("span") - 1].append(row)
    return [tuple(each) for each in found]
