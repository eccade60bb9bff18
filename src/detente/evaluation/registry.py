"""The tasks, by name: each is the `TASK` of the module of that name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from detente.errors import UsageError

if TYPE_CHECKING:
    from detente.evaluation.core import Task

NAMES: Final = (
    "events",
    "pairs",
    "pentaclass",
    "sides",
    "triggers",
    "attribution",
    "timex",
    "factuality",
    "causality",
    "certainty",
    "entities",
    "coreference",
    "ecbplus",
    "merging",
    "toponyms",
    "facts",
    "confidence",
)
"""In the order in which they are printed. A module is imported when its task is wanted."""


def task(name: str) -> Task:
    """The task of that name.

    Raises:
        UsageError: D302 if there is none.
    """
    if name not in NAMES:
        raise UsageError("D302", name, detail=", ".join(NAMES))
    found: Task = import_module(f"detente.evaluation.{name}").TASK
    return found
