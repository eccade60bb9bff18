"""Texts as they come: news-like sentences, and characters that break offsets."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

__all__ = ["documents", "hostile", "sentences"]

_HOSTILE: Final = (
    "\u00a0", "\u202f", "\u2009", "\u3000", "\u2028", "\u2029", "\u0085", "\u000b", "\t", "\r\n",
    "\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u200f", "\u202e",
    "\u202c", "\u0301", "\u0308", "e\u0301", "Å", "ﬁ", "ı", "İ", "ß", "ǅ", "½", "²", "٣", "Ⅳ",
    "“", "”", "„", "«", "»", "‘", "’", "‚", '"', "'", "`", "``", "''", "(", ")", "[", "]", "{", "}",
    "“‘", "’”", "([", "])", "—", "–", "‑", "-", "…", "...", ".", "?!", ":", ";", ",", "•", "*",
    "😀", "👩\u200d🚀", "🇮🇶", "1️⃣", "中", "العراق", "Київ", "한", "\x00", "\x1b", "\ud7ff", "￼",
    "�", "𝕴", "\U0010ffff",
)  # fmt: skip
_PARTIES: Final = (
    "Iran", "the United States", "U.S. officials", "an Iran-backed militia", "Iraqi forces", "NATO",
    "Hezbollah", "the Iraqi Security Forces (ISF)", "Tehran", "both sides", "it", "they",
    "Gen. Amir", "the coalition [of states]", "North Korea", "the North", "Iraq’s parliament",
    "militants",
)  # fmt: skip
_ACTS: Final = (
    "attacked", "blamed {other} for an attack that killed", "signed an agreement with",
    "suspended the training of", "called for the withdrawal of", "did not threaten", "met",
    "responded with airstrikes on", "cut ties with", "was struck by", "may invade", "told",
    "denied that it had shelled", "resumed talks with", "fired two rockets at a base housing",
)  # fmt: skip
_TAILS: Final = (
    "", " on Monday", " in Baghdad in March", " in December", ", injuring more than 100 people",
    " because of the strike", ", according to a report", " in response to the killing of a general",
    ", “the office” said", " two weeks ago", ", the ministry said (in Arabic)",
    ", he said, but “no",
)  # fmt: skip
_ENDS: Final = (".", ". ", ".\n", ".\n\n", ".” ", "?", "", " — ", "\n")


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A sentence as news has them, of parties, acts and circumstances in any combination."""
    one, other, third = (draw(st.sampled_from(_PARTIES)) for _ in range(3))
    act = draw(st.sampled_from(_ACTS)).format(other=third)
    words = f"{one} {act} {other}{draw(st.sampled_from(_TAILS))}"
    return words[0].upper() + words[1:] + draw(st.sampled_from(_ENDS))


def hostile() -> st.SearchStrategy[str]:
    """Characters that break offsets: odd spaces and line ends, invisible and combining marks,
    marks of direction, quotation marks and brackets without their other half, emoji.
    """
    return st.lists(st.sampled_from(_HOSTILE), max_size=6).map("".join) | st.text(max_size=8)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """News-like sentences with hostile characters between them and inside their words."""
    text = ""
    for _ in range(draw(st.integers(0, 4))):
        words = draw(sentences())
        at = draw(st.integers(0, len(words)))
        text += words[:at] + draw(hostile()) + words[at:] + draw(hostile())
    return text
