from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

import pytest

from detente.errors import UsageError
from detente.records import Record
from detente.report.findings import findings
from detente.report.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.casebook import Casebook
    from detente.casebook.rows import Row

TEXT = "Iran struck the base on March 11. Two soldiers were killed."
DAY = dt.date(2020, 3, 11)


def quote(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "quote": words}


def record(document: str, publisher: str) -> Record:
    iran = quote("Iran")
    return Record.model_validate(
        {
            "document": {"id": document, "text": TEXT, "publisher": publisher},
            "events": [
                {
                    "id": "v1",
                    "type": "ASSAULT",
                    "quad_class": 4,
                    "goldstein": -9,
                    "actors": [
                        {"entity": None, "text": "Iran", "start": iran["start"], "end": iran["end"]}
                    ],
                    "date": "2020-03-11",
                    "evidence": [quote("Iran struck the base on March 11")],
                }
            ],
            "reader": {"version": "0.1.0", "model": "fake", "seconds": 0.0},
        }
    )


RECORDS = {name: record(name, name.title()) for name in ("wire", "post")}


def row(happening: str, **known: Any) -> Row:
    """A row of `events`: an attack that two documents tell of."""
    return {
        "happening": happening, "document": "wire", "id": "v1", "type": "ASSAULT",
        "status": "occurred", "origins": 2, "reports": 2, "goldstein": -9.0, "confidence": 0.9,
        "actors": [{"name": "Iran", "code": "IRN"}], "recipients": [], "date": "2020-03-11",
        "earliest": DAY, "latest": DAY, "country": None, "place": None, "versions": [],
    } | known  # fmt: skip


def mention(document: str, happening: str) -> Row:
    return {
        "happening": happening,
        "origin": document.title(),
        "document": document,
        "id": "v1",
        "status": "occurred",
        "claim": None,
        "said_by": None,
        "killed_high": None,
        "injured_high": None,
        "evidence": [quote("Iran struck the base on March 11")],
    }


VERSIONS = [
    {
        "what": "killed",
        "values": [
            {"value": value, "reports": [{"document": name, "id": "v1", "said_by": name.title()}]}
            for value, name in (("2", "wire"), ("3", "post"))
        ],
    }
]


class Held:
    """As much of a casebook as findings ask for: these events, each told by both documents."""

    def __init__(self, *rows: Row) -> None:
        self._rows = list(rows)

    def events(self, asked: Any) -> list[Row]:
        del asked
        return list(self._rows)

    def query(self, sql: str, parameters: list[list[str]]) -> list[Row]:
        if "text" in sql:
            return [{"document": name, "text": TEXT} for name in parameters[0]]
        return [mention(name, each) for each in parameters[0] for name in RECORDS]

    def records(self, documents: Iterable[str], *, standing: bool) -> list[Record]:
        assert standing
        return [RECORDS[each] for each in documents]


def found(*rows: Row, **asked: Any) -> list[Any]:
    held = cast("Casebook", Held(*rows))
    return findings(held, Theme(), **({"from_": "2020-01", "to": "2020-03"} | asked))


def test_a_finding_tells_what_happened_who_agrees_and_who_verifies_it() -> None:
    (finding,) = found(row("h1"))
    assert str(finding.sentence) == (
        "On 11 Mar 2020, Iran carried out an attack, as reported by Wire."
    )
    assert str(finding.agreement) == (
        "2 documents of 2 origins tell of it, and they do not contradict each other."
    )
    assert finding.verification.by == ("Wire", "Post")
    assert finding.reports == ("wire", "post")
    assert [each.document for each in finding.quotes] == ["wire", "post"]
    assert finding.quote == finding.quotes[0]


def test_what_the_sources_differ_on_stands_with_who_says_what() -> None:
    (finding,) = found(row("h1", versions=VERSIONS))
    assert str(finding.agreement).endswith(", and they differ on how many were killed.")
    (difference,) = finding.disagreements
    assert str(difference) == "On how many were killed: 2 (Wire); 3 (Post)."
    assert [each.document for each in difference.evidence] == ["wire", "post"]


def test_every_sentence_has_evidence_that_stands_in_the_text() -> None:
    for finding in found(row("h1", versions=VERSIONS)):
        for sentence in (finding.sentence, finding.agreement, *finding.disagreements):
            assert sentence.evidence
            for each in sentence.evidence:
                text = RECORDS[each.document].document.text
                assert each.start is None or text[each.start : each.end] == each.quote


def test_findings_are_numbered_by_rank_and_cut_off() -> None:
    rows = [row("h1", goldstein=-5.0), row("h2"), row("h3", status="denied")]
    assert [(each.number, each.happening) for each in found(*rows)] == [
        (1, "h2"),
        (2, "h1"),
        (3, "h3"),
    ]
    assert [each.happening for each in found(*rows, most=1)] == ["h2"]


@pytest.mark.parametrize(
    "known",
    [
        {"earliest": None, "latest": None, "date": None},
        {"earliest": dt.date(2020, 1, 1), "latest": dt.date(2020, 12, 31), "date": "2020"},
        {"earliest": dt.date(2019, 12, 31)},
        {"actors": []},
        {"status": "hypothetical"},
        {"status": "proposed"},
    ],
)
def test_what_is_no_development_of_the_period_is_left_out(known: dict[str, Any]) -> None:
    assert found(row("h1", **known)) == []


@pytest.mark.parametrize("period", [{"from_": "May"}, {"to": "2019"}])
def test_a_period_that_is_none_is_refused(period: dict[str, str]) -> None:
    with pytest.raises(UsageError) as error:
        found(row("h1"), **period)
    assert error.value.code == "D301"
