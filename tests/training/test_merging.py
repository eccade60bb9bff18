"""Annotations of one text in several sets become one example, where they do not contradict."""

from __future__ import annotations

from training.examples import Example, Mark
from training.merging import merged

TEXT = "Rain fell."


def example(source: str, text: str = TEXT, **layers: tuple[Mark, ...]) -> Example:
    return Example(source, source, text, marks=layers)


def test_layers_of_one_text_are_read_together() -> None:
    (found,) = merged([example("gum", entity=()), example("gum_rst", attribution=())])
    assert set(found.marks) == {"entity", "attribution"}
    assert (found.id, found.source) == ("gum", "gum")


def test_a_layer_that_is_told_in_two_ways_stays_apart() -> None:
    other = (Mark(0, 4, "person"),)
    found = merged([example("one", entity=()), example("two", entity=other)])
    assert [each.marks["entity"] for each in found] == [(), other]


def test_a_layer_that_is_told_twice_alike_is_kept_once() -> None:
    assert len(merged([example("one", entity=()), example("two", entity=())])) == 1


def test_labels_and_values_are_joined_too() -> None:
    one = Example("one", "plover", TEXT, labels={"quad": "1"})
    other = Example("two", "fact_uw", TEXT, values={"factuality": ((5, 9, 3.0),)})
    (found,) = merged([one, other])
    assert (found.labels, found.values) == ({"quad": "1"}, {"factuality": ((5, 9, 3.0),)})


def test_other_texts_are_left_alone_and_in_their_order() -> None:
    texts = ["b", "a", "c"]
    assert [e.text for e in merged(example(t, t, entity=()) for t in texts)] == texts
