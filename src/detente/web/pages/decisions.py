"""What was decided, the last first, and what comes of it: gold to measure and train on."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request
from starlette.datastructures import FormData  # noqa: TC002 - FastAPI reads the annotation
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from detente.casebook.proposals import Kind  # noqa: TC001 - FastAPI reads the annotation
from detente.review import TASKS, Review, State, gold
from detente.review.rows import decision_row
from detente.web.desk import address, desk_of
from detente.web.forms import own_form
from detente.web.listing import SIZE, Facet
from detente.web.reviewer import remember, reviewer_of, word
from detente.web.tabular import csv_of, json_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.review import Decision

router: Final = APIRouter()
_COLUMNS: Final = (
    "number", "target", "document", "kind", "state", "verdict", "proposal", "correction",
    "reviewer", "at", "comment", "withdrawn",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which decisions an address asks for; what is None narrows nothing.

    Attributes:
        state: How they stand.
        kind: Of their records.
        reviewer: Who decided.
    """

    state: State | None = None
    kind: Kind | None = None
    reviewer: str | None = None

    def address(self, ending: str = "", /, **more: Any) -> str:  # noqa: ANN401 - values of a query are of any kind
        """The address of the same decisions, or of others by some parameters."""
        query = {"state": self.state, "kind": self.kind, "reviewer": self.reviewer}
        return address(f"/review/decisions{ending}", **(query | more))

    def among(self, made: Sequence[Decision]) -> list[Decision]:
        """Those that are asked for, the last first."""
        return [each for each in reversed(made) if all(self._is(f, each) for f in _FIELDS)]

    def facets(self, made: Sequence[Decision]) -> Iterator[tuple[str, list[Facet]]]:
        """By what they can be narrowed, or are."""
        for field in _FIELDS:
            now = getattr(self, field)
            rest = [name for name in _FIELDS if name != field]
            values = Counter(
                _of(field, each) for each in made if all(self._is(name, each) for name in rest)
            )
            yield (
                field,
                [
                    Facet(
                        value=value,
                        rows=rows,
                        address=self.address(**{field: None if value == now else value}),
                        chosen=value == now,
                    )
                    for value, rows in values.most_common()
                ],
            )

    def _is(self, field: str, each: Decision) -> bool:
        return getattr(self, field) in {None, _of(field, each)}


_FIELDS: Final = ("state", "kind", "reviewer")


def _of(field: str, each: Decision) -> str:
    return str({"state": each.state, "kind": each.key.kind, "reviewer": each.reviewer}[field])


def sought(
    state: State | None = None, kind: Kind | None = None, reviewer: str | None = None
) -> Sought:
    """Which decisions a request asks for."""
    return Sought(state=state, kind=kind, reviewer=reviewer or None)


_Wanted = Annotated[Sought, Depends(sought)]


@router.get("/review/decisions.json")
def as_json(request: Request, wanted: _Wanted) -> Response:
    """All of them."""
    return json_of([decision_row(each) for each in wanted.among(_made(request))])


@router.get("/review/decisions.csv")
def as_csv(request: Request, wanted: _Wanted) -> Response:
    """All of them, a line each."""
    return csv_of([decision_row(each) for each in wanted.among(_made(request))], _COLUMNS)


@router.get("/review/decisions")
def page(
    request: Request, wanted: _Wanted, number: Annotated[int, Query(alias="page", ge=1)] = 1
) -> Response:
    """The decisions, what can be taken back of them, and what they give as gold."""
    made = _made(request)
    found = wanted.among(made)
    return desk_of(request).page(
        request,
        "decisions.html",
        title="Decisions",
        wanted=wanted,
        facets=dict(wanted.facets(made)),
        count=len(found),
        decisions=found[(number - 1) * SIZE : number * SIZE],
        number=number,
        pages=max(1, -(-len(found) // SIZE)),
        tasks=TASKS,
        reviewer=reviewer_of(request),
    )


@router.post("/review/decisions")
def take_back(
    request: Request, form: Annotated[FormData, Depends(own_form)], wanted: _Wanted
) -> Response:
    """Take a decision back, whoever made it; that it was made is kept."""
    number, reviewer = word(form, "number"), word(form, "reviewer").strip()
    if not number.isdecimal() or not reviewer:
        raise HTTPException(422, "Say which decision, and who takes it back.")
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with desk_of(request).casebook() as casebook:
        Review(casebook).undo(reviewer=reviewer, at=at, number=int(number))
    answer = RedirectResponse(wanted.address(), 303)
    remember(answer, reviewer)
    return answer


@router.get("/review/gold/{task}.jsonl")
def as_gold(request: Request, task: str) -> Response:
    """What was decided as annotated texts of a task, one a line."""
    with desk_of(request).apart() as casebook:
        lines = [json.dumps(case, ensure_ascii=False) + "\n" for case in gold(casebook, task)]
    headers = {"content-disposition": f'attachment; filename="{task}.jsonl"'}
    return Response("".join(lines), media_type="application/x-ndjson", headers=headers)


def _made(request: Request) -> list[Decision]:
    with desk_of(request).casebook() as casebook:
        return Review(casebook).decisions()
