from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from detente.casebook import Casebook
from detente.records import Document, Event, Party, ReaderInfo, Record, RelationChange, span
from detente.records import Entity as Actor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

TEXT = "On 5 January 2020 Ruritania suspended its training of \u202eKurland's army after shelling."


def _record() -> Record:
    """Two kingdoms: one event in January and one in March, training suspended between."""
    document = Document(
        id="sha256:" + "0" * 64, text=TEXT, publisher="The Herald", published="2020-03-20"
    )
    first = Party(entity="e1", text="Ruritania", start=18, end=27)
    second = Party(entity="e2", text="Kurland's army", start=55, end=69)
    names = {"e1": "Ruritania \x1b[31m", "e2": "Kurland"}
    entities = tuple(
        Actor(id=key, name=name, kind="country", mentions=()) for key, name in names.items()
    )
    common: dict[str, Any] = {"actors": (first,), "recipients": (second,), "status": "occurred"}
    evidence = (span(TEXT, 18, 37),)
    events = (
        Event(id="v1", type="ASSAULT", quad_class=4, goldstein=-9.0, date="2020-01-03",
              evidence=evidence, **common),
        Event(id="v2", type="AID", quad_class=2, goldstein=10.0, date="2020-03-05",
              evidence=evidence, **common),
        Event(id="v3", type="AID", quad_class=2, goldstein=10.0, date="2020-03-06",
              evidence=evidence, **{**common, "status": "planned"}),
    )  # fmt: skip
    change = RelationChange(
        id="r1",
        parties=(first, second),
        channel="training",
        status="suspended",
        date="2020-01-05",
        evidence=(span(TEXT, 18, 54),),
    )
    return Record(
        document=document,
        entities=entities,
        events=events,
        relations=(change,),
        reader=ReaderInfo(version="0.1.0", model="fake", seconds=0.0),
    )


@pytest.fixture
def kingdoms(tmp_path: Path) -> Path:
    path = tmp_path / "casebook"
    with Casebook(path) as casebook, casebook.writer() as writer:
        writer.add(_record(), raw=b"raw", media_type="text/plain", source="herald.txt")
    return path


PAIR = ("relation", "Ruritania \x1b[31m", "Kurland")


def test_the_page_says_where_it_stands_since_when_and_by_whose_words(
    run: Run, kingdoms: Path
) -> None:
    shown = run(*PAIR, "--format", "table").stdout
    assert "Jan – Mar 2020 · by month" in shown
    assert "‖ training suspended since 5 Jan 2020" in shown
    assert "│ Ruritania suspended its training of  000" in shown
    assert "The Herald, 20 Mar 2020; 1 report" in shown
    assert "1 event that did not happen" in shown


def test_the_page_fits_and_commands_no_terminal(
    run: Run, kingdoms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for width in (60, 80, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        shown = run(*PAIR, "--format", "table").stdout
        assert max(map(len, shown.splitlines())) <= min(width, 100)
        assert "\x1b" not in shown
        assert "\u202e" not in shown


def test_a_program_gets_everything_as_json(run: Run, kingdoms: Path) -> None:
    told = json.loads(run(*PAIR).stdout)
    assert told["period"] == "2020-01/2020-03"
    assert [row["period"] for row in told["series"]] == ["2020-01", "2020-02", "2020-03"]
    assert told["states"][0]["status"] == "suspended"
    assert told["channels"][0]["changes"][0]["reports"][0]["quote"].startswith("Ruritania")
    assert told["not_happened"] == 1
    assert told["source"].startswith("casebook casebook; events ")


def test_csv_and_json_lines_are_the_series(run: Run, kingdoms: Path) -> None:
    lines = [json.loads(line) for line in run(*PAIR, "--format", "jsonl").stdout.splitlines()]
    cells = list(csv.DictReader(io.StringIO(run(*PAIR, "--format", "csv").stdout)))
    assert [line["period"] for line in lines] == [cell["period"] for cell in cells]
    assert [float(cell["net_plover"]) for cell in cells] == [-9.0, 0.0, 10.0]


@pytest.mark.parametrize(
    ("day", "status"), [("2020-01-04", None), ("2020-01-05", "suspended"), ("2020", "suspended")]
)
def test_the_state_is_that_of_the_day_asked_for(
    run: Run, kingdoms: Path, day: str, status: str | None
) -> None:
    told = json.loads(run(*PAIR, "--channel", "training", "--on", day).stdout)
    assert [state["status"] for state in told["states"]] == [status]


def test_a_channel_nothing_is_known_of_says_so(run: Run, kingdoms: Path) -> None:
    shown = run(*PAIR, "--channel", "economic", "--format", "table").stdout
    assert "? economic not known: no document tells of it between these two" in shown


def test_a_third_side_is_weighed_or_said_to_be_too_little(run: Run, kingdoms: Path) -> None:
    shown = run(*PAIR, "--with", "Kurland", "--format", "table").stdout
    assert "Too little data to say whether" in shown
    assert json.loads(run(*PAIR, "--with", "Kurland").stdout)["spillover"]["reason"]


def test_sides_that_never_met_are_an_empty_page(run: Run, kingdoms: Path) -> None:
    result = run("relation", "Kurland", "Kurland's army", "--format", "table")
    assert result.exit_code == 0
    assert "No dated event between the two is known." in result.stdout


@pytest.mark.parametrize(
    ("by", "ending"),
    [("day", "svg"), ("week", "png"), ("month", "html"), ("quarter", "svg"), ("year", "vl.json")],
)
def test_it_is_drawn(run: Run, kingdoms: Path, tmp_path: Path, by: str, ending: str) -> None:
    pytest.importorskip("vl_convert")
    out = tmp_path / f"chart.{ending}"
    result = run(*PAIR, "--by", by, "-o", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.stat().st_size > 1000


def test_the_chart_of_a_channel_says_its_history(run: Run, kingdoms: Path, tmp_path: Path) -> None:
    run(*PAIR, "--channel", "training", "-o", tmp_path / "chart.vl.json")
    spec = json.loads((tmp_path / "chart.vl.json").read_text("utf-8"))
    assert spec["title"]["subtitle"] == ["Training: suspended 5 Jan 2020."]


def test_the_ending_of_the_file_says_the_format(run: Run, kingdoms: Path, tmp_path: Path) -> None:
    for name, beginning in (("a.csv", "period,"), ("a.json", "{"), ("a.txt", "Ruritania")):
        run(*PAIR, "-o", tmp_path / name)
        assert (tmp_path / name).read_text("utf-8").startswith(beginning)


@pytest.mark.parametrize(
    ("arguments", "code"), [(("+", "B"), "D310"), (("A", "B", "--from", "May"), "D301")]
)
def test_what_is_not_understood_is_refused(
    run: Run, kingdoms: Path, arguments: tuple[str, ...], code: str
) -> None:
    result = run("relation", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(f"[{code}]\n")
