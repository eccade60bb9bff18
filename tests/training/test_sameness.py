from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("onnx")

from training.sameness import (
    BIAS,
    FEWEST,
    Paired,
    fitted,
    nearest,
    rarities,
    spellings,
)


def _paired(inputs: list[list[float]], wanted: list[bool]) -> Paired:
    return Paired({"id": "topic"}, [], np.array(inputs, np.float32), np.array(wanted))


def test_what_tells_for_one_happening_weighs_more_than_what_tells_against() -> None:
    same, other = [1.0, 1.0, 0.0], [1.0, 0.0, 1.0]
    pairs = _paired([same] * 9 + [other] + [same] + [other] * 9, [True] * 10 + [False] * 10)
    bias, alike, unlike = fitted([pairs], [BIAS, "alike", "unlike"])
    assert alike > 0 > unlike
    assert abs(bias) < 1


def test_a_word_is_rare_by_the_share_of_texts_that_have_it() -> None:
    texts = ["The ferry sank"] * FEWEST + ["The minister resigned"] * 2 * FEWEST + ["Odd"]
    found = {stem: float(rarity) for stem, rarity in rarities(texts)}
    assert found.keys() == {"the", "fer", "sank", "minist", "resign"}
    assert 0 < found["the"] < found["resign"] < found["fer"] < 1


def test_words_are_listed_as_they_are_most_often_spelt() -> None:
    texts = ["bombing bombings"] * FEWEST + ["bombing"] + ["rare"]
    assert spellings(texts) == {"bomb": "bombing"}


def test_the_nearest_of_a_word_are_listed_and_not_the_word_itself() -> None:
    known = {"kill": (1.0, 0.0), "murder": (0.9, 0.1), "talks": (0.0, 1.0)}
    found = dict(nearest({w: w for w in known}, lambda word: np.array(known[word])))
    assert found.keys() == {"kill", "murder"}
    assert found["kill"] == "murder 99"
