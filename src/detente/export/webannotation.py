"""W3C Web Annotation: an annotation for each stretch of evidence of each event.

The target is the document's text, by the IRI of its hash, with a position and a quote selector; in
a PDF also by page. The body says what the event is. All statuses are written.
"""

from __future__ import annotations

import json
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from detente.casebook.formats import plain
from detente.export.naming import text_iri, urn
from detente.export.placing import text_file
from detente.export.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from detente.casebook import Casebook, Filter
    from detente.casebook.rows import Row

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_PDF_PAGES: Final = "http://tools.ietf.org/rfc/rfc3778"
_AROUND: Final = 32
"""Characters of the text before and after a quote that tell it from its like."""
_BATCH: Final = 256
"""Documents whose texts are held at a time."""
_DOCUMENTS: Final = """
SELECT document, url, media_type, language, reader_version, reader_model, record
FROM documents WHERE document IN (SELECT unnest(?))
"""
_SAID: Final = (
    "happening", "type", "mode", "cameo", "quad_class", "status", "certainty", "date", "place",
    "country", "said_by", "confidence",
)  # fmt: skip
"""Columns of `events` that the body repeats."""


def write(casebook: Casebook, asked: Filter, out: Path) -> Tally:
    """Write an annotation collection to the file `out`."""
    tally = Tally("annotation")
    name = urn("annotations")
    with text_file(out) as stream:
        stream.write(f'{{"@context": "{CONTEXT}", "type": "AnnotationCollection",\n')
        stream.write('"first": {"type": "AnnotationPage", "startIndex": 0, "items": [')
        for annotation in _annotations(casebook, asked):
            stream.write(",\n" if tally.written else "\n")
            json.dump(annotation, stream, ensure_ascii=False, default=plain)
            tally.written += 1
            name = urn(name, annotation["id"])
        stream.write(f'\n], "id": "{urn(name, "page")}"}},\n')
        stream.write(f'"id": "{name}", "total": {tally.written}}}\n')
    return tally


def _annotations(casebook: Casebook, asked: Filter) -> Iterator[dict[str, Any]]:
    rows = casebook.each("mentions", asked, by_document=True)
    groups = ((name, list(found)) for name, found in groupby(rows, key=itemgetter("document")))
    while batch := list(islice(groups, _BATCH)):
        found = casebook.query(_DOCUMENTS, [[name for name, _ in batch]])
        documents = {row["document"]: row for row in found}
        for name, events in batch:
            yield from _of_document(documents[name], events)


def _of_document(document: Row, events: Sequence[Row]) -> Iterator[dict[str, Any]]:
    record = json.loads(document["record"])["document"]
    for event in events:
        for number, span in enumerate(event["evidence"]):
            yield {
                "id": urn(document["document"], event["id"], number),
                "type": "Annotation",
                "motivation": "classifying",
                "generator": {
                    "type": "Software",
                    "name": f"detente {document['reader_version']} {document['reader_model']}",
                },
                "body": _bodies(event),
                "target": {
                    "source": _source(document),
                    "selector": list(_selectors(document, record, span)),
                },
            }


def _bodies(event: Row) -> list[dict[str, Any]]:
    said = {name: event[name] for name in _SAID}
    said |= {role: [side["name"] for side in event[role]] for role in ("actors", "recipients")}
    return [
        {
            "type": "TextualBody",
            "purpose": "tagging",
            "value": "/".join(filter(None, [event["type"], event["mode"]])),
        },
        {
            "type": "TextualBody",
            "purpose": "classifying",
            "format": "application/json",
            "value": json.dumps(said, ensure_ascii=False),
        },
        {
            "type": "SpecificResource",
            "purpose": "linking",
            "source": urn("happening", event["happening"]),
        },
    ]


def _source(document: Row) -> dict[str, Any]:
    """The text; `via` leads to where it was found."""
    found = {
        "id": text_iri(document["document"]),
        "type": "Text",
        "format": "text/plain",
        "language": document["language"],
        "via": document["url"],
    }
    return {key: value for key, value in found.items() if value is not None}


def _selectors(document: Row, record: dict[str, Any], span: Row) -> Iterator[dict[str, Any]]:
    text, start, end = record["text"], span["start"], span["end"]
    quote = {
        "type": "TextQuoteSelector",
        "exact": span["quote"],
        "prefix": text[max(start - _AROUND, 0) : start],
        "suffix": text[end : end + _AROUND],
    }
    yield {"type": "TextPositionSelector", "start": start, "end": end}
    yield quote
    page = _page(record["sections"], start)
    if page is not None and document["media_type"] == "application/pdf":
        yield {
            "type": "FragmentSelector",
            "conformsTo": _PDF_PAGES,
            "value": f"page={page}",
            "refinedBy": quote,
        }


def _page(sections: Iterable[Row], start: int) -> int | None:
    """The page on which an offset lies."""
    pages = (part["page"] for part in sections if part["start"] <= start < part["end"])
    return next((page for page in pages if page is not None), None)
