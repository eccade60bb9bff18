"""What the pipeline's rules say of a word: its part of speech and its lemma, asked once a word.

spaCy's attribute ruler and lemmatizer look at a word, its tag and its relation, and in a few rules
at the word beside it. Run over every sentence they take longer than its parser. So each word with
its tag and relation is asked about once, the new ones of a text together, and remembered; the
sentences in which a rule about two words applies are given to the pipeline whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

RULES: Final = ("attribute_ruler", "lemmatizer")
"""The parts of the pipeline that this module stands in for."""
_REMEMBERED: Final = 50_000
"""Words remembered at most; then remembering begins anew, so that memory stays flat."""
_ASKED: Final[list[int | str]] = ["ORTH", "TAG", "DEP"]
_TOLD: Final[list[int | str]] = ["LEMMA", "POS", "TAG", "DEP"]

_Key = tuple[int, ...]
"""A word, its tag and its relation, as numbers of the vocabulary."""


class Form(NamedTuple):
    """A word as the rules have it: lemma, Universal part of speech, Penn tag and relation."""

    lemma: str
    pos: str
    tag: str
    relation: str


class Forms:
    """The forms of the words of parsed sentences.

    Args:
        pipeline: A spaCy pipeline with the parts named in `RULES`.
    """

    def __init__(self, pipeline: Language) -> None:
        from spacy.matcher import Matcher  # noqa: PLC0415 - loading takes a second

        self._vocab = pipeline.vocab
        self._rules: list[Any] = [pipeline.get_pipe(name) for name in RULES]
        _index(self._rules[1])
        self._known: dict[_Key, Form] = {}
        self._leading: set[_Key] = set()
        self._of_two, self._first = Matcher(pipeline.vocab), Matcher(pipeline.vocab)
        for number, rule in enumerate(self._rules[0].patterns):
            if any(len(pattern) > 1 for pattern in rule["patterns"]):
                self._of_two.add(str(number), rule["patterns"])
                self._first.add(str(number), [pattern[:1] for pattern in rule["patterns"]])

    def of(self, docs: Sequence[Doc]) -> list[list[Form]]:
        """The forms of the words of sentences, tagged and parsed but not given to `RULES` yet.

        They are given them only where a rule takes two of their words together.
        """
        if len(self._known) > _REMEMBERED:
            self._known.clear()
            self._leading.clear()
        asked: list[list[_Key]] = [list(map(tuple, doc.to_array(_ASKED).tolist())) for doc in docs]
        self._learn([key for keys in asked for key in keys if key not in self._known])
        return [
            self._ruled(doc) if self._has_two(doc, keys) else [self._known[key] for key in keys]
            for doc, keys in zip(docs, asked, strict=True)
        ]

    def _has_two(self, doc: Doc, keys: Iterable[_Key]) -> bool:
        """Whether a rule takes two words of a sentence together."""
        if self._leading.isdisjoint(keys):
            return False
        return bool(self._of_two(doc, allow_missing=True))

    def _learn(self, keys: Iterable[_Key]) -> None:
        """Remember the forms of words of a tag and a relation, whatever stands beside them, and
        which of them may be the first of two that a rule takes together.
        """
        new = list(dict.fromkeys(keys))
        if not new:
            return
        doc = self._side_by_side(new)
        self._leading.update(new[at] for _, at, _ in self._first(doc, allow_missing=True))
        met = bool(self._of_two(doc, allow_missing=True))  # two that do so only here
        docs = [self._side_by_side([key]) for key in new] if met else [doc]
        forms = (form for each in docs for form in self._ruled(each))
        self._known.update(zip(new, forms, strict=True))

    def _side_by_side(self, keys: Iterable[_Key]) -> Doc:
        """Words of a tag and a relation as a text, each a sentence."""
        from spacy.tokens import Doc  # noqa: PLC0415 - as above

        strings = self._vocab.strings
        words, tags, relations = (
            [strings[part] for part in parts] for parts in zip(*keys, strict=True)
        )
        alone = list(range(len(words)))
        return Doc(self._vocab, words=words, tags=tags, deps=relations, heads=alone)

    def _ruled(self, doc: Doc) -> list[Form]:
        """The forms of the words of a sentence that is given to the rules whole."""
        for rule in self._rules:
            doc = rule(doc)
        strings = self._vocab.strings
        told = ([strings[part] for part in row] for row in doc.to_array(_TOLD).tolist())
        return [Form(lemma.lower(), pos, tag, relation) for lemma, pos, tag, relation in told]


def _index(lemmatizer: Any) -> None:  # noqa: ANN401 - spaCy does not type what it keeps
    """Have a lemmatizer look words up in sets: it comes with lists, up to 57,000 words long, which
    it searches from the start for every word it meets for the first time.
    """
    known = lemmatizer.lookups.get_table("lemma_index")
    for kind in known:
        known[kind] = frozenset(known[kind])
