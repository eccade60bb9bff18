"""Rows of delimited files as they are met: headers under other names, stray tabs, two encodings."""

from __future__ import annotations

import csv
import re
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from detente.errors import SourceError
from detente.ontology import columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from detente.ontology import Column

_LONGEST: Final = 1 << 20
"""Bytes of a line that are read as one."""
_BLANK: Final = re.compile(r"[\W_]+")
_DELIMITERS: Final = "\t,;"


@dataclass(frozen=True, slots=True)
class Layout:
    """What files of a format look like.

    Attributes:
        form: The format's name in `columns.tsv`.
        required: Columns without which a file is not of the format.
        missing: What stands where nothing is known, beside an empty cell.
        header: Whether the first line names the columns.
        quoted: Whether quotation marks enclose cells, and the delimiter is to be found out.
    """

    form: str
    required: tuple[str, ...]
    missing: frozenset[str] = frozenset()
    header: bool = True
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the number of its line in the file, and its cells by column; empty ones left out.

    `cells` is None where the row has another number of cells than the format.
    """

    number: int
    cells: dict[str, str] | None


def read(path: Path, layout: Layout) -> Iterator[Line]:
    """Yield the rows of a file, or of the one file in a zip archive.

    Text is UTF-8, or ISO-8859-1 in lines that are not.

    Raises:
        SourceError: D101 if it cannot be opened, D102 if it is empty, D106 if an archive is
            damaged, D113 if it lacks columns of the format.
    """
    with _opened(path) as file:
        lines = _decoded(file)
        first = next(lines, None)
        if first is None:
            raise SourceError("D102", str(path))
        delimiter = max(_DELIMITERS, key=first.count) if layout.quoted else "\t"
        known = columns(layout.form)
        order = [column.name for column in known]
        if not layout.header:
            reader = _cut(_chained(first, lines), delimiter, quoted=layout.quoted)
            yield from _rows(reader, order, order, layout, after=0)
            return
        (names,) = _cut(iter([first]), delimiter, quoted=layout.quoted)
        header = _header(names[1], known)
        lacking = [name for name in layout.required if name not in header]
        if lacking:
            raise SourceError("D113", str(path), detail=f"no {', '.join(lacking)}")
        reader = _cut(lines, delimiter, quoted=layout.quoted)
        yield from _rows(reader, header, order, layout, after=1)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        if not zipfile.is_zipfile(path):
            with path.open("rb") as file:
                yield file
            return
        with zipfile.ZipFile(path) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            if len(members) != 1:
                raise SourceError("D113", str(path), detail="an archive of several files")
            with archive.open(members[0]) as file:
                yield file
    except OSError as error:
        raise SourceError("D101", str(path), detail=error.strerror or "") from error
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise SourceError("D106", str(path), detail=str(error)) from error


def _decoded(file: IO[bytes]) -> Iterator[str]:
    first = True
    while data := file.readline(_LONGEST):
        try:
            line = data.decode("utf-8-sig" if first else "utf-8")
        except UnicodeDecodeError:
            line = data.decode("iso-8859-1")
        first = False
        yield line


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _cut(lines: Iterator[str], delimiter: str, *, quoted: bool) -> Iterator[tuple[int, list[str]]]:
    """Number of the last line of each row, and its cells; a row that cannot be cut has none."""
    clean = (line.replace("\0", "") for line in lines)
    reader = (
        csv.reader(clean, delimiter=delimiter)
        if quoted
        else csv.reader(clean, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    )
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = []
        yield reader.line_num, cells


def _header(names: Sequence[str], known: Sequence[Column]) -> list[str]:
    """The names of a header as the format has them, by name or alias whatever their case."""
    found = {_key(each): column.name for column in known for each in (column.name, *column.aliases)}
    return [found.get(_key(name), name.strip()) for name in names]


def _key(name: str) -> str:
    return _BLANK.sub("", name).casefold()


def _rows(
    reader: Iterator[tuple[int, list[str]]],
    header: Sequence[str],
    order: Sequence[str],
    layout: Layout,
    *,
    after: int,
) -> Iterator[Line]:
    for number, cells in reader:
        if not any(cell.strip() for cell in cells) and len(cells) <= 1:
            continue
        names = _fitting(cells, header, order)
        values = zip(names, cells, strict=False) if names else ()
        stripped = ((name, cell.strip()) for name, cell in values)
        known = {name: cell for name, cell in stripped if cell and cell not in layout.missing}
        yield Line(number + after, known if names else None)


def _fitting(
    cells: Sequence[str], header: Sequence[str], order: Sequence[str]
) -> Sequence[str] | None:
    """The columns of a row by its length: the header's, those of the format where the header names
    more than there are, or either with empty cells after it.
    """
    for names in (header, order):
        if len(cells) == len(names):
            return names
    for names in (header, order):
        if len(cells) > len(names) and not any(cell.strip() for cell in cells[len(names) :]):
            return names
    return None
