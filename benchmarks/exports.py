"""How long every export of a casebook takes, and how much memory.

    python benchmarks/exports.py [--events 100000] [FORMAT ...]

Makes a casebook of made-up events, four to a document, and writes it in each format, each in a
process of its own. Each line gives seconds of the clock and of the processor, megabytes of memory
at most, and of what was written.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente import gazetteer, ontology
from detente.casebook import Casebook
from detente.casebook.rows import Arrived
from detente.casebook.runs import write_run
from detente.export import FORMATS, export
from detente.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

PER_DOCUMENT: Final = 4
PER_RUN: Final = 4096
FIRST: Final = dt.date(1990, 1, 1)
DAYS: Final = 10_000
STATES: Final = [country for country in gazetteer.countries() if country.status == "state"]
TYPES: Final = list(ontology.plover_types().values())
TOWNS: Final = [gazetteer.places(name)[0] for name in ("Baghdad", "Mosul", "Paris", "Lagos")]


def sentence(number: int) -> tuple[str, dict[str, object], list[dict[str, object]]]:
    """A sentence, its event without offsets, and its two sides."""
    day = FIRST + dt.timedelta(days=number % DAYS)
    one, other = STATES[(number // 7) % 97], STATES[100 + number % 89]
    kind, town = TYPES[number % len(TYPES)], TOWNS[number % len(TOWNS)]
    text = f"{one.name} acted on {other.name} in {town.name} for reason {number}. "
    event: dict[str, object] = {
        "type": kind.type,
        "cameo": kind.cameo,
        "quad_class": kind.quad_class,
        "goldstein": kind.score,
        "date": day.isoformat(),
        "status": "denied" if number % 10 == 0 else "occurred",
        "confidence": 0.5,
        "location": {
            "name": town.name,
            "country": town.country,
            "latitude": town.latitude,
            "longitude": town.longitude,
        },
    }
    sides: list[dict[str, object]] = [
        {"name": state.name, "kind": "country", "country": state.code, "code": state.code}
        for state in (one, other)
    ]
    return text, event, sides


def record(number: int) -> Record:
    """A document with its events."""
    text = f"Report {number}. "
    events: list[dict[str, object]] = []
    entities: list[dict[str, object]] = []
    for place in range(PER_DOCUMENT):
        words, event, sides = sentence(number * PER_DOCUMENT + place)
        start = len(text)
        span = {"start": start, "end": start + len(words) - 1, "quote": words[:-1]}
        parties = []
        for side in sides:
            name = str(side["name"])
            at = start + words.index(name)
            mention = {"start": at, "end": at + len(name)}
            key = f"e{len(entities) + 1}"
            entities.append({"id": key, "mentions": [mention | {"quote": name}]} | side)
            parties.append({"entity": key, "text": name} | mention)
        location = event["location"]
        event["location"] = dict(location) | {"start": start, "end": start + 1}  # type: ignore[call-overload]
        events.append(
            {"id": f"v{place + 1}", "actors": parties[:1], "recipients": parties[1:]}
            | {"evidence": [span]}
            | event
        )
        text += words
    document = {
        "id": f"sha256:{sha256(text.encode()).hexdigest()}",
        "text": text,
        "title": f"Report {number}",
        "publisher": f"Paper {number % 90}",
        "url": f"https://example.org/{number}",
        "published": "2020-03-14",
        "language": "en",
    }
    reader = {"version": "0", "model": "import:made-up", "seconds": 0.0}
    return Record.model_validate(
        {"document": document, "entities": entities, "events": events, "reader": reader}
    )


def runs(events: int) -> Iterator[list[Arrived]]:
    """The documents in batches."""
    documents = events // PER_DOCUMENT
    for first in range(0, documents, PER_RUN):
        last = min(first + PER_RUN, documents)
        yield [Arrived(record(number)) for number in range(first, last)]


def make(path: Path, events: int) -> None:
    """Write the casebook, and merge it."""
    with Casebook(path) as casebook:
        for number, arrived in enumerate(runs(events), start=1):
            write_run(path / "runs", number, arrived)
        started = time.perf_counter()
        found = len(casebook.events())
    print(f"{found:,} events, merged and listed in {time.perf_counter() - started:.1f} s")


def measure(form: str, path: Path, out: Path) -> None:
    """Write one format and print what it took."""
    started = time.perf_counter()
    with Casebook(path, create=False) as casebook:
        tally = export(casebook, form, out)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    files = [out] if out.is_file() else list(out.iterdir())
    size = sum(file.stat().st_size for file in files) / 1e6
    clock = time.perf_counter() - started
    processor = usage.ru_utime + usage.ru_stime
    print(
        f"{form:14} {clock:6.1f} s clock {processor:6.1f} s processor "
        f"{usage.ru_maxrss / 1024:6.0f} MB memory {size:7.1f} MB written: {tally}",
        flush=True,
    )


def main() -> None:
    """Make the casebook and write it in each format."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("formats", nargs="*", metavar="FORMAT")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--casebook", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.out:
        measure(asked.formats[0], asked.casebook, asked.out)
        return
    if asked.casebook:
        make(asked.casebook, asked.events)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "casebook"
        own = [sys.executable, __file__, "--casebook", str(path), "--events", str(asked.events)]
        subprocess.run(own, check=True)  # noqa: S603 - this file
        for form in asked.formats or FORMATS:
            out = str(Path(folder) / f"out-{form}")
            subprocess.run([*own, "--out", out, form], check=True)  # noqa: S603 - this file


if __name__ == "__main__":
    main()
