"""Records for pages to show, made by hand."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from detente.casebook import Casebook
from detente.records import Record
from detente.sources import Source, arrive
from tests.sources.test_pdf import write_pdf

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = "Iran attacked a base in Iraq on 8 January 2020, the Pentagon said."

_FIRST: Final = dt.date(2000, 1, 1)

PDF: Final = write_pdf(
    [
        (72, 700, 11, "Iran attacked a base in Iraq on 8 January 2020,"),
        (72, 680, 11, "the Pentagon said."),
    ],
    [(72, 700, 11, "Nothing happened on the second page of it.")],
)
"""What `record` says, on the first of two pages."""


def keep(path: Path, *records: Record) -> Path:
    """Put records into the casebook at a path, made if it is not there; the path again."""
    with Casebook(path) as casebook, casebook.writer() as writer:
        for each in records:
            writer.add(each)
    return path


def add_printed(casebook: Casebook) -> Record:
    """Put `record` into a casebook as read from `PDF`."""
    arrival = arrive(Source("base.pdf", PDF))
    told = record()
    as_told = {"title": told.document.title, "publisher": told.document.publisher}
    document = arrival.document.model_copy(update=as_told)
    if not document.text.startswith(told.document.text):
        raise AssertionError(document.text)
    printed = told.model_copy(update={"document": document})
    with casebook.writer() as writer:
        writer.add(printed, raw=PDF, media_type="application/pdf", alignment=arrival.alignment)
    return printed


def record(before: str = "", title: str = "Missiles hit a base") -> Record:
    """A document with an event that somebody claims; `before` stands before its words."""
    text = f"{before}{_TEXT}"

    def at(words: str) -> dict[str, Any]:
        start = text.index(words)
        return {"start": start, "end": start + len(words), "quote": words}

    def party(entity: str, words: str) -> dict[str, Any]:
        span = at(words)
        return {"entity": entity, "text": words, "start": span["start"], "end": span["end"]}

    return Record.model_validate(
        {
            "document": {
                "id": f"sha256:{sha256(text.encode()).hexdigest()}",
                "text": text,
                "title": title,
                "publisher": "Gulf Wire",
                "published": "2020-01-08",
            },
            "entities": [
                {"id": "e1", "name": "Iran", "kind": "country", "country": "IRN", "code": "IRN",
                 "mentions": [at("Iran")]},
                {"id": "e2", "name": "Pentagon", "kind": "government", "country": "USA",
                 "code": "USAGOV", "mentions": [at("the Pentagon")]},
            ],
            "events": [
                {"id": "v1", "type": "ASSAULT", "quad_class": 4, "goldstein": -9.0,
                 "actors": [party("e1", "Iran")], "date": "2020-01-08", "claim": "c1",
                 "date_text": at("8 January 2020"),
                 "location": {"name": "Iraq", "country": "IRQ", "latitude": 33.3,
                              "longitude": 44.4, **_place(at("Iraq"))},
                 "confidence": 0.9, "evidence": [at("Iran attacked a base in Iraq")]},
            ],
            "claims": [
                {"id": "c1", "source": party("e2", "the Pentagon"), "cue": at("said"),
                 "chain": [{"entity": None, "text": "Gulf Wire"}, party("e2", "the Pentagon")],
                 "content": [at("Iran attacked a base in Iraq on 8 January 2020")],
                 "quoted": "indirect", "events": ["v1"]},
            ],
            "problems": [{"where": at("a base"), "what": "nobody says which base"}],
            "reader": {"version": "0.1.0", "model": "by hand", "seconds": 0.0},
        }
    )  # fmt: skip


def _place(span: dict[str, Any]) -> dict[str, Any]:
    return {"start": span["start"], "end": span["end"]}


def long_record(count: int) -> Record:
    """A document that says what `record` says again and again, with as many events, each of another
    day, and claims.
    """
    once = record()
    told: dict[str, Any] = once.model_dump(mode="json")
    text = f"{once.document.text} The talks went on, and nobody said how long they would last.\n\n"
    places = [number * len(text) for number in range(count)]
    whole = text * count
    told["document"] |= {"text": whole, "id": f"sha256:{sha256(whole.encode()).hexdigest()}"}
    for entity in told["entities"]:
        entity["mentions"] = [_later(each, at) for at in places for each in entity["mentions"]]
    (event,), (claim,) = told["events"], told["claims"]
    told["events"] = [
        _later(event, at)
        | {"id": f"v{number}", "claim": f"c{number}", "date": f"{_FIRST + dt.timedelta(number)}"}
        for number, at in enumerate(places, 1)
    ]
    told["claims"] = [
        _later(claim, at) | {"id": f"c{number}", "events": [f"v{number}"]}
        for number, at in enumerate(places, 1)
    ]
    return Record.model_validate(told)


def _later(value: Any, by: int) -> Any:
    """What stands so many code points later."""
    if isinstance(value, list):
        return [_later(each, by) for each in value]
    if not isinstance(value, dict):
        return value
    moved = {name: value[name] + by for name in ("start", "end") if value.get(name) is not None}
    return {name: _later(each, by) for name, each in value.items()} | moved
