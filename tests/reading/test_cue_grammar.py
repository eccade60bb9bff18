"""What grammar says of a cue that no rule knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading import cue_grammar
from detente.reading.attribution import UNSAID, Extent
from detente.reading.parser import default_parser
from detente.reading.sentences import split

if TYPE_CHECKING:
    from detente.reading.syntax import Sentence


def read(text: str, words: str) -> tuple[Sentence, Extent]:
    (sentence,) = default_parser().parse(split(text))
    start = text.index(words)
    return sentence, Extent(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "cue", "word", "attitude"),
    [
        ("Oslo could not resist pointing out that it won.", "pointing out", "pointing", "says"),
        ("Oslo is worried about the raid.", "is worried about", "worried", "fears"),
        ("The plan seems to have failed.", "seems", "seems", "believes"),
        ("Oslo grumbled about the raid.", "grumbled about", "grumbled", "says"),
        ("Oslo does not believe it.", "does not believe", "believe", "doubts"),
        ("Oslo has not acknowledged it.", "has not acknowledged", "acknowledged", UNSAID),
        ("The office declined to comment.", "declined", "declined", UNSAID),
    ],
)
def test_how_a_cue_is_meant(text: str, cue: str, word: str, attitude: str) -> None:
    found = cue_grammar.meaning(*read(text, cue))
    assert (found.word.text, found.attitude) == (word, attitude)


def test_the_subject_speaks_and_what_hangs_on_the_cue_is_said() -> None:
    text = "The mayor grumbled about the price of the bridge on Monday."
    sentence, cue = read(text, "grumbled about")
    head, _ = cue_grammar.meaning(sentence, cue)
    speaker = cue_grammar.speaker(sentence, head)
    (content,) = cue_grammar.complement(sentence, cue)
    assert speaker is not None
    assert text[slice(*speaker)] == "The mayor"
    assert text[slice(*content)].startswith("the price of the bridge")


def test_a_cue_without_a_verb_has_no_complement() -> None:
    assert cue_grammar.complement(*read("Mayor: it is over.", ":")) == ()


def test_the_subject_of_a_passive_is_spoken_to() -> None:
    sentence, cue = read("Donors have been urged to pay.", "have been urged")
    head, _ = cue_grammar.meaning(sentence, cue)
    assert cue_grammar.is_spoken_to(sentence, head, Extent(0, 6))
    assert not cue_grammar.is_spoken_to(sentence, head, cue)


@pytest.mark.parametrize(
    ("text", "who"), [("Nobody grumbled.", "Nobody"), ("No minister grumbled.", "minister")]
)
def test_who_is_no_one(text: str, who: str) -> None:
    sentence, extent = read(text, who)
    assert cue_grammar.is_nobody(sentence, sentence.between(*extent)[0])


def test_who_is_someone() -> None:
    sentence, extent = read("A minister grumbled.", "minister")
    assert not cue_grammar.is_nobody(sentence, sentence.between(*extent)[0])
