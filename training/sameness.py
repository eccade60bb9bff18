"""Fit the weights of words in `likeness.tsv`; count how rare words are; list those of like meaning.

    python -m training.sameness --gold ../shared/gold

Every two mentions of a topic in the training part of ECB+ are compared; a logistic function is
fitted to what they have in common. Before that, it is fitted on four topics of five, and what this
gives on the fifth is printed: by that the bounds of joining in the task were chosen. Weights that
are set by hand stay as they are.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from itertools import combinations, product
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import onnx
from onnx import numpy_helper
from tokenizers import Tokenizer

from detente import tables
from detente.casebook.likeness import features
from detente.casebook.wording import WORD, signs, stem
from detente.evaluation import ecbplus
from detente.evaluation.gold import read_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from detente.casebook.mentions import Mention
    from detente.evaluation.core import Case

    Floats = NDArray[np.floating[Any]]

DATA: Final = Path(__file__).parents[1] / "src/detente/casebook/data"
NEWS: Final = ("polnear", "wikievents", "tempeval3", "conll2003", "lgl", "gum", "re3d")
"""Sets whose texts words are counted in, with the releases of `documents`."""
FEWEST: Final = 20
"""Texts a stem stands in before it is listed."""
SHORTEST: Final = 3
"""Letters of a word that is listed by its meaning."""
NEAREST: Final = 12
NEAR: Final = 0.3
"""How many neighbours a word has at most, and how near they must be."""
MODEL: Final = Path(__file__).parents[1] / "src/detente/model"
EMBEDDINGS: Final = "encoder.words.weight_half"
PENALTY: Final = 1.0
ROUNDS: Final = 12
FOLDS: Final = 5
ALIKE: Final = (0.4, 0.5, 0.6)
APART: Final = (0.01, 0.02, 0.03)
BIAS: Final = "bias"
LEARNED: Final = "learned"
"""How the table marks the weights that are fitted here; the others are set by hand."""


class Paired(NamedTuple):
    """Every two mentions of a topic: what they have in common, and whether they are one."""

    topic: Case
    mentions: list[Mention]
    inputs: Floats
    wanted: NDArray[np.bool_]


def main() -> None:
    """Count, fit and write, and say what held-out topics give."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--gold", type=Path, required=True, help="the folder of gold sets")
    asked = arguments.parse_args()
    _write("rarity", ("stem", "rarity"), rarities(_texts(asked.gold)))
    _write("nearest", ("stem", "near"), nearest(spellings(_texts(asked.gold)), vectors()))
    table = tables.rows("detente.casebook", "likeness")
    names = [row["feature"] for row in table if row["by"] == LEARNED]
    topics = ecbplus.cases(asked.gold / "ecbplus/train.jsonl")
    paired = [_pairs(topic, names) for topic in topics]
    _held_out(paired, names)
    weights = dict(zip(names, fitted(paired, names).tolist(), strict=True))
    rows = [
        (row["feature"], f"{weights.get(row['feature'], float(row['weight'])):.2f}", row["by"])
        for row in table
    ]
    _write("likeness", ("feature", "weight", "by"), rows)


