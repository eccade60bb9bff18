from __future__ import annotations

import os
import signal
import sys
from concurrent.futures import CancelledError, ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import pytest

from detente.batch.tasks import Arrive, Read, Refusal
from detente.batch.worker import Limits, Worker
from detente.errors import InstallationError
from detente.records import Document, Record
from detente.sources import Arrival, Source
from tests.batch.fakes import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMITS = Limits(seconds=1.0, room=300_000_000)

linux = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits of Linux")
signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


def reading(text: str) -> Read:
    identity = f"sha256:{sha256(text.encode()).hexdigest()}"
    return Read("a.txt", Document(id=identity, text=text))


def no_reader() -> Reader:
    """Loads nothing: the model is missing."""
    raise InstallationError("D401", "model")


def no_process() -> Reader:
    """Ends the process that would have read."""
    os._exit(3)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    made = Worker(Reader, LIMITS)
    yield made
    made.close()


def refusal(worker: Worker, text: str) -> Refusal:
    result = worker.do(reading(text)).result
    assert isinstance(result, Refusal)
    return result


def test_a_document_becomes_a_record_in_which_no_time_is_noted(worker: Worker) -> None:
    done = worker.do(reading("Envoys met on Friday."))
    assert isinstance(done.result, str)
    record = Record.model_validate_json(done.result)
    assert record.events[0].type == "CONSULT"
    assert record.reader.seconds == 0.0
    assert done.deaths == 0


def test_a_source_becomes_an_arrival_without_its_bytes(worker: Worker) -> None:
    source = Source("a.txt", b"Baghdad, March 14, 2020 (Gulf Wire) - Talks began.")
    result = worker.do(Arrive(source, publisher="The Post")).result
    assert isinstance(result, Arrival)
    assert (result.document.published, result.document.publisher) == ("2020-03-14", "The Post")
    assert result.raw == b""
    assert result.raw_hash == f"sha256:{sha256(source.data).hexdigest()}"


def test_a_source_that_is_none_is_refused(worker: Worker) -> None:
    assert worker.do(Arrive(Source("a.txt", b""))).result == Refusal("D102", "a.txt")


def test_a_defect_costs_the_document_and_no_process(worker: Worker) -> None:
    worker.do(reading("Envoys met."))
    before = worker.pid
    assert refusal(worker, "DEFECT").code == "D111"
    assert worker.pid == before


@linux
def test_a_document_that_computes_too_long_is_given_up(worker: Worker) -> None:
    assert refusal(worker, "It SPINS.") == Refusal("D114", "a.txt", "more than 1 s")


@signals
def test_a_document_that_waits_too_long_is_given_up() -> None:
    worker = Worker(Reader, Limits(seconds=0.1))
    assert refusal(worker, "It SLEEPS.").code == "D114"
    worker.close()


@linux
def test_a_document_that_takes_too_much_memory_is_given_up(worker: Worker) -> None:
    assert refusal(worker, "It is GREEDY.").code == "D115"
    assert isinstance(worker.do(reading("Envoys met.")).result, str)


@signals
def test_a_document_that_ends_its_process_is_tried_three_times(worker: Worker) -> None:
    done = worker.do(reading("It KILLS."))
    assert done.result == Refusal("D116", "a.txt", "exit status -9")
    assert done.deaths == 3
    assert isinstance(worker.do(reading("Envoys met.")).result, str)


@signals
def test_a_document_whose_process_was_killed_is_read_in_another(
    worker: Worker, tmp_path: Path
) -> None:
    done = worker.do(reading(f"It is FRAGILE: {tmp_path / 'mark'}"))
    assert isinstance(done.result, str)
    assert done.deaths == 1


@signals
def test_a_worker_that_was_killed_while_idle_is_started_again(worker: Worker) -> None:
    worker.do(reading("Envoys met."))
    assert worker.pid
    os.kill(worker.pid, signal.SIGKILL)
    assert isinstance(worker.do(reading("Envoys met again.")).result, str)


def test_a_reader_that_cannot_be_loaded_is_said() -> None:
    with pytest.raises(InstallationError, match="D401"):
        Worker(no_reader, LIMITS).do(reading("Envoys met."))


def test_a_process_that_does_not_start_is_said() -> None:
    with pytest.raises(InstallationError, match=r"exit status 3.*D403"):
        Worker(no_process, LIMITS).do(reading("Envoys met."))


@signals
def test_a_document_that_is_read_when_its_worker_is_closed_is_none_that_failed() -> None:
    worker = Worker(Reader, LIMITS)
    worker.do(reading("Envoys met."))
    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(worker.do, reading("It SLEEPS."))
        sleep(0.3)
        worker.close()
        with pytest.raises(CancelledError):
            under_way.result(60)


def test_a_worker_that_is_closed_has_no_process() -> None:
    worker = Worker(Reader, LIMITS)
    worker.do(reading("Envoys met."))
    worker.close()
    assert worker.pid is None
