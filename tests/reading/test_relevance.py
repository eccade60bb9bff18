from __future__ import annotations

import pytest

from detente.reading.relevance import is_political


@pytest.mark.parametrize(
    "text",
    [
        "The minister spoke at noon.",
        "MINISTERS met.",
        "Hezbollah gave no reason.",
        "NATO grows.",
        "The cease-fire held.",
        "Two were wounded.",
    ],
)
def test_a_sign_of_politics_office_force_or_law_is_enough(text: str) -> None:
    assert is_political(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Stir the butter into the flour and let the dough rest.",
        "France beat Spain by two goals to one in front of a large crowd in Madrid.",
        "The nation's best bakers administer sugar with care.",
        "She ran the amal of it.",
    ],
)
def test_a_text_without_one_says_nothing_of_politics(text: str) -> None:
    assert not is_political(text)
