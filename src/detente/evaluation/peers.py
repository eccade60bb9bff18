"""What other systems reached: figures measured once or published, never run here."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from detente.evaluation.runs import Score


@cache
def peers(task: str) -> tuple[Score, ...]:
    """The peers' scores of a task, in the order of the table; `note` says on what."""
    lines = (files("detente.evaluation") / "data" / "peers.tsv").read_text("utf-8").splitlines()
    rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["task"] == task]
    return tuple(
        Score(
            task=task,
            gold="",
            system=system,
            kind="peer",
            cases=max(int(row["cases"] or 0) for row in rows if row["system"] == system),
            measures={
                row["measure"]: float(row["value"]) for row in rows if row["system"] == system
            },
            note=next(row["note"] for row in rows if row["system"] == system),
        )
        for system in dict.fromkeys(row["system"] for row in rows)
    )
