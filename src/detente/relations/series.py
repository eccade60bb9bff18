"""What two sides did to each other, period by period.

Only what happened counts: events with the status `occurred` or `ongoing`, whoever reports them. A
threat counts as the threat that was made (THREATEN that occurred), never as the deed it threatens.
Scores are PLOVER's, from -10 (conflict) to +10 (cooperation), as every name here says.

An event whose date lies in one period counts there. One whose date spans several, of at most 31
days, counts in each by its share of days; a longer one is kept out and counted as imprecise.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Final

from detente.dates import bounds
from detente.relations.between import HAPPENED, between
from detente.relations.periods import periods

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.relations.periods import By, Period
    from detente.relations.sides import Side

_LONGEST: Final = 31
"""Days an event's date may span to be spread over the periods it touches."""
_HALF_LIVES: Final[dict[By, float]] = {
    "day": 14.0, "week": 4.0, "month": 2.0, "quarter": 2.0, "year": 2.0,
}  # fmt: skip
"""Of the smoothing, in periods."""
_WAYS: Final = {"there": "there", "back": "back", "both": "true"}
"""Attribute of `Point` to what is true of its events, as SQL."""
_SUMS: Final = {
    "events": "1",
    "reports": "reports",
    "origins": "origins",
    "cooperation_events": "CAST(quad_class <= 2 AS INTEGER)",
    "conflict_events": "CAST(quad_class >= 3 AS INTEGER)",
    "material_conflict_events": "CAST(quad_class = 4 AS INTEGER)",
    "cooperation_plover": "greatest(goldstein, 0)",
    "conflict_plover": "greatest(-goldstein, 0)",
}
"""Attribute of `Flow` to what an event adds to it; the casebook's `goldstein` is PLOVER's score."""


