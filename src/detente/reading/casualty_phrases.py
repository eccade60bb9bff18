"""Numbers of people, as phrases: "at least 12 soldiers", "a U.S. contractor", "Gen. Amir Rahimi".

Counts are bounds, low and high, either of them None where the words leave that side open:

    more than 100, at least 100    100, None       up to 20, nearly 20    None, 20
    between 5 and 7, 5 to 7        5, 7            about 40, some 40      40, 40
    dozens    24, None             several         3, None
    soldiers (no number)           None, None      a soldier, a name      1, 1

What an indefinite word is taken to mean at least stands in `data/casualty_words.tsv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from detente.reading import numerals
from detente.reading.tables import rows

__all__ = ["People", "alternation", "before", "quantities", "starting", "table"]

_WORD: Final = re.compile(r"\s{0,3}(?:\([A-Za-z]{2,8}\)\s)?([^\W_][\w.’'&/-]{0,40})")
_NAME: Final = re.compile(
    r"(?:(?:[A-Z][\w’'-]{0,30}\.?|al-[A-Z][\w’'-]{0,30}|bin|ibn|abu|von|van|de|la|el)\s){0,6}"
    r"(?:al-|el-|de)?[A-Z][\w’'-]{0,30}(?!\w)"
)
_ARTICLE: Final = re.compile(r"(?:an?|the|one|another|his|her|their|its|our|my)\s", re.IGNORECASE)
_NEXT: Final = re.compile(r"\s?,?\s+and\s+|\s?,\s+")
_NOT_MORE: Final = re.compile(
    r"\s+(?:of\s+(?:them|whom|which)|among|were|was|are|is|have|had|has|wounded|injured|hurt|died|dead)\b"
    r"|,\s+(?:were|was)\b",
    re.IGNORECASE,
)
_TITLE: Final = 4
"""A word of more letters with a full stop ends its sentence; "Gen." does not."""
_CLAUSE: Final = re.compile(r"[;:]|\b(?:and|but)\b", re.IGNORECASE)
_OF: Final = re.compile(r"\sof(?:\s[\w.’'-]{1,20}){0,4}\s")
_INCLUDING: Final = re.compile(r"\b(?:including|among\sthem)\s$", re.IGNORECASE)
_DATED: Final = re.compile(r"\b(\w{3,9})(?:(?<=\b\w{3})\.|(?<=\bSept)\.)?\s$")
_FAR: Final = 160
"""A subject is looked for in so many characters before its verb."""
_MODIFIERS: Final = 7
"""At most so many words stand between a number and the noun it counts."""


@dataclass(frozen=True, slots=True)
class People:
    """A phrase that names people: its span, and how many they are at least and at most."""

    start: int
    end: int
    low: int | None
    high: int | None


@cache
def table(name: str) -> dict[str, str]:
    """The words of a class of `casualty_words.tsv` with their values."""
    return {row["word"]: row["value"] for row in rows("casualty_words") if row["class"] == name}


def alternation(name: str) -> str:
    """The words of a class as alternatives of a regular expression, the longest first."""
    ordered = sorted(table(name), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s{1,3}") for word in ordered)


def quantities(text: str, start: int, end: int) -> list[People]:
    """The numbers between two offsets, in figures or words, exact or not, without their nouns."""
    return [found for m in _quantity().finditer(text, start, end) if (found := _quantified(m))]


def starting(text: str, start: int, end: int) -> People | None:
    """The people named by a phrase that begins right at an offset, joined ones added up."""
    first = _one_phrase(text, start, end)
    if first is None:
        return None
    total = first
    for _ in range(5):
        link = _NEXT.match(text, total.end, end)
        more = _one_phrase(text, link.end(), end, bare=False) if link else None
        listed = link is not None and ("and" in link.group() or _quantity().match(text, link.end()))
        if more is None or not listed or _NOT_MORE.match(text, more.end, end):
            return total
        total = People(
            total.start, more.end, _sum(total.low, more.low), _sum(total.high, more.high)
        )
    return total


def before(
    text: str, start: int, end: int, *, joined: bool = False, bare: bool = True
) -> People | None:
    """The people named by the phrase nearest before offset `end`, reaching back to `start` at most.

    `joined` adds up "two Americans and one Briton", as the subject of a plural verb; `bare` allows
    a number with no noun.
    """
    found: People | None = None
    for candidate in _candidates(text, start, end, bare=bare):
        if found is None:
            gap = text[candidate.end : end]
            if len(gap.split()) <= _MODIFIERS and not _CLAUSE.search(gap):
                found = candidate
        elif _counts_no_less(candidate, found) and (
            candidate.end == found.end or _OF.fullmatch(text, candidate.end, found.start)
        ):
            found = People(candidate.start, found.end, candidate.low, candidate.high)
        if found and _INCLUDING.search(text, start, found.start):
            found = None
    return _with_partner(text, start, found) if found and joined else found


def _counts_no_less(longer: People, known: People) -> bool:
    """Whether a longer phrase has a number if the shorter has: "the medics say five people"."""
    return (longer.low, longer.high) != (None, None) or (known.low, known.high) == (None, None)


def _candidates(text: str, start: int, end: int, *, bare: bool) -> list[People]:
    """Phrases that may be the subject of a verb at `end`, the nearest first."""
    near = max(start, end - _FAR)
    places = [m.start() for m in _beginning().finditer(text, near, end)]
    phrases = (_one_phrase(text, place, end, bare=bare) for place in reversed(places))
    found = [phrase for phrase in phrases if phrase is not None]
    names = [m for m in _NAME.finditer(text, near, end) if m.end() == end]
    if names and not any(f.end == end for f in found) and _is_person(names[0].group(), ""):
        found.insert(0, People(names[0].start(), end, 1, 1))
    return found


def _with_partner(text: str, start: int, second: People) -> People:
    """A phrase together with the one that "and" joins before it."""
    link = re.search(r",?\s+and\s+$", text[max(start, second.start - 8) : second.start])
    if link is None:
        return second
    stop = second.start - len(link.group())
    first = before(text, start, stop, bare=False)
    if first is None or first.end != stop:
        return second
    return People(
        first.start, second.end, _sum(first.low, second.low), _sum(first.high, second.high)
    )


def _sum(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first + second


@cache
def _beginning() -> re.Pattern[str]:
    """Where a phrase of people may begin: a number, an article, or the bare noun itself."""
    plurals = [word for word, number in table("person").items() if number == "plural"]
    nouns = "|".join(map(re.escape, sorted(plurals, key=len, reverse=True)))
    return re.compile(
        rf"(?<![\w.,:/-])(?:{_quantity().pattern}|(?:an?|the|another|his|her|their|its)\s|(?:{nouns})(?!\w))",
        re.IGNORECASE,
    )


@cache
def _quantity() -> re.Pattern[str]:
    number = numerals.pattern()
    return re.compile(
        rf"(?<![\w$£€#.,:/’'-])(?:between\s(?P<from>{number})\sand\s(?P<to>{number})"
        rf"|(?:(?P<bound>{alternation('bound')})\s{{1,3}})?"
        rf"(?:(?P<vague>{alternation('quantity')})"
        rf"|(?P<low>{number})(?:(?:\sto\s|\sor\s|\s?[-–]\s?)(?P<high>{number}))?"
        r"(?P<more>\sor\smore|-plus|\+)?))"
        r"(?!\w|\)|\s?[-–]\s?(?:year|month|week|day|hour|minute|mile|foot|member|man|person)|[.,:/][0-9]"
        r"|\s?(?:%|percent\b|per\scent\b)|(?:st|nd|rd|th)\b)",
        re.IGNORECASE,
    )


def _quantified(match: re.Match[str]) -> People | None:
    """The bounds a matched quantity says; None if its number cannot be read."""
    if match["vague"]:
        low, _, high = table("quantity").get(_folded(match["vague"]), "..").partition("..")
        return People(*match.span(), int(low) if low else None, int(high) if high else None)
    first = numerals.value(match["from"] or match["low"])
    last = match["to"] or match["high"]
    second = numerals.value(last) if last else first
    if first is None or second is None:
        return None
    kind = table("bound").get(_folded(match["bound"] or ""), "about")
    if kind == "low" or match["more"]:
        return People(*match.span(), first, None)
    if kind == "high":
        return People(*match.span(), None, second)
    return People(*match.span(), min(first, second), max(first, second))


def _folded(words: str) -> str:
    return " ".join(words.lower().split())


def _one_phrase(text: str, start: int, end: int, *, bare: bool = True) -> People | None:
    """The people of one phrase without its joined ones; `bare` allows a number with no noun."""
    match = _quantity().match(text, start, end)
    amount = _quantified(match) if match else None
    if amount is not None:
        noun = _noun(text, amount.end, end, counted=True)
        dated = _DATED.search(text, max(0, start - 12), start)
        if dated and dated[1] in table("calendar") and text[start].isdigit():
            return None  # a day: "Jan. 12", but not "on Monday. 12 people"
        if noun is not None and (bare or noun[1]):
            return People(start, noun[0], amount.low, amount.high)
        return None
    article = _ARTICLE.match(text, start, end)
    noun = (
        _noun(text, article.end() - 1 if article else start - 1, end) if article or bare else None
    )
    if article and noun and noun[1]:
        count = 1 if noun[1] == "singular" else None
        return People(start, noun[0], count, count)
    return None if article else _unnumbered(text, start, end, noun)


def _unnumbered(text: str, start: int, end: int, noun: tuple[int, str] | None) -> People | None:
    """A name, which is one person, or a plural without a number."""
    if noun and noun[1] == "plural":
        return People(start, noun[0], None, None)
    name = _NAME.match(text, start, end)
    if name is None or not _is_person(name.group(), text[name.end() : end]):
        return None
    return People(start, name.end(), 1, 1)


def _is_person(name: str, after: str) -> bool:
    """Whether capitalised words may be one person: not a day or month, nor several people."""
    parts = name.split()
    last = parts[-1]
    if {last, parts[0]} & table("calendar").keys() or last.lower() in table("stop"):
        return False
    return " " in name or (not last.endswith("s") and not re.match(r"\s[A-Za-z]*s\b", after))


def _noun(text: str, start: int, end: int, *, counted: bool = False) -> tuple[int, str] | None:
    """Where the noun that a phrase counts ends, and its number ("" where there is no noun).

    None if what follows does not name people: "two bills". Where a number stands before it, an
    unknown name in capitals is taken for people: "12 Taliban".
    """
    at, words, last = start, 0, ""
    found: tuple[int, str] | None = None
    while words < _MODIFIERS and (match := _WORD.match(text, at, end)):
        word = match[1].rstrip(".")
        if word.lower() in table("stop") or word in table("calendar"):
            break
        number = table("person").get(word) or table("person").get(word.lower())
        if number is None and found and not (found[1] == "singular" and last[0].isupper()):
            break
        last = word
        at, words = match.end(), words + 1
        if number:
            found = (match.start(1) + len(word), number)
        elif match[1].endswith(".") and len(word) > _TITLE and "." not in word:
            break
    if found or not words:
        return found or (start, "")
    plural = (counted and last[0].isupper()) or last.endswith(tuple(table("suffix")))
    return (at, "plural") if plural else None
