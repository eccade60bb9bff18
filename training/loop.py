"""The loop of training: many tasks, one encoder, resumable at any step."""

from __future__ import annotations

import csv
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

import torch

from detente.tables import rows
from training import backbone, checkpoints, scores
from training.batches import collate, plan
from training.heads import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from torch import Tensor

    from training.batches import Batch
    from training.scores import Figure
    from training.windows import Window

_BETWEEN_SAVES: Final = 600.0
_BETWEEN_REPORTS: Final = 60.0
_LOG: Final = ("time", "run", "epoch", "step", "task", "measure", "value", "size")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run learns. Two runs with the same settings and windows give the same weights.

    Attributes:
        epochs: How often figures are taken on the way.
        seed: Of the order of batches, of dropout and of new weights.
        encoder_rate: Highest learning rate of the encoder, falling to zero.
        head_rate: The same of the heads.
        warm_up: Share of the steps in which the rates rise.
        frozen: How many of the lowest layers stay as they are, with the embeddings; -1 frees all.
        half: Whether products are taken in bfloat16, which some machines do faster.
        tokens: The budget of a batch.
        passes: The column of `training/data/sets.tsv` that says how often each set is gone
            through in an epoch.
    """

    epochs: int = 3
    seed: int = 1
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    frozen: int = 0
    half: bool = True
    tokens: int = 1500
    passes: str = "broad"


@dataclass(slots=True)
class Run:
    """A run under way: what learns, how far it is, where its state and its log go."""

    name: str
    settings: Settings
    reader: Reader
    optimiser: torch.optim.Optimizer
    train: Sequence[Window]
    dev: Sequence[Window]
    folder: Path
    say: Callable[[str], None]
    step: int = 0

    @property
    def path(self) -> Path:
        """Where the run's state is kept."""
        return self.folder / f"{self.name}.pt"


def start(
    name: str,
    settings: Settings,
    windows: tuple[Sequence[Window], Sequence[Window]],
    reader: Callable[[], Reader],
    folder: Path,
    say: Callable[[str], None] = print,
) -> Run:
    """A run at its first step, or where its state in the folder left it.

    Args:
        name: Of the run; names its state.
        settings: How it learns.
        windows: For training and for measuring after each epoch.
        reader: Makes the reader that learns.
        folder: For state and log.
        say: Takes lines on how it goes.

    Raises:
        ValueError: A state of that name has other settings.
    """
    torch.manual_seed(settings.seed)
    learner = reader()
    if settings.frozen >= 0:
        learner.encoder.freeze(settings.frozen)
    run = Run(name, settings, learner, _optimiser(learner, settings), *windows, folder, say)
    if run.path.exists():
        _resume(run, checkpoints.restore(run.path))
    return run


def new_reader(weights: Path) -> Callable[[], Reader]:
    """A maker of readers with a fresh encoder from a safetensors file."""
    return lambda: Reader(backbone.load(weights))


def go(run: Run, minutes: float | None = None) -> bool:
    """Train to the last epoch, or until the minutes are over; whether it came to the end.

    State is written every ten minutes and at the end, figures on dev after each epoch.
    """
    began = saved = time.monotonic()
    batches = len(_order(run, 0))
    pace = _Pace(run.say)
    for epoch in range(run.step // batches, run.settings.epochs):
        order = _order(run, epoch)
        # An epoch's batches may be a few more or fewer than another's: each is `batches` steps.
        for place in range(run.step - epoch * batches, batches):
            loss = _learn(run, collate([run.train[i] for i in order[place % len(order)]]), batches)
            pace.passed(run.step, loss, order[place % len(order)], run.train)
            now = time.monotonic()
            if minutes is not None and now - began > 60 * minutes:
                _save(run)
                return False
            if now - saved > _BETWEEN_SAVES:
                _save(run)
                saved = now
        _measure(run, epoch + 1)
    _save(run)
    return True


def _learn(run: Run, batch: Batch, batches: int) -> float:
    """One step on one batch; its loss before it."""
    _set_rates(run, run.step / (batches * run.settings.epochs))
    run.reader.train()
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=run.settings.half):
        losses = run.reader.losses(batch, run.reader(batch))
    loss: Tensor = losses.total(batch.shares())
    run.optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(run.reader.parameters(), 1.0)
    run.optimiser.step()
    run.step += 1
    return float(loss.detach())


