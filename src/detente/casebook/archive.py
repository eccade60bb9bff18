"""The documents themselves: raw bytes and canonical text, each under its hash.

`documents/ab/ab12….txt` is the text whose id is `sha256:ab12…`, in UTF-8; `ab12….json` beside it
lists what it arrived as (media type, hash of the raw bytes, where from, alignment of offsets);
`documents/cd/cd34….raw` is a raw original. Names are hashes of contents: writing twice is writing
once.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from detente.casebook.durable import part_of, sync_file, sync_folder
from detente.errors import CasebookError
from detente.sources.alignment import Alignment, Run

if TYPE_CHECKING:
    from pathlib import Path

    from detente.records import Document

_HASH: Final = "sha256:"
_AT_ONCE: Final = 16
"""Flushes that wait for the disk together: it writes them in one go."""


@dataclass(frozen=True, slots=True)
class Original:
    """What a document arrived as.

    Attributes:
        raw: Its bytes.
        media_type: As in `text/html`.
        source: What it was called where it was found.
        alignment: Where each character of the text stood in the original.
    """

    raw: bytes
    media_type: str | None = None
    source: str | None = None
    alignment: Alignment | None = None

    @property
    def id(self) -> str:
        """`sha256:` and the hash of the bytes."""
        return f"{_HASH}{sha256(self.raw).hexdigest()}"


class Archive:
    """The folder `documents/` of a casebook.

    What is kept is written at once and put in place with the run that names it: flushing many files
    to the disk together takes little longer than flushing one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._waiting: dict[Path, Path] = {}
        self._made: set[Path] = set()

    def forget(self) -> None:
        """Let go of what was kept and not put in place, after a writer that was cut off."""
        self._waiting = {}

    def put(self) -> None:
        """Flush to the disk and put in place what was kept since the last time.

        Raises:
            OSError: The disk would not take it.
        """
        if not self._waiting:
            return
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(sync_file, self._waiting.values()))
            for path, part in self._waiting.items():
                part.replace(path)
            list(pool.map(sync_folder, {path.parent for path in self._waiting}))
        self._waiting = {}

    def keep(self, document: Document, original: Original | None) -> None:
        """Take in a text and its original, to lie where their hashes say.

        Raises:
            OSError: The disk would not take them.
        """
        text = self._path(document.id, "txt")
        self._write_new(text, document.text.encode("utf-8", "surrogatepass"))
        if original is not None:
            self._write_new(self._path(original.id, "raw"), original.raw)
            self._note(document.id, original)

    def text(self, document_id: str) -> str:
        """The canonical text of a document.

        Raises:
            CasebookError: D207 if it is not there.
        """
        return self._read(document_id, "txt").decode("utf-8", "surrogatepass")

    def originals(self, document_id: str) -> list[Original]:
        """What the document arrived as, first arrival first; empty if only its text is known.

        Raises:
            CasebookError: D207 if an original is not there.
        """
        return [
            Original(
                raw=self._read(note["raw"], "raw"),
                media_type=note["media_type"],
                source=note["source"],
                alignment=_alignment(note["alignment"]),
            )
            for note in self._notes(document_id)
        ]

    def files(self, document_id: str) -> list[Path]:
        """The files in place of a document: its originals, their notes, its text."""
        originals = dict.fromkeys(
            self._path(note["raw"], "raw") for note in self._notes(document_id)
        )
        notes, text = (self._path(document_id, suffix) for suffix in ("json", "txt"))
        return [path for path in (*originals, notes, text) if path.is_file()]

    def _read(self, content_id: str, suffix: str) -> bytes:
        path = self._path(content_id, suffix)
        try:
            return self._waiting.get(path, path).read_bytes()
        except OSError as error:
            raise CasebookError("D207", str(path), detail=error.strerror or "") from error

    def _note(self, document_id: str, original: Original) -> None:
        notes = self._notes(document_id)
        if any(note["raw"] == original.id for note in notes):
            return
        alignment = original.alignment
        note = {
            "raw": original.id,
            "media_type": original.media_type,
            "source": original.source,
            "alignment": alignment
            and {
                "originals": alignment.originals,
                "runs": [astuple(run) for run in alignment.runs],
            },
        }
        data = json.dumps([*notes, note]).encode()
        self._write(self._path(document_id, "json"), data)

    def _notes(self, document_id: str) -> list[dict[str, Any]]:
        path = self._path(document_id, "json")
        held = self._waiting.get(path, path)
        notes: list[dict[str, Any]] = json.loads(held.read_bytes()) if held.is_file() else []
        return notes

    def _write_new(self, path: Path, data: bytes) -> None:
        if path not in self._waiting and not path.is_file():
            self._write(path, data)

    def _write(self, path: Path, data: bytes) -> None:
        """Write a file under its temporary name, beside the folders of the files in place."""
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(path.parent)
        part = part_of(self.folder / path.name)
        part.write_bytes(data)
        self._waiting[path] = part

    def _path(self, content_id: str, suffix: str) -> Path:
        name = content_id.removeprefix(_HASH)
        return self.folder / name[:2] / f"{name}.{suffix}"


def _alignment(kept: dict[str, Any] | None) -> Alignment | None:
    if kept is None:
        return None
    return Alignment(tuple(kept["originals"]), tuple(Run(*run) for run in kept["runs"]))
