"""How far two reviewers agree, and the records on which they do not."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from detente.review import Review, agreement
from detente.web.desk import desk_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.review import Agreement, Decision, Key

router: Final = APIRouter()


@dataclass(frozen=True, slots=True)
class Differing:
    """A record on which two reviewers differ, and the last word of each."""

    key: Key
    first: Decision
    second: Decision


@router.get("/review/agreement.json")
def as_json(request: Request, first: str, second: str) -> Response:
    """How far they agree, by kind of record."""
    with desk_of(request).casebook() as casebook:
        found = agreement(Review(casebook).decisions(), first, second)
    return JSONResponse(
        [asdict(each) | {"differ": [str(key) for key in each.differ]} for each in found]
    )


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
