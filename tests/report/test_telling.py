from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from detente import gazetteer, ontology, tables, wording
from detente.records import Record
from detente.report.telling import told

if TYPE_CHECKING:
    from detente.report.evidence import Sentence

TEXT = (
    "The Pentagon told us on March 11 that Iran probably struck the U.S. forces at Camp Taji, "
    "Wire said."
)
GULF_WIRE = Path(__file__).parents[1] / "data" / "gulf-wire.json"


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "quote": words}


def party(entity: str, words: str) -> dict[str, Any]:
    at = span(words)
    return {"entity": entity, "text": words, "start": at["start"], "end": at["end"]}


def record(**event: Any) -> Record:
    """A record of one event, told by the Pentagon, through Wire, to a publisher."""
    start, end = span("Camp Taji")["start"], span("Camp Taji")["end"]
    known = {
        "id": "v1",
        "type": "ASSAULT",
        "mode": "drone",
        "quad_class": 4,
        "goldstein": -9.5,
        "trigger": span("struck"),
        "actors": [party("e1", "Iran")],
        "recipients": [party("e2", "the U.S. forces")],
        "date": "2020-03-11",
        "date_text": span("March 11"),
        "location": {"name": "Camp Taji", "country": "IRQ", "start": start, "end": end},
        "casualties": {"killed": {"low": 2, "high": 2}},
        "certainty": {"level": "likely", "low": 55, "high": 80, "cue": span("probably")},
        "claim": "c1",
        "evidence": [span("Iran probably struck the U.S. forces at Camp Taji")],
    } | event
    return Record.model_validate(
        {
            "document": {"id": "sha256:ab", "text": TEXT, "publisher": "Gulf Wire"},
            "entities": [
                {"id": "e1", "name": "Iran", "kind": "country"},
                {"id": "e2", "name": "United States forces", "kind": "military"},
                {"id": "e3", "name": "The Pentagon", "kind": "military"},
            ],
            "events": [known],
            "claims": [
                {
                    "id": "c1",
                    "source": party("e3", "The Pentagon"),
                    "chain": [
                        {"entity": None, "text": "Gulf Wire"},
                        party("e4", "Wire"),
                        party("e3", "The Pentagon"),
                    ],
                    "cue": span("told"),
                    "content": [span("Iran probably struck the U.S. forces at Camp Taji")],
                    "quoted": "indirect",
                }
            ],
            "reader": {"version": "0.1.0", "model": "fake", "seconds": 0.0},
        }
    )


def sentence(**event: Any) -> Sentence:
    made = record(**event)
    return told(made, made.events[0])


def test_the_whole_sentence() -> None:
    assert str(sentence()) == (
        "On 11 Mar 2020, Iran attacked the United States forces by drone at Camp Taji, Iraq, "
        "with 2 killed, according to the Pentagon, through Wire, as reported by Gulf Wire, "
        "in the source's judgement likely, 55–80 % (“probably”)."
    )


