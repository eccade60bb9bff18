"""The formats there are, and the one way to write any of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from detente.casebook import Filter
from detente.errors import UsageError
from detente.export import frames, ftm, gdelt, geojson, icews, polecat, prov, webannotation
from detente.export.placing import placing
from detente.export.tally import Tally

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Casebook
    from detente.export.frames import Shape

_ALL: Final = Filter()


class Write(Protocol):
    """What writes a format."""

    def __call__(self, casebook: Casebook, asked: Filter, out: Path) -> Tally:
        """Write to the file or folder `out`, which is there only when the whole is."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    Attributes:
        name: What it is called on the command line.
        write: Writes it.
        folder: Whether it is several files in a folder.
        shape: Of the formats that hold tables, which; the others hold events.
    """

    name: str
    write: Write
    folder: bool = False
    shape: Shape | None = None


def _tables(shape: Shape) -> Format:
    return Format(shape, partial(frames.write_folder, shape=shape), folder=True, shape=shape)


FORMATS: Final[dict[str, Format]] = {
    form.name: form
    for form in (
        Format("polecat", polecat.write),
        Format("gdelt", gdelt.write, folder=True),
        Format("icews", icews.write),
        _tables("csv"),
        _tables("jsonl"),
        _tables("parquet"),
        _tables("arrow"),
        Format("webannotation", webannotation.write),
        Format("prov", prov.write),
        Format("ftm", ftm.write),
        Format("geojson", geojson.write),
    )
}
"""Name to format."""


def export(
    casebook: Casebook,
    form: str,
    out: str | Path,
    asked: Filter = _ALL,
    *,
    table: str | None = None,
    monthly: bool = False,
) -> Tally:
    """Write a casebook, or the part of it asked for, in a format; whole or not at all.

    Args:
        casebook: What to write.
        form: A name of `FORMATS`.
        out: The file to make, or the folder for `gdelt` and whole casebooks as tables; for object
            storage its address, as `s3://bucket/prefix`.
        asked: Which events; of tables, which rows.
        table: The one table to write, to the file `out`, for the formats that hold tables.
        monthly: Whether tables with dates become folders of months; for `parquet`, all tables.

    Raises:
        UsageError: D302 if there is no such format, it holds no tables or knows no months, D303 if
            `out` cannot be written.
        InstallationError: D402 if the format or object storage needs what is not installed.
        CasebookError: D210 if object storage does not take it, D211 if a casebook lies there.
    """
    if form not in FORMATS:
        raise UsageError("D302", form, detail=", ".join(FORMATS))
    found = FORMATS[form]
    if monthly:
        if table is not None or found.shape != "parquet":
            raise UsageError("D302", f"{form} --by month", detail="parquet, all tables")
        with placing(out, folder=True) as part:
            return frames.write_months(casebook, asked, part)
    if table is None:
        with placing(out, folder=found.folder) as part:
            return found.write(casebook, asked, part)
    if found.shape is None:
        raise UsageError("D302", f"{form} --table {table}", detail="it holds events alone")
    with placing(out, folder=False) as part:
        return Tally("row", frames.write_table(casebook, asked, part, table, found.shape))
