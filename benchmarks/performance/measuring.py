"""Taking the figures: each is measured where nothing else of this run is in the way.

What loads models or grows is done in a process of its own, so that memory and start are its own.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import detente
from benchmarks import copies, merging, synthetic
from benchmarks.batches import Skimmer
from benchmarks.performance.measured import Machine, Measured, Point
from detente import verbs
from detente.batch import driving, memory, runner
from detente.batch.worker import Limits
from detente.casebook import Casebook, Filter
from detente.reading import pipeline, shipped
from detente.reading.heads import default_model
from detente.reading.parser import default_parser
from detente.reading.sentences import split
from detente.relations.relation import relation
from detente.sources import Source, arrive, gather

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from detente.batch.tally import Settled, Tally
    from detente.records import Document, ReaderInfo
    from detente.verbs import Reads

_ROOT: Final = Path(__file__).parents[2]
_OWN: Final = (_ROOT / "examples" / "us-iran-iraq", _ROOT / "evaluation" / "facts")
_LIMITS: Final = Limits(seconds=120.0)
_FILE: Final = 3_000
_A_DAY: Final = 90
"""Reports of events in the casebook that is asked: a million of them make thirty years."""
_IMPORTED: Final = (
    "import time; t = time.perf_counter()\n"
    "import detente.cli, detente.reading.reader, detente.sources\n"
    "import onnxruntime, tokenizers\n"
    "from detente.reading import pipeline; pipeline.package()\n"
    "print(time.perf_counter() - t)"
)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured.

    Attributes:
        stories: Made-up stories that are read on one core beside our own texts, and as many before.
        shared: Documents for one worker and for two.
        growth: Documents after which a batch is looked at.
        many: The same, of a batch that a stand-in for the model reads.
        starts: How often the command is started.
        events: Reports of events in the casebook that is asked.
        telling: Stories, and printings of one.
    """

    stories: int = 120
    shared: int = 500
    growth: tuple[int, ...] = (1_000, 2_500, 5_000, 7_500, 10_000)
    many: tuple[int, ...] = (1_000, 10_000, 25_000, 50_000, 75_000, 100_000)
    starts: int = 5
    events: int = 1_000_000
    telling: int = 100


_SERIES: Final = ("growth", "many")
"""What is looked at several times on its way."""
QUICK: Final = Extent(4, 6, (4, 8), (4, 8), 1, 400, 3)
"""So little that the figures say nothing: to see that all of it runs."""


def machine() -> Machine:
    """What this is measured on."""
    return Machine(cores(), _processor(), platform.system(), platform.python_version())


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in told.splitlines() if "model name" in line)
    return next(names, platform.machine())


def taken_of(part: str, extent: Extent) -> dict[str, Any]:
    """What a part is measured of, by the names of an `Extent`."""
    return {name: getattr(extent, name) for name in _OF[part]}


def measured(found: Iterable[dict[str, Any]]) -> Measured:
    """The figures of all parts together."""
    figures = {name: figure for part in found for name, figure in part.items()}
    points = {name: tuple(Point(*each) for each in figures[name]) for name in _SERIES}
    return Measured(**figures | points)


def measure(part: str, extent: Extent) -> dict[str, Any]:
    """The figures of a part, by the names of `Measured`, each taken in a process of its own whose
    libraries use one core. How it goes on is told on standard error.
    """
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    begun = subprocess.run(  # noqa: S603 - this program
        [sys.executable, "-c", f"from benchmarks.performance.measuring import do; do({part!r})"],
        input=json.dumps(asdict(extent)),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        cwd=_ROOT,
        env=os.environ | threads,
    )
    found: dict[str, Any] = json.loads(begun.stdout.splitlines()[-1])
    return found


def do(part: str) -> None:
    """Do a part in this process: the extent comes by standard input, the figures go to output."""
    given = json.load(sys.stdin)
    extent = Extent(**(given | {name: tuple(given[name]) for name in _SERIES}))
    print(json.dumps(PARTS[part](extent)))


