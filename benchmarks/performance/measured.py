"""What was measured, and what it says of the targets: pure arithmetic on times and sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Point(NamedTuple):
    """A batch on its way: seconds a document since the point before, bytes each process has."""

    documents: int
    seconds: float
    worker: int
    driver: int


@dataclass(frozen=True, slots=True)
class Machine:
    """What it was measured on, without anything that tells whose it is."""

    cores: int
    processor: str
    system: str
    python: str


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one run. Times are seconds; those of one core are of its processor.

    Attributes:
        words: Of the texts that encoder, grammar and reader were given.
        encoder: The encoder alone, on their sentences.
        grammar: The grammar alone, on these sentences, as the reader has it from spaCy.
        record: Text to record.
        spacy: `en_core_web_sm` with tagger, parser and names only.
        one, two: By the clock, for the same documents with one worker and with two.
        growth: A batch at some points, the first and the last of which are compared.
        many: A far larger one that a stand-in for the model read.
        start: By the clock, from the command to its end, for a file of 3 kB.
        imports: Of these, until everything that reading needs is imported.
        peak: Bytes one worker had at most.
        relation, listed, search: By the clock, asked of a casebook of so many `events`.
        events: Of that casebook.
        stories, copies: As many stories, and as many printings of one, into a casebook.
        telling: How many of them.
    """

    words: int
    encoder: float
    grammar: float
    record: float
    spacy: float
    one: float
    two: float
    growth: tuple[Point, ...]
    many: tuple[Point, ...]
    start: float
    imports: float
    peak: int
    events: int
    relation: float
    listed: float
    search: float
    telling: int
    stories: float
    copies: float


class Row(NamedTuple):
    """A line of the table: what is held, the target, the figure, and whether it is reached."""

    measure: str
    target: str
    figure: str
    reached: bool


_MEGA = 1_000_000


def rows(measured: Measured) -> list[Row]:
    """The targets against the figures, in the order of the design."""
    m = measured
    first, last = m.growth[0], m.growth[-1]
    times, memory = last.seconds / first.seconds, last.worker / first.worker
    return [
        _at_most(
            "text to record against the encoder alone, one core", m.record / m.encoder, 1.5, "×"
        ),
        _at_least(
            "its speed against spaCy `en_core_web_sm` (tagger, parser, names)",
            m.spacy / m.record, 1 / 3, "×",
        ),
        _at_least("two workers against one", m.one / m.two, 1.8, "×"),
        _at_most(
            f"time a document, from {first.documents:,} to {last.documents:,} documents",
            times, 1.1, "×",
        ),
        _at_most(
            f"memory of a worker, from {first.documents:,} to {last.documents:,} documents",
            memory, 1.1, "×",
        ),
        _at_most("start to first record, a file of 3 kB", m.start, 2.5, " s"),
        _at_most("of which imports", m.imports, 0.8, " s"),
        _at_most("most memory of one worker", m.peak / _MEGA, 700, " MB", places=0),
        _at_most(f"a relation, in {m.events:,} reports of events", m.relation, 1, " s"),
        _at_most(f"a list with its facets, in {m.events:,}", m.listed, 1, " s"),
        _at_most(f"a search, in {m.events:,}", m.search, 1, " s"),
        _at_least(
            f"{m.telling} wire copies of a story, as fast as {m.telling} stories",
            m.stories / m.copies, 20, "×", places=0,
        ),
    ]  # fmt: skip


def words_a_second(measured: Measured) -> float:
    """How many words one core reads a second."""
    return measured.words / measured.record


def _at_most(measure: str, figure: float, most: float, unit: str, *, places: int = 2) -> Row:
    said = f"at most {most:g}{unit}"
    return Row(measure, said, f"{figure:,.{places}f}{unit}", figure <= most)


def _at_least(measure: str, figure: float, least: float, unit: str, *, places: int = 2) -> Row:
    said = f"at least {least:.2g}{unit}"
    return Row(measure, said, f"{figure:,.{places}f}{unit}", figure >= least)
