"""What is remembered of words is what the pipeline says of them in their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading import forms
from detente.reading import pipeline as shipped
from detente.reading.forms import RULES, Form, Forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

SENTENCES = (
    "Let's see what they ain't gonna say.",
    "There's a base there, and there is a town that the rebels didn't hold.",
    "He's said it has been his, and that he'd had it taken.",
    "That is the one that those who left have not seen.",
    "Troops do fight; they did so, as does the army they had.",
    "She got it; y'all gotta c'mon and let us be.",
    "Nothin' was left of the better-armed convoys' fuel.",
)


@pytest.fixture(scope="module")
def pipeline() -> Language:
    return shipped.load(exclude=["ner"])


def whole(pipeline: Language, text: str) -> list[Form]:
    """The forms of a text as the pipeline gives them without anything remembered."""
    return [Form(t.lemma_.lower(), t.pos_, t.tag_, t.dep_) for t in pipeline(text)]


@pytest.mark.parametrize("text", SENTENCES)
def test_forms_are_what_the_pipeline_gives(pipeline: Language, text: str) -> None:
    known = Forms(pipeline)
    for other in SENTENCES:
        known.of([pipeline(other, disable=list(RULES))])
    assert known.of([pipeline(text, disable=list(RULES))]) == [whole(pipeline, text)]


def test_a_rule_about_two_words_says_nothing_of_the_same_word_elsewhere(pipeline: Language) -> None:
    known = Forms(pipeline)
    for text in ("Let's go.", "It's a war.", "Let's go."):
        assert known.of([pipeline(text, disable=list(RULES))]) == [whole(pipeline, text)]


def test_each_word_is_asked_about_once(pipeline: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    known, asked = Forms(pipeline), list[tuple[int, ...]]()
    side_by_side = known._side_by_side

    def asking(keys: Sequence[tuple[int, ...]]) -> Doc:
        asked.extend(keys)
        return side_by_side(keys)

    monkeypatch.setattr(known, "_side_by_side", asking)
    doc = pipeline("They hold a town and they hold a base.", disable=list(RULES))
    known.of([doc, doc])
    once = list(asked)
    known.of([doc])
    assert len(once) == len(set(once)) > 0
    assert asked == once


def test_words_that_make_two_only_side_by_side_are_asked_about_apart(pipeline: Language) -> None:
    known = Forms(pipeline)
    texts = ("They let", "'s that it?", "There", "is a base.")
    docs = [pipeline(text, disable=list(RULES)) for text in texts]
    assert known.of(docs) == [whole(pipeline, text) for text in texts]


def test_no_more_is_remembered_than_there_is_room_for(
    pipeline: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "_REMEMBERED", 3)
    known = Forms(pipeline)
    for text in SENTENCES:
        assert known.of([pipeline(text, disable=list(RULES))]) == [whole(pipeline, text)]
    longest = max(len(pipeline.make_doc(text)) for text in SENTENCES)
    assert len(known._known) <= 3 + longest
