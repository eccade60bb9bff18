"""A casebook on object storage: the same files under the same names, whole runs alone.

Documents and runs never change once they are there, but for notes of what a document arrived as,
which grow; so a copy is made by sending what is not there yet, or not as long. The manifest of a
run is sent last, and only runs with one count: whoever copies from there at any moment has whole
runs, as on a disk. The ledger stays on the disk: it changes in place, which object storage does not
know.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente.casebook.archive import Archive
from detente.casebook.durable import part_of, place_folder, write_file, writing
from detente.casebook.layout import Layout
from detente.casebook.objects import EXPORTED, Objects
from detente.casebook.runs import run_at, runs_in, standing
from detente.errors import CasebookError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.casebook.runs import Run

_MANIFEST: Final = "manifest.json"


class Store:
    """A place on object storage where a casebook lies.

    Args:
        address: `s3://bucket/prefix`, or of another scheme of `objects.SCHEMES`.

    Raises:
        UsageError: D302 if the address is of no such scheme.
        InstallationError: D402 without the extra `storage`.
        CasebookError: D210 if the store does not say what is there.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._objects = Objects(address)
        self._there = self._objects.sizes()
        self._agreed: set[tuple[Run, Run]] = set()
        """Runs here and there that were found to be of one casebook."""

    def send(self, root: Path) -> int:
        """Send what a casebook has and the store has not; how many files that were.

        Raises:
            CasebookError: D210 if the store does not take it; what was sent stays. D211 if another
                casebook lies there.
        """
        layout = Layout(root)
        self._agree(layout)
        documents = (p for p in layout.documents.rglob("*") if p.is_file() and p.name[0] != ".")
        sent = self._send(root, [layout.marker, *sorted(documents)])
        return sent + self._send_runs(layout)

    def send_runs(self, root: Path) -> int:
        """Send the runs that the store has not, with the documents that came with them; how many
        files that were. It takes as long as what is new, however large the casebook is.

        Raises:
            CasebookError: As for `send`.
        """
        layout = Layout(root)
        self._agree(layout)
        archive = Archive(layout.documents)
        sent = self._send(root, [layout.marker])
        for run in runs_in(layout.runs):
            if _manifest_of(layout, run) not in self._there:
                ids = run.manifest()["documents"]
                sent += self._send(root, [path for each in ids for path in archive.files(each)])
        return sent + self._send_runs(layout)

    def _send_runs(self, layout: Layout) -> int:
        """Send the runs, the manifest of each last, and take away those they stand for."""
        sent = 0
        for run in runs_in(layout.runs):
            if _manifest_of(layout, run) not in self._there:
                files = sorted(run.folder.iterdir(), key=lambda path: path.name == _MANIFEST)
                sent += self._send(layout.root, files)
                self._agreed.add((run, replace(run, folder=Path("runs", run.folder.name))))
        self._drop(layout)
        return sent

    def _send(self, root: Path, paths: Iterable[Path]) -> int:
        """Send files in their order that are not there, or not as long: notes of what a document
        arrived as grow.
        """
        sent = 0
        for path in paths:
            name = path.relative_to(root).as_posix()
            if self._there.get(name) != (size := path.stat().st_size):
                self._objects.put(name, path)
                self._there[name] = size
                sent += 1
        return sent

    def fetch(self, root: Path) -> int:
        """Bring what the store has and a casebook has not; how many files that were.

        Raises:
            CasebookError: D210 if the store does not give it, D211 if it is another casebook.
            CasebookError: D203 if the disk does not take it; nothing half-written is left.
        """
        layout = Layout(root)
        self._agree(layout)
        documents = [n for n in sorted(self._there) if n.startswith(f"{layout.documents.name}/")]
        with writing(root):
            layout.runs.mkdir(parents=True, exist_ok=True)
            wanted = [name for name in documents if self._there[name] > _size(root / name)]
            for name in wanted:
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                write_file(root / name, self._objects.get(name))
            ours = runs_in(layout.runs)
            new = [run for run in self._runs() if not any(each.covers(run) for each in ours)]
            files = sum(self._fetch_run(layout.root / run.folder) for run in new)
        return len(wanted) + files

    def _agree(self, layout: Layout) -> None:
        """Refuse to mix two casebooks: where runs stand for the same numbers, a longer one has the
        documents of those it stands for, and one of the same name is the same.
        """
        if EXPORTED in self._there:
            raise CasebookError("D211", self.address, detail="an export")
        ours = runs_in(layout.runs)
        for there in self._runs():
            met = [run for run in ours if _meet(run, there) and (run, there) not in self._agreed]
            manifest = self._objects.get(_manifest_of(layout, there)) if met else b""
            if not all(_agrees(run, there, manifest) for run in met):
                raise CasebookError("D211", self.address, detail=there.folder.name)
            self._agreed.update((run, there) for run in met)

    def _runs(self) -> tuple[Run, ...]:
        """The runs that are there whole and count, by their names."""
        whole = (_run_of(name) for name in self._there if name.endswith(f"/{_MANIFEST}"))
        return standing(run for run in whole if run)

    def _fetch_run(self, run: Path) -> int:
        names = [n for n in sorted(self._there) if n.startswith(f"runs/{run.name}/")]
        part = part_of(run)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        try:
            for name in names:
                self._objects.save(name, part / name.rpartition("/")[2])
            place_folder(part, run)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return len(names)

    def _drop(self, layout: Layout) -> None:
        """Remove from the store the runs that a longer one, sent by now, stands for."""
        here = runs_in(layout.runs)
        kept = {run.folder.name for run in here}
        for name in sorted(self._there, key=lambda n: (not n.endswith(_MANIFEST), n)):
            run = _run_of(name)
            if run is None or run.folder.name in kept:
                continue
            if any(each.covers(run) for each in here):
                self._objects.delete(name)
                del self._there[name]


def _run_of(name: str) -> Run | None:
    """The run that a file there is of, by its name; None of another file."""
    folder = Path(name).parent
    return run_at(folder) if folder.parent == Path("runs") else None


def _meet(one: Run, other: Run) -> bool:
    """Whether two runs stand for some number both."""
    return one.first <= other.last and other.first <= one.last


def _agrees(ours: Run, theirs: Run, manifest: bytes) -> bool:
    """Whether a run and one there that meets it, whose manifest is given, are of one casebook."""
    if ours.folder.name == theirs.folder.name:
        return (ours.folder / _MANIFEST).read_bytes() == manifest
    here, there = (set(each["documents"]) for each in (ours.manifest(), json.loads(manifest)))
    return there <= here if ours.covers(theirs) else here <= there


def _manifest_of(layout: Layout, run: Run) -> str:
    return f"{layout.runs.name}/{run.folder.name}/{_MANIFEST}"


def _size(path: Path) -> int:
    """Of a file in bytes; less than any where there is none."""
    return path.stat().st_size if path.is_file() else -1
