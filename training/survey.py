"""Print what there is to learn from: every set with its examples, words, marks and labels.

python -m training.survey --gold ../shared/gold
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from training.readers import NAMES, parts, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.examples import Example

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_COUNTED: Final = 12
"""A layer with more labels than this (chains, tokens) is counted as a whole."""


@dataclass(slots=True)
class Counts:
    """How much some examples hold: examples, words and other signs, and by layer and label how
    many marks, links, labels and values.
    """

    examples: int = 0
    tokens: int = 0
    layers: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, example: Example) -> None:
        """Count one more example."""
        self.examples += 1
        self.tokens += len(_TOKEN.findall(example.text))
        for layer, marks in example.marks.items():
            self._layer(layer).update(mark.label for mark in marks)
        for layer, links in example.links.items():
            self._layer(f"{layer} links").update(link.label for link in links)
        for layer, label in example.labels.items():
            self._layer(f"label {layer}")[label] += 1
        for layer, values in example.values.items():
            self._layer(f"value {layer}")["spans"] += len(values)

    def _layer(self, name: str) -> Counter[str]:
        return self.layers.setdefault(name, Counter())

    def lines(self) -> list[str]:
        """The layers as text, a line each."""
        return [f"{name}: {_listed(counter)}" for name, counter in self.layers.items()]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table of all sets that are in the folder of gold, and its totals."""
    parser = argparse.ArgumentParser(description="What there is to learn from.")
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    gold = parser.parse_args(arguments).gold
    totals: dict[str, Counts] = {}
    print(f"{'set':22}{'part':7}{'examples':>9}{'tokens':>10}  layers")
    for name in NAMES:
        for part in parts(name, gold):
            counts = Counts()
            total = totals.setdefault(part, Counts())
            for example in read(name, part, gold):
                counts.add(example)
                total.add(example)
            _print(name, part, counts)
    for part, total in totals.items():
        _print("all", part, total)


def _print(name: str, part: str, counts: Counts) -> None:
    first, *others = counts.lines() or [""]
    print(f"{name:22}{part:7}{counts.examples:9,}{counts.tokens:10,}  {first}")
    for line in others:
        print(f"{'':50}{line}")


def _listed(counter: Counter[str]) -> str:
    if len(counter) > 2 * _COUNTED:
        return f"{counter.total():,} of {len(counter):,} labels"
    return ", ".join(f"{label} {n:,}" for label, n in counter.most_common()) or "none"


if __name__ == "__main__":
    main()
