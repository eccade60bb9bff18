"""Sets on how sure a text is and what it denies: factuality, negation, hedges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from training.readers.drafts import Draft, trim, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.evaluation.core import Case
    from training.examples import Example

_SURE: Final = 5.0
_UNSURE: Final = 4.0
"""Sentences of science rated from here up are taken as unhedged, below as hedged."""


def factuality(source: str) -> Callable[[Case], Iterator[Example]]:
    """The reader of a set that rates from -3 to 3 whether an event happened."""

    def read(row: Case) -> Iterator[Example]:
        draft = Draft(source, row)
        values = tuple(
            (*span, float(each["value"]))
            for each in row["factuality"]
            if (span := trim(draft.text, each["start"], each["end"]))
        )
        yield draft.finish(values={"factuality": values}, sentences=whole(draft.text))

    return read


def cdsco_negation(row: Case) -> Iterator[Example]:
    """Sentences of stories with cues of negation."""
    draft = Draft("cdsco_negation", row, "negation")
    for each in row["negation"]:
        draft.mark_pieces("negation", each["cue"], "cue")
    yield draft.finish(sentences=whole(draft.text))


def conll2010_wiki_hedge(row: Case) -> Iterator[Example]:
    """Sentences of an encyclopedia, hedged (weasel words too) or not."""
    draft = Draft("conll2010_wiki_hedge", row)
    yield draft.finish(labels={"hedged": str(row["uncertain"])}, sentences=whole(draft.text))


def science_certainty(row: Case) -> Iterator[Example]:
    """Findings of science as news and papers put them, rated from 1 to 6; unrated ones left out."""
    rating = row["certainty_1to6"]
    if rating is not None:
        labels = {"certainty": f"{rating:.2f}"}
        if rating >= _SURE or rating < _UNSURE:
            labels["hedged"] = "0" if rating >= _SURE else "1"
        draft = Draft("science_certainty", row)
        yield draft.finish(labels=labels, sentences=whole(draft.text))
