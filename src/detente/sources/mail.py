"""E-mail: the body of a message, who sent it and when.

The plain part is taken where there is one, else the HTML part through `html`. Attachments are
named in the problems and not read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any, Final

from detente.errors import SourceError
from detente.records import Problem
from detente.sources import html, text
from detente.sources.metadata import persons

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage, MIMEPart

    from detente.sources.source import Draft, Source

_OFFICE: Final = re.compile(
    r"(?:no-?reply|news|newsletter|press|media|info|alerts?|desk|editors?|office|contact|updates?"
    r"|publicaffairs|communications?|mail|list|bulletin)(?:$|[._+-])",
    re.IGNORECASE,
)


def draft(source: Source) -> Draft:
    """Read a message in the form of RFC 5322.

    The sender's name is the author's, and the domain the publisher's; a name that stands with the
    address of an office (`press@…`) is the publisher's instead.

    Raises:
        SourceError: D102, it has no body; and what reading its HTML part raises.
    """
    message = message_from_bytes(source.data, policy=policy.default)
    body = message.get_body(("plain", "html"))
    if body is None:
        raise SourceError("D102", source.name, detail="the message has no text of its own")
    read = _body(body, source.name)
    publisher, authors = _sender(message)
    return replace(
        read,
        media_type="message/rfc822",
        title=_subject(message),
        publisher=publisher,
        authors=authors,
        published=_date(message),
        problems=(*read.problems, *_attachments(message)),
    )


def _body(part: MIMEPart, name: str) -> Draft:
    """The text of the part that holds the message's own words."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        raise SourceError("D106", name, detail="its body cannot be decoded")
    original, problems = _decoded(data, part.get_content_charset(), name)
    if part.get_content_subtype() == "html":
        page = html.from_markup(original, name)
        return replace(page, problems=(*problems, *page.problems))
    return text.from_characters(original, problems)


def _decoded(data: bytes, charset: str | None, name: str) -> tuple[str, tuple[Problem, ...]]:
    """The characters of a part: by the declared character set if it holds, else as guessed."""
    try:
        return data.decode(charset or "utf-8"), ()
    except (LookupError, ValueError):  # a name of none, one with a zero in it, or other bytes
        return text.decode(data, name)


def _header(message: EmailMessage, name: str) -> Any:  # noqa: ANN401 — each header has its own class
    """A header's value, or `None` if it is missing or malformed."""
    try:
        return message[name]
    except Exception:  # noqa: BLE001 — the parser of headers fails in many ways on hostile ones
        return None


def _sender(message: EmailMessage) -> tuple[str | None, tuple[str, ...]]:
    """The publisher and the authors that the first address of `From` names."""
    addresses = getattr(_header(message, "From"), "addresses", ())
    if not addresses:
        return None, ()
    sender = addresses[0]
    authors = () if _OFFICE.match(sender.username) else persons(sender.display_name)
    publisher = sender.domain if authors else sender.display_name or sender.domain
    return publisher or None, authors


def _subject(message: EmailMessage) -> str | None:
    return " ".join(str(_header(message, "Subject") or "").split()) or None


def _date(message: EmailMessage) -> str | None:
    """The day the message was sent, where its sender was, in EDTF."""
    moment = getattr(_header(message, "Date"), "datetime", None)
    return moment.date().isoformat() if moment else None


def _attachments(message: EmailMessage) -> Iterator[Problem]:
    """Yield a problem for each attachment."""
    for part in message.iter_attachments():
        name = part.get_filename() or part.get_content_type()
        yield Problem(what=f"the attachment {name} was not read")
