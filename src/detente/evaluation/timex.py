"""Time expressions: found, typed and given a value, counted as TempEval-3 counts them.

Each gold expression is paired with at most one of ours that overlaps it, the one that overlaps
most (UzZaman et al. 2013). Strict: paired, and the same extent. Relaxed: paired. Type and value:
paired and the same attribute. All four are divided by what we propose (precision) and by what the
gold wants (recall), so an attribute counts for nothing where the expression was not found. Values
are compared as strings; `timex_values` says how ours come to be in the notation of TIMEX3, and
where they cannot.

The publication date is given, as in TempEval-3. Rows by type: a pair counts for its gold type, a
proposal without a pair for its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from detente import dates
from detente.evaluation.core import Case, Counts, Judgement, Task, Unavailable, prf
from detente.evaluation.gold import read_lines
from detente.evaluation.timex_values import timex
from detente.reading import times
from detente.reading.sentences import split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from detente.evaluation.core import Answerer

_DAY: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_MEASURES: Final = ("strict", "relaxed", "type", "value")


class Timex(NamedTuple):
    """An expression of time in the notation of TIMEX3."""

    start: int
    end: int
    type: str
    value: str


Pair = tuple[Timex, Timex]


def read(case: Case) -> list[Timex]:
    """The time expressions that detente reads in the text of a case."""
    text = case["text"]
    sentences = [(start, start + len(words)) for _, start, words in split(text)]
    return [
        Timex(t.start, t.end, *timex(t.type, t.edtf, text[t.start : t.end]))
        for t in times.find(text, published(case), sentences)
    ]


def published(case: Case) -> str | None:
    """The publication date of a case as EDTF, without its time of day; None if there is none."""
    match = _DAY.match(case.get("dct") or "")
    return match.group() if match else None


def judge(case: Case, answer: Sequence[Timex]) -> Judgement:
    """The expressions of a text against the gold's."""
    gold = [Timex(t["start"], t["end"], t["type"], t["value"]) for t in case["timexes"]]
    pairs = list(paired(gold, answer))
    right: dict[str, Callable[[Pair], bool]] = {
        "strict": lambda pair: pair[0][:2] == pair[1][:2],
        "relaxed": lambda _pair: True,
        "type": lambda pair: pair[0].type == pair[1].type,
        "value": lambda pair: pair[0].value == pair[1].value,
    }
    counts = {name: _counts(gold, answer, pairs, right[name]) for name in _MEASURES}
    values = sum(map(right["value"], pairs))
    return Judgement(
        case=case["id"],
        text=case["text"],
        gold=[_shown(case["text"], t) for t in gold],
        ours=[_shown(case["text"], t) for t in answer],
        counts=counts,
        loss=len(gold) + len(answer) - 2.0 * values,
    )


def paired(gold: Iterable[Timex], ours: Sequence[Timex]) -> Iterator[Pair]:
    """Each gold expression with the one of ours that overlaps it most, each used once."""
    used: set[int] = set()
    for wanted in gold:
        shared = {n: _shared(wanted, t) for n, t in enumerate(ours) if n not in used}
        best = max(shared, key=lambda n: shared[n], default=-1)
        if best >= 0 and shared[best] > 0:
            used.add(best)
            yield wanted, ours[best]


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """Precision, recall and F1 of each way to be right."""
    return {key: value for name in _MEASURES for key, value in prf(judgements, name).items()}


def dateparser_search(_training: Sequence[Case]) -> Answerer:
    """The search of dateparser, English, counted from the publication date.

    It gives moments; the period that its parser says they stand for makes them days, months or
    years. All are taken for dates.

    Raises:
        Unavailable: If dateparser is not installed.
    """
    try:
        search: Any = import_module("dateparser.search").search_dates
        parser: Any = import_module("dateparser.date").DateDataParser
    except ImportError as error:
        raise Unavailable("needs dateparser") from error

    def find(case: Case) -> list[Timex]:
        settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
        day = published(case)
        if day:
            base = dates.bounds(day)[0]
            settings["RELATIVE_BASE"] = import_module("datetime").datetime(*base.timetuple()[:3])
        parse = parser(languages=["en"], settings=settings).get_date_data
        found = search(case["text"], languages=["en"], settings=settings) or []
        periods = [(words, moment, parse(words).period) for words, moment in found]
        return list(_placed(case["text"], periods))

    return find


_SHAPES: Final = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V"}


def _placed(text: str, found: Iterable[tuple[str, Any, str | None]]) -> Iterator[Timex]:
    """The expressions found, each at its next place in the text."""
    at = 0
    for words, moment, period in found:
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            shape = _SHAPES.get(period or "day", "%Y-%m-%d")
            yield Timex(start, at, "DATE", moment.strftime(shape))


def _shared(one: Timex, other: Timex) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _counts(
    gold: Sequence[Timex],
    ours: Sequence[Timex],
    pairs: Sequence[Pair],
    is_right: Callable[[Pair], bool],
) -> dict[str, Counts]:
    """Counts by type: of a pair the gold's, of a proposal without a pair its own."""
    types = {t: wanted.type for wanted, t in pairs}
    found: defaultdict[str, Counts] = defaultdict(Counts)
    for wanted in gold:
        found[wanted.type] += Counts(wanted=1)
    for proposed in ours:
        found[types.get(proposed, proposed.type)] += Counts(proposed=1)
    for pair in pairs:
        found[pair[0].type] += Counts(right=int(is_right(pair)))
    return dict(found)


def _shown(text: str, found: Timex) -> list[str]:
    return [text[found.start : found.end], found.type, found.value]


TASK: Final = Task(
    name="timex",
    title="Time expressions: extent, type and value",
    files=("tempeval3/dev.jsonl",),
    train=("tempeval3/train.jsonl",),
    cases=read_lines,
    answer=lambda: read,
    baselines={"dateparser": dateparser_search},
    judge=judge,
    measures=measures,
    headline="value_f1",
    gated=("strict_f1", "relaxed_f1", "type_f1", "value_f1"),
)
