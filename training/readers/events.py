"""Sets with triggers of events and their arguments: RAMS, WikiEvents, GENEVA, CrudeOilNews.

RAMS has one event a text, CrudeOilNews only what moves the price of oil: elsewhere in their texts
nothing is known. WikiEvents and GENEVA are annotated throughout, for their own lists of types.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from detente.evaluation.mapping import plover_type, role
from training.examples import OTHER, UNCLEAR
from training.mapping import kind
from training.readers.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.evaluation.core import Case
    from training.examples import Example


def rams(row: Case) -> Iterator[Example]:
    """News: a trigger a text."""
    yield _partly("rams", row)


def crudeoilnews(row: Case) -> Iterator[Example]:
    """News on oil: embargoes, unrest, tension; movements of prices."""
    yield _partly("crudeoilnews", row)


def geneva(row: Case) -> Iterator[Example]:
    """Sentences of many kinds with frames."""
    yield _events("geneva", row).finish()


def wikievents(row: Case) -> Iterator[Example]:
    """Reports on attacks and trials; entities in the development part only."""
    draft = _events("wikievents", row)
    for entity in row.get("entities", ()):
        draft.mark_given("entity", entity, kind("wikievents", entity["type"]))
    yield draft.finish()


def _partly(source: str, row: Case) -> Example:
    draft = _events(source, row)
    draft.blank_rest("trigger")
    return draft.finish()


def _events(source: str, row: Case) -> Draft:
    """The triggers of a line with their arguments."""
    draft = Draft(source, row, "trigger", "argument")
    for (start, end), events in _by_trigger(row["events"]).items():
        words = draft.text[start:end]
        label = _clearest({plover_type(source, event["type"], words) for event in events})
        head = draft.mark("trigger", start, end, label)
        if head is not None:
            for event in events:
                _arguments(draft, source, event, head)
    return draft


def _by_trigger(events: Iterable[Case]) -> dict[tuple[int, int], list[Case]]:
    """The events that have a trigger, by where it stands."""
    found = defaultdict(list)
    for event in events:
        if trigger := event["trigger"]:
            found[trigger["start"], trigger["end"]].append(event)
    return found


def _clearest(labels: set[str]) -> str:
    """Of what one trigger is said to be, the one to keep: a type of PLOVER, if any."""
    return min(labels, key=lambda label: ((label == OTHER) * 2 + (label == UNCLEAR), label))


def _arguments(draft: Draft, source: str, event: Case, head: int) -> None:
    for arg in event["args"]:
        ours = role(source, event["type"], arg["role"])
        if ours != UNCLEAR:
            tail = draft.mark_given("argument", arg, "span")
            draft.link("argument", [head], [] if tail is None else [tail], ours)
