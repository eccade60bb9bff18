"""Where things lie in a casebook's folder, and whether a folder is one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from detente.casebook.durable import is_part, write_file, writing
from detente.casebook.objects import SCHEMES
from detente.errors import CasebookError

if TYPE_CHECKING:
    from pathlib import Path

_NAME: Final = "detente-casebook"
_VERSION: Final = 1
FORMAT: Final = f"{_NAME}/{_VERSION}"
"""Name and version of the folder's form, kept in `casebook.json`."""

MARKER: Final = "casebook.json"
"""The file that makes a folder a casebook."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths inside a casebook."""

    root: Path

    @property
    def marker(self) -> Path:
        """The file that makes the folder a casebook."""
        return self.root / MARKER

    @property
    def documents(self) -> Path:
        """Raw bytes and texts by hash."""
        return self.root / "documents"

    @property
    def runs(self) -> Path:
        """One folder a run, never changed once there."""
        return self.root / "runs"

    @property
    def merged(self) -> Path:
        """What mentions of one happening were merged to; derived from the runs."""
        return self.root / "merged"

    @property
    def parts(self) -> Path:
        """What a batch has read and not yet put into a run."""
        return self.root / "parts"

    @property
    def ledger(self) -> Path:
        """The SQLite file with the full-text index."""
        return self.root / "ledger.sqlite"

    @property
    def lock(self) -> Path:
        """The file a writer holds."""
        return self.root / "writer.lock"

    @property
    def watch_lock(self) -> Path:
        """The file that whoever watches feeds holds."""
        return self.root / "watch.lock"


def is_casebook(folder: Path) -> bool:
    """Whether the folder is a casebook, of whatever version."""
    return _read_form(Layout(folder)).partition("/")[0] == _NAME


def opened(root: Path, *, create: bool) -> Layout:
    """The layout of the casebook at `root`.

    Args:
        root: A casebook; with `create` an empty or absent folder will do, and becomes one.
        create: Whether to make a casebook where there is none.

    Raises:
        CasebookError: D201 for a newer form, D202 for a folder of something else, D203 if it
            cannot be made, D205 if there is none and `create` is false, D213 for an address.
    """
    _refuse_address(root)
    layout = Layout(root)
    if not layout.marker.is_file():
        _refuse_other(root)
        if not create:
            raise CasebookError("D205", str(root))
        with writing(root):
            _make(layout)
    _check_form(layout)
    return layout


def _refuse_address(root: Path) -> None:
    """An address that was taken for a path has lost a slash."""
    for scheme in SCHEMES:
        start = scheme.rstrip("/") + "/"
        if root.as_posix().startswith(start):
            raise CasebookError("D213", scheme + root.as_posix().removeprefix(start))


def _refuse_other(root: Path) -> None:
    if not root.exists():
        return
    # A maker cut off before its marker was whole leaves a part file: the folder is still free.
    if not root.is_dir() or not all(is_part(path) for path in root.iterdir()):
        raise CasebookError("D202", str(root))


def _make(layout: Layout) -> None:
    layout.root.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"format": FORMAT}, indent=1) + "\n"
    write_file(layout.marker, text.encode())


def _check_form(layout: Layout) -> None:
    name, _, version = _read_form(layout).partition("/")
    if name != _NAME or not version.isdecimal():
        raise CasebookError("D202", str(layout.root))
    if int(version) > _VERSION:
        raise CasebookError("D201", str(layout.root), detail=f"{name}/{version}")


def _read_form(layout: Layout) -> str:
    try:
        marker = json.loads(layout.marker.read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    return str(marker.get("format", "")) if isinstance(marker, dict) else ""
