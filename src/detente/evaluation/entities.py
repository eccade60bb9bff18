"""Entities: the names and phrases of people, organisations and places.

Each set has its own notion of what an entity is. `data/entity_types.tsv` says what our kinds are
called in each, and `_STYLES` whether a set marks names alone (CoNLL 2003: Tjong Kim Sang and
De Meulder 2003) or whole noun phrases with pronouns, the outermost (re3d) or all (GUM). Types we
have no kind for are left out of gold; re3d's spans of a confidence below one half are machine
proposals its annotators turned down, and are left out too.

What the trained heads find is put together with what the rules and the gazetteer find, as
`detente.reading.names` weighs them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from detente.evaluation import baselines, reading
from detente.evaluation.casting import cast, outermost, trimmed
from detente.evaluation.core import Counts, Judgement, Task, prf
from detente.evaluation.gold import read_lines
from detente.reading import names
from detente.reading.actors import bare_name, read_name, without_article
from detente.tables import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from detente.evaluation.core import Answerer, Case
    from detente.gazetteer import Match
    from detente.reading.entities import Cast
    from detente.reading.heads import Found

_PLAIN: Final = "conll2003"
"""How files of users and our own sentences are annotated unless they say `"set"`."""
_SURE: Final = 0.5
_OURS: Final = ("detente", "heads")
"""Whose kinds of the table are ours: those of the rules, those of the trained heads."""


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A stretch of the text and the type it was given."""

    start: int
    end: int
    type: str

    def overlap(self, other: Named) -> int:
        """How many characters two spans of one type share; 0 for spans of two types."""
        if self.type != other.type:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))


def cases(path: Path) -> list[Case]:
    """The cases of a file, each with the name of the `set` whose types it uses."""
    read = read_lines(path)
    known = {name for name, _ in _STYLES}
    for case in read:
        case.setdefault("set", path.parent.name if path.parent.name in known else _PLAIN)
    return read


def ours() -> Answerer:
    """Our answerer: the entities of a case's text, as JSON values."""
    return lambda case: _values(case["text"], _found(case))


def _found(case: Case) -> Iterable[Named]:
    _, parties = cast(case["text"], case.get("dct"))
    return dict(_STYLES)[case["set"]](parties, case)


def _names(parties: Cast, case: Case) -> Iterable[Named]:
    """Names alone."""
    scheme = case["set"]
    by_rules = [*_own_names(parties, scheme), *_known_names(parties, scheme)]
    both = [*_by_heads(case, "name"), *(names.known(n.start, n.end, n.type) for n in by_rules)]
    return _named(names.apart(both))


def _phrases(parties: Cast, case: Case) -> Iterable[Named]:
    """Whole noun phrases and pronouns, one inside another where they stand so."""
    return _named(names.nested(_mentions(parties, case)))


def _outer_phrases(parties: Cast, case: Case) -> Iterable[Named]:
    """Whole noun phrases and pronouns, none inside another, and the names known beside them."""
    mentions = names.outermost(_mentions(parties, case))
    known = (names.known(n.start, n.end, n.type) for n in _known_names(parties, case["set"]))
    beside = [k for k in known if not any(k.start < m.end and m.start < k.end for m in mentions)]
    return _named([*mentions, *beside])


def _mentions(parties: Cast, case: Case) -> Iterator[Found]:
    """Mentions of the trained heads, and phrases of the rules that the heads hold possible."""
    scheme, answers = case["set"], reading.answers(case["text"])
    kinds: dict[str, str] = {}
    for (kind, _), label in _types("heads", scheme).items():
        kinds.setdefault(label, kind)
    for each in _own_phrases(parties, scheme):
        phrase = names.known(each.start, each.end, kinds.get(each.type, "other"))
        if names.is_held(answers, "entity", phrase):
            yield phrase._replace(label=each.type)
    yield from _by_heads(case, "entity")


def _by_heads(case: Case, layer: str) -> Iterator[Found]:
    """What the trained heads find in a layer, by the types of the case's set."""
    text = case["text"]
    for found in names.whole(text, reading.answers(text).tagged(layer)):
        label = _types("heads", case["set"]).get((found.label, ""))
        if label:
            yield found._replace(label=label)


def _named(found: Iterable[Found]) -> Iterable[Named]:
    return {Named(each.start, each.end, each.label) for each in found}


def _own_names(parties: Cast, scheme: str) -> Iterator[Named]:
    """Names of people and bodies that the words themselves show to be names."""
    for mention in (m for cluster in parties.clusters.found for m in cluster.mentions):
        party = mention.reading
        if party is None or not party.named:
            continue
        if party.kind != "person" and parties.names.within(mention.start, mention.end):
            continue
        label = _types("detente", scheme).get((party.kind, ""))
        if label:
            name = (
                bare_name(mention)
                if party.kind == "person"
                else without_article(mention.sentence, mention.start, mention.end)
            )
            start = mention.start + max(0, mention.text.rfind(name))
            yield Named(start, start + len(name), label)


