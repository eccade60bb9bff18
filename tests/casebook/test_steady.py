"""A writer that writes runs when told, and at no other time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.casebook.printings import Stories
from detente.casebook.runs import runs_in
from detente.sources import Source, arrive
from tests.casebook.stories import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.casebook import Casebook
    from detente.records import Document, Record


def _document(words: str) -> Document:
    return arrive(Source("a.txt", words.encode())).document


def _runs(casebook: Casebook) -> int:
    return len(runs_in(casebook.path / "runs"))


def test_a_steady_writer_writes_a_run_when_told(
    casebook: Casebook, small_record: Callable[..., Record]
) -> None:
    with casebook.writer(steady=True) as writer:
        for number in range(40):
            writer.add(small_record(f"{number} told"))
        assert _runs(casebook) == 0
        writer.flush()
        assert _runs(casebook) == 1
        writer.add(small_record("and more"))
    assert _runs(casebook) == 1


def test_events_are_merged_later_where_that_is_wanted(
    casebook: Casebook, gulf_wire: Record
) -> None:
    with casebook.writer(merge=False) as writer:
        writer.add(gulf_wire)
    assert not (casebook.path / "merged").exists()
    assert casebook.events()
    assert (casebook.path / "merged").exists()


def test_a_story_is_told_once_it_has_gone_in() -> None:
    whole, cut, other = (_document(text(part)) for part in (range(9), range(6), range(12, 20)))
    stories = Stories([whole])
    assert [stories.tells(each) for each in (cut, other, other)] == [True, False, True]


def test_a_fuller_printing_is_not_told_by_a_cut_one() -> None:
    assert not Stories([_document(text(range(6)))]).tells(_document(text(range(9))))
