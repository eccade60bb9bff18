"""The Georgetown University Multilayer Corpus: entities, coreference, syntax, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from training.examples import UNCLEAR
from training.mapping import kind
from training.readers.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.evaluation.core import Case
    from training.examples import Example

_TIMEX: Final = {"date": "DATE", "time": "TIME"}


def gum(row: Case) -> Iterator[Example]:
    """Documents of many genres. Dates are marked, but not durations and the like: what is an
    entity of time and no date is unclear as a time expression.
    """
    draft = Draft("gum", row, "entity", "coreference", "timex", "token")
    for entity in row["entities"]:
        draft.mark_given("entity", entity, kind("gum", entity["type"]))
        draft.mark_given("coreference", entity, str(entity["chain"]))
    for date in row["dates"]:
        draft.mark_given("timex", date, _TIMEX[date["tag"]])
    for start, end in _other_times(row):
        draft.mark("timex", start, end, UNCLEAR)
    for start, end, _, upos, _, head, relation, _ in row["tokens"]:
        draft.mark("token", start, end, f"{upos}|{relation}|{head}")
    yield draft.finish(sentences=tuple((start, end) for start, end in row["sentences"]))


def _other_times(row: Case) -> Iterator[tuple[int, int]]:
    """Entities of time that overlap no date."""
    for each in row["entities"]:
        start, end = each["start"], each["end"]
        dated = any(d["start"] < end and start < d["end"] for d in row["dates"])
        if each["type"] == "time" and not dated:
            yield start, end
