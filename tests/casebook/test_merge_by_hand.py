"""Reports that people say are of one event, or of two, whatever merging makes of them."""

from __future__ import annotations

import itertools
import shutil
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.casebook import Casebook
from detente.errors import CasebookError, DetenteError, ReviewError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.records import Record

    Report = Callable[..., Record]

TAJI: Final = {
    "date": "2020-03-11",
    "actor": "Kataib Hezbollah",
    "recipient": ("American soldiers", "USAMIL"),
    "place": ("Camp Taji", "IRQ"),
}
ELSEWHERE: Final = {"type": "AID", "quad_class": 2, "date": "2019-01-05", "actor": "Norway"}
BARE: Final = {"type": "AID", "quad_class": 2, "date": "2019-03", "actor": "Norway"}


def _add(casebook: Casebook, *records: Record) -> None:
    with casebook.writer() as writer:
        for record in records:
            writer.add(record)


def _named(record: Record, event: str = "v1") -> str:
    return f"{record.document.id}:{event}"


def _groups(casebook: Casebook) -> list[set[str]]:
    """The names of the documents that tell of each event."""
    titles = {
        row["document"]: casebook.record(row["document"]).document.text
        for row in casebook.documents()
    }
    rows = sorted(casebook.mentions(), key=lambda row: str(row["happening"]))
    grouped = itertools.groupby(rows, key=lambda row: row["happening"])
    return sorted(({titles[row["document"]] for row in rows} for _, rows in grouped), key=sorted)


@pytest.fixture
def told(casebook: Casebook, report: Report) -> dict[str, Record]:
    """Three reports of one attack and one of something else."""
    made = {name: report(name, TAJI, publisher=name) for name in "ABC"}
    made["D"] = report("D", ELSEWHERE)
    _add(casebook, *made.values())
    assert _groups(casebook) == [{"A", "B", "C"}, {"D"}]
    return made


def test_reports_judged_the_same_are_one_event_however_unlike(
    casebook: Casebook, told: dict[str, Record]
) -> None:
    casebook.judge(_named(told["A"]), _named(told["D"]), "same", judge="Ann")
    assert _groups(casebook) == [{"A", "B", "C", "D"}]
    (event,) = casebook.events()
    assert (event["reports"], event["origins"]) == (4, 4)
    (made,) = [row for row in casebook.event(event["happening"])["joins"] if row["score"] == 1.0]
    assert made["reasons"][0]["text"] == "judged the same event"
    assert made["refused"] is None


def test_events_are_judged_by_their_ids(casebook: Casebook, told: dict[str, Record]) -> None:
    one, other = (row["happening"] for row in casebook.events())
    casebook.judge(one, other[:9], "same", judge="Ann")
    assert _groups(casebook) == [set(told)]


def test_reports_judged_different_are_never_one(
    casebook: Casebook, told: dict[str, Record]
) -> None:
    casebook.judge(_named(told["A"]), _named(told["B"]), "different", judge="Ann")
    groups = _groups(casebook)
    assert not any({"A", "B"} <= group for group in groups)
    events = [casebook.event(row["happening"]) for row in casebook.events()]
    refused = {row["refused"] for event in events for row in event["joins"]} - {None}
    assert refused == {"judged to be another event"}


def test_an_event_is_split_for_good(
    casebook: Casebook, told: dict[str, Record], report: Report
) -> None:
    (event,) = [row for row in casebook.events() if row["reports"] > 1]
    numbers = casebook.split(event["happening"], [_named(told["B"])], judge="Ann")
    assert len(numbers) == len({"A", "C"})
    assert _groups(casebook) == [{"A", "C"}, {"B"}, {"D"}]
    _add(casebook, report("E", TAJI, publisher="E"))
    assert not any({"A", "B"} <= group or {"B", "C"} <= group for group in _groups(casebook))


def test_what_is_withdrawn_no_longer_counts(casebook: Casebook, told: dict[str, Record]) -> None:
    before = _groups(casebook)
    number = casebook.judge(_named(told["A"]), _named(told["D"]), "same", judge="Ann")
    (event,) = casebook.events()
    casebook.withdraw(number, judge="Bob")
    assert _groups(casebook) == before
    for other in casebook.split(_first(casebook), [_named(told["B"])], judge="Ann"):
        casebook.withdraw(other, judge="Bob")
    assert _groups(casebook) == before
    assert {(each.of, each.judge) for each in casebook.judgements()} == {("event", "Ann")}
    assert casebook.event(event["happening"])


def _first(casebook: Casebook) -> str:
    return str(max(casebook.events(), key=lambda row: int(row["reports"]))["happening"])


