"""Causality: whether a sentence says that something led to something, and in which words.

The sentence decision counts sentences held to be causal: those in which a link is found, and those
that the trained head holds to tell one. For cause, effect and signal the spans of
a sentence are compared as exact spans, marks at the edges aside (as the Causal News Corpus counts
its tags; Tan et al. 2022, 2023), and as words. Where a sentence has several relations their spans
are pooled by kind, so no pairing of relations is needed.

Documents, as BECauSE has them, are cut into sentences here; a sentence is causal if a signal or an
end of an annotated link lies in it; links of purpose count as they do in the corpus. AltLex marks
ends and no signals: signals are not measured there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from detente.evaluation import baselines, reading, spans
from detente.evaluation.core import (
    Case,
    Counts,
    Judgement,
    Task,
    agreement,
    by_label,
    counts_of,
    micro,
    prf,
)
from detente.evaluation.gold import read_lines
from detente.reading import causal_links, causes, events
from detente.reading.entities import Cast
from detente.reading.repairs import repaired
from detente.reading.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from detente.evaluation.core import Answerer
    from detente.evaluation.spans import Spans

_KINDS: Final = ("cause", "effect", "signal")
_CAUSAL, _OTHER = "causal", "not causal"


class Answer(NamedTuple):
    """Whether a sentence is causal, and the spans of its links by kind; None if not asked for."""

    causal: bool
    links: Mapping[str, Spans] | None


def cases(path: Path) -> list[Case]:
    """The sentences of a file; documents are cut into sentences.

    Raises:
        UsageError: D304 or D305 if the file cannot be read.
    """
    found: list[Case] = []
    for case in read_lines(path):
        found += [case] if "causal_label" in case else _sentences(case)
    return found


def read(case: Case) -> Answer:
    """The causal links that detente reads in the text of a case, and whether it is causal."""
    text, answers = case["text"], reading.answers(case["text"])
    sentences = [repaired(s) for s in reading.parsed(text)]
    happenings = events.find(sentences, Cast(text, sentences, None, answers), answers)
    reported = events.reported(happenings)
    links = causes.find(sentences, reported, answers, causal_links.SURE)
    odds = max((causal_links.odds_of(answers, s.start, s.end) for s in sentences), default=0.0)
    return Answer(
        bool(links) or odds >= causal_links.SURE,
        {
            "cause": tuple(link.cause for link in links),
            "effect": tuple(link.effect for link in links),
            "signal": tuple(link.signal for link in links if link.signal),
        },
    )


def judge(case: Case, answer: Answer) -> Judgement:
    """A sentence's answer against its gold; spans are judged only where the answer has some."""
    text, wanted = case["text"], bool(case["causal_label"])
    gold = {kind: tuple(_ends(case["causal"], kind)) for kind in _KINDS}
    counts = {"sentence": {_CAUSAL: _decision(wanted=wanted, proposed=answer.causal)}}
    if answer.links is not None:
        marked = _KINDS[:2] if "noncausal_pairs" in case else _KINDS
        counts |= _span_counts(text, marked, gold, answer.links)
    return Judgement(
        case=case["id"],
        text=text,
        gold={"causal": wanted} | _shown(text, gold),
        ours={"causal": answer.causal} | _shown(text, answer.links or {}),
        counts=counts,
        values={"sentence": [(float(wanted), float(answer.causal))]},
        loss=_loss(counts),
    )


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """F1 and accuracy of the sentence decision; F1 of the spans where they were judged."""
    found = prf(judgements, "sentence")
    found["sentence_accuracy"] = agreement(judgements, "sentence")
    for how in ("exact", "token"):
        parts = by_label(judgements, how)
        found |= {f"{kind}_{how}_f1": counts.f1 for kind, counts in parts.items()}
        if parts:
            found[f"span_{how}_f1"] = micro(judgements, how).f1
    return found


def tf_idf(training: Sequence[Case]) -> Answerer:
    """A baseline for the sentence decision: logistic regression on the words. No spans.

    Raises:
        Unavailable: If scikit-learn is not installed, or there are no training cases.
    """
    label = baselines.tf_idf(lambda case: _CAUSAL if case["causal_label"] else _OTHER)(training)
    return lambda case: Answer(label(case) == _CAUSAL, None)


def always(_training: Sequence[Case]) -> Answerer:
    """A baseline that holds every sentence to be causal, which gives the best F1 to a constant."""
    return lambda _case: Answer(causal=True, links=None)


def _sentences(document: Case) -> Iterator[Case]:
    """The sentences of a document as cases; links keep what of them lies in the sentence."""
    for _, start, text in split(document["text"]):
        end = start + len(text)
        inside = [
            {kind: _moved(spans.of(_pairs(link, kind)), start, end) for kind in _KINDS}
            for link in document["causal"]
        ]
        links = [link for link in inside if any(link.values())]
        yield {
            "id": f"{document['id']}@{start}",
            "text": text,
            "causal_label": int(bool(links)),
            "causal": links,
        }


def _pairs(link: Mapping[str, object], kind: str) -> list[list[int]]:
    """What is marked of one kind in a link: pieces of an end, an end, or a list of signals."""
    marked = link.get(f"{kind}_spans") or link.get(kind) or []
    if not isinstance(marked, list):
        raise TypeError(f"{kind} is no list")
    return [marked] if marked and isinstance(marked[0], int) else marked


def _moved(found: Spans, start: int, end: int) -> list[list[int]]:
    return [[s - start, e - start] for s, e in found if start <= s and e <= end]


def _ends(links: Sequence[Mapping[str, object]], kind: str) -> Iterator[spans.Span]:
    return (span for link in links for span in spans.of(_pairs(link, kind)))


def _decision(*, wanted: bool, proposed: bool) -> Counts:
    return Counts(int(wanted and proposed), int(proposed), int(wanted))


def _span_counts(
    text: str, kinds: Sequence[str], gold: Mapping[str, Spans], ours: Mapping[str, Spans]
) -> dict[str, dict[str, Counts]]:
    return {
        "exact": {
            k: counts_of(spans.trimmed(text, gold[k]), spans.trimmed(text, ours[k])) for k in kinds
        },
        "token": {k: spans.word_counts(text, gold[k], ours[k]) for k in kinds},
    }


def _shown(text: str, links: Mapping[str, Spans]) -> dict[str, object]:
    return {kind: [text[start:end] for start, end in links.get(kind, ())] for kind in _KINDS}


def _loss(counts: Mapping[str, Mapping[str, Counts]]) -> float:
    """A wrong decision first, then the share of words that are wrong."""
    wrong = [c.proposed + c.wanted - 2 * c.right for c in counts["sentence"].values()]
    words = list(counts.get("token", {}).values())
    total = sum(c.proposed + c.wanted for c in words)
    missed = sum(c.proposed + c.wanted - 2 * c.right for c in words)
    return sum(wrong) + (missed / total if total else 0.0)


TASK: Final = Task(
    name="causality",
    title="Causality: causal sentences; cause, effect and signal",
    files=("cnc_v2/dev.jsonl", "unicausal_altlex/dev.jsonl"),
    train=("cnc_v2/train.jsonl", "unicausal_altlex/train.jsonl"),
    cases=cases,
    answer=lambda: read,
    baselines={"tf-idf": tf_idf, "all causal": always},
    judge=judge,
    measures=measures,
    headline="sentence_f1",
    gated=(
        "sentence_f1",
        "cause_token_f1",
        "effect_token_f1",
        "signal_token_f1",
        "span_exact_f1",
    ),
)
