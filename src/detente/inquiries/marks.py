"""Where an answer turns to a question: by its number, or by saying the question again.

A letter names the question ("Question 7", "Answer to question 7", "Your second question"), counts
along ("7."), or repeats the question's words, in its own type or quoted as mails do ("> 7. …").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from detente.inquiries.phrases import numbers
from detente.reading.sentences import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_QUOTING: Final = r"^[ \t>|]*"
_LISTED: Final = rf"(?:{_QUOTING}\(?\d{{1,2}}[.)]\)?[ \t]+)?"
"""The number of a list before a question, where there is one."""
_BARE: Final = re.compile(_QUOTING + r"\(?(?P<number>\d{1,2})[.)]\)?[ \t]+(?=\S)", re.MULTILINE)
_QUOTED_LINE: Final = re.compile(r"^[ \t]*>", re.MULTILINE)
_BETWEEN: Final = re.compile(r"[\W_]*")
_NUMBERED: Final = ("number", "answer", "letter", "ordinal")
_SENTENCE_END: Final = re.compile(r"[.!][\"”’')\]]*\s*\Z")
_BLANK: Final = re.compile(r"\n[ \t>|]*\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """A turn to a question.

    Attributes:
        start: Where the words begin that make the turn.
        end: Where the answer to the question can begin.
        question: The question's number.
        words: The words that name or number it, or `""` where it is only said again.
        named: Whether a word such as "question" stands with the number.
        restated: Whether the question's own words are there.
    """

    start: int
    end: int
    question: int
    words: str = ""
    named: bool = False
    restated: bool = False


def marks(text: str, questions: Sequence[str]) -> list[Mark]:
    """The turns of an answer's text, in order, one for each place.

    Args:
        text: The answer.
        questions: What was asked; the first is number 1.
    """
    numbered = list(_named(text, len(questions))) or list(_counted(text, len(questions)))
    merged: list[Mark] = []
    for mark in sorted([*numbered, *_restated(text, questions)], key=lambda each: each.start):
        before = merged[-1] if merged else None
        if before and _adjoin(text, before, mark):
            merged[-1] = _joined(before, mark)
        else:
            merged.append(mark)
    return [_past_heading(text, mark, after) for mark, after in _with_next(merged, len(text))]


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a line between two offsets is one that a mail quotes from an earlier one."""
    line = text.rfind("\n", 0, start) + 1
    return _QUOTED_LINE.search(text, line, end) is not None


def _named(text: str, count: int) -> Iterator[Mark]:
    for found in _naming().finditer(text):
        number = _number(next(filter(None, map(found.group, _NUMBERED))))
        if 1 <= number <= count:
            words = found["words"].strip()
            yield Mark(found.start("words"), found.end(), number, words, named=True)


def _counted(text: str, count: int) -> Iterator[Mark]:
    """Numbers at the beginning of lines, as far as they count upwards."""
    last = 0
    for found in _BARE.finditer(text):
        number = int(found["number"])
        if last < number <= count:
            last = number
            words = found[0].strip(" \t>|")
            yield Mark(found.start("number"), found.end(), number, words)


def _restated(text: str, questions: Sequence[str]) -> Iterator[Mark]:
    for number, question in enumerate(questions, 1):
        words = re.findall(r"\w+", question)
        if not words:
            continue
        said = r"[\W_]+".join(map(re.escape, words))
        pattern = rf"{_LISTED}\b{said}\b"
        for found in re.finditer(pattern, text, re.IGNORECASE | re.MULTILINE):
            yield Mark(found.start(), found.end(), number, restated=True)


def _adjoin(text: str, before: Mark, mark: Mark) -> bool:
    """Whether a mark goes on with the one before it: "Question 7: " and the question's words."""
    return mark.start < before.end or bool(_BETWEEN.fullmatch(text, before.end, mark.start))


def _joined(before: Mark, mark: Mark) -> Mark:
    """One mark of two; what the question says is surer than its number."""
    surer = before if before.restated and not mark.restated else mark
    return Mark(
        before.start,
        max(before.end, mark.end),
        surer.question,
        words=before.words or mark.words,
        named=before.named or mark.named,
        restated=before.restated or mark.restated,
    )


def _with_next(found: Sequence[Mark], length: int) -> Iterator[tuple[Mark, int]]:
    """Each mark, and where the next one begins."""
    yield from ((mark, after.start) for mark, after in pairwise(found))
    if found:
        yield found[-1], length


def _past_heading(text: str, mark: Mark, after: int) -> Mark:
    """The mark with its end past the rest of its paragraph, where that is a heading.

    A heading asks, or does not end like a sentence, and something follows it.
    """
    gap = _BLANK.search(text, mark.end, after)
    line_end = gap.start() if gap else after
    rest = text[mark.end : line_end].strip()
    is_heading = bool(rest) and not _SENTENCE_END.search(rest)
    if gap is None or not is_heading or not text[gap.end() : after].strip():
        return mark
    return replace(mark, end=gap.end())


@cache
def _naming() -> re.Pattern[str]:
    """What names a question at the beginning of a line."""
    words = "|".join(numbers())
    # "Question 2 was put before" goes on with a small letter, and turns to nothing.
    apart = r"(?=\s*(?:\([a-z]\)|[:.)\]–—,-]|$)|\s+(?-i:[A-Z“\"‘]))"
    number = rf"(?:no\.?|number|nr\.?|\#)?\s*(?P<number>\d{{1,3}}|(?:{words})\b)"
    return re.compile(
        rf"""{_QUOTING}(?P<words>
            (?: (?:in|as|our|the)\s+ )? (?P<to> (?:answers?|response|reply)\s+ (?:to|for|on)\s+ )?
            (?: (?:your|the|to)\s+ )*
            (?: (?:question|query|request|item)\s* {number} (?(to)|{apart})
              | (?:answer|response|reply)\s* {number.replace("?P<number>", "?P<answer>")}
              | [qa]\.?\s* (?P<letter>\d{{1,3}}) (?=\s*[:.)\]–—-])
              | (?P<ordinal>{words})\s+ question
            )
            (?: \s*\([a-z]\) )?
        ) \s*[:.)\]–—,-]*""",
        re.VERBOSE | re.IGNORECASE | re.MULTILINE,
    )


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else numbers()[words.lower()]


def blocks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The paragraphs between two offsets."""
    return [(start + first, start + last) for first, last in paragraphs(text[start:end])]
