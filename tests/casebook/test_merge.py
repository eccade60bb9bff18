from __future__ import annotations

import itertools
import shutil
from typing import TYPE_CHECKING, Any, Final

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.casebook import Casebook, Filter, merge_state
from detente.casebook.lock import locked
from detente.casebook.merge import happening_id
from detente.errors import CasebookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from detente.records import Record

    Report = Callable[..., Record]

TAJI: Final = {
    "date": "2020-03-11",
    "actor": "Kataib Hezbollah",
    "recipient": ("American soldiers", "USAMIL"),
    "place": ("Camp Taji", "IRQ"),
}
BOMBING: Final = TAJI | {"date": "2020-03-13", "actor": ("U.S. aircraft", "USAMIL")}
OTHERS: Final = {"recipient": "Kataib Hezbollah", "place": ("Karbala", "IRQ"), "mode": "aerial"}


def _add(casebook: Casebook, *records: Record) -> None:
    with casebook.writer() as writer:
        for record in records:
            writer.add(record)


def _groups(casebook: Casebook) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every happening with its mentions."""
    rows = sorted((row["happening"], row["document"], row["id"]) for row in casebook.mentions())
    grouped = itertools.groupby(rows, key=lambda row: row[0])
    return [(happening, [row[1:] for row in found]) for happening, found in grouped]


def _counts(casebook: Casebook) -> list[tuple[int, int]]:
    return sorted((row["reports"], row["origins"]) for row in casebook.events())


def test_reports_of_one_happening_are_one_event(casebook: Casebook, report: Report) -> None:
    first = report("A", TAJI, published="2020-03-12", publisher="Gulf Wire")
    second = report("B", TAJI | {"killed": (2, 2)}, published="2020-03-14", publisher="Post")
    _add(casebook, first, second)
    (event,) = casebook.events()
    assert (event["reports"], event["origins"]) == (2, 2)
    assert event["happening"] == happening_id(first.document.id, "v1")
    assert (event["document"], event["killed_low"]) == (second.document.id, 2)
    assert [row["happening"] for row in casebook.mentions()] == [event["happening"]] * 2


def test_what_one_publisher_says_twice_has_one_origin(casebook: Casebook, report: Report) -> None:
    _add(casebook, report("A", TAJI, publisher="Post"), report("B", TAJI, publisher="post"))
    assert _counts(casebook) == [(2, 1)]


def test_a_later_story_joins_by_the_day_it_speaks_of(casebook: Casebook, report: Report) -> None:
    told = report("A", TAJI, published="2020-03-12")
    later = report("B", TAJI | {"date": "2020-03"}, published="2020-05-30")
    _add(casebook, told, later)
    assert _counts(casebook) == [(2, 2)]


def test_other_days_are_other_events(casebook: Casebook, report: Report) -> None:
    _add(casebook, report("A", TAJI), report("B", TAJI | {"date": "2020-03-14"}))
    assert _counts(casebook) == [(1, 1), (1, 1)]


def test_nothing_is_near_an_event_without_a_date(casebook: Casebook, report: Report) -> None:
    told = report("A", TAJI | {"date": None})
    _add(casebook, told, report("B", BOMBING))
    assert not casebook.near(happening_id(told.document.id, "v1"), most=5)


def test_what_one_document_tells_apart_stays_apart(casebook: Casebook, report: Report) -> None:
    _add(casebook, report("A", TAJI, TAJI), report("B", TAJI))
    assert _counts(casebook) == [(1, 1), (2, 2)]


def test_counts_that_differ_stand_side_by_side(casebook: Casebook, report: Report) -> None:
    _add(
        casebook,
        report("A", TAJI | {"killed": (2, 2)}, publisher="Gulf Wire", published="2020-03-12"),
        report("B", TAJI | {"killed": (3, 3)}, publisher="Post", published="2020-03-13"),
    )
    (event,) = casebook.events()
    (version,) = event["versions"]
    assert version["what"] == "killed"
    said = {each["value"]: each["reports"] for each in version["values"]}
    assert list(said) == ["2", "3"]
    assert said["3"][0]["said_by"] == "Post"
    assert said["3"][0]["quote"] == "B"


def test_a_join_says_why(casebook: Casebook, report: Report) -> None:
    _add(casebook, report("A", TAJI), report("B", TAJI))
    (row,) = casebook.events()
    (join,) = casebook.event(row["happening"][:6])["joins"]
    assert join["refused"] is None
    assert join["score"] > 0.5
    assert "same day" in [reason["text"] for reason in join["reasons"]]


# Property: the same state in whatever order and company documents come.

_PLACES: Final = (None, ("Taji", "IRQ"), ("Kirkuk", "IRQ"), ("Idlib", "SYR"))
_DATES: Final = (None, "2020-03-11", "2020-03-12", "2020-03", "2020", "2019-12/2020-06")
_SIDES: Final = (None, ("U.S. forces", "USAMIL"), "Kataib Hezbollah", ("Iran", "IRN"), "rebels")


@st.composite
def _events(draw: st.DrawFn) -> dict[str, Any]:
    parts = {
        "date": draw(st.sampled_from(_DATES)),
        "place": draw(st.sampled_from(_PLACES)),
        "actor": draw(st.sampled_from(_SIDES)),
        "recipient": draw(st.sampled_from(_SIDES)),
        "killed": draw(st.sampled_from([None, (2, 2), (3, 3), (2, None)])),
    }
    return {name: value for name, value in parts.items() if value is not None}


_DOCUMENTS: Final = st.lists(
    st.tuples(
        st.lists(_events(), max_size=2), st.sampled_from(["2020-03-12", "2020-03-20", "2020-05"])
    ),
    min_size=2,
    max_size=6,
)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(told=_DOCUMENTS, data=st.data())
def test_any_order_and_any_parts_give_the_same_casebook(
    tmp_path_factory: pytest.TempPathFactory,
    report: Report,
    told: list[tuple[list[dict[str, Any]], str]],
    data: st.DataObject,
) -> None:
    records = [
        report(f"Text {number}", *events, published=published)
        for number, (events, published) in enumerate(told)
    ]
    shuffled = data.draw(st.permutations(records))
    cut = data.draw(st.integers(0, len(records)))
    at_once = _state(tmp_path_factory.mktemp("whole"), [records])
    in_parts = _state(tmp_path_factory.mktemp("parts"), [shuffled[:cut], shuffled[cut:]])
    assert at_once == in_parts


def _state(folder: Path, parts: Iterable[Sequence[Record]]) -> tuple[object, ...]:
    with Casebook(folder) as casebook:
        for part in parts:
            _add(casebook, *part)
        return (
            casebook.events(),
            casebook.mentions(),
            casebook.query("SELECT * EXCLUDE (run) FROM all_members ORDER BY ALL"),
            casebook.query("SELECT * FROM all_edges ORDER BY ALL"),
            casebook.query("SELECT * FROM all_joins ORDER BY ALL"),
        )


# Reading anew, lost state, judgements.


def test_a_document_read_anew_is_merged_anew(casebook: Casebook, report: Report) -> None:
    _add(casebook, report("A", TAJI), report("B", TAJI), report("C", TAJI))
    assert _counts(casebook) == [(3, 3)]
    _add(casebook, report("B", BOMBING | OTHERS, version="2"))
    assert _counts(casebook) == [(1, 1), (2, 2)]
    _add(casebook, report("B", version="3"))
    assert _counts(casebook) == [(2, 2)]


def test_a_state_that_is_gone_or_cut_is_made_again(casebook: Casebook, report: Report) -> None:
    _add(casebook, report("A", TAJI), report("B", TAJI))
    before = _groups(casebook)
    shutil.rmtree(casebook.path / "merged")
    assert _groups(casebook) == before
    (state,) = (casebook.path / "merged").iterdir()
    (state / "members.parquet").write_bytes(b"")
    assert _groups(casebook) == before


def test_joining_small_runs_leaves_the_state_as_it_is(
    casebook: Casebook, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.casebook.runs._FAN", 3)
    for name in ("A", "B"):
        _add(casebook, report(name, TAJI))
    before = _groups(casebook)
    _add(casebook, report("C"))
    assert len(list((casebook.path / "runs").iterdir())) == 1
    assert _groups(casebook) == before


def test_a_run_that_was_taken_away_takes_its_mentions_along(
    casebook: Casebook, report: Report
) -> None:
    _add(casebook, report("A", TAJI))
    _add(casebook, report("B", TAJI))
    assert _counts(casebook) == [(2, 2)]
    shutil.rmtree(casebook.path / "runs" / "00000001-00000001")
    assert _counts(casebook) == [(1, 1)]


def test_while_another_writes_what_is_not_merged_stands_alone(
    casebook: Casebook, report: Report
) -> None:
    _add(casebook, report("A", TAJI), report("B", TAJI))
    with casebook.writer() as writer:
        writer.add(report("C", TAJI))
        writer.add(report("B", TAJI, version="2"))
        writer.flush()
        with Casebook(casebook.path) as other:
            assert _counts(other) == [(1, 1)] * 3
    assert _counts(casebook) == [(3, 3)]


def test_a_reader_merges_what_a_writer_did_not_live_to_merge(
    casebook: Casebook, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("detente.casebook.book.bring_up_to_date", lambda *_: None)
        _add(casebook, report("A", TAJI), report("B", TAJI))
    assert _counts(casebook) == [(2, 2)]
    with locked(casebook.path / "writer.lock", wait=0):
        assert _counts(casebook) == [(2, 2)]


def test_names_judged_the_same_meet(casebook: Casebook, report: Report) -> None:
    bare = {"date": "2020-03-11"}
    _add(casebook, report("A", bare | {"actor": "KH"}), report("B", bare | {"actor": "Brigades"}))
    apart = _counts(casebook)
    number = casebook.judge("KH", "the Brigades", "same", judge="Ann")
    joined = _counts(casebook)
    assert (apart, joined) == ([(1, 1), (1, 1)], [(2, 2)])
    casebook.withdraw(number, judge="Ann")
    assert _counts(casebook) == apart
    assert [each.judge for each in casebook.judgements()] == ["Ann"]


def test_names_judged_different_keep_events_apart(casebook: Casebook, report: Report) -> None:
    _add(casebook, report("A", TAJI), report("B", TAJI | {"actor": "Badr"}))
    assert _counts(casebook) == [(2, 2)]
    casebook.judge("Badr", "Kataib Hezbollah", "different", judge="Ann")
    assert _counts(casebook) == [(1, 1), (1, 1)]


def test_filters_on_other_tables_look_at_every_mention(casebook: Casebook, report: Report) -> None:
    _add(casebook, report("A", TAJI), report("B", TAJI))
    assert len(casebook.documents(Filter(type="ASSAULT"))) == 2
    assert len(casebook.events(Filter(type="ASSAULT"))) == 1


def test_merging_that_runs_out_of_memory_says_so(
    casebook: Casebook, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    with casebook.writer(merge=False) as writer:
        writer.add(report("one", **TAJI))

    def full(*_: object) -> None:
        raise duckdb.OutOfMemoryException

    monkeypatch.setattr(merge_state, "place", full)
    with pytest.raises(CasebookError, match="D212"):
        casebook.events()
