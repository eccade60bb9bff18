"""The driver: draws inputs, has workers make documents and records of them, keeps what they give.

What is kept, and in which order, depends on the inputs alone: they go into the casebook in the
order in which they were drawn, a group at a time, each group a run. The workers are only ahead.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Final

from detente import verbs
from detente.batch.ahead import Ahead
from detente.batch.parts import Parts
from detente.batch.tally import Tally
from detente.batch.tasks import Arrive, Read, refused
from detente.casebook.printings import Stories
from detente.errors import SourceError
from detente.sources import Arrival

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from detente.batch.runner import Runner
    from detente.batch.tasks import Done
    from detente.batch.worker import Limits
    from detente.casebook import Casebook, Writer
    from detente.records import Document, ReaderInfo
    from detente.sources import Source

_TOGETHER: Final = 64
"""Inputs to a group: a run."""
_LARGE: Final = 32_000_000
"""Bytes of originals after which a group is full."""
_AHEAD: Final = 32
"""Inputs that are held for each worker, so that none waits while a run is written."""
_ARRIVING, _READING = 0, 1
"""Ranks of tasks: documents are made first, since it is seen from them what is to be read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is the same for all inputs of a batch.

    Attributes:
        date: When all of them were published, in EDTF; else each is asked.
        publisher: Who published all of them; else each is asked.
        limits: What one document may cost.
        merge: Whether events are merged at the end.
    """

    limits: Limits
    date: str | None = None
    publisher: str | None = None
    merge: bool = True


Settled = verbs.Reading | verbs.Failure
"""What became of an input."""
_Arrived = verbs.Arrived | verbs.Failure


@dataclass(frozen=True, slots=True)
class _Input:
    """A source on its way to a document."""

    source: Source
    arriving: Future[Done]


def run(
    found: Iterable[Source | SourceError],
    casebook: Casebook,
    runner: Runner,
    reader: ReaderInfo,
    settings: Settings,
    tell: Callable[[Settled, Tally], None] = lambda *_: None,
) -> Tally:
    """Read what is found into a casebook.

    What was put into a run stays, however this ends; the next time the same inputs are given it
    goes on from there.

    Args:
        found: The inputs.
        casebook: Where the records go.
        runner: Does the work.
        reader: What its workers read with.
        settings: What is the same for all inputs.
        tell: Is told what became of each input, once that is on the disk, with the counts so far.

    Returns:
        What was done.

    Raises:
        CasebookError: D203 if the disk will not take it, D204 if another process is writing.
        DetenteError: No worker can read at all (D401, D403).
    """
    tally = Tally()
    with casebook.writer(steady=True, merge=settings.merge) as writer:
        parts = Parts(casebook.parts)
        ahead = Ahead(runner, reader, parts, settings.limits, tally)
        driver = _Driver(writer, runner, ahead, settings, tally)
        for outcomes in driver.drive(found):
            for outcome in outcomes:
                tally.count(outcome)
                tell(outcome, tally)
        parts.clear()
    return tally


class _Driver:
    def __init__(
        self, writer: Writer, runner: Runner, ahead: Ahead, settings: Settings, tally: Tally
    ) -> None:
        self._writer = writer
        self._runner = runner
        self._ahead = ahead
        self._settings = settings
        self._tally = tally

    def drive(self, found: Iterable[Source | SourceError]) -> Iterator[list[Settled]]:
        """Yield what became of each group of inputs, once its run is in place."""
        most = 1 + self._runner.workers * _AHEAD // _TOGETHER
        reading: deque[list[_Arrived]] = deque()
        arriving: deque[list[_Input | SourceError]] = deque()
        for number, group in enumerate(_groups(found)):
            arriving.append([self._begin(each, number) for each in group])
            if len(arriving) > 1:
                reading.append(self._look_ahead(arriving.popleft(), reading, number))
            if len(reading) > most:
                yield self._keep(reading.popleft())
        for last in arriving:
            reading.append(self._look_ahead(last, reading, 0))
        while reading:
            yield self._keep(reading.popleft())

    def _begin(self, found: Source | SourceError, number: int) -> _Input | SourceError:
        if isinstance(found, SourceError):
            return found
        task = Arrive(found, self._settings.date, self._settings.publisher)
        return _Input(found, self._runner.submit(task, (_ARRIVING, number)))

    def _look_ahead(
        self,
        group: Iterable[_Input | SourceError],
        before: Iterable[list[_Arrived]],
        number: int,
    ) -> list[_Arrived]:
        """Have those of a group read of which, as far as can be seen, no other tells the story.

        Returns:
            The group, in the order in which it is kept.
        """
        arrived = verbs.by_story([self._arrived(each) for each in group])
        stories = Stories(document for some in before for document in _documents(some))
        for each in arrived:
            if isinstance(each, verbs.Failure):
                continue
            document = each.arrival.document
            if not stories.tells(document) and not self._is_known(document):
                task = Read(each.source, document, each.arrival.problems)
                self._ahead.begin(task, (_READING, number))
        return arrived

    def _arrived(self, each: _Input | SourceError) -> _Arrived:
        if isinstance(each, SourceError):
            return verbs.Failure(each.subject, each)
        done = each.arriving.result()
        self._tally.spend("arriving", done)
        if isinstance(done.result, Arrival):
            return verbs.Arrived(each.source.name, replace(done.result, raw=each.source.data))
        return verbs.Failure(each.source.name, refused(done.result))

    def _is_known(self, document: Document) -> bool:
        held = self._writer.has(document, self._ahead.info)
        return held or self._writer.copy_of(document) is not None

    def _keep(self, group: Iterable[_Arrived]) -> list[Settled]:
        """Put a group into the casebook as one run."""
        outcomes = [verbs.kept(each, self._ahead, self._writer) for each in group]
        started = perf_counter()
        self._writer.flush()
        self._tally.seconds["writing"] += perf_counter() - started
        self._ahead.settle()
        return outcomes


def _documents(group: Iterable[_Arrived]) -> Iterator[Document]:
    for each in group:
        if isinstance(each, verbs.Arrived):
            yield each.arrival.document


def _groups(found: Iterable[Source | SourceError]) -> Iterator[list[Source | SourceError]]:
    """Yield inputs by the dozen, in their order."""
    group: list[Source | SourceError] = []
    size = 0
    for each in found:
        group.append(each)
        size += 0 if isinstance(each, SourceError) else len(each.data)
        if len(group) == _TOGETHER or size >= _LARGE:
            yield group
            group, size = [], 0
    if group:
        yield group
