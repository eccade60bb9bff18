"""Silver: texts of which the type is known, not the words; the rules of detente find these.

A trigger is kept where the rules read the type that people gave the sentence, or that a story was
made for; the sides of a pair become its arguments. Words that might tell of another event, the
nouns, verbs and adjectives, are left unclear.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from detente.reading import events
from detente.reading.entities import Cast
from detente.reading.parser import default_parser
from detente.reading.repairs import repaired
from detente.reading.sentences import split
from training.cutting import cut
from training.examples import UNCLEAR, Link, Mark
from training.readers import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from detente.reading.syntax import Parser, Sentence, Token
    from training.examples import Example

SETS: Final = ("plover_pairs", "ngec_synthetic")
"""The sets that silver is made of."""
_OPENING: Final = 2
"""A story tells in this many sentences what it is about."""
_TELLING: Final = frozenset({"NOUN", "VERB", "ADJ"})
_YIELD: Final = {"CONCEDE", "RETREAT"}

Found = list[tuple[str, int, int]]
"""Types of events with the words that tell of them: start and end offset."""


def read_silver(name: str, part: str, gold: Path) -> list[Example]:
    """The silver of a set of `SETS`; arguments as of `training.readers.read`."""
    examples = read(name, part, gold)
    if name == "ngec_synthetic":
        examples = [_opening(example) for example in examples]
    return list(agreed(examples, parsed))


def agreed(
    examples: Iterable[Example], parse: Callable[[str], Sequence[Sentence]]
) -> Iterator[Example]:
    """Examples with the triggers that are of the type their label `pair` or `event` gives.

    Args:
        examples: With or without marks `pair`.
        parse: Gives the sentences of a text.

    Yields:
        Those with such a trigger, with layers `trigger` and, where a pair has a single one,
        `argument`; `source` gets "+rules".
    """
    for example in examples:
        label = example.labels.get("pair") or example.labels["event"]
        sentences = parse(example.text)
        wanted = _YIELD if label == "YIELD" else {label}
        marks = [Mark(a, b, type_) for type_, a, b in told(example.text, sentences)]
        marks = [mark for mark in marks if mark.label in wanted]
        if marks:
            yield _with(example, marks, sentences)


def told(text: str, sentences: Sequence[Sentence]) -> Found:
    """The events that the rules read, each with the word that tells of it."""
    cast = Cast(text, sentences, None)
    happenings = events.find(sentences, cast)
    return [(h.type, h.trigger.start, h.trigger.end) for h in happenings]


def parsed(text: str) -> list[Sentence]:
    """The sentences of a text as the parser of detente has them."""
    return [repaired(sentence) for sentence in _parser().parse(split(text))]


@cache
def _parser() -> Parser:
    return default_parser()


def _opening(example: Example) -> Example:
    last = example.sentences[:_OPENING][-1:]
    return cut(example, 0, last[0][1]) if last else example


def _with(example: Example, triggers: list[Mark], sentences: Iterable[Sentence]) -> Example:
    """An example with triggers, and its pair as arguments if there is one trigger."""
    others = [
        Mark(token.start, token.end, UNCLEAR)
        for sentence in sentences
        for token in sentence.tokens
        if token.pos in _TELLING and not any(_overlap(token, mark) for mark in triggers)
    ]
    marks = {**example.marks, "trigger": (*triggers, *others)}
    links = dict(example.links)
    sides = example.marks.get("pair", ())
    if sides and len(triggers) == 1:
        spans = list(dict.fromkeys(Mark(s.start, s.end, "span") for s in sides))
        marks["argument"] = tuple(spans)
        links["argument"] = tuple(
            Link(0, spans.index(Mark(s.start, s.end, "span")), s.label) for s in sides
        )
    return replace(example, source=f"{example.source}+rules", marks=marks, links=links)


def _overlap(token: Token, mark: Mark) -> bool:
    return token.start < mark.end and mark.start < token.end