_LEFT_OUT: Final = ("undated", "imprecise", "not_happened")
_GROUPED: Final = """
WHERE standing = 'counted' OR coalesce(latest >= ? AND earliest <= ?, true)
GROUP BY period, standing
"""
"""What is left out is counted for the days asked about, and where it has no date."""
_DIGITS: Final = 9
"""Decimals kept of a sum: those that do not depend on the order of adding."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What happened one way, or both ways, in one period; sums, means for a smoothed one.

    An event whose date spans several periods counts in each by its share of days, so that counts
    need not be whole numbers.

    Attributes:
        events: How many events, each happening once.
        reports: How many documents report them.
        origins: How many independent ones.
        cooperation_events: Events of the quad classes 1 and 2 (in words, in deed).
        conflict_events: Events of the quad classes 3 and 4 (in words, in deed).
        material_conflict_events: Those of quad class 4 alone.
        cooperation_plover: Sum of PLOVER scores above zero.
        conflict_plover: Sum of PLOVER scores below zero, as a positive number.
    """

    events: float = 0.0
    reports: float = 0.0
    origins: float = 0.0
    cooperation_events: float = 0.0
    conflict_events: float = 0.0
    material_conflict_events: float = 0.0
    cooperation_plover: float = 0.0
    conflict_plover: float = 0.0

    @property
    def net_plover(self) -> float:
        """Sum of all PLOVER scores: cooperation less conflict."""
        return self.cooperation_plover - self.conflict_plover


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series.

    Attributes:
        period: The period.
        there: What the first side did to the second.
        back: What the second side did to the first.
        both: The two together; an event in which both did to both counts once.
        smoothed: `both`, smoothed over this period and those before it, never later ones.
    """

    period: Period
    there: Flow
    back: Flow
    both: Flow
    smoothed: Flow


@dataclass(frozen=True, slots=True)
class Series:
    """What two sides did to each other, one point a period, zeros where nothing is known.

    Attributes:
        first, second: The sides.
        by: Length of the periods.
        points: In order of time, without gaps; none where no dated event is known.
        half_life: Of the smoothing, in periods: what is so long past weighs half.
        undated: Events that happened but have no date: in no point.
        imprecise: Events whose date spans too many days to be spread: in no point.
        not_happened: Events that were planned, denied, threatened and so on: in no point.
    """

    first: Side
    second: Side
    by: By
    points: tuple[Point, ...]
    half_life: float
    undated: int
    imprecise: int
    not_happened: int

    def rows(self) -> list[Row]:
        """The series as a table: `period`, its `first` and `last` day, then every measure.

        Of the two together a measure has its own name (`net_plover`); one way it begins with
        `there_` or `back_`, smoothed with `smoothed_`.
        """
        return [_row(point) for point in self.points]


def series(
    casebook: Casebook,
    first: Side,
    second: Side,
    *,
    by: By = "month",
    from_: str | None = None,
    to: str | None = None,
) -> Series:
    """What two sides did to each other.

    Args:
        casebook: Whose events are counted.
        first: The side whose deeds are `there`.
        second: The side whose deeds are `back`.
        by: How long the periods are.
        from_: EDTF; periods from the one it begins in, else from the first event on.
        to: EDTF; periods to the one it ends in, else to the last event.

    Raises:
        UsageError: D301 if `from_` or `to` is no EDTF.
    """
    since = bounds(from_)[0] if from_ else None
    until = bounds(to)[1] if to else None
    window = [since or dt.date.min, until or dt.date.max]
    sql, parameters = _placed(first, second, by)
    sums: dict[dt.date, Row] = {}
    left_out = dict.fromkeys(_LEFT_OUT, 0)
    for row in casebook.query(f"{_summed()} FROM ({sql})\n{_GROUPED}", [*parameters, *window]):
        if row["period"] is None:
            left_out[row["standing"]] = row["number"]
        else:
            sums[row["period"]] = row
    days = [day for day in (since, until, *sums) if day is not None]
    spanned = periods(since or min(days), until or max(days), by) if days else ()
    points = _points(list(spanned), sums, _HALF_LIVES[by])
    return Series(first, second, by, points, _HALF_LIVES[by], **left_out)


def _placed(first: Side, second: Side, by: By) -> tuple[str, list[object]]:
    """Every event, once for each period it touches, with its share there; where it counts in none
    it has no period, and `standing` says why.
    """
    sql, parameters = between(first, second)
    starts = (
        f"generate_series(date_trunc('{by}', earliest), date_trunc('{by}', latest), "
        f"INTERVAL 1 {by})"
    )
    precise = (
        f"date_diff('day', earliest, latest) < {_LONGEST} "
        f"OR date_trunc('{by}', earliest) = date_trunc('{by}', latest)"
    )
    end = f"period + INTERVAL 1 {by} - INTERVAL 1 DAY"
    # S608: as in `between`
    return (
        "SELECT *, (date_diff('day', greatest(earliest, period), "  # noqa: S608
        f"least(latest, {end})) + 1) / (date_diff('day', earliest, latest) + 1) AS share "
        "FROM (SELECT *, "
        f"unnest(CASE WHEN standing = 'counted' THEN {starts} ELSE [NULL] END)::DATE AS period "
        f"FROM (SELECT *, CASE WHEN NOT {HAPPENED} THEN 'not_happened' "
        f"WHEN earliest IS NULL THEN 'undated' WHEN {precise} THEN 'counted' ELSE 'imprecise' END "
        f"AS standing FROM ({sql})))"
    ), parameters


def _summed() -> str:
    columns = (
        f"coalesce(sum(share * {value}) FILTER ({truth}), 0) AS {way}_{name}"
        for way, truth in _WAYS.items()
        for name, value in _SUMS.items()
    )
    return f"SELECT period, standing, CAST(count(*) AS INTEGER) AS number, {', '.join(columns)}"


def _points(
    spanned: Sequence[Period], sums: Mapping[dt.date, Row], half_life: float
) -> tuple[Point, ...]:
    found = [sums.get(each.first, {}) for each in spanned]
    ways = {way: [_flow(row, way) for row in found] for way in _WAYS}
    smoothed = _smoothed(ways["both"], half_life)
    columns = zip(spanned, *ways.values(), smoothed, strict=True)
    return tuple(Point(*each) for each in columns)


def _flow(row: Row, way: str) -> Flow:
    if not row:
        return Flow()
    return Flow(**{name: round(float(row[f"{way}_{name}"]), _DIGITS) for name in _SUMS})


def _smoothed(flows: Sequence[Flow], half_life: float) -> list[Flow]:
    """Means in which each period weighs half as much as one a half-life later."""
    keep = 0.5 ** (1 / half_life)
    weight, sums, found = 0.0, [0.0] * len(_SUMS), []
    for flow in flows:
        weight = weight * keep + 1
        sums = [old * keep + new for old, new in zip(sums, astuple(flow), strict=True)]
        found.append(Flow(*(each / weight for each in sums)))
    return found


def _row(point: Point) -> Row:
    row: Row = {
        "period": point.period.name,
        "first": point.period.first.isoformat(),
        "last": point.period.last.isoformat(),
    }
    flows = {"": point.both, "there_": point.there, "back_": point.back}
    for lead, flow in (flows | {"smoothed_": point.smoothed}).items():
        row |= {f"{lead}{field.name}": getattr(flow, field.name) for field in fields(Flow)}
        row[f"{lead}net_plover"] = flow.net_plover
    return row
