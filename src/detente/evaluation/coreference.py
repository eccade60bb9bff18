"""Coreference: which mentions speak of the same party.

Scored as CoNLL-2012 did, on mentions of exactly the gold's extent: `conll_f1` is the mean F1 of
MUC, B³ and CEAF-e. GUM links things of every kind, ours only parties, so recall has a low ceiling;
`shared_conll_f1` looks only at the mentions both sides have, and so at the linking alone. It
compares a system with itself: another has other mentions in common with the gold.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from detente.evaluation.casting import cast, outermost, trimmed
from detente.evaluation.chains import METRICS, Score, distinct
from detente.evaluation.core import Counts, Judgement, Task, mean, pairs_of, prf
from detente.evaluation.gold import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.evaluation.core import Answerer, Case

    Span = tuple[int, int]
    Spans = list[list[int]]

_FEWEST: Final = 2
"""A chain has at least this many mentions: parties spoken of once are not scored."""
_PARTS: Final = ("", "shared_")


def ours() -> Answerer:
    """Our answerer: the chains of a case's text, lists of [start, end]."""
    return _chains


def _chains(case: Case) -> list[Spans]:
    _, parties = cast(case["text"], case.get("dct"))
    return [_extents((m.start, m.end) for m in outermost(c)) for c in parties.clusters.found]


def _extents(spans: Iterable[tuple[int, int]]) -> Spans:
    return [list(span) for span in sorted(set(spans))]


def same_words(_training: Sequence[Case]) -> Answerer:
    """The baseline: mentions written alike are one, pronouns left out."""
    return _by_words


def _by_words(case: Case) -> list[Spans]:
    _, parties = cast(case["text"], case.get("dct"))
    alike: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for cluster in parties.clusters.found:
        for mention in outermost(cluster):
            if not mention.pronoun:
                alike[mention.text.casefold()].append((mention.start, mention.end))
    return [_extents(spans) for spans in alike.values()]


def judge(case: Case, answer: list[Spans]) -> Judgement:
    """Score the chains of an answer; the sums of each score are kept to be added up."""
    text = case["text"]
    gold, found = _scored(text, case["coref"]), _scored(text, answer)
    wanted, proposed = frozenset().union(*gold), frozenset().union(*found)
    shared = wanted & proposed
    parts = {"": (gold, found), "shared_": (_within(gold, shared), _within(found, shared))}
    scores = {
        part + name: metric(*sides)
        for part, sides in parts.items()
        for name, metric in METRICS.items()
    }
    return Judgement(
        case=case["id"],
        text=text,
        gold=_shown(text, gold),
        ours=_shown(text, found),
        counts={"mention": {"": Counts(len(shared), len(proposed), len(wanted))}},
        values={name: score.pairs for name, score in scores.items()},
        loss=1.0 - mean([scores[name].f1 for name in METRICS]),
    )


def _scored(text: str, chains: Iterable[Spans]) -> list[frozenset[Span]]:
    """The chains that are scored: of two mentions or more, possessive endings apart."""
    kept = distinct([trimmed(text, span[0], span[1]) for span in chain] for chain in chains)
    return [c for c in kept if len(c) >= _FEWEST]


def _within(chains: Iterable[frozenset[Span]], these: frozenset[Span]) -> list[frozenset[Span]]:
    return distinct(chain & these for chain in chains)


def _shown(text: str, chains: Iterable[frozenset[Span]]) -> list[list[str]]:
    return [[text[s:e] for s, e in sorted(chain)] for chain in chains]


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """The CoNLL score and what it is the mean of, over all documents together; finding mentions."""
    found: dict[str, float] = {}
    for part in _PARTS:
        totals = {name: Score.of(pairs_of(judgements, part + name)) for name in METRICS}
        found[f"{part}conll_f1"] = mean([s.f1 for s in totals.values()])
        if not part:
            for name, score in totals.items():
                found[f"{name}_precision"] = score.precision
                found[f"{name}_recall"] = score.recall
                found[f"{name}_f1"] = score.f1
    return {**found, **prf(judgements, "mention")}


TASK: Final = Task(
    name="coreference",
    title="Coreference: chains of mentions, CoNLL score",
    files=("gum/dev.jsonl",),
    train=("gum/train.jsonl",),
    cases=read_lines,
    answer=ours,
    baselines={"same words": same_words},
    judge=judge,
    measures=measures,
    headline="conll_f1",
    gated=("conll_f1", "shared_conll_f1"),
)
