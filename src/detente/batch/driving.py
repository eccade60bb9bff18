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
from detente.batch import inputs
from detente.batch.ahead import Ahead
from detente.batch.parts import Parts
from detente.batch.tally import Settled, Tally
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

_AHEAD: Final = 32
"""Inputs that are held for each worker, so that none waits while a run is written."""
_STORIES: Final = 256
"""Documents remembered at least, to see which tell one story; the casebook has the rest."""
_ARRIVING, _READING = 0, 1
"""Ranks of tasks: documents are made first, since it is seen from them what is to be read."""
_USELESS: Final = "D117"


@dataclass(frozen=True, slots=True)
class Settings:
    """What is the same for all inputs of a batch.

    Attributes:
        limits: What one document may cost.
        date: When all of them were published, in EDTF; else each is asked.
        publisher: Who published all of them; else each is asked.
        sift: Whether documents that say nothing of politics are set aside.
        retry: Whether inputs that failed in an earlier batch are tried again.
    """

    limits: Limits
    date: str | None = None
    publisher: str | None = None
    sift: bool = True
    retry: bool = False


@dataclass(frozen=True, slots=True)
class _Begun:
    """A source on its way to a document."""

    source: Source
    key: bytes
    arriving: Future[Done]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A document on its way into the casebook, or why there is none; without a key it has none."""

    arrived: verbs.Arrived | verbs.Failure
    key: bytes | None = None


_Drawn = _Begun | SourceError | Settled
_Waiting = _Ready | Settled


def run(
    found: Iterable[Source | SourceError],
    casebook: Casebook,
    runner: Runner,
    reader: ReaderInfo,
    settings: Settings,
    tell: Callable[[Settled, Tally], None] = lambda *_: None,
) -> Tally:
    """Read what is found into a casebook; its events are left to be merged.

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
    with casebook.writer(steady=True, merge=False) as writer:
        parts = Parts(casebook.parts)
        ahead = Ahead(runner, reader, parts, settings.limits, tally)
        driver = _Driver(writer, runner, ahead, settings, tally)
        for group in driver.drive(found):
            for settled in group:
                tally.count(settled)
                tell(settled, tally)
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
        self._settled = writer.settled(*_unsettled(settings))
        self._most = 1 + runner.workers * _AHEAD // inputs.TOGETHER
        self._stories = Stories()
        self._most_stories = _STORIES + 2 * self._most * inputs.TOGETHER

    def drive(self, found: Iterable[Source | SourceError]) -> Iterator[list[Settled]]:
        """Yield what became of each group of inputs, once its run is in place."""
        arriving: deque[list[_Drawn]] = deque()
        reading: deque[list[_Waiting]] = deque()
        for number, group in enumerate(inputs.groups(found)):
            arriving.append([self._begin(each, number) for each in group])
            if len(arriving) > 1:
                reading.append(self._look_ahead(arriving.popleft(), reading, number))
            if len(reading) > self._most:
                yield self._keep(reading.popleft())
        for last in arriving:
            reading.append(self._look_ahead(last, reading, 0))
        while reading:
            yield self._keep(reading.popleft())

    def _begin(self, found: Source | SourceError, number: int) -> _Drawn:
        """Have a document made of a source, unless it is known what became of it."""
        if isinstance(found, SourceError):
            return found
        given = self._settings
        key = inputs.key(found, self._ahead.info, given.date, given.publisher)
        if key in self._settled:
            return Settled(found.name, "held")
        self._settled.add(key)
        task = Arrive(found, given.date, given.publisher, given.sift)
        return _Begun(found, key, self._runner.submit(task, (_ARRIVING, number)))

    def _look_ahead(
        self, group: Iterable[_Drawn], before: Iterable[list[_Waiting]], number: int
    ) -> list[_Waiting]:
        """Have those of a group read of which, as far as can be seen, no other tells the story.

        Returns:
            The group, in the order in which it is kept.
        """
        waiting = _in_order([self._arrived(each) for each in group])
        if len(self._stories) >= self._most_stories:
            self._stories = Stories(document for some in before for document in _documents(some))
        for each in waiting:
            if isinstance(each, Settled) or isinstance(each.arrived, verbs.Failure):
                continue
            arrival = each.arrived.arrival
            if not self._stories.tells(arrival.document) and not self._is_known(arrival.document):
                task = Read(each.arrived.source, arrival.document, arrival.problems)
                self._ahead.begin(task, (_READING, number))
        return waiting

    def _arrived(self, each: _Drawn) -> _Waiting:
        if isinstance(each, Settled):
            return each
        if isinstance(each, SourceError):
            return _Ready(verbs.Failure(each.subject, each))
        done = each.arriving.result()
        self._tally.spend("arriving", done)
        if isinstance(done.result, Arrival):
            arrival = replace(done.result, raw=each.source.data)
            return _Ready(verbs.Arrived(each.source.name, arrival), each.key)
        return _Ready(verbs.Failure(each.source.name, refused(done.result)), each.key)

    def _is_known(self, document: Document) -> bool:
        held = self._writer.has(document, self._ahead.info)
        return held or self._writer.copy_of(document) is not None

    def _keep(self, group: Iterable[_Waiting]) -> list[Settled]:
        """Put a group into the casebook as one run."""
        settled = [self._settle(each) for each in group]
        started = perf_counter()
        self._writer.flush()
        self._tally.took("writing", perf_counter() - started)
        self._ahead.settle()
        return settled

    def _settle(self, each: _Waiting) -> Settled:
        """Hand what became of an input to the casebook, which has a record waited for."""
        if isinstance(each, Settled):
            return each
        arrived = each.arrived
        if isinstance(arrived, verbs.Failure) and arrived.error.code == _USELESS:
            became = Settled.of(arrived)  # no problem of the casebook's
        else:
            became = Settled.of(verbs.kept(arrived, self._ahead, self._writer))
        if each.key is not None:
            self._writer.settle(
                became.source,
                became.outcome,
                document=became.document,
                code=became.error.code if became.error else None,
                key=each.key.hex(),
            )
        return became


def _unsettled(settings: Settings) -> Iterator[str]:
    """Outcomes of earlier batches that are to be looked into again."""
    if settings.retry:
        yield "failed"
    if not settings.sift:
        yield "set-aside"


def _in_order(group: Iterable[_Waiting]) -> list[_Waiting]:
    """What is held first; then in the order in which the verbs keep what arrived together."""
    held: list[_Waiting] = []
    ready: dict[int, _Ready] = {}
    for each in group:
        if isinstance(each, Settled):
            held.append(each)
        else:
            ready[id(each.arrived)] = each
    ordered = verbs.by_story([each.arrived for each in ready.values()])
    return held + [ready[id(each)] for each in ordered]


def _documents(group: Iterable[_Waiting]) -> Iterator[Document]:
    for each in group:
        if isinstance(each, _Ready) and isinstance(each.arrived, verbs.Arrived):
            yield each.arrived.arrival.document
