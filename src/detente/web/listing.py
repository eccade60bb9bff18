"""A list as an address says it: which rows, which page of them, in which form."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import Query

from detente.casebook import Filter
from detente.casebook.corrections import TABLES as KINDS
from detente.errors import UsageError
from detente.review import Review
from detente.review.book import TABLES
from detente.web.desk import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.casebook import Casebook
    from detente.casebook.proposals import Kind
    from detente.casebook.rows import Row
    from detente.casebook.saved import SavedView
    from detente.review import Standing

SIZE: Final = 50
"""Rows of a page, unless the address says otherwise."""
MOST: Final = 500
_PAIR: Final = 2
_TOLD: Final = """
SELECT document, title, publisher, published FROM documents WHERE list_contains(?, document)
"""
_OPEN: Final = frozenset({"proposed", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for.

    Attributes:
        filter: Which rows.
        page: Which page of them, the first being 1.
        size: Rows of a page.
    """

    filter: Filter
    page: int = 1
    size: int = SIZE

    def query(self) -> dict[str, Any]:
        """The parameters of the address, those that say nothing left out."""
        given = {field.name: getattr(self.filter, field.name) for field in fields(Filter)}
        given["from"] = given.pop("from_")
        given["page"] = self.page if self.page > 1 else None
        given["size"] = self.size if self.size != SIZE else None
        return {name: value for name, value in given.items() if value is not None}

    def with_(self, field: str, value: str | None) -> dict[str, Any]:
        """The parameters of the same list narrowed by a field, or no longer by it; from page 1."""
        narrowing: dict[str, Any] = {field: value}
        narrowed = replace(self.filter, **narrowing)
        return Asked(narrowed, size=self.size).query()


def asked(  # noqa: PLR0913, PLR0917 - the parameters of an address, given by name
    between: Annotated[list[str] | None, Query(description="Two sides, either way round.")] = None,
    actor: Annotated[str | None, Query(description="Someone on any side.")] = None,
    type: Annotated[str | None, Query(description="PLOVER type, or channel.")] = None,  # noqa: A002 - its name in the address
    status: Annotated[str | None, Query(description="Whether it happened, or the change.")] = None,
    country: Annotated[str | None, Query(description="Where: alpha-3 code or name.")] = None,
    from_: Annotated[str | None, Query(alias="from", description="EDTF.")] = None,
    to: Annotated[str | None, Query(description="EDTF.")] = None,
    text: Annotated[str | None, Query(description="Words of the evidence.")] = None,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    size: Annotated[int, Query(ge=1, le=MOST)] = SIZE,
) -> Asked:
    """What a request asks for; what a form leaves empty narrows nothing.

    Raises:
        UsageError: D302 if `between` names other than two sides.
    """
    pair = [side for side in between or () if side.strip()]
    if pair and len(pair) != _PAIR:
        raise UsageError("D302", f"between={' '.join(pair)}", detail="two sides")
    found = Filter(
        between=(pair[0], pair[1]) if pair else None,
        actor=actor or None,
        type=type or None,
        status=status or None,
        country=country or None,
        from_=from_ or None,
        to=to or None,
        text=text or None,
    )
    return Asked(found, page, size)


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that a list can be narrowed by, or is: how many rows have it, and where it leads."""

    value: str
    rows: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list.

    Attributes:
        table: The casebook's.
        asked: What was asked for.
        rows: Of this page.
        count: Of all pages.
        facets: By what the list can be narrowed, or is.
        views: The saved views of the table, each with its address and whether it is the list.
        standings: By document and id, what was decided of the page's rows if anything was.
        told: By id, title, publisher and day of the documents that rows are from or copy.
    """

    table: str
    asked: Asked
    rows: list[Row]
    count: int
    facets: dict[str, list[Facet]]
    views: list[tuple[SavedView, str, bool]]
    standings: dict[tuple[str, str], Standing]
    told: dict[str, Row]

    @classmethod
    def of(cls, casebook: Casebook, table: str, asked: Asked) -> Listing:
        """The page of a list that is asked for."""
        offset = (asked.page - 1) * asked.size
        rows = casebook.page(table, asked.filter, limit=asked.size, offset=offset)
        return cls(
            table=table,
            asked=asked,
            rows=rows,
            count=casebook.count(table, asked.filter),
            facets=dict(_facets(casebook, table, asked)),
            views=list(_views(casebook, table, asked)),
            standings=_standings(casebook, rows) if table in TABLES else {},
            told=_told(casebook, rows),
        )

    @property
    def reviewed(self) -> Kind | None:
        """The kind of record that its rows are and review decides on; None if they are none."""
        return next((kind for kind, table in KINDS.items() if table == self.table), None)

    @property
    def narrowed(self) -> dict[str, Any]:
        """What narrows the list, by the parameters of its address."""
        return Asked(self.asked.filter).query()

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.count // self.asked.size))

    def page(self, number: int) -> str:
        """The address of another page."""
        return address(f"/{self.table}", **replace(self.asked, page=number).query())

    def download(self, form: str) -> str:
        """The address of all rows of the list in another form."""
        everything = Asked(self.asked.filter).query()
        return address(f"/{self.table}.{form}", **everything)


def _views(casebook: Casebook, table: str, asked: Asked) -> Iterator[tuple[SavedView, str, bool]]:
    for view in casebook.views.all():
        if view.table == table:
            to = address(f"/{table}", **Asked(view.asked).query())
            yield view, to, view.asked == asked.filter


def _standings(casebook: Casebook, rows: list[Row]) -> dict[tuple[str, str], Standing]:
    decided = Review(casebook).decided({row["document"] for row in rows})
    return {key: where for key, where in decided.items() if where.state not in _OPEN}


def _told(casebook: Casebook, rows: list[Row]) -> dict[str, Row]:
    of = [row.get("copy_of") or row.get("document") for row in rows]
    wanted = sorted({document for document in of if document})
    found = casebook.query(_TOLD, (wanted,)) if wanted else []
    return {row["document"]: row for row in found}


def _facets(casebook: Casebook, table: str, asked: Asked) -> Iterator[tuple[str, list[Facet]]]:
    for field, values in casebook.facets(table, asked.filter).items():
        now = getattr(asked.filter, field)
        found = [
            Facet(
                value=str(row["value"]),
                rows=row["rows"],
                address=address(
                    f"/{table}", **asked.with_(field, None if row["value"] == now else row["value"])
                ),
                chosen=row["value"] == now,
            )
            for row in values
        ]
        if found:
            yield field, found
