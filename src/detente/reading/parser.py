"""The provider of syntax: spaCy's small English pipeline, behind `syntax.Parser`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from detente.reading import garbage, pipeline
from detente.reading.forms import RULES, Form, Forms
from detente.reading.syntax import Sentence, Token
from detente.reading.tables import pairs
from detente.reading.tables import words as table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
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
        self._forms = Forms(pipeline)
        meta = pipeline.meta
        self._name = f"{meta['lang']}_{meta['name']}-{meta['version']}"

    @property
    def name(self) -> str:
        """Name and version of the pipeline."""
        return self._name

    def parse(self, pieces: Sequence[tuple[int, int, str]]) -> list[Sentence]:
        """Parse sentences, each given as (paragraph, start offset, text); one result for each."""
        words = [_marked(self._cut(text.translate(_PLAIN))) for *_, text in pieces]
        docs = (self._seen(each) for each in words)
        parsed = list(self._pipeline.pipe(docs, batch_size=256, disable=RULES))
        heads = map(_heads, parsed)
        read = zip(pieces, words, heads, self._forms.of(parsed), strict=True)
        return [
            Sentence.of(index, *piece, _tokens(each, above, told, piece[1], piece[2]))
            for index, (piece, each, above, told) in enumerate(read)
        ]

    def _cut(self, text: str) -> list[_Word]:
        """The words of a sentence as the pipeline cuts them, white space left out."""
        words, at = [], 0
        for length, spaced in self._pipeline.make_doc(text).to_array(["LENGTH", "SPACY"]).tolist():
            word = text[at : at + length]
            if not word.isspace():
                words.append(_Word(at, word, bool(spaced)))
            at += length + spaced
        return words

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
    lemma: str = ""


def _marked(words: list[_Word]) -> list[_Word]:
    """The words of a sentence, quotation marks and glosses marked as not to be seen."""
    words = _with_articles(words)
    _put_stand_ins(words)
    _hide_quotes(words)
    _hide_glosses(words)
    return words


def _with_articles(words: list[_Word]) -> list[_Word]:
    """The tokens with Arabic articles and the names they stand before as one: "al-Asad"."""
    joined: list[_Word] = []
    for word in words:
        if word.text[:1].isupper() and _is_article(*joined[-2:]):
            article = joined[-2]
            del joined[-2:]
            whole = (
                f"{article.text.capitalize()}-{word.text}"  # the pipeline knows names by capitals
            )
            joined.append(_Word(article.start, whole, word.spaced))
        else:
            joined.append(word)
    return joined


def _is_article(*words: _Word) -> bool:
    """Whether words are an Arabic article and its hyphen, with nothing between or behind."""
    return (
        [w.text for w in words[1:]] == ["-"]
        and not any(w.spaced for w in words)
        and words[0].text.lower() in table("name_articles")
    )


def _put_stand_ins(words: list[_Word]) -> None:
    """Show the pipeline other initials for those it takes for plain words: "IS fighters". Not in a
    line in capitals, nor where a pronoun stands before ("it IS true").
    """
    if not any(w.text.islower() for w in words):
        return
    before = ""
    for word in words:
        if word.text in pairs("initials") and before not in pairs("pronouns"):
            word.lemma, word.text = word.text, pairs("initials")[word.text]
        before = word.text.lower()


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


def _tokens(
    words: list[_Word], heads: Sequence[int], forms: Sequence[Form], start: int, text: str
) -> Iterator[Token]:
    """The words with what the pipeline says of those it saw."""
    none_seen = not any(w.seen for w in words)
    place = [n for n, w in enumerate(words) if w.seen or none_seen]
    parsed = dict(zip(place, zip(heads, forms, strict=True), strict=True))
    last = place[0] if place else 0
    for n, word in enumerate(words):
        at, end = word.start, word.start + len(word.text)
        found = parsed.get(n)
        if found is None:
            head, form = last, _unseen(word)
        else:
            head, form, last = place[found[0]], found[1], n
        yield Token(
            n,
            start + at,
            start + end,
            text[at:end],
            word.lemma or form.lemma,
            form.pos,
            form.tag,
            head,
            form.relation,
            "",
        )


def _unseen(word: _Word) -> Form:
    """The form of a word that the pipeline did not see."""
    if word.gloss:
        return Form(word.text.lower(), "X", "XX", "gloss")
    return Form(word.text.lower(), "PUNCT", "''", "punct")


def _heads(doc: Doc) -> list[int]:
    """The index of the head of each word."""
    steps: NDArray[np.int64] = doc.to_array("HEAD").astype(np.int64)  # back is below zero
    found: list[int] = (steps + np.arange(len(steps))).tolist()
    return found


@cache
def default_parser() -> SpacyParser:
    """The small English pipeline without its names, loaded once a process."""
    loaded = pipeline.load(exclude=["ner"])
    _multiplying_with_numpy(loaded)
    garbage.keep()
    return SpacyParser(loaded)


def _multiplying_with_numpy(loaded: Language) -> None:
    """Have the networks of a pipeline multiply matrices with numpy: three times as fast here as
    what spaCy brings along, which knows no newer processors.
    """
    from thinc.api import NumpyOps  # noqa: PLC0415 - loading takes a second; only reading needs it

    multiplying = NumpyOps(use_blis=False)
    for _, part in loaded.pipeline:
        for layer in part.model.walk() if hasattr(part, "model") and part.model else ():
            layer.ops = multiplying