def _tell(words: str) -> None:
    print(f"  {words}", file=sys.stderr, flush=True)


def one_core(extent: Extent) -> dict[str, Any]:
    """Encoder, grammar, text to record, and spaCy as it comes, on one core."""
    model, reader = default_model(), detente.Reader()
    spacy = pipeline.load(exclude=["attribute_ruler", "lemmatizer", "senter"])
    earlier, texts = _made(2, extent.stories), [*_own(), *_made(1, extent.stories)]
    for document in earlier:
        reader.read(document)
    list(spacy.pipe(document.text for document in earlier))
    _tell(f"{len(earlier)} other stories read; {len(texts)} texts to go")
    parser = default_parser()
    encoder = grammar = record = 0.0
    for document in texts:
        sentences = [(start, start + len(text)) for _, start, text in split(document.text)]
        encoder += _worked(lambda: model.read(document.text, sentences))  # noqa: B023 - called at once
        grammar += _worked(lambda: parser.parse(split(document.text)))  # noqa: B023 - as above
        record += _worked(lambda: reader.read(document))  # noqa: B023 - as above
    return {
        "words": sum(len(document.text.split()) for document in texts),
        "encoder": encoder,
        "grammar": grammar,
        "record": record,
        "spacy": _worked(lambda: list(spacy.pipe(document.text for document in texts))),
    }


def _worked(work: Callable[[], object]) -> float:
    """The processor time that something takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def _clocked(work: Callable[[], object]) -> float:
    """The time by the clock that something takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _own() -> list[Document]:
    found = (each for each in gather(list(_OWN)) if isinstance(each, Source))
    kept = (each for each in found if not each.name.endswith((".md", ".json")))
    return [arrive(each).document for each in kept]


def _made(seed: int, count: int) -> list[Document]:
    """Made-up stories of about the length of a news agency's."""
    stories = synthetic.documents(count, seed=seed, sentences=18, mixture=_STORIES)
    return [arrive(Source(each.name, each.data)).document for each in stories]


_STORIES: Final = synthetic.Mixture(copies=0, elsewhere=0, foreign=0, broken=0, hostile=0)


def two_workers(extent: Extent) -> dict[str, Any]:
    """The same documents with one worker and with two, both warm."""
    with tempfile.TemporaryDirectory() as folder:
        inputs, warming = Path(folder, "inputs"), Path(folder, "warming")
        made = synthetic.documents(extent.shared, sentences=12, mixture=_STORIES)
        synthetic.write(inputs, made)
        few = synthetic.documents(8, seed=2, sentences=12, mixture=_STORIES)
        synthetic.write(warming, few)
        found = {}
        for name, workers in (("one", 1), ("two", 2)):
            with runner.local(detente.Reader, workers=workers, limits=_LIMITS) as crew:
                _batch(warming, Path(folder, f"warm-{name}"), crew, shipped.info())
                book = Path(folder, name)
                found[name] = _clocked(
                    lambda: _batch(inputs, book, crew, shipped.info())  # noqa: B023 - called at once
                )
            _tell(f"{extent.shared} documents, {name}: {found[name]:.0f} s")
    return found


def _batch(
    inputs: Path,
    book: Path,
    crew: runner.Crew,
    info: ReaderInfo,
    tell: Callable[[Settled, Tally], None] = lambda *_: None,
) -> Tally:
    settings = driving.Settings(_LIMITS)
    with Casebook(book) as casebook:
        found = verbs.sources([inputs])
        return driving.run(found, casebook, crew, info, settings, tell)


def grown(extent: Extent) -> dict[str, Any]:
    """A batch of the documents, looked at on its way."""
    points, peak = _watched(extent.growth, 8, detente.Reader, shipped.info())
    return {"growth": points, "peak": peak}


