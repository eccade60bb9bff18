from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from detente import cli
from detente.evaluation import gold

if TYPE_CHECKING:
    from pathlib import Path

_LINE = {
    "id": "one",
    "text": "Norway condemned Russia.",
    "events": [
        {
            "type": "ACCUSE",
            "args": [
                {"role": "Source", "start": 0, "end": 6},
                {"role": "Target", "start": 17, "end": 23},
            ],
        }
    ],
}
_WRONG = _LINE | {"id": "two", "events": [{"type": "AID", "args": []}]}


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with nothing beside it."""
    monkeypatch.delenv(gold.VARIABLE, raising=False)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def _run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli.command, ["eval", *map(str, args)])


def _own(tmp_path: Path, *cases: object) -> Path:
    folder = tmp_path / "own"
    folder.mkdir(exist_ok=True)
    lines = "\n".join(map(json.dumps, cases))
    (folder / "events.jsonl").write_text(lines, "utf-8")
    return folder


def test_without_gold_it_is_refused() -> None:
    done = _run("events")
    assert done.exit_code == 2
    assert "D304" in done.stderr


def test_a_task_that_does_not_exist_is_refused() -> None:
    assert "D302" in _run("gold").stderr


def test_any_file_in_the_format_of_a_task_is_measured(tmp_path: Path) -> None:
    done = _run("events", _own(tmp_path, _LINE, _WRONG) / "events.jsonl", "--no-baselines")
    assert done.exit_code == 0
    assert "events · events.jsonl · 2 cases" in done.stdout
    assert re.search(r"type_f1 +\.500", done.stdout)


def test_a_file_of_another_format_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "a", "events": [{}]}', "utf-8")
    done = _run("events", path)
    assert done.exit_code == 2
    assert "D305" in done.stderr


def test_all_scores_in_json(tmp_path: Path) -> None:
    done = _run("events", "--own", _own(tmp_path, _LINE), "--json", "--no-baselines")
    (score,) = json.loads(done.stdout)
    assert (score["task"], score["gold"], score["cases"]) == ("events", "own/events.jsonl", 1)
    assert score["measures"]["type_f1"] == 1.0
    assert score["intervals"]["type_f1"] == [1.0, 1.0]


def test_the_same_command_prints_the_same(tmp_path: Path) -> None:
    own = _own(tmp_path, _LINE, _WRONG)
    once, twice = (_run("events", "--own", own, "--limit", "1", "--seed", "4") for _ in range(2))
    assert once.stdout == twice.stdout


def test_baselines_without_training_cases_say_so(tmp_path: Path) -> None:
    done = _run("events", "--own", _own(tmp_path, _LINE))
    assert "majority did not run: no training cases" in done.stdout


def test_the_worst_cases_are_shown_with_gold_and_ours(tmp_path: Path) -> None:
    own = _own(tmp_path, _LINE, _WRONG)
    done = _run("events", "--own", own, "--errors", "3", "--no-baselines")
    assert "two: Norway condemned Russia." in done.stdout
    assert "one: Norway" not in done.stdout
    assert '"type": "AID"' in done.stdout
    assert '"type": "ACCUSE"' in done.stdout


def test_the_gate_holds_breaks_and_never_forgets(tmp_path: Path) -> None:
    own, floors = _own(tmp_path, _LINE), tmp_path / "floors.toml"
    asked = ("events", "--own", own, "--floors", floors)
    assert _run(*asked, "--raise-floors").exit_code == 0
    held = _run(*asked, "--check")
    assert (held.exit_code, held.stdout) == (0, "1 floors hold, 0 broken\n")
    floors.write_text(
        floors.read_text("utf-8").replace("0.998", "1.5").replace("1.0", "1.5"), "utf-8"
    )
    broken = _run(*asked, "--check")
    assert broken.exit_code == 1
    assert "FAIL events own/events.jsonl type_f1" in broken.stdout
    assert "floor = 1.5" in floors.read_text("utf-8")
    assert _run(*asked, "--raise-floors").exit_code == 0
    assert "floor = 1.5" in floors.read_text("utf-8")


def test_changed_gold_breaks_the_gate_and_does_not_move_the_floors(tmp_path: Path) -> None:
    own, floors = _own(tmp_path, _LINE), tmp_path / "floors.toml"
    asked = ("events", "--own", own, "--floors", floors)
    _run(*asked, "--raise-floors")
    before = floors.read_text("utf-8")
    _own(tmp_path, _LINE, _LINE)
    broken = _run(*asked, "--check")
    assert broken.exit_code == 1
    assert "FAIL own/events.jsonl: not the gold" in broken.stdout
    refused = _run(*asked, "--raise-floors")
    assert refused.exit_code == 2
    assert "D306" in refused.stderr
    assert floors.read_text("utf-8") == before


def test_leakage_is_printed(tmp_path: Path) -> None:
    public = tmp_path / "gold/plover"
    public.mkdir(parents=True)
    text = "Norway condemned Russia for the raid on Friday."
    for name in ("train", "dev"):
        (public / f"{name}.jsonl").write_text(json.dumps(_LINE | {"text": text}), "utf-8")
    done = _run("events", "--gold", tmp_path / "gold", "--leakage")
    assert "plover/dev.jsonl: of 1 sentences 1 stand in plover/train.jsonl" in done.stdout


def test_the_page_is_written_with_its_chart(tmp_path: Path) -> None:
    done = _run("events", "--own", _own(tmp_path, _LINE), "--write", tmp_path / "page.md")
    assert done.exit_code == 0
    assert "| type_f1 | 1.000 |" in (tmp_path / "page.md").read_text("utf-8")
    assert (tmp_path / "page.svg").is_file()
