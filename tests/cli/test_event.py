from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


def test_events_are_counted_three_ways(run: Run, twice: Path) -> None:
    shown = run("events", "--format", "table").stdout
    assert shown.splitlines()[-1].startswith("3 events, 6 reports, 4 origins")
    assert "2 or 6 killed" in shown


def test_mentions_have_a_row_each(run: Run, twice: Path) -> None:
    events = json.loads(run("events").stdout)
    mentions = json.loads(run("events", "--mentions").stdout)
    assert (len(events), len(mentions)) == (3, 6)
    assert {row["happening"] for row in mentions} == {row["happening"] for row in events}
    shown = run("events", "--mentions", "--format", "table").stdout
    assert shown.splitlines()[-1].startswith("6 mentions")
    header = next(csv.reader(io.StringIO(run("events", "--mentions", "--format", "csv").stdout)))
    assert header == list(mentions[0])


def test_one_event_is_shown_whole(run: Run, twice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.cli.event.is_terminal", lambda: True)
    (found,) = (row for row in json.loads(run("events").stdout) if row["type"] == "ASSAULT")
    shown = run("event", found["happening"][:7]).stdout
    for words in ("VERSIONS", "killed", "6", "REPORTS  2", "Gulf Wire", "Post", "WHY JOINED"):
        assert words in shown
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_one_event_as_json_has_its_mentions_and_joins(run: Run, twice: Path) -> None:
    (found,) = (row for row in json.loads(run("events").stdout) if row["type"] == "ASSAULT")
    whole = json.loads(run("event", found["happening"]).stdout)
    assert [row["publisher"] for row in whole["mentions"]] == ["Gulf Wire", "Post"]
    assert len(whole["joins"]) == 1
    assert json.loads(run("event", found["happening"], "--json").stdout) == whole


@pytest.mark.parametrize("wanted", ["h", "nothing", ""])
def test_an_id_of_none_or_of_several_is_refused(run: Run, twice: Path, wanted: str) -> None:
    result = run("event", wanted)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("[D208]\n")
