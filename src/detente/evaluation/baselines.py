"""Baselines that several tasks share: the commonest answer, and words weighed by a classifier.

A task with a baseline of its own keeps it in its own module. Each is a function from training
cases to an answerer; scikit-learn is wanted where it is used, by the extra `eval`.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from detente.evaluation.core import Answer, Answerer, Baseline, Case, Unavailable
from detente.reading import pipeline
from detente.reading.sentences import split

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.language import Language

    Label = Callable[[Case], str | None]
    """The label of a training case, None if it has none."""
    Text = Callable[[Case], str]

_ROUNDS: Final = 2000


def text_of(case: Case) -> str:
    """The text of a case, as it is."""
    return str(case["text"])


def majority(label: Label) -> Baseline:
    """A baseline that always gives the commonest label (the first of the alphabet among equals).

    It raises `Unavailable` without a training case that has a label.
    """

    def learn(train: Sequence[Case]) -> Answerer:
        seen = Counter(sorted(found for case in train if (found := label(case)) is not None))
        if not seen:
            raise Unavailable("no training cases")
        commonest = seen.most_common(1)[0][0]
        return lambda _case: commonest

    return learn


def tf_idf(label: Label, text: Text = text_of) -> Baseline:
    """A baseline of words and pairs of words, weighed by TF-IDF, and logistic regression.

    Both with the defaults of scikit-learn. The baseline raises `Unavailable` without that
    library, or without training cases of two labels.

    Args:
        label: What it learns of a training case.
        text: What it sees of a case.
    """

    def learn(train: Sequence[Case]) -> Answerer:
        known = [(text(case), found) for case in train if (found := label(case)) is not None]
        if len({found for _, found in known}) <= 1:
            raise Unavailable("no training cases")
        try:
            from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - optional
            from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - optional
            from sklearn.pipeline import make_pipeline  # noqa: PLC0415 - optional
        except ImportError as error:
            raise Unavailable("needs scikit-learn: install detente[eval]") from error
        model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(max_iter=_ROUNDS)
        )
        model.fit([words for words, _ in known], [found for _, found in known])

        def answered(case: Case) -> Answer:
            return str(model.predict([text(case)])[0])

        return answered

    return learn


@lru_cache(maxsize=1024)
def pipeline_names(text: str) -> tuple[tuple[int, int, str], ...]:
    """The names that spaCy's small English pipeline finds in a text: start, end, OntoNotes type.

    It is given the text sentence by sentence, as detente cuts it.
    """
    cut = split(text)
    docs = _pipeline().pipe((piece for *_, piece in cut), batch_size=64)
    return tuple(
        (at + name.start_char, at + name.end_char, name.label_)
        for (_, at, _), doc in zip(cut, docs, strict=True)
        for name in doc.ents
    )


@cache
def _pipeline() -> Language:
    return pipeline.load()
