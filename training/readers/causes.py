"""Sets with causes and effects: Causal News Corpus, BECauSE 2, AltLex, GUM's discourse treebank."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from training.cutting import cut
from training.examples import UNCLEAR
from training.readers.drafts import Draft, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.evaluation.core import Case
    from training.examples import Example

_PURPOSE: Final = "Purpose"
"""BECauSE's type of ends and means; the other sets part it from causes, each in its own way."""


def cnc_v2(row: Case) -> Iterator[Example]:
    """Sentences on protests, causal or not; not every causal one has its spans marked."""
    draft = Draft("cnc_v2", row)
    _relations(draft, row, marked=bool(row["causal"]) or not row["causal_label"])
    yield draft.finish(labels=_label(row), sentences=whole(draft.text))


def unicausal_altlex(row: Case) -> Iterator[Example]:
    """Sentences with an unusual connective: is it causal? Where not, another may still be."""
    draft = Draft("unicausal_altlex", row)
    _relations(draft, row, marked=bool(row["causal"]))
    yield draft.finish(labels=_label(row), sentences=whole(draft.text))


def gum_gdtb(row: Case) -> Iterator[Example]:
    """Documents whose causal relations join clauses and sentences, with a connective or without."""
    draft = Draft("gum_gdtb", row)
    _relations(draft, row, marked=True)
    yield draft.finish()


def because2(row: Case) -> Iterator[Example]:
    """Documents with all causal language, sentence by sentence.

    A sentence is causal with a cause and its effect in it, not causal with nothing marked;
    otherwise it has no label.
    """
    draft = Draft("because2", row)
    _relations(draft, row, marked=True)
    document = draft.finish()
    for start, end in document.sentences:
        sentence = cut(document, start, end)
        effects = any(link.label == "effect" for link in sentence.links["cause"])
        labels = {"causal": "1" if effects else "0"}
        known = effects or not sentence.marks["cause"]
        yield replace(sentence, labels=labels if known else {})


def _label(row: Case) -> dict[str, str]:
    return {"causal": str(row["causal_label"])}


def _relations(draft: Draft, row: Case, *, marked: bool) -> None:
    """Mark the causes and effects of a line, if that line has all of them marked."""
    if not marked:
        return
    draft.annotate("cause")
    for each in row["causal"]:
        clear = each.get("type") != _PURPOSE
        labels = ("cause", "effect", "signal") if clear else (UNCLEAR,) * 3
        cause, effect, signal = (
            draft.mark_pieces("cause", _pieces(each, name), label)
            for name, label in zip(("cause", "effect", "signal"), labels, strict=True)
        )
        if clear:
            draft.link("cause", cause, effect, "effect")
            draft.link("cause", cause, signal, "signal")


def _pieces(relation: Case, name: str) -> list[list[int]]:
    """Where one part of a relation stands."""
    if name == "signal":
        return list(relation["signal"])
    pieces = relation.get(f"{name}_spans") or [relation.get(name)]
    return [piece for piece in pieces if piece]
