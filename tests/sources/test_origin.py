from __future__ import annotations

import pytest
from hypothesis import given

from detente.sources import Source, arrive
from detente.sources.origin import origin
from tests.strategies import documents

_STORY = "Rockets hit a base near Kirkuk on Friday evening, and two soldiers were hurt."


@pytest.mark.parametrize(
    ("head", "named"),
    [
        ("BAGHDAD, Jan 5 (Reuters) - ", "Reuters"),
        ("BAGHDAD (AP) — ", "Associated Press"),
        ("(Gulf Wire) – ", "Gulf Wire"),
        ("BAGHDAD, Jan 5 - ", None),
        ("BAGHDAD (Jan. 5) - ", None),
        ("By Gulf Wire\n\n", "Gulf Wire"),
        ("By AFP in Baghdad\n\n", "Agence France-Presse"),
        ("By Reuters Staff\n\n", "Reuters"),
        ("By Karim Saleh, Associated Press\n\n", "Associated Press"),
        ("By Karim Saleh\n\n", None),
        ("By Emily Post\n\n", None),
        ("Reuters via Harbor Courier\n\n", "Reuters"),
        ("Source: Gulf Wire\n\n", "Gulf Wire"),
        ("", None),
    ],
)
def test_the_head_of_a_text_names_whose_words_it_is(head: str, named: str | None) -> None:
    assert origin(f"Rockets hit base\n\n{head}{_STORY}") == named


@pytest.mark.parametrize(
    ("foot", "named"),
    [
        (" (Reuters)", "Reuters"),
        ("\n\n— Xinhua", "Xinhua News Agency"),
        ("\n\nSource: TASS", "TASS"),
        ("\n\nThis story was first published by Gulf Wire.", "Gulf Wire"),
        ("\n\nThis article originally appeared in The Moscow Times", "The Moscow Times"),
        ("\n\n© 2020 The Associated Press. All rights reserved.", "Associated Press"),
        ("\n\nThis story was written by Karim Saleh.", None),
        ("\n\n© 2020 Jane Doe", None),
        (" (local time)", None),
    ],
)
def test_so_does_a_credit_below_it(foot: str, named: str | None) -> None:
    assert origin(f"Rockets hit base\n\n{_STORY}{foot}") == named


@pytest.mark.parametrize(
    ("lead", "named"),
    [
        ("Rockets hit a base on Friday, Tasnim reported.", "Tasnim News Agency"),
        ("Rockets hit a base on Friday, as reported by RIA.", "RIA Novosti"),
        ("Rockets hit a base, an official told Reuters on Friday.", "Reuters"),
        ("Rockets hit a base on Friday, Tasnim and Reuters reported.", None),
        ("Rockets hit a base on Friday, Tasnim and others said.", None),
        ("Rockets hit a base on Friday. A reporter was hurt.", None),
    ],
)
def test_so_does_a_lead_that_retells_one_agency(lead: str, named: str | None) -> None:
    assert origin(f"Rockets hit base\n\n{lead}\n\nReuters reported otherwise.") == named


def test_a_publisher_who_names_itself_in_the_lead_credits_nobody() -> None:
    assert origin("Rockets hit a base, an official told Reuters.", publisher="Reuters") is None


def test_an_agency_among_the_authors_of_a_file_is_the_origin() -> None:
    assert origin(_STORY, authors=("Karim Saleh", "AFP")) == "Agence France-Presse"


def test_the_document_knows_its_origin_beside_its_publisher() -> None:
    page = f"<html><body><article><p>BAGHDAD (Gulf Wire) — {_STORY}</p></article></body></html>"
    document = arrive(Source("page.html", page.encode()), publisher="Harbor Courier").document
    assert (document.publisher, document.origin) == ("Harbor Courier", "Gulf Wire")


@given(text=documents())
def test_any_text_has_one_origin_or_none(text: str) -> None:
    named = origin(text)
    assert named is None or named.strip() == named != ""
