"""Reading ahead: documents are read by workers before the casebook asks for their records."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from detente.batch import parts
from detente.batch.tasks import Read, Refusal, refused
from detente.records import Record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from detente.batch.runner import Rank, Runner
    from detente.batch.tally import Tally
    from detente.batch.tasks import Done
    from detente.batch.worker import Limits
    from detente.records import Document, Problem, ReaderInfo

_AT_ONCE: Final = (0,)
"""The rank of what the casebook waits for."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A document that is being read, or of which a part tells what became of it."""

    name: str
    under_way: Future[Done] | None = None
    part: str | Refusal | None = None


class Ahead:
    """A reader whose reading is done by the workers of a runner.

    Args:
        runner: Whose workers read.
        info: The reader they have.
        kept: Where what was read is kept until its run is in place.
        limits: What one document may cost.
        tally: Where time and memory are counted.
    """

    def __init__(
        self, runner: Runner, info: ReaderInfo, kept: parts.Parts, limits: Limits, tally: Tally
    ) -> None:
        self.info = info
        self._runner = runner
        self._parts = kept
        self._limits = limits
        self._tally = tally
        self._begun: dict[str, _Begun] = {}
        self._asked: list[str] = []

    def begin(self, task: Read, rank: Rank) -> None:
        """Have a document read, unless that is under way or a part has it."""
        key = self._key(task)
        if key in self._begun:
            return
        part = self._parts.get(key)
        under_way = None if part is not None else self._runner.submit(task, rank)
        self._begun[key] = _Begun(task.name, under_way, part)
        if under_way is not None:
            under_way.add_done_callback(lambda future: self._keep(key, future))

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        """The record of a document, which is waited for.

        Raises:
            SourceError: It could not be read.
            DetenteError: No worker can read at all (D401, D403).
        """
        task = Read(document.id, document, tuple(problems))
        self.begin(task, _AT_ONCE)
        key = self._key(task)
        self._asked.append(key)
        begun = self._begun.pop(key)
        result: object = begun.part
        if begun.under_way is not None:
            done = begun.under_way.result()
            self._tally.spend("reading", done)
            result = done.result
        if isinstance(result, str):
            return Record.model_validate_json(result)
        raise refused(result, begun.name)

    def settle(self) -> None:
        """Let go of the parts that were asked for: their run is in place."""
        self._parts.drop(self._asked)
        self._asked = []

    def _keep(self, key: str, future: Future[Done]) -> None:
        """Keep what was read, as soon as it was; what the disk does not take is read again."""
        with suppress(OSError):
            if not future.cancelled() and future.exception() is None:
                result = future.result().result
                if isinstance(result, str | Refusal):
                    self._parts.put(key, result)

    def _key(self, task: Read) -> str:
        return parts.key(task, self.info, self._limits)
