"""Attribution: who is said to have said what, by which words.

On PolNeAR (Newell et al. 2018) source, cue and content are compared as words and as exact spans,
pieces of one span with nothing but marks between them counting as one. A whole relation is right
if its cue, its content and its source each overlap those of one gold relation, or both name no
source; each gold relation counts once. PolNeAR's annotation is flat, no attribution within
another's content is marked: ours that are nested are left out there.

On GUM's attributions (eRST) only the clause that attributes and the first unit of the content are
marked: a relation is right there if the source or the cue lies in the clause and the content
overlaps the unit. Nested ones are kept. Contents that are no clause ("praised the deal") are not
marked in GUM: ours without a verb are left out there. Attributing phrases that are no clause
("according to") are not marked either, and cost precision. The spans of the parts are not measured
there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from detente.evaluation import reading, spans
from detente.evaluation.core import Case, Counts, Judgement, Task, by_label, counts_of, prf
from detente.evaluation.gold import read_lines
from detente.reading import claims

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from detente.evaluation.core import Answerer
    from detente.evaluation.spans import Spans

_KINDS: Final = ("source", "cue", "content")


class Relation(NamedTuple):
    """One attribution as spans; `nested` where it stands in another's content, `clausal` where a
    verb stands in its own.
    """

    source: Spans
    cue: Spans
    content: Spans
    nested: bool = False
    clausal: bool = True


def read(case: Case) -> list[Relation]:
    """The attributions that detente reads in the text of a case."""
    text = case["text"]
    sentences = reading.parsed(text)
    verbs = [t.start for s in sentences for t in s if t.pos in {"VERB", "AUX"}]
    return [
        Relation(
            _spans(a.source),
            _spans(a.cue),
            _spans(*a.content),
            nested=a.parent is not None,
            clausal=any(e.start <= verb < e.end for e in a.content for verb in verbs),
        )
        for a in claims.find(text, sentences, reading.answers(text))
    ]


def judge(case: Case, answer: Sequence[Relation]) -> Judgement:
    """The attributions of a text against the gold's, PolNeAR's or GUM's."""
    text = case["text"]
    if "attributions" not in case:
        return _judge_clauses(case, answer)
    gold = [_marked(a) for a in case["attributions"]]
    ours = [r for r in answer if not r.nested]
    relation = Counts(_matched(gold, ours, _agree), len(ours), len(gold))
    return Judgement(
        case=case["id"],
        text=text,
        gold=[_shown(text, r) for r in gold],
        ours=[_shown(text, r) for r in ours],
        counts={
            "relation": {"relation": relation},
            "token": {
                kind: spans.word_counts(text, _of(gold, kind), _of(ours, kind)) for kind in _KINDS
            },
            "exact": {kind: _exact(text, gold, ours, kind) for kind in _KINDS},
        },
        loss=_loss(relation),
    )


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """F1 of whole relations, and of each part as words and as exact spans where it is marked."""
    found = prf(judgements, "relation")
    for how in ("token", "exact"):
        parts = by_label(judgements, how)
        found |= {f"{kind}_{how}_f1": counts.f1 for kind, counts in parts.items()}
    return found


def _marked(attribution: Mapping[str, list[list[int]]]) -> Relation:
    source, cue, content = (spans.of(attribution[kind]) for kind in _KINDS)
    return Relation(source, cue, content)


def quote_finder(_training: Sequence[Case]) -> Answerer:
    """A baseline without grammar: a quotation beside "NAME said" or "said NAME"."""

    def find(case: Case) -> list[Relation]:
        found = _quotations(case["text"])
        return [r for n, r in enumerate(found) if not any(r.cue == o.cue for o in found[:n])]

    return find


