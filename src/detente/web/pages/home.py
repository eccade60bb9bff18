"""The first page: the casebook at a glance."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response  # noqa: TC002 - FastAPI reads the annotation

from detente.inquiries import Inquiries
from detente.inquiries.standing import row as as_row
from detente.report.moved import DAYS, Moved, moved
from detente.review import Review
from detente.web.desk import desk_of, short
from detente.web.pages.relation import of_pair
from detente.web.tabular import csv_of, json_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.casebook import Casebook
    from detente.casebook.feeds import FeedState
    from detente.casebook.rows import Row

router: Final = APIRouter()
_COUNTED: Final = ("documents", "events", "claims", "causes", "relations", "problems")
_REVIEWED: Final = ("mentions", "claims", "causes", "relations")
"""Tables whose rows are records that wait for a decision."""
_DONE: Final = {"answered", "declined", "closed"}
"""States of inquiries that ask for nothing more."""
_NEWEST: Final = 6
_MOVED: Final = 3
_LATEST: Final = """
SELECT document, title, publisher, published, events, claims, copy_of FROM documents
ORDER BY run DESC, earliest DESC NULLS LAST, document LIMIT $1
"""
_MOST_TOLD: Final = """
SELECT * EXCLUDE (run, actor_keys, recipient_keys) FROM events
WHERE status IN ('occurred', 'ongoing')
ORDER BY origins DESC, reports DESC, abs(goldstein) DESC, earliest DESC NULLS LAST, happening
LIMIT $1
"""
_CHANGED: Final = """
SELECT * FROM relations ORDER BY latest DESC NULLS LAST, document, id LIMIT $1
"""
_SOURCES: Final = """
SELECT publisher, count(*) AS documents, arg_max(published, latest) AS last FROM documents
GROUP BY publisher ORDER BY documents DESC, publisher NULLS LAST LIMIT $1
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person: of how many records how many were decided, and contradictions."""

    records: int
    decided: int
    contradictions: int


@dataclass(frozen=True, slots=True)
class Glance:
    """A casebook at a glance.

    Attributes:
        counts: Rows by table.
        moved: Relations that moved, and why.
        waiting: What waits for a person.
        asked: Inquiries that still want something.
        latest: Documents added last.
        told: Events most told of.
        changes: Channels that changed last.
        sources: Publishers of the most documents.
        feeds: What is watched.
    """

    counts: dict[str, int]
    moved: list[Moved]
    waiting: Waiting
    asked: list[Row]
    latest: list[Row]
    told: list[Row]
    changes: list[Row]
    sources: list[Row]
    feeds: list[FeedState]

    @classmethod
    def of(cls, casebook: Casebook) -> Glance:
        """Look at a casebook."""
        return cls(
            counts={table: casebook.count(table) for table in _COUNTED},
            moved=moved(casebook, most=_MOVED),
            waiting=_waiting(casebook),
            asked=_asked(casebook),
            latest=casebook.query(_LATEST, (_NEWEST,), keep=True),
            told=casebook.query(_MOST_TOLD, (_NEWEST,), keep=True),
            changes=casebook.query(_CHANGED, (_NEWEST,), keep=True),
            sources=casebook.query(_SOURCES, (_NEWEST,), keep=True),
            feeds=casebook.feeds.states(),
        )

    def to_json(self) -> Row:
        """All of it as plain values."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return values | {
            "moved": [_went(each) for each in self.moved],
            "waiting": asdict(self.waiting),
            "feeds": [_feed(each) for each in self.feeds],
        }

    def lines(self) -> Iterator[Row]:
        """What the page says, a line each: in which part, what, how it stands, where it leads."""
        for table, number in self.counts.items():
            yield _line("counts", table, number, f"/{table}")
        for each in self.moved:
            yield _line("moved", " ⇄ ".join(each.pair), each.finding, of_pair(*each.pair))
        for name, number in asdict(self.waiting).items():
            yield _line("waiting", name, number, "/review")
        for row in self.asked:
            to = f"/inquiries/{quote(row['reference'], safe='')}"
            yield _line("inquiries", row["reference"], row["state"], to)
        for row in self.latest:
            yield _line("latest", row["title"], row["published"], _document(row))
        for row in self.told:
            yield _line("told", row["type"], row["reports"], f"/events/{row['happening']}")
        for row in self.changes:
            yield _line("changes", row["channel"], row["status"], f"{_document(row)}#{row['id']}")
        for row in self.sources:
            yield _line("sources", row["publisher"], row["documents"], "/documents")
        for feed in self.feeds:
            yield _line("feeds", feed.feed, feed.code, None)


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """How much there is, what came last, what moved, what waits, and where all of it is from."""
    desk = desk_of(request)
    with desk.casebook() as casebook:
        found = Glance.of(casebook)
    return desk.page(request, "home.html", title="Home", glance=found, days=DAYS, of_pair=of_pair)


@router.get("/home.json")
def as_json(request: Request) -> Response:
    """The same as plain values."""
    with desk_of(request).casebook() as casebook:
        return json_of(Glance.of(casebook).to_json())


@router.get("/home.csv")
def as_csv(request: Request) -> Response:
    """The same, a line each."""
    with desk_of(request).casebook() as casebook:
        return csv_of(list(Glance.of(casebook).lines()), ("part", "what", "stands", "address"))


def _line(part: str, what: str | None, stands: object, to: str | None) -> Row:
    return {"part": part, "what": what, "stands": stands, "address": to}


def _document(row: Row) -> str:
    return f"/documents/{short(row['document'])}"


def _went(each: Moved) -> Row:
    """A relation that moved, as plain values."""
    return {
        "pair": list(each.pair),
        "before": each.before,
        "after": each.after,
        "events": list(each.events),
        "on": each.on,
        "event": each.event,
        "is_past": each.is_past,
        "because": str(each.because),
    }


def _feed(each: FeedState) -> Row:
    """A feed that is watched, as plain values."""
    return {
        "feed": each.feed,
        "looked": each.looked and each.looked.isoformat(),
        "failures": each.failures,
        "code": each.code,
        "stopped": each.stopped,
    }


def _waiting(casebook: Casebook) -> Waiting:
    decided = {each.key for each in Review(casebook).decisions() if each.withdrawn is None}
    records = sum(casebook.count(table) for table in _REVIEWED)
    return Waiting(records, len(decided), len(casebook.contradictions()))


def _asked(casebook: Casebook) -> list[Row]:
    """Inquiries that still want something, the latest due first."""
    on = dt.datetime.now().astimezone().date()
    rows = [as_row(each, on) for each in Inquiries(casebook).all()]
    open_ = [each for each in rows if each["state"] not in _DONE or each["to_confirm"]]
    return sorted(open_, key=lambda each: (-each["days_late"], each["reference"]))
