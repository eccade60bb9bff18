"""What the heads answer: whole words, true offsets, probabilities, and the same on any machine."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.errors import InstallationError
from detente.reading import heads
from detente.reading.encoder import Encoder
from detente.reading.heads import Model, default_model
from detente.reading.sentences import split

if TYPE_CHECKING:
    from detente.reading.heads import Answers

FOLDER = Path(str(files("detente.model")))
TEXT = "The U.S. army said on Monday that rebels had attacked a base near Mosul."
LAYERS = tuple(default_model().columns)
LINKS = tuple(default_model().roles)
WORDS = st.lists(
    st.sampled_from(
        ["U.S.", "said", "“We", "attacked”", "İran", "e\u0301lan", "한국", "👩\u200d🚀", "\ud800",
         "\n", "on Monday", "F-16s", "don't", "ﬁre", "\u00ad", "IS", "(", "2020.", "because", "of"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


def asked(text: str, model: Model | None = None) -> Answers:
    extents = [(at, at + len(piece)) for _, at, piece in split(text)]
    return (model or default_model()).read(text, extents)


def place(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@settings(max_examples=60)
@given(text=WORDS)
@example(text="“U.S.” İran \ud800 said e\u0301lan on Monday")
def test_what_is_found_stands_in_the_text_and_cuts_no_word(text: str) -> None:
    answers = asked(text)
    for layer in LAYERS:
        for found in answers.tagged(layer):
            assert 0 <= found.start < found.end <= len(text)
            assert not text[found.start : found.end].isspace()
            for edge in (found.start, found.end):
                if 0 < edge < len(text):
                    assert not (text[edge - 1].isalnum() and text[edge].isalnum())


@settings(max_examples=60)
@given(text=WORDS)
def test_scores_are_probabilities(text: str) -> None:
    answers = asked(text)
    found = [each for layer in LAYERS for each in answers.tagged(layer)]
    assert all(0 <= each.score <= 1.001 for each in found)


def test_an_abbreviation_is_one_word() -> None:
    pieces = asked(TEXT)
    start = place("U.S.")[0]
    assert pieces._words[pieces._encoded.between(start, start + 4)[0]]
    assert pieces._words[slice(*pieces._encoded.between(start, start + 4))].sum() == 1


@pytest.mark.parametrize(
    ("layer", "label", "words"),
    [
        ("trigger", "ASSAULT", "attacked"),
        ("timex", "DATE", "Monday"),
        ("attribution", "cue", "said"),
        ("name", "place", "Mosul"),
    ],
)
def test_plain_news_is_tagged(layer: str, label: str, words: str) -> None:
    found = {(f.label, TEXT[f.start : f.end]) for f in asked(TEXT).tagged(layer)}
    assert any(label == kind and words in text for kind, text in found)


def test_an_attack_has_its_sides() -> None:
    text = "Israel attacked Lebanon on Monday."
    told = asked(text).linked("argument", place("attacked", text), (0, len(text)))
    assert {("actor", "Israel"), ("recipient", "Lebanon")} <= {
        (f.label, text[f.start : f.end]) for f in told
    }


def test_what_leads_out_of_a_part_is_not_in_it() -> None:
    text = "The Israeli army attacked Lebanon on Monday."
    anchor, answers = place("attacked", text), asked(text)
    inside = answers.linked("argument", anchor, (0, len(text)))
    actor = next(f for f in inside if f.label == "actor")
    assert text[actor.start : actor.end] == "The Israeli army"
    cut = answers.linked("argument", anchor, (place("army", text)[0], len(text)))
    assert cut == [f for f in inside if f.start > actor.end]


def test_a_pair_has_a_type() -> None:
    odds = asked(TEXT).pair(place("rebels"), place("a base"), (0, len(TEXT)))
    assert sum(odds.values()) == pytest.approx(1, abs=1e-4)
    assert max(odds, key=odds.__getitem__) == "ASSAULT"


def test_classes_of_a_text_are_probabilities() -> None:
    odds = asked(TEXT).classed("quad", 0, len(TEXT))
    assert set(odds) == {"0", "1", "2", "3", "4"}
    assert sum(odds.values()) == pytest.approx(1, abs=1e-4)


def test_an_unknown_label_of_texts_is_an_error() -> None:
    with pytest.raises(KeyError):
        asked(TEXT).classed("weather", 0, 5)


def test_what_is_denied_is_less_of_a_fact() -> None:
    text = "Rebels attacked the base. The army did not retreat."
    answers = asked(text)
    happened, denied = (answers.factuality(*place(w, text)) for w in ("attacked", "retreat"))
    assert -3 <= denied < happened <= 3


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00ad"])
def test_of_nothing_the_heads_say_nothing(text: str) -> None:
    answers, whole = asked(text), (0, len(text))
    assert [f for layer in LAYERS for f in answers.tagged(layer)] == []
    assert [f for layer in LINKS for f in answers.linked(layer, whole, whole)] == []
    assert set(answers.odds("name", 0, len(text)).values()) == {0.0}
    assert sum(answers.classed("quad", 0, len(text)).values()) == pytest.approx(1, abs=1e-3)


def test_offsets_hold_far_into_a_long_text() -> None:
    text = f"{TEXT}\n\n" * 120
    found = [f for f in asked(text).tagged("attribution") if f.label == "cue"]
    assert len(found) == 120
    assert all(text.startswith("said", f.start) for f in found)


def test_one_thread_and_two_find_the_same() -> None:
    text = f"{TEXT} “We will answer,” a spokesman told reporters.\n\n" * 6
    one, two = asked(text), asked(text, Model(FOLDER, threads=2))
    for layer in LAYERS:
        ours, theirs = one.tagged(layer), two.tagged(layer)
        assert [f[:3] for f in ours] == [f[:3] for f in theirs]
        assert [f.score for f in ours] == pytest.approx([f.score for f in theirs], abs=1e-3)


@pytest.mark.parametrize("name", ["reader.onnx", "heads.json", "tokenizer.json"])
@pytest.mark.parametrize("content", [None, b"not what was shipped"])
def test_a_model_that_is_missing_or_damaged_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes | None
) -> None:
    for path in FOLDER.iterdir():
        if path.is_file():
            (tmp_path / path.name).symlink_to(path)
    (tmp_path / name).unlink()
    if content:
        (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(heads, "files", lambda _: tmp_path)
    with pytest.raises(InstallationError, match="D401"):
        default_model.__wrapped__()


def test_an_encoder_needs_its_tokeniser(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "text.onnx", tmp_path / "reader.onnx")
    with pytest.raises(Exception, match="No such file"):
        Encoder(tmp_path)


def test_odds_of_many_stretches_are_those_of_each() -> None:
    answers = asked(TEXT)
    stretches = [place("said"), place("rebels"), place("U.S. army")]
    many = answers.tag_odds("attribution", np.array(stretches, np.int32))
    for number, stretch in enumerate(stretches):
        for label, odds in answers.odds("attribution", *stretch).items():
            assert many[label][number] == pytest.approx(odds)


def test_odds_of_roles_are_probabilities_in_the_window_of_the_anchor_and_nowhere_else() -> None:
    text = f"{TEXT}\n\n" * 40
    stretches = np.array([place("army", text), (text.rindex("army"), text.rindex("army") + 4)])
    for odds in asked(text).role_odds("attribution", place("said", text), stretches).values():
        assert 0 <= odds[0] <= 1
        assert np.isnan(odds[1])


def test_an_anchor_without_a_piece_has_no_roles() -> None:
    found = asked(TEXT).role_odds("attribution", (3, 4), np.array([place("army")]))
    assert all(np.isnan(odds).all() for odds in found.values())
