"""Task `ecbplus`: which words, of one document or of several, tell of one happening.

Mentions are given, as is usual for ECB+, and so are the topics: a case is all documents of one
topic, which tells of two happenings of one kind and of what belongs to them. Scored with single
mentions counted, within each document and across those of a topic: `conll_f1` is the mean F1 of
MUC, B³ and CEAF-e; `count_mae` is by what share the number of happenings is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

from detente.casebook.likeness import likeness
from detente.casebook.mentions import Mention, Side
from detente.casebook.merge_clusters import Edge, clusters
from detente.casebook.wording import WORD, kindred, salient, stem
from detente.evaluation.chains import METRICS, Score, distinct
from detente.evaluation.core import Judgement, Task, mean, pairs_of
from detente.evaluation.gold import read_lines
from detente.reading.parser import default_parser
from detente.reading.repairs import repaired
from detente.reading.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from detente.evaluation.core import Answerer, Case
    from detente.reading.syntax import Sentence, Token


Key = tuple[str, str]
"""A mention: the id of its document, and its own in there."""
Chains = list[list[Key]]
"""The mentions of each happening."""
ALIKE: Final = 0.4
"""Mentions at least so alike are joined …"""
APART: Final = 0.02
"""… unless that brings together two that are less alike than this."""
_CONTENT: Final = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_OUTSIDE: Final = ("relcl", "acl", "advcl", "ccomp", "conj")
_DOERS: Final = ("nsubj", "poss")
_DONE_TO: Final = ("dobj", "nsubjpass", "compound", "attr")
_CHAINED: Final = ("conj", "xcomp", "advcl")
"""Words of these relations have who did it at the word above them."""
_CLAUSES: Final = ("relcl", "acl")
"""And of these, it is often the word above them that it was done to."""
_ACROSS, _WITHIN = "", "within_"
_SEPARATOR: Final = "\n\n"


def cases(path: Path) -> list[Case]:
    """The topics of a file: each has `id`, `text`, and `documents`, the lines of the file in it."""
    topics: defaultdict[str, list[Case]] = defaultdict(list)
    for line in read_lines(path):
        topics[str(line.get("topic", ""))].append(line)
    return [
        {"id": topic, "text": _SEPARATOR.join(d["text"] for d in told), "documents": told}
        for topic, told in sorted(topics.items())
    ]


def mentions(case: Case) -> list[Mention]:
    """The mentions of a topic as the casebook compares them, of what a parser sees around them."""
    return [
        _mention(document, event) for document in case["documents"] for event in _events(document)
    ]


def _events(document: Case) -> list[Case]:
    return sorted(document["event_mentions"], key=mention_id)


def mention_id(event: Case) -> str:
    """What a mention is called in its document, by where it stands."""
    return f"{event['start']:06}-{event['end']:06}"


def _mention(document: Case, event: Case) -> Mention:
    text = document["text"]
    found = _located(text, event)
    story = frozenset(salient(text))
    if found is None:
        trigger = " ".join(map(stem, WORD.findall(event["text"])))
        return Mention(document["id"], mention_id(event), "", trigger=trigger, story=story)
    sentence, head = found
    return Mention(
        document=document["id"],
        id=mention_id(event),
        type="",
        trigger=_trigger(sentence, head),
        words=_stems(t for t in _clause(sentence, head) if t.index != head.index),
        story=story,
        actor=_side(sentence, head, _doers(sentence, head)),
        recipient=_side(sentence, head, _done_to(sentence, head)),
    )


def _located(text: str, event: Case) -> tuple[Sentence, Token] | None:
    """The sentence of an event and the highest of its words."""
    for sentence in _parsed(text):
        if sentence.start <= event["start"] < sentence.end:
            inside = [t for t in sentence if t.start < event["end"] and event["start"] < t.end]
            indices = {t.index for t in inside}
            tops = (t for t in inside if t.head not in indices or t.head == t.index)
            head = next(tops, None)
            return (sentence, head) if head else None
    return None


@lru_cache(maxsize=1024)
def _parsed(text: str) -> tuple[Sentence, ...]:
    return tuple(map(repaired, default_parser().parse(split(text))))


def _clause(sentence: Sentence, head: Token) -> list[Token]:
    """The words of the clause that tells it, without clauses in it: the evidence of an event."""
    top = head
    while top.pos != "VERB" and (above := sentence.head(top)):
        top = above
    return sentence.subtree(top, without=_OUTSIDE)


def _trigger(sentence: Sentence, head: Token) -> str:
    """The stem of a word, with its particle where the two are known to belong together."""
    alone = stem(head.lemma)
    phrases = (f"{alone} {stem(t.lemma)}" for t in sentence.children(head, "prt", "advmod"))
    return next((phrase for phrase in phrases if kindred(phrase, phrase)), alone)


def _doers(sentence: Sentence, head: Token) -> list[Token]:
    """The heads of the phrases that say who did it, at the word itself or at the one above it."""
    own = sentence.children(head, *_DOERS)
    own += [t for by in sentence.children(head, "agent") for t in sentence.children(by, "pobj")]
    if own or head.relation not in _CHAINED:
        return own
    above = sentence.head(head)
    return _doers(sentence, above) if above else []


def _done_to(sentence: Sentence, head: Token) -> list[Token]:
    """The heads of the phrases that say to whom, "of" after a noun among them."""
    own = sentence.children(head, *_DONE_TO)
    for of in sentence.children(head, "prep"):
        own += sentence.children(of, "pobj") if of.lemma == "of" else []
    above = sentence.head(head)
    return [*own, above] if above and head.relation in _CLAUSES else own


def _side(sentence: Sentence, head: Token, tops: Iterable[Token]) -> Side:
    branches = (t for top in tops for t in sentence.subtree(top, without=_OUTSIDE))
    return Side(words=_stems(t for t in branches if t.index != head.index))


def _stems(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(stem(t.lemma) for t in tokens if t.pos in _CONTENT)


def answer() -> Answerer:
    """Ours: joined as the casebook joins events, by their likeness."""
    return _joined


def _joined(case: Case) -> Chains:
    found = mentions(case)
    pairs = combinations(found, 2)
    return joined(found, [likeness(one, other).score for one, other in pairs], ALIKE, APART)


def joined(found: Sequence[Mention], scores: Sequence[float], alike: float, apart: float) -> Chains:
    """The happenings that mentions make.

    Args:
        found: The mentions.
        scores: Of every two of them how alike they are, in the order of `combinations`.
        alike: The least likeness that joins two mentions.
        apart: The least likeness of any two mentions of one happening.
    """
    keys = [(mention.document, mention.id) for mention in found]
    pairs = [tuple(sorted(pair)) for pair in combinations(keys, 2)]
    edges = [
        Edge(score, one, other)
        for (one, other), score in zip(pairs, scores, strict=True)
        if score >= alike
    ]
    far = {pair for pair, score in zip(pairs, scores, strict=True) if score < apart}

    def clash(one: Key, other: Key) -> str | None:
        return "too little alike" if (one, other) in far else None

    groups = [list(group) for group in clusters(edges, clash).groups]
    placed = {key for group in groups for key in group}
    return groups + [[key] for key in keys if key not in placed]


def same_head(_training: Sequence[Case]) -> Answerer:
    """The usual baseline: mentions of a topic whose head words have one lemma are one."""
    return _by_lemma


def _by_lemma(case: Case) -> Chains:
    alike: defaultdict[str, list[Key]] = defaultdict(list)
    for document in case["documents"]:
        for event in _events(document):
            found = _located(document["text"], event)
            lemma = found[1].lemma if found else event["text"]
            alike[lemma.casefold()].append((document["id"], mention_id(event)))
    return list(alike.values())


def judge(case: Case, answer: Chains) -> Judgement:
    """Score the chains of a topic; the sums of each score are kept to be added up."""
    wanted = _gold(case)
    gold, ours = distinct(wanted), distinct(answer)
    scores = {_ACROSS + name: metric(gold, ours) for name, metric in METRICS.items()}
    parts = [(_of(gold, d["id"]), _of(ours, d["id"])) for d in case["documents"]]
    for name, metric in METRICS.items():
        scores[_WITHIN + name] = sum((metric(*part) for part in parts), Score())
    return Judgement(
        case=case["id"],
        text=case["text"],
        gold=_shown(case, gold),
        ours=_shown(case, ours),
        values={
            "count": ((float(len(gold)), float(len(ours))),),
            **{name: score.pairs for name, score in scores.items()},
        },
        loss=1.0 - mean([scores[name].f1 for name in METRICS]),
    )


def names(case: Case) -> list[str]:
    """Of each mention of a topic, in their order, which happening it is of in the gold."""
    return [event["chain"] for document in case["documents"] for event in _events(document)]


def _gold(case: Case) -> Chains:
    chains: defaultdict[str, list[Key]] = defaultdict(list)
    for document in case["documents"]:
        for event in _events(document):
            chains[event["chain"]].append((document["id"], mention_id(event)))
    return list(chains.values())


def _of(chains: Iterable[frozenset[Key]], document: str) -> list[frozenset[Key]]:
    """The parts of the chains that stand in one document."""
    return distinct([key for key in chain if key[0] == document] for chain in chains)


def _shown(case: Case, chains: Iterable[frozenset[Key]]) -> list[list[str]]:
    words = {(d["id"], mention_id(e)): e["text"] for d in case["documents"] for e in _events(d)}
    return [[f"{words[key]} ({key[0]})" for key in sorted(c)] for c in chains if len(c) > 1]


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """The CoNLL score across the documents of a topic and within documents, what both are the mean
    of, and by what share the number of happenings is wrong.
    """
    found: dict[str, float] = {}
    for part in (_ACROSS, _WITHIN):
        totals = {name: Score.of(pairs_of(judgements, part + name)) for name in METRICS}
        found[f"{part}conll_f1"] = mean([s.f1 for s in totals.values()])
        for name, score in totals.items():
            found[f"{part}{name}_precision"] = score.precision
            found[f"{part}{name}_recall"] = score.recall
            found[f"{part}{name}_f1"] = score.f1
    counts = [pair for pair in pairs_of(judgements, "count") if pair[0]]
    return {**found, "count_mae": mean([abs(ours - gold) / gold for gold, ours in counts])}


TASK: Final = Task(
    name="ecbplus",
    title="One happening, many mentions: coreference of events across documents",
    files=("ecbplus/dev.jsonl",),
    train=("ecbplus/train.jsonl",),
    cases=cases,
    answer=answer,
    baselines={"same head lemma": same_head},
    judge=judge,
    measures=measures,
    headline="conll_f1",
    gated=("conll_f1", "within_conll_f1", "count_mae"),
)
