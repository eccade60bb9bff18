"""Sets with time expressions: TempEval-3 and WikiWars."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from training.readers.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.evaluation.core import Case
    from training.examples import Example

_LENGTH: Final = re.compile(r"P[\dXT]")
_HOUR: Final = re.compile(r"T(?:\d|MO|MI|AF|EV|NI|DT)")


def tempeval3(row: Case) -> Iterator[Example]:
    """News with time expressions of four types."""
    draft = Draft("tempeval3", row, "timex")
    for timex in row["timexes"]:
        draft.mark_given("timex", timex, timex["type"])
    yield draft.finish()


def wikiwars(row: Case) -> Iterator[Example]:
    """Histories of wars; the type is read off the value, since the set calls all of them dates."""
    draft = Draft("wikiwars", row, "timex")
    for timex in row["timexes"]:
        draft.mark_given("timex", timex, type_of(timex.get("value") or ""))
    yield draft.finish()


def type_of(value: str) -> str:
    """The type of a time expression by its TIMEX3 value: DURATION, TIME or DATE.

    >>> [type_of(v) for v in ("P3D", "1944-06-06TMO", "1944-06")]
    ['DURATION', 'TIME', 'DATE']
    """
    if _LENGTH.match(value):
        return "DURATION"
    return "TIME" if _HOUR.search(value) else "DATE"
