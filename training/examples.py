"""What training reads: a text with what its annotators marked in it, layer by layer.

A layer that is a key of `marks`, `links`, `labels` or `values`, though empty, is annotated
exhaustively: what is not marked there is a negative. A layer whose key is missing says nothing.

Layers of marks and their labels:

- `attribution`: source, cue, content; a discontinuous one is one mark a piece. Links `attribution`
  go from each piece of a cue to each piece of its source and content.
- `trigger`: a PLOVER type, or OTHER (an event outside PLOVER), or "-" (an event that may or may
  not be one: neither a positive nor a negative). Links `argument` go from a mark of `trigger` to
  one of `argument` (label "span"); their label is a role of `ROLES`.
- `pair`: actor, recipient; the text's label `pair` is the type of what the one does to the other.
- `timex`: DATE, TIME, DURATION, SET, or "-" where the set does not tell which.
- `cause`: cause, effect, signal, with links `cause` from the cause to its effect; the text's label
  `causal` is "1" or "0".
- `entity`: a kind of `KINDS`. `place_name`, `hedge` and `negation` (cues): one label each.
- `coreference`: the label is the name of the chain.
- `token`: "UPOS|relation|head", the head as an index into this layer's marks, "-1" the root.

Labels of texts beside those: `quad` (five classes), `event` (PLOVER type of a whole story),
`hedged`. Values: `factuality`, from -3 (did not happen) to 3 (happened).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROLES = ("actor", "recipient", "place", "time", "instrument", "victim")
KINDS = ("person", "organisation", "place", "facility", "group", "vehicle", "weapon", "other")
UNCLEAR = "-"
"""Label of a mark that must count neither as a positive nor as a negative."""


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
    """A text and its annotation; see the module's head for layers and labels."""

    id: str
    source: str
    text: str
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    links: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, tuple[tuple[int, int, float], ...]] = field(default_factory=dict)
    sentences: tuple[tuple[int, int], ...] = ()
