"""Inquiries in the report: what offices were asked, what they answered, what stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente import wording
from detente.inquiries import Inquiries
from detente.inquiries.standing import described
from detente.report.document.pieces import Heading, Item, Paragraph, Run, Section, line
from detente.report.evidence import Evidence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.report.document.citing import Citations
    from detente.report.document.pieces import Block

_LONGEST: Final = 600
"""Code points of an answer that are quoted."""


def section(casebook: Casebook, cited: Citations, on: dt.date) -> Section:
    """The section on inquiries that were sent by a day, as they stand on it.

    Args:
        casebook: What holds them.
        cited: The endnotes.
        on: The day.
    """
    blocks: list[Block] = []
    known = [described(each, on) for each in Inquiries(casebook).all()]
    sent = [each for each in known if each["sent"] and each["sent"] <= on.isoformat()]
    for number, each in enumerate(sent, 1):
        blocks += _inquiry(each, cited, number)
    if not sent:
        blocks.append(Paragraph(line("No office had been asked anything.")))
    return Section("inquiries", "Inquiries", tuple(blocks))


def _inquiry(told: Row, cited: Citations, number: int) -> Iterator[Block]:
    subject = f": {wording.flat(told['subject'])}" if told["subject"] else ""
    title = f"{wording.flat(told['reference'])}, {wording.flat(told['office'])}{subject}"
    yield Heading(title, f"inquiry-{number}")
    due = f", due on {wording.date(told['due'])}" if told["due"] else ""
    days = wording.plural(told["days_late"], "day") if told["days_late"] else ""
    overdue = f" by {days}" if days and told["state"] == "overdue" else ""
    late = f", {days} late" if days and not overdue else ""
    counts = f"{told['answered']} of {wording.plural(told['asked'], 'question')} answered"
    runs = [
        Run(f"Sent on {wording.date(told['sent'])}{due}{late}; {told['state']}{overdue}: {counts}")
    ]
    for answer in told["answers"]:
        words = f"; answer of {wording.date(answer['on'])}"
        runs.append(Run(words, cited.refer([Evidence(answer["document"])])))
    yield Paragraph((*runs, Run(".")))
    for question in told["questions"]:
        yield _question(question, cited, number)


def _question(told: Row, cited: Citations, inquiry: int) -> Item:
    blocks = [Paragraph(line(f"{wording.flat(told['text'])} ({told['state']})"))]
    blocks += [_answer(match, cited) for match in told["matches"] if match["counts"]]
    return Item(
        number=told["number"],
        label=f"Question {told['number']}",
        anchor=f"question-{inquiry}-{told['number']}",
        blocks=tuple(blocks),
    )


def _answer(match: Row, cited: Citations) -> Paragraph:
    words = wording.flat(match["quote"])
    short = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"
    evidence = Evidence(match["document"], match["start"], match["end"], match["quote"])
    lead = "" if match["extent"] == "whole" else f" ({match['extent']})"
    decided = "" if match["decision"] else ", as matched by the program"
    said = f"Answer{lead}{decided}: “{short}”"
    return Paragraph((Run(said, cited.refer([evidence])),))
