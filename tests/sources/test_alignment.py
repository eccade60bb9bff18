from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.sources.alignment import Alignment, Origin, Piece, Run, join

TWO_PAGES = Alignment(
    ("Head. One two", "three."), (Run(0, 6, 7, page=1), Run(8, 0, 6, page=2))
)  # the text "One two three."


def test_a_stretch_over_a_page_break_has_an_origin_on_each_page() -> None:
    assert TWO_PAGES.origins(4, 13) == (Origin(1, 10, 13), Origin(2, 0, 5))


def test_a_character_put_in_by_cleaning_has_no_origin_and_no_page() -> None:
    assert TWO_PAGES.origins(7, 8) == ()
    assert TWO_PAGES.page(7) is None


def test_an_offset_leads_to_its_page() -> None:
    assert (TWO_PAGES.page(0), TWO_PAGES.page(8)) == (1, 2)


def test_runs_that_touch_in_the_original_are_one_origin() -> None:
    alignment = Alignment(("abcd",), (Run(0, 0, 2), Run(2, 2, 2)))

    assert alignment.origins(0, 4) == (Origin(1, 0, 4),)


def test_an_empty_text_has_no_origins() -> None:
    assert Alignment(("",), ()).origins(0, 1) == ()


@given(
    st.lists(st.tuples(st.text(max_size=4), st.booleans()), max_size=12),
    st.integers(0, 50),
    st.integers(0, 50),
)
def test_origins_hold_the_characters_that_were_carried_over(
    parts: list[tuple[str, bool]], start: int, end: int
) -> None:
    original = "".join(words for words, _ in parts)
    at, pieces = 0, []
    for words, kept in parts:
        pieces += [Piece(words, at)] if kept else [Piece("*" * len(words))]
        at += len(words)
    text, runs = join(pieces)
    found = Alignment((original,), runs).origins(start, end)
    wanted = text[start:end].replace("*", "")

    assert "".join(original[each.start : each.end] for each in found).replace("*", "") == wanted
