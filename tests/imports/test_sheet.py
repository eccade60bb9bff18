from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from detente.errors import SourceError
from detente.imports.sheet import Layout, Line, read
from detente.ontology import columns

if TYPE_CHECKING:
    from pathlib import Path

ICEWS = Layout("icews", required=("Event ID", "Intensity"), missing=frozenset({"NULL"}))
ACLED = Layout("acled", required=("event_type",), quoted=True)


def _lines(tmp_path: Path, data: bytes, layout: Layout = ICEWS) -> list[Line]:
    path = tmp_path / "a.tab"
    path.write_bytes(data)
    return list(read(path, layout))


def test_headers_are_met_by_alias_whatever_their_case(tmp_path: Path) -> None:
    (line,) = _lines(tmp_path, b"\xef\xbb\xbfevent_id\tEVENT INTENSITY\n7\t3.4\n")
    assert line == Line(2, {"Event ID": "7", "Intensity": "3.4"})


def test_a_line_that_is_no_utf8_is_latin1(tmp_path: Path) -> None:
    first, second = _lines(
        tmp_path, b"Event ID\tIntensity\tCity\n1\t0\tBogot\xe1\n2\t0\tBogot\xc3\xa1\n"
    )
    assert first.cells
    assert second.cells
    assert first.cells["City"] == second.cells["City"] == "Bogotá"


def test_what_stands_for_nothing_is_left_out(tmp_path: Path) -> None:
    (line,) = _lines(tmp_path, b"Event ID\tIntensity\tCity\n1\t \tNULL\n")
    assert line.cells == {"Event ID": "1"}


def test_stray_tabs_after_a_row_are_let_go(tmp_path: Path) -> None:
    (line,) = _lines(tmp_path, b"Event ID\tIntensity\n1\t2\t\t\n")
    assert line.cells == {"Event ID": "1", "Intensity": "2"}


def test_a_header_may_name_columns_that_rows_lack(tmp_path: Path) -> None:
    names = [column.name for column in columns("icews")]
    header = "\t".join([*names, "Headline", "Slug"])
    row = "\t".join(map(str, range(len(names))))
    (line,) = _lines(tmp_path, f"{header}\n{row}\n".encode())
    assert line.cells == dict(zip(names, map(str, range(len(names))), strict=True))


def test_another_number_of_cells_is_no_row(tmp_path: Path) -> None:
    lines = _lines(tmp_path, b"Event ID\tIntensity\n1\t2\t3\n4\n5\t6\n")
    assert [(line.number, line.cells is None) for line in lines] == [
        (2, True),
        (3, True),
        (4, False),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_quoted_cells_may_hold_delimiters_and_line_ends(tmp_path: Path, delimiter: str) -> None:
    data = f'event_type{delimiter}notes\nRiots{delimiter}"one{delimiter}\ntwo"\n'
    (line,) = _lines(tmp_path, data.encode(), ACLED)
    assert line.cells == {"event_type": "Riots", "notes": f"one{delimiter}\ntwo"}


def test_a_file_in_a_zip_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.tab", "Event ID\tIntensity\n1\t2\n")
    assert len(list(read(path, ICEWS))) == 1
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("b.tab", "")
    with pytest.raises(SourceError, match=r"several files.*D113"):
        list(read(path, ICEWS))


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "D102"), (b"a\tb\n1\t2\n", "D113"), (b"PK\x05\x06" + b"\0" * 9, "D113")],
)
def test_what_is_not_of_the_format_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(SourceError, match=code):
        _lines(tmp_path, data)


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="D101"):
        list(read(tmp_path / "absent", ICEWS))
