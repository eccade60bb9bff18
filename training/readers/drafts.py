"""Making an example of a line of gold, with every span checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.sentences import split
from training.examples import LINKED, UNCLEAR, Example, Link, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.evaluation.core import Case

Span = tuple[int, int]


class Draft:
    """An example in the making: marks are added layer by layer, each once."""

    def __init__(self, source: str, row: Case, *layers: str) -> None:
        """Begin with a line's text, and layers that are annotated though nothing be marked."""
        self.id = str(row["id"])
        self.text = str(row["text"])
        self._source = source
        self._marks: dict[str, dict[Mark, int]] = {}
        self._links: dict[str, dict[Link, None]] = {}
        self.annotate(*layers)

    def annotate(self, *layers: str) -> None:
        """Say that layers are annotated, with the links between them, though nothing be marked."""
        for layer in layers:
            self._marks.setdefault(layer, {})
        for ties, ends in LINKED.items():
            if self._marks.keys() >= set(ends):
                self._links.setdefault(ties, {})

    def mark(self, layer: str, start: int, end: int, label: str) -> int | None:
        """Mark a span, without white space around it.

        Returns:
            The mark's index in its layer, None for nothing but white space.

        Raises:
            ValueError: If the span is not within the text.
        """
        trimmed = trim(self.text, start, end)
        if trimmed is None:
            return None
        marks = self._marks.setdefault(layer, {})
        return marks.setdefault(Mark(*trimmed, label), len(marks))

    def mark_given(self, layer: str, span: Mapping[str, object], label: str) -> int | None:
        """Mark what a set says stands from `start` to `end`.

        Raises:
            ValueError: If the span is not within the text, or its `text` stands elsewhere.
        """
        start, end = int(str(span["start"])), int(str(span["end"]))
        given = span.get("text")
        if given is not None and self.text[start:end] != given:
            raise ValueError(f"{self._source} {self.id}: {start}-{end} is not {given!r}")
        return self.mark(layer, start, end, label)

    def mark_pieces(self, layer: str, pieces: Iterable[Iterable[int]], label: str) -> list[int]:
        """Mark each piece, given as [start, end]; returns the marks' indices."""
        found = [self.mark(layer, *_pair(piece), label) for piece in pieces]
        return [index for index in found if index is not None]

    def link(self, layer: str, heads: Iterable[int], tails: Iterable[int], label: str) -> None:
        """Tie each mark of `heads` to each of `tails`, by their indices."""
        links = self._links.setdefault(layer, {})
        tails = tuple(tails)
        for head in heads:
            links.update(dict.fromkeys(Link(head, tail, label) for tail in tails))

    def blank_rest(self, layer: str) -> None:
        """Mark all text that is not marked in a layer as unclear."""
        at = 0
        for mark in sorted(self._marks[layer], key=lambda m: m.start):
            if mark.start > at:
                self.mark(layer, at, mark.start, UNCLEAR)
            at = max(at, mark.end)
        if at < len(self.text):
            self.mark(layer, at, len(self.text), UNCLEAR)

    def finish(
        self,
        labels: Mapping[str, str] | None = None,
        values: Mapping[str, tuple[tuple[int, int, float], ...]] | None = None,
        sentences: tuple[Span, ...] | None = None,
    ) -> Example:
        """The example; its sentences are found if they are not given."""
        return Example(
            id=self.id,
            source=self._source,
            text=self.text,
            marks={layer: tuple(marks) for layer, marks in self._marks.items()},
            links={layer: tuple(links) for layer, links in self._links.items()},
            labels=labels or {},
            values=values or {},
            sentences=sentences_of(self.text) if sentences is None else sentences,
        )


def trim(text: str, start: int, end: int) -> Span | None:
    """A span without white space around it, None if nothing is left.

    Raises:
        ValueError: If the span is empty or not within the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no span of the text: {start}-{end}")
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return (start, end) if start < end else None


def sentences_of(text: str) -> tuple[Span, ...]:
    """Where the sentences of a text stand."""
    return tuple((start, start + len(sentence)) for _, start, sentence in split(text))


def whole(text: str) -> tuple[Span, ...]:
    """A text as one sentence."""
    span = trim(text, 0, len(text)) if text else None
    return (span,) if span else ()


def _pair(piece: Iterable[int]) -> Span:
    start, end = piece
    return start, end
