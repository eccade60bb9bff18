from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from detente.casebook import Filter
from detente.errors import DetenteError
from detente.export.frames import write_table
from detente.inquiries import Filed, Inquiries, Request, Sent, Stamp, chained, file_answer
from detente.inquiries.chains import claims_of
from detente.sources import Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from detente.casebook import Casebook

LETTER = (
    "Office of Regional Policy\n\nApril 22, 2020\n\nDear colleagues,\n\n"
    "Question 1: When and why was training paused?\n\nWe paused it on January 5.\n"
)


@pytest.fixture
def sent(inquiries: Inquiries, request_: Request, stamp: Stamp) -> Inquiries:
    inquiries.add(request_, stamp)
    inquiries.change("RFI-7", Sent("2020-04-06"), stamp)
    return inquiries


def links(row: dict[str, Any], key: str = "text") -> list[str]:
    return [link[key] for link in row["chain"]]


def test_an_answer_is_read_kept_and_matched(
    casebook: Casebook, sent: Inquiries, stamp: Stamp, reader: Any
) -> None:
    filed = file_answer(casebook, "rfi-7", Source("a.txt", LETTER.encode()), stamp, reader=reader)
    (answer,) = filed.answers
    assert answer.on == "2020-04-22"
    assert casebook.record(answer.document).document.text == LETTER
    assert [(match.question, match.standing) for match in filed.matches] == [(1, "proposed")]


@pytest.mark.parametrize(
    ("text", "date", "code"),
    [
        ("The weather was fine all week and nobody came to the fair.", None, "D505"),
        (LETTER, "2020-04-05", "D508"),
        ("", None, "D102"),
        (LETTER, "May", "D301"),
    ],
)
def test_what_is_refused_is_neither_kept_nor_filed(
    casebook: Casebook, sent: Inquiries, stamp: Stamp, text: str, date: str | None, code: str
) -> None:
    source = Source("a.txt", text.encode())
    with pytest.raises(DetenteError) as error:
        file_answer(casebook, "RFI-7", source, stamp, date=date)
    assert error.value.code == code
    assert casebook.documents() == []
    assert sent.one("RFI-7").answers == ()


def test_an_answer_that_matches_nothing_is_filed_if_one_insists(
    casebook: Casebook, sent: Inquiries, stamp: Stamp, reader: Any
) -> None:
    source = Source("a.txt", b"The weather was fine all week and nobody came to the fair.")
    filed = file_answer(casebook, "RFI-7", source, stamp, reader=reader, unmatched=True)
    assert len(filed.answers) == 1
    assert filed.matches == ()


def test_the_answer_stands_in_the_chains_of_its_claims(
    casebook: Casebook, sent: Inquiries, reader: Any, kept: Callable[..., str], tmp_path: Path
) -> None:
    stamp = Stamp("2020-04-23T09:00:00+00:00", "ada")
    other = kept("We know nothing of it.", publisher="Gulf Wire")
    filed = file_answer(casebook, "RFI-7", Source("a", LETTER.encode()), stamp, reader=reader)
    stored = {row["document"]: row for row in casebook.claims()}
    shown = {row["document"]: row for row in chained(casebook, casebook.claims())}
    answer = filed.answers[0].document
    assert shown[other] == stored[other]
    assert links(stored[answer]) == ["We"]
    assert links(shown[answer]) == [
        "Office of Oversight",
        "answer of 2020-04-22 to question 1",
        "We",
    ]
    assert links(shown[answer], "name")[-1] == "Office of Regional Policy"
    (claim,) = claims_of(casebook, filed)
    assert claim.items() <= shown[answer].items()
    write_table(casebook, Filter(), tmp_path / "claims.jsonl", "claims", "jsonl")
    exported = map(json.loads, (tmp_path / "claims.jsonl").read_text().splitlines())
    assert {row["document"]: row["chain"] for row in exported} == {
        document: row["chain"] for document, row in shown.items()
    }
    assert [party.text for party in casebook.record(answer).claims[0].chain] == ["We"]


@pytest.mark.parametrize(
    ("publisher", "head"),
    [("Gulf Wire", "Gulf Wire"), ("Office of Regional Policy", "Office of Oversight")],
)
def test_who_publishes_an_answer(
    casebook: Casebook, sent: Inquiries, kept: Callable[..., str], publisher: str, head: str
) -> None:
    document = kept("Dear all, experts tell us that we know it.", publisher=publisher)
    filed = Filed(document, "2020-04-22", ())
    sent.change("RFI-7", filed, Stamp("2020-04-23T09:00:00+00:00", "ada"))
    (row,) = chained(casebook, casebook.claims())
    assert links(row) == [head, "answer of 2020-04-22", "we"]
