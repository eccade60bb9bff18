from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from detente.casebook.copies import signature
from detente.casebook.originals import Copyable, Originals
from tests.casebook.stories import text


def _copyable(name: str, words: str, day: int | None = 1, publisher: str = "Paper") -> Copyable:
    published = None if day is None else dt.date(2020, 1, 1) + dt.timedelta(days=day)
    return Copyable(name, len(words), published, publisher, "Wire")


def _placed(texts: dict[str, str], days: dict[str, int] | None = None) -> Originals:
    made = Originals(texts.__getitem__)
    for name, words in texts.items():
        made.place(_copyable(name, words, (days or {}).get(name, 1)), signature(words))
    return made


@st.composite
def printings(draw: st.DrawFn) -> dict[str, tuple[str, int]]:
    """Cuts of one long story and chains that run from it into others, each with a day."""
    texts = {}
    for name in "abcdefg"[: draw(st.integers(2, 7))]:
        first = draw(st.integers(0, 16))
        length = draw(st.integers(4, 8))
        texts[name] = (text(range(first, first + length)), draw(st.sampled_from([0, 1, 20, 45])))
    return texts


@given(data=st.data(), made=printings())
def test_what_copies_what_does_not_depend_on_the_order_of_arrival(
    data: st.DataObject, made: dict[str, tuple[str, int]]
) -> None:
    found = []
    for order in (sorted(made), data.draw(st.permutations(sorted(made)))):
        texts = {name: made[name][0] for name in order}
        placed = _placed(texts, {name: made[name][1] for name in order})
        found.append({name: placed.of(name) for name in sorted(texts)})
    assert found[0] == found[1]


@given(data=st.data(), made=printings())
def test_no_copy_is_copied(data: st.DataObject, made: dict[str, tuple[str, int]]) -> None:
    order = data.draw(st.permutations(sorted(made)))
    placed = _placed({name: made[name][0] for name in order})
    originals = {placed.of(name) for name in made} - {None}
    assert all(placed.of(name) is None for name in originals if name)


@given(data=st.data(), made=printings())
def test_what_has_moved_is_settled_as_if_it_had_come_so(
    data: st.DataObject, made: dict[str, tuple[str, int]]
) -> None:
    texts = {name: words for name, (words, _) in made.items()}
    days = {name: day for name, (_, day) in made.items()}
    moved = data.draw(st.sampled_from(sorted(made)))
    placed = _placed(texts, days)
    days[moved] = data.draw(st.sampled_from([0, 30, 60]))
    placed.place(_copyable(moved, texts[moved], days[moved]), signature(texts[moved]))
    fresh = _placed(texts, days)
    assert {name: placed.of(name) for name in texts} == {name: fresh.of(name) for name in texts}


def test_the_fullest_printing_is_the_original_whenever_it_comes() -> None:
    cut, whole = text(range(6)), text(range(9))
    placed = Originals({"cut": cut, "whole": whole}.__getitem__)
    assert placed.place(_copyable("cut", cut), signature(cut)) == {"cut"}
    assert placed.place(_copyable("whole", whole), signature(whole)) == {"cut", "whole"}
    assert (placed.of("cut"), placed.of("whole")) == ("whole", None)


def test_of_two_as_full_the_agency_goes_first_then_the_earlier() -> None:
    story = text(range(6))
    paper, other = story + " Subscribe!", story + " Sign up!"
    placed = Originals({"a": paper, "b": other, "wire": story}.__getitem__)
    placed.place(_copyable("a", paper, day=2), signature(paper))
    placed.place(_copyable("b", other, day=1), signature(other))
    assert placed.of("a") == "b"
    placed.place(_copyable("wire", story, day=3, publisher="Wire"), signature(story))
    assert (placed.of("a"), placed.of("b")) == ("wire", "wire")


def test_a_chain_does_not_join_its_ends() -> None:
    placed = _placed({"a": text(range(9)), "b": text(range(3, 11)), "c": text(range(5, 12))})
    assert placed.of("b") == "a"
    assert placed.of("c") is None


def test_a_copy_that_loses_its_original_stands_for_itself() -> None:
    texts = {"a": text(range(9)), "b": text(range(3, 11)), "c": text(range(5, 12))}
    placed = Originals(texts.__getitem__)
    for name in ("b", "c"):
        placed.place(_copyable(name, texts[name]), signature(texts[name]))
    assert placed.of("c") == "b"
    changed = placed.place(_copyable("a", texts["a"]), signature(texts["a"]))
    assert changed == {"a", "b", "c"}
    assert (placed.of("b"), placed.of("c")) == ("a", None)


def test_the_same_words_a_season_later_are_no_copy() -> None:
    story = text(range(6))
    placed = _placed({"a": story, "b": story + " Again."}, {"a": 0, "b": 90})
    assert (placed.of("a"), placed.of("b")) == (None, None)


def test_a_new_document_is_compared_without_being_taken_in() -> None:
    texts = {"whole": text(range(9)), "cut": text(range(6)), "other": text(range(12, 20))}
    placed = Originals(texts.__getitem__)
    placed.place(_copyable("whole", texts["whole"]), signature(texts["whole"]))
    for name, original in (("cut", "whole"), ("other", None)):
        assert placed.of_new(_copyable(name, texts[name]), signature(texts[name])) == original
        assert name not in placed
