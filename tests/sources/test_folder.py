from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detente.errors import SourceError
from detente.sources import Source, address, arrive, gather

if TYPE_CHECKING:
    from tests.webserver import Server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files at two depths and a hidden one."""
    (tmp_path / "deep").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.txt", "a.txt", "deep/c.txt", ".hidden.txt", ".git/d.txt"):
        (tmp_path / name).write_text("Talks began.")
    return tmp_path


def names(found: list[Source | SourceError]) -> list[str]:
    return [each.code if isinstance(each, SourceError) else Path(each.name).name for each in found]


def test_a_folder_is_walked_in_order_and_hidden_files_are_passed_over(folder: Path) -> None:
    assert names(list(gather([folder]))) == ["a.txt", "b.txt", "c.txt"]


def test_a_glob_matches_at_any_depth(folder: Path) -> None:
    assert names(list(gather([f"{folder}/**/[ac].txt"]))) == ["a.txt", "c.txt"]


def test_a_file_whose_name_holds_a_bracket_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "report[1].txt").write_text("Talks began.")

    assert names(list(gather([tmp_path / "report[1].txt"]))) == ["report[1].txt"]


def test_what_is_missing_is_an_error_in_its_place(folder: Path) -> None:
    found = gather([folder / "a.txt", folder / "none.txt", f"{folder}/*.pdf", folder / "b.txt"])

    assert names(list(found)) == ["a.txt", "D101", "D109", "b.txt"]


def test_an_empty_folder_is_nothing_to_read(tmp_path: Path) -> None:
    assert names(list(gather([tmp_path]))) == ["D109"]


def test_a_name_that_no_file_can_have_is_an_error() -> None:
    assert names(list(gather(["a\x00b"]))) == ["D101"]


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Talks began.")))

    assert list(gather(["-"])) == [Source("-", b"Talks began.")]


def test_an_address_is_fetched_and_one_that_fails_is_an_error_in_its_place(
    server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address, "is_public", lambda _: True)
    monkeypatch.setattr(address, "PORTS", {int(server.base.rpartition(":")[2])})
    url = server.gives("/news/c.txt", "Talks began.", kind="text/plain")
    found = list(gather([folder / "a.txt", url, server.url("/none"), "ftp://a.example/b"]))

    assert names(found) == ["a.txt", "c.txt", "D128", "D101"]
    assert found[1] == Source(url, b"Talks began.", media_type="text/plain", url=url)


def test_no_machine_of_the_inner_network_is_asked(server: Server) -> None:
    assert names(list(gather([server.gives("/", "Talks began.")]))) in (["D121"], ["D122"])
    assert server.asked == []


def test_a_sparse_giant_is_too_large_and_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "giant.txt").open("wb") as file:
        file.truncate(10_000_000_000)

    assert names(list(gather([tmp_path]))) == ["D108"]


def test_one_bad_file_leaves_the_others_readable(folder: Path) -> None:
    (folder / "b.txt").write_bytes(b"\x00\x01\x02")
    outcomes = []
    for source in gather([folder]):
        assert isinstance(source, Source)
        try:
            outcomes.append(arrive(source).document.text)
        except SourceError as error:
            outcomes.append(error.code)

    assert outcomes == ["Talks began.", "D103", "Talks began."]
