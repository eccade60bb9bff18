"""Where paragraphs and sentences begin and end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.reading import notes, transcripts
from detente.reading.tables import pairs, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.reading.syntax import Sentence

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_OPENING = "\"'`“‘„«([{—–-•"
_STOP = re.compile(
    r"""(?P<mark>[.!?…]+)                 # the stop
        (?P<after>["'”’»)\]]*             # marks that close with it
            (?:\[\d{1,3}\])?)             # a note's number
        (?=\s)""",
    re.VERBOSE,
)
_DATELINE = re.compile(
    r"""(?P<place>[^\W\d_][\w.’'/-]*(?:[ ,]+[A-Z][\w.’'/-]*){0,5})   # Baghdad, Iraq
        (?P<date>,?[ ]+(?:[A-Z][a-z]{2,8}\.?[ ]\d{1,2}|\d{1,2}[ ][A-Z][a-z]{2,8}\.?)   # Jan. 5
            (?:,?[ ]\d{4})?)?
        (?P<agency>[ ]*\([^()\n]{2,40}\))?
        [ ]*(?:--|[-–—])[ ]+""",
    re.VERBOSE,
)
"""What stands before the first sentence of a dispatch: place, date, agency, a dash."""
_HEADING = re.compile(
    r"""(?:(?:Section|Part|Chapter|Annex)\ [A-Z0-9]{1,4}    # Section 5, Annex B
          |[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVX]{1,5}|[A-Za-z])   # 2.1, IV, a
        [.:)]\s+
        [A-Z].*[^.!?;:]""",
    re.VERBOSE,
)
"""The number of a part and what it is about, without a stop at the end."""
_ITEM = re.compile(
    r"(?:[•·●▪◦■]|\((?:[a-z]{1,2}|[ivx]{1,5}|[0-9]{1,2})\)|[a-z0-9]\))[^\S\n]+(?=\S)"
)
"""What an item of a list begins with: "•", "(a)", "2)"."""
_NUMBERED = re.compile(r"[0-9]{1,3}\.[^\S\n]+[A-Z]")
_LAST_WORD = re.compile(r"[^\W_](?:[\w.’'-]*[^\W_])?$")
_NEXT_WORD = re.compile(r"\w+")
_ENOUGH = 12
"""So many characters of a line show whether it begins an item of a list."""
_WRAPPED = 120
"""A text with lines longer than this many characters is not hard-wrapped."""
_SHORT = 0.7
"""A line shorter than this share of the longest ends its paragraph in a hard-wrapped text."""


def split(text: str) -> list[tuple[int, int, str]]:
    """Cut a text into sentences; a dateline, and the label of who speaks, is one of its own.

    Returns:
        (paragraph, start, text) of each, in order: paragraphs counted from 0, offsets in code
        points. Nothing but white space, the numbers of notes and the marks that items of a list
        begin with lies between sentences.
    """
    found = []
    stretches = paragraphs(text)
    bare = notes.without_marks(text)
    labels = transcripts.labels(text, stretches)
    for number, (start, end) in enumerate(stretches):
        if _HEADING.fullmatch(text, start, end):
            found.append((number, start, text[start:end]))
            continue
        item = _ITEM.match(text, start, end)
        first = item.end() if item else start
        dateline = _DATELINE.match(text, first, end)
        cut = dateline.end() if dateline and _tells_when_or_who(dateline) else first
        cut = labels.get(first, cut)
        if cut > first:
            found.append((number, first, text[first:cut].rstrip()))
        found += [(number, at, text[at:last]) for at, last in _sentences(bare, cut, end)]
    return found


def prose(text: str) -> list[tuple[int, int, str]]:
    """The sentences of a text, as `split` gives them, but those of its list of notes."""
    entries = notes.listed(text, paragraphs(text))
    return [s for s in split(text) if not any(start <= s[1] < end for start, end in entries)]


def is_dateline(sentence: Sentence) -> bool:
    """Whether a sentence is what `split` cut off before the first one of a dispatch."""
    return (
        sentence.text.endswith(("-", "–", "—")) and _DATELINE.match(f"{sentence.text} ") is not None
    )


def is_heading(sentence: Sentence) -> bool:
    """Whether a sentence is the numbered heading of a part: "a. Disappearance", "II. Findings"."""
    return _HEADING.fullmatch(sentence.text) is not None


def _tells_when_or_who(dateline: re.Match[str]) -> bool:
    """Whether a line's head is a dateline: in capitals, dated, or with an agency in brackets."""
    return bool(dateline["date"] or dateline["agency"] or dateline["place"].split(",")[0].isupper())


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs of a text: blank lines part them, and so do line ends that are
    not a hard wrap.
    """
    width = max((len(line) for line in text.split("\n")), default=0)
    found = []
    for start, end in _pieces(text, _BLANK, 0, len(text)):
        found += [
            trimmed for part in _lines(text, start, end, width) if (trimmed := _trim(text, *part))
        ]
    return found


def _pieces(text: str, cut: re.Pattern[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in cut.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _lines(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Parts of a block between blank lines, cut where a line end is an end of thought."""
    at = start
    while (line_end := text.find("\n", at, end)) != -1:
        line = text[text.rfind("\n", start, line_end) + 1 : line_end].rstrip()
        following = text[line_end + 1 : end].lstrip()[:_ENOUGH]
        wrapped = width <= _WRAPPED and (len(line) >= _SHORT * width or following[:1].islower())
        wrapped = wrapped and not (_ITEM.match(following) or _NUMBERED.match(following))
        if not wrapped:
            yield start, line_end
            start = line_end + 1
        at = line_end + 1
    yield start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _STOP.finditer(text, start, end):
        if _ends(text, at, match, end) and (trimmed := _trim(text, at, match.end())):
            yield trimmed
            at = match.end()
    if trimmed := _trim(text, at, end):
        yield trimmed


def _ends(text: str, start: int, match: re.Match[str], end: int) -> bool:
    """Whether a stop ends its sentence, told by the words around it."""
    rest = text[match.end() : min(end, match.end() + 40)].lstrip()
    bare = rest.lstrip(_OPENING + " ")
    if not bare:
        return not rest or rest[0] in _OPENING
    if not (bare[0].isupper() or bare[0].isdigit() or not bare[0].isascii()):
        return False
    if match["mark"] != "." or match["after"]:
        return True
    before = _LAST_WORD.search(text, max(start, match.start() - 20), match.start())
    return before is None or _may_end(before.group(), bare)


def _may_end(word: str, following: str) -> bool:
    """Whether a full stop after this word can end a sentence that goes on with `following`."""
    rule = pairs("abbreviations").get(word)
    if rule is None:
        if pairs("abbreviations").get(word.capitalize()) == "never":
            return False  # a title in capitals, "MR. KHAN:", is no end either
        if len(word) == 1 and word.isupper() and word != "I":
            return False
        if not re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", word):
            return True
        rule = "starter"
    if rule == "number":
        return not following[0].isdigit() and _starts(following)
    return rule == "starter" and _starts(following)


def _starts(following: str) -> bool:
    first = _NEXT_WORD.match(following)
    return first is not None and first.group() in words("sentence_starters")
