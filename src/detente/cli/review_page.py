"""`detente review` on a terminal: a record with its text, and one key to decide and go on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

import click
from rich.console import Group
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from detente.casebook.proposals import FIELDS, SEVERAL, values
from detente.cli.output import pages
from detente.cli.typography import UNKNOWN, flat
from detente.errors import DetenteError
from detente.reading.sentences import paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import RenderableType

    from detente.casebook import Casebook
    from detente.review import Item, Proposal, Review

_KEYS: Final = (
    ("a", "accept"),
    ("x", "reject"),
    ("e", "correct"),
    ("s", "unsure"),
    ("u", "undo"),
    ("?", "keys"),
    ("q", "end"),
)
_PLAIN: Final = {"a": "accept", "x": "reject", "s": "unsure"}
_AROUND: Final = 600
"""Characters of the text to show on either side of what a record rests on, at most."""
_END: Final = {"q", "\x04", "\x1b"}


class Desk:
    """Shows what waits, one record at a time, and keeps what is decided at once.

    Args:
        casebook: The casebook.
        review: Its review.
        reviewer: Who decides.
        now: Gives the time in ISO 8601.
    """

    def __init__(
        self, casebook: Casebook, review: Review, reviewer: str, now: Callable[[], str]
    ) -> None:
        self._casebook = casebook
        self._review = review
        self._reviewer = reviewer
        self._now = now
        self._console = pages(sys.stdout)

    def work(self, waiting: Callable[[], list[Item]]) -> None:
        """Go on until nothing waits or the reviewer ends.

        Args:
            waiting: Gives what waits, first what comes first.
        """
        decided = 0
        while True:
            found = waiting()
            if not found:
                self._say("Nothing waits for a decision." if not decided else "All is decided.")
                return
            item = found[0]
            self._console.print(self._shown(item))
            done = self._asked(item)
            if done is None:
                return
            decided += done

    def _asked(self, item: Item) -> int | None:
        """Do what a key asks for until something changed: 1 or -1 decided; None to end."""
        target = str(item.proposal.key)
        while True:
            key = click.getchar()
            try:
                if key in _END:
                    return None
                if key in _PLAIN:
                    self._decide(target, _PLAIN[key])
                    return 1
                if key == "u":
                    gone = self._review.undo(reviewer=self._reviewer, at=self._now())
                    self._say(f"taken back: {gone.key} {gone.verdict}")
                    return -1
                if key == "e" and self._correct(item.proposal):
                    return 1
            except DetenteError as error:
                self._say(f"error: {error.message}")
            if key == "?":
                self._say("   ".join(f"{each} {name}" for each, name in _KEYS))

    def _decide(self, target: str, verdict: Any, **more: Any) -> None:  # noqa: ANN401 - handed on
        made = self._review.decide(target, verdict, reviewer=self._reviewer, at=self._now(), **more)
        self._say(f"{made.state} (u takes it back)")

    def _correct(self, proposal: Proposal) -> bool:
        """Ask for each field; whether anything was changed."""
        before = values(proposal.fields)
        given: dict[str, list[str]] = {}
        for field in FIELDS[proposal.key.kind]:
            now = "; ".join(before[field])
            hint = " (several with ;, - for none)" if field in SEVERAL else " (- for none)"
            said = click.prompt(f"{field}{hint}", default=flat(now), show_default=True)
            if said != flat(now):
                several = said.split(";") if field in SEVERAL else [said]
                given[field] = [] if said == "-" else several
        if given:
            self._decide(str(proposal.key), "correct", correction=given)
        return bool(given)

    def _shown(self, item: Item) -> RenderableType:
        record = self._casebook.record(item.proposal.key.document)
        document = record.document
        head = " · ".join(
            flat(each) for each in (document.publisher, document.published, document.title) if each
        )
        return Group(
            Rule(Text(f"{item.proposal.key.kind} {item.proposal.key}"), style="dim"),
            Text(head, style="dim"),
            Text("; ".join(item.reasons), style="bold"),
            marked(document.text, item.proposal.evidence),
            Text(),
            fields_table(item.proposal),
            Text("a accept  x reject  e correct  s unsure  u undo  ? keys  q end", style="dim"),
        )

    def _say(self, words: str) -> None:
        self._console.print(Text(words))


class ReviewPage:
    """Rows of `detente review list` as a table.

    Args:
        rows: As `item_row` or `decision_row` make them.
    """

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self._rows = rows

    def __rich__(self) -> RenderableType:
        """The table, or a word that there is nothing."""
        if not self._rows:
            return Text("nothing", style="dim")
        table = Table(box=None, pad_edge=False, header_style="bold")
        for title in ("Record", "State", "Says", "Why"):
            table.add_column(title)
        for row in self._rows:
            table.add_row(*(Text(each) for each in _cells(row)))
        return table


def _cells(row: dict[str, Any]) -> tuple[str, str, str, str]:
    says = row["proposal"] | row.get("correction", {})
    named = [each["value"] if isinstance(each, dict) else each for v in says.values() for each in v]
    why = row.get("reasons") or [row.get("reviewer") or ""]
    number = f"{row['number']}: " if "number" in row else ""
    return (number + row["target"], row["state"], flat(", ".join(named)), flat("; ".join(why)))


def fields_table(proposal: Proposal) -> Table:
    """What a record proposes, a field a line."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for field, said in values(proposal.fields).items():
        table.add_row(Text(field, style="dim"), Text(flat("; ".join(said)) or UNKNOWN))
    return table


def marked(text: str, evidence: Iterable[tuple[int, int]]) -> Text:
    """The paragraphs around what a record rests on, with that in bold."""
    spans = sorted(evidence)
    first, last = spans[0][0], max(end for _, end in spans)
    around = [p for p in paragraphs(text) if p[0] < last and p[1] > first]
    start = max(min(first, *(p[0] for p in around)) if around else first, first - _AROUND)
    stop = min(max(last, *(p[1] for p in around)) if around else last, last + _AROUND)
    found, at = Text(), start
    for begin, end in spans:
        if end > at:
            found.append(_words(text[at:begin]) if begin > at else "")
            found.append(_words(text[max(begin, at) : end]), style="bold underline")
            at = end
    return found.append(_words(text[at:stop]))


def _words(text: str) -> str:
    """Words of the text on one line, with the spaces at their edges."""
    if not text.strip():
        return " " if text else ""
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() else ""
    return f"{before}{flat(text)}{after}"
