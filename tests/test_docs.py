"""The documentation says what the program is: no more, no less."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

import click
import pytest

import detente
from detente import cli, records
from detente.casebook import Casebook, Filter
from detente.casebook.judgements import Judgement
from detente.casebook.mentions import Mention
from detente.errors import CATALOGUE
from detente.inquiries import Inquiry
from detente.reading.heads import Answers, Model
from detente.review import Decision
from detente.sources import Source

_ROOT: Final = Path(__file__).parents[1]
_DOCS: Final = _ROOT / "docs"
_PROJECT: Final = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
_PAGES: Final = sorted([*_DOCS.glob("*.md"), *(_ROOT / name for name in _PROJECT)])
_TABLES: Final = sorted(Path(detente.__file__).parent.glob("*/data/*.tsv"))
_CONTEXT: Final = click.Context(cli.command)
_COMMANDS: Final = cli.command.list_commands(_CONTEXT)

_NAMED: Final = (Answers, Casebook, Decision, Filter, Inquiry, Judgement, Mention, Model, Source)
"""Classes of the table of nouns that are not of the record."""

_FENCE: Final = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_HEADING: Final = re.compile(r"^#+ (.*)$", re.MULTILINE)
_LINK: Final = re.compile(r"\]\(([^)\s]+)\)")


def _text(path: Path) -> str:
    return path.read_text("utf-8")


def _anchors(path: Path) -> set[str]:
    """What can stand after # in a link to a page."""
    titles = _HEADING.findall(_FENCE.sub("", _text(path)))
    return {re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-") for title in titles}


def _sections(path: Path) -> dict[str, str]:
    """Heading to the text below it, up to the next heading."""
    parts = _HEADING.split(_text(path))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _models() -> dict[str, list[str]]:
    """Model of the record to its keys."""
    schema = records.Record.model_json_schema(by_alias=True)
    models = {"Record": schema, **schema["$defs"]}
    return {name: sorted(model["properties"]) for name, model in models.items()}


def _with_parts() -> list[Path]:
    asked = ("<!-- begin", "```pycon")
    return [p for p in sorted(_DOCS.glob("*.md")) if any(each in _text(p) for each in asked)]


@pytest.fixture(scope="module")
def generate() -> dict[str, Any]:
    return runpy.run_path(str(_DOCS / "_generate.py"))


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_error_has_a_section_with_its_message_a_cause_and_a_next_step(code: str) -> None:
    section = _sections(_DOCS / "errors.md")[code]
    assert f"> {CATALOGUE[code]}\n" in section
    assert "**Cause.**" in section
    assert "**Next.**" in section


def test_no_error_is_described_that_does_not_exist() -> None:
    described = {title for title in _sections(_DOCS / "errors.md") if re.fullmatch(r"D\d+", title)}
    assert described == set(CATALOGUE)


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_command_has_its_place_under_a_heading(name: str) -> None:
    sections = _sections(_DOCS / "cli.md").items()
    openings = [title + text.strip().partition("\n\n")[0] for title, text in sections]
    assert any(re.search(rf"detente .*\b{name}\b", opening) for opening in openings)


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_command_and_option_has_help(name: str) -> None:
    command = cli.command.get_command(_CONTEXT, name)
    assert command
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


@pytest.mark.parametrize("model", _models())
def test_every_key_of_the_record_is_described(model: str) -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| .+ \| (.+) \|$", _sections(_DOCS / "record.md")[model], re.MULTILINE
    )
    assert sorted(key for key, meaning in rows if meaning.strip()) == _models()[model]


@pytest.mark.parametrize("path", _TABLES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_every_table_is_named_with_source_and_licence(path: Path) -> None:
    package = json.loads(_text(path.with_name("datapackage.json")))
    resources = [found for found in package["resources"] if found["path"] == path.name]
    assert len(resources) == 1
    assert resources[0]["sources"][0]["title"]
    assert resources[0]["licenses"][0]["name"]
    assert f"| `{path.name}` |" in _sections(_DOCS / "tables.md")[path.parts[-3]]


@pytest.mark.parametrize("path", _with_parts(), ids=lambda path: path.name)
def test_what_the_program_knows_is_up_to_date(path: Path, generate: dict[str, Any]) -> None:
    fresh = generate["fresh"](_text(path))
    assert _text(path) == fresh, "run: python docs/_generate.py"


@pytest.mark.parametrize("path", _PAGES, ids=lambda path: path.name)
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    for link in _LINK.findall(_FENCE.sub("", _text(path))):
        if "://" in link or link.startswith("mailto:"):
            continue
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        assert target.exists(), link
        assert not anchor or anchor in _anchors(target), link


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(_text(_ROOT / "pyproject.toml"))["project"]
    table = _sections(_DOCS / "decisions.md")["What it depends on"]
    names = sorted(re.split(r"[<>=~\[ ]", needed)[0] for needed in project["dependencies"])
    assert re.findall(r"^\| ([a-z][a-z0-9-]+) \|", table, re.MULTILINE)[1:] == names


def test_the_changelog_tells_of_this_version() -> None:
    assert any(title.startswith(detente.__version__) for title in _sections(_ROOT / "CHANGELOG.md"))


def test_the_table_of_nouns_names_what_exists(tmp_path: Path) -> None:
    section = _sections(_ROOT / "CONTRIBUTING.md")["One noun, one name"]
    rows = re.findall(
        r"^\| [a-z].*? \| (.*?) \| .*? \| (.*?) \| .*? \| (.*?) \|$", section, re.MULTILINE
    )
    known = {*vars(records), *(it.__name__ for it in _NAMED)}
    with Casebook(tmp_path) as casebook:
        for name, command, table in rows:
            assert set(re.findall(r"`(\w+)`", name)) <= known
            assert set(re.findall(r"`([a-z]+)`", command)) <= set(_COMMANDS)
            for kept in re.findall(r"^`(\w+)`(?: \(a view\))?$", table):
                assert casebook.columns(kept)
    assert rows


@pytest.mark.slow
def test_the_pages_build_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("sphinx", reason="the documentation is built where its tools are")
    build = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", str(_DOCS), str(tmp_path)]
    done = subprocess.run(build, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "index.html").is_file()
