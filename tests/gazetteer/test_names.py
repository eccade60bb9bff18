from __future__ import annotations

import pytest

from detente.gazetteer import key
from detente.gazetteer.names import ANY, CAPITAL, MIXED, UPPER, capitals, words


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Iraq", "iraq"),
        ("IRAQ", "iraq"),
        ("the Kremlin", "kremlin"),
        ("The Hague", "hague"),
        ("U.S.", "us"),
        ("U.S", "us"),
        ("US", "us"),
        ("U.N.’s", "un"),
        ("Iran's", "iran"),
        ("Iran’s", "iran"),
        ("Erdoğan", "erdogan"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("Sana’a", "sanaa"),
        ("Sana'a", "sanaa"),
        ("N'Djamena", "ndjamena"),
        ("el-Sisi", "al sisi"),
        ("Al-Qaeda", "al qaeda"),
        ("al\u2011Qaeda", "al qaeda"),
        ("Guinea–Bissau", "guinea bissau"),
        ("United\u00a0States", "united states"),
        ("Bagh\u00addad", "baghdad"),
        ("Côte d’Ivoire", "cote divoire"),
        ("Co\u0302te d'Ivoire", "cote divoire"),
        ("Weißrussland", "weissrussland"),
        ("She’ll", "she"),
        ("10 Downing Street", "10 downing street"),
    ],
)
def test_spellings_of_a_name_share_a_normal_form(name: str, form: str) -> None:
    assert key(name) == form


def test_the_normal_form_of_a_normal_form_is_itself() -> None:
    for name in ("The Hague", "U.S. Army", "Sana’a", "el-Sisi", "Erdoğan’s"):
        assert key(key(name)) == key(name)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Iraqi", (CAPITAL,)),
        ("US", (UPPER,)),
        ("U.S.", (UPPER,)),
        ("NATO", (CAPITAL,)),
        ("SAVE", (UPPER,)),
        ("Ministry of Defence", (CAPITAL, ANY, CAPITAL)),
        ("the White House", (CAPITAL, CAPITAL)),
        ("coalition", (CAPITAL,)),
        ("LeT", (MIXED,)),
    ],
)
def test_a_name_asks_for_its_capitals(name: str, asked: tuple[int, ...]) -> None:
    assert capitals(name) == asked


def test_words_end_before_a_possessive_and_before_invisible_marks() -> None:
    text = "Iran’s U.S.-led N'Djamena\u00ad, students'"
    found = [text[w.start : w.end] for w in words(text)]
    assert found == ["Iran", "U.S.", "led", "N'Djamena", "students"]


def test_initialisms_keep_their_last_dot_and_sentences_do_not() -> None:
    text = "in the U.S. They left Iraq. J.Smith"
    found = [w.raw for w in words(text)]
    assert found == ["in", "the", "U.S.", "They", "left", "Iraq", "J", "Smith"]
