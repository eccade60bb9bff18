"""Many made-up documents through every engine, undisturbed and killed again and again: same result.

    python -m benchmarks.batches [--documents 20000] [--kills 10] [--model] [--into DIR]

Reads the documents of `synthetic.py` by one process, by two, by two on a Ray cluster of which an
actor is killed, and by two that are killed at random, driver and workers, and started again. Each
is a process of its own, of which it prints seconds by the clock, what became of the documents, and
whether its runs are to the byte those of the first. A reader that finds one event in each document
stands in for the model, so that a quarter of an hour is enough; with `--model` it is the model.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import AbstractContextManager, redirect_stdout, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import detente
from benchmarks import synthetic
from detente import verbs
from detente.batch import driving, runner
from detente.batch.cluster import cluster
from detente.batch.worker import Limits
from detente.reading import shipped
from detente.records import Event, ReaderInfo, Record, span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.batch.runner import Crew
    from detente.records import Document, Problem

_SENTENCES: Final = 4
_LIMITS: Final = Limits(seconds=20.0, room=1_000_000_000)
_DRIVE: Final = "from benchmarks.batches import main; main()"
"""Begun so, the program has its name, by which workers find the reader."""
_ENGINES: Final[dict[str, Callable[..., AbstractContextManager[Crew]]]] = {
    "local": runner.local,
    "ray": cluster,
}


class Skimmer:
    """A reader that finds one event in every document."""

    info: Final = ReaderInfo(version="1", model="skimmer", seconds=0.0)

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        """The record of a document."""
        evidence = (span(document.text, 0, len(document.text.partition(" ")[0])),)
        event = Event(id="v1", type="CONSULT", quad_class=1, goldstein=1.0, evidence=evidence)
        return Record(
            document=document, events=(event,), problems=tuple(problems), reader=self.info
        )


def drive(folder: Path, book: Path, engine: str, workers: int, *, model: bool) -> None:
    """Read a folder into a casebook, and print what became of the inputs."""
    load, info = (detente.Reader, shipped.info()) if model else (Skimmer, Skimmer.info)
    with (
        redirect_stdout(sys.stderr),  # where Ray tells of actors that are lost
        detente.Casebook(book) as casebook,
        _ENGINES[engine](load, workers=workers, limits=_LIMITS) as crew,
    ):
        settings = driving.Settings(_LIMITS)
        tally = driving.run(verbs.sources([folder]), casebook, crew, info, settings)
    print(json.dumps({**tally.outcomes, "lost": tally.deaths}))


def start(folder: Path, book: Path, engine: str, workers: int, *, model: bool = False) -> Driver:
    """Begin to read a folder into a casebook, in a process of its own."""
    asked = [str(folder), str(book), engine, str(workers), *(["--model"] if model else [])]
    return subprocess.Popen(  # noqa: S603 - this very program
        [sys.executable, "-c", _DRIVE, "drive", *asked],
        cwd=Path(__file__).parents[1],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
    )


Driver = subprocess.Popen[str]


def disturbed(
    folder: Path, book: Path, kills: int, longest: float, *, model: bool = False, seed: int = 1
) -> str:
    """Read a folder by drivers that are killed so often, each with a worker of it killed before.

    Args:
        folder: The documents.
        book: The casebook.
        kills: Drivers to be killed.
        longest: Seconds that each has at most.
        model: Whether the model reads.
        seed: Of when they are killed.

    Returns:
        What the last driver, which is left alone, printed.
    """
    chance = random.Random(seed)  # noqa: S311 - when to kill, not a secret
    for _ in range(kills):
        with start(folder, book, "local", 2, model=model) as driver:
            time.sleep(chance.uniform(0, longest / 2))
            _kill(chance, _children(driver.pid))
            time.sleep(chance.uniform(0, longest / 2))
            driver.kill()
    with start(folder, book, "local", 2, model=model) as driver:
        return driver.communicate()[0]


def runs(book: Path) -> dict[str, str]:
    """The files of a casebook's runs, with the hash of what they hold."""
    return {
        path.relative_to(book).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted((book / "runs").rglob("*"))
        if path.is_file()
    }


def _children(process: int) -> list[int]:
    """The processes that a process has started and that it computes with (Linux)."""
    found = Path(f"/proc/{process}/task").glob("*/children")
    return [int(each) for path in found for each in path.read_text("ascii").split()]


def _kill(chance: random.Random, processes: list[int]) -> None:
    if processes:
        with suppress(ProcessLookupError):
            os.kill(chance.choice(processes), signal.SIGKILL)


def _actors() -> list[int]:
    """The actors of Ray's on this machine that do what we ask (Linux)."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if path.read_bytes().startswith(b"ray::Actor"):
                found.append(int(path.parent.name))
    return found


def _with_an_actor_killed(folder: Path, book: Path, *, model: bool) -> str:
    chance = random.Random(1)  # noqa: S311 - which one to kill, not a secret
    with start(folder, book, "ray", 2, model=model) as driver:
        while not (book / "runs" / "00000002-00000002").exists() and driver.poll() is None:
            time.sleep(0.1)
        _kill(chance, _actors())
        return driver.communicate()[0]


def show(home: Path, documents: int, kills: int, *, model: bool) -> bool:
    """Print a line for each way of reading; whether all gave the same runs."""
    folder = home / "documents"
    made = synthetic.write(folder, synthetic.documents(documents, sentences=_SENTENCES))
    print(", ".join(f"{count:,} {kind}" for kind, count in sorted(made.items())))
    first: dict[str, str] = {}
    same = True
    whole = 60.0
    for name in ("one worker", "two workers", "Ray, an actor killed", f"killed {kills} times"):
        book = home / name.replace(" ", "-").replace(",", "")
        started = time.monotonic()
        if name.startswith("killed"):
            said = disturbed(folder, book, kills, 2 * whole / kills, model=model)
        elif name.startswith("Ray"):
            said = _with_an_actor_killed(folder, book, model=model)
        else:
            with start(folder, book, "local", 1 + (name[0] == "t"), model=model) as driver:
                said = driver.communicate()[0]
        took = time.monotonic() - started
        whole = took if name.startswith("two") else whole
        found = runs(book)
        first = first or found
        same &= found == first
        told = ", ".join(f"{what} {count:,}" for what, count in json.loads(said).items())
        print(
            f"{name:22}{took:8.0f} s  {told:70} {'same' if found == first else 'DIFFERS'}",
            flush=True,
        )
    return same


def main() -> None:
    """Run what is asked for."""
    if sys.argv[1:2] == ["drive"]:
        folder, book, engine, workers, *model = sys.argv[2:]
        drive(Path(folder), Path(book), engine, int(workers), model=bool(model))
        return
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--model", action="store_true")
    parser.add_argument("--into", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        same = show(given.into or Path(made), given.documents, given.kills, model=given.model)
    sys.exit(not same)


if __name__ == "__main__":
    main()
