from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from detente.errors import CasebookError, DetenteError, InquiryError, UsageError
from detente.inquiries import (
    Closed,
    Filed,
    Found,
    Inquiries,
    Judged,
    Proposal,
    Request,
    Revised,
    Sent,
    Stamp,
)
from detente.inquiries.inquiry import Passage

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.casebook import Casebook

SENT = Sent("2020-04-06")
WORDS = Passage(0, 2, "We")
PROPOSAL = Proposal(1, WORDS, 0.9, ())


@pytest.fixture
def sent(inquiries: Inquiries, request_: Request, stamp: Stamp) -> Inquiries:
    inquiries.add(request_, stamp)
    inquiries.change("RFI-7", SENT, stamp)
    return inquiries


@pytest.fixture
def answered(sent: Inquiries, kept: Callable[..., str], stamp: Stamp) -> Inquiries:
    document = kept("We  paused it\nin May.")
    sent.change("RFI-7", Filed(document, "2020-04-22", (PROPOSAL,)), stamp)
    return sent


def code(error: pytest.ExceptionInfo[DetenteError]) -> str:
    return error.value.code


def test_a_request_gets_the_next_free_reference_of_its_year(
    inquiries: Inquiries, request_: Request, stamp: Stamp
) -> None:
    nameless = replace(request_, reference=None)
    for expected in ("RFI-2020-001", "RFI-2020-002"):
        assert inquiries.add(nameless, stamp).reference == expected
    assert [each.reference for each in inquiries.all()] == ["RFI-2020-001", "RFI-2020-002"]


def test_a_reference_is_never_given_again(
    inquiries: Inquiries, request_: Request, stamp: Stamp
) -> None:
    inquiries.add(request_, stamp)
    assert inquiries.undo("rfi-7", stamp) is None
    with pytest.raises(InquiryError) as error:
        inquiries.add(replace(request_, reference="rfi-7"), stamp)
    assert code(error) == "D503"


def test_large_and_small_letters_are_alike(sent: Inquiries) -> None:
    assert sent.one(" rfi-7").reference == "RFI-7"


def test_a_casebook_without_inquiries_has_none(inquiries: Inquiries) -> None:
    assert inquiries.all() == []
    with pytest.raises(InquiryError) as error:
        inquiries.one("RFI-7")
    assert code(error) == "D502"


def test_looking_makes_no_ledger(casebook: Casebook, inquiries: Inquiries) -> None:
    inquiries.all()
    assert not (casebook.path / "ledger.sqlite").exists()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Sent("2020-04-07"), "D504"),
        (Revised(Request("the office", ("Why?",))), "D504"),
        (Filed("sha256:00", None, ()), "D206"),
        (Judged("m1"), "D506"),
        (Found("sha256:00", 9, WORDS), "D509"),
        (Closed("May"), "D301"),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(
    sent: Inquiries, stamp: Stamp, change: Any, expected: str
) -> None:
    before = sent.history("RFI-7")
    with pytest.raises(DetenteError) as error:
        sent.change("RFI-7", change, stamp)
    assert code(error) == expected
    assert sent.history("RFI-7") == before


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Sent("2020-04-21"), "D508"),
        (Sent("2020-04-06", "2020-04-01"), "D508"),
        (Sent("April"), "D301"),
        (Closed("2020-04-06", declined=True), "D504"),
    ],
)
def test_a_draft_is_held_to_its_dates(
    inquiries: Inquiries, request_: Request, stamp: Stamp, change: Any, expected: str
) -> None:
    inquiries.add(request_, stamp)
    with pytest.raises((InquiryError, UsageError)) as error:
        inquiries.change("RFI-7", change, stamp)
    assert code(error) == expected


def test_an_answer_is_filed_once_and_not_before_it_was_asked_for(
    answered: Inquiries, kept: Callable[..., str], stamp: Stamp
) -> None:
    (answer,) = answered.one("RFI-7").answers
    again, early = Filed(answer.document, None, ()), Filed(kept("No."), "2020-04-05", ())
    for change, expected in ((again, "D504"), (early, "D508")):
        with pytest.raises(InquiryError) as error:
            answered.change("RFI-7", change, stamp)
        assert code(error) == expected


