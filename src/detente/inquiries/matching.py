"""Which passage of an answer answers which question: proposals, each with a score and reasons.

Turns to a question (`marks`) cut the answer into passages. A question that no turn leads to gets
the paragraph whose words are likest to its own, with a score that counts for nothing until a person
accepts it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from detente.inquiries.inquiry import SURE, Passage, Proposal
from detente.inquiries.likeness import Likeness, likeliest
from detente.inquiries.marks import Mark, blocks, is_quoted, marks
from detente.inquiries.phrases import closings, is_farewell, is_ours, withheld
from detente.reading.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.inquiries.inquiry import Extent

_BOTH: Final = 0.98
_RESTATED: Final = 0.95
_NAMED: Final = 0.9
_COUNTED: Final = 0.7
"""Scores of a passage by what leads to it: the question's number and words, its words, its number
with a word such as "question", its number alone. Set by hand."""
_LEAST: Final = 0.15
"""Likeness below which a paragraph is not proposed."""
_SHARED: Final = 4
"""Words in common that are told at most."""
_OPENING: Final = re.compile(
    r"[\s?:.”\"'’)\]–—-]*(?:(?:answer|response|reply)\s*:\s*)?", re.IGNORECASE
)
_SHORT: Final = 300
"""Characters of a passage that does nothing but decline, at most."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What stands between two turns: the mark that leads to it, and its bounds without blanks."""

    mark: Mark
    start: int
    end: int


def propose(text: str, questions: Sequence[str]) -> list[Proposal]:
    """Match the passages of an answer to the questions.

    Args:
        text: The answer.
        questions: What was asked; the first is number 1.

    Returns:
        Proposals in the order of the text, then of the questions; none where nothing matches.
    """
    turns = marks(text, questions)
    stretches = list(_stretches(text, turns))
    led = [_led(text, stretch) for stretch in stretches]
    start = turns[0].start if stretches else 0
    taken = [(stretch.mark.start, stretch.end) for stretch in stretches]
    free = [(first, last) for first, last in _letter(text) if _is_free(first, last, start, taken)]
    answered = {each.question for each in led}
    likely = list(_likely(text, questions, free, answered))
    return sorted([*led, *likely], key=lambda each: (each.passage.start, each.question))


def _stretches(text: str, turns: Sequence[Mark]) -> Iterator[_Stretch]:
    """What the turns lead to; turns that lead to nothing are left out."""
    bounds = [*(turn.start for turn in turns), len(text)]
    for turn, (_, after) in zip(turns, pairwise(bounds), strict=True):
        parts = _unquoted(text, blocks(text, turn.end, _closing(text, turn.end, after)))
        while after == len(text) and len(parts) > 1 and is_farewell(text[slice(*parts[-1])]):
            parts.pop()
        if parts:
            yield _Stretch(turn, _past_signs(text, *parts[0]), parts[-1][1])


def _past_signs(text: str, start: int, end: int) -> int:
    """Where the answer's words begin, past what closed the question and the word "Answer:"."""
    found = _OPENING.match(text, start, end)
    return found.end() if found else start


def _unquoted(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The paragraphs up to the first that is not the answer's own, and that hold a word."""
    kept: list[tuple[int, int]] = []
    for start, end in parts:
        if is_quoted(text, start, end) or is_ours(text[start:end]):
            if kept:
                break
            continue
        if re.search(r"\w", text[start:end]):
            kept.append((start, end))
    return kept


def _closing(text: str, start: int, end: int) -> int:
    """Where between two offsets the letter takes its leave; the second one if it does not."""
    found = closings().search(text, start, end)
    return found.start() if found else end


def _led(text: str, stretch: _Stretch) -> Proposal:
    mark = stretch.mark
    if mark.words and mark.restated:
        score = _BOTH
    elif mark.restated:
        score = _RESTATED
    else:
        score = _NAMED if mark.named else _COUNTED
    why = [f"follows “{mark.words}”"] if mark.words else []
    why += ["the question is said again"] if mark.restated else []
    return _proposal(text, mark.question, (stretch.start, stretch.end), score, tuple(why))


def _likely(
    text: str,
    questions: Sequence[str],
    free: Sequence[tuple[int, int]],
    answered: set[int],
) -> Iterator[Proposal]:
    """The paragraph likest to each question that no turn leads to."""
    parts = [text[start:end] for start, end in free]
    likeness = Likeness([*parts, *questions])
    for number, question in enumerate(questions, 1):
        found = None if number in answered else likeliest(likeness, question, parts)
        if found and found[1] >= _LEAST:
            at, score = found
            shared = ", ".join(likeness.shared(question, parts[at])[:_SHARED])
            # Words in common are no proof: the score stays below what counts by itself.
            held = min(score, SURE - 0.01)
            yield _proposal(text, number, free[at], held, (f"has the words {shared}",))


def _letter(text: str) -> list[tuple[int, int]]:
    """The paragraphs of the letter itself, up to its leave, without what it quotes."""
    return [
        (start, end)
        for start, end in blocks(text, 0, _closing(text, 0, len(text)))
        if not is_ours(text[start:end]) and not is_quoted(text, start, end)
    ]


def _is_free(first: int, last: int, start: int, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a paragraph stands after the first turn and in no passage."""
    return first >= start and not any(first < end and begin < last for begin, end in taken)


def _proposal(
    text: str, question: int, bounds: tuple[int, int], score: float, why: tuple[str, ...]
) -> Proposal:
    extent, missing = _extent(text, *bounds)
    passage = Passage(*bounds, text[slice(*bounds)])
    return Proposal(question, passage, round(score, 2), why, extent, missing)


def _extent(text: str, start: int, end: int) -> tuple[Extent, Passage | None]:
    """How far a passage seems to answer, and the first sentence that holds something back."""
    for _, at, sentence in split(text[start:end]):
        said = " ".join(sentence.lower().replace("’", "'").split())
        for words, extent in withheld():
            if words in said:
                first = start + at
                missing = Passage(first, first + len(sentence), sentence)
                declined = extent == "declined" and end - start <= _SHORT
                return ("declined" if declined else "part"), missing
    return "whole", None
