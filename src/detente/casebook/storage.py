"""A casebook on object storage: the same files under the same names, whole runs alone.

Documents and runs never change once they are there, but for notes of what a document arrived as,
which grow; so a copy is made by sending what is not there yet, or not as long. The manifest of a
run is sent last, and only runs with one count: whoever copies from there at any moment has whole
runs, as on a disk. The ledger stays on the disk: it changes in place, which object storage does not
know.

This and `sources/fetch` alone open connections; here it is the library `obstore` that does, to the
address a person gave, with the keys of the environment.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from detente.casebook.archive import Archive
from detente.casebook.durable import part_of, place_folder, write_file, writing
from detente.casebook.layout import Layout
from detente.casebook.runs import runs_in
from detente.errors import CasebookError, InstallationError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.casebook.runs import Run

SCHEMES: Final = ("s3://", "gs://", "az://", "file:///")
"""How addresses of a store begin."""
_MANIFEST: Final = "manifest.json"
_INSTALL: Final = "pip install 'detente[storage]'"


class Store:
    """A place on object storage where a casebook lies.

    Args:
        address: `s3://bucket/prefix`, or of another scheme of `SCHEMES`.

    Raises:
        UsageError: D302 if the address is of no such scheme.
        InstallationError: D402 without the extra `storage`.
    """

    def __init__(self, address: str) -> None:
        if not address.startswith(SCHEMES):
            raise UsageError("D302", address, detail=f"a store begins with {', '.join(SCHEMES)}")
        try:
            import obstore  # noqa: PLC0415 - an extra
            from obstore import store  # noqa: PLC0415 - as above
        except ImportError as error:
            raise InstallationError("D402", "object storage", detail=_INSTALL) from error
        self.address = address
        self._library: Any = obstore
        self._agreed: set[str] = set()
        if address.startswith(SCHEMES[-1]):
            Path(address.removeprefix("file://")).mkdir(parents=True, exist_ok=True)
        try:
            self._store: Any = store.from_url(address)
            listed = (each for page in obstore.list(self._store) for each in page)
            self._there = {each["path"]: int(each["size"]) for each in listed}
        except Exception as error:  # its errors share no class with other modules' of Python
            raise self._failed(error) from error

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
                self._agreed.add(_manifest_of(layout, run))
        self._drop(layout)
        return sent

    def _send(self, root: Path, paths: Iterable[Path]) -> int:
        """Send files in their order that are not there, or not as long: notes of what a document
        arrived as grow.
        """
        sent = 0
        for path in paths:
            name = path.relative_to(root).as_posix()
            if self._there.get(name) != path.stat().st_size:
                data = path.read_bytes()
                self._do("put", name, data)
                self._there[name] = len(data)
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
        runs = sorted(n.split("/")[1] for n in self._there if n.endswith(f"/{_MANIFEST}"))
        documents = [n for n in sorted(self._there) if n.startswith(f"{layout.documents.name}/")]
        with writing(root):
            layout.runs.mkdir(parents=True, exist_ok=True)
            wanted = [name for name in documents if self._there[name] > _size(root / name)]
            for name in wanted:
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                write_file(root / name, self._got(name))
            new = [run for run in runs if not (layout.runs / run).exists()]
            files = sum(self._fetch_run(layout.runs / run) for run in new)
        return len(wanted) + files

    def _agree(self, layout: Layout) -> None:
        """Refuse to mix two casebooks: a run that both have must be the same run."""
        for run in runs_in(layout.runs):
            name = _manifest_of(layout, run)
            if name in self._there and name not in self._agreed:
                if self._got(name) != (run.folder / _MANIFEST).read_bytes():
                    raise CasebookError("D211", self.address, detail=run.folder.name)
                self._agreed.add(name)

    def _fetch_run(self, run: Path) -> int:
        names = [n for n in sorted(self._there) if n.startswith(f"runs/{run.name}/")]
        part = part_of(run)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        try:
            for name in names:
                (part / name.rpartition("/")[2]).write_bytes(self._got(name))
            place_folder(part, run)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return len(names)

    def _drop(self, layout: Layout) -> None:
        """Remove from the store the runs that a longer one, sent by now, stands for."""
        here = runs_in(layout.runs)
        kept = {run.folder.name for run in here}
        for name in sorted(self._there, key=lambda n: (not n.endswith(_MANIFEST), n)):
            folder, _, rest = name.partition("/")
            run = rest.partition("/")[0]
            covered = any(f"{r.first:08d}" <= run[:8] and run[-8:] <= f"{r.last:08d}" for r in here)
            if folder == layout.runs.name and run not in kept and covered:
                self._do("delete", name)
                del self._there[name]

    def _got(self, name: str) -> bytes:
        return bytes(self._do("get", name).bytes())

    def _do(self, what: str, *given: object) -> Any:  # noqa: ANN401 - what the library gives
        try:
            return getattr(self._library, what)(self._store, *given)
        except Exception as error:  # as above
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> CasebookError:
        return CasebookError("D210", self.address, detail=str(error).partition("\n")[0])


def _manifest_of(layout: Layout, run: Run) -> str:
    return f"{layout.runs.name}/{run.folder.name}/{_MANIFEST}"


def _size(path: Path) -> int:
    """Of a file in bytes; less than any where there is none."""
    return path.stat().st_size if path.is_file() else -1
