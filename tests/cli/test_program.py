from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema  # type: ignore[import-untyped]
import pytest

import detente
from detente import cli
from detente.errors import InstallationError, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    from detente.records import Record

    Run = Callable[..., Result]

_EXAMPLES = Path(__file__).parents[2] / "examples"
_ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}


def _start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "detente.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=_ENVIRONMENT | environment,
        encoding="utf-8",
    )


def test_every_command_has_help_in_one_line(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    for name in cli._COMMANDS:
        assert f"\n  {name}" in result.stdout
        assert run(name, "--help").exit_code == 0
    assert "..." not in result.stdout.split("Commands:")[1]


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout == f"detente {detente.__version__}\n"


def test_an_unknown_command_is_bad_use(run: Run) -> None:
    assert run("conquer").exit_code == 2


def test_the_schema_describes_records(run: Run, gulf_wire: Record) -> None:
    schema = json.loads(run("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(gulf_wire.to_dict(), schema)
    assert schema["title"] == "detente/1"
    assert schema["$defs"]["Event"]["properties"]["type"]["enum"][0] == "AGREE"


def test_help_loads_no_model() -> None:
    code = (
        "import sys; sys.argv = ['detente', '--help']\n"
        "from detente.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'spacy', 'trafilatura', 'pypdfium2', 'docx'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_ENVIRONMENT
    )
    assert result.stdout.splitlines()[-1] == "[]"


def test_importing_detente_imports_nothing_else() -> None:
    code = "import sys, detente; print(sorted(m for m in sys.modules if m.startswith('detente')))"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=_ENVIRONMENT
    )
    assert result.stdout == "['detente']\n"


def test_a_program_that_stops_reading_is_no_error(filled: Path) -> None:
    command = [sys.executable, "-m", "detente.cli", "events", "--casebook", str(filled)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_ENVIRONMENT
    ) as process:
        assert process.stdout
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""


def test_errors_are_one_line_without_traceback(tmp_path: Path) -> None:
    result = _start("read", str(tmp_path / "none.txt"))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("error: ")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
def test_a_name_that_is_no_text_is_named_all_the_same(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")
    result = _start("read", name)
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert "\\udcff.txt" in result.stderr


def test_output_is_utf_8_whatever_the_locale(filled: Path) -> None:
    result = _start(
        "events", "--casebook", str(filled), "--format", "table", LC_ALL="C", PYTHONUTF8="0"
    )
    assert "→" in result.stdout


@pytest.mark.parametrize("setting", [{"NO_COLOR": "1", "FORCE_COLOR": "1"}, {}])
def test_no_colour_where_none_is_wanted(filled: Path, setting: dict[str, str]) -> None:
    result = _start("events", "--casebook", str(filled), "--format", "table", **setting)
    assert "\x1b[3" not in result.stdout


def test_the_public_names_are_sorted_and_all_there() -> None:
    assert detente.__all__ == sorted(detente.__all__)
    assert len(detente.__all__) <= 9
    assert set(detente.__all__) == set(detente._HOMES)
    with pytest.raises(AttributeError):
        detente.nothing_of_the_kind  # noqa: B018 - looked up to be refused


def test_the_doctor_looks_at_everything(
    run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = import_module("detente.cli.checks")
    monkeypatch.setattr(checks, "_requirements", lambda: iter(()))
    for what in ("model", "grammar"):
        fake = checks.Check(what, ok=True, found="fake")
        monkeypatch.setattr(checks, f"_{what}", lambda fake=fake: fake)
    result = run("doctor", "--json")
    found = {row["what"]: row for row in json.loads(result.stdout)}
    assert found["casebook casebook"]["found"] == "writable, 1 document"
    assert {"detente", "python", "model", "grammar", "SQLite with FTS5"} <= set(found)
    assert "tables of gazetteer" in found
    assert result.exit_code == 0
    assert "✓ ok" in run("doctor").stdout


def test_the_doctor_says_how_to_mend(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = import_module("detente.cli.checks")

    def missing() -> None:
        raise ImportError("no module of that name")

    def damaged() -> None:
        raise InstallationError("D401", "model")

    monkeypatch.setattr(checks, "default_parser", missing)
    monkeypatch.setattr(checks, "default_model", damaged)
    monkeypatch.setattr(
        checks, "_requirements", lambda: iter([checks._requirement("nothing-here")])
    )
    (tmp_path / "casebook").mkdir()
    (tmp_path / "casebook" / "other.txt").write_text("")
    result = run("doctor")
    assert result.exit_code == 1
    assert "→ pip install nothing-here" in result.stdout
    assert "no module of that name" in result.stdout
    assert "D401" in result.stdout
    assert "D202" in result.stdout


def test_what_is_loaded_is_let_go_in_silence(tmp_path: Path) -> None:
    done = _start("doctor", "--casebook", str(tmp_path / "casebook"))
    assert "grammar" in done.stdout
    assert done.stderr == ""


def test_the_demo_builds_a_casebook_and_shows_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake_reader: type
) -> None:
    texts = tmp_path / "us-iran-iraq"
    shutil.copytree(_EXAMPLES / "requests", tmp_path / "requests")
    texts.mkdir()
    shutil.copy(_EXAMPLES / texts.name / "2020-04-22-answers-to-oversight.docx", texts)
    for name in ("README.md", "a.txt"):
        (texts / name).write_text(
            f"Baghdad, March 14, 2020 (Wire) - The talks of {name} were held."
        )

    def examples(name: str = texts.name) -> Path:
        return tmp_path / name

    monkeypatch.setattr(import_module("detente.cli.demo"), "examples", examples)
    for _ in range(2):
        result = run("demo")
        assert result.exit_code == 0, result.stderr
        assert "2 documents in detente-demo" in result.stdout
        assert "--casebook detente-demo" in result.stdout
        assert result.stdout.count("3 of 4 questions answered") == 1


def test_the_demo_without_examples_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> Path:
        raise SourceError("D101", "examples")

    monkeypatch.setattr(import_module("detente.cli.demo"), "examples", none)
    assert run("demo").exit_code == 2
