"""Phrases that name parties of several countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading import joint
from tests.reading.build import word

if TYPE_CHECKING:
    from tests.reading.build import MakeCast


@pytest.mark.parametrize(
    ("text", "noun", "named"),
    [
        (
            "Armenian and Azerbaijani troops clashed.",
            "troops",
            [("Armenian", "ARMMIL"), ("Azerbaijani troops", "AZEMIL")],
        ),
        (
            "The presidents of Russia and Ukraine met.",
            "presidents",
            [("The presidents of Russia", "RUSGOV"), ("Ukraine", "UKRGOV")],
        ),
        (
            "Soldiers from Egypt, Sudan and Ethiopia met.",
            "Soldiers",
            [("Soldiers from Egypt", "EGYMIL"), ("Sudan", "SDNMIL"), ("Ethiopia", "ETHMIL")],
        ),
        (
            "Envoys from Qatar and Hezbollah met.",
            "Envoys",
            [("Envoys from Qatar", "QATGOV"), ("Hezbollah", "LBNREB")],
        ),
        (
            "Israeli and Hamas negotiators met.",
            "negotiators",
            [("Israeli", "ISRGOV"), ("Hamas negotiators", "PSEREB")],
        ),
    ],
)
def test_each_country_named_with_others_has_a_party_of_its_own(
    cast: MakeCast, text: str, noun: str, named: list[tuple[str, str]]
) -> None:
    parties, (sentence,) = cast(text)
    found = parties.several(sentence, word(sentence, noun))
    assert [(m.text, m.reading and m.reading.code) for m in found] == named
    assert all(text[m.start : m.end] == m.text for m in found)
    assert len({m.entity for m in found}) == len(found)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        pytest.param("Iraqi troops met.", "troops", id="one country"),
        pytest.param("An Iraqi and Kurdish base fell.", "base", id="no plural"),
        pytest.param("Armenian and Azerbaijani tables fell.", "tables", id="no role"),
        pytest.param("U.S.-led and Iraqi troops met.", "troops", id="whose lead, not whose"),
    ],
)
def test_other_phrases_name_one_party(cast: MakeCast, text: str, noun: str) -> None:
    parties, (sentence,) = cast(text)
    mention = parties.mention(sentence, word(sentence, noun))
    assert mention is None or joint.parts(mention, parties.names) == []


def test_a_part_is_the_party_of_its_name_elsewhere(cast: MakeCast) -> None:
    parties, sentences = cast("Armenian and Azerbaijani troops clashed. Azerbaijani troops fled.")
    together = parties.several(sentences[0], word(sentences[0], "troops"))
    alone = parties.mention(sentences[1], word(sentences[1], "troops"))
    assert alone is not None
    assert together[1].entity == alone.entity
