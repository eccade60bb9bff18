"""A row as the text of a document: a line a cell, so that every value can be pointed at."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from detente.records import Span, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Page:
    r"""The text of a row, and where each cell stands in it.

    Args:
        cells: Column to value, without those that are not known.

    >>> page = Page({"Event ID": "7", "Source Name": "Iran"})
    >>> page.text
    'Event ID: 7\nSource Name: Iran'
    >>> page.span("Source Name").start
    26
    """

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = cells
        self._starts: dict[str, int] = {}
        lines: list[str] = []
        length = 0
        for name, value in cells.items():
            self._starts[name] = length + len(name) + 2
            lines.append(f"{name}: {value}")
            length += len(lines[-1]) + 1
        self.text = "\n".join(lines)

    @property
    def id(self) -> str:
        """The id of the document."""
        return f"sha256:{sha256(self.text.encode('utf-8', 'surrogatepass')).hexdigest()}"

    def get(self, column: str) -> str | None:
        """The value of a column."""
        return self._cells.get(column)

    def whole(self) -> Span:
        """All of it."""
        return span(self.text, 0, len(self.text))

    def span(self, column: str) -> Span:
        """The value of a column that is there."""
        start = self._starts[column]
        return span(self.text, start, start + len(self._cells[column]))

    def parts(self, column: str, separator: str = ";") -> Iterator[Span]:
        """The values of a column that holds several, without blanks around them."""
        value = self._cells.get(column)
        if value is None:
            return
        start = self._starts[column]
        for part in value.split(separator):
            inner = part.strip()
            at = start + len(part) - len(part.lstrip())
            if inner:
                yield span(self.text, at, at + len(inner))
            start += len(part) + len(separator)
