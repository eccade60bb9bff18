"""A report with a block of every kind, made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.report import charts
from detente.report.document.pieces import (
    Bullets,
    Figure,
    Grid,
    Heading,
    Item,
    Note,
    Paragraph,
    Reference,
    Report,
    Run,
    Section,
    line,
)

if TYPE_CHECKING:
    from detente.relations import Relation


def whole(relation: Relation) -> Report:
    """A report on a relation: findings, a chart with its data, a table, an inquiry, endnotes."""
    chart = charts.of_relation(relation, source="casebook example", finding="It cooled.")
    cited = (Run("Rockets hit the camp.", (Reference(1, 1), Reference(2, 1))),)
    again = (Run("So it did.", (Reference(1, 2),)),)
    once_more = (Run("It did.", (Reference(1, 3),)),)
    item = Item(1, "Finding 1", "finding-1", (Paragraph(cited), Bullets((again,))), "new")
    asked = Item(1, "Question 1", "question-1-1", (Paragraph(line("When was it?")),))
    data = Grid(
        "By month: the data", ("Period", "Events"), ((line("2020-01"), line("2")),), folded=True
    )
    events = Grid("Events", ("Date", "Event"), ((line("3 Jan 2020"), once_more),))
    sections = (
        Section("developments", "Key developments", (Paragraph(line("Ranked."), small=True), item)),
        Section(
            "relations",
            "Relations",
            (
                Heading("United States – Iran", "relation-1"),
                Figure(chart, charts.svg(chart), (data,)),
                events,
            ),
        ),
        Section("inquiries", "Inquiries", (Heading("OVS-1", "inquiry-1"), asked)),
    )
    notes = (
        Note(1, 3, "sha256:aa", 3, 9, "Rockets hit.", "Wire", "A title", "2020-03-12", None, 4),
        Note(2, 1, "sha256:bb", None, None, None, None, None, None, "https://example.org/a", None),
    )
    return Report(
        "Iraq, Q1", "2020-03", "2020-04-01", "2020-05-14", (line("One."),), sections, notes
    )
