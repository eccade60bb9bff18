"""Sentences of development files stay out of training; a cut example keeps what it should."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from training.cutting import cut
from training.examples import Example, Link, Mark
from training.leaks import without_leaks
from training.readers.drafts import sentences_of

FIRST = "The harbour froze over in the first week of the year."
SECOND = "Ships from the north had to wait outside for nine days."
THIRD = "Nobody had seen that happen in more than forty years."


def example(text: str, **labels: str) -> Example:
    return Example("one", "plover", text, labels=labels, sentences=sentences_of(text))


def texts(train: list[Example], *dev: str) -> list[str]:
    return [each.text for each in without_leaks(train, [example(text) for text in dev])]


def test_a_text_without_leaks_is_kept_as_it_is() -> None:
    one = example(f"{FIRST} {SECOND}")
    assert list(without_leaks([one], [example(THIRD)])) == [one]


def test_a_leaking_sentence_is_cut_out() -> None:
    assert texts([example(f"{FIRST} {SECOND} {THIRD}")], SECOND) == [FIRST, THIRD]


def test_a_sentence_leaks_whatever_its_case_and_spacing() -> None:
    assert texts([example(FIRST)], f"{THIRD} {FIRST.upper().replace('.', ' .')}") == []


def test_a_text_with_a_label_is_left_out_whole() -> None:
    assert texts([example(f"{FIRST} {SECOND}", quad="1")], SECOND) == []


def test_short_sentences_never_leak() -> None:
    assert texts([example("He said so.")], "He said so.") == ["He said so."]


def test_a_cut_moves_marks_links_and_values() -> None:
    whole = Example(
        "one",
        "polnear",
        "Hm. Ann said it rained.",
        marks={
            "attribution": (
                Mark(0, 2, "content"),
                Mark(4, 7, "source"),
                Mark(8, 12, "cue"),
                Mark(13, 22, "content"),
            )
        },
        links={"attribution": (Link(2, 0, "content"), Link(2, 1, "source"), Link(2, 3, "content"))},
        values={"factuality": ((0, 2, 1.0), (16, 22, 3.0))},
        sentences=((0, 3), (4, 23)),
    )
    part = cut(whole, 4, 23)
    assert part.text == "Ann said it rained."
    assert part.marks["attribution"] == (
        Mark(0, 3, "source"), Mark(4, 8, "cue"), Mark(9, 18, "content")
    )  # fmt: skip
    assert part.links["attribution"] == (Link(1, 0, "source"), Link(1, 2, "content"))
    assert part.values == {"factuality": ((12, 18, 3.0),)}
    assert part.sentences == ((0, 19),)


@given(st.data())
def test_a_cut_mark_covers_what_it_covered_before(data: st.DataObject) -> None:
    text = data.draw(st.text(min_size=1, max_size=40))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(
        lambda s: s[0] < s[1]
    )
    marks = tuple(Mark(a, b, str(i)) for i, (a, b) in enumerate(data.draw(st.lists(spans))))
    start, end = data.draw(spans)
    part = cut(Example("one", "gum", text, marks={"coreference": marks}), start, end)
    for mark in part.marks["coreference"]:
        before = marks[int(mark.label)]
        wanted = text[max(before.start, start) : min(before.end, end)]
        assert part.text[mark.start : mark.end] == wanted != ""
