"""What copies cost: a hundred printings of a story against a hundred stories, and many documents.

    python benchmarks/copies.py                     a hundred of each, read into a casebook
    python benchmarks/copies.py --documents 200000  how long and how large comparing so many is

The stories are paragraphs of the example casebook, drawn at random, a dozen to each. Printings of
one drop some of them and have a headline of their own. The many documents are words drawn at
random, as frequent as in a language; a tenth of them are cut copies of another.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import random
import resource
import tempfile
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import detente
from detente import verbs
from detente.casebook.copies import signature
from detente.casebook.originals import Copyable, Originals
from detente.sources import Source, arrive, gather

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXAMPLES: Final = Path(__file__).parents[1] / "examples" / "us-iran-iraq"
_PARAGRAPHS: Final = 12
_SHORTEST: Final = 60
"""Characters of a paragraph that is no headline or byline."""
_HUNDRED: Final = 100
_WORDS: Final = 350
_VOCABULARY: Final = tuple(f"word{number}" for number in range(30_000))
_WEIGHTS: Final = tuple(itertools.accumulate(1 / (rank + 10) for rank in range(30_000)))


def main() -> None:
    """Measure what the arguments ask for and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--documents", type=int, help="compare so many, and read none")
    asked = parser.parse_args()
    if asked.documents:
        _compare(asked.documents)
    else:
        _read()


def _read() -> None:
    slow, fast = _taken(_HUNDRED)
    for kind, one, other in zip(("by the clock", "of the processor"), slow, fast, strict=True):
        print(
            f"{_HUNDRED} stories {one:.1f} s · {_HUNDRED} printings of one {other:.2f} s · "
            f"{one / other:.0f} times faster {kind}"
        )


def compared(count: int) -> tuple[float, float]:
    """Seconds of the processor until so many stories, and so many printings of one, are kept."""
    slow, fast = _taken(count)
    return slow[1], fast[1]


def _taken(count: int) -> tuple[tuple[float, float], tuple[float, float]]:
    reader = detente.Reader()
    reader.read(_arrived("Talks\n\nTalks began in Baghdad on Monday.", 0).arrival.document)
    stories = list(itertools.islice(_stories(), count))
    printings = [_printing(stories[0], number) for number in range(count)]
    return _seconds(reader, ["\n\n".join(story) for story in stories]), _seconds(reader, printings)


def _seconds(reader: detente.Reader, texts: list[str]) -> tuple[float, float]:
    """Seconds by the clock and of the processor until all texts are in a new casebook."""
    with tempfile.TemporaryDirectory() as folder, detente.Casebook(Path(folder) / "book") as book:
        started, worked = time.perf_counter(), time.process_time()
        with book.writer() as writer:
            arriving = (_arrived(text, number) for number, text in enumerate(texts))
            done = list(verbs.outcomes(arriving, reader, writer))
        seconds = time.perf_counter() - started, time.process_time() - worked
    failed = [outcome.error for outcome in done if isinstance(outcome, verbs.Failure)]
    if failed:
        raise failed[0]
    return seconds


def _stories() -> Iterator[list[str]]:
    """Yield stories without end, each of paragraphs of the examples drawn at random."""
    texts = (
        arrive(found).document.text
        for found in gather([_EXAMPLES])
        if isinstance(found, Source) and not found.name.endswith("README.md")
    )
    paragraphs = [each for text in texts for each in text.split("\n\n") if len(each) > _SHORTEST]
    drawing = random.Random(1)  # noqa: S311 - nothing secret
    while True:
        yield drawing.sample(paragraphs, _PARAGRAPHS)


def _printing(story: list[str], number: int) -> str:
    drawing = random.Random(number)  # noqa: S311 - nothing secret
    kept = sorted(drawing.sample(range(_PARAGRAPHS), drawing.randint(_PARAGRAPHS - 3, _PARAGRAPHS)))
    return "\n\n".join([f"Headline of paper {number}", *(story[each] for each in kept)])


def _arrived(text: str, number: int) -> verbs.Arrived:
    name = f"{number}.txt"
    source = Source(name, text.encode())
    return verbs.Arrived(name, arrive(source, date="2020-03-01", publisher=f"Paper {number}"))


def _compare(documents: int) -> None:
    before = _megabytes()
    originals = Originals(_text)
    started = time.perf_counter()
    for number in range(documents):
        text = _text(str(number))
        document = Copyable(str(number), len(text), dt.date(2020, 3, 1), f"Paper {number}")
        originals.place(document, signature(text))
    seconds = time.perf_counter() - started
    copies = sum(originals.of(str(number)) is not None for number in range(documents))
    print(
        f"{documents:,} documents, {copies:,} copies · {seconds:.0f} s, "
        f"{1e3 * seconds / documents:.2f} ms each · {_megabytes() - before:.0f} MB more"
    )


@lru_cache(4_096)
def _text(name: str) -> str:
    """The document of that number: every tenth is the one before it, cut by a third."""
    number = int(name)
    if number % 10 == 1:
        words = _text(str(number - 1)).split()
        return " ".join(words[: 2 * len(words) // 3])
    drawing = random.Random(number)  # noqa: S311 - nothing secret
    return " ".join(drawing.choices(_VOCABULARY, cum_weights=_WEIGHTS, k=_WORDS))


def _megabytes() -> float:
    """The most memory this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
