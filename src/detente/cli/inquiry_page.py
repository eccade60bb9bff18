"""An inquiry as a page that a person reads: what was asked, what came back, what was decided."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from detente.cli.quoted import Measured, Quoted
from detente.cli.typography import date, facts, flat
from detente.inquiries.changes import standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from detente.casebook.rows import Row
    from detente.inquiries.changes import Entry

_MEASURE: Final = 100
_INDENT: Final = 3
_STYLES: Final = {
    "proposed": "yellow",
    "accepted": "green",
    "corrected": "green",
    "rejected": "strike dim",
}
"""Colour of a match by what was decided of it; the word itself says it too."""


class InquiryPage:
    """Lays out one inquiry for `rich`.

    Args:
        inquiry: As `standing.described` gives it.
    """

    def __init__(self, inquiry: Row) -> None:
        self._inquiry = inquiry

    def __rich__(self) -> Measured:
        return Measured(Group(*self._head(), *self._questions(), *self._foot()), _MEASURE)

    def _head(self) -> Iterator[RenderableType]:
        known = self._inquiry
        yield Text(facts(flat(known["reference"]), known["state"]), "bold")
        yield Text(facts(*(flat(known[key] or "") for key in ("office", "addressee"))))
        if known["subject"]:
            yield Text(flat(known["subject"]))
        due = known["due"] and f"due {date(known['due'])}"
        late = known["days_late"] and f"{known['days_late']} days late"
        answers = [f"answered {date(answer['on'])}" for answer in known["answers"]]
        sent = known["sent"] and f"sent {date(known['sent'])}"
        yield Text(facts(sent or "not sent", due or "", late or "", *answers), "dim")

    def _questions(self) -> Iterator[RenderableType]:
        for question in self._inquiry["questions"]:
            yield Text()
            yield Text.assemble(
                (f"{question['number']}. ", "bold"),
                flat(question["text"]),
                (f"  {question['state']}", "dim"),
            )
            for match in question["matches"]:
                yield Padding(Group(*_match(match)), (0, 0, 0, _INDENT))

    def _foot(self) -> Iterator[RenderableType]:
        known = self._inquiry
        yield Text()
        told = [f"{known['answered']} of {known['asked']} answered"]
        told += [f"{known['to_confirm']} to confirm"] if known["to_confirm"] else []
        closing = known["closing"]
        told += [f"closed {date(closing['on'])}"] if closing else []
        told += [flat(closing["note"])] if closing and closing["note"] else []
        yield Text(facts(*told), "dim")


class History:
    """What happened to an inquiry, a line a change.

    Args:
        entries: As `Inquiries.history` gives them.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._standing = {entry.number for entry in standing(entries)}

    def rows(self) -> list[Row]:
        """The changes as plain values; `undone` where one was taken back."""
        return [
            {
                "number": entry.number,
                "at": entry.stamp.at,
                "by": entry.stamp.by,
                "undone": self._is_undone(entry),
                "change": asdict(entry.change),
            }
            for entry in self._entries
        ]

    def __rich__(self) -> Measured:
        return Measured(Group(*map(self._line, self._entries)), _MEASURE)

    def _line(self, entry: Entry) -> Text:
        words = facts(str(entry.number), entry.stamp.at, flat(entry.stamp.by), entry.change.kind)
        undone = self._is_undone(entry)
        return Text(f"{words} (undone)" if undone else words, "strike dim" if undone else "")

    def _is_undone(self, entry: Entry) -> bool:
        return entry.number not in self._standing and entry.change.kind != "undone"


def _match(match: Row) -> Iterator[RenderableType]:
    proposal, decision = match["proposal"], match["decision"]
    said = [match["id"], match["standing"]]
    said += [match["extent"]] if match["extent"] != "whole" else []
    # A score says nothing once a person decided.
    said += [f"{proposal['score']:.2f}"] if proposal and not decision else []
    said += [f"by {flat(decision['by'])}"] if decision else []
    style = _STYLES[match["standing"]]
    yield Text(facts(*said), style if match["counts"] or decision else "dim")
    if proposal and not decision:
        yield Text(flat("; ".join(proposal["why"])), "dim")
    if decision and decision["note"]:
        yield Text(flat(decision["note"]), "dim")
    document = match["document"].removeprefix("sha256:")[:8]
    yield Quoted(match["quote"], f"{document} {match['start']}–{match['end']}")
    if proposal and proposal["missing"] and match["extent"] != "whole":
        yield Text(f"held back: “{flat(proposal['missing']['quote'])}”")
    for claim in match["claims"]:
        yield Text(_chain(claim), "dim")


def _chain(claim: dict[str, Any]) -> str:
    """Who says it through whom, and the first words of it."""
    links = " › ".join(flat(link["text"]) for link in claim["chain"])
    return f"{links}: {claim['attitude']} “{flat(claim['content'][0]['quote'])}”"
