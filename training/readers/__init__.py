"""Readers of the gold sets: every line becomes examples in one form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.evaluation.gold import read_lines
from training.readers import attribution, causes, certainty, events, gum, names, plover, times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from detente.evaluation.core import Case
    from training.examples import Example

__all__ = ["NAMES", "parts", "read", "read_row"]

_FACTUALITY: Final = ("uw", "meantime", "uds_ih2", "commitmentbank", "rp", "megaveridicality")
_READERS: Final[Mapping[str, Callable[[Case], Iterator[Example]]]] = {
    "polnear": attribution.polnear,
    "gum_rst": attribution.gum_rst,
    "plover": plover.plover,
    "plover_pairs": plover.plover_pairs,
    "muc4": plover.muc4,
    "ngec_synthetic": plover.ngec_synthetic,
    "rams": events.rams,
    "wikievents": events.wikievents,
    "geneva": events.geneva,
    "crudeoilnews": events.crudeoilnews,
    **{f"fact_{name}": certainty.factuality(f"fact_{name}") for name in _FACTUALITY},
    "cdsco_negation": certainty.cdsco_negation,
    "conll2010_wiki_hedge": certainty.conll2010_wiki_hedge,
    "science_certainty": certainty.science_certainty,
    "tempeval3": times.tempeval3,
    "wikiwars": times.wikiwars,
    "cnc_v2": causes.cnc_v2,
    "because2": causes.because2,
    "unicausal_altlex": causes.unicausal_altlex,
    "gum_gdtb": causes.gum_gdtb,
    "gum": gum.gum,
    "re3d": names.mentions("re3d"),
    **{name: names.names(name) for name in ("conll2003", "wnut17", "wikigold")},
    **{name: names.place_names(name) for name in ("lgl", "geowebnews")},
}
_TOKENS: Final = {"gum_rst": "gum"}
"""Sets without tokens, and the one with the same documents that has them."""

NAMES: Final = tuple(_READERS)
"""The sets that can be read, as their folders are called."""


def read(name: str, part: str, gold: Path) -> list[Example]:
    """The examples of a set.

    Args:
        name: One of `NAMES`.
        part: "train" or "dev".
        gold: The folder with a folder a set.

    Raises:
        KeyError: If the set has no reader, or a type of it no row in the tables.
        UsageError: D304 if the file is absent, D305 if a line is no JSON object.
        ValueError: If a span is not where its text is.
    """
    rows = read_lines(gold / name / f"{part}.jsonl")
    if name in _TOKENS:
        tokens = {row["id"]: row for row in read_lines(gold / _TOKENS[name] / f"{part}.jsonl")}
        rows = [tokens[row["id"]] | row for row in rows]
    return [example for row in rows for example in read_row(name, row)]


def read_row(name: str, row: Case) -> list[Example]:
    """The examples of one line of a set; none if it has nothing to learn from."""
    return list(_READERS[name](row))


def parts(name: str, gold: Path) -> tuple[str, ...]:
    """Which of "train" and "dev" a set has here."""
    return tuple(part for part in ("train", "dev") if (gold / name / f"{part}.jsonl").is_file())
