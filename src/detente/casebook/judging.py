"""What a judgement is on, as a person names it: names of actors, reports of events, or events."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Final

from detente.casebook.proposals import document_of, named
from detente.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.casebook.book import Casebook
    from detente.casebook.judgements import Pair
    from detente.casebook.rows import Row

__all__ = ["apart", "thing"]

_HAPPENING: Final = re.compile(r"h[0-9a-f]{7,16}")


def thing(casebook: Casebook, name: str) -> str:
    """What is judged, as it is kept: the key of a report, or the name as it is.

    Args:
        casebook: What holds it.
        name: A report as `0fc49e6af382:v1`, by its key, or an event by its id, which stands for
            its fullest report; anything else is an actor's name.

    Raises:
        ReviewError: D601 if the document has no such event.
        CasebookError: D206 if there is no such document, D208 no such event.
    """
    if _HAPPENING.fullmatch(name.strip()):
        return _report(casebook, _target(casebook.event(name.strip())))
    return name if document_of(name) is None else _report(casebook, name)


def apart(casebook: Casebook, happening: str, reports: Iterable[str]) -> list[Pair]:
    """The pairs that must be different for some reports of an event to be of another.

    Args:
        casebook: What holds it.
        happening: Its id.
        reports: Some of its reports, but not all, as for `thing`.

    Raises:
        UsageError: D302 if they are not some of its reports.
        ReviewError: D601 if there is no such record.
        CasebookError: D206 if there is no such document, D208 no such event.
    """
    mentions = casebook.event(happening)["mentions"]
    whole = {_report(casebook, _target(row)) for row in mentions}
    out = {_report(casebook, each) for each in reports}
    if not out or not out < whole:
        raise UsageError("D302", happening, detail=f"some of its {len(whole)} reports, but not all")
    return list(product(sorted(out), sorted(whole - out)))


def _target(row: Row) -> str:
    return f"{row['document']}:{row['id']}"


def _report(casebook: Casebook, target: str) -> str:
    return named(casebook.record(document_of(target) or ""), target).key.whole
