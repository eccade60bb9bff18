"""PROV-JSON: where each event is from: the text it was read in, the original, who published it, and
what read it.

Identifiers are under `urn:detente:`. All statuses are written.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from itertools import count
from typing import IO, TYPE_CHECKING, Any, Final, Self
from urllib.parse import quote

from detente.casebook.formats import plain
from detente.export.happenings import happenings
from detente.export.placing import text_file
from detente.export.tally import Tally

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from detente.casebook import Casebook, Filter
    from detente.casebook.rows import Row
    from detente.export.happenings import Happening

_PREFIXES: Final = {"detente": "urn:detente:"}
_SECTIONS: Final = (
    "entity", "activity", "agent", "wasGeneratedBy", "used", "wasAssociatedWith", "wasDerivedFrom",
    "wasAttributedTo",
)  # fmt: skip
_HASH: Final = "sha256:"
_TOLD: Final = ("type", "mode", "cameo", "status", "date", "place", "country")
"""Columns of `events` that become attributes of their name."""


def write(casebook: Casebook, asked: Filter, out: Path) -> Tally:
    """Write the lineage of the events, and of every mention of them, to the file `out`."""
    tally = Tally()
    with _Sections(out) as sections:
        for happening in happenings(casebook, asked, mentions=True):
            tally.written += 1
            _happening(happening, sections)
        sections.join(out)
    return tally


class _Sections:
    """The parts of the one object that PROV-JSON is, each in a file until all are done."""

    def __init__(self, out: Path) -> None:
        self._paths = {name: out.with_name(f"{out.name}.{name}") for name in _SECTIONS}
        self._files: dict[str, IO[str]] = {}
        self._stack = ExitStack()
        self._numbers = count(1)
        self._seen: set[str] = set()
        self._begun: set[str] = set()

    def __enter__(self) -> Self:
        for name, path in self._paths.items():
            self._files[name] = self._stack.enter_context(text_file(path))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()
        for path in self._paths.values():
            path.unlink(missing_ok=True)

    def is_new(self, name: str) -> bool:
        """Whether the name was not asked for before."""
        known = name in self._seen
        self._seen.add(name)
        return not known

    def add(self, section: str, name: str | None = None, /, **attributes: Any) -> None:  # noqa: ANN401 - values of JSON
        """Add a statement; attributes that are None are left out, `_` in their names is `:`."""
        file = self._files[section]
        known = {
            key.replace("_", ":", 1): value
            for key, value in attributes.items()
            if value is not None
        }
        label = json.dumps(name or f"_:n{next(self._numbers)}")
        file.write(",\n" if section in self._begun else "\n")
        self._begun.add(section)
        file.write(f"{label}: {json.dumps(known, ensure_ascii=False, default=plain)}")

    def join(self, out: Path) -> None:
        """Write all of it as one object."""
        with text_file(out) as stream:
            stream.write(f'{{"prefix": {json.dumps(_PREFIXES)}')
            for name, path in self._paths.items():
                self._files[name].flush()
                stream.write(f',\n"{name}": {{')
                with path.open(encoding="utf-8", newline="") as part:
                    stream.writelines(part)
                stream.write("}")
            stream.write("}\n")


def _happening(happening: Happening, sections: _Sections) -> None:
    name = _name("happening", happening.id)
    told = {f"detente_{key}": happening.event[key] for key in _TOLD}
    sections.add("entity", name, prov_type=_qualified("detente:Happening"), **told)
    for mention in happening.mentions:
        record = _name("event", mention.event["document"], mention.event["id"])
        _mention(mention, record, sections)
        sections.add("wasDerivedFrom", prov_generatedEntity=name, prov_usedEntity=record)


def _mention(mention: Happening, record: str, sections: _Sections) -> None:
    event, document = mention.event, mention.document
    text = _name("text", event["document"])
    reading = _name("reading", event["document"])
    if sections.is_new(text):
        _document(document, text, reading, sections)
    sections.add(
        "entity",
        record,
        prov_type=_qualified("detente:Event"),
        prov_value=event["evidence"][0]["quote"],
        detente_status=event["status"],
        detente_start=event["evidence"][0]["start"],
        detente_end=event["evidence"][0]["end"],
        detente_saidBy=event["said_by"],
    )
    sections.add("wasGeneratedBy", prov_entity=record, prov_activity=reading)
    sections.add(
        "wasDerivedFrom",
        prov_generatedEntity=record,
        prov_usedEntity=text,
        prov_activity=reading,
        prov_type=_qualified("prov:Quotation"),
    )


def _document(document: Row, text: str, reading: str, sections: _Sections) -> None:
    """A text, the original it was made from, its publisher, and the reading of it."""
    sections.add(
        "entity",
        text,
        prov_type=_qualified("detente:Text"),
        prov_label=document["title"],
        prov_location=document["url"],
        detente_published=document["published"],
        detente_language=document["language"],
        detente_characters=document["characters"],
    )
    if document["raw"]:
        original = _name("original", document["raw"])
        if sections.is_new(original):
            sections.add(
                "entity",
                original,
                prov_type=_qualified("detente:Original"),
                detente_mediaType=document["media_type"],
                detente_source=document["source"],
            )
        sections.add("wasDerivedFrom", prov_generatedEntity=text, prov_usedEntity=original)
    if document["publisher"]:
        publisher = _name("publisher", document["publisher"])
        if sections.is_new(publisher):
            kind = _qualified("prov:Organization")
            sections.add("agent", publisher, prov_type=kind, prov_label=document["publisher"])
        sections.add("wasAttributedTo", prov_entity=text, prov_agent=publisher)
    _reading(document, text, reading, sections)


def _reading(document: Row, text: str, reading: str, sections: _Sections) -> None:
    version, model = document["reader_version"], document["reader_model"]
    reader = _name("reader", version, model)
    if sections.is_new(reader):
        kind = _qualified("prov:SoftwareAgent")
        sections.add("agent", reader, prov_type=kind, prov_label=f"detente {version} {model}")
    sections.add("activity", reading, prov_type=_qualified("detente:Reading"))
    sections.add("used", prov_activity=reading, prov_entity=text)
    sections.add("wasAssociatedWith", prov_activity=reading, prov_agent=reader)


def _name(kind: str, *parts: str) -> str:
    """A qualified name of ours; hashes without their prefix, what no name may hold as `%`."""
    return f"detente:{kind}/" + "/".join(quote(part.removeprefix(_HASH), safe="") for part in parts)


def _qualified(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}
