"""A record as a page that a person reads: what happened, who says so, what changed and why."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Final, TypeVar

from rich.console import Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from detente.cli import typography as typo
from detente.cli.quoted import Measured, Quoted
from detente.cli.typography import facts, flat
from detente.dates import bounds
from detente.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from detente.records import Cause, Claim, Entity, Event, Party, Record, RelationChange, Span

_Part = TypeVar("_Part")
_INDENT: Final = 2
_NO_DATE: Final = f"date {typo.UNKNOWN}"
_DATE_WIDTH: Final = 15
_MEASURE: Final = 100
"""Columns of a page at most: longer lines tire."""
_IN_WORDS: Final = {"direct": "in their words", "partial": "partly in their words"}


_OPENING: Final = 80
"""Characters of its text that a document without a title is known by."""


class Page:
    """Lays out one record for `rich`, from 60 columns upwards, with and without colour.

    Args:
        record: What to show.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._entities = {entity.id: entity for entity in record.entities}
        self._claims = {claim.id: claim for claim in record.claims}
        self._lines = typo.Lines(record.document)

    def __rich__(self) -> Measured:
        record = self._record
        content = Group(
            *self._head(),
            *_section("Events", record.events, self._timeline()),
            *_section("Claims", record.claims, self._speakers()),
            *_section("Relations", record.relations, self._changes()),
            *_section("Causes", record.causes, map(self._cause, record.causes)),
            *_section("Problems", record.problems, self._problems()),
            *self._foot(),
        )
        return Measured(content, _MEASURE)

    def _head(self) -> Iterator[RenderableType]:
        document = self._record.document
        opening = shorten(flat(document.text[:_OPENING]), _OPENING - 2, placeholder=" …")
        yield Text(flat(document.title) if document.title else opening, style="bold")
        published = typo.date(document.published) if document.published else _NO_DATE
        byline = [document.publisher or "publisher not stated", published, *document.authors]
        yield Text(facts(*map(flat, byline)))

    def _foot(self) -> Iterator[RenderableType]:
        record, reader = self._record, self._record.reader
        yield Text()
        yield Rule(style="dim")
        if record.events:
            yield Text(typo.LEGEND, "dim")
        document = f"document {record.document.id.removeprefix('sha256:')[:12]}"
        yield Text(facts(document, f"read in {reader.seconds:.1f} s"), "dim")
        yield Text(f"detente {reader.version} ({reader.model})", "dim")

    def _timeline(self) -> Iterator[RenderableType]:
        for event in sorted(self._record.events, key=_moment):
            row = Table.grid(padding=(0, 1, 0, 0), expand=True)
            row.add_column(width=_DATE_WIDTH)
            row.add_column(ratio=1)
            when = Text(typo.date(event.date)) if event.date else Text(_NO_DATE, "dim")
            row.add_row(when, Group(*self._event(event)))
            yield row

    def _event(self, event: Event) -> Iterator[RenderableType]:
        mark = typo.MARKS[event.quad_class]
        yield Text.assemble(
            (f"{mark.sign} ", mark.style),
            (event.type, f"bold {mark.style}"),
            *(f"{typo.DOT}{each}" for each in (event.mode, event.status) if each),
        )
        yield self._sides(event)
        yield Text(facts(*self._circumstances(event)))
        yield from self._quotes(event.evidence[:1])

    def _circumstances(self, event: Event) -> Iterator[str]:
        place = event.location
        country = f", {place.country}" if place and place.country else ""
        yield f"{flat(place.name)}{country}" if place else "place not stated"
        casualties = event.casualties
        if casualties:
            hurt = ((casualties.killed, "killed"), (casualties.injured, "injured"))
            yield from (typo.count(bounds, what) for bounds, what in hurt)
        yield from dict.fromkeys(flat(span.quote) for span in event.instruments)
        yield typo.certainty(event.certainty)
        yield self._according(event.claim)
        if len(event.evidence) > 1:
            yield f"mentioned {len(event.evidence)} times"

    def _speakers(self) -> Iterator[RenderableType]:
        for claims in _grouped(self._record.claims, lambda claim: _who(claim.source)):
            said = (Group(*self._claim(claim)) for claim in claims)
            yield Group(self._party(claims[0].source, style="bold"), *_indented(said))

    def _claim(self, claim: Claim) -> Iterator[RenderableType]:
        audience = f" to {self._name(claim.audience)}" if claim.audience else ""
        yield Text(
            facts(
                f"{claim.attitude} (“{flat(claim.cue.quote)}”){audience}",
                _IN_WORDS.get(claim.quoted, ""),
                typo.certainty(claim.certainty),
                typo.date(claim.date) if claim.date else "",
            )
        )
        yield from self._quotes(claim.content)
        if len(claim.chain) > 1:
            yield Text(f"via {' › '.join(flat(party.text) for party in claim.chain)}")

    def _changes(self) -> Iterator[RenderableType]:
        sides = _grouped(
            self._record.relations, lambda change: frozenset(map(_who, change.parties))
        )
        for changes in sides:
            one, other = (self._party(party, style="bold") for party in changes[0].parties)
            told = (Group(*self._change(change)) for change in changes)
            yield Group(Text.assemble(one, (" ⇄ ", "bold"), other), *_indented(told))

    def _change(self, change: RelationChange) -> Iterator[RenderableType]:
        date = typo.date(change.date) if change.date else _NO_DATE
        yield Text.assemble(
            (f"{typo.CHANGES[change.status]} {change.status}", "bold"),
            typo.DOT,
            facts(change.channel, date, self._according(change.claim)),
        )
        yield from self._quotes(change.evidence[:1])

    def _cause(self, cause: Cause) -> RenderableType:
        signal = f"“{flat(cause.signal.quote)}”" if cause.signal else ""
        line = self._lines.reference(cause.cause.start)
        rows = Table.grid(padding=(0, 1, 0, 0))
        rows.add_row("", Text(flat(cause.cause.quote)))
        rows.add_row(Text("→", style="bold"), Text(flat(cause.effect.quote)))
        rows.add_row("", Text(facts(signal, self._according(cause.claim), line), style="dim"))
        return rows

    def _problems(self) -> Iterator[RenderableType]:
        for problems in _grouped(self._record.problems, lambda problem: problem.what):
            where = [problem.where for problem in problems if problem.where]
            places = (f"“{flat(at.quote)}” {self._lines.reference(at.start)}" for at in where)
            listed = [Padding(Text(facts(*places), "dim"), (0, 0, 0, _INDENT))] if where else []
            yield Group(Text(f"! {flat(problems[0].what)}"), *listed)

    def _according(self, claim_id: str | None) -> str:
        claim = self._claims.get(claim_id or "")
        return f"according to {self._name(claim.source)}" if claim else ""

    def _quotes(self, spans: Sequence[Span]) -> Iterator[Quoted]:
        for span in spans:
            yield Quoted(span.quote, self._lines.reference(span.start))

    def _sides(self, event: Event) -> Text:
        """Who to whom; of what two do with each other, each once."""
        if len(event.actors) > 1 and event.actors == event.recipients:
            return Text(" ⇄ ", style="bold").join(self._party(party) for party in event.actors)
        arrow = (" → ", "bold")
        return Text.assemble(self._side(event.actors), arrow, self._side(event.recipients))

    def _side(self, parties: Sequence[Party]) -> Text:
        if not parties:
            return Text(typo.UNKNOWN, style="dim")
        return Text(", ").join(self._party(party) for party in parties)

    def _party(self, party: Party, *, style: str = "") -> Text:
        entity = self._entities.get(party.entity or "")
        code = f" [{entity.code}]" if entity and entity.code else ""
        return Text.assemble((self._name(party), style), (code, "dim"))

    def _name(self, party: Party) -> str:
        entity: Entity | None = self._entities.get(party.entity or "")
        return flat(entity.name if entity else party.text)


