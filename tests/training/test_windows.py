from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

np = pytest.importorskip("numpy")
pytest.importorskip("tokenizers")

from detente.reading import pieces  # noqa: E402 — after the skips
from detente.reading.windows import LENGTH  # noqa: E402 — as before
from training import windows  # noqa: E402 — as before
from training.examples import Example, Link, Mark  # noqa: E402 — as before
from training.targets import IGNORED  # noqa: E402 — as before


def _text(*lengths: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Sentences of so many one-letter words, and where they stand."""
    sentences = [" ".join("a" * length) for length in lengths]
    starts = [sum(len(s) + 1 for s in sentences[:n]) for n in range(len(sentences))]
    spans = tuple((a, a + len(s)) for a, s in zip(starts, sentences, strict=True))
    return " ".join(sentences), spans


def _windows(using: Any, *lengths: int, **annotation: Any) -> list[windows.Window]:
    text, sentences = _text(*lengths)
    made = Example("x", "made", text, sentences=sentences, **annotation)
    return list(windows.windows([made], using))


@given(lengths=st.lists(st.integers(1, 420), min_size=1, max_size=12))
def test_each_piece_is_answered_for_by_one_window(lengths: list[int], using: Any) -> None:
    found = _windows(using, *lengths)
    owned = [tuple(span) for w in found for span in w.spans[w.own].tolist()]
    cut = pieces.cut(_text(*lengths)[0], using)
    assert owned == [tuple(span) for span in cut.spans.tolist()]
    assert all(len(w) <= LENGTH for w in found)


def test_sentences_that_fit_share_a_window(using: Any) -> None:
    assert [len(w) for w in _windows(using, 60, 60, 60)] == [182]


def test_the_sentence_before_is_context(using: Any) -> None:
    first, second = _windows(using, 150, 50, 100)
    assert (int(first.own.sum()), len(first)) == (150, 152)
    assert (int(second.own.sum()), len(second)) == (150, 152)
    *_, last = _windows(using, 180, 30, 170)
    assert (int(last.own.sum()), len(last)) == (170, 172)
    *_, last = _windows(using, 160, 20, 160)
    assert (int(last.own.sum()), len(last)) == (160, 182)


def test_a_long_sentence_is_cut_at_a_space(using: Any) -> None:
    text = " ".join(["aa" * 3] * 70)  # six pieces a word
    found = list(windows.windows([Example("x", "made", text, sentences=((0, len(text)),))], using))
    for window in found[1:]:
        start = window.spans[window.own][0, 0]
        assert text[start - 1] == " "


def test_a_mark_across_windows_is_cut(using: Any) -> None:
    mark = Mark(0, len(_text(150, 150)[0]), "content")
    first, second = _windows(using, 150, 150, marks={"attribution": (mark,)})
    content = [w.targets.tags["attribution"][w.own][:, 2].tolist() for w in (first, second)]
    assert content == [[1, *[2] * 149]] * 2


def test_context_is_not_answered_for(using: Any) -> None:
    *_, last = _windows(using, 160, 20, 160, marks={"attribution": ()})
    codes = last.targets.tags["attribution"]
    assert (codes[last.own] == 0).all()
    assert (codes[~last.own] == IGNORED).all()


def test_a_layer_that_is_not_annotated_has_no_targets(using: Any) -> None:
    (window,) = _windows(using, 5, marks={"attribution": ()})
    assert set(window.targets.tags) == {"attribution"}
    assert not window.targets.links


def test_what_is_unclear_yields_to_what_is_marked(using: Any) -> None:
    marks = {"trigger": (Mark(2, 5, "OTHER"), Mark(0, 9, "-"))}
    (window,) = _windows(using, 6, marks=marks)
    codes = window.targets.tags["trigger"][1:-1, 0].tolist()
    assert codes == [IGNORED, 33, 34, IGNORED, IGNORED, 0]


def test_an_inner_mark_of_the_same_column_is_left_out(using: Any) -> None:
    marks = {"entity": (Mark(0, 9, "person"), Mark(2, 3, "person"), Mark(4, 5, "place"))}
    (window,) = _windows(using, 6, marks=marks)
    codes = window.targets.tags["entity"][1:-1]
    assert codes[:, 0].tolist() == [1, 2, 2, 2, 2, 0]
    assert codes[:, 2].tolist() == [0, 0, 1, 0, 0, 0]


def test_a_label_that_a_layer_has_not_is_an_error(using: Any) -> None:
    with pytest.raises(ValueError, match="no label wind in the layer trigger"):
        _windows(using, 6, marks={"trigger": (Mark(0, 1, "wind"),)})


def test_links_become_roles_of_their_anchor(using: Any) -> None:
    marks = {
        "trigger": (Mark(4, 5, "OTHER"), Mark(8, 9, "-")),
        "argument": (Mark(0, 3, "span"), Mark(6, 7, "span")),
    }
    links = {"argument": (Link(0, 0, "actor"), Link(0, 1, "place"), Link(1, 1, "time"))}
    (window,) = _windows(using, 5, marks=marks, links=links)
    found = window.targets.links["argument"]
    assert found.anchors == ((3, 4),)
    assert found.codes[0, 1:-1, 0].tolist() == [1, 2, 0, 0, 0]
    assert found.codes[0, 1:-1, 2].tolist() == [0, 0, 0, 1, 0]


def test_a_pair_whose_type_is_one_of_two_allows_both(using: Any) -> None:
    marks = {"pair": (Mark(0, 1, "actor"), Mark(4, 5, "recipient"))}
    (window,) = _windows(using, 5, marks=marks, labels={"pair": "YIELD"})
    ((actor, recipient, classes),) = window.targets.pairs
    assert (actor, recipient, len(classes)) == ((1, 2), (3, 4), 2)


def test_labels_of_a_whole_text_are_asked_of_its_first_window(using: Any) -> None:
    first, second = _windows(using, 150, 150, labels={"quad": "3"})
    assert first.targets.labels == {"quad": (3,)}
    assert not second.targets.labels
