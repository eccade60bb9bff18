"""The gate on our own sentences: it holds as things are, and a bug in any part of reading trips it.

Each bug is put into one function of reading, as a slip of the pen would put it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from detente.casebook import likeness, merge_pairs
from detente.casebook.likeness import Likeness
from detente.evaluation import casting, floors, merging, reading, registry, runs
from detente.evaluation.gold import sets
from detente.reading import (
    actors,
    casualties,
    causes,
    certainty,
    changes,
    claims,
    confidence,
    coreference,
    entities,
    events,
    identity,
    pairing,
    parser,
    places,
    quotes,
    status,
    times,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Break = Callable[..., Any]

pytestmark = pytest.mark.slow

_EVALUATION: Final = Path(__file__).parents[2] / "evaluation"


_CACHES: Final = (
    reading.record.cache_clear,
    casting.cast.cache_clear,
    merging.merged.cache_clear,
)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """What was read before a bug must not be served after it, nor the other way round."""
    for forget in _CACHES:
        forget()
    yield
    for forget in _CACHES:
        forget()


def _broken(*names: str) -> list[str]:
    """What the gate finds wrong with tasks on our own sentences."""
    plan = runs.Plan(gold=None, own=_EVALUATION / "own", baselines=False, intervals=False)
    known = floors.read(_EVALUATION / "floors.toml")
    ours = {key: f for key, f in known.floors.items() if key[1].startswith("own/")}
    found: list[floors.Finding] = []
    for name in names:
        files = sets(registry.task(name), plan.gold, plan.own)
        scores = list(runs.of_task(registry.task(name), files, plan))
        digests = floors.digests(scores, {(name, file): path for file, path in files.items()})
        found += floors.check(floors.Floors(known.gold, ours), scores, digests, [name])
    return [finding.text for finding in found if not finding.holds]


def _shifted(find: Break) -> Break:
    """Tokens one place to the right."""
    return lambda *args: [
        replace(token, start=token.start + 1, end=token.end + 1) for token in find(*args)
    ]


def _exchanged(find: Break) -> Break:
    """Actors for recipients."""
    return lambda *args: [
        replace(each, actors=each.recipients, recipients=each.actors) for each in find(*args)
    ]


def _crossed(find: Break) -> Break:
    """Causes for effects."""
    return lambda *args: [
        replace(each, cause=each.effect, effect=each.cause) for each in find(*args)
    ]


def _a_day_later(find: Break) -> Break:
    """Times that name a day, a day late."""
    return lambda *args: [replace(time, edtf=_next(time.edtf)) for time in find(*args)]


def _next(edtf: str | None) -> str | None:
    try:
        return str(dt.date.fromisoformat(edtf or "") + dt.timedelta(days=1))
    except ValueError:
        return edtf


def _of_nobody(find: Break) -> Break:
    """Claims without who makes them."""
    return lambda *args: [replace(each, source=None, source_head=None) for each in find(*args)]


def _abroad(read: Break) -> Break:
    """Everybody from the wrong country."""
    return lambda *args: replace(read(*args), country="ATA")


def _all_people(read: Break) -> Break:
    """Every name a person's."""
    return lambda *args: replace(read(*args), kind="person")


def _always(value: object) -> Break:
    return lambda _right: lambda *_args: value


def _alone(_right: Break) -> Break:
    """Every report an event of its own."""
    return lambda reports, _cast: [[report] for report in reports]


def _elsewhere(read: Break) -> Break:
    """Places on the other side of the world."""

    def moved(*args: object) -> Any:
        found = read(*args)
        if found is None or found.latitude is None:
            return found
        return found.model_copy(update={"latitude": -found.latitude, "country": "ATA"})

    return moved


_BUGS: Final[dict[str, tuple[str, object, str, Break]]] = {
    "offsets shifted": ("sides", parser, "_tokens", _shifted),
    "actor and recipient exchanged": ("sides", events, "find", _exchanged),
    "countries exchanged with their sides": ("events", events, "find", _exchanged),
    "verbs and nouns not known": ("events", events, "triggers", _always(())),
    "negation dropped": ("events", events, "status_of", _always("occurred")),
    "wrong country": ("events", actors, "of_entry", _abroad),
    "types between sides not read": ("pairs", pairing, "weighed", _always({"AID": 1.0})),
    "classes not read": ("pentaclass", events, "triggers", _always(())),
    "words of events not known": ("triggers", events, "triggers", _always(())),
    "who says so dropped": ("attribution", claims, "find", _of_nobody),
    "quotation marks not seen": ("attribution", quotes, "_doubles", _always(())),
    "dates off by one": ("timex", times, "find", _a_day_later),
    "negation of a fact dropped": ("factuality", status, "_own", _always("occurred")),
    "cause and effect exchanged": ("causality", causes, "find", _crossed),
    "estimative words not seen": ("certainty", certainty, "find", _always([])),
    "names of the wrong kind": ("entities", actors, "of_entry", _all_people),
    "phrases never point back": ("coreference", coreference, "_is_anaphoric", _always(False)),  # noqa: FBT003 - what the bug returns
    "words never tell one deed": ("ecbplus", likeness, "kindred", _always(False)),  # noqa: FBT003 - what the bug returns
    "reports are never joined": ("merging", merge_pairs, "likeness", _always(Likeness(0.0))),
    "places moved": ("toponyms", places.Atlas, "_named", _elsewhere),
    "casualties not counted": ("facts", casualties, "find", _always([])),
    "changes of relations not seen": ("facts", changes, "find", _always([])),
    "one event told twice is two": ("facts", identity, "group", _alone),
    "sure of nothing": ("confidence", confidence, "probability", _always(0.01)),
    "parties never stand together": ("facts", entities, "_is_actor", _always(False)),  # noqa: FBT003 - what the bug returns
}
"""A bug: the task that must notice, where it is put, and how it breaks what was right."""


@pytest.mark.parametrize("name", registry.NAMES)
def test_the_gate_holds_on_our_own_sentences(name: str) -> None:
    assert _broken(name) == []


@pytest.mark.parametrize("name", registry.NAMES)
def test_every_task_has_floors_on_our_own_sentences(name: str) -> None:
    known = floors.read(_EVALUATION / "floors.toml")
    assert any(key[:2] == (name, f"own/{name}.jsonl") for key in known.floors)
    assert f"own/{name}.jsonl" in known.gold


@pytest.mark.parametrize("bug", _BUGS)
def test_a_bug_in_any_part_of_reading_trips_the_gate(
    bug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    task, where, function, broken = _BUGS[bug]
    monkeypatch.setattr(where, function, broken(getattr(where, function)))
    assert _broken(task)


def test_every_task_has_a_bug_that_it_must_notice() -> None:
    assert {task for task, *_ in _BUGS.values()} == set(registry.NAMES)