def _known_names(parties: Cast, scheme: str) -> Iterator[Named]:
    """Names the gazetteer knows."""
    for match in parties.names.matches:
        label = _label(scheme, read_name(match).kind, _form(match))
        if label:
            yield Named(match.start, match.end, label)


def _form(match: Match) -> str:
    """How a name names: by an "adjective", by a "seat" of government, or plainly ("")."""
    if match.entries[0].adjective:
        return "adjective"
    return "seat" if any(e.metonym for e in match.entries) else ""


def _own_phrases(parties: Cast, scheme: str) -> Iterator[Named]:
    """Noun phrases and pronouns that the rules read as parties."""
    for mention in chain.from_iterable(map(outermost, parties.clusters.found)):
        party = parties.reading(mention)
        label = party and _types("detente", scheme).get((party.kind, ""))
        if label:
            yield Named(mention.start, mention.end, label)


_STYLES: Final[tuple[tuple[str, Callable[[Cast, Case], Iterable[Named]]], ...]] = (
    ("conll2003", _names),
    ("re3d", _outer_phrases),
    ("gum", _phrases),
)


@cache
def _types(program: str, scheme: str) -> dict[tuple[str, str], str]:
    """Kind and form to a set's type."""
    table = rows("detente.evaluation", "entity_types")
    return {(r["kind"], r["form"]): r[scheme] for r in table if r["program"] == program}


def _label(scheme: str, kind: str, form: str) -> str:
    """A set's type for a kind of ours; "" if it has none."""
    known = _types("detente", scheme)
    return known.get((kind, form), known.get((kind, ""), ""))


def _values(text: str, found: Iterable[Named]) -> list[dict[str, Any]]:
    return [
        {"start": n.start, "end": n.end, "type": n.type, "text": text[n.start : n.end]}
        for n in sorted(found)
    ]


def spacy_names(_training: Sequence[Case]) -> Answerer:
    """The baseline: the name types of the small English pipeline, in the set's terms."""
    return lambda case: _values(case["text"], _pipeline_names(case))


def _pipeline_names(case: Case) -> list[Named]:
    known = _types("spacy", case["set"])
    return [
        Named(start, end, known[entity, ""])
        for start, end, entity in baselines.pipeline_names(case["text"])
        if known.get((entity, ""))
    ]


def judge(case: Case, answer: list[dict[str, Any]]) -> Judgement:
    """Compare the entities of an answer with the gold, exactly and by overlap, type by type.

    By overlap, a gold span and an answer of its type that share a character make a pair, each
    used once, the pairs that share most first.
    """
    text = case["text"]
    labels = {t for who in _OURS for t in _types(who, case["set"]).values()} - {""}
    wanted = _spans(text, (e for e in case["entities"] if e.get("confidence", 1.0) >= _SURE))
    wanted = {n for n in wanted if n.type in labels}
    got = _spans(text, answer)
    exact = _by_type(wanted, got, wanted & got)
    return Judgement(
        case=case["id"],
        text=text,
        gold=_values(text, wanted),
        ours=_values(text, got),
        counts={"exact": exact, "overlap": _by_type(wanted, got, _overlapping(wanted, got))},
        loss=float(len(wanted ^ got)),
    )


def _spans(text: str, values: Iterable[dict[str, Any]]) -> set[Named]:
    return {Named(*trimmed(text, v["start"], v["end"]), v["type"]) for v in values}


def _overlapping(wanted: set[Named], got: set[Named]) -> set[Named]:
    """The gold spans that are paired with an answer."""
    pairs = sorted((-w.overlap(g), w, g) for w in wanted for g in got if w.overlap(g))
    matched: set[Named] = set()
    used: set[Named] = set()
    for _, gold, answer in pairs:
        if gold not in matched and answer not in used:
            matched.add(gold)
            used.add(answer)
    return matched


def _by_type(wanted: set[Named], got: set[Named], right: set[Named]) -> dict[str, Counts]:
    found: defaultdict[str, Counts] = defaultdict(Counts)
    for group, one in (
        (right, Counts(right=1)),
        (got, Counts(proposed=1)),
        (wanted, Counts(wanted=1)),
    ):
        for each in group:
            found[each.type] += one
    return dict(sorted(found.items()))


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """Precision, recall and F1, exactly and by overlap."""
    return {**prf(judgements, "exact"), **prf(judgements, "overlap")}


TASK: Final = Task(
    name="entities",
    title="Entities: span and type of names (CoNLL 2003) and of phrases (re3d, GUM)",
    files=("conll2003/dev.jsonl", "re3d/dev.jsonl", "gum/dev.jsonl"),
    train=("conll2003/train.jsonl", "re3d/train.jsonl", "gum/train.jsonl"),
    cases=cases,
    answer=ours,
    baselines={"spaCy small": spacy_names},
    judge=judge,
    measures=measures,
    headline="exact_f1",
    gated=("exact_f1", "overlap_f1"),
)
