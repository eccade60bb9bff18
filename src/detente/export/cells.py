"""Lines of tab-separated files that have no escapes: what would break a line is taken out."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from detente.casebook.rows import Row

_BREAKING: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
"""Tabs, line ends and other control characters, with the blanks around them."""


def write_line(cells: Iterable[str], stream: IO[str]) -> None:
    """Write one line."""
    stream.write("\t".join(cells) + "\n")


def cell(value: object, missing: str) -> str:
    r"""A value as a cell of one line.

    Control characters and runs of blanks become one blank, and a double quotation mark a single
    one: readers differ on whether it quotes.

    Args:
        value: Text, a number, or None.
        missing: What the format writes where nothing is known.

    >>> cell('the "office"\tof', ""), cell(None, "None"), cell(33.3, "")
    ("the 'office' of", 'None', '33.3')
    """
    if value is None:
        return missing
    return flat(str(value)).replace('"', "'") or missing


def flat(value: str) -> str:
    r"""Text on one line: control characters and runs of blanks are one blank each.

    >>> flat(" the\toffice\n")
    'the office'
    """
    return _BREAKING.sub(" ", value).strip()


def number(value: float | None) -> str | None:
    """A number without a needless ".0".

    >>> number(-10.0), number(3.4), number(None)
    ('-10', '3.4', None)
    """
    return None if value is None else f"{value:.15g}"


def exact_day(row: Row) -> dt.date | None:
    """The day of a row's date; None where the date says more than one day or nothing."""
    earliest: dt.date | None = row["earliest"]
    return earliest if earliest == row["latest"] else None
