"""Scores the reading of attributions against the articles of PolNeAR.

    python benchmarks/attribution.py --split dev
    python benchmarks/attribution.py --split train --sample 80 --show 10

PolNeAR's annotation is flat: no attribution is marked within another's content. Attributions read
within another (`parent` set) are therefore left out of the scores; `--nested` keeps them.

Printed, for source, cue and content: precision, recall and F1 of the tokens (runs of letters and
digits) that lie in some span of the kind; precision, recall and F1 of spans that agree exactly but
for marks and blanks at their edges, neighbouring spans joined. Then for whole relations: an
attribution agrees with a gold one where cues overlap, contents overlap, and sources overlap or
are both missing; each counts once.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from detente.reading import claims
from detente.reading.parser import default_parser
from detente.reading.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Spans = tuple[tuple[int, int], ...]
_GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "polnear"
_WORD = re.compile(r"\w+")
_KINDS = ("source", "cue", "content")


class Relation(NamedTuple):
    """One attribution as spans."""

    source: Spans
    cue: Spans
    content: Spans


class Tally:
    """Counts of what agrees, what was read and what is gold."""

    def __init__(self) -> None:
        self.right = self.read = self.gold = 0

    def add(self, right: int, read: int, gold: int) -> None:
        """Add the counts of one document."""
        self.right += right
        self.read += read
        self.gold += gold

    def __str__(self) -> str:
        precision = self.right / max(self.read, 1)
        recall = self.right / max(self.gold, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f} ({self.read} read, {self.gold} gold)"


def gold(row: dict[str, object]) -> list[Relation]:
    """The attributions of a gold row."""
    found = row["attributions"]
    if not isinstance(found, list):
        raise TypeError("attributions is no list")
    return [Relation(*(tuple((s, e) for s, e in a[kind]) for kind in _KINDS)) for a in found]


def read(text: str, *, nested: bool) -> list[Relation]:
    """The attributions that detente reads."""
    sentences = default_parser().parse(split(text))
    return [
        Relation(spans(a.source), spans(a.cue), spans(*a.content))
        for a in claims.find(text, sentences)
        if nested or a.parent is None
    ]


def spans(*extents: claims.Extent | None) -> Spans:
    """The extents that are given, as plain pairs."""
    return tuple((e.start, e.end) for e in extents if e is not None)


def words(text: str, relations: Iterable[Relation], kind: str) -> set[int]:
    """Where the words start that lie in some span of the kind."""
    marked = [s for r in relations for s in getattr(r, kind)]
    return {m.start() for s, e in marked for m in _WORD.finditer(text, s, e)}


def joined(text: str, spans: Spans) -> Iterator[tuple[int, int]]:
    """The spans without marks at the edges, those with nothing but marks between made one."""
    current: tuple[int, int] | None = None
    for start, end in sorted(spans):
        found = [m.span() for m in _WORD.finditer(text, start, end)]
        if not found:
            continue
        first, last = found[0][0], found[-1][1]
        if current and not _WORD.search(text, current[1], first):
            current = current[0], last
        else:
            if current:
                yield current
            current = first, last
    if current:
        yield current


def exact(text: str, relations: Iterable[Relation], kind: str) -> Counter[tuple[int, int]]:
    """The spans of a kind, as many times as they occur."""
    return Counter({s: 1 for r in relations for s in joined(text, getattr(r, kind))})


def matched(ours: Sequence[Relation], theirs: Sequence[Relation]) -> tuple[set[int], set[int]]:
    """Indices of the relations that agree, ours and theirs, each used once."""
    mine: set[int] = set()
    used: set[int] = set()
    for n, relation in enumerate(ours):
        for m, other in enumerate(theirs):
            if m not in used and agree(relation, other):
                mine.add(n)
                used.add(m)
                break
    return mine, used


def agree(ours: Relation, theirs: Relation) -> bool:
    """Whether two relations are one."""
    sources = overlap(ours.source, theirs.source) or not (ours.source or theirs.source)
    return sources and overlap(ours.cue, theirs.cue) and overlap(ours.content, theirs.content)


def overlap(some: Spans, others: Spans) -> bool:
    """Whether any of the spans overlap."""
    return any(s < f and t < e for s, e in some for t, f in others)


def show(text: str, title: str, relations: Sequence[Relation]) -> None:
    """Print relations for a look."""
    for relation in relations:
        parts = (" … ".join(text[s:e] for s, e in getattr(relation, k)) for k in _KINDS)
        print(title, "|".join(f" {p!r} " for p in parts))


def main() -> None:
    """Score, and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--split", choices=("train", "dev"), default="dev")
    options.add_argument(
        "--sample", type=int, default=0, help="so many articles, drawn with a fixed seed"
    )
    options.add_argument("--nested", action="store_true", help="score nested attributions too")
    options.add_argument(
        "--show", type=int, default=0, help="print the differences in so many articles"
    )
    chosen = options.parse_args()
    lines = (_GOLD / f"{chosen.split}.jsonl").read_text(encoding="utf-8").splitlines()
    random.Random(11).shuffle(lines)  # noqa: S311 - a sample, no secret
    tallies = {f"{kind} {how}": Tally() for how in ("tokens", "exact") for kind in _KINDS}
    tallies["relations"] = Tally()
    for number, line in enumerate(lines[: chosen.sample or None]):
        row = json.loads(line)
        theirs, ours = gold(row), read(row["text"], nested=chosen.nested)
        score(row["text"], theirs, ours, tallies)
        if number < chosen.show:
            show_differences(row["text"], theirs, ours)
    for name, tally in tallies.items():
        print(f"{name:16} {tally}")


def score(
    text: str, theirs: Sequence[Relation], ours: Sequence[Relation], tallies: dict[str, Tally]
) -> None:
    """Add one article to the tallies."""
    for kind in _KINDS:
        mine, other = words(text, ours, kind), words(text, theirs, kind)
        tallies[f"{kind} tokens"].add(len(mine & other), len(mine), len(other))
        some, others = exact(text, ours, kind), exact(text, theirs, kind)
        tallies[f"{kind} exact"].add((some & others).total(), some.total(), others.total())
    right, _ = matched(ours, theirs)
    tallies["relations"].add(len(right), len(ours), len(theirs))


def show_differences(text: str, theirs: Sequence[Relation], ours: Sequence[Relation]) -> None:
    """Print what was read and is not gold, and what is gold and was not read."""
    print("=====", text[:60])
    right, found = matched(ours, theirs)
    show(text, "extra  ", [r for n, r in enumerate(ours) if n not in right])
    show(text, "missing", [r for n, r in enumerate(theirs) if n not in found])


if __name__ == "__main__":
    main()
