"""How far two reviewers agree, and the records on which they do not."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from starlette.responses import Response  # noqa: TC002 - FastAPI reads the annotation

from detente.review import Agreement, Review, agreement
from detente.web.desk import desk_of
from detente.web.tabular import csv_of, json_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.casebook.rows import Row
    from detente.review import Decision, Key

router: Final = APIRouter()
_COLUMNS: Final = tuple(each.name for each in fields(Agreement))


@dataclass(frozen=True, slots=True)
class Differing:
    """A record on which two reviewers differ, and the last word of each."""

    key: Key
    first: Decision
    second: Decision


@router.get("/review/agreement.json")
def as_json(request: Request, first: str, second: str) -> Response:
    """How far they agree, by kind of record."""
    return json_of(_rows(request, first, second))


@router.get("/review/agreement.csv")
def as_csv(request: Request, first: str, second: str) -> Response:
    """The same as CSV."""
    return csv_of(_rows(request, first, second), _COLUMNS)


def _rows(request: Request, first: str, second: str) -> list[Row]:
    with desk_of(request).casebook() as casebook:
        found = agreement(Review(casebook).decisions(), first, second)
    return [asdict(each) | {"differ": [str(key) for key in each.differ]} for each in found]


@router.get("/review/agreement")
def page(request: Request, first: str | None = None, second: str | None = None) -> Response:
    """Two reviewers to choose, what both decided, Cohen's kappa, and where they differ."""
    desk = desk_of(request)
    with desk.casebook() as casebook:
        made = Review(casebook).decisions()
    reviewers = sorted({each.reviewer for each in made if each.withdrawn is None})
    one = first or next(iter(reviewers), "")
    other = second or next((each for each in reviewers if each != one), "")
    found = agreement(made, one, other) if one and other and one != other else []
    return desk.page(
        request,
        "agreement.html",
        title="Agreement of two reviewers",
        reviewers=reviewers,
        first=one,
        second=other,
        found=found,
        differing=list(_differing(found, made, (one, other))),
    )


def _differing(
    found: Sequence[Agreement], made: Sequence[Decision], pair: tuple[str, str]
) -> Iterator[Differing]:
    last = {(each.key, each.reviewer): each for each in made if each.withdrawn is None}
    for each in found:
        for key in each.differ:
            yield Differing(key, last[key, pair[0]], last[key, pair[1]])
