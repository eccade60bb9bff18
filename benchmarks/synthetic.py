"""Made-up documents, as many as wanted: stories, copies of them, what is set aside, what breaks.

    python -m benchmarks.synthetic 20000 DIR [--seed 1] [--sentences 4]

Writes the documents into folders of a thousand, each of a day, as an archive has them. Each depends
on the seed and its number alone, so that the same are made anywhere, and a thousand are the first
of ten thousand.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import random
import re
import tomllib
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HUNDRED: Final = 100
_FOLDER: Final = 1000
_FIRST: Final = dt.date(2020, 1, 1)
_SLOT: Final = re.compile(r"\{(\w+?)(2?)\}")
_LAST_WITH_COPY: Final = 200
"""A copy is of one of so many inputs before it."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """How many of a hundred documents are something else than a story of their own."""

    copies: int = 20
    elsewhere: int = 5
    foreign: int = 2
    broken: int = 2
    hostile: int = 1


@dataclass(frozen=True, slots=True)
class Made:
    """A document: the name of its file, what is in it, and `story` or a field of `Mixture`."""

    name: str
    data: bytes
    kind: str


def documents(
    count: int, *, seed: int = 1, sentences: int = 12, mixture: Mixture | None = None
) -> Iterator[Made]:
    """Yield documents, each a function of seed and number.

    Args:
        count: How many.
        seed: Another number gives other documents.
        sentences: Of a story, as a mean.
        mixture: Of what kinds.
    """
    mixed = mixture or Mixture()
    for number in range(count):
        yield _made(number, seed, sentences, mixed)


def write(folder: Path, made: Iterator[Made]) -> Counter[str]:
    """Write documents into folders of a thousand; how many there are of each kind."""
    counts: Counter[str] = Counter()
    for each in made:
        home = folder / f"{counts.total() // _FOLDER:04d}"
        home.mkdir(parents=True, exist_ok=True)
        (home / each.name).write_bytes(each.data)
        counts[each.kind] += 1
    return counts


def _made(number: int, seed: int, sentences: int, mixture: Mixture) -> Made:
    chance = _chance(seed, number)
    kind = _kind(chance, mixture)
    name = f"{number:07d}"
    if kind == "story":
        return Made(f"{name}.txt", _told(_story(seed, number, sentences), number, chance), kind)
    if kind == "copies":
        return Made(f"{name}.txt", _copy(seed, number, sentences, mixture), kind)
    if kind == "elsewhere":
        words = " ".join(_filled(each, chance) for each in chance.choices(_words()[kind], k=8))
        return Made(f"{name}.txt", words.encode(), kind)
    if kind == "foreign":
        return Made(f"{name}.txt", " ".join([chance.choice(_words()[kind])] * 6).encode(), kind)
    makers = _BROKEN if kind == "broken" else _HOSTILE
    suffix, make = makers[number % len(makers)]
    text = " ".join(_story(seed, number, sentences))
    return Made(f"{name}.{suffix}", make(text), kind)


def _chance(seed: int, number: int) -> random.Random:
    return random.Random(f"{seed}/{number}")  # noqa: S311 - made up, not secret


def _kind(chance: random.Random, mixture: Mixture) -> str:
    at = chance.randrange(_HUNDRED)
    for kind in ("copies", "elsewhere", "foreign", "broken", "hostile"):
        at -= int(getattr(mixture, kind))
        if at < 0:
            return kind
    return "story"


def _story(seed: int, number: int, sentences: int) -> list[str]:
    """The sentences of the story of that number, the headline first."""
    chance = random.Random(f"{seed}/{number}/story")  # noqa: S311 - made up, not secret
    words = _words()
    length = max(2, round(sentences * chance.uniform(0.6, 1.4)))
    drawn = chance.choices([*words["sentences"], *words["asides"]], k=length)
    return [_filled(each, chance) for each in (chance.choice(words["headlines"]), *drawn)]


def _told(story: list[str], number: int, chance: random.Random) -> bytes:
    """A story as a paper prints it: headline, date, dateline, paragraphs of three sentences."""
    publisher, city = (chance.choice(_words()[key]) for key in ("publishers", "cities"))
    body = [" ".join(story[at : at + 3]) for at in range(1, len(story), 3)]
    day = _FIRST + dt.timedelta(number // _FOLDER)
    head = f"{story[0]}\n\nPublished: {day:%d %B %Y}\nSource: {publisher}\n\n{city.upper()} - "
    return (head + "\n\n".join(body) + "\n").encode()


def _copy(seed: int, number: int, sentences: int, mixture: Mixture) -> bytes:
    """A story of one of the documents before, under another headline, its last sentence cut."""
    chance = random.Random(f"{seed}/{number}/copy")  # noqa: S311 - made up, not secret
    before = range(max(0, number - _LAST_WITH_COPY), number)
    told = [n for n in before if _kind(_chance(seed, n), mixture) == "story"]
    story = _story(seed, chance.choice(told) if told else number, sentences)
    headline = _filled(chance.choice(_words()["headlines"]), chance)
    return _told([headline, *(story[1:-1] or story[1:])], number, chance)


def _filled(pattern: str, chance: random.Random) -> str:
    """A pattern with a word of a list in each of its braces."""
    number = str(chance.randint(12, 980))

    def drawn(match: re.Match[str]) -> str:
        return number if match[1] == "n" else str(chance.choice(_words()[match[1]]))

    filled = _SLOT.sub(drawn, pattern)
    return filled[0].upper() + filled[1:]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _damaged_docx(text: str) -> bytes:
    return b"PK\x03\x04" + text.encode()


def _packed(text: str) -> bytes:
    """A Word document of a few kilobytes whose text unpacks to megabytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", text + " " * 3_000_000)
    return packed.getvalue()


_BROKEN: Final[tuple[tuple[str, Callable[[str], bytes]], ...]] = (
    ("txt", lambda _: b""),
    ("txt", lambda text: bytes(range(256)) * 20 + text.encode()),
    ("docx", _damaged_docx),
    ("pdf", lambda text: b"%PDF-1.7\n" + text.encode()[:200]),
    ("html", lambda _: b"<html><body><script>render()</script><nav>Home</nav></body></html>"),
)
_HOSTILE: Final[tuple[tuple[str, Callable[[str], bytes]], ...]] = (
    ("html", lambda text: b"<div>" * 20_000 + text.encode()),
    (
        "txt",
        lambda text: f"\x1b[2J\x1b]0;owned\x07\u202e{text}\n<script>alert(1)</script>".encode(),
    ),
    ("txt", lambda text: ("a" * 100_000 + " " + text).encode()),
    ("txt", lambda text: (text + " " + "(" * 5_000).encode()),
    ("docx", _packed),
    ("html", lambda text: f"<title>{'&lt;' * 9_000}</title><article>{text}</article>".encode()),
)


def main() -> None:
    """Write as many documents as asked for, and say of which kinds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sentences", type=int, default=12)
    given = parser.parse_args()
    made = documents(given.count, seed=given.seed, sentences=given.sentences)
    for kind, count in sorted(write(given.folder, made).items()):
        print(f"{count:8,} {kind}")


if __name__ == "__main__":
    main()
