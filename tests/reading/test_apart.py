"""Events dated by how far they lie from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading.apart import told
from tests.reading.build import sentence, word

if TYPE_CHECKING:
    from tests.reading.build import Read

SIGNED = sentence(
    "He/he/PRP/nsubj/1 signed/sign/VBD/ROOT/1 it/it/PRP/dobj/1 four//CD/nummod/4 "
    "days/day/NNS/npadvmod/7 after//IN/mark/7 jets/jet/NNS/nsubj/7 struck/strike/VBD/advcl/1"
)
SHELLED = sentence(
    "A/a/DT/det/1 week/week/NN/npadvmod/2 before//IN/prep/5 talks/talk/NNS/pobj/2 "
    "they/they/PRP/nsubj/5 shelled/shell/VBD/ROOT/5 it/it/PRP/dobj/5"
)


@pytest.mark.parametrize(
    ("from_edtf", "date"),
    [("2015-11-28", "2015-11-24"), ("2015-11", None), ("2016-03-02", "2016-02-27")],
)
def test_what_a_clause_follows_lies_as_far_before(from_edtf: str, date: str | None) -> None:
    found = told(SIGNED, word(SIGNED, "struck"))
    assert found is not None
    assert (found.other.text, found.unit, found.steps) == ("signed", "day", -4)
    assert SIGNED.text[found.start : found.end] == "four days after"
    assert found.date(from_edtf) == date


def test_what_a_phrase_goes_before_lies_as_far_after() -> None:
    found = told(SHELLED, word(SHELLED, "talks"))
    assert found is not None
    assert (found.other.text, found.date("2020-03-01")) == ("shelled", "2020-03-08")


def test_the_clause_that_is_counted_from_is_not_counted_itself() -> None:
    assert told(SIGNED, word(SIGNED, "signed")) is None


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        (
            "Mali freed him on Friday, two days after rebels shelled a camp.",
            "ASSAULT",
            "2020-03-11",
        ),
        ("Iran has held them since May 3, when Oman attacked Yemen.", "ASSAULT", "2019-05-03"),
        ("A year ago today rebels attacked Homs.", "ASSAULT", "2019-03-14"),
        ("Mali freed two hostages, two days after rebels shelled a French camp.", "ASSAULT", None),
    ],
)
def test_events_are_dated_from_others(read: Read, text: str, kind: str, date: str | None) -> None:
    assert [e.date for e in read(text).events if e.type == kind] == [date]
