"""The table of cues."""

from __future__ import annotations

from typing import get_args

import pytest

from detente.reading.cues import Lexicon, lexicon
from detente.reading.tables import rows
from detente.reading.verb_frames import FRAMES
from detente.records import Attitude

NOUN_FRAMES = {"clause", "to", "of", "for", "about", "against"}


def row(lemma: str, frames: str, *, pos: str = "verb", attitude: str = "says") -> dict[str, str]:
    return {"lemma": lemma, "pos": pos, "attitude": attitude, "frames": frames, "audience": ""}


def test_every_attitude_of_the_table_is_one_of_the_record() -> None:
    assert {r["attitude"] for r in rows("cues")} - {"object"} <= set(get_args(Attitude))


def test_every_frame_of_the_table_is_known() -> None:
    for r in rows("cues"):
        known = NOUN_FRAMES if r["pos"] == "noun" else {*FRAMES, "rest"}
        assert set(r["frames"].split("|")) <= known, r["lemma"]


def test_no_cue_stands_twice_in_the_table() -> None:
    keys = [(r["lemma"], r["pos"], r["attitude"], r["audience"]) for r in rows("cues")]
    assert len(keys) == len(set(keys))


def test_cues_of_two_words_come_before_those_of_one() -> None:
    found = Lexicon.of([row("point", "np"), row("point out", "clause")]).verbs["point"]
    assert [c.second for c in found] == ["out", ""]


def test_plain_verbs_of_saying_are_those_with_the_frame_rest() -> None:
    table = [row("say", "clause|rest"), row("deny", "clause")]
    assert Lexicon.of(table).reporters == {"say"}


@pytest.mark.parametrize(
    ("lemma", "attitude"),
    [
        ("say", "says"), ("believe", "believes"), ("deny", "denies"), ("blame", "accuses"),
        ("urge", "asks"), ("vow", "intends"), ("fear", "fears"), ("doubt", "doubts"),
    ],
)  # fmt: skip
def test_common_cues_have_their_attitude(lemma: str, attitude: str) -> None:
    assert attitude in {c.attitude for c in lexicon().verbs[lemma]}
