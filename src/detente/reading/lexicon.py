"""The lexicon of events: which words report what, and who stands where around them.

`data/triggers.tsv` has a row a group of words: their PLOVER type and mode, the paths to who acts
and whom it is done to, and the conditions under which the row holds; the first row that holds is
taken. A row without a type says that the word tells no event there: a report that is released. A
path is a function (see `detente.reading.functions`) or several joined by "/":
"obj/of" is what the "of" under the object leads to. A condition is a path with "=" and words its
head may be, "!" and words it may not be, or "~" and a kind of party, "self" whoever acts; "@" names
a class of `data/noun_classes.tsv`; "prep=on" asks for a preposition, "prt=up" for a particle,
"without=obj" for an empty slot, "args" for anybody to act or be acted upon. Of conditions joined by
";" one suffices, of those joined by "&" all must hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from detente.reading.tables import grouped, rows

_CONDITION = re.compile(r"(?P<path>[a-z0-9/]+)(?P<relation>[=!~])(?P<values>.+)")


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of what stands in a slot: `relation` is "=", "!" or "~".

    `of_class` tells that the values are those of a class, which the nouns before a head can be of
    too: "training places".
    """

    path: str
    relation: str
    values: frozenset[str]
    of_class: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a word reports, where to find who acts and whom it is done to, and when this holds:
    where all conditions of one of `alternatives` do; `type` is "" for a word that reports no event.
    """

    type: str
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    alternatives: tuple[tuple[Condition, ...], ...]
    needs_party: bool

    @property
    def is_refusal(self) -> bool:
        """Whether the row asks for a negation, part of what it reports: "will not talk"."""
        return any(c.path == "neg" for each in self.alternatives for c in each)

    def asks(self, relation: str) -> bool:
        """Whether some condition is of a relation."""
        return any(c.relation == relation for each in self.alternatives for c in each)


def triggers(lemma: str, pos: str) -> tuple[Trigger, ...]:
    """The rows for a word (`pos` is "v", "n" or "a"), in the order they are to be tried."""
    return _lexicon().get((pos, lemma), ())


@cache
def _lexicon() -> dict[tuple[str, str], tuple[Trigger, ...]]:
    found: dict[tuple[str, str], list[Trigger]] = {}
    for row in rows("triggers"):
        trigger = _trigger(row)
        for lemma in row["lemmas"].split("|"):
            found.setdefault((row["pos"], lemma), []).append(trigger)
    return {key: tuple(each) for key, each in found.items()}


def _trigger(row: dict[str, str]) -> Trigger:
    needs = [each for each in row["needs"].split(";") if each and each != "args"]
    return Trigger(
        type=row["type"],
        mode=row["mode"] or None,
        actor=tuple((row["actor"] or "subj").split("|")),
        recipient=tuple((row["recipient"] or "obj").split("|")),
        alternatives=tuple(tuple(map(_condition, each.split("&"))) for each in needs),
        needs_party="args" in row["needs"],
    )


def _condition(text: str) -> Condition:
    match = _CONDITION.fullmatch(text)
    if match is None:
        raise ValueError(f"triggers.tsv: not a condition: {text!r}")
    values: set[str] = set()
    for value in match["values"].split(","):
        values |= grouped("noun_classes")[value[1:]] if value.startswith("@") else {value}
    return Condition(match["path"], match["relation"], frozenset(values), "@" in match["values"])
