"""How many were killed and injured, as a text says it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.casualties import Toll, find

Told = tuple[str, int | None, int | None]

_PIECES = (
    "killed", "wounded", "two", "12", "at least", "more than", "soldiers", "a", "contractor",
    "were", "was", "and", ",", "including", "dead", "no", "casualties", "the", "death toll of",
    "Gen.", "Rahimi", "1,000", "between", "5", "dozens", "of", "\u00a0", "\u202e", "e\u0301",
    "İ", "ſ", "９", "\n",
)  # fmt: skip


def _read(text: str) -> list[Told]:
    return [(t.kind, t.low, t.high) for t in find(text, 0, len(text))]


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("The rockets killed two soldiers.", 2, 2),
        ("Gunmen shot dead a Guyanese trader.", 1, 1),
        ("Two foreign troops were killed.", 2, 2),
        ("Two of the guards were killed.", 2, 2),
        ("They left on Monday. Three soldiers were killed.", 3, 3),
        ("The medics say five people died.", 5, 5),
        ("Courts list 14 elders of the tribe killed since May.", 14, 14),
        ("Soldiers said two of them were killed.", 2, 2),
        ("At least 12 people were killed.", 12, None),
        ("At least 12 people, including three children, were killed.", 12, None),
        ("It killed more than 100 people.", 100, None),
        ("More than 1,200 civilians have been killed.", 1200, None),
        ("Up to 20 fighters died.", None, 20),
        ("As many as 30 people were killed.", None, 30),
        ("Nearly 40 people were killed.", None, 40),
        ("About 40 people were killed.", 40, 40),
        ("Between 5 and 7 civilians were killed.", 5, 7),
        ("Five to seven civilians were killed.", 5, 7),
        ("6-8 people were killed.", 6, 8),
        ("30 or more people were killed.", 30, None),
        ("Dozens were killed.", 24, None),
        ("Scores of villagers were killed.", 40, None),
        ("Hundreds died.", 200, None),
        ("Tens of thousands died.", 20000, None),
        ("Several protesters were killed.", 3, None),
        ("A dozen people died.", 12, 12),
        ("A few people died.", 2, None),
        ("The attack, killing a contractor, came late.", 1, 1),
        ("It killed a foreign contractor.", 1, 1),
        ("The blast killed one officer.", 1, 1),
        ("A 12-year-old boy was shot dead.", 1, 1),
        ("A contractor who was killed in December was named.", 1, 1),
        ("A strike killed Iranian Gen. Amir Rahimi.", 1, 1),
        ("It killed Rahimi and Abu Omar al-Salihi.", 2, 2),
        ("Rahimi was killed in January.", 1, 1),
        ("The death of a contractor came first.", 1, 1),
        ("They mourned the killing of three guards.", 3, 3),
        ("It had a death toll of 40.", 40, 40),
        ("The death toll rose to at least 40.", 40, None),
        ("The death toll from Tuesday’s blast in Beirut rose to 154.", 154, 154),
        ("The attack caused 12 deaths.", 12, 12),
        ("The fire left 14 dead.", 14, 14),
        ("Six soldiers killed in the attack were buried.", 6, 6),
        ("Two Americans and one Briton were killed.", 3, 3),
        ("The rockets killed two Americans and one Briton.", 3, 3),
        ("The bomber killed himself and 12 others.", 12, 12),
        ("25 members of the group were killed.", 25, 25),
        ("The commander of 14 soldiers was killed.", 1, 1),
        ("A dozen Taliban also died.", 12, 12),
        ("A woman and her two children died.", 3, 3),
        ("The war took more than 6,500 lives.", 6500, None),
        ("The blast left two Americans dead.", 2, 2),
        ("At least nine people including four officers were killed.", 9, None),
        ("Three members of an anti-rebel committee were killed.", 3, 3),
        ("Two unidentified Desert Rifles (DR) troopers were killed.", 2, 2),
        ("Gunmen were held for shooting dead three people.", 3, 3),
        ("Two people were reported killed on Jan. 3.", 2, 2),
        ("A driver, who was taking guards to a far camp of the army in a truck, was killed.", 1, 1),
        ("The farmer Omar Salih (35) was killed.", 1, 1),
        ("Soldiers were killed.", None, None),
        ("The strikes killed civilians.", None, None),
        ("They were killed.", None, None),
        ("No foreign troops were killed.", 0, 0),
        ("Nobody died.", 0, 0),
        ("In 2016, 3 rockets hit the base and two soldiers were killed.", 2, 2),
        ("On 10 January 2015, nine people were killed.", 9, 9),
        ("Nine people were killed on March 11.", 9, 9),
        ("Two militants killed a soldier on March 11.", 1, 1),
    ],
)
def test_the_dead_are_counted(sentence: str, low: int | None, high: int | None) -> None:
    assert _read(sentence) == [("killed", low, high)]


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("Four service members were wounded.", 4, 4),
        ("It wounded four American service members.", 4, 4),
        ("More than 30 people were hurt.", 30, None),
        ("Saad al-Asadi was wounded.", 1, 1),
        ("The blast caused 40 injuries.", 40, 40),
        ("Some 109 troops were diagnosed with traumatic brain injuries.", 109, 109),
        ("There were no injuries.", 0, 0),
        ("It injured scores of people.", 40, None),
    ],
)
def test_the_injured_are_counted(sentence: str, low: int | None, high: int | None) -> None:
    assert _read(sentence) == [("injured", low, high)]


@pytest.mark.parametrize(
    ("sentence", "tolls"),
    [
        (
            "The blast left 14 dead and more than 30 wounded.",
            [("killed", 14, 14), ("injured", 30, None)],
        ),
        ("It killed a contractor and wounded four guards.", [("killed", 1, 1), ("injured", 4, 4)]),
        (
            "It killed 14 people and 30 others were injured.",
            [("killed", 14, 14), ("injured", 30, 30)],
        ),
        ("Five people were killed and 12 wounded.", [("killed", 5, 5), ("injured", 12, 12)]),
        ("The gunmen killed five, wounding 12.", [("killed", 5, 5), ("injured", 12, 12)]),
        ("There were no casualties.", [("killed", 0, 0), ("injured", 0, 0)]),
        ("There were no foreign casualties.", [("killed", 0, 0), ("injured", 0, 0)]),
        ("Nobody was hurt.", [("killed", 0, 0), ("injured", 0, 0)]),
        ("No guards were killed or wounded.", [("killed", 0, 0), ("injured", 0, 0)]),
        (
            "In March rockets killed three soldiers, and in May jets killed 25 fighters.",
            [("killed", 3, 3), ("killed", 25, 25)],
        ),
    ],
)
def test_a_sentence_may_hold_several_tolls(sentence: str, tolls: list[Told]) -> None:
    assert _read(sentence) == tolls


@pytest.mark.parametrize(
    "sentence",
    [
        "Lawmakers killed a bill.",
        "Lawmakers killed two bills.",
        "They left in the dead of night.",
        "The injured party sued.",
        "Frost killed 200 sheep.",
        "The attack hurt the economy.",
        "Officials spoke of casualties.",
        "The attack caused 12 casualties.",
        "They killed or wounded 30 people.",
        "There were no reports of casualties.",
        "They did not kill anyone.",
        "Two guards were not killed.",
        "Militants killed Friday.",
        "The talks reached a dead end.",
        "The dead were buried.",
        "It fell 12 percent.",
        "The pause saved 12 lives.",
    ],
)
def test_no_toll_is_read_where_none_is_told(sentence: str) -> None:
    assert _read(sentence) == []


def test_the_span_holds_number_and_verb() -> None:
    text = "On Friday the rockets killed two soldiers in a camp."
    (toll,) = find(text, 0, len(text))
    assert text[toll.start : toll.end] == "killed two soldiers"


def test_only_the_stretch_asked_for_is_read() -> None:
    text = "Two men were killed. Three women were killed."
    assert find(text, 21, len(text)) == [Toll("killed", 3, 3, 21, 44)]


@given(st.lists(st.sampled_from(_PIECES), max_size=25).map(" ".join) | st.text(max_size=80))
def test_any_text_gives_tolls_that_hold_together(text: str) -> None:
    for toll in find(text, 0, len(text)):
        assert 0 <= toll.start < toll.end <= len(text)
        assert toll.low is None or toll.low >= 0
        if toll.low is not None and toll.high is not None:
            assert toll.low <= toll.high


@pytest.mark.parametrize(
    "unit",
    ["At least 12 people, including three men, were killed. ", "killed a ", "two and ", "men "],
)
def test_a_long_text_takes_time_in_proportion_to_its_length(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        begun = time.perf_counter()
        find(text, 0, len(text))
        return time.perf_counter() - begun

    seconds(1_000)
    assert seconds(200_000) < max(12 * seconds(40_000), 2)
