from __future__ import annotations

import pytest

from detente.reading.heads import default_model
from detente.reading.pairing import between, weighed

_TEXT = "Norway sent a field hospital to Chad."


def test_a_type_that_the_rules_read_becomes_likelier() -> None:
    odds = {"AID": 0.3, "ASSAULT": 0.2, "AGREE": 0.5}
    assert max(found := weighed(odds, "AID"), key=lambda name: found[name]) == "AID"
    assert sum(found.values()) == pytest.approx(1.0)


def test_what_the_rules_did_not_read_changes_nothing() -> None:
    odds = {"AID": 0.4, "AGREE": 0.6}
    assert weighed(odds, None) == pytest.approx(odds)


def test_every_type_has_a_probability() -> None:
    answers = default_model().read(_TEXT, [(0, len(_TEXT))])
    found = between(answers, (0, 6), (32, 36), (0, len(_TEXT)))
    assert len(found) == 16
    assert sum(found.values()) == pytest.approx(1.0, abs=1e-5)
