"""How records and tables show themselves in a notebook: small HTML in which every word is escaped.

Colours are those of the page around, so that it reads on light and on dark.
"""

from __future__ import annotations

from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from detente.wording import certainty, date, flat, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.records import Party, Record

MOST: Final = 20
"""Rows of a table that are shown."""
_FEW: Final = 8
"""Rows of each table of a record."""
_LONGEST: Final = 90
"""Code points of a cell."""
_HASH: Final = "sha256:"
_DIGITS: Final = 12
_NAMES: Final = ("name", "quote", "what", "text")
"""Which part of a value with parts stands for it, the first that it has."""
_STYLE: Final = (
    "<style>.detente-shown{font:13px/1.45 system-ui,sans-serif;overflow-x:auto}"
    ".detente-shown table{border-collapse:collapse;margin:.4em 0}"
    ".detente-shown caption{text-align:left;font-weight:600;caption-side:top;white-space:nowrap}"
    ".detente-shown th,.detente-shown td{text-align:left!important;vertical-align:top;"
    "padding:.15em .8em .15em 0;border-bottom:1px solid rgba(128,128,128,.4);"
    "background:transparent;max-width:32em}"
    ".detente-shown .rows td,.detente-shown .rows th{white-space:nowrap;max-width:none}"
    ".detente-shown p{margin:.2em 0}</style>"
)


def block(title: str, line: str, *parts: str) -> str:
    """A title, a line below it, and what follows: HTML that was made here."""
    head = f"<p><strong>{words(title)}</strong></p><p>{words(line, longest=400)}</p>"
    return f'{_STYLE}<div class="detente-shown">{head}{"".join(parts)}</div>'


def grid(
    caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, more: int = 0
) -> str:
    """A table; `more` is how many rows there are beyond those."""
    head = "".join(f'<th scope="col">{words(column)}</th>' for column in columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{words(value)}</td>' for value in row)}</tr>" for row in rows
    )
    title = f"<caption>{words(caption)}</caption>" if caption else ""
    left = f"<p>… and {plural(more, 'row')} more</p>" if more else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{left}"


def words(value: object, *, longest: int = _LONGEST) -> str:
    """A value as escaped words on one line, cut where it is long.

    >>> words([{"name": "<Iran>"}, {"name": "Iraq"}]), words(None)
    ('&lt;Iran&gt;, Iraq', '–')
    """
    said = flat(_said(value))
    return escape(said if len(said) <= longest else f"{said[:longest].rstrip()}…")


def _said(value: object) -> str:
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, dict):
        return _said(next((value[name] for name in _NAMES if value.get(name)), str(value)))
    if isinstance(value, list | tuple):
        return ", ".join(map(_said, value))
    if isinstance(value, float):
        return f"{value:g}"
    said = str(value)
    return said.removeprefix(_HASH)[:_DIGITS] if said.startswith(_HASH) else said


def of_rows(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    """Rows of a table: the first of them, without the columns in which they have nothing."""
    shown = rows[:MOST]
    full = [name for name in columns if any(row[name] not in (None, []) for row in shown)]
    empty = len(columns) - len(full)
    without = f", {empty} of them without a value here" if empty else ""
    line = f"{plural(len(columns), 'column')}{without}"
    cells = ([row[name] for name in full] for row in shown)
    more = len(rows) - len(shown)
    table = f'<div class="rows">{grid("", full, cells, more=more)}</div>' if shown else ""
    return block(plural(len(rows), "row"), line, table)


def of_record(record: Record) -> str:
    """A record: its document, then what was read, the first rows of each table."""
    document = record.document
    where = (document.publisher, date(document.published), f"{len(document.text):,} characters")
    parts = [
        grid(f"{name}: {len(rows)}", columns, islice(rows, _FEW), more=max(len(rows) - _FEW, 0))
        for name, columns, rows in _tables(record)
        if rows
    ]
    title = document.title or "A document without a title"
    return block(title, " · ".join(filter(None, where)), *parts)


_Table = tuple[str, tuple[str, ...], list[tuple[object, ...]]]


def _tables(record: Record) -> Iterator[_Table]:
    names = {entity.id: entity.name for entity in record.entities}

    def who(parties: Iterable[Party]) -> list[str]:
        return [names.get(party.entity or "", party.text) for party in parties]

    yield (
        "Events",
        ("Date", "Event", "Actors", "Recipients", "Status", "Words"),
        [
            (
                date(each.date),
                " ".join(filter(None, (each.type, each.mode))),
                who(each.actors),
                who(each.recipients),
                each.status,
                each.evidence[0].quote,
            )
            for each in record.events
        ],
    )
    yield (
        "Claims",
        ("Who", "How", "Certainty", "Words"),
        [
            (
                who([each.source]),
                each.attitude,
                certainty(each.certainty),
                " … ".join(span.quote for span in each.content),
            )
            for each in record.claims
        ],
    )
    yield (
        "Changes of relations",
        ("Date", "Between", "Channel", "Change", "Words"),
        [
            (
                date(each.date),
                who(each.parties),
                each.channel,
                each.status,
                each.evidence[0].quote,
            )
            for each in record.relations
        ],
    )
    yield (
        "Causes",
        ("Cause", "Effect"),
        [(each.cause.quote, each.effect.quote) for each in record.causes],
    )
