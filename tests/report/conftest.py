"""A relation made by hand: six months, two turning points, one channel, one chain."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from detente.casebook.origins import Report as Account
from detente.relations import (
    Chain,
    Channel,
    ChannelChange,
    Flow,
    Key,
    Link,
    Point,
    Relation,
    Report,
    Series,
    Side,
    TurningPoint,
    periods,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.casebook.rows import Row
    from detente.records import Change

USA, IRAN = Side("United States", (Key("usa"),), "USA"), Side("Iran", (Key("irn"),), "IRN")


def party(name: str, code: str | None = None, country: str | None = None) -> Row:
    return {"name": name, "text": name, "code": code, "country": country}


def event(type_: str, who: Row, whom: Row, date: str, **more: Any) -> Row:
    quad = {"ASSAULT": 4, "THREATEN": 3, "CONSULT": 1, "AID": 2}[type_]
    score = {"ASSAULT": -9.0, "THREATEN": -3.5, "CONSULT": 2.5, "AID": 10.0}[type_]
    made: Row = {
        "document": "sha256:aa", "id": "v1", "happening": date + type_, "type": type_, "mode": None,
        "quad_class": quad, "goldstein": score, "actors": [who], "recipients": [whom],
        "date": date, "earliest": dt.date.fromisoformat(date),
        "latest": dt.date.fromisoformat(date), "status": "occurred", "reports": 2, "origins": 1,
        "evidence": [{"start": 0, "end": 3, "quote": "Hit"}],
    }  # fmt: skip
    return made | more


EVENTS = (
    event(
        "ASSAULT", party("United States", "USA", "USA"), party("Iran", "IRN", "IRN"), "2020-01-03"
    ),
    event(
        "ASSAULT", party("Iran", "IRN", "IRN"), party("United States", "USA", "USA"), "2020-01-08"
    ),
    event(
        "THREATEN", party("United States", "USA", "USA"), party("Iran", "IRN", "IRN"), "2020-01-09"
    ),
)


def change(status: Change, date: str, first: str, last: str) -> ChannelChange:
    told = Report(
        document="sha256:aa",
        id="r1",
        date=date,
        said_by="the Pentagon",
        published="2020-02-01",
        known=dt.date(2020, 2, 1),
        publisher="Gulf Wire",
        rests_on=Account("gulf wire", frozenset({"the pentagon"}), frozenset({"it", "pause"})),
        printings=1,
        quote="It paused",
        start=0,
        end=9,
    )
    return ChannelChange(
        "training", status, date, dt.date.fromisoformat(first), dt.date.fromisoformat(last),
        ("United States", "Iran"), (told,), 1, dt.date(2020, 2, 1),
    )  # fmt: skip


TRAINING = Channel(
    "training",
    (
        change("suspended", "2020-01-05", "2020-01-05", "2020-01-05"),
        change("resumed-in-part", "2020-01-16/2020-01-31", "2020-01-16", "2020-01-31"),
    ),
    (),
    (),
)


@pytest.fixture
def make_event() -> Callable[..., Row]:
    """Makes a row of `events`."""
    return event


@pytest.fixture
def make_party() -> Callable[..., Row]:
    """Makes a side's party."""
    return party


@pytest.fixture
def events() -> tuple[Row, ...]:
    return EVENTS


@pytest.fixture
def relation() -> Relation:
    points = []
    for number, each in enumerate(periods(dt.date(2019, 11, 1), dt.date(2020, 4, 30), "month")):
        flow = Flow(events=number, reports=2 * number, cooperation_plover=2, conflict_plover=number)
        points.append(Point(each, flow, Flow(), flow, flow))
    series = Series(USA, IRAN, "month", tuple(points), 3.0, 2, 0, 1)
    turning = TurningPoint(
        "net_plover", points[2].period, points[0].period, points[5].period, 1.0, -4.0, 0.004, 999,
        EVENTS[:1],
    )  # fmt: skip
    chain = Chain(
        (
            Link(EVENTS[0], EVENTS[1], (5, 5), "text", "in retaliation for", "Iran", "sha256:aa"),
            Link(EVENTS[1], EVENTS[2], (1, 1), "time", None, None, None),
        )
    )
    return Relation(USA, IRAN, series, (turning,), (TRAINING,), (chain,))
