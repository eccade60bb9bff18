"""Values that JSON does not know."""

from __future__ import annotations

import datetime as dt


def plain(value: object) -> str:
    """A date as JSON has it: what `json` calls for a value it does not know.

    Raises:
        TypeError: The value is none that a table of a casebook holds.
    """
    if isinstance(value, dt.date):
        return value.isoformat()
    msg = f"no JSON for {type(value).__name__}"
    raise TypeError(msg)
