"""The record: what reading one document gives.

These models are the contract between the parts of detente and with everything outside: the
casebook keeps them, the terminal shows them, exports map them. Three rules hold for all:

1. Evidence or nothing: offsets count Unicode code points, half-open, into `Document.text`, and
   wherever a `quote` stands, `document.text[start:end] == quote`.
2. No silent guess: what the text does not say is `None`; what was looked for and not resolved is
   a line in `Record.problems`.
3. Who says so: an event that a source reports carries the id of its claim; only what the
   publisher says in its own voice has `claim=None`.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from detente.display import of_record

SCHEMA: Final = "detente/1"
"""Name and version of the record's form, the value of `Record.schema_`."""

EntityKind = Literal[
    "country", "government", "military", "armed-group", "igo", "ngo", "party", "legislature",
    "court", "police", "media", "company", "person", "people", "place", "document", "other",
]  # fmt: skip
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Status = Literal[
    "occurred", "ongoing", "planned", "proposed", "threatened", "denied", "did-not-occur",
    "hypothetical",
]  # fmt: skip
Level = Literal[
    "almost no chance", "very unlikely", "unlikely", "roughly even", "likely", "very likely",
    "almost certain", "unstated", "unstated-hedged",
]  # fmt: skip
Quoted = Literal["direct", "partial", "indirect"]
Attitude = Literal[
    "says", "believes", "denies", "accuses", "asks", "intends", "fears", "doubts",
]  # fmt: skip
Channel = Literal[
    "military-support", "training", "operations", "diplomatic", "economic", "intelligence", "aid",
    "membership", "general",
]  # fmt: skip
Change = Literal[
    "started", "expanded", "reduced", "suspended", "resumed", "resumed-in-part", "ended",
    "strained", "improved",
]  # fmt: skip
Confidence = Annotated[float, Field(ge=0.0, le=1.0)]


class _Model(BaseModel):
    """Immutable; unknown keys of newer writers are ignored."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)


class Span(_Model):
    """A stretch of `Document.text` with its words: `text[start:end] == quote`."""

    start: int
    end: int
    quote: str


class Section(_Model):
    """A part of the document; `page` counts from 1, for PDF."""

    start: int
    end: int
    title: str | None = None
    page: int | None = None


class Document(_Model):
    """The text everything points into, and where it came from. `published` is EDTF."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    origin: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    published: str | None = None
    language: str | None = None
    sections: tuple[Section, ...] = ()


class Entity(_Model):
    """Who or what the records speak of, once each, with every mention of it."""

    id: str
    name: str
    kind: EntityKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    code: str | None = None
    backed_by: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    wikidata: str | None = None


class Party(_Model):
    """An entity where it is mentioned in a role. The publisher, in a chain, has no offsets."""

    entity: str | None
    text: str
    start: int | None = None
    end: int | None = None


class Location(_Model):
    """A place: where its name stands in the text, its country (alpha-3), degrees of WGS 84."""

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    start: int
    end: int


class Bounds(_Model):
    """A count between two bounds: "more than 100" is `low=100, high=None`."""

    low: int | None
    high: int | None


class Casualties(_Model):
    """How many people were killed and injured; `None` where the text does not say."""

    killed: Bounds | None = None
    injured: Bounds | None = None


class Certainty(_Model):
    """An estimative word on the ICD 203 scale, bounds in percent, and the word itself."""

    level: Level = "unstated"
    low: int | None = None
    high: int | None = None
    cue: Span | None = None


class Event(_Model):
    """Who did what to whom, when, where, and whether it happened.

    `type`, `mode` and `contexts` are PLOVER's (2021 codebook), `cameo` is the CAMEO code, `date`
    is EDTF. `confidence` says how sure the reader is that it read the text right, and nothing of
    the world. `trigger`, the word that names the deed, stands in one of the spans of `evidence`.
    """

    id: str
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    quad_class: Literal[1, 2, 3, 4]
    goldstein: float
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    location: Location | None = None
    date: str | None = None
    date_text: Span | None = None
    status: Status = "occurred"
    certainty: Certainty = Certainty()
    casualties: Casualties | None = None
    instruments: tuple[Span, ...] = ()
    claim: str | None = None
    confidence: Confidence | None = None
    trigger: Span | None = None
    lemma: str | None = None
    evidence: tuple[Span, ...]


class Claim(_Model):
    """Who said or thinks what, to whom, how surely, through which chain of others."""

    id: str
    source: Party
    chain: tuple[Party, ...] = ()
    cue: Span
    content: tuple[Span, ...]
    quoted: Quoted
    audience: Party | None = None
    attitude: Attitude = "says"
    certainty: Certainty = Certainty()
    date: str | None = None
    events: tuple[str, ...] = ()
    confidence: Confidence | None = None


class CauseEnd(_Model):
    """One end of a cause: its words, and the event they report if there is one."""

    event: str | None = None
    start: int
    end: int
    quote: str


class Cause(_Model):
    """What the text says led to what, the words that say so, and the claim they stand in."""

    id: str
    cause: CauseEnd
    effect: CauseEnd
    signal: Span | None = None
    claim: str | None = None
    confidence: Confidence | None = None


class RelationChange(_Model):
    """A change in the state of a channel between two parties."""

    id: str
    parties: tuple[Party, Party]
    channel: Channel
    status: Change
    date: str | None = None
    event: str | None = None
    claim: str | None = None
    evidence: tuple[Span, ...]


class Problem(_Model):
    """Something that was looked for and could not be resolved."""

    where: Span | None = None
    what: str


class ReaderInfo(_Model):
    """What read the document: detente's version, the model's name, and how long it took."""

    version: str
    model: str
    seconds: float


class Record(_Model):
    """Everything read from one document."""

    schema_: Literal["detente/1"] = Field(default=SCHEMA, alias="schema")
    document: Document
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    causes: tuple[Cause, ...] = ()
    relations: tuple[RelationChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    reader: ReaderInfo

    def to_json(self, *, indent: int | None = None) -> str:
        """The record as JSON text, on one line unless `indent` is given."""
        return self.model_dump_json(by_alias=True, indent=indent)

    def to_dict(self) -> dict[str, Any]:
        """The record as plain JSON values."""
        return self.model_dump(mode="json", by_alias=True)

    def _repr_html_(self) -> str:
        """The document and what was read from it, as tables, for a notebook."""
        return of_record(self)


def span(text: str, start: int, end: int) -> Span:
    """The span of `text` between two offsets, quoted.

    >>> span("Iraq and Iran", 9, 13).quote
    'Iran'
    """
    return Span(start=start, end=end, quote=text[start:end])
