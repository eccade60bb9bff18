"""Whose words a text is: the agency or paper that it credits.

Papers print agencies' stories and say so in few, fixed ways: in the dateline ("BAGHDAD (Gulf Wire)
-"), the byline ("By Gulf Wire", "Reuters via Harbor Courier"), a labelled line ("Source: Gulf
Wire"), a credit below the story ("First published by Gulf Wire"), or in the opening paragraph
("Tasnim reported on Friday"). Only those places are read; where none of them names anybody the
words may be the publisher's own, and the origin stays unknown.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from detente import gazetteer, tables
from detente.sources.metadata import dateline, head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST_LINE: Final = 90
_LONGEST_CREDIT: Final = 200
_MOST_WORDS: Final = 6
_FOOT_LINES: Final = 4
_FOOT_CHARACTERS: Final = 2_000
_LONGEST_LEAD: Final = 800
_NAME: Final = r"(?P<name>[^\W\d_][\w.'’&\- ]*?)"
_LABELLED: Final = re.compile(rf"\W*(?:source|credit)s?\s*:\s*{_NAME}\W*", re.IGNORECASE)
_VIA: Final = re.compile(rf"\W*(?:by\s+)?{_NAME}\s+via\s+\S.*", re.IGNORECASE)
_BYLINE: Final = re.compile(r"\W*by:?\s+(?P<names>\S.*)", re.IGNORECASE)
_PARTS: Final = re.compile(r"\s*[,/|•·()]\s*|\s+[–—-]\s+|\s+(?:and|for|of|at|with)\s+")
_STAFF: Final = re.compile(
    r"\s+(?:staff|reporters?|correspondents?|writers?)\b.*|\s+in\s+.*", re.IGNORECASE
)
_REPRINTED: Final = re.compile(
    r"\W*th(?:is|e)\s+(?:story|article|report|dispatch|item)\b[^.]{0,40}?"
    r"\b(?:published|appeared|provided|produced|supplied|distributed|written)\b[^.]{0,20}?"
    rf"\s(?:by|in|on)\s+(?:the\s+)?{_NAME}\W*",
    re.IGNORECASE,
)
_COPYRIGHT: Final = re.compile(
    rf"\W*(?:©|\(c\)|copyright)[\s\d,–-]*(?:by\s+)?(?:the\s+)?{_NAME}(?:[.,;|].*)?", re.IGNORECASE
)
_SIGNED: Final = re.compile(
    rf"(?:.*\s)?[(\[]{_NAME}[)\]]\W*|\s*[–—-]{{1,2}}\s*{_NAME.replace('name', 'own')}\W*"
)
_REPORTED_BEFORE: Final = re.compile(r"\b(?:reported\s+by|told)\s+(?:the\s+)?$", re.IGNORECASE)
_REPORTED_AFTER: Final = re.compile(r",?\s+(?:has\s+)?(?:reported|reports)\b")
_REPORTING: Final = re.compile(r"\b(?:report|told\b)", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.!?][”\"’')\]]*\s*$")


def origin(text: str, *, authors: Iterable[str] = (), publisher: str | None = None) -> str | None:
    """The name of the agency or paper whose words `text` says it is, or `None`.

    Agencies that the gazetteer knows are given by the name it leads with, others as written.

    Args:
        text: The canonical text of a document.
        authors: Names that the file or its byline gives as authors.
        publisher: Who published it: that it quotes itself is no credit to another.

    >>> origin("BAGHDAD (AP) - Rockets hit a base.", publisher="Harbor Courier")
    'Associated Press'
    """
    credits_in_order = (_from_head(text), _from_authors(authors), _from_foot(text))
    named = next((name for found in credits_in_order for name in found), None)
    return named or _from_lead(text, publisher)


def _from_head(text: str) -> Iterator[str]:
    """Yield who is credited above the story, and in the dateline that opens it."""
    for line in head(text):
        match = dateline(line.text)
        agency = match.groupdict().get("agency") if match else None
        if agency and _is_a_name(agency):
            yield _canonical(agency)
        if len(line.text) > _LONGEST_LINE or _SENTENCE_END.search(line.text):
            continue
        if match := _LABELLED.fullmatch(line.text):
            yield _canonical(match["name"])
        elif match := _VIA.fullmatch(line.text):
            yield from _press(match["name"])
        elif match := _BYLINE.fullmatch(line.text):
            yield from _from_authors(_PARTS.split(match["names"]))


def _from_authors(authors: Iterable[str]) -> Iterator[str]:
    for author in authors:
        yield from _press(_STAFF.sub("", author))


def _from_foot(text: str) -> Iterator[str]:
    """Yield who is credited below the story."""
    lines = text[-_FOOT_CHARACTERS:].rstrip().splitlines()
    for line in reversed(lines[-_FOOT_LINES:]):
        if match := _SIGNED.fullmatch(line[-_LONGEST_CREDIT:]):
            yield from _press(match["name"] or match["own"])
        if len(line) > _LONGEST_CREDIT:
            continue
        if match := _LABELLED.fullmatch(line):
            yield _canonical(match["name"])
        for form in (_REPRINTED, _COPYRIGHT):
            if match := form.fullmatch(line):
                yield from _press(match["name"])


def _from_lead(text: str, publisher: str | None) -> str | None:
    """The agency or paper that the opening paragraph retells, if it names no other."""
    lead = _lead(text)
    if not _REPORTING.search(lead):
        return None
    media = {
        entry.name: _tells(lead, match.start, match.end)
        for match in gazetteer.find(lead)
        for entry in match.entries
        if entry.kind == "media"
    }
    media.pop(_canonical(publisher or ""), None)
    return next((name for name, tells in media.items() if tells and len(media) == 1), None)


def _tells(text: str, start: int, end: int) -> bool:
    """Whether the agency named at `text[start:end]` is said to report, or to have been told."""
    return bool(_REPORTED_BEFORE.search(text, 0, start) or _REPORTED_AFTER.match(text, end))


def _lead(text: str) -> str:
    """The first paragraph that ends as a sentence does."""
    paragraphs = (each.strip() for each in re.split(r"\n\s*\n", text[: 4 * _LONGEST_LEAD]))
    return next((each[:_LONGEST_LEAD] for each in paragraphs if _SENTENCE_END.search(each)), "")


def _press(name: str) -> Iterator[str]:
    """Yield the name if it is that of an agency or a paper, and no person's."""
    plain = name.strip(" .,*")
    known = _known(plain)
    if known:
        yield known
    elif _is_a_name(plain) and plain.rpartition(" ")[2].casefold() in _nouns():
        yield plain


def _is_a_name(written: str) -> bool:
    """Whether words in the place of an agency's name can be one: no date, no remark."""
    words = written.split()
    no_number = not any(character.isdigit() for character in written)
    return 0 < len(words) <= _MOST_WORDS and no_number and not written.islower()


def _canonical(name: str) -> str:
    return _known(name) or " ".join(name.split())


def _known(name: str) -> str | None:
    """The name by which the gazetteer knows an agency, a paper or a station."""
    media = (entry.name for entry in gazetteer.lookup(name) if entry.kind == "media")
    return next(media, None) if name else None


@cache
def _nouns() -> frozenset[str]:
    return frozenset(row["word"] for row in tables.rows("detente.sources", "press_nouns"))
