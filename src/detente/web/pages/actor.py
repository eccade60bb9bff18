"""An actor: the names it goes by, what is told of it, and whether another name is the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Final, get_args
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData  # noqa: TC002 - FastAPI reads the annotation
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from detente.casebook import Filter
from detente.casebook.judgements import Judgement, Verdict, identities
from detente.casebook.rows import key
from detente.web.desk import desk_of
from detente.web.forms import own_form
from detente.web.reviewer import remember, reviewer_of, word
from detente.web.tabular import csv_of, json_of

if TYPE_CHECKING:
    from detente.casebook import Casebook
    from detente.casebook.rows import Row

router: Final = APIRouter()
_NEAR: Final = 8
"""Names that might be of the same actor to show."""
_LAST: Final = 5
"""Events that are shown, the last by date."""
_EVER: Final = "9999"
"""By then whatever has a date has happened."""
_COUNTED: Final = ("events", "claims", "documents")
_LINE: Final = ("name", "code", "country", "kind", "wikidata", "documents", "mentions")
"""Columns of a name."""
# Everybody who may be asked for by a word: those of a country too, which are told apart below.
_NAMES: Final = """
SELECT name, code, country, mode(kind) AS kind, mode(wikidata) AS wikidata,
  CAST(count(DISTINCT document) AS INTEGER) AS documents,
  CAST(sum(len(mentions)) AS INTEGER) AS mentions
FROM entities WHERE list_has_any(keys, $1) GROUP BY name, code, country
ORDER BY mentions DESC, name, code
"""
# What might be the same: of a kind and not of another country, with words of the name in common.
_ALIKE: Final = """
SELECT name, kind, country, documents, mentions FROM (
  SELECT name, mode(kind) AS kind, mode(country) AS country,
    CAST(count(DISTINCT document) AS INTEGER) AS documents,
    CAST(sum(len(mentions)) AS INTEGER) AS mentions,
    list_distinct(regexp_extract_all(lower(name), '[\\p{L}\\p{N}]{3,}')) AS words
  FROM entities WHERE list_contains($1, kind) GROUP BY name
)
WHERE list_has_any(words, $2) AND coalesce(country = $3, true)
ORDER BY len(list_intersect(words, $2)) / len(list_distinct(list_concat(words, $2))) DESC,
  mentions DESC, name
"""
_WORD: Final = re.compile(r"[^\W_]{3,}")


@router.get("/actors/{name:path}.json")
def as_json(request: Request, name: str) -> Response:
    """Its names, how much is told of it, and what was judged of them."""
    with desk_of(request).casebook() as casebook:
        names = _names(casebook, name)
        counts = _counts(casebook, name)
        judged = [_judged(each, name) for each in _standing(casebook, name)]
    return json_of({"name": name, "names": names, "counts": counts, "judged": judged})


@router.get("/actors/{name:path}.csv")
def as_csv(request: Request, name: str) -> Response:
    """Its names, a line each."""
    with desk_of(request).casebook() as casebook:
        return csv_of(_names(casebook, name), _LINE)


@router.get("/actors/{name:path}")
def page(request: Request, name: str) -> Response:
    """The names it goes by, what is told of it, and names that might be its own too."""
    desk = desk_of(request)
    with desk.casebook() as casebook:
        names = _names(casebook, name)
        judgements = _standing(casebook, name)
        near = _near(casebook, names, judgements)
        counts = _counts(casebook, name)
        dated = Filter(actor=name, to=_EVER)
        count = casebook.count("events", dated)
        last = casebook.page("events", dated, limit=_LAST, offset=max(0, count - _LAST))
    return desk.page(
        request,
        "actor.html",
        title=names[0]["name"],
        asked=name,
        names=names,
        counts=counts,
        near=near,
        last=last[::-1],
        judged=[_judged(each, name) for each in judgements],
        of_actor=of_actor,
        reviewer=reviewer_of(request),
    )


@router.post("/actors/{name:path}")
def judge(request: Request, name: str, form: Annotated[FormData, Depends(own_form)]) -> Response:
    """Say that another name is the same actor's, another's, or that it cannot be told; or take that
    back.
    """
    reviewer, verdict = word(form, "reviewer").strip(), word(form, "verdict")
    if not reviewer:
        raise HTTPException(422, "Say who judges.")
    with desk_of(request).casebook() as casebook:
        if verdict == "withdraw" and word(form, "number").isdecimal():
            casebook.withdraw(int(word(form, "number")), judge=reviewer)
        elif verdict in get_args(Verdict):
            other = word(form, "other").strip()
            _names(casebook, name)
            _names(casebook, other)
            casebook.judge(name, other, verdict, judge=reviewer)  # type: ignore[arg-type]
        else:
            raise HTTPException(422, "The form asks for something that is not understood.")
    answer = RedirectResponse(of_actor(name), 303)
    remember(answer, reviewer)
    return answer


def of_actor(name: str) -> str:
    """The address of an actor.

    >>> of_actor("AC/DC")
    '/actors/AC%2FDC'
    """
    return f"/actors/{quote(name, safe='')}"


def _names(casebook: Casebook, name: str) -> list[Row]:
    """What is known under a name and those judged to be the same actor's, the most mentioned first.

    Raises:
        HTTPException: 404 if nobody is called so.
    """
    wanted = _keys(casebook, name)
    asked: list[Row] = casebook.query(_NAMES, (wanted,))
    found = [row for row in asked if key(row["name"]) in wanted]
    if not found:
        raise HTTPException(404, "No document speaks of anybody of that name.")
    return found


def _keys(casebook: Casebook, name: str) -> list[str]:
    """The name, and those that are the same actor's as people judged, as names are looked up."""
    actors = identities(casebook.judgements()).actors
    actor = actors.get(key(name))
    return [key(name), *(each for each, of in sorted(actors.items()) if actor == of)]


def _counts(casebook: Casebook, name: str) -> dict[str, int]:
    return {table: casebook.count(table, Filter(actor=name)) for table in _COUNTED}


def _near(casebook: Casebook, names: list[Row], judged: list[Judgement]) -> list[Row]:
    """Names that might be the same actor's and were not judged on, the likest first."""
    seen = {end for each in judged for end in (each.first, each.second)}
    seen |= {key(row["name"]) for row in names}
    words = sorted({word for row in names for word in _WORD.findall(row["name"].lower())})
    kinds = sorted({row["kind"] for row in names})
    found = casebook.query(_ALIKE, (kinds, words, names[0]["country"]))
    return [row for row in found if key(row["name"]) not in seen][:_NEAR]


def _standing(casebook: Casebook, name: str) -> list[Judgement]:
    """The judgements on a name that stand."""
    return [
        each
        for each in casebook.judgements()
        if each.of == "actor" and each.withdrawn is None and key(name) in {each.first, each.second}
    ]


def _judged(each: Judgement, name: str) -> Row:
    other = each.second if each.first == key(name) else each.first
    return {
        "number": each.number,
        "other": other,
        "verdict": each.verdict,
        "judge": each.judge,
        "at": each.at,
    }
