"""How long a report on a quarter of 5,000 documents takes, and how fast a long one opens.

    python benchmarks/report.py [--documents 5000] [--into DIR] [--form html] [--most 20]

Makes a casebook of made-up dispatches of one quarter, written from a few sentences of our own with
their offsets: 30 states and 8 armed groups, several documents to a happening, sources that name
other numbers, claims, denials, changes of channels. Then it composes the report and writes each
form, in a process of its own, and prints the seconds by the clock and of the processor, the size
and the peak of memory. `--most` asks for more findings, as for a report of hundreds of pages; for
HTML it then says how long a browser takes to show it. `--profile` prints what takes the time.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

from detente import Casebook
from detente.gazetteer import countries
from detente.ontology import plover
from detente.records import Record
from detente.report.document import FORMATS, Order, compose, write

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST: Final = dt.date(2020, 1, 1)
DAYS: Final = 91
PER_DOCUMENT: Final = 8
"""Sentences of a document that tell something."""
TELLING: Final = 4
"""Documents that tell of a happening, on the average."""
_PAGE: Final = 1000
"""Pixels of a page of paper that hold text."""
PUBLISHERS: Final = 40
GROUPS: Final = (
    "Red Banner", "Northern Front", "Free Valley Army", "River Brigade", "Sons of the Coast",
    "Mountain League", "Black Lion Movement", "People's Guard of the South",
)  # fmt: skip
PLACES: Final = ("Zalim", "Port Ormen", "Kesh", "Aldara", "Old Bridge", "Tarsk", "Umm Sahl", "Vren")
DEEDS: Final = (
    ("ASSAULT", "heavy-weapons", "shelled positions of"),
    ("ASSAULT", "aerial", "bombed a depot of"),
    ("ACCUSE", None, "accused"),
    ("CONSULT", "visit", "received a delegation of"),
    ("AID", None, "sent relief goods to"),
    ("SANCTION", None, "broke off trade talks with"),
    ("THREATEN", "violence", "threatened retaliation against"),
    ("AGREE", None, "signed an agreement with"),
    ("MOBILIZE", "troops", "moved troops to the border of"),
)
CHANNELS: Final = ("training", "diplomatic", "economic", "aid")
CHANGES: Final = {"suspended": "paused", "resumed": "took up again", "reduced": "cut"}

Json = dict[str, Any]


class Dispatch:
    """One made-up document: sentences are added, and what they tell with its offsets."""

    def __init__(self, publisher: str, day: dt.date, number: int) -> None:
        self._parts = [f"{publisher}, {day.isoformat()}. Dispatch {number}.\n\n"]
        self._length = len(self._parts[0])
        self._publisher, self._day, self._number = publisher, day, number
        self._entities: dict[str, Json] = {}
        self._told: dict[str, list[Json]] = {"events": [], "claims": [], "relations": []}

    def _say(self, words: str) -> Json:
        start, self._length = self._length, self._length + len(words)
        self._parts.append(words)
        return {"start": start, "end": self._length, "quote": words}

    def _party(self, name: str, code: str | None) -> Json:
        span = self._say(name)
        if name not in self._entities:
            self._entities[name] = {
                "id": f"e{len(self._entities) + 1}",
                "name": name,
                "kind": "country" if code else "armed-group",
                "country": code,
                "code": code,
                "mentions": [span],
            }
        entity = self._entities[name]["id"]
        return {"entity": entity, "text": name, "start": span["start"], "end": span["end"]}

    def _since(self, start: int) -> Json:
        """What was said from a place on, as one span."""
        words = "".join(self._parts)[start:]
        return {"start": start, "end": self._length, "quote": words}

    def event(self, happening: Json, random: Random) -> None:
        """Tell of a happening, in our own voice or in that of a spokesman, or deny it."""
        told = random.choices(("own", "claim", "denial"), (6, 3, 1))[0]
        claim = None
        if told != "own":
            source = self._party(*happening["sides"][random.randrange(2)])
            cue = self._say(" denied that " if told == "denial" else " said that ")
            cue = {"start": cue["start"] + 1, "end": cue["end"] - 6, "quote": cue["quote"][1:-6]}
            claim = f"c{len(self._told['claims']) + 1}"
        content = self._length
        first = self._party(*happening["sides"][0])
        self._say(" ")
        trigger = self._say(happening["words"])
        self._say(" ")
        second = self._party(*happening["sides"][1])
        self._say(" near ")
        place = self._say(happening["place"])
        self._say(f" on {happening['day'].day} {happening['day']:%B}")
        killed = happening["killed"] and happening["killed"] + random.choice((0, 0, 0, 1))
        if killed:
            self._say(f", killing {killed} people")
        evidence = self._since(content)
        kind = plover(happening["type"])
        event = f"v{len(self._told['events']) + 1}"
        self._told["events"].append(
            {
                "id": event,
                "type": kind.type,
                "mode": happening["mode"],
                "quad_class": kind.quad_class,
                "goldstein": kind.score,
                "actors": [first],
                "recipients": [second],
                "location": {"name": place["quote"], "start": place["start"], "end": place["end"]},
                "date": happening["day"].isoformat(),
                "status": "denied" if told == "denial" else "occurred",
                "casualties": {"killed": {"low": killed, "high": killed}} if killed else None,
                "claim": claim,
                "trigger": trigger,
                "lemma": happening["words"].split()[0],
                "evidence": [evidence],
            }
        )
        if claim:
            self._told["claims"].append(
                {
                    "id": claim,
                    "source": source,
                    "chain": [{"entity": None, "text": self._publisher}, source],
                    "cue": cue,
                    "content": [self._since(content)],
                    "quoted": "indirect",
                    "attitude": "denies" if told == "denial" else "says",
                    "events": [event],
                }
            )
        self._say(". ")

    def change(self, sides: tuple[tuple[str, str | None], ...], random: Random) -> None:
        """Tell of a change of a channel."""
        start = self._length
        status, words = random.choice(list(CHANGES.items()))
        channel = random.choice(CHANNELS)
        first = self._party(*sides[0])
        self._say(f" {words} its {channel} work with ")
        second = self._party(*sides[1])
        self._told["relations"].append(
            {
                "id": f"r{len(self._told['relations']) + 1}",
                "parties": [first, second],
                "channel": channel,
                "status": status,
                "date": self._day.isoformat(),
                "evidence": [self._since(start)],
            }
        )
        self._say(". ")

    def record(self) -> Record:
        """The document with all it tells."""
        text = "".join(self._parts)
        document = {
            "id": f"sha256:{sha256(text.encode()).hexdigest()}",
            "text": text,
            "title": f"Dispatch {self._number}",
            "publisher": self._publisher,
            "published": self._day.isoformat(),
            "language": "en",
        }
        reader = {"version": "0.1.0", "model": "made-up", "seconds": 0.0}
        entities = list(self._entities.values())
        whole = {"document": document, "entities": entities, "reader": reader, **self._told}
        return Record.model_validate(whole)


def dispatches(count: int) -> Iterator[Record]:
    """So many made-up documents, the same every time."""
    random = Random(1)  # noqa: S311 - nothing secret
    states = [each for each in countries() if each.status == "state"][:30]
    actors = [*((each.name, each.code) for each in states), *((name, None) for name in GROUPS)]
    weights = [1 / (place + 1) for place in range(len(actors))]

    def happening() -> Json:
        first, second = random.choices(actors, weights, k=2)
        while first == second:
            second = random.choice(actors)
        kind, mode, words = random.choice(DEEDS)
        return {
            "sides": (first, second),
            "type": kind,
            "mode": mode,
            "words": words,
            "place": random.choice(PLACES),
            "day": FIRST + dt.timedelta(days=random.randrange(DAYS)),
            "killed": random.randrange(1, 9) if kind == "ASSAULT" else 0,
        }

    pool = sorted(
        (happening() for _ in range(count * PER_DOCUMENT // TELLING)), key=lambda each: each["day"]
    )
    for number in range(count):
        at = random.randrange(len(pool))
        near = [pool[min(len(pool) - 1, at + random.randrange(60))] for _ in range(PER_DOCUMENT)]
        day = max(each["day"] for each in near) + dt.timedelta(days=random.randrange(3))
        made = Dispatch(f"Paper {random.randrange(PUBLISHERS) + 1}", day, number + 1)
        for each in near:
            made.event(each, random)
        if random.random() < 0.1:  # noqa: PLR2004 - a tenth of the documents
            made.change(near[0]["sides"], random)
        yield made.record()


def make(folder: Path, count: int) -> None:
    """A casebook of made-up documents, merged."""
    with Casebook(folder) as casebook:
        with casebook.writer() as writer:
            for record in dispatches(count):
                writer.add(record)
        casebook.query("SELECT count(*) FROM events")


def report(folder: Path, form: str, most: int, *, profile: bool) -> None:
    """Compose the report, write it in one form, and print what that took."""
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    clock, used = time.perf_counter(), time.process_time()
    with Casebook(folder, create=False) as casebook:
        made = compose(casebook, Order(from_="2020-01", to="2020-03", most=most))
    composed = time.perf_counter()
    written = write(made, form)
    done = time.perf_counter()
    profiler.disable()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{form:5} composed {composed - clock:6.1f} s, written {done - composed:6.1f} s, "
        f"{time.process_time() - used:6.1f} s of the processor; {len(written) / 1e6:.1f} MB, "
        f"{len(made.notes)} endnotes; {memory:.0f} MB at most",
        flush=True,
    )
    folder.with_suffix(f".{form}").write_bytes(written)
    if profile:
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)


def opened(page: Path) -> None:
    """Print how long a browser takes to load a page and to show it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - asked for with --most alone

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        shown = browser.new_page()
        clock = time.perf_counter()
        shown.goto(page.resolve().as_uri(), wait_until="load")
        took = time.perf_counter() - clock
        height = shown.evaluate("document.documentElement.scrollHeight")
        browser.close()
    print(f"a browser shows {page.name} after {took:.2f} s; about {height // _PAGE} pages long")


def main() -> None:
    """Make the casebook, then report it in every form."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--into", type=Path, help="keep the casebook here")
    parser.add_argument("--form", choices=FORMATS, action="append")
    parser.add_argument("--most", type=int, default=20, help="findings of the report")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--step", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    folder = given.into or Path(tempfile.mkdtemp()) / "casebook"
    if given.step:
        report(folder, given.form[0], given.most, profile=given.profile)
        return
    if not folder.exists():
        clock = time.perf_counter()
        make(folder, given.documents)
        print(f"made in {time.perf_counter() - clock:.1f} s", flush=True)
    for form in given.form or FORMATS:
        step = [__file__, "--step", "--into", str(folder), "--form", form]
        more = ["--most", str(given.most), *(["--profile"] if given.profile else [])]
        subprocess.run([sys.executable, *step, *more], check=True)  # noqa: S603 - this program
    if given.most > 20 and "html" in (given.form or FORMATS):  # noqa: PLR2004 - the usual number
        opened(folder.with_suffix(".html"))


if __name__ == "__main__":
    main()