def test_every_part_that_is_no_template_has_the_words_it_rests_on() -> None:
    quotes = {
        phrase.text: [each.quote for each in phrase.evidence] for phrase in sentence().phrases
    }
    assert quotes["On 11 Mar 2020"] == ["March 11"]
    assert quotes["Iran"] == ["Iran"]
    assert quotes[" attacked"] == ["struck"]
    assert quotes["the United States forces"] == ["the U.S. forces"]
    assert quotes["Camp Taji, Iraq"] == ["Camp Taji"]
    assert quotes["the Pentagon"] == ["The Pentagon"]
    assert quotes["likely, 55–80 % (“probably”)"] == ["probably"]
    assert quotes[", as reported by Gulf Wire"] == [None]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("occurred", "Iran attacked the United States forces by drone"),
        ("ongoing", "Iran attacked the United States forces by drone (still going on at the time)"),
        ("planned", "Iran planned to attack the United States forces by drone"),
        ("proposed", "Iran proposed to attack the United States forces by drone"),
        ("threatened", "Iran threatened to attack the United States forces by drone"),
        ("denied", "It is denied that Iran attacked the United States forces by drone"),
        ("did-not-occur", "Iran did not attack the United States forces by drone"),
        (
            "hypothetical",
            "It is told as a possibility that Iran attacked the United States forces by drone",
        ),
    ],
)
def test_whether_it_happened(status: str, expected: str) -> None:
    bare: dict[str, Any] = {
        "date": None,
        "location": None,
        "casualties": None,
        "claim": None,
        "certainty": {},
    }
    assert str(sentence(status=status, **bare)) == f"{expected}, as reported by Gulf Wire."


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"recipients": []}, "Iran carried out an attack by drone"),
        ({"actors": []}, "There was an attack by drone on the United States forces"),
        (
            {"actors": [], "status": "planned"},
            "An attack by drone on the United States forces was planned",
        ),
        ({"type": "CONSULT", "mode": None, "recipients": [party("e1", "Iran")]}, "Iran held talks"),
        (
            {"actors": [], "status": "did-not-occur", "casualties": None},
            "There was no attack by drone on the United States forces",
        ),
        (
            {"type": "CONSULT", "mode": None, "actors": []},
            "There were talks with the United States forces",
        ),
        ({"mode": "no mode of the table"}, "Iran attacked the United States forces"),
    ],
)
def test_sides_that_are_not_named_are_left_out(known: dict[str, Any], expected: str) -> None:
    assert str(sentence(date=None, **known)).startswith(expected)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2020-03", "In Mar 2020, "),
        ("2020-03-11/2020-03-14", "Between 11 and 14 Mar 2020, "),
        ("../2020-03-11", "Until 11 Mar 2020, "),
        (None, "Iran attacked"),
    ],
)
def test_when(date: str | None, expected: str) -> None:
    assert str(sentence(date=date)).startswith(expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kirkuk", " in Kirkuk, Iraq"),
        ("Camp Taji", " at Camp Taji, Iraq"),
        ("two Iraqi bases", " at two Iraqi bases,"),
        ("the base", " at the base in Iraq"),
    ],
)
def test_where(name: str, expected: str) -> None:
    place = {"name": name, "country": "IRQ", "start": 0, "end": 4}
    assert expected in str(sentence(location=place))


def test_a_place_is_spelled_as_the_document_spells_it() -> None:
    at = span("Camp Taji")
    place = {"name": "Camp Tājī", "country": "IRQ", "start": at["start"], "end": at["end"]}
    assert " at Camp Taji, Iraq" in str(sentence(location=place))


@pytest.mark.parametrize(
    ("casualties", "expected"),
    [
        ({"killed": {"low": 0, "high": 0}}, "nobody was killed among the United States forces"),
        (
            {"killed": {"low": 0, "high": 0}, "injured": {"low": 0, "high": 0}},
            "nobody was killed or injured among the United States forces",
        ),
    ],
)
def test_that_nobody_was_hurt_is_not_that_nothing_happened(
    casualties: dict[str, Any], expected: str
) -> None:
    said = str(sentence(status="did-not-occur", casualties=casualties))
    assert said.startswith(f"On 11 Mar 2020, {expected} at Camp Taji, Iraq, according to")


def test_dead_without_a_number_are_told_to_be_so() -> None:
    said = str(sentence(casualties={"killed": {"low": None, "high": None}}))
    assert ", with an unstated number killed, " in said


def test_the_day_can_be_left_out() -> None:
    made = record()
    assert str(told(made, made.events[0], dated=False)).startswith("Iran attacked")


def test_every_type_mode_and_status_has_its_row() -> None:
    rows = [(row["type"], row["mode"]) for row in tables.rows("detente.report", "deeds")]
    assert len(rows) == len(set(rows))
    plover = ontology.plover_types()
    expected = {
        (name, mode) for name in plover for mode in ("", *(m.name for m in plover[name].modes))
    }
    assert set(rows) == expected


def vocabulary() -> set[str]:
    """Every word that the templates have."""
    cells = (
        cell
        for name in ("deeds", "statuses", "attitudes")
        for row in tables.rows("detente.report", name)
        for cell in row.values()
    )
    return words(" ".join(cells)) | words("on in at between and through with as reported by "
                                          "the source's judgement killed injured an unstated "
                                          "number nobody was were or among there")  # fmt: skip


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def test_no_word_is_in_a_sentence_that_is_not_in_the_record_or_the_templates() -> None:
    read = Record.model_validate_json(GULF_WIRE.read_text("utf-8"))
    made = record()
    for known in (made, read):
        own = words(known.document.text) | words(known.document.publisher or "")
        for entity in known.entities:
            own |= words(entity.name)
        for event in known.events:
            derived = words(wording.date(event.date)) | words(wording.certainty(event.certainty))
            if event.location and event.location.country:
                country = gazetteer.country(event.location.country)
                derived |= words(country.name if country else "")
            if event.casualties:
                derived |= words(wording.count(event.casualties.killed, "killed"))
                derived |= words(wording.count(event.casualties.injured, "injured"))
            said = words(str(told(known, event)))
            assert said <= own | derived | vocabulary()
