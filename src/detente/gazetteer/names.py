"""Names as they are written: cut into words, folded to one form, and held to their capitals.

The normal form of a name forgets what writers and typesetters vary: case, diacritics, apostrophes,
the dots of initialisms, hyphens against spaces, soft hyphens and other invisible marks, a leading
"the", the possessive 's, and al- against el-. What it must not forget, whether "us" is a pronoun
or a country, is kept apart as the name's *capitals*.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from detente.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ANY: Final = 0
"""The word may be written in any case."""
CAPITAL: Final = 1
"""The word must begin with a capital."""
MIXED: Final = 2
"""The word must have a capital within: "LeT" is a group, "Let" is not."""
UPPER: Final = 3
"""The word must be all capitals."""

_INITIALISM: Final = ("capitals", "headline")
"""Rules of `common.tsv` for initialisms."""
_SHORT: Final = 3
"""Initialisms up to this length are written in capitals by everybody; longer ones are sometimes
written like words: "Nato", "Isis"."""
_ABBREVIATION: Final = 4
"""Length up to which a word followed by a dot may be an abbreviation inside a name: "Mt."."""

_MARKS: Final = (
    "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f"
)
"""Characters that are part of the word they stand in: combining and invisible ones."""
_APOSTROPHES: Final = "'’‘ʼʻʾʿ`´′＇‛"
_LETTER: Final = rf"[^\W\d_][{_MARKS}]*"
_WORD: Final = re.compile(
    rf"{_LETTER}(?:\.{_LETTER})+(?![\w{_MARKS}])\.?(?:[{_APOSTROPHES}][sS](?![\w{_MARKS}]))?"
    rf"|[^\W_][\w{_MARKS}]*(?:[{_APOSTROPHES}][\w{_MARKS}]+)*"
)
_TAIL: Final = re.compile(rf"[{_APOSTROPHES}](?:[sS]|ll|re|ve)\Z")
"""A possessive 's or a shortened verb."""
_LONGEST_TAIL: Final = 3
_INVISIBLE: Final = "".join(
    map(chr, (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF))
)
_GAP: Final = re.compile(
    rf"[{_APOSTROPHES}]?[.]?[^\S\n]*(?:\n[^\S\n]*)?"
    r"|[^\S\n]?[-‐‑‒–—−﹣－][^\S\n]?\n?"
    r"|[^\S\n]?&[^\S\n]?"
)
"""What may stand between two words of one name."""
_BLANK: Final = re.compile(r"\n[^\S\n]*\n\s*")
_BREAK: Final = re.compile(r"[.;:!?\n]")
_NEAR: Final = 3
"""How many words on each side show whether a line is written in capitals."""
_PLAIN: Final = str.maketrans(
    dict.fromkeys(_APOSTROPHES + ".")
    | {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ŋ": "n"}
)
_ARTICLES: Final = {"el": "al"}
"""Spellings of the Arabic article within names to the one of the normal form."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its offsets without a possessive 's, where it ends with it, its form."""

    start: int
    end: int
    outer: int
    raw: str
    form: str


def words(text: str) -> list[Word]:
    """The words of a text in order. Offsets count code points."""
    return [word for paragraph in paragraphs(text) for word in paragraph]


def paragraphs(text: str) -> Iterator[list[Word]]:
    """The words of each paragraph of a text, so that a long text need not be held in words.

    Paragraphs are parted by blank lines, which no name crosses.
    """
    start = 0
    for blank in _BLANK.finditer(text):
        yield _words(text, start, blank.start())
        start = blank.end()
    yield _words(text, start, len(text))


def _words(text: str, start: int, end: int) -> list[Word]:
    return [_word(m.start(), m.end(), m.group()) for m in _WORD.finditer(text, start, end)]


def key(name: str) -> str:
    """The normal form of a name: its words folded, joined by a blank, without a leading "the".

    >>> key("The Kremlin’s"), key("U.S."), key("el-Sisi"), key("Erdoğan")
    ('kremlin', 'us', 'al sisi', 'erdogan')
    """
    forms = [_folded(m.group())[0] for m in _WORD.finditer(name)]
    if len(forms) > 1 and forms[0] == "the":
        del forms[0]
    return " ".join(forms)


def capitals(name: str) -> tuple[int, ...]:
    """What each word of a name, as a table writes it, asks of the word in the text.

    A leading "the" counts as it does in `key`: not at all. A name without any capital asks for
    one in every word, since names in text have one.

    >>> capitals("Ministry of Defence"), capitals("US Army"), capitals("NATO")
    ((1, 0, 1), (3, 1), (1,))
    """
    raws = [m.group() for m in _WORD.finditer(name)]
    if len(raws) > 1 and raws[0].lower() == "the":
        del raws[0]
    asked = tuple(map(_asked, raws))
    return asked if any(asked) else (CAPITAL,) * len(asked)


def fits(word: Word, asked: int) -> bool:
    """Whether a word of a text has the capitals asked of it."""
    if asked == ANY:
        return True
    own = word.raw[: word.end - word.start]
    if asked == CAPITAL:
        return own[0].isupper() or own[0].isdigit()
    return own.isupper() if asked == UPPER else any(map(str.isupper, own[1:]))


def joined(text: str, first: Word, second: Word) -> bool:
    """Whether two words that follow each other in a text may belong to one name."""
    gap = text[first.outer : second.start]
    if gap in (" ", "-"):
        return True
    if gap.startswith(".") and len(first.form) > _ABBREVIATION:
        return False
    return _GAP.fullmatch(gap) is not None


def shouted(text: str, every: Sequence[Word], at: int) -> bool:
    """Whether an initialism that spells a common word may be just that word, in capitals.

    True for "WHO" in "MAN WHO STOLE"; false where a word near it in its sentence is written
    small. The words whose rule is `headline` are taken for names at the start of a sentence in
    capitals, where headlines put their subject.
    """
    found = every[at]
    rule = common().get(found.form)
    if rule not in _INITIALISM or "." in found.raw:
        return False
    before = list(_near(text, every, range(at, max(at - _NEAR, 0), -1), -1))
    after = list(_near(text, every, range(at, min(at + _NEAR, len(every) - 1)), 1))
    beside = [w.raw for w in before + after if len(w.form) > 1]
    if not beside or not all(raw.isupper() for raw in beside):
        return False
    return rule != "headline" or bool(before and before[0].form != "the")


def _near(text: str, every: Sequence[Word], places: range, step: int) -> Iterator[Word]:
    """The words before or after one, nearest first, as long as its sentence goes on."""
    for place in places:
        first, second = sorted((place, place + step))
        if _BREAK.search(text, every[first].outer, every[second].start):
            return
        yield every[place + step]


@cache
def common() -> dict[str, str]:
    """Names that also spell common words, in normal form, to the rule of `common.tsv`.

    `capitals`: an initialism, no name in a line in capitals; `headline`: the same, but it may open
    such a line; `article`: a name only after "the"; `look-up`: never taken for a name in text.
    """
    return {key(row["word"]): row["rule"] for row in rows("detente.gazetteer", "common")}


def _word(start: int, end: int, raw: str) -> Word:
    form, length = _folded(raw)
    return Word(start, start + length, end, raw, form)


@lru_cache(maxsize=65_536)
def _folded(raw: str) -> tuple[str, int]:
    """The folded form of a word and its length without a possessive 's and what is invisible."""
    own = raw.rstrip(_INVISIBLE)
    tail = _TAIL.search(own, max(len(own) - _LONGEST_TAIL, 0))
    own = own[: tail.start()].rstrip(_INVISIBLE) if tail else own
    form = own.lower()
    if not own.isascii():
        form = "".join(_letters(form))
    form = form.translate(_PLAIN)
    return _ARTICLES.get(form, form), len(own)


def _letters(form: str) -> Iterator[str]:
    for char in unicodedata.normalize("NFKD", form.replace("ß", "ss")):
        if unicodedata.category(char) not in ("Mn", "Me", "Cf", "Lm"):
            yield char.lower()


def _asked(raw: str) -> int:
    form, length = _folded(raw)
    own = raw[:length]
    short = 1 < len(form) <= _SHORT
    if own.isupper() and (short or common().get(form) in _INITIALISM):
        return UPPER
    if short and any(map(str.isupper, own[1:])):
        return MIXED
    return CAPITAL if own[:1].isupper() else ANY
