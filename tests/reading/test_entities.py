"""The parties of a document, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading.entities import Cast
from tests.reading.build import word

if TYPE_CHECKING:
    from tests.reading.build import MakeCast


def test_a_document_without_sentences_has_no_cast() -> None:
    empty = Cast("", [], None)
    assert empty.clusters.found == []
    assert empty.speakers() == []


def test_a_word_heads_its_mention(cast: MakeCast) -> None:
    parties, (made,) = cast("The Turkish army left.")
    found = parties.mention(made, word(made, "army"))
    assert found is not None
    assert found.text == "The Turkish army"
    assert parties.kind(made, word(made, "army")) == "military"


@pytest.mark.parametrize("text", ["left", "."])
def test_a_word_that_names_nobody_heads_no_mention(cast: MakeCast, text: str) -> None:
    parties, (made,) = cast("The Turkish army left.")
    assert parties.mention(made, word(made, text)) is None
    assert parties.kind(made, word(made, text)) == "other"


def test_names_inside_a_phrase_are_mentions_too(cast: MakeCast) -> None:
    parties, (made,) = cast("The Turkish diplomats left.")
    assert [m.text for m in parties.named_within(made.start, made.end)] == ["Turkish"]


def test_a_thing_stands_for_its_owner(cast: MakeCast) -> None:
    parties, (made,) = cast("Rebels looted Turkish weapons.")
    owner = parties.party(made, word(made, "weapons"))
    assert owner is not None
    assert owner.text == "Turkish weapons"
    reading = parties.reading(owner)
    assert reading is not None
    assert reading.country == "TUR"


def test_a_number_stands_for_those_it_counts(cast: MakeCast) -> None:
    parties, (made,) = cast("Rebels killed dozens of Turkish soldiers.")
    counted = parties.party(made, word(made, "dozens"))
    assert counted is not None
    assert (counted.start, counted.end) == (14, 40)
    reading = parties.reading(counted)
    assert reading is not None
    assert (reading.country, reading.sectors) == ("TUR", ("MIL",))


def test_what_belongs_to_nobody_is_no_party(cast: MakeCast) -> None:
    parties, (made,) = cast("Rebels looted tables.")
    assert parties.party(made, word(made, "tables")) is None


def test_both_sides_are_the_last_two_powers(cast: MakeCast) -> None:
    parties, (_, made) = cast("Oman praised India and Pakistan. Both sides pledged restraint.")
    found = parties.several(made, word(made, "sides"))
    readings = [parties.reading(m) for m in found]
    assert {r.country for r in readings if r is not None} == {"IND", "PAK"}
    assert {m.text for m in found} == {"Both sides"}


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Both sides pledged restraint.", "sides"),
        ("India met Pakistan. The sides talked.", "sides"),
        ("India met Pakistan. Both tables fell.", "tables"),
    ],
)
def test_other_phrases_stand_for_no_pair(cast: MakeCast, text: str, noun: str) -> None:
    parties, sentences = cast(text)
    assert parties.several(sentences[-1], word(sentences[-1], noun)) == []


def test_a_pronoun_stands_for_the_nouns_of_its_party(cast: MakeCast) -> None:
    parties, (one, other) = cast("The army left. It returned.")
    assert "army" in parties.stands_for(other, word(other, "It"))
    assert parties.stands_for(one, word(one, "army")) == frozenset()


def test_proxies_are_backed_by_whose_they_are(cast: MakeCast) -> None:
    parties, (made,) = cast("Iran and its proxies attacked Oman.")
    found = parties.mention(made, word(made, "proxies"))
    assert found is not None
    reading = parties.reading(found)
    assert reading is not None
    assert (reading.backed_by, reading.country) == (("IRN",), None)


def test_those_armed_by_somebody_are_backed_by_him(cast: MakeCast) -> None:
    parties, (made,) = cast("Rebels armed by Iran attacked Oman.")
    found = parties.mention(made, word(made, "Rebels"))
    assert found is not None
    reading = parties.reading(found)
    assert reading is not None
    assert reading.backed_by == ("IRN",)


def test_speakers_are_those_who_say_i_or_we(cast: MakeCast) -> None:
    parties, _ = cast("“We left,” they said. I stayed.")
    assert [m.text for m in parties.speakers()] == ["We", "I"]


def test_mentions_quote_the_text(cast: MakeCast) -> None:
    text = "Iran’s non‑aligned proxies (so-called) met the Iraqi Security Forces [ISF] in Basra."
    parties, _ = cast(text)
    mentions = [m for c in parties.clusters.found for m in c.mentions]
    assert mentions
    assert all(text[m.start : m.end] == m.text for m in mentions)


TALKS = "The French minister flew to Oslo for talks with his Maltese counterpart, and the two {}."


@pytest.mark.parametrize(
    ("verb", "countries"),
    [("agreed to meet again", {"FRA", "MLT"}), ("of them agreed to meet again", set())],
)
def test_the_two_are_the_people_named_last(cast: MakeCast, verb: str, countries: set[str]) -> None:
    parties, (made,) = cast(TALKS.format(verb))
    found = parties.several(made, word(made, "two"))
    assert {r.country for m in found if (r := parties.reading(m))} == countries


def test_both_governments_are_those_the_paragraph_named_together(cast: MakeCast) -> None:
    text = (
        "Norway, Norway and Chad signed. Norway and Chad left.\n\nThe attack set Serbia and Kosovo"
        " against each other. It ended talks of the two governments."
    )
    parties, sentences = cast(text)
    found = parties.several(sentences[-1], word(sentences[-1], "governments"))
    assert {r.country for m in found if (r := parties.reading(m))} == {"SRB", "XKX"}
