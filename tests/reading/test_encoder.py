"""The encoder reads each window once and gives every piece its place in the text."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.reading import heads
from detente.reading.encoder import TOKENS, Encoder, session
from detente.reading.reader import Reader
from detente.reading.sentences import split
from detente.records import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.reading.encoder import Encoded

FOLDER = Path(str(files("detente.model")))
STORY = (
    "Rebels attacked a base near Mosul on Monday. The U.S. army said that nobody was hurt.\n\n"
    "“We will answer,” a spokesman told reporters. Iraq’s parliament had asked it not to.\n\n"
)
HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("abcXYZ 019.,'\n\u00a0İıßéﬁ한국中\u0301\u200d\u00ad\ud800\udfff\x00🇺🇸👩"),
    ),
    max_size=60,
)


class Counting:
    """A session that keeps the windows it is given, in the order in which it gets them."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.shapes: list[tuple[int, int]] = []
        self.rows: list[tuple[int, ...]] = []

    def run(self, names: None, fed: dict[str, Any]) -> Any:
        self.shapes.append(fed["ids"].shape)
        for ids, mask in zip(fed["ids"], fed["mask"], strict=True):
            self.rows.append(tuple(ids[mask > 0].tolist()))
        return self.inner.run(names, fed)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(FOLDER)


def sentences(text: str) -> list[tuple[int, int]]:
    return [(at, at + len(piece)) for _, at, piece in split(text)]


def read(encoder: Encoder, text: str) -> Encoded:
    return encoder.encode(text, sentences(text))


def counted(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting = Counting(encoder._session)
    monkeypatch.setattr(encoder, "_session", counting)
    return counting


@settings(max_examples=60)
@given(text=HOSTILE)
@example(text="İstanbul’da 한국 e\u0301t\u0301 ﬁn \ud800x")
@example(text="\ufeff")
def test_every_piece_has_a_vector_and_a_place_in_the_text(encoder: Encoder, text: str) -> None:
    found = encoder.encode(text, [(0, len(text))])
    assert len(found.spans) == len(found.vectors) == len(found.tags)
    assert all(0 <= start < end <= len(text) for start, end in found.spans.tolist())
    assert np.isfinite(found.vectors).all()


@settings(max_examples=60)
@given(text=HOSTILE, data=st.data())
def test_the_pieces_between_two_offsets_are_those_that_overlap(
    encoder: Encoder, text: str, data: st.DataObject
) -> None:
    found = encoder.encode(text, [(0, len(text))])
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = found.between(start, end)
    overlapping = [n for n, (a, b) in enumerate(found.spans.tolist()) if a < end and b > start]
    if start < end:
        assert list(range(first, last)) == overlapping


def test_each_window_is_read_once(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = counted(encoder, monkeypatch)
    found = read(encoder, STORY * 9)
    assert len(counting.rows) == len(found.windows) > 1
    own = [n for window in found.windows for n in range(window.extent.first, window.extent.last)]
    assert own == list(range(len(found.spans)))


def test_a_document_passes_the_encoder_once(monkeypatch: pytest.MonkeyPatch) -> None:
    model = heads.Model(FOLDER)
    counting = counted(model._encoder, monkeypatch)
    reader = Reader(model=model)
    reader.read(Document(id="sha256:0", text=STORY, published="2020-03-14"))
    assert len(counting.rows) == 1


def test_windows_go_together_within_the_budget(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = counted(encoder, monkeypatch)
    read(encoder, STORY * 40)
    assert all(rows * length <= TOKENS for rows, length in counting.shapes)
    assert len(counting.shapes) < len(counting.rows)


def test_what_stands_beside_a_window_in_the_batch_changes_nothing(encoder: Encoder) -> None:
    alone, among = read(encoder, STORY), read(encoder, STORY * 12)
    count = alone.windows[0].extent.last - 8
    assert len(among.windows) > 1
    once = encoder.encode(STORY * 12, sentences(STORY * 12))
    assert np.array_equal(among.vectors, once.vectors)
    assert alone.spans[:count].tolist() == among.spans[:count].tolist()


def test_two_threads_read_as_one_does(encoder: Encoder) -> None:
    one, two = read(encoder, STORY * 5), read(Encoder(FOLDER, threads=2), STORY * 5)
    assert np.array_equal(one.tags.argmax(-1), two.tags.argmax(-1))
    assert np.allclose(one.vectors, two.vectors, atol=1e-4)


@pytest.mark.parametrize("text", ["", " \n ", "\x00"])
def test_a_text_without_words_gives_nothing(encoder: Encoder, text: str) -> None:
    found = encoder.encode(text, sentences(text))
    assert (len(found.spans), found.windows) == (0, ())
    assert found.between(0, len(text)) == (0, 0)


def test_a_text_of_one_endless_word_is_read(encoder: Encoder) -> None:
    text = "ab-" * 1000
    found = encoder.encode(text, [(0, len(text))])
    assert found.spans[-1].tolist() == [len(text) - 1, len(text)]
    assert len(found.windows) > 1


@pytest.mark.parametrize("given", [[], [(0, 4)]])
def test_sentences_that_leave_text_out_cost_no_piece(
    encoder: Encoder, given: Sequence[tuple[int, int]]
) -> None:
    assert len(encoder.encode("Some words here.", given).vectors) == 4


def test_a_graph_that_is_absent_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        session(tmp_path / "reader.onnx")