def _write(name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with (DATA / f"{name}.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, "excel-tab", lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _texts(gold: Path) -> Iterator[str]:
    """The texts that words are counted in."""
    files = [gold / name / "train.jsonl" for name in NEWS]
    files += sorted((gold / "documents").glob("*.jsonl"))
    for path in files:
        yield from (case["text"] for case in read_lines(path))


def rarities(texts: Iterable[str]) -> list[tuple[str, str]]:
    """The stems that stand in many texts, each with its rarity: the logarithm of the share of texts
    that have it, from 0 (all) to 1 (none).
    """
    counts: Counter[str] = Counter()
    number = 0
    for number, text in enumerate(texts, 1):  # noqa: B007 - how many there were
        counts.update(set(signs(text)))
    most = log(number + 1)
    return [
        (stem, f"{log((number + 1) / (count + 1)) / most:.3f}")
        for stem, count in sorted(counts.items())
        if count >= FEWEST
    ]


def spellings(texts: Iterable[str]) -> dict[str, str]:
    """The commonest word of each stem that stands in many texts."""
    seen: dict[str, Counter[str]] = {}
    counts: Counter[str] = Counter()
    for text in texts:
        found = [word.casefold() for word in WORD.findall(text) if len(word) >= SHORTEST]
        for word in found:
            seen.setdefault(stem(word), Counter())[word] += 1
        counts.update({stem(word) for word in found})
    listed = sorted(each for each, count in counts.items() if count >= FEWEST and each.isalpha())
    return {each: min(seen[each], key=lambda w, s=each: (-seen[s][w], w)) for each in listed}  # type: ignore[misc]


def vectors() -> Callable[[str], Floats]:
    """Gives for a word the mean of the vectors that the encoder begins with for its pieces."""
    graph = onnx.load(MODEL / "reader.onnx").graph
    (held,) = (each for each in graph.initializer if each.name == EMBEDDINGS)
    known = numpy_helper.to_array(held).astype(np.float32)
    middle = np.median(known, axis=0)
    pieces = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    pieces.no_padding()
    pieces.no_truncation()

    def of(word: str) -> Floats:
        ids = pieces.encode(word, add_special_tokens=False).ids
        return np.asarray((known[ids] - middle).mean(axis=0))

    return of


def nearest(words: dict[str, str], vector: Callable[[str], Floats]) -> list[tuple[str, str]]:
    """The stems with those nearest to each, and the cosine in percent.

    Args:
        words: Of each stem the word it is judged by.
        vector: Gives the vector of a word.
    """
    stems = list(words)
    all_ = np.stack([vector(word) for word in words.values()])
    all_ /= np.linalg.norm(all_, axis=1, keepdims=True)
    found = []
    for at, line in enumerate(all_ @ all_.T):
        line[at] = 0.0
        best = [n for n in np.argsort(-line, kind="stable")[:NEAREST] if line[n] >= NEAR]
        if best:
            found.append((stems[at], "|".join(f"{stems[n]} {line[n] * 100:.0f}" for n in best)))
    return found


def fitted(paired: Sequence[Paired], names: Sequence[str]) -> Floats:
    """The learned weights, in the order of the names.

    Args:
        paired: The pairs of each topic.
        names: Of the features; `bias` is not held down.
    """
    inputs = np.concatenate([each.inputs for each in paired]).astype(float)
    wanted = np.concatenate([each.wanted for each in paired]).astype(float)
    weights = np.zeros(len(names))
    penalty = np.diag([0.0 if name == BIAS else PENALTY for name in names])
    for _ in range(ROUNDS):
        shares = _shares(inputs, weights)
        slope = inputs.T @ (shares - wanted) + penalty @ weights
        bend = (inputs * (shares * (1 - shares))[:, None]).T @ inputs + penalty
        weights -= np.linalg.solve(bend, slope)
    return weights


def _shares(inputs: Floats, weights: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-inputs @ weights)))


def _pairs(topic: Case, names: Sequence[str]) -> Paired:
    place = {name: at for at, name in enumerate(names)}
    found = list(zip(ecbplus.mentions(topic), ecbplus.names(topic), strict=True))
    inputs = np.zeros((len(found) * (len(found) - 1) // 2, len(names)), np.float32)
    inputs[:, place[BIAS]] = 1.0
    wanted = []
    for line, ((one, chain), (other, its)) in zip(inputs, combinations(found, 2), strict=True):
        for name, value, _ in features(one, other):
            if name in place:
                line[place[name]] = value
        wanted.append(chain == its)
    return Paired(topic, [mention for mention, _ in found], inputs, np.array(wanted, bool))


def _held_out(paired: Sequence[Paired], names: Sequence[str]) -> None:
    """Print what topics score that were not fitted on, by the bounds of joining."""
    weights = [
        fitted([each for n, each in enumerate(paired) if n % FOLDS != fold], names)
        for fold in range(FOLDS)
    ]
    for alike, apart in product(ALIKE, APART):
        judged = []
        for n, each in enumerate(paired):
            scores = _shares(each.inputs, weights[n % FOLDS]).tolist()
            chains = ecbplus.joined(each.mentions, scores, alike, apart)
            judged.append(ecbplus.judge(each.topic, chains))
        found = ecbplus.measures(judged)
        shown = ", ".join(f"{measure} {found[measure]:.3f}" for measure in ecbplus.TASK.gated)
        sys.stdout.write(f"alike {alike}, apart {apart}: {shown}\n")


if __name__ == "__main__":
    main()
