from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

PERIOD = ("--from", "2000", "--to", "2030")


@pytest.mark.usefixtures("filled")
def test_markdown_goes_to_standard_output(run: Run) -> None:
    done = run("report", *PERIOD)
    assert done.exit_code == 0
    assert done.stdout.startswith("# Report, ")
    assert "## Endnotes" in done.stdout


@pytest.mark.usefixtures("filled")
def test_the_ending_of_the_file_is_the_form(run: Run, tmp_path: Path) -> None:
    assert run("report", *PERIOD, "-o", "r.html", "--on", "2020-04-01").exit_code == 0
    text = (tmp_path / "r.html").read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "1 Apr 2020" in text


@pytest.mark.usefixtures("filled")
def test_the_same_order_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        assert run("report", *PERIOD, "-o", name).exit_code == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--from", "1950", "--to", "1951"), "D312"),
        (("--from", "2021", "--to", "2020"), "D301"),
        ((*PERIOD, "--since", "lately"), "D301"),
        ((*PERIOD, "--theme", "no-such-theme"), "D101"),
        ((*PERIOD, "--relation", "", "USA"), "D310"),
    ],
)
def test_what_cannot_be_reported_is_refused_and_nothing_is_written(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: str
) -> None:
    done = run("report", *arguments, "-o", "r.html")
    assert done.exit_code == 2
    assert code in done.stderr
    assert not list(tmp_path.glob("*r.html*"))


@pytest.mark.usefixtures("filled")
def test_an_unknown_ending_is_refused(run: Run) -> None:
    done = run("report", *PERIOD, "-o", "report.odt")
    assert done.exit_code == 2
    assert "D302" in done.stderr


def test_a_theme_is_found_by_its_name_in_the_casebook(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    (tmp_path / "none").mkdir()  # a folder of that name is no theme
    (filled / "themes").mkdir()
    (filled / "themes" / "none.toml").write_text('name = "Nowhere"\nplaces = ["Tuvalu"]\n', "utf-8")
    done = run("report", *PERIOD, "--theme", "none")
    assert done.exit_code == 2
    assert "Nowhere" in done.stderr


@pytest.mark.usefixtures("filled")
def test_what_is_new_is_measured_by_an_earlier_report(run: Run, tmp_path: Path) -> None:
    assert run("report", *PERIOD, "-o", "last.html").exit_code == 0
    done = run("report", *PERIOD, "--since", "last.html")
    assert done.exit_code == 0
    assert "0 of them are told by documents published after" in done.stdout
    (tmp_path / "other.html").write_text("no report", "utf-8")
    done = run("report", *PERIOD, "--since", "other.html")
    assert done.exit_code == 2
    assert "D314" in done.stderr
