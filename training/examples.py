"""What training reads: a text with what its annotators marked in it, layer by layer.

A layer that is a key of `marks`, `links` or `values`, though empty, is annotated exhaustively:
what is not marked there is a negative. A layer whose key is missing says nothing. A mark with the
label "-" (`UNCLEAR`) covers text of which nothing is known, or nothing that fits our labels: it is
neither a positive nor a negative, and nothing is to be learnt from it. Sets that are annotated in
part have such marks over all the rest.

Layers of marks and their labels:

- `attribution`: source, cue, content; a discontinuous one is one mark a piece. Links `attribution`
  go from each piece of a cue to each piece of its source ("source") and content ("content").
- `trigger`: a PLOVER type (16), OTHER (an event outside PLOVER) or "-". Links `argument` go from a
  mark of `trigger` to one of `argument` (label "span"); their label is one of `ROLES`.
- `pair`: actor, recipient; the label `pair` of the text is what the one does to the other (15
  types: YIELD is CONCEDE or RETREAT).
- `timex`: DATE, TIME, DURATION, SET or "-".
- `cause`: cause, effect, signal; links `cause` go from a cause to its effect ("effect") and to its
  signal ("signal"). The label `causal` of the text is "1" or "0".
- `entity`: mentions of every form, names, nouns and pronouns, which may nest; a kind of `KINDS`.
- `name`: proper names only, which do not nest; a kind of `KINDS`.
- `place_name` (place), `negation` (cue).
- `coreference`: the label names the chain; the marks may nest.
- `token`: "UPOS|relation|head", the head counted from 1 in its sentence, 0 the root.

Labels of texts beside those: `quad` ("0" to "4"), `event` (the PLOVER type of a sentence or story
as a whole), `hedged` ("1" or "0"), `certainty` (a number from 1 to 6). Values: `factuality` of an
event's word, from -3 (did not happen) to 3 (happened).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ROLES: Final = ("actor", "recipient", "place", "time", "instrument", "victim")
KINDS: Final = (
    "person", "organisation", "place", "people", "thing", "time", "quantity", "other",
)  # fmt: skip
"""Kinds of entities: `people` are nationalities and the like, `thing` are arms, vehicles, goods."""
UNCLEAR: Final = "-"
"""The label of a mark that is neither a positive nor a negative."""
LINKED: Final = {
    "argument": ("trigger", "argument"),
    "attribution": ("attribution", "attribution"),
    "cause": ("cause", "cause"),
}
"""Between marks of which two layers the links of a layer run."""
OTHER: Final = "OTHER"
"""The label of a trigger of an event outside PLOVER."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled span: code points, half-open, into `Example.text`."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled tie between two marks, by their indices in the layers the link's layer names."""

    head: int
    tail: int
    label: str


@dataclass(frozen=True, slots=True)
class Example:
    """A text and its annotation; `source` is the set it is from. See the head of this module."""

    id: str
    source: str
    text: str
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    links: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, tuple[tuple[int, int, float], ...]] = field(default_factory=dict)
    sentences: tuple[tuple[int, int], ...] = ()
