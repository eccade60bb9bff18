from __future__ import annotations

import hashlib
from dataclasses import replace

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


def test_what_a_feed_says_stands_below_what_the_file_says_and_above_its_words() -> None:
    told = Source("a", WIRE, title="Blame", published="2020-03-15", authors=("Jane Doe",))
    document = arrive(told).document
    page = (
        b"<html><head><title>On a page</title></head><body><p>Talks began today.</p></body></html>"
    )

    assert (document.title, document.published) == ("Blame", "2020-03-15")
    assert document.publisher == "Gulf Wire"
    assert document.authors == ("Jane Doe",)
    assert arrive(replace(told, data=page)).document.title == "On a page"


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://wire.example/talks", "https://wire.example/talks"),
        ("https://other.example/talks", "https://wire.example/a?from=feed"),
    ],
)
def test_a_page_that_was_fetched_speaks_for_its_own_server_only(canonical: str, url: str) -> None:
    page = (
        f'<html><head><link rel="canonical" href="{canonical}"><title>Talks</title></head>'
        "<body><article><p>The talks began in the capital on Monday.</p></article></body></html>"
    )
    fetched = Source("a page", page.encode(), url="https://wire.example/a?from=feed")

    assert arrive(fetched).document.url == url
    assert arrive(Source("a page", page.encode())).document.url == canonical
