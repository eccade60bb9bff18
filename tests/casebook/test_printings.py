"""What a casebook keeps of copies, and what it counts."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import verbs
from detente.casebook import Casebook, Filter
from detente.errors import SourceError
from detente.records import Event, ReaderInfo, Record, span
from detente.sources import Source, arrive
from tests.casebook.stories import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.records import Document, Problem

_WHOLE: Final = text(range(9))
_CUT: Final = text(range(6))
_OTHER: Final = text(range(12, 20))


class Clerk:
    """Reads one event out of every document, and remembers which it read."""

    info = ReaderInfo(version="1", model="clerk", seconds=0.0)

    def __init__(self, *, fails_on: str | None = None) -> None:
        self.seen: list[str] = []
        self._fails_on = fails_on

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        self.seen.append(document.text)
        if document.text == self._fails_on:
            raise SourceError("D111", "a document")
        event = Event(
            id="v1",
            type="CONSULT",
            quad_class=1,
            goldstein=1.0,
            evidence=(span(document.text, 0, 5),),
        )
        return Record(
            document=document, events=(event,), problems=tuple(problems), reader=self.info
        )


def _arrived(words: str, publisher: str = "Paper", date: str = "2020-01-02") -> verbs.Arrived:
    source = Source("story.txt", words.encode())
    return verbs.Arrived("story.txt", arrive(source, publisher=publisher, date=date))


def _read(
    casebook: Casebook, *arrived: verbs.Arrived, clerk: Clerk | None = None
) -> list[verbs.Reading | verbs.Failure]:
    with casebook.writer() as writer:
        return list(verbs.outcomes(arrived, clerk or Clerk(), writer))


def _id(words: str) -> str:
    return f"sha256:{sha256(words.encode()).hexdigest()}"


def _copies(casebook: Casebook) -> dict[str, str | None]:
    return {row["document"]: row["copy_of"] for row in casebook.documents()}


def test_a_copy_is_kept_and_not_read(casebook: Casebook) -> None:
    clerk = Clerk()
    outcomes = _read(casebook, _arrived(_WHOLE), _arrived(_CUT), _arrived(_OTHER), clerk=clerk)
    assert clerk.seen == [_WHOLE, _OTHER]
    assert [it.copy_of for it in outcomes if isinstance(it, verbs.Reading)] == [
        None,
        _id(_WHOLE),
        None,
    ]
    assert _copies(casebook) == {_id(_WHOLE): None, _id(_CUT): _id(_WHOLE), _id(_OTHER): None}
    assert {row["document"] for row in casebook.events()} == {_id(_WHOLE), _id(_OTHER)}
    (cut,) = [row for row in casebook.documents() if row["copy_of"]]
    assert (cut["events"], cut["seconds"], cut["source"]) == (0, None, "story.txt")
    assert casebook.record(_id(_CUT)).document.text == _CUT
    assert [it.raw for it in casebook.originals(casebook.record(_id(_CUT)).document)]
    assert len(casebook.search("number3")) == 2


def test_documents_are_narrowed_by_what_their_originals_tell(casebook: Casebook) -> None:
    _read(casebook, _arrived(_WHOLE), _arrived(_CUT))
    assert len(casebook.documents(Filter(type="CONSULT"))) == 2
    assert casebook.documents(Filter(type="ASSAULT")) == []


def test_the_fullest_of_what_arrives_together_is_read(casebook: Casebook) -> None:
    clerk = Clerk()
    _read(casebook, _arrived(_CUT), _arrived(_OTHER), _arrived(_WHOLE), clerk=clerk)
    assert clerk.seen == [_WHOLE, _OTHER]


def test_a_fuller_printing_that_comes_later_is_read_and_the_former_counts_no_more(
    casebook: Casebook,
) -> None:
    _read(casebook, _arrived(_CUT))
    assert [row["document"] for row in casebook.events()] == [_id(_CUT)]
    _read(casebook, _arrived(_WHOLE))
    assert _copies(casebook) == {_id(_CUT): _id(_WHOLE), _id(_WHOLE): None}
    assert [row["document"] for row in casebook.events()] == [_id(_WHOLE)]
    assert len(casebook.record(_id(_CUT)).events) == 1


def test_a_copy_is_found_again_and_not_compared_twice(casebook: Casebook) -> None:
    _read(casebook, _arrived(_WHOLE), _arrived(_CUT))
    (again,) = _read(casebook, _arrived(_CUT))
    assert isinstance(again, verbs.Reading)
    assert (again.record, again.copy_of) == (None, None)


def test_the_very_text_of_another_publisher_is_a_copy(casebook: Casebook) -> None:
    clerk = Clerk()
    _read(casebook, _arrived(_WHOLE, "Paper", "2020-01-02"), clerk=clerk)
    (later,) = _read(casebook, _arrived(_WHOLE, "Gazette", "2020-01-03"), clerk=clerk)
    assert isinstance(later, verbs.Reading)
    assert later.copy_of == _id(_WHOLE)
    _read(casebook, _arrived(_WHOLE, "Agency", "2020-01-01"), clerk=clerk)
    (row,) = casebook.documents()
    assert (row["publisher"], row["carried_by"]) == ("Agency", ["Gazette", "Paper"])
    assert len(clerk.seen) == 2
    assert len(casebook.events()) == 1
    assert casebook.query("SELECT printings FROM printings") == [{"printings": 3}]


def test_the_same_publisher_under_another_date_is_read_anew(casebook: Casebook) -> None:
    _read(casebook, _arrived(_WHOLE, date="2020-01-02"))
    _read(casebook, _arrived(_WHOLE, date="2020-01-05"))
    (row,) = casebook.documents()
    assert (row["published"], row["carried_by"]) == ("2020-01-05", [])


def test_a_story_whose_fullest_printing_cannot_be_read_is_read_in_another(
    casebook: Casebook,
) -> None:
    clerk = Clerk(fails_on=_WHOLE)
    _read(casebook, _arrived(_WHOLE), _arrived(_CUT), clerk=clerk)
    assert _copies(casebook) == {_id(_CUT): None}
    assert len(casebook.events()) == 1


def test_a_copy_left_without_its_original_is_read(casebook: Casebook) -> None:
    first, second, third = text(range(9)), text(range(3, 11)), text(range(5, 12))
    clerk = Clerk()
    late = _arrived(third, "Gazette", "2020-01-03")
    _read(casebook, _arrived(second, date="2020-01-02"), late, clerk=clerk)
    assert clerk.seen == [second]
    _read(casebook, _arrived(first, date="2020-01-01"), clerk=clerk)
    assert clerk.seen == [second, first, third]
    assert _copies(casebook) == {_id(first): None, _id(second): _id(first), _id(third): None}
    assert {row["document"] for row in casebook.events()} == {_id(first), _id(third)}
    (row,) = [row for row in casebook.documents() if row["document"] == _id(third)]
    assert (row["source"], row["publisher"]) == ("story.txt", "Gazette")


def test_documents_kept_without_a_signature_are_compared_too(casebook: Casebook) -> None:
    clerk = Clerk()
    with casebook.writer() as writer, pytest.MonkeyPatch.context() as patch:
        patch.setattr("detente.casebook.copies.packed", lambda _: None)
        writer.add(clerk.read(_arrived(_WHOLE).arrival.document))
    _read(casebook, _arrived(_CUT), clerk=clerk)
    assert _copies(casebook)[_id(_CUT)] == _id(_WHOLE)


@settings(max_examples=10)
@given(data=st.data())
def test_any_order_of_adding_at_once_or_one_by_one_gives_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    cuts = data.draw(
        st.lists(
            st.tuples(st.integers(0, 12), st.integers(5, 8), st.sampled_from(["Paper", "Gazette"])),
            min_size=2,
            max_size=5,
            unique=True,
        )
    )
    arrived = [
        _arrived(text(range(first, first + length)), publisher, f"2020-01-{1 + first:02d}")
        for first, length, publisher in cuts
    ]
    found = []
    for order in (arrived, data.draw(st.permutations(arrived))):
        with Casebook(tmp_path_factory.mktemp("casebook") / "book") as casebook:
            for some in _portions(order, at_once=data.draw(st.booleans())):
                _read(casebook, *some)
            found.append([_plain(row) for row in casebook.documents()])
            found[-1] += [{"event": row["document"]} for row in casebook.events()]
            found[-1].sort(key=str)
    assert found[0] == found[1]


def _portions(
    order: Sequence[verbs.Arrived], *, at_once: bool
) -> Iterable[Sequence[verbs.Arrived]]:
    return [order] if at_once else [[each] for each in order]


def _plain(row: dict[str, object]) -> dict[str, object]:
    shown = ("document", "copy_of", "publisher", "published", "carried_by", "events")
    return {column: row[column] for column in shown}
