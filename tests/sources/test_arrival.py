from __future__ import annotations

import hashlib

import pytest

from detente.errors import SourceError, UsageError
from detente.sources import Source, arrive

WIRE = b"Baghdad, March 14, 2020 (Gulf Wire) - U.S. officials blamed an Iran-backed militia.\r\n"


def test_text_and_bytes_are_known_by_their_hashes() -> None:
    arrival = arrive(Source("a.txt", WIRE))
    text = arrival.document.text.encode()

    assert arrival.document.id == f"sha256:{hashlib.sha256(text).hexdigest()}"
    assert arrival.raw_hash == f"sha256:{hashlib.sha256(WIRE).hexdigest()}"
    assert (arrival.raw, arrival.media_type) == (WIRE, "text/plain")
    assert arrival.document.language == "en"


def test_what_is_given_stands_above_what_is_found() -> None:
    document = arrive(
        Source("a.txt", WIRE), date="2020-05", publisher="The Herald", title="Blame"
    ).document

    assert (document.published, document.publisher, document.title) == (
        "2020-05", "The Herald", "Blame",
    )  # fmt: skip


def test_a_given_date_settles_a_dateline_without_a_year() -> None:
    wire = Source("a.txt", b"WASHINGTON, Jan 5 (Gulf Wire) - Talks began.")

    assert "no year" in arrive(wire).problems[0].what
    assert arrive(wire, date="2020-01-05").problems == ()


def test_a_text_without_a_date_says_so() -> None:
    arrival = arrive(Source("a.txt", b"Officials blamed a militia in December for an attack."))

    assert arrival.document.published is None
    assert "no date of publication" in arrival.problems[0].what


def test_a_date_that_is_not_edtf_is_refused_before_anything_is_read() -> None:
    with pytest.raises(UsageError) as caught:
        arrive(Source("a.txt", b""), date="13 May 2020")
    assert caught.value.code == "D301"


def test_an_article_in_another_language_is_refused_by_name() -> None:
    article = (
        "国防部星期三表示，驻伊拉克联军已恢复对伊拉克军队的训练，报告称紧张局势使关系复杂化。" * 5
    )
    with pytest.raises(SourceError) as caught:
        arrive(Source("article.txt", article.encode()))
    assert (caught.value.code, caught.value.subject) == ("D107", "article.txt")


def test_more_than_two_hundred_megabytes_are_refused_unread() -> None:
    with pytest.raises(SourceError) as caught:
        arrive(Source("a.pdf", bytes(200_000_001)))
    assert caught.value.code == "D108"
