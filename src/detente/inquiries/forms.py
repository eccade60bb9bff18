"""A request as a file that a person writes: TOML, or a letter in plain text.

Both say the same, and what one says the other gives back. In plain text:

    Reference: RFI-2020-001
    Office: Office of Regional Policy
    To: Deputy Director, Iraq Desk
    From: Office of Oversight
    Subject: Training of Iraqi forces
    Due: 2020-04-20

    Words that stand before the questions.

    1. When and why was training paused?
    2. When did training resume?

Whatever follows the questions as a paragraph of its own is the letter's end and no part of them.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from detente.errors import InquiryError, SourceError
from detente.inquiries.inquiry import Request
from detente.inquiries.rules import tidy
from detente.sources.text import decode

if TYPE_CHECKING:
    from detente.sources import Source

_HEADERS: Final = {
    "reference": "reference",
    "office": "office",
    "to": "addressee",
    "from": "sender",
    "subject": "subject",
    "due": "due",
}
"""Header of the letter in plain text to key of the request, in their order."""

_TEXTS: Final = ("reference", "office", "addressee", "sender", "subject", "due", "preamble")
_KEYS: Final = (*_TEXTS, "questions")
_IGNORED: Final = frozenset({"date"})
"""Headers that a letter has and a request has not."""

_HEADER: Final = re.compile(r"(?P<name>[A-Za-z]+)[ \t]*:[ \t]*(?P<value>.*)")
_QUESTION: Final = re.compile(r"[ \t]*(?P<number>\d{1,3})[.)][ \t]+(?P<words>\S.*)")
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n")
_TOML_KEY: Final = re.compile(r"^[ \t]*(?:[a-z]+[ \t]*=|#|\[)", re.MULTILINE)
_DELETE: Final = "\x7f"


def parse(source: Source) -> Request:
    """The request that a file holds, TOML where a line of it says `key =`.

    Raises:
        SourceError: D102 if it is empty, D103 if it is no text.
        InquiryError: D501 if it is no request; the detail says what is wrong.
        UsageError: D301 if its date is not EDTF.
    """
    text, _ = decode(source.data, source.name)
    if not text.strip():
        raise SourceError("D102", source.name)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    first = lines.lstrip().partition("\n")[0]
    is_toml = source.name.lower().endswith(".toml") or bool(_TOML_KEY.match(first))
    try:
        return tidy(_from_toml(lines) if is_toml else _from_text(lines))
    except InquiryError as error:
        raise InquiryError("D501", source.name, detail=error.detail) from error


def to_toml(request: Request) -> str:
    """The request as TOML, which `parse` gives back as it was."""
    known = {key: getattr(request, key) for key in _TEXTS}
    lines = [f"{key} = {_quoted(value)}" for key, value in known.items() if value]
    questions = "".join(f"  {_quoted(question)},\n" for question in request.questions)
    return "\n".join([*lines, f"questions = [\n{questions}]"]) + "\n"


def headers(request: Request) -> list[tuple[str, str]]:
    """The heads of a letter that the request has something for, as `("Office", "…")`."""
    found = ((name, getattr(request, key)) for name, key in _HEADERS.items())
    return [(name.capitalize(), value) for name, value in found if value]


def _quoted(value: str) -> str:
    # JSON writes a string as TOML does, but for the one control character that it lets through.
    return json.dumps(value, ensure_ascii=False).replace(_DELETE, "\\u007f")


def _from_toml(text: str) -> Request:
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _refusal(str(error)) from error
    unknown = sorted(set(values) - set(_KEYS))
    if unknown:
        raise _refusal(f"no key {', '.join(unknown)}; known are {', '.join(_KEYS)}")
    texts = {key: _text(key, values.get(key)) for key in _TEXTS}
    return _request(texts, _questions(values.get("questions", [])))


def _text(key: str, value: Any) -> str | None:  # noqa: ANN401 - whatever the file holds
    if isinstance(value, dt.date) and key == "due":
        return value.isoformat()[: len("2020-04-20")]
    if value is None or isinstance(value, str):
        return value
    raise _refusal(f"{key} is no text")


def _questions(values: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever the file holds
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        raise _refusal("questions is no list of texts")
    return tuple(values)


def _from_text(text: str) -> Request:
    head, _, body = text.strip("\n").partition("\n\n")
    texts: dict[str, str | None] = {}
    for number, line in enumerate(head.split("\n"), 1):
        found = _HEADER.fullmatch(line.strip())
        name = found["name"].lower() if found else ""
        if not found or name not in {*_HEADERS, *_IGNORED}:
            raise _refusal(f"line {number}: {line.strip()[:40]!r} is no head of a letter")
        if name in _HEADERS:
            texts[_HEADERS[name]] = found["value"]
    before, questions = _body(body)
    return _request(texts | {"preamble": before}, questions)


def _body(body: str) -> tuple[str, tuple[str, ...]]:
    """What stands before the questions, and the questions."""
    before: list[str] = []
    questions: list[str] = []
    for paragraph in filter(str.strip, _PARAGRAPHS.split(body)):
        listed = list(_listed(paragraph, len(questions)))
        if listed:
            questions += listed
        elif questions:
            break
        else:
            before.append(paragraph)
    return "\n\n".join(before), tuple(questions)


def _listed(paragraph: str, last: int) -> list[str]:
    """The questions of a paragraph that goes on counting from `last`; a line may go on."""
    questions: list[str] = []
    for line in paragraph.split("\n"):
        found = _QUESTION.fullmatch(line)
        if found and int(found["number"]) == last + len(questions) + 1:
            questions.append(found["words"])
        elif questions:
            questions[-1] += f" {line.strip()}"
        else:
            return []
    return questions


def _request(texts: dict[str, str | None], questions: tuple[str, ...]) -> Request:
    known = {key: value for key, value in texts.items() if key != "office"}
    return Request(office=texts.get("office") or "", questions=questions, **known)


def _refusal(detail: str) -> InquiryError:
    return InquiryError("D501", detail=detail)