def test_a_closed_inquiry_takes_no_answer_until_that_is_undone(
    answered: Inquiries, kept: Callable[..., str], stamp: Stamp
) -> None:
    late = Filed(kept("Later."), "2020-05-02", ())
    answered.change("RFI-7", Closed("2020-05-01"), stamp)
    with pytest.raises(InquiryError) as error:
        answered.change("RFI-7", late, stamp)
    assert code(error) == "D504"
    answered.undo("RFI-7", stamp)
    assert len(answered.change("RFI-7", late, stamp).answers) == 2


def test_words_are_found_in_an_answer_whatever_their_white_space(answered: Inquiries) -> None:
    document, passage = answered.quoted("RFI-7", "paused it in\tMay")
    assert passage == Passage(4, 20, "paused it\nin May")
    assert document == answered.one("RFI-7").answers[0].document
    for words in ("resumed", " "):
        with pytest.raises(InquiryError) as error:
            answered.quoted("RFI-7", words)
        assert code(error) == "D507"


def test_the_history_keeps_who_and_when_and_what_was_undone(sent: Inquiries, stamp: Stamp) -> None:
    sent.undo("RFI-7", Stamp("2020-04-07T00:00:00+00:00", "eve"))
    told = [(each.stamp.by, each.change.kind) for each in sent.history("RFI-7")]
    assert told == [("ada", "added"), ("ada", "sent"), ("eve", "undone")]
    assert sent.one("RFI-7").sent is None


def test_the_ledger_refuses_to_change_what_was_kept(casebook: Casebook, sent: Inquiries) -> None:
    ledger = sqlite3.connect(casebook.path / "ledger.sqlite")
    for sql in ("UPDATE inquiry_changes SET by = 'eve'", "DELETE FROM inquiry_changes"):
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            ledger.execute(sql)
    ledger.close()
    assert len(sent.history("RFI-7")) == 2


def test_a_ledger_that_is_none_is_named(casebook: Casebook, inquiries: Inquiries) -> None:
    (casebook.path / "ledger.sqlite").write_text("no database, but long enough to be read" * 9)
    with pytest.raises(CasebookError) as error:
        inquiries.all()
    assert code(error) == "D207"


def test_a_casebook_that_nobody_may_write_to_is_read(
    sent: Inquiries, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def only_immutable(name: str, **how: Any) -> sqlite3.Connection:
        if "immutable" not in name:
            raise sqlite3.OperationalError("unable to open database file")
        opened: sqlite3.Connection = connect(name, **how)
        return opened

    monkeypatch.setattr(sqlite3, "connect", only_immutable)
    assert sent.one("RFI-7").sent == "2020-04-06"


def test_a_change_of_another_making_is_named(
    casebook: Casebook, sent: Inquiries, stamp: Stamp
) -> None:
    ledger = sqlite3.connect(casebook.path / "ledger.sqlite")
    with ledger:
        sql = "INSERT INTO inquiry_changes (inquiry, at, by, change) VALUES ('RFI-7', '', '', ?)"
        ledger.execute(sql, ('{"kind": "sung"}',))
    ledger.close()
    with pytest.raises(CasebookError) as error:
        sent.one("RFI-7")
    assert code(error) == "D207"


def test_searching_and_inquiries_share_the_ledger(casebook: Casebook, answered: Inquiries) -> None:
    assert [hit["snippet"] for hit in casebook.search("paused")] == ["We  [paused] it\nin May."]
    assert answered.one("RFI-7").answers


@pytest.mark.parametrize(
    "wrong",
    [
        {"office": " "},
        {"questions": ()},
        {"questions": (" \n",)},
        {"reference": "R" * 81},
    ],
)
def test_a_request_must_ask_someone_something(
    inquiries: Inquiries, request_: Request, stamp: Stamp, wrong: dict[str, Any]
) -> None:
    with pytest.raises(InquiryError) as error:
        inquiries.add(replace(request_, **wrong), stamp)
    assert code(error) == "D501"
    assert inquiries.all() == []


def test_a_request_holds_no_signs_that_a_file_cannot(
    inquiries: Inquiries, request_: Request, stamp: Stamp
) -> None:
    odd = replace(request_, questions=("Why\x1b[2J now?", "a\ud800b"))
    assert inquiries.add(odd, stamp).request.questions == ("Why\ufffd[2J now?", "a?b")
