"""The state of a run on disk: written whole or not at all, read back to go on at the same step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor


@dataclass(frozen=True, slots=True)
class State:
    """Where a run stands.

    Attributes:
        step: Batches learnt from since it began.
        settings: What it was started with; a run goes on only with the same.
        weights: Of the reader.
        optimiser: Its state.
        chance: State of the random numbers that dropout draws.
    """

    step: int
    settings: dict[str, Any]
    weights: dict[str, Tensor]
    optimiser: dict[str, Any]
    chance: Tensor


def save(state: State, path: Path) -> None:
    """Write a state; what stood at the path stays until the new one is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    torch.save({key: getattr(state, key) for key in State.__slots__}, partial)
    partial.replace(path)


def restore(path: Path) -> State:
    """Read a state back. Raises FileNotFoundError if there is none."""
    return State(**torch.load(path, map_location="cpu", weights_only=True))
