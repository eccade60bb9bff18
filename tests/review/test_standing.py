"""What people decide comes to count wherever events are counted, and can be taken back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import pytest

from detente.casebook import Casebook, Filter
from detente.export.formats import export
from detente.relations import relation
from detente.report.findings import findings
from detente.report.theme import Theme
from detente.review import Review, queue

if TYPE_CHECKING:
    from pathlib import Path

    from detente.records import Record

AT: Final = "2026-01-02T03:04:05+00:00"


@pytest.fixture
def twice(casebook: Casebook, wire: Record) -> Casebook:
    """The casebook with a second report of the same attack, which counts three dead."""
    text = wire.document.text.replace("two", "six").replace("Gulf Wire", "Northport")
    document = wire.document.model_copy(
        update={"id": f"sha256:{'b' * 64}", "text": text, "publisher": "Northport"}
    )
    told = wire.to_json().replace('"two ', '"six ').replace("killed two", "killed six")
    other = type(wire).model_validate_json(told).model_copy(update={"document": document})
    events = tuple(
        each.model_copy(
            update={"casualties": type(each.casualties).model_validate(_DEAD)}
            if each.casualties
            else {}
        )
        for each in other.events
    )
    with casebook.writer() as writer:
        writer.add(other.model_copy(update={"events": events}))
    return casebook


_DEAD: Final = {"killed": {"low": 6, "high": 6}}


def _decide(casebook: Casebook, record: str, verdict: Any, **correction: list[str]) -> None:
    Review(casebook).decide(record, verdict, reviewer="ann", at=AT, correction=correction or None)


def _of_type(casebook: Casebook, type_: str) -> list[dict[str, Any]]:
    return casebook.events(Filter(type=type_))


def test_what_is_rejected_is_in_no_table(casebook: Casebook, named: str) -> None:
    for table, record in [
        ("events", "v1"),
        ("mentions", "v2"),
        ("claims", "c2"),
        ("causes", "k1"),
        ("relations", "r1"),
    ]:
        before = casebook.count(table)
        assert record in {row["id"] for row in casebook.page(table)}
        _decide(casebook, f"{named}{record}", "reject")
        assert record not in {row["id"] for row in casebook.page(table)}
        assert casebook.count(table) == before - 1


def test_it_counts_again_when_it_is_taken_back(casebook: Casebook, named: str) -> None:
    before = casebook.events()
    _decide(casebook, f"{named}v2", "reject")
    assert len(casebook.events()) < len(before)
    Review(casebook).undo(reviewer="ann", at=AT)
    assert casebook.events() == before


@pytest.mark.parametrize("verdict", ["accept", "unsure"])
def test_what_is_accepted_or_open_stays_as_read(
    casebook: Casebook, named: str, verdict: str
) -> None:
    before = casebook.events()
    _decide(casebook, f"{named}v2", verdict)
    assert casebook.events() == before


def test_another_process_sees_it(casebook: Casebook, named: str) -> None:
    before = casebook.count("events")
    with Casebook(casebook.path) as other:
        _decide(other, f"{named}v2", "reject")
    assert casebook.count("events") == before - 1


def test_a_correction_counts_as_corrected(casebook: Casebook, named: str) -> None:
    _decide(
        casebook, f"{named}v2", "correct",
        type=["COERCE"], date=["2020-03-12"], actors=["Iran"], place=["Basra"],
    )  # fmt: skip
    (row,) = _of_type(casebook, "COERCE")
    assert (row["quad_class"], row["mode"], row["cameo"]) == (4, None, "170")
    assert row["earliest"] == row["latest"] == dt.date(2020, 3, 12)
    assert [(side["name"], side["code"]) for side in row["actors"]] == [("Iran", "IRN")]
    assert (row["place"], row["country"]) == ("Basra", "IRQ")
    assert row["latitude"]
    assert _of_type(casebook, "ASSAULT") == []
    assert casebook.events(Filter(actor="Iran", from_="2020-03-12", to="2020-03-12"))
    assert {"value": "COERCE", "rows": 1} in casebook.facets("events")["type"]


def test_words_that_name_nobody_are_kept_as_words(casebook: Casebook, named: str) -> None:
    _decide(casebook, f"{named}v2", "correct", actors=["somebody else", "the coalition"])
    (row,) = _of_type(casebook, "ASSAULT")
    first, second = row["actors"]
    assert (first["name"], first["entity"], first["code"]) == ("somebody else", None, None)
    assert second["entity"]
    assert casebook.events(Filter(actor="somebody else"))


def test_who_is_not_in_the_record_is_known_by_name(casebook: Casebook, named: str) -> None:
    _decide(casebook, f"{named}v2", "correct", actors=["Turkey"])
    (row,) = _of_type(casebook, "ASSAULT")
    assert row["actors"][0]["code"] == "TUR"
    assert [each["id"] for each in casebook.entities(Filter(country="TUR"))] == [
        row["actors"][0]["entity"]
    ]


def test_a_speaker_corrected_says_what_he_is_said_to_say(casebook: Casebook, named: str) -> None:
    _decide(casebook, f"{named}c1", "correct", speaker=["the Pentagon"], certainty=["very likely"])
    (claim,) = [row for row in casebook.claims() if row["id"] == "c1"]
    assert (claim["speaker"], claim["certainty"]) == ("Pentagon", "very likely")
    assert (claim["certainty_low"], claim["certainty_high"]) == (80, 95)
    (event,) = _of_type(casebook, "ASSAULT")
    assert event["said_by"] == "Pentagon"


def test_what_was_only_said_does_not_become_a_fact(casebook: Casebook, named: str) -> None:
    _decide(casebook, f"{named}c1", "reject")
    (event,) = _of_type(casebook, "ASSAULT")
    assert event["said_by"]
    standing = casebook.standing(named.removesuffix(":"))
    assert "c1" in {claim.id for claim in standing.claims}
    assert "c1" not in {row["id"] for row in casebook.claims()}


def test_a_change_of_a_relation_and_a_cause_are_corrected(casebook: Casebook, named: str) -> None:
    _decide(casebook, f"{named}r1", "correct", status=["ended"], parties=["Iraq", "Iran"])
    (change,) = casebook.relations()
    assert (change["status"], [side["name"] for side in change["parties"]]) == (
        "ended", ["Iraq", "Iran"],
    )  # fmt: skip
    assert casebook.relations(Filter(between=("Iran", "Iraq")))
    _decide(casebook, f"{named}k1", "correct", cause=["a rocket attack"])
    (cause,) = casebook.causes()
    assert (cause["cause"], cause["cause_event"]) == ("a rocket attack", None)


def test_the_record_stays_as_it_was_read(casebook: Casebook, wire: Record, named: str) -> None:
    _decide(casebook, f"{named}v2", "correct", type=["COERCE"])
    _decide(casebook, f"{named}v1", "reject")
    assert casebook.record(wire.document.id) == wire
    standing = casebook.standing(wire.document.id)
    assert next((each.id, each.type) for each in standing.events) == ("v2", "COERCE")


def test_a_rejected_report_is_not_counted_among_others(twice: Casebook, named: str) -> None:
    (event,) = _of_type(twice, "ASSAULT")
    assert (event["reports"], event["origins"]) == (2, 1)
    assert [each["what"] for each in event["versions"]] == ["killed"]
    _decide(twice, f"{named}v2", "reject")
    (left,) = _of_type(twice, "ASSAULT")
    assert (left["reports"], left["origins"], left["versions"]) == (1, 1, [])
    assert left["happening"] == event["happening"]
    whole = twice.event(event["happening"])
    assert [row["document"] for row in whole["mentions"]] == [f"sha256:{'b' * 64}"]
    assert whole["joins"] == []


def test_an_event_all_of_whose_reports_are_rejected_is_none(twice: Casebook, named: str) -> None:
    for document in (named, f"{'b' * 12}:"):
        _decide(twice, f"{document}v2", "reject")
    assert _of_type(twice, "ASSAULT") == []


def test_a_correction_in_one_report_is_a_version(twice: Casebook, named: str) -> None:
    _decide(twice, f"{named}v2", "correct", date=["2020-03-02"])
    (event,) = _of_type(twice, "ASSAULT")
    assert {each["what"] for each in event["versions"]} == {"killed", "date"}


def test_a_second_reviewer_is_still_asked(casebook: Casebook, named: str) -> None:
    _decide(casebook, f"{named}v2", "reject")
    waiting = {each.proposal.id for each in queue(casebook, reviewer="ben")}
    assert "v2" in waiting


def test_relations_count_it(casebook: Casebook, named: str) -> None:
    def counted() -> int:
        return sum(row["events"] for row in relation(casebook, "USA", "IRQ").series.rows())

    before = counted()
    _decide(casebook, f"{named}v2", "reject")
    assert counted() == before - 1


@pytest.mark.parametrize("form", ["csv", "polecat", "geojson", "webannotation"])
def test_exports_hold_what_stands(
    casebook: Casebook, named: str, tmp_path: Path, form: str
) -> None:
    _decide(casebook, f"{named}v2", "correct", type=["COERCE"])
    _decide(casebook, f"{named}v1", "reject")
    table = "events" if form == "csv" else None
    export(casebook, form, tmp_path / "out", table=table)
    text = (tmp_path / "out").read_text("utf-8")
    assert "COERCE" in text
    assert not [word for word in ("ASSAULT", "ACCUSE") if word in text]


def _sentences(casebook: Casebook) -> dict[str, str]:
    found = findings(casebook, Theme(), from_="2020-03", to="2020-03")
    return {each.happening: str(each.sentence) for each in found}


def test_the_report_tells_what_stands(casebook: Casebook, named: str) -> None:
    (attack,) = _of_type(casebook, "ASSAULT")
    _decide(casebook, f"{named}v2", "correct", actors=["Iran"])
    assert "Iran " in _sentences(casebook)[attack["happening"]]
    _decide(casebook, f"{named}v2", "reject")
    assert attack["happening"] not in _sentences(casebook)
