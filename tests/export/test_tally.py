from __future__ import annotations

from collections import Counter

from detente.export import Tally


def test_what_was_left_out_and_lost_is_told_in_one_line() -> None:
    tally = Tally(written=1312, left_out=Counter(denied=21, planned=20))
    tally.lost.update({"a day": 3, "further sides": 0})
    assert str(tally) == (
        "1,312 events, 41 left out: denied 21, planned 20, of these 3 without a day"
    )


def test_one_is_one() -> None:
    assert str(Tally("row", written=1)) == "1 row"
