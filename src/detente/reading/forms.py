"""What the pipeline's rules say of a word: its part of speech and its lemma, asked once a word.

spaCy's attribute ruler and lemmatizer look at a word, its tag and its relation, and in a few rules
at the word beside it. Run over every sentence they take longer than its parser. So each word with
its tag and relation is asked about once and remembered; the sentences in which a rule about two
words applies are given to the pipeline whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RULES: Final = ("attribute_ruler", "lemmatizer")
"""The parts of the pipeline that this module stands in for."""
_REMEMBERED: Final = 50_000
"""Words remembered at most; then remembering begins anew, so that memory stays flat."""
_ASKED: Final[list[int | str]] = ["ORTH", "TAG", "DEP"]
_TOLD: Final[list[int | str]] = ["LEMMA", "POS", "TAG", "DEP"]


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
        self._known: dict[tuple[int, ...], Form] = {}
        self._of_two = Matcher(pipeline.vocab)
        for number, rule in enumerate(self._rules[0].patterns):
            if any(len(pattern) > 1 for pattern in rule["patterns"]):
                self._of_two.add(str(number), rule["patterns"])

    def of(self, doc: Doc) -> list[Form]:
        """The forms of the words of a sentence, tagged and parsed but not given to `RULES` yet.

        They are given it only where a rule takes two of its words together.
        """
        if self._of_two(doc, allow_missing=True):
            return self._ruled(doc)
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        return [self._form(*word) for word in doc.to_array(_ASKED).tolist()]

    def _form(self, *key: int) -> Form:
        """The form of a word of a tag and a relation, whatever stands beside it."""
        known = self._known.get(key)
        if known is None:
            (known,) = self._ruled(self._alone(*(self._vocab.strings[part] for part in key)))
            self._known[key] = known
        return known

    def _alone(self, word: str, tag: str, relation: str) -> Doc:
        from spacy.tokens import Doc  # noqa: PLC0415 - as above

        return Doc(self._vocab, words=[word], tags=[tag], deps=[relation], heads=[0])

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
