"""What a worker is asked to do, and what comes back: plain values that travel between processes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Final

from detente import verbs
from detente.batch.memory import peak
from detente.errors import DetenteError, SourceError
from detente.reading.relevance import is_political
from detente.sources import arrive

if TYPE_CHECKING:
    from detente.records import Document, Problem
    from detente.sources import Arrival, Source

_ROOM: Final = "D115"


@dataclass(frozen=True, slots=True)
class Arrive:
    """Make a document of a source; with `sift`, refuse one that says nothing of politics (D117)."""

    source: Source
    date: str | None = None
    publisher: str | None = None
    sift: bool = False

    @property
    def name(self) -> str:
        """What the source is called."""
        return self.source.name


@dataclass(frozen=True, slots=True)
class Read:
    """Make a record of a document; `problems` are those met on its arrival."""

    name: str
    document: Document
    problems: tuple[Problem, ...] = ()


Task = Arrive | Read


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error of ours on its way between processes: code, subject and detail."""

    code: str
    subject: str
    detail: str = ""

    @classmethod
    def of(cls, error: DetenteError) -> Refusal:
        """The refusal that an error stands for."""
        return cls(error.code, error.subject, error.detail)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a task.

    Attributes:
        result: An arrival without its raw bytes; a record as JSON, in which no time is measured, so
            that the same document gives the same bytes everywhere; or why there is neither.
        seconds: How long it took.
        peak: The most memory the worker ever had, in bytes.
        deaths: Workers that it cost.
    """

    result: Arrival | str | Refusal
    seconds: float = 0.0
    peak: int = 0
    deaths: int = 0


def refused(result: object, name: str = "") -> SourceError:
    """The error that a refusal stands for.

    Args:
        result: What a task gave, which is none of what it was to give.
        name: What the error is to be about, if something else than the refusal says.
    """
    if not isinstance(result, Refusal):
        msg = f"no {type(result).__name__} was asked for"
        raise TypeError(msg)
    return SourceError(result.code, name or result.subject, detail=result.detail)


def done(task: Task, reader: verbs.Reads) -> Done:
    """Do a task; whatever is wrong with its document becomes a refusal.

    Args:
        task: What to do.
        reader: Reads documents.
    """
    started = perf_counter()
    result: Arrival | str | Refusal
    try:
        result = _arrived(task) if isinstance(task, Arrive) else _read(task, reader)
    except MemoryError:
        result = Refusal(_ROOM, task.name)
    except Exception as error:  # noqa: BLE001 - one document must not end the run of the others
        result = Refusal.of(verbs.failure(task.name, error).error)
    return Done(result, perf_counter() - started, peak())


def _arrived(task: Arrive) -> Arrival:
    arrival = arrive(task.source, date=task.date, publisher=task.publisher)
    if task.sift and not is_political(arrival.document.text):
        raise SourceError("D117", task.name)
    return replace(arrival, raw=b"")


def _read(task: Read, reader: verbs.Reads) -> str:
    record = reader.read(task.document, problems=task.problems)
    unmeasured = record.reader.model_copy(update={"seconds": 0.0})
    return record.model_copy(update={"reader": unmeasured}).to_json()