def _section(
    title: str, parts: Sequence[object], shown: Iterable[RenderableType]
) -> Iterator[RenderableType]:
    """A heading with the number of parts, and the parts with air between; nothing if none."""
    if not parts:
        return
    heading = Text.assemble((title.upper(), "bold"), (f"  {len(parts)}", "dim"))
    yield Text()
    yield Rule(heading, align="left", style="dim", characters="─")
    for each in shown:
        yield Text()
        yield each


def _indented(parts: Iterable[RenderableType]) -> Iterator[RenderableType]:
    """The parts, moved in, with air between."""
    for number, part in enumerate(parts):
        yield Padding(part, (1 if number else 0, 0, 0, _INDENT))


def _grouped(parts: Iterable[_Part], key: Callable[[_Part], Hashable]) -> list[list[_Part]]:
    """Parts of one key together, each group where its first part stands."""
    groups: dict[Hashable, list[_Part]] = {}
    for part in parts:
        groups.setdefault(key(part), []).append(part)
    return list(groups.values())


def _who(party: Party) -> str:
    return party.entity or party.text


def _moment(event: Event) -> tuple[str, str]:
    """Order in time; what has no date, or one without bounds, comes last as it stands."""
    try:
        first, last = bounds(event.date or "")
    except UsageError:
        return ("~", "")
    return (first.isoformat(), last.isoformat())
