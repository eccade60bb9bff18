"""Write the tables of the model card: what each head reaches, and the log of runs.

    python -m training.card --gold ../shared/gold

They stand in `docs/model.md` between pairs of comments, `<!-- figures -->` and `<!-- /figures -->`,
and the same with `runs`.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from training import readers, scores
from training.export import STATES, restored
from training.train import gather

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from training.scores import Figure

MEASURES: Final = ("token_f1", "exact_f1", "relation_f1", "accuracy", "macro_f1", "mae", "r")
"""What is told of each head, in this order; figures of single labels stay in the log."""
_NONE: Final = "–"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the model that ships on all development windows, and write both tables."""
    parser = argparse.ArgumentParser(prog="python -m training.card", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder with a folder a set")
    parser.add_argument("--sets", nargs="+", choices=readers.NAMES, default=readers.NAMES)
    parser.add_argument("--states", type=Path, nargs="+", default=STATES)
    parser.add_argument("--log", type=Path, default=Path(".checkpoints/log.tsv"))
    parser.add_argument("--page", type=Path, default=Path("docs/model.md"))
    asked = parser.parse_args(arguments)
    _, dev = gather(asked.sets, asked.gold)
    found = scores.judge(restored(asked.states), dev)
    text = asked.page.read_text(encoding="utf-8")
    text = put(text, "figures", figures(found))
    text = put(text, "runs", runs(asked.log))
    asked.page.write_text(text, encoding="utf-8")


def put(text: str, name: str, part: str) -> str:
    """The text with another part between the comments of that name.

    Raises:
        ValueError: The text has no such comments.
    """
    opening, closing = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    if opening not in text or closing not in text:
        raise ValueError(f"no place for {name}")
    before, _, rest = text.partition(opening)
    return f"{before}{opening}{part}\n{closing}{rest.partition(closing)[2]}"


def figures(found: Iterable[Figure]) -> str:
    """A row a head, a column a measure, as a table in Markdown."""
    told = [figure for figure in found if figure.measure in MEASURES]
    by_key = {(f.task, f.measure): f.value for f in told}
    sizes = {f.task: f.size for f in reversed(told)}
    rows = [
        [f"`{task}`", f"{size:,}", *(_number(by_key.get((task, m))) for m in MEASURES)]
        for task, size in sorted(sizes.items())
    ]
    return _table(["head", "of", *MEASURES], rows)


def runs(log: Path) -> str:
    """A row a run and epoch, with its step, when it was measured, and the mean of each measure.

    Args:
        log: As `training.loop` writes it.
    """
    held: dict[tuple[str, str, str], dict[str, list[float]]] = defaultdict(
        lambda: defaultdict(list)
    )
    times: dict[tuple[str, str, str], str] = {}
    with log.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            key = (row["run"], row["epoch"], row["step"])
            times[key] = row["time"].replace("T", " ")
            held[key][row["measure"]].append(float(row["value"]))
    rows = [
        [f"`{key[0]}`", key[1], f"{int(key[2]):,}", times[key], *_means(measures)]
        for key, measures in held.items()
    ]
    return _table(["run", "epoch", "step", "measured", *MEASURES], rows)


def _means(measures: Mapping[str, Sequence[float]]) -> list[str]:
    found = (measures.get(name, ()) for name in MEASURES)
    return [_number(sum(values) / len(values) if values else None) for values in found]


def _number(value: float | None) -> str:
    return _NONE if value is None else f"{value:.3f}".replace("0.", ".", 1)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    plain = [name.replace("_", " ") for name in header]
    marks = ["---", *["--:"] * (len(header) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (plain, marks, *rows))


if __name__ == "__main__":
    main()
