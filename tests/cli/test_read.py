from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from detente.casebook import Casebook
from detente.records import Record
from detente.sources.fetch import Fetched

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("fake_reader")

_TALKS = "Baghdad, March 14, 2020 (Gulf Wire) - Talks began, and the two sides met in the capital."
_DEFECT = "London, May 1, 2020 (Sea News) - A defect was found in the old engine of the ship."


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    path = tmp_path / "talks.txt"
    path.write_text(_TALKS)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text(_TALKS)
    (folder / "b.txt").write_text(_TALKS)
    (folder / "c.txt").write_text(_TALKS.replace("Gulf", "Levant"))
    (folder / "empty.txt").write_text("")
    return folder


def test_a_file_gives_a_page(run: Run, talks: Path) -> None:
    result = run("read", talks)
    assert result.exit_code == 0
    assert "Gulf Wire · 14 Mar 2020" in result.stdout
    assert "CONSULT" in result.stdout
    assert result.stderr == ""


def test_json_gives_one_object(run: Run, talks: Path) -> None:
    result = run("read", talks, "--json")
    record = Record.model_validate_json(result.stdout)
    assert record.document.text == _TALKS
    assert "schema" in json.loads(result.stdout)


def test_jsonl_gives_one_line(run: Run, talks: Path) -> None:
    assert run("read", talks, "--jsonl").stdout.count("\n") == 1


def test_several_give_an_object_a_line_and_the_bad_one_an_error(run: Run, folder: Path) -> None:
    result = run("read", folder, "--json")
    assert result.exit_code == 1
    assert len([Record.model_validate_json(line) for line in result.stdout.splitlines()]) == 3
    assert result.stderr.splitlines() == [
        f"error: {folder / 'empty.txt'}: the document is empty: give a file with text in it [D102]",
        "3 documents read, 1 could not be read",
    ]


def test_date_and_publisher_of_the_command_stand(run: Run, talks: Path) -> None:
    result = run("read", talks, "--json", "--date", "2020-05", "--publisher", "The Post")
    document = json.loads(result.stdout)["document"]
    assert (document["published"], document["publisher"]) == ("2020-05", "The Post")


def test_standard_input_is_read(run: Run) -> None:
    result = run("read", "-", "--json", stdin=_TALKS)
    assert json.loads(result.stdout)["document"]["text"] == _TALKS


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nowhere.txt",), "D101"),
        (("empty.txt",), "D102"),
        (("hollow",), "D109"),
        (("talks.txt", "--date", "May"), "D301"),
        (("talks.txt", "--into", "hollow/../talks.txt"), "D202"),
        (("talks.txt", "-o", "nowhere/out.txt"), "D303"),
        (("defect.txt",), "D111"),
    ],
)
def test_what_is_refused_is_one_line_and_status_two(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: str
) -> None:
    (tmp_path / "talks.txt").write_text(_TALKS)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "defect.txt").write_text(_DEFECT)
    (tmp_path / "hollow").mkdir()
    result = run("read", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("error: ")
    assert f"[{code}]" in line


def test_a_refused_document_makes_no_casebook(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    assert run("read", "empty.txt", "--into", "book").exit_code == 2
    assert not (tmp_path / "book").exists()


def test_nothing_named_is_bad_use(run: Run) -> None:
    assert run("read").exit_code == 2


def test_a_defect_of_the_reader_costs_one_document_of_several(run: Run, folder: Path) -> None:
    (folder / "d.txt").write_text(_DEFECT)
    result = run("read", folder, "--into", "book")
    assert result.exit_code == 1
    assert "ZeroDivisionError" in result.stderr
    with Casebook("book") as casebook:
        assert len(casebook.documents()) == 2
        failed = {row["code"] for row in casebook.problems() if row["document"] is None}
        assert failed == {"D102", "D111"}


def test_a_folder_goes_into_a_casebook_without_pages(run: Run, folder: Path) -> None:
    result = run("read", folder, "--into", "book")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1] == (
        "2 documents read, 1 already there, 1 could not be read · book"
    )


def test_the_original_is_kept(run: Run, talks: Path) -> None:
    assert run("read", talks, "--into", "book").exit_code == 0
    with Casebook("book") as casebook:
        (record,) = casebook.records()
        (original,) = casebook.originals(record.document)
        assert original.raw == _TALKS.encode()
        assert original.media_type == "text/plain"
        assert original.alignment is not None


def test_what_is_kept_is_not_read_again(
    run: Run, folder: Path, fake_reader: type, talks: Path
) -> None:
    run("read", folder, "--into", "book")
    assert fake_reader.read_count == 2  # type: ignore[attr-defined]
    again = run("read", folder, "--into", "book", "--jsonl")
    assert fake_reader.read_count == 2  # type: ignore[attr-defined]
    assert again.stdout.count("\n") == 3
    one = run("read", talks, "--into", "book")
    assert "CONSULT" in one.stdout
    assert one.stderr == "0 documents read, 1 already there · book\n"


def test_copies_in_one_folder_are_printed_each(run: Run, folder: Path) -> None:
    result = run("read", folder, "--into", "book", "--jsonl")
    assert result.stdout.count("\n") == 3


def test_a_casebook_in_the_folder_is_passed_over(run: Run, folder: Path) -> None:
    assert run("read", folder, "--into", folder / "book").exit_code == 1
    result = run("read", folder, "--into", folder / "book")
    assert result.stderr.splitlines()[-1].startswith("0 documents read, 3 already there, 1 could")


def test_output_goes_to_a_file_when_it_is_whole(run: Run, talks: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("old")
    assert run("read", talks, "--date", "May", "-o", out).exit_code == 2
    assert out.read_text() == "old"
    assert run("read", talks, "--json", "-o", out).stdout == ""
    assert Record.model_validate_json(out.read_text("utf-8")).document.text == _TALKS
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "talks.txt"]


def test_an_address_that_cannot_be_fetched_is_refused_in_one_line(run: Run) -> None:
    result = run("read", "http://127.0.0.1/talks.html")
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("error: http://127.0.0.1/talks.html: ")
    assert "[D122]" in line


def test_a_fetched_page_is_kept_with_its_address(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetched(url: str) -> Fetched:
        return Fetched(url + "/there", _TALKS.encode(), media_type="text/plain")

    monkeypatch.setattr("detente.sources.fetch.fetch", fetched)
    assert run("read", "https://wire.example/talks", "--into", "book").exit_code == 0
    with Casebook("book") as casebook:
        (row,) = casebook.documents()
    assert row["source"] == "https://wire.example/talks"
    assert row["url"] == "https://wire.example/talks/there"
