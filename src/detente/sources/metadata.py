"""Title, publisher, authors and date of publication from the words at the head of a text.

Press and official releases state these in few, fixed ways: a headline, a byline, a dateline
("BAGHDAD, Jan 5 (Reuters) -"), labelled lines ("Published: 13 May 2020"), a date on a line of its
own. Only those places are read; a date elsewhere is part of the story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from detente.records import Problem, span
from detente.sources import datelines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.sources.source import Draft

_HEAD_LINES: Final = 14
_HEAD_CHARACTERS: Final = 3_000
_LONGEST_TITLE: Final = 200
_MOST_TITLE_WORDS: Final = 32
_LONGEST_LINE: Final = 90
_LONGEST_REST: Final = 40

_LINE: Final = re.compile(r"[^\n]*\S[^\n]*")
_PARAGRAPH: Final = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*\n))*")
_LABEL: Final = re.compile(
    r"[\W_]*(?P<label>(?:originally\s+|first\s+|last\s+)?(?:published|posted|released|issued|filed"
    r"|updated|modified)(?:\s+on|\s+at)?|date(?:\s+of\s+(?:publication|issue))?|dated"
    r"|publication\s+date|for\s+(?:immediate\s+)?release|immediate\s+release)\b\s*[:\-–—|]*\s*",
    re.IGNORECASE,
)
_LATER: Final = re.compile(r"updated|modified", re.IGNORECASE)
_NAMED: Final = re.compile(
    r"(?P<label>from|author|authors|source|publisher|subject|title|headline|to|re)\s*:\s*"
    r"(?P<value>\S.*?)\s*$",
    re.IGNORECASE,
)
_ISSUE: Final = re.compile(
    r"\b(?:release|briefing|statement|remarks|transcript|readout|bulletin|press|report|dispatch"
    r"|communiqu[eé]|letter|summary)\b",
    re.IGNORECASE,
)
_CAPITAL: Final = r"[^\W\d_a-z][\w.'’\-]*"
_OFFICE: Final = re.compile(
    r"(?:the\s+)?(?:office|bureau|department|ministry|embassy|mission|permanent mission)\s+of\b"
    r"|via\s+\w+$|\d\d?:\d\d\b.{0,15}$|[^,]{3,40},\s+(?:[\w.]+\s+){0,3}(?:secretary|minister|ambassador|president"
    r"|spokes\w+|director|envoy|representative|chargé)\b(?:\s+(?:of|to|for)\b|[^\w]*$)",
    re.IGNORECASE,
)
_LONGEST_OFFICE: Final = 16
_PLACES: Final = re.compile(
    rf"{_CAPITAL}(?:\s+{_CAPITAL}){{0,2}},\s+(?:the\s+)?{_CAPITAL}(?:\s+{_CAPITAL})?"
)
_BYLINE: Final = re.compile(r"\W*by:?\s+(?P<names>\S.{2,120})$", re.IGNORECASE)
_NAME: Final = re.compile(
    rf"{_CAPITAL}(?:\s+(?:{_CAPITAL}|(?:a[ldnrsz]|e[lr])-{_CAPITAL}"
    r"|(?:de|da|del|der|van|von|bin|bint|al|el|ibn|ben|la|le)\b)){1,4}"
)
_BYLINE_END: Final = re.compile(r"\s+[|–—-]\s+|\s*[|•·]\s*|\s+(?:for|in|at|of|from|on)\s+")
_AND: Final = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+", re.IGNORECASE)
_PLACE: Final = r"(?P<place>[^\W\d_a-z][^\n()\[\]:;—–]{1,60}?)"
_AGENCY: Final = r"(?P<agency>[^\W\d_a-z][^()\n]{1,40}?)"
_DASH: Final = r"\s*(?:--?|[–—―])\s+"
_WITH_AGENCY: Final = re.compile(rf"(?:{_PLACE}\s*)?\({_AGENCY}\){_DASH}")
_WITHOUT_AGENCY: Final = re.compile(rf"{_PLACE}{_DASH}")
_PERSONS: Final = re.compile(r"[;,]|\sand\s")
_SEVERAL_WORDS: Final = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[\w.'’-]+)+")
_AND_WORD: Final = re.compile(r"\s(?:and|&)\s", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.;:,][”\"’']?\s*$")


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known of a document's origin; `published` is EDTF.

    `doubts` are problems with the date: they are void once a better date is known.
    """

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    doubts: tuple[Problem, ...] = ()

    @staticmethod
    def of(draft: Draft) -> Clues:
        """What a file says of itself outside its text."""
        return Clues(draft.title, draft.publisher, draft.authors, draft.published)

    def over(self, other: Clues) -> Clues:
        """These clues, with what they lack from `other`."""
        return Clues(
            title=self.title or other.title,
            publisher=self.publisher or other.publisher,
            authors=self.authors or other.authors,
            published=self.published or other.published,
            doubts=self.doubts if self.published else (*self.doubts, *other.doubts),
        )

    def problems(self, made: str | None) -> tuple[Problem, ...]:
        """What is doubtful about the date, or that there is none.

        `made` is the day the file was made: no date of publication, but worth knowing.
        """
        if self.published or self.doubts:
            return self.doubts
        hint = f" (the file was made on {made})" if made else ""
        return (Problem(what=f"no date of publication was found: give it with --date{hint}"),)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text that is not blank, and its offsets."""

    text: str
    start: int
    end: int


def persons(stated: str) -> tuple[str, ...]:
    """The names of persons in the author field of a file; a single word is an account's name.

    >>> persons("Jane Doe; jdoe")
    ('Jane Doe',)
    """
    parts = (part.strip() for part in _PERSONS.split(stated))
    return tuple(part for part in parts if _SEVERAL_WORDS.fullmatch(part))


def clues(text: str) -> Clues:
    """What the head of `text` says of its own origin.

    >>> clues("WASHINGTON, Jan 5, 2020 (Gulf Wire) - Talks began.").publisher
    'Gulf Wire'
    """
    lines = head(text)
    found = Clues()
    for line in lines:
        found = found.over(_named(line)).over(_agency(line)).over(_byline(line))
    return found.over(Clues(title=_title(text))).over(_published(text, lines))


def head(text: str) -> list[Line]:
    """The first lines of `text` that are not blank."""
    matches = islice(_LINE.finditer(text, 0, _HEAD_CHARACTERS), _HEAD_LINES)
    return [Line(match[0].strip(), match.start(), match.end()) for match in matches]


def _title(text: str) -> str | None:
    """The headline: the first paragraph that is no label, byline or date.

    It is short, has more text below it and does not end as a sentence.
    """
    end_of_text = len(text.rstrip())
    for match in _PARAGRAPH.finditer(text, 0, _HEAD_CHARACTERS):
        if _is_furniture(match[0]):
            continue
        words = match[0].split()
        short = len(match[0]) <= _LONGEST_TITLE and len(words) <= _MOST_TITLE_WORDS
        is_title = short and match.end() < end_of_text and not _SENTENCE_END.search(match[0])
        return " ".join(words) if is_title and not dateline(match[0]) else None
    return None


def _is_furniture(paragraph: str) -> bool:
    """Whether a paragraph at the head is a label, a byline, an office, a place or a date."""
    first = Line(paragraph.partition("\n")[0].strip(), 0, 0)
    labelled = _LABEL.match(first.text) or _NAMED.match(first.text) or _BYLINE.match(first.text)
    dated = _is_a_date(first.text) and not _ISSUE.search(first.text)
    office = _OFFICE.match(first.text) and len(first.text.split()) <= _LONGEST_OFFICE
    place = _PLACES.fullmatch(first.text)
    return len(paragraph) <= _LONGEST_LINE and bool(labelled or dated or office or place)


def _named(line: Line) -> Clues:
    """What a line such as "Source: Gulf Wire" or "Subject: Talks" names."""
    match = _NAMED.match(line.text)
    if not match:
        return Clues()
    value = match["value"]
    match match["label"].lower():
        case "title" | "headline" | "subject" | "re":
            return Clues(title=value)
        case "source" | "publisher":
            return Clues(publisher=value)
        case _:
            return Clues(authors=_names(value))


def _agency(line: Line) -> Clues:
    """The agency that a dateline names in brackets."""
    match = dateline(line.text)
    agency = match.groupdict().get("agency") if match else None
    return Clues(publisher=agency)


def _byline(line: Line) -> Clues:
    """The authors that a line such as "By Jane Doe and John Roe" names."""
    match = _BYLINE.match(line.text)
    short = len(line.text) <= _LONGEST_LINE and not _SENTENCE_END.search(line.text)
    return Clues(authors=_names(match["names"])) if match and short else Clues()


def _names(written: str) -> tuple[str, ...]:
    """The names of persons in the words of a byline.

    After a comma comes another author only if an "and" follows; otherwise an office or a paper.
    """
    people = _BYLINE_END.split(written)[0]
    parts = _AND.split(people) if _AND_WORD.search(people) else people.split(",")[:1]
    names = (_NAME.fullmatch(part.strip(" .,*")) for part in parts)
    return tuple(_cased(match[0]) for match in names if match)


def _cased(name: str) -> str:
    return name.title() if name.isupper() else name


def _published(text: str, lines: list[Line]) -> Clues:
    """The date of publication, from the surest place that holds a full one."""
    for place in (_in_label, _in_dateline, _on_its_own, _in_heading, _in_later_label):
        for line in lines:
            date = place(text, line)
            if date:
                doubts = (_doubt(text, date.start, date.end, date.doubt),) if date.doubt else ()
                return Clues(published=date.edtf, doubts=doubts)
    return Clues(doubts=tuple(_without_year(text, lines)))


def _in_label(text: str, line: Line, *, later: bool = False) -> datelines.FullDate | None:
    """The date after "Published:" and the like; after "Updated:" if `later`."""
    match = _LABEL.match(text, line.start, line.end)
    if not match or bool(_LATER.search(match["label"])) is not later:
        return None
    if len(line.text) > _LONGEST_LINE:
        return None
    date = datelines.find(text, start=match.end(), end=line.end)
    return date if date and date.start - match.end() <= _LONGEST_REST else None


def _in_later_label(text: str, line: Line) -> datelines.FullDate | None:
    return _in_label(text, line, later=True)


def _in_dateline(text: str, line: Line) -> datelines.FullDate | None:
    """The date within "Baghdad, March 14, 2020 (Gulf Wire) -"."""
    match = dateline(line.text)
    if not match:
        return None
    start = text.index(line.text, line.start)
    return datelines.find(text, start=start, end=start + match.end())


def _on_its_own(text: str, line: Line) -> datelines.FullDate | None:
    """The date of a line that holds little else: a weekday, a time, a place."""
    if not _is_a_date(line.text):
        return None
    return datelines.find(text, start=line.start, end=line.end)


def _in_heading(text: str, line: Line) -> datelines.FullDate | None:
    """The date at the end of a heading such as "Press Briefing – February 9, 2022"."""
    short = len(line.text) <= _LONGEST_LINE
    date = datelines.find(text, start=line.start, end=line.end)
    at_end = date and not text[date.end : line.end].strip(" )]")
    return date if short and at_end and _ISSUE.search(line.text) else None


def _is_a_date(line: str) -> bool:
    """Whether a line is a full date with at most a few other words and no sentence."""
    date = datelines.find(line)
    if not date or _SENTENCE_END.search(line):
        return False
    before, after = line[: date.start].strip(), line[date.end :].strip()
    rest = len(before) + len(after)
    quoted = before.startswith(("–", "—", "-", "“", '"'))  # who said it and when, below a motto
    return (
        not quoted
        and rest <= _LONGEST_REST
        and (not after or not before or before.endswith((",", "|", "·")))
    )


def _without_year(text: str, lines: list[Line]) -> Iterator[Problem]:
    """The datelines whose date lacks a year, as problems."""
    for line in lines:
        match = dateline(line.text)
        if not match:
            continue
        start = text.index(line.text, line.start)
        partial = datelines.find_without_year(text, start=start, end=start + match.end())
        if partial:
            what = "the dateline gives no year, so the date of publication is not known"
            yield _doubt(text, partial.start(), partial.end(), what)


def _doubt(text: str, start: int, end: int, what: str) -> Problem:
    return Problem(where=span(text, start, end), what=what)


def dateline(line: str) -> re.Match[str] | None:
    """The dateline that a line begins with.

    It names an agency in brackets, or a full or partial date, or a place all in capitals.
    """
    match = _WITH_AGENCY.match(line)
    if match:
        return match
    match = _WITHOUT_AGENCY.match(line)
    if not match:
        return None
    dated = datelines.find(match[0]) or datelines.find_without_year(match[0])
    return match if dated or match["place"].isupper() else None
