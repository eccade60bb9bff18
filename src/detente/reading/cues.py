"""The words that bring in what someone said or thinks, read from `data/cues.tsv`.

Each row of the table is a cue with one attitude and the frames in which it is a cue:

clause      a clause, before, around or after it: "said that…", "…, he said"
rest        besides: the verb does nothing but report, so that whatever follows it is reported
quote       quotations only: "“…,” she continued"
to          an infinitive: "vowed to…"
object-to   an object, which is the audience, and an infinitive: "urged them to…"
aside       an aside: "as he put it"
object-inf  an object and an infinitive, both content: "expects them to…"
ing         a participle: "denied taking…"
np          an object: "condemned the…"
np-claim    an object that is itself a noun cue: "rejected the claim"
np-for, np-of, np-as, np-with, np-to
            an object and a phrase of that preposition, both content: "blamed X for Y"
np-np       an object and what it is called: "called him a…"
passive-to  the passive with an infinitive and no source: "is believed to…"
of, for, about, on, against (nouns)
            a phrase of that preposition: "criticism of…"
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from detente.reading.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of the table. `second` is the second word of "point out", else empty.

    `audience` holds where whoever is spoken to stands: `object`, or the preposition.
    """

    lemma: str
    second: str
    attitude: str
    frames: tuple[str, ...]
    audience: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cues, by lemma.

    `reporters` are the plain verbs of saying, those with the frame `rest`.
    """

    verbs: dict[str, tuple[Cue, ...]]
    nouns: dict[str, tuple[Cue, ...]]
    reporters: frozenset[str]

    @classmethod
    def of(cls, table: Iterable[Mapping[str, str]]) -> Lexicon:
        """The lexicon of a table's rows."""
        tables: dict[str, dict[str, tuple[Cue, ...]]] = {"verb": {}, "noun": {}}
        for row in table:
            cue = _cue(row)
            known = tables[row["pos"]]
            known[cue.lemma] = tuple(sorted((*known.get(cue.lemma, ()), cue), key=_second_first))
        plain = (c.lemma for cues in tables["verb"].values() for c in cues if "rest" in c.frames)
        return cls(tables["verb"], tables["noun"], frozenset(plain))


def _second_first(cue: Cue) -> bool:
    return not cue.second


def _cue(row: Mapping[str, str]) -> Cue:
    lemma, _, second = row["lemma"].partition(" ")
    return Cue(
        lemma,
        second,
        row["attitude"],
        _several(row["frames"]),
        frozenset(_several(row["audience"])),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with detente, read once a process."""
    return Lexicon.of(rows("cues"))
