from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.sources.alignment import join
from detente.sources.passages import Page


def test_a_passage_is_taken_in_the_characters_of_the_page() -> None:
    page = Page("Home\n\n“The U.S.\u00a0said” so.\n\nMore")

    assert join(page.pieces(['"The U.S. said" so.']))[0] == "“The U.S.\u00a0said” so."


def test_passages_are_looked_up_one_after_the_other() -> None:
    _, runs = join(Page("Talks\n\nTalks\n\nEnd").pieces(["Talks", "Talks"]))

    assert [run.origin for run in runs] == [0, 7]


def test_a_passage_that_lost_words_is_aligned_by_its_characters() -> None:
    page = Page("The coalition [1] paused its training [2] in January.")
    text, runs = join(page.pieces(["The coalition paused its training in January."]))

    assert text == "The coalition paused its training in January."
    assert "".join(page.text[run.origin : run.origin + run.length] for run in runs) == text


def test_a_passage_found_nowhere_is_kept_as_it_is() -> None:
    assert join(Page("").pieces(["Talks"])) == ("Talks", ())


def test_passages_without_a_letter_are_left_out() -> None:
    assert join(Page("a * b").pieces(["a", "*", "b"]))[0] == "a *\n\nb"


@given(st.text("ab é\u0301.“\n", max_size=60), st.lists(st.text("ab é.", max_size=12), max_size=4))
def test_runs_always_hold_the_same_characters_on_both_sides(text: str, passages: list[str]) -> None:
    page = Page(text)
    found, runs = join(page.pieces(passages))

    for run in runs:
        here = found[run.start : run.start + run.length]
        assert page.text[run.origin : run.origin + run.length] == here
