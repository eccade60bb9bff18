"""Silver triggers are those on which the rules and a text's own label agree."""

from __future__ import annotations

import pytest

from training.examples import UNCLEAR, Example
from training.readers import read_row
from training.silver import agreed, parsed


def pair(text: str, actor: str, recipient: str, type_: str) -> list[Example]:
    args = [
        {"role": role, "start": text.index(words), "end": text.index(words) + len(words)}
        for role, words in (("Source", actor), ("Target", recipient))
    ]
    row = {"id": "one", "text": text, "events": [{"type": type_, "args": args}]}
    return list(agreed(read_row("plover_pairs", row), parsed))


def test_a_pair_becomes_a_trigger_with_its_arguments() -> None:
    (found,) = pair("French troops attacked German ships.", "French troops", "German ships",
                    "ASSAULT")  # fmt: skip
    (trigger, *others) = found.marks["trigger"]
    assert (trigger.label, found.text[trigger.start : trigger.end]) == ("ASSAULT", "attacked")
    assert {mark.label for mark in others} == {UNCLEAR}
    assert {
        (link.head, found.text[mark.start : mark.end], link.label)
        for link in found.links["argument"]
        for mark in [found.marks["argument"][link.tail]]
    } == {(0, "French troops", "actor"), (0, "German ships", "recipient")}
    assert found.source == "plover_pairs+rules"


@pytest.mark.parametrize(
    ("text", "type_"),
    [("French troops attacked German ships.", "AID"), ("French troops saw German ships.", "AID")],
)
def test_a_text_of_another_type_gives_nothing(text: str, type_: str) -> None:
    assert pair(text, "French troops", "German ships", type_) == []


def test_yielding_is_conceding_or_retreating() -> None:
    (found,) = pair("France freed two German spies.", "France", "two German spies", "YIELD")
    assert found.marks["trigger"][0].label in {"CONCEDE", "RETREAT"}


def test_a_story_has_triggers_without_arguments() -> None:
    row = {"id": "one", "text": "France attacked Italy.", "events": [{"type": "ASSAULT"}]}
    (found,) = agreed(read_row("ngec_synthetic", row), parsed)
    assert found.marks["trigger"][0].label == "ASSAULT"
    assert "argument" not in found.links
