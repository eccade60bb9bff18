"""Composing a report: what is asked for, and its sections in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from detente import dates, wording
from detente.errors import UsageError
from detente.report import theme as themes
from detente.report.document import answers, developments, method, raising, saying, standings
from detente.report.document.citing import Citations
from detente.report.document.pieces import Report, Run, line
from detente.report.edits import apply
from detente.report.source import Counts
from detente.report.theme import Theme

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from detente.casebook import Casebook
    from detente.report.document.pieces import Line, Section
    from detente.report.document.standings import Pair
    from detente.report.edits import Edit, Edited
    from detente.report.findings import Finding

_KNOWN: Final = re.compile(r'detente-known(?:" content="| )(\d{4}-\d\d-\d\d)\b')
_EVERYTHING: Final = Theme()
MOST: Final = 20
"""Findings of a report unless more are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What report is wanted.

    Attributes:
        from_, to: First and last day, EDTF; of a month or a year its first and its last.
        theme: What it is to be about.
        pairs: The relations to tell; those of most events and changes where none are named.
        made: The day the report is dated, EDTF; None leaves it undated.
        since: EDTF, the last day an earlier report knew of; None marks nothing as new.
        most: How many findings at most.
        edits: What people changed of the findings, as `Edits.standing` gives it.
    """

    from_: str
    to: str
    theme: Theme = _EVERYTHING
    pairs: tuple[Pair, ...] = ()
    made: str | None = None
    since: str | None = None
    most: int = MOST
    edits: tuple[Edit, ...] = ()


def compose(casebook: Casebook, order: Order) -> Report:
    """The report that is wanted: the same casebook and the same order give the same report.

    Raises:
        UsageError: D301 if a date is not EDTF or the period ends before it begins, D312 if
            nothing of the theme lies in the period, D310 if a side that is named is nobody.
    """
    days = dates.bounds(dates.interval(dates.check(order.from_), dates.check(order.to)))
    made = dates.check(order.made) if order.made else None
    since = dates.bounds(dates.check(order.since))[1] if order.since else None
    period = (dates.day(days[0]), dates.day(days[1]))
    happenings, counts = _events(casebook, order.theme, period)
    if not happenings:
        about = f"{order.theme.name or 'any theme'}, {order.from_} to {order.to}"
        raise UsageError("D312", about)
    known = _known(casebook)
    cited = Citations(casebook)
    edited = _edited(casebook, order, cited, period)
    found = developments.told(edited)
    wanted = standings.Wanted(theme=order.theme, pairs=order.pairs, from_=period[0], to=period[1])
    sections = (
        developments.section(found, cited, since, edited),
        standings.section(casebook, wanted, cited),
        saying.section(casebook, order.theme, cited, happenings, period),
        answers.section(casebook, cited, _seen(known, made, days[1])),
        raising.section(casebook, order.theme, found, cited, period),
        method.section(casebook, order.theme, counts, days),
    )
    shown = dates.shortest(*days)
    name = wording.flat(order.theme.name) if order.theme.name else "Report"
    return Report(
        title=f"{name}, {wording.date(shown)}",
        period=shown,
        made=made,
        known=dates.day(known) if known else None,
        summary=tuple(_summary(found, sections, since)),
        sections=sections,
        notes=cited.notes(),
    )


def drafted(casebook: Casebook, order: Order) -> list[Edited]:
    """The findings that the report would have, those left out too, in the order people gave them.

    Raises:
        UsageError: D301 if a date is not EDTF or the period ends before it begins.
    """
    return _edited(casebook, order, Citations(casebook), (order.from_, order.to))


def _events(casebook: Casebook, theme: Theme, period: tuple[str, str]) -> tuple[set[str], Counts]:
    """The events of a theme and a period, by their ids, and how many they are."""
    rows = themes.events(casebook, theme, from_=period[0], to=period[1])
    return {row["happening"] for row in rows}, Counts.of(rows)


def _edited(
    casebook: Casebook, order: Order, cited: Citations, period: tuple[str, str]
) -> list[Edited]:
    found = developments.developments(
        casebook, order.theme, cited, from_=period[0], to=period[1], most=order.most
    )
    return apply(found, order.edits)


def known_to(written: str) -> str | None:
    """The last day that a report knew of, EDTF, as it stands in its HTML or Markdown."""
    found = _KNOWN.search(written)
    return found[1] if found else None


def _known(casebook: Casebook) -> dt.date | None:
    found: dt.date | None = casebook.query("SELECT max(latest) AS day FROM documents")[0]["day"]
    return found


def _seen(known: dt.date | None, made: str | None, last: dt.date) -> dt.date:
    """The day inquiries are looked at: that of the report, else the last of which one knows."""
    if made:
        return dates.bounds(made)[1]
    return max(known, last) if known else last


def _summary(
    found: Sequence[Finding], sections: Sequence[Section], since: dt.date | None
) -> Iterator[Line]:
    verified = [each.number for each in found if each.verification.by]
    disputed = [each.number for each in found if each.disagreements]
    told = wording.plural(len(found), "key development")
    yield (
        Run(f"{told}: {len(verified)} independently verified"),
        *_in_brackets(verified),
        Run(f", {len(found) - len(verified)} not; sources differ on {len(disputed)}"),
        *_in_brackets(disputed),
        Run("."),
    )
    if since:
        items = [block for block in sections[0].blocks if block.kind == "item"]
        new = sum(getattr(each, "mark", "") == "new" for each in items)
        day = wording.date(dates.day(since))
        yield line(f"{new} of them are told by documents published after {day} alone, and are new.")


def _in_brackets(numbers: Sequence[int]) -> Line:
    """Findings by their numbers, or nothing of none."""
    return (Run(" ("), *developments.named(numbers), Run(")")) if numbers else ()
