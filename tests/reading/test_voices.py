"""Who speaks where, and through whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from detente.reading.attribution import UNSAID, Attribution, Extent, Place
from detente.reading.entities import Cast
from detente.reading.voices import Voices
from tests.reading.build import sentence, told, word

if TYPE_CHECKING:
    from detente.records import Record
    from tests.reading.build import Read

TEXT = "Oslo said rebels claim Oman fled ."
MADE = sentence(
    "Oslo//NNP/nsubj/1/GPE said/say/VBD/ROOT/1 rebels/rebel/NNS/nsubj/3 claim//VBP/ccomp/1"
    " Oman//NNP/nsubj/5/GPE fled/flee/VBD/ccomp/3 .//./punct/1"
)


def attribution(source: str, cue: str, first: str, *, parent: int | None) -> Attribution:
    """Somebody's words, from a first word to the end of the text."""
    said, by = word(MADE, cue), word(MADE, source)
    return Attribution(
        source=Extent(by.start, by.end),
        source_head=Place(0, by.index),
        cue=Extent(said.start, said.end),
        cue_head=Place(0, said.index),
        content=(Extent(word(MADE, first).start, word(MADE, "fled").end),),
        audience=None,
        audience_head=None,
        attitude="says",
        quoted="indirect",
        parent=parent,
    )


def voices(*attributions: Attribution) -> Voices:
    return Voices(attributions, [MADE], Cast(TEXT, [MADE], None))


OUTER = attribution("Oslo", "said", "rebels", parent=None)
INNER = attribution("rebels", "claim", "Oman", parent=0)
ENDLESS = attribution("Oslo", "said", "rebels", parent=1)


def test_the_text_made_is_the_text() -> None:
    assert MADE.text == TEXT


def test_the_innermost_voice_speaks() -> None:
    both = voices(OUTER, INNER)
    assert both.innermost(word(MADE, "fled").start) == 1
    assert both.innermost(word(MADE, "claim").start) == 0
    assert both.innermost(word(MADE, "Oslo").start) is None


def test_who_is_told_not_to_have_said_a_thing_is_no_voice() -> None:
    assert not voices(replace(OUTER, attitude=UNSAID)).found


def test_what_a_cue_does_is_reported_by_the_voice_around_it() -> None:
    both = voices(OUTER, INNER)
    claim, said = word(MADE, "claim"), word(MADE, "said")
    assert both.reporting(claim.start, claim.end) == 0
    assert both.reporting(said.start, said.end) is None


def test_a_cue_among_its_own_words_is_not_reported_by_itself() -> None:
    claim = word(MADE, "claim")
    alone = voices(attribution("rebels", "claim", "rebels", parent=None))
    assert alone.innermost(claim.start) == 0
    assert alone.reporting(claim.start, claim.end) is None


def test_a_chain_leads_from_the_outermost_inwards() -> None:
    assert [m.text for m in voices(OUTER, INNER).chain(1)] == ["Oslo", "rebels"]


def test_a_source_nobody_names_is_passed_over() -> None:
    unnamed = Attribution(
        source=None, source_head=None, cue=OUTER.cue, cue_head=OUTER.cue_head,
        content=OUTER.content, audience=None, audience_head=None, attitude="says",
        quoted="indirect", parent=None,
    )  # fmt: skip
    (left,) = voices(unnamed, INNER).found
    assert (left.source.text, left.parent) == ("rebels", None)


def test_voices_that_report_each_other_end() -> None:
    both = voices(ENDLESS, INNER)
    assert {len(both.chain(0)), len(both.chain(1))} <= {1, 2}


def test_no_attributions_make_no_voices() -> None:
    assert voices().found == []
    assert voices().innermost(0) is None


def chains(record: Record) -> list[list[str]]:
    return [[p.text for p in c.chain] for c in record.claims]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        pytest.param(
            "Rebels attacked Homs, Ankara said.", ["Gulf Wire", "Ankara"], id="the publisher leads"
        ),
        pytest.param(
            "The report said that rebels attacked Homs.",
            ["Gulf Wire", "The report"],
            id="a document",
        ),
        pytest.param(
            "Rebels attacked Homs, the ministry told Reuters.",
            ["Gulf Wire", "Reuters", "the ministry"],
            id="a medium that was told passes it on",
        ),
        pytest.param(
            "A spokesman, quoted by Reuters, said that rebels attacked Homs.",
            ["Gulf Wire", "Reuters", "A spokesman"],
            id="a medium that quotes passes it on",
        ),
        pytest.param(
            "The ministry said that rebels had told it that Oman fled.",
            ["Gulf Wire", "The ministry", "rebels"],
            id="one inside the other",
        ),
    ],
)
def test_the_chain_runs_from_the_publisher_to_the_source(
    read: Read, text: str, chain: list[str]
) -> None:
    assert chain in chains(read(text))


def test_we_outside_quotation_marks_is_who_publishes(read: Read) -> None:
    found = read("Rebels attacked Homs. We condemn the attack.")
    assert ("ACCUSE", ["Gulf Wire"], []) in told(found)


def test_we_with_an_apposition_is_who_it_names(read: Read) -> None:
    found = read("We, the ministers of Norway and Oman, condemn the attack.")
    assert ("ACCUSE", ["ministers of Norway"]) in [(kind, by) for kind, by, _ in told(found)]


def test_without_a_publisher_the_chain_begins_with_who_speaks(read: Read) -> None:
    found = read("Rebels attacked Homs, Ankara said.", publisher="")
    assert chains(found) == [["Ankara"]]


def test_who_is_asked_passes_nothing_on(read: Read) -> None:
    record = read("Chad said it would wait. Norway urged Chad to leave.", publisher="")
    assert chains(record)[-1] == ["Norway"]
