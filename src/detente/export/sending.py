"""Exports on object storage: what is there and the same stays, what is of no more use goes."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from detente.casebook.layout import MARKER
from detente.casebook.objects import EXPORTED, Objects
from detente.errors import CasebookError
from detente.export.months import left_over

if TYPE_CHECKING:
    from pathlib import Path

_FORMAT: Final = "detente-export/1"


class Place:
    """A place on object storage for exports of several files.

    A list lies beside the files, `export.json`, with the hash of each. Of what is about to change
    it says nothing while that is sent: after a cut, all of it is sent again.

    Args:
        address: As for `Objects`.

    Raises:
        UsageError, InstallationError: As `Objects`.
        CasebookError: D210 if the store does not say what is there, D211 if it is a casebook.
    """

    def __init__(self, address: str) -> None:
        self._objects = Objects(address)
        self._there = self._objects.sizes()
        if MARKER in self._there:
            raise CasebookError("D211", address, detail="a casebook")

    def send(self, folder: Path) -> None:
        """Send the files of an export, of which a folder holds nothing else.

        Each takes the place of one of its name, tables that of what an earlier export left of them,
        and others stay.

        Raises:
            CasebookError: D210 if the store does not take it; what was sent stays.
        """
        new = {
            path.relative_to(folder).as_posix(): _hash(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        gone = left_over(self._there, new)
        known = {n: h for n, h in self._listed().items() if n in self._there and n not in gone}
        changed = {name for name, value in new.items() if known.get(name) != value}
        if not changed and not gone:
            return
        self._list({name: value for name, value in known.items() if name not in changed})
        for name in sorted(changed):
            self._objects.put(name, folder / name)
        for name in gone:
            self._objects.delete(name)
        self._list(known | new)

    def _listed(self) -> dict[str, str]:
        """Name to hash of what earlier exports sent; nothing where no list is to be read."""
        if EXPORTED not in self._there:
            return {}
        try:
            found: Any = json.loads(self._objects.get(EXPORTED))
        except ValueError:
            return {}
        is_ours = isinstance(found, dict) and found.get("format") == _FORMAT
        return dict(found["sha256"]) if is_ours else {}

    def _list(self, hashes: dict[str, str]) -> None:
        content = {"format": _FORMAT, "sha256": dict(sorted(hashes.items()))}
        self._objects.put(EXPORTED, json.dumps(content, indent=1).encode() + b"\n")


def send_file(file: Path, address: str) -> None:
    """Send the one file of an export to an address that ends with its name.

    Raises:
        UsageError, InstallationError, CasebookError: As `Objects` and its `put`.
    """
    folder, _, name = address.rpartition("/")
    Objects(folder).put(name, file)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