_NAME: Final = (
    r"(?P<source>(?:[Tt]he|[Aa]n?)\s\w+(?:\s\w+)?|(?:[A-Z][\w.’'-]*\s){0,4}[A-Z][\w’'-]*"
    r"|he|she|they|it|He|She|They|It)"
)
_SAID: Final = (
    r"(?P<cue>said|says|told|added|wrote|asked|tweeted|claimed|argued|announced|explained|noted)"
)
_QUOTATION: Final = r"[“\"](?P<content>[^“”\"]{2,600})[”\"]"
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_QUOTATION},?\s{_NAME}\s{_SAID}\b",
        rf"{_QUOTATION},?\s{_SAID}\s{_NAME}\b",
        rf"\b{_NAME}\s{_SAID}(?:\s\w+){{0,3}}[,:]?\s{_QUOTATION}",
    )
)


def _quotations(text: str) -> list[Relation]:
    return [
        Relation((match.span("source"),), (match.span("cue"),), (match.span("content"),))
        for pattern in _PATTERNS
        for match in pattern.finditer(text)
    ]


def _judge_clauses(case: Case, answer: Sequence[Relation]) -> Judgement:
    """A case of GUM, whose attributing clause stands for source and cue together."""
    text = case["text"]
    gold = [
        Relation((), spans.of([a["attribution_span"]]), spans.of(a["content_edu"]))
        for a in case["attributions_rst"]
    ]
    ours = [r for r in answer if r.clausal]
    counts = Counts(_matched(gold, ours, _agree_as_clause), len(ours), len(gold))
    return Judgement(
        case=case["id"],
        text=text,
        gold=[_shown(text, r) for r in gold],
        ours=[_shown(text, r) for r in ours],
        counts={"relation": {"clause": counts}},
        loss=_loss(counts),
    )


def _matched(
    gold: Sequence[Relation],
    ours: Sequence[Relation],
    agree: Callable[[Relation, Relation], bool],
) -> int:
    """How many of ours agree with a gold one, each used once, in the order of the text."""
    used: set[int] = set()
    for relation in ours:
        for n, other in enumerate(gold):
            if n not in used and agree(relation, other):
                used.add(n)
                break
    return len(used)


def _agree(ours: Relation, gold: Relation) -> bool:
    sources = spans.overlap(ours.source, gold.source) or not (ours.source or gold.source)
    cues = spans.overlap(ours.cue, gold.cue)
    return sources and cues and spans.overlap(ours.content, gold.content)


def _agree_as_clause(ours: Relation, gold: Relation) -> bool:
    clause = spans.overlap((*ours.source, *ours.cue), gold.cue)
    return clause and spans.overlap(ours.content, gold.content)


def _exact(text: str, gold: Sequence[Relation], ours: Sequence[Relation], kind: str) -> Counts:
    return counts_of(_distinct(text, gold, kind), _distinct(text, ours, kind))


def _distinct(text: str, relations: Sequence[Relation], kind: str) -> set[spans.Span]:
    return {s for r in relations for s in spans.joined(text, getattr(r, kind))}


def _of(relations: Sequence[Relation], kind: str) -> Iterator[spans.Span]:
    return (span for r in relations for span in getattr(r, kind))


def _spans(*extents: claims.Extent | None) -> Spans:
    return tuple((e.start, e.end) for e in extents if e is not None)


def _shown(text: str, relation: Relation) -> dict[str, str]:
    return {kind: spans.shown(text, getattr(relation, kind)) for kind in _KINDS}


def _loss(counts: Counts) -> float:
    return counts.proposed + counts.wanted - 2.0 * counts.right


TASK: Final = Task(
    name="attribution",
    title="Attribution: source, cue and content of what is said",
    files=("polnear/dev.jsonl", "gum_rst/dev.jsonl"),
    train=("polnear/train.jsonl", "gum_rst/train.jsonl"),
    cases=read_lines,
    answer=lambda: read,
    baselines={"quotes by regular expression": quote_finder},
    judge=judge,
    measures=measures,
    headline="relation_f1",
    gated=(
        "relation_f1",
        "source_token_f1",
        "cue_token_f1",
        "content_token_f1",
        "source_exact_f1",
        "cue_exact_f1",
        "content_exact_f1",
    ),
)