def rate(done: float, warm_up: float) -> float:
    """The share of the highest rate when a share of all steps is done: up, then straight down.

    >>> rate(0.05, 0.1), rate(0.1, 0.1), rate(1.0, 0.1)
    (0.5, 1.0, 0.0)
    """
    return done / warm_up if done < warm_up else (1 - done) / (1 - warm_up)


def _set_rates(run: Run, done: float) -> None:
    share = rate(done, run.settings.warm_up)
    for group in run.optimiser.param_groups:
        group["lr"] = share * group["highest"]


def _optimiser(reader: Reader, settings: Settings) -> torch.optim.Optimizer:
    encoder = [w for w in reader.encoder.parameters() if w.requires_grad]
    known = {id(w) for w in reader.encoder.parameters()}
    heads = [w for w in reader.parameters() if id(w) not in known]
    groups: list[dict[str, Any]] = [
        {"params": encoder, "lr": 0.0, "highest": settings.encoder_rate},
        {"params": heads, "lr": 0.0, "highest": settings.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def _order(run: Run, epoch: int) -> list[list[int]]:
    settings = run.settings
    passes = {row["set"]: float(row[settings.passes]) for row in rows("training", "sets")}
    return plan(run.train, settings.seed + 1000 * epoch, passes, settings.tokens)


def _save(run: Run) -> None:
    state = checkpoints.State(
        run.step,
        asdict(run.settings),
        run.reader.state_dict(),
        run.optimiser.state_dict(),
        torch.get_rng_state(),
    )
    checkpoints.save(state, run.path)


def _resume(run: Run, state: checkpoints.State) -> None:
    if state.settings != asdict(run.settings):
        raise ValueError(f"{run.path} was begun with other settings: {state.settings}")
    run.reader.load_state_dict(state.weights)
    run.optimiser.load_state_dict(state.optimiser)
    torch.set_rng_state(state.chance)
    run.step = state.step
    run.say(f"going on at step {run.step}")


def _measure(run: Run, epoch: int) -> None:
    figures = scores.judge(run.reader, run.dev)
    _log(run, epoch, figures)
    for task in sorted({figure.task for figure in figures}):
        parts = (f"{f.measure} {f.value:.3f}" for f in figures if f.task == task)
        run.say(f"epoch {epoch} {task}: {', '.join(parts)}")


def _log(run: Run, epoch: int, figures: Sequence[Figure]) -> None:
    path = run.folder / "log.tsv"
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = not path.exists()
    now = time.strftime("%Y-%m-%dT%H:%M:%S")
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, "excel-tab", lineterminator="\n")
        if fresh:
            writer.writerow(_LOG)
        writer.writerows(
            (now, run.name, epoch, run.step, f.task, f.measure, f"{f.value:.4f}", f.size)
            for f in figures
        )


class _Pace:
    """Says every minute how fast it goes and how much is lost."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.began = time.monotonic()
        self.tokens = 0
        self.losses: list[float] = []

    def passed(
        self, step: int, loss: float, batch: Sequence[int], windows: Sequence[Window]
    ) -> None:
        """Count a batch."""
        self.tokens += sum(len(windows[i]) for i in batch)
        self.losses.append(loss)
        elapsed = time.monotonic() - self.began
        if elapsed > _BETWEEN_REPORTS:
            mean = sum(self.losses) / len(self.losses)
            self.say(f"step {step}: loss {mean:.3f}, {self.tokens / elapsed:.0f} tokens a second")
            self.began, self.tokens, self.losses = time.monotonic(), 0, []
