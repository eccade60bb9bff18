"""The verbs of the library: read one document, read many, read into a casebook."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import detente
from detente.errors import DetenteError, SourceError, UsageError
from detente.sources import Source, arrive, gather
from detente.sources.address import is_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.casebook import Writer
    from detente.records import Document, Problem, ReaderInfo, Record
    from detente.sources import Arrival

_LONGEST: Final = 200
"""Characters of a defect's description."""
_MOST: Final = 128
"""Documents that are waited for before the first of them is read."""
_LARGE: Final = 32_000_000
"""Bytes of originals that are held meanwhile."""
_PATIENCE: Final = 2.0
"""Seconds for which they are waited for."""
_SUFFIX: Final = re.compile(r"\.\w{1,5}$")


class Reads(Protocol):
    """What reads a document; `detente.Reader` does."""

    @property
    def info(self) -> ReaderInfo:
        """What tells its records from another reader's: version and model."""

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        """Read a document; `problems` are those met on its arrival."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """An input that became a document, by the name it was given."""

    source: str
    arrival: Arrival


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that was read; without a record if the casebook held it already, or it is a copy.

    `copy_of` is the document that holds its story: its own id for the very text of another
    publisher.
    """

    source: str
    document: str
    record: Record | None = None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be had or read, by the name it was given."""

    source: str
    error: DetenteError


def read(
    source: str | Path,
    *,
    date: str | None = None,
    publisher: str | None = None,
    reader: Reads | None = None,
) -> Record:
    """Read one document.

    Args:
        source: A path, an `http` or `https` address, or the text itself: a string that names no
            file, and has a line break or several words that do not end like a file's name.
        date: When it was published, in EDTF; else the document is asked.
        publisher: Who published it; else the document is asked.
        reader: A loaded reader, to use it again; else one is loaded.

    Raises:
        SourceError: The document cannot be read (D1xx) or fetched (D121 to D131).
        UsageError: D301 if `date` is not EDTF.
    """
    found = next(iter([_text(source)] if _is_text(source) else gather([source])))
    if isinstance(found, SourceError):
        raise found
    arrival = arrive(found, date=date, publisher=publisher)
    return (reader or detente.Reader()).read(arrival.document, problems=arrival.problems)


def read_many(
    inputs: Sequence[str | Path],
    *,
    date: str | None = None,
    publisher: str | None = None,
    reader: Reads | None = None,
) -> Iterator[Record | DetenteError]:
    """Read documents one after another; one that cannot be read gives its error in its place.

    Args:
        inputs: Files, folders, globs, addresses, `-` for standard input.
        date: When all of them were published, in EDTF; else each is asked.
        publisher: Who published all of them; else each is asked.
        reader: A loaded reader; else one is loaded.

    Raises:
        UsageError: D301 if `date` is not EDTF.
    """
    arriving = arrivals(inputs, date=date, publisher=publisher)
    for outcome in outcomes(arriving, reader or detente.Reader()):
        if isinstance(outcome, Failure):
            yield outcome.error
        elif outcome.record:
            yield outcome.record


def arrivals(
    inputs: Sequence[str | Path], *, date: str | None = None, publisher: str | None = None
) -> Iterator[Arrived | Failure]:
    """Yield each input as a document with its original, or why it is none.

    Casebooks that lie in a folder to be read are passed over.

    Raises:
        UsageError: D301 if `date` is not EDTF.
    """
    for found in sources(inputs):
        if isinstance(found, SourceError):
            yield Failure(found.subject, found)
        else:
            yield arrived(found, date=date, publisher=publisher)


def sources(inputs: Sequence[str | Path]) -> Iterator[Source | SourceError]:
    """Yield what inputs name, each as its bytes or why they cannot be had.

    Casebooks that lie in a folder to be read are passed over.
    """
    given = {str(each) for each in inputs}
    for found in gather(inputs):
        if not _is_inside_casebook(found, given):
            yield found


def arrived(
    source: Source, *, date: str | None = None, publisher: str | None = None
) -> Arrived | Failure:
    """One source as a document with its original, or why it is none.

    Raises:
        UsageError: D301 if `date` is not EDTF.
    """
    try:
        return Arrived(source.name, arrive(source, date=date, publisher=publisher))
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 - one document must not end the run of others
        return failure(source.name, error)


def outcomes(
    arriving: Iterable[Arrived | Failure], reader: Reads, writer: Writer | None = None
) -> Iterator[Reading | Failure]:
    """Read what arrives; with a writer, keep it too, and read no story twice.

    What is kept already is not read again, and of a copy of another document only text, original
    and where it came from are kept. So that a story is read in its fullest printing, a few dozen
    documents are waited for, and the printings of one story are handed on one after another.

    Args:
        arriving: Documents, and inputs that are none: their failures are kept and handed on.
        reader: Reads the documents.
        writer: A casebook's.

    Raises:
        CasebookError: D203 if the disk will not take it.
    """
    if writer is None:
        yield from (_outcome(each, reader) for each in arriving)
        return
    for some in _gathered(arriving):
        for each in by_story(some):
            yield kept(each, reader, writer)


def kept(each: Arrived | Failure, reader: Reads, writer: Writer) -> Reading | Failure:
    """Read one input and keep what became of it, as `outcomes` does.

    Raises:
        CasebookError: D203 if the disk will not take it.
    """
    outcome = _outcome(each, reader, writer)
    _keep(writer, each, outcome, reader)
    return outcome


def _outcome(
    each: Arrived | Failure, reader: Reads, writer: Writer | None = None
) -> Reading | Failure:
    if isinstance(each, Failure):
        return each
    document = each.arrival.document
    if writer and writer.has(document, reader.info):
        return Reading(each.source, document.id)
    if writer and (original := writer.copy_of(document)):
        return Reading(each.source, document.id, copy_of=original)
    return _read(reader, each.source, document, each.arrival.problems)


def _read(
    reader: Reads, source: str, document: Document, problems: Sequence[Problem] = ()
) -> Reading | Failure:
    try:
        record = reader.read(document, problems=problems)
    except Exception as error:  # noqa: BLE001 - one document must not end the run of the others
        return failure(source, error)
    return Reading(source, document.id, record)


def _keep(
    writer: Writer, each: Arrived | Failure, outcome: Reading | Failure, reader: Reads
) -> None:
    """Keep what became of an input, and read what it leaves without a document that is read."""
    if isinstance(outcome, Failure):
        writer.fail(outcome.source, outcome.error)
    if isinstance(outcome, Failure) or isinstance(each, Failure):
        return
    arrival = each.arrival
    if outcome.record:
        writer.add(
            outcome.record,
            raw=arrival.raw,
            media_type=arrival.media_type,
            source=each.source,
            alignment=arrival.alignment,
        )
    elif outcome.copy_of:
        writer.add_copy(
            arrival.document,
            reader.info,
            raw=arrival.raw,
            media_type=arrival.media_type,
            source=each.source,
            alignment=arrival.alignment,
        )
    for document in writer.to_read():
        left = _read(reader, document.id, document)
        if isinstance(left, Failure):
            writer.fail(left.source, left.error)
        elif left.record:
            writer.add(left.record)


def _gathered(arriving: Iterable[Arrived | Failure]) -> Iterator[list[Arrived | Failure]]:
    """Yield what arrives by the dozen, sooner where it is large or slow to come."""
    some: list[Arrived | Failure] = []
    for each in arriving:
        if not some:
            since = time.monotonic()
        some.append(each)
        size = sum(len(it.arrival.raw) for it in some if isinstance(it, Arrived))
        if len(some) == _MOST or size > _LARGE or time.monotonic() - since > _PATIENCE:
            yield some
            some = []
    if some:
        yield some


def by_story(some: Sequence[Arrived | Failure]) -> list[Arrived | Failure]:
    """Inputs in their order, but the printings of a story together, the fullest first."""
    from detente.casebook.printings import places  # noqa: PLC0415 - brings DuckDB, which takes time

    documents = [each.arrival.document if isinstance(each, Arrived) else None for each in some]
    in_order = sorted(zip(places(documents), range(len(some)), strict=True))
    return [some[number] for _, number in in_order]


def failure(name: str, error: Exception) -> Failure:
    """An input that could not be read, with an error of ours: D111 for any other."""
    if isinstance(error, DetenteError):
        return Failure(name, error)
    return Failure(
        name, SourceError("D111", name, detail=f"{type(error).__name__}: {error}"[:_LONGEST])
    )


def _is_inside_casebook(found: Source | SourceError, given: set[str]) -> bool:
    """Whether a walk came upon what a casebook keeps; what is named itself is meant."""
    name = found.name if isinstance(found, Source) else found.subject
    if name in given:
        return False
    from detente.casebook.layout import is_casebook  # noqa: PLC0415 - brings DuckDB, which takes time

    return any(is_casebook(parent) for parent in Path(name).parents)


def _is_text(source: str | Path) -> bool:
    if isinstance(source, Path) or source == "-" or is_address(source):
        return False
    try:
        exists = Path(source).exists()
    except (OSError, ValueError):  # too long for a name, or with a character that no name has
        exists = False
    several = len(source.split()) > 1 and not _SUFFIX.search(source)
    return not exists and ("\n" in source or several)


def _text(text: str | Path) -> Source:
    return Source("text", str(text).encode("utf-8"))