def test_unsure_takes_an_earlier_word_back(casebook: Casebook, told: dict[str, Record]) -> None:
    before = _groups(casebook)
    pair = _named(told["A"]), _named(told["D"])
    casebook.judge(*pair, "same", judge="Ann")
    casebook.judge(*pair, "unsure", judge="Ann")
    assert _groups(casebook) == before


def test_a_persons_word_goes_before_a_programs(casebook: Casebook, told: dict[str, Record]) -> None:
    before = _groups(casebook)
    pair = _named(told["A"]), _named(told["D"])
    casebook.judge(*pair, "different", judge="Ann")
    casebook.judge(*pair, "same", judge="pairs 1.0", machine=True)
    assert _groups(casebook) == before


def test_two_that_are_one_with_a_third_are_one_unless_judged_different(
    casebook: Casebook, report: Report
) -> None:
    made = [report(name, BARE | {"date": f"20{10 + n}"}) for n, name in enumerate("ABC")]
    _add(casebook, *made)
    a, b, c = map(_named, made)
    casebook.judge(a, b, "same", judge="Ann")
    casebook.judge(b, c, "same", judge="Ann")
    assert _groups(casebook) == [{"A", "B", "C"}]
    casebook.judge(a, c, "different", judge="Ben")
    assert _groups(casebook) == [{"A", "B"}, {"C"}]


def test_a_judgement_outlives_a_newer_reading(casebook: Casebook, report: Report) -> None:
    quote = {"start": 0, "end": 1, "quote": "A"}
    early = {"type": "PROTEST", "quad_class": 3, "evidence": [quote]}
    late = TAJI | {"trigger": {"start": 4, "end": 5, "quote": "c"}}
    one, other = report("A b c", late), report("B", ELSEWHERE)
    _add(casebook, one, other)
    casebook.judge(_named(one), _named(other), "same", judge="Ann")
    assert len(casebook.events()) == 1
    _add(casebook, report("A b c", early, late, version="2"))
    (joined,) = [row for row in casebook.events() if row["reports"] > 1]
    mentions = casebook.event(joined["happening"])["mentions"]
    assert {(row["document"], row["id"]) for row in mentions} == {
        (one.document.id, "v2"),
        (other.document.id, "v1"),
    }


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    judged=st.lists(
        st.tuples(
            st.sampled_from("ABCD"), st.sampled_from("ABCD"), st.sampled_from(["same", "different"])
        ).filter(lambda each: each[0] != each[1]),
        max_size=4,
    )
)
def test_merging_at_once_and_step_by_step_come_to_the_same(
    tmp_path_factory: pytest.TempPathFactory, report: Report, judged: list[tuple[str, str, Any]]
) -> None:
    made = {name: report(name, TAJI if name != "D" else BARE, publisher=name) for name in "ABCD"}
    with Casebook(tmp_path_factory.mktemp("casebook") / "c") as casebook:
        _add(casebook, *made.values())
        for one, other, verdict in judged:
            casebook.judge(_named(made[one]), _named(made[other]), verdict, judge="Ann")
            stepwise = _groups(casebook)
        stepwise = _groups(casebook)
        shutil.rmtree(casebook.path / "merged")
        assert _groups(casebook) == stepwise


@pytest.mark.parametrize(
    ("first", "second", "error", "code"),
    [
        ("A:v1", "A:v1", UsageError, "D309"),
        ("A:v1", "Iran", UsageError, "D309"),
        ("A:v1", "A:v9", ReviewError, "D601"),
        ("A:v1", "0000000000:v1", CasebookError, "D206"),
        ("A:v1", "h0123456789abcdef", CasebookError, "D208"),
    ],
)
def test_what_cannot_be_judged_is_refused(
    casebook: Casebook,
    told: dict[str, Record],
    first: str,
    second: str,
    error: type[DetenteError],
    code: str,
) -> None:
    own = f"{told['A'].document.id}:"
    one, other = (name.replace("A:", own) for name in (first, second))
    with pytest.raises(error, match=code):
        casebook.judge(one, other, "same", judge="Ann")
    assert casebook.judgements() == []


@pytest.mark.parametrize("chosen", ["", "ABC", "D"])
def test_only_a_part_of_an_event_is_split_from_it(
    casebook: Casebook, told: dict[str, Record], chosen: str
) -> None:
    with pytest.raises(UsageError, match="D302"):
        casebook.split(_first(casebook), [_named(told[name]) for name in chosen], judge="Ann")
    assert casebook.judgements() == []
