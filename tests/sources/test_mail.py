from __future__ import annotations

from email.message import EmailMessage

import pytest

from detente.errors import SourceError
from detente.sources import Arrival, Source, arrive

BODY = "The U.S.\u00a0military said “so”.\n\nSupport resumed in part.\n"


def message(sender: str = "Jane Doe <jane@gulfwire.example>") -> EmailMessage:
    made = EmailMessage()
    made["From"] = sender
    made["To"] = "list@reader.example"
    made["Date"] = "Wed, 13 May 2020 23:30:00 -0400"
    made["Subject"] = "Talks resume, “envoys” say"
    return made


def read(made: EmailMessage | bytes) -> Arrival:
    return arrive(Source("a.eml", made if isinstance(made, bytes) else made.as_bytes()))


def test_the_plain_part_is_the_text_and_the_headers_say_the_rest() -> None:
    made = message()
    made.set_content(BODY)
    made.add_alternative("<p>Another version of the same message.</p>", subtype="html")
    document = read(made).document

    assert document.text == BODY
    assert document.title == "Talks resume, “envoys” say"
    assert document.published == "2020-05-13"
    assert (document.publisher, document.authors) == ("gulfwire.example", ("Jane Doe",))


@pytest.mark.parametrize(
    ("sender", "publisher", "authors"),
    [
        ("Gulf Wire <news@gulfwire.example>", "Gulf Wire", ()),
        ("press@gulfwire.example", "gulfwire.example", ()),
        ("jane@gulfwire.example", "gulfwire.example", ()),
        ("<", None, ()),
    ],
)
def test_an_office_that_sends_is_the_publisher(
    sender: str, publisher: str | None, authors: tuple[str, ...]
) -> None:
    data = f"From: {sender}\r\nDate: x\r\nSubject: Talks\r\n\r\n{BODY}".encode()
    document = read(data).document

    assert (document.publisher, document.authors) == (publisher, authors)
    assert document.published is None


def test_a_message_with_only_an_html_part_is_read_as_a_page() -> None:
    made = message()
    made.set_content(
        "<p>The coalition said <b>it</b> had resumed its training.</p>", subtype="html"
    )
    arrival = read(made)

    assert arrival.document.text == "The coalition said it had resumed its training."
    assert arrival.media_type == "message/rfc822"


def test_an_attachment_is_named_and_not_read() -> None:
    made = message()
    made.set_content(BODY)
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="report.pdf")
    arrival = read(made)

    assert arrival.document.text == BODY
    assert arrival.problems[-1].what == "the attachment report.pdf was not read"


def test_a_message_without_words_of_its_own_is_empty() -> None:
    made = message()
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="report.pdf")
    with pytest.raises(SourceError) as caught:
        read(made)
    assert caught.value.code == "D102"


@pytest.mark.parametrize(
    "head",
    [
        "From: =?utf-8?q?=FF?= <@>\nDate: Mon, 99 Foo 2020\nSubject: =?x?b?y?=",
        "From: a@b@c <<>>\nDate: \nSubject:",
        "Content-Type: text/plain; charset=nonsense",
        "Content-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: 8bit",
        "Content-Type: multipart/mixed; boundary=b\n\n--b",
    ],
)
def test_malformed_headers_do_not_lose_the_body(head: str) -> None:
    assert "Support resumed" in read(f"{head}\n\n{BODY}".encode()).document.text
