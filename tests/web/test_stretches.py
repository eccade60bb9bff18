"""A long text in stretches, on its page too."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from detente.casebook import Casebook
from detente.web.stretches import LONGEST, around
from tests.web.build import long_record

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient


@given(st.text("ab \n", max_size=200), st.integers(0, 250), st.integers(2, 40))
def test_stretches_are_the_text_and_each_holds_its_places(text: str, at: int, longest: int) -> None:
    all_ = [around(text, place, longest) for place in range(max(1, len(text)))]
    starts = sorted({each.start for each in all_})
    assert starts[0] == 0
    assert [each.end for each in all_ if each.after is None][-1] == len(text)
    for one, other in pairwise(dict.fromkeys(all_)):
        assert (one.end, one.after, other.before) == (other.start, other.start, one.start)
        assert one.end - one.start <= longest
    found = around(text, at, longest)
    assert found.start <= at
    assert at < found.end or found.after is None
    assert found.count == len(starts)


def test_a_short_text_is_one_stretch() -> None:
    assert around("a" * (LONGEST + LONGEST // 2), 3).count == 1


def test_a_stretch_ends_with_a_paragraph_if_it_can() -> None:
    assert around("aaaaaa\n\nbb cc\ndd ee ff gg", 0, 12).end == 8
    assert around("aaaabb ccccdddd" * 3, 0, 12).end == 7


def test_of_a_long_text_a_part_is_shown_with_the_records_in_it(
    asking: TestClient, book: Path
) -> None:
    record = long_record(400)
    with Casebook(book) as casebook, casebook.writer(merge=False) as writer:
        writer.add(record)
    address = f"/documents/{record.document.id[7:19]}"
    first, whole = asking.get(address).text, asking.get(f"{address}?whole=true").text
    assert "part 1 of 3" in first
    assert ('id="v1"' in first, 'id="v400"' in first) == (True, False)
    assert 'rel="next"' in first
    assert 'id="v400"' in whole
    last = asking.get(f"{address}?record=v400").text
    assert ('id="v1"' in last, 'id="v400"' in last, "part 3 of 3" in last) == (False, True, True)
    (event,) = [each for each in record.events if each.id == "v400"]
    assert f'data-start="{event.evidence[0].start}"' in last
    assert asking.get(f"{address}?at={len(record.document.text)}").text == last
    assert asking.get(f"{address}?record=nothing").text == first