def driven(extent: Extent) -> dict[str, Any]:
    """Many more documents by a stand-in for the model: all but reading."""
    points, _ = _watched(extent.many, 4, Skimmer, Skimmer.info)
    return {"many": points}


def _watched(
    marks: Sequence[int], sentences: int, load: Callable[[], Reads], info: ReaderInfo
) -> tuple[list[Point], int]:
    """A batch looked at whenever so many documents are done, and the most memory of a worker."""
    points: list[Point] = []
    last = (0, time.perf_counter())

    def look(_: Settled, tally: Tally) -> None:
        nonlocal last
        if len(points) < len(marks) and tally.done >= marks[len(points)]:
            done, now = tally.done, time.perf_counter()
            each = (now - last[1]) / (done - last[0])
            points.append(Point(marks[len(points)], each, tally.peak, memory.peak()))
            _tell(f"{points[-1].documents:,} documents, {each * 1000:.1f} ms each")
            last = done, now

    with tempfile.TemporaryDirectory() as folder:
        inputs, warming = Path(folder, "inputs"), Path(folder, "warming")
        synthetic.write(inputs, synthetic.documents(marks[-1], sentences=sentences))
        few = synthetic.documents(8, seed=2, sentences=sentences, mixture=_STORIES)
        synthetic.write(warming, few)
        with runner.local(load, workers=cores(), limits=_LIMITS) as crew:
            _batch(warming, Path(folder, "warm"), crew, info)
            last = (0, time.perf_counter())
            tally = _batch(inputs, Path(folder, "book"), crew, info, look)
    return points, tally.peak


def started(extent: Extent) -> dict[str, Any]:
    """From the command to the first record of a small file, and what its imports take."""
    text = next(d.text for d in _made(1, 20) if len(d.text) > _FILE // 2)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "dispatch.txt")
        file.write_text((text * 4)[:_FILE], "utf-8")
        command = [sys.executable, "-m", "detente.cli", "read", str(file), "--json"]
        runs = [_clocked(lambda: _output(command)) for _ in range(extent.starts)]
    imports = [float(_output([sys.executable, "-c", _IMPORTED])) for _ in range(extent.starts)]
    return {"start": min(runs), "imports": min(imports)}  # all else only makes it slower


def _output(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - this program


def asked(extent: Extent) -> dict[str, Any]:
    """Questions to a merged casebook of many events."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder, "casebook")
        merging.make(book, extent.events, 0, days=max(1, extent.events // _A_DAY))
        _tell(f"{extent.events:,} reports of events made; merging them takes longest")
        _tell(f"merged in {_clocked(lambda: merging.merge(book)) / 60:.1f} minutes")
        with Casebook(book) as casebook:
            _ask(casebook, "SYR", "TUR", "convoy")
            times = _ask(casebook, "USA", "IRQ", "checkpoint")
    return {"events": extent.events} | times


def _ask(casebook: Casebook, one: str, other: str, word: str) -> dict[str, float]:
    country = Filter(country=other)

    def listed() -> None:
        casebook.page("events", country, limit=50)
        casebook.count("events", country)
        casebook.facets("events", country)

    return {
        "relation": _clocked(lambda: relation(casebook, one, other)),
        "listed": _clocked(listed),
        "search": _clocked(lambda: casebook.page("events", Filter(text=word), limit=50)),
    }


def told(extent: Extent) -> dict[str, Any]:
    """Stories, and printings of one."""
    stories, printings = copies.compared(extent.telling)
    return {"telling": extent.telling, "stories": stories, "copies": printings}


PARTS: Final[dict[str, Callable[[Extent], dict[str, Any]]]] = {
    "core": one_core,
    "workers": two_workers,
    "growth": grown,
    "many": driven,
    "start": started,
    "questions": asked,
    "copies": told,
}
"""What measures each part."""
_OF: Final = {
    "core": ("stories",),
    "workers": ("shared",),
    "growth": ("growth",),
    "many": ("many",),
    "start": ("starts",),
    "questions": ("events",),
    "copies": ("telling",),
}
