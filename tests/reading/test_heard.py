"""What the heads hear: cues, and for each who speaks and what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from detente.reading import claims
from detente.reading.attribution import Extent
from detente.reading.heard import Heard, Parts
from detente.reading.parser import default_parser
from detente.reading.sentences import split
from tests.reading.ear import ear

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING = Parts(None, ())


def heard(text: str, **odds: Any) -> Heard:
    sentences = default_parser().parse(split(text))
    return Heard(sentences, claims.quotations(text, sentences), ear(text, **odds))


def place(text: str, words: str) -> Extent:
    start = text.index(words)
    return Extent(start, start + len(words))


def parts(
    text: str, cue: str, expected: Parts = NOTHING, taken: Sequence[Extent] = (), **odds: Any
) -> tuple[str | None, list[str]]:
    """Source and content of a cue, as words."""
    ears = heard(text, **odds)
    found = ears.parts(place(text, cue), expected, 2.0, ears.inside(taken))
    source = text[slice(*found.source)] if found.source else None
    return source, [text[slice(*e)] for e in found.content]


def test_words_beside_a_sure_one_are_of_its_cue_where_they_may_be() -> None:
    text = "The mayor said in a statement that it was over."
    ears = heard(text, cue={"said": 0.99, "in a statement": 0.45})
    (found,) = ears.cues()
    assert text[slice(*found.extent)] == "said in a statement"
    assert found.odds == np.float32(0.99)


def test_a_cue_has_no_marks_at_its_edges_but_may_be_one() -> None:
    text = "Mayor: it is over, he said, and left."
    found = [text[slice(*c.extent)] for c in heard(text, cue={":": 0.9, "said,": 0.9}).cues()]
    assert found == [":", "said"]


def test_the_parts_of_a_cue_are_one_source_and_stretches_of_content() -> None:
    text = "The raid, the mayor said, was a mistake."
    odds: dict[str, Any] = {
        "source": {"the mayor": 0.9},
        "content": {"The raid": 0.9, "was a mistake": 0.9},
    }
    assert parts(text, "said", **odds) == ("the mayor", ["The raid", "was a mistake"])


def test_a_word_of_doubt_does_not_break_content() -> None:
    text = "Oslo said that all of the talks had failed."
    odds: dict[str, Any] = {"content": {"that all": 0.9, "of": 0.4, "the talks had failed": 0.9}}
    assert parts(text, "said", **odds)[1] == ["that all of the talks had failed"]


def test_links_tell_whose_content_is_whose() -> None:
    text = "Oslo said it was over, and Rome warned it was not."
    tags: dict[str, Any] = {
        "source": {"Oslo": 0.9, "Rome": 0.9},
        "content": {"it was over": 0.9, "was not": 0.9},
    }
    links = {
        "said": {"source": {"Oslo": 0.99}, "content": {"it was over": 0.99}},
        "warned": {"source": {"Rome": 0.99}, "content": {"was not": 0.99}},
    }
    assert parts(text, "said", **tags, links=links) == ("Oslo", ["it was over"])
    assert parts(text, "warned", **tags, links=links) == ("Rome", ["was not"])


def test_what_grammar_expects_decides_where_the_heads_are_in_doubt() -> None:
    text = "Oslo said the talks with Rome had failed."
    expected = Parts(place(text, "Oslo"), (place(text, "the talks with Rome had failed"),))
    odds: dict[str, Any] = {
        "source": {"Oslo": 0.4},
        "content": {"the talks": 0.9, "with Rome had failed": 0.3},
    }
    assert parts(text, "said", expected, **odds) == ("Oslo", ["the talks with Rome had failed"])


def test_a_source_stands_in_the_paragraph_of_its_cue() -> None:
    text = "The mayor left.\n\nIt was over, said those who stayed."
    odds: dict[str, Any] = {"source": {"The mayor": 0.99}, "content": {"It was over": 0.9}}
    assert parts(text, "said", **odds) == (None, ["It was over"])


def test_in_other_sentences_rather_quotations_are_said() -> None:
    plain = "Oslo was clear and said so. The talks had failed."
    quoted = "Oslo was clear and said so. “The talks had failed.”"
    odds: dict[str, Any] = {"content": {"The talks had failed": 0.7}}
    assert parts(plain, "said", **odds)[1] == []
    assert parts(quoted, "said", **odds)[1] == ["The talks had failed"]


def test_what_another_cue_is_known_to_bring_in_is_rather_not_said() -> None:
    text = "Oslo said it was over, and Rome warned it was not."
    taken = [place(text, "was not")]
    odds: dict[str, Any] = {"content": {"it was over": 0.9, "was not": 0.8}}
    assert parts(text, "said", taken=taken, **odds)[1] == ["it was over"]


def test_known_content_is_kept_beyond_the_window_where_the_heads_tag_it() -> None:
    text = "“It is over,” Oslo said.\n\n“We will go home.”"
    expected = Parts(None, (place(text, "“It is over,”"), place(text, "“We will go home.”")))
    odds: dict[str, Any] = {"content": {"It is over": 0.9, "We will go home": 0.9}}
    window = slice(0, text.index("\n"))
    assert parts(text, "said", expected, window=window, **odds)[1] == [
        "It is over",
        "We will go home",
    ]


def test_in_a_text_without_words_nothing_is_heard() -> None:
    assert list(heard(" \n").cues()) == []
