from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from detente.casebook import Casebook
from detente.errors import UsageError
from detente.records import Record
from detente.report.findings import findings
from detente.report.raised import of_findings, of_record
from detente.report.statements import voices
from detente.report.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WIRE = "Iran struck Camp Taji in Iraq on March 11. The officers fled."
POST = "Iran denied on March 12 that it struck Camp Taji in Iraq on March 11, officers said."
QUARTER: dict[str, Any] = {"from_": "2020-01", "to": "2020-03"}


def span(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "quote": words}


def party(text: str, words: str, entity: str) -> dict[str, Any]:
    at = span(text, words)
    return {"entity": entity, "text": words, "start": at["start"], "end": at["end"]}


def record(text: str, publisher: str, published: str, claims: list[Any], **event: Any) -> Record:
    """A record of one attack on a camp; whoever says so comes from `claims`."""
    place = span(text, "Camp Taji")
    known = {
        "id": "v1", "type": "ASSAULT", "mode": "heavy-weapons", "quad_class": 4, "goldstein": -9.5,
        "trigger": span(text, "struck"), "lemma": "strike",
        "actors": [party(text, "Iran", "e1")], "recipients": [party(text, "Camp Taji", "e2")],
        "location": {"name": "Camp Taji", "country": "IRQ"}
        | {key: place[key] for key in ("start", "end")},
        "date": "2020-03-11", "date_text": span(text, "March 11"),
        "evidence": [span(text, "struck Camp Taji in Iraq on March 11")],
    } | event  # fmt: skip
    return Record.model_validate(
        {
            "document": {
                "id": f"sha256:{sha256(text.encode()).hexdigest()}",
                "text": text,
                "publisher": publisher,
                "published": published,
            },
            "entities": [
                {"id": "e1", "name": "Iran", "kind": "country", "country": "IRN", "code": "IRN"},
                {"id": "e2", "name": "Camp Taji", "kind": "military", "country": "IRQ"},
                {"id": "e3", "name": "officers", "kind": "people"},
            ],
            "events": [known],
            "claims": claims,
            "reader": {"version": "0.1.0", "model": "fake", "seconds": 0.0},
        }
    )


DENIAL = {
    "id": "c1",
    "source": party(POST, "Iran", "e1"),
    "chain": [
        {"entity": None, "text": "Post"},
        party(POST, "officers", "e3"),
        party(POST, "Iran", "e1"),
    ],
    "cue": span(POST, "denied"),
    "content": [span(POST, "that it struck Camp Taji in Iraq on March 11")],
    "quoted": "indirect",
    "attitude": "denies",
    "date": "2020-03-12",
    "events": ["v1"],
}
UNNAMED = {
    "id": "c2",
    "source": party(POST, "officers", "e3"),
    "chain": [{"entity": None, "text": "Post"}, party(POST, "officers", "e3")],
    "cue": span(POST, "said"),
    "content": [span(POST, "Iran denied")],
    "quoted": "direct",
}


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """One paper tells an attack in its own voice, a later one that Iran denies it."""
    with Casebook(tmp_path / "casebook") as made:
        with made.writer() as writer:
            writer.add(record(WIRE, "Wire", "2020-03-12", []))
            writer.add(
                record(POST, "Post", "2020-03-12", [DENIAL, UNNAMED], status="denied", claim="c1")
            )
        yield made


def test_a_statement_says_when_who_through_whom_and_in_which_words(casebook: Casebook) -> None:
    iran = next(each for each in voices(casebook, Theme(), **QUARTER) if each.name == "Iran")
    (statement,) = iran.statements
    assert str(statement.sentence) == (
        "On 12 Mar 2020, Iran denied, through officers, that “it struck Camp Taji in Iraq on "
        "March 11”, in the document's words, as reported by Post on 12 Mar 2020."
    )
    assert (statement.said, statement.claim, iran.code) == ("2020-03-12", "c1", "IRN")
    for each in statement.sentence.evidence:
        assert each.start is None or POST[each.start : each.end] == each.quote


def test_what_a_source_says_itself_is_told_so(casebook: Casebook) -> None:
    officers = next(each for each in voices(casebook, Theme(), **QUARTER) if each.name != "Iran")
    (statement,) = officers.statements
    assert str(statement.sentence).startswith("Officers said: “Iran denied”, as reported by Post")


def test_a_denial_is_contradicted_by_who_tells_it_as_a_fact(casebook: Casebook) -> None:
    iran = next(each for each in voices(casebook, Theme(), **QUARTER) if each.name == "Iran")
    (statement,) = iran.statements
    assert statement.borne_out == ()
    (other,) = statement.contradicted
    assert (other.who, other.kind, other.says) == ("Wire", "happened", "occurred")
    assert other.evidence.quote == "struck Camp Taji in Iraq on March 11"


def test_statements_of_the_theme_and_the_period_alone(casebook: Casebook) -> None:
    assert [each.name for each in voices(casebook, Theme(types=("ASSAULT",)), **QUARTER)] == [
        "Iran"
    ]
    assert voices(casebook, Theme(types=("AID",)), **QUARTER) == []
    assert voices(casebook, Theme(), from_="2019", to="2019") == []
    with pytest.raises(UsageError):
        voices(casebook, Theme(), from_="2020-03", to="2019")


def test_findings_leave_questions_open(casebook: Casebook) -> None:
    found = findings(casebook, Theme(), **QUARTER)
    asked = of_findings(found)
    assert [(each.kind, each.finding) for each in asked] == [("disputed", 1)]
    assert str(asked[0].sentence) == (
        "Which is right in finding 1? On whether it happened: occurred (Wire); denied (Iran)."
    )


def test_an_event_of_one_origin_asks_for_another(tmp_path: Path) -> None:
    with Casebook(tmp_path / "one") as made:
        with made.writer() as writer:
            writer.add(record(WIRE, "Wire", "2020-03-12", []))
        (asked,) = of_findings(findings(made, Theme(), **QUARTER))
    assert asked.kind == "one origin"
    assert str(asked.sentence) == "Who else tells of finding 1?"
    assert [each.quote for each in asked.sentence.evidence] == [
        "struck Camp Taji in Iraq on March 11"
    ]


def test_the_record_leaves_dates_and_sources_open(tmp_path: Path) -> None:
    with Casebook(tmp_path / "open") as made:
        with made.writer() as writer:
            undated = {"date": None, "date_text": None}
            writer.add(record(POST, "Post", "2020-03-12", [UNNAMED], **undated))
        asked = of_record(made, Theme(), **QUARTER)
        assert of_record(made, Theme(), from_="2019", to="2019") == []
    assert [str(each.sentence) for each in asked] == [
        "When was this: “struck Camp Taji in Iraq on March 11” (Post)?",
        "Who is meant by “officers”, who said: “Iran denied” (Post)?",
    ]
    assert all(each.sentence.evidence for each in asked)
