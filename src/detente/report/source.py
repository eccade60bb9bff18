"""The line below every chart: which casebook, which rows of it, read by what, how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from detente import wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.casebook import Casebook, Filter
    from detente.casebook.rows import Row


_READERS: Final = (
    "SELECT DISTINCT reader_version AS version, reader_model AS model FROM documents ORDER BY ALL"
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much figures rest on: events, the reports of them, and the independent ones of those."""

    events: int
    reports: int
    origins: int

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Counts:
        """The counts of rows of `events`."""
        each = [(row["reports"], row["origins"]) for row in rows]
        return cls(len(each), sum(one for one, _ in each), sum(other for _, other in each))


def source_line(casebook: Casebook, counts: Counts, about: str) -> str:
    """Where figures come from, in one line.

    Args:
        casebook: What they are from.
        counts: How many of its events they rest on.
        about: Which those are, in words.
    """
    readers = casebook.query(_READERS, keep=True)
    documents = casebook.count("documents")
    numbers = [
        wording.plural(documents, "document"),
        wording.plural(counts.events, "event"),
        wording.plural(counts.reports, "report"),
        wording.plural(counts.origins, "origin"),
    ]
    read = ", ".join(f"detente {each['version']} ({each['model']})" for each in readers)
    parts = (
        f"casebook {casebook.path.resolve().name}",
        about,
        f"read by {read}" if read else "",
        ", ".join(numbers),
    )
    return wording.flat("; ".join(part for part in parts if part))


def in_words(asked: Filter, what: str) -> str:
    """A filter as one says it, after what is filtered.

    >>> from detente.casebook import Filter
    >>> in_words(Filter(between=("USA", "IRQ"), from_="2020-03"), "events")
    'events between USA and IRQ, from 2020-03'
    """
    said = [f"between {' and '.join(asked.between)}"] if asked.between else []
    fields = (
        ("of", asked.actor),
        ("of type", asked.type),
        ("with status", asked.status),
        ("in", asked.country),
        ("from", asked.from_),
        ("to", asked.to),
        ("with the words", asked.text),
    )
    said += [f"{word} {value}" for word, value in fields if value]
    return f"{what} {', '.join(said)}".strip()
