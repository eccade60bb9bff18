from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from detente.casebook import Casebook
from tests.relations import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

HOSTILE = "Atlantis \x1b[31m\u202e*x*"
PAIR = ("diff", HOSTILE, "IRN")
DAYS = ("--on", "2020-03-20", "--against", "2020-01-01")


@pytest.fixture(autouse=True)
def kept(tmp_path: Path) -> Path:
    """A casebook of two whose training was suspended, at the place the program looks first."""
    sides = (HOSTILE, "IRN")
    record = build.record(
        "A dispatch",
        {"sides": sides, "type": "ASSAULT", "date": "2020-01-03"},
        {"sides": sides, "change": "suspended", "date": "2020-01-05", "quote": "They paused it"},
        publisher="Wire",
        published="2020-03-20",
    )
    with Casebook(tmp_path / "casebook") as casebook, casebook.writer() as writer:
        writer.add(record)
    return tmp_path / "casebook"


def test_the_page_says_what_differs(run: Run) -> None:
    shown = run(*PAIR, *DAYS, "--format", "table").stdout
    assert "1 Jan 2020 and 20 Mar 2020" in shown
    assert "≠ training: not known → suspended" in shown
    assert "│ They paused it" in shown
    assert "2 Jan – 20 Mar 2020" in shown


def test_the_page_fits_and_commands_no_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in (60, 80, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        shown = run(*PAIR, *DAYS, "--format", "table").stdout
        assert max(map(len, shown.splitlines())) <= min(width, 100)
        assert not {"\x1b", "\u202e"} & set(shown)


def test_a_program_gets_json(run: Run) -> None:
    told = json.loads(run(*PAIR, *DAYS).stdout)
    assert (told["before"], told["after"], told["event_count"]) == ("2020-01-01", "2020-03-20", 1)
    assert [each["channel"] for each in told["channels"] if each["differs"]] == ["training"]


def test_markdown_shows_words_as_they_are(run: Run) -> None:
    shown = run(*PAIR, *DAYS, "--format", "md").stdout
    assert shown.startswith("# Atlantis �\\[31m\\*x\\* – Iran: 1 Jan 2020 and 20 Mar 2020")
    assert "[^1]: Wire" in shown


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("a.json", b"{"),
        ("a.md", b"#"),
        ("a.html", b"<!DOCTYPE"),
        ("a.docx", b"PK"),
        ("a.txt", b"A"),
    ],
)
def test_the_ending_of_the_file_says_the_form(
    run: Run, tmp_path: Path, name: str, beginning: bytes
) -> None:
    done = run(*PAIR, *DAYS, "-o", name)
    assert (done.exit_code, done.stdout) == (0, "")
    assert (tmp_path / name).read_bytes().startswith(beginning)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--against", "2020-03-20"), "D315"),
        (("--against", "lately"), "D301"),
        ((*DAYS, "-o", "a.odt"), "D302"),
        ((*DAYS, "-o", "no/such/folder.md"), "D303"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    run: Run, arguments: tuple[str, ...], code: str
) -> None:
    done = run(*PAIR, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.endswith(f"[{code}]\n")
