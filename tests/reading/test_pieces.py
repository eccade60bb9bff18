from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

np = pytest.importorskip("numpy")
pytest.importorskip("tokenizers")

from detente.reading import pieces  # noqa: E402 — after the skips

_TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("abcXYZ 019.,'\n\u00a0İıßéﬁ한국中\u0301\u200d\u00ad\ud800\udfff\x00🇺🇸👩"),
    ),
    max_size=60,
)


def _folded(text: str) -> str:
    lower = "".join(character.lower() for character in text)
    apart = unicodedata.normalize("NFD", lower)
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


@given(text=_TEXTS)
@example(text="İstanbul’da 한국 e\u0301t\u0301 ﬁn \ud800x")
@example(text="")
def test_each_piece_points_at_the_characters_it_was_made_of(text: str, using: Any) -> None:
    cut = pieces.cut(text, using)
    for number, (start, end) in zip(cut.ids.tolist(), cut.spans.tolist(), strict=True):
        assert 0 <= start < end <= len(text)
        token = using.id_to_token(number).removeprefix("##")
        assert token == "[UNK]" or token in _folded(text[start:end])


@given(text=_TEXTS)
def test_pieces_stand_in_the_order_of_the_text(text: str, using: Any) -> None:
    spans = pieces.cut(text, using).spans
    assert (np.diff(spans[:, 0]) >= 0).all()
    assert (np.diff(spans[:, 1]) >= 0).all()


@given(text=_TEXTS)
def test_every_letter_of_plain_words_lies_in_just_one_piece(text: str, using: Any) -> None:
    cut = pieces.cut(text, using)
    for place, character in enumerate(text):
        if character.isascii() and character.isalnum():
            inside = (cut.spans[:, 0] <= place) & (place < cut.spans[:, 1])
            assert inside.sum() == 1


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("The U.S. said", ["title", "dotted", "dotted", "dotted", "dotted", "lower"]),
        ("NATO A 12 F16", ["upper", "capital", "digits", "coded"]),
        ("– McCain", ["mark", "mixed"]),
    ],
)
def test_a_piece_has_the_shape_of_its_word(text: str, shapes: list[str], using: Any) -> None:
    cut = pieces.cut(text, using)
    starts = [0, *(n for n in range(1, len(cut)) if cut.spans[n, 0] >= cut.spans[n - 1, 1])]
    words = [n for n in starts if n == 0 or text[cut.spans[n, 0] - 1] in " ." or n in {2, 4}]
    named = [pieces.SHAPES[code] for code in cut.shapes]
    assert [named[n] for n in words][: len(shapes)] == shapes or set(named) == set(shapes)


def test_the_first_piece_of_a_line_is_told_apart(using: Any) -> None:
    cut = pieces.cut("on\non on", using)
    known = len(pieces.SHAPES)
    assert [int(code) >= known for code in cut.shapes] == [False, True, False]
