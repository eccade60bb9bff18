"""A report as an address says it: which days, about what, how many findings."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import Query

from detente.dates import check
from detente.errors import UsageError
from detente.report.document import Order
from detente.report.document.composing import MOST
from detente.report.edits import Edits, name_of
from detente.report.theme import Theme, kept, known_types, load
from detente.web.desk import address

if TYPE_CHECKING:
    from detente.casebook import Casebook

_MOST: Final = 200
"""Findings of a page at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """What an address asks of the report; what is None is not said.

    Attributes:
        from_, to: EDTF; its days.
        theme: The name of one of the casebook's themes, which goes before what follows.
        about, actors, places, types, words: What it is about, several with commas.
        most: How many findings at most.
        on, since: EDTF; the day it is dated, and the day since which things are new.
    """

    from_: str | None = None
    to: str | None = None
    theme: str | None = None
    about: str | None = None
    actors: str | None = None
    places: str | None = None
    types: str | None = None
    words: str | None = None
    most: int = MOST
    on: str | None = None
    since: str | None = None

    def address(self, ending: str = "") -> str:
        """The address of the same report, in another form by its ending."""
        query: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(Ordered)}
        query = {"from": query.pop("from_")} | query
        query["most"] = self.most if self.most != MOST else None
        return address(f"/report{ending}", **query)

    def order(self, casebook: Casebook) -> Order:
        """What report is wanted, with what people changed of it.

        Raises:
            UsageError: D301 for a date, D302 for a type or theme that is none, D320 for a theme
                that is not understood.
        """
        from_, to, about = check(self.from_ or ""), check(self.to or ""), self.theme_of(casebook)
        return Order(
            from_=from_,
            to=to,
            theme=about,
            made=self.on,
            since=self.since,
            most=self.most,
            edits=Edits(casebook).standing(name_of(about, from_=from_, to=to)),
        )

    def theme_of(self, casebook: Casebook) -> Theme:
        """A theme that is kept, by its name, or as the address says. No other file is opened."""
        if self.theme:
            themes = kept(casebook.path)
            if self.theme not in themes:
                known = ", ".join(themes) or "there is none in the casebook's folder `themes`"
                raise UsageError("D302", self.theme, detail=known)
            return load(themes[self.theme])
        return Theme(
            about=_several(self.about),
            actors=_several(self.actors),
            places=_several(self.places),
            types=known_types(_several(self.types), "types"),
            words=_several(self.words),
        )


def ordered(  # noqa: PLR0913, PLR0917 - the parameters of an address, given by name
    from_: Annotated[str | None, Query(alias="from")] = None,
    to: str | None = None,
    theme: str | None = None,
    about: str | None = None,
    actors: str | None = None,
    places: str | None = None,
    types: str | None = None,
    words: str | None = None,
    most: Annotated[int, Query(ge=1, le=_MOST)] = MOST,
    on: str | None = None,
    since: str | None = None,
) -> Ordered:
    """What a request asks of the report; what a form leaves empty is not said."""
    return Ordered(
        from_=from_ or None,
        to=to or None,
        theme=theme or None,
        about=about or None,
        actors=actors or None,
        places=places or None,
        types=types or None,
        words=words or None,
        most=most,
        on=on or None,
        since=since or None,
    )


def _several(written: str | None) -> tuple[str, ...]:
    return tuple(each.strip() for each in (written or "").split(",") if each.strip())
