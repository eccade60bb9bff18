"""What people change of a report's findings: their order, their words, and whether they are told.

A change belongs to a report, by its period and theme, and to a finding. The finding is known by its
event, and by the words it rests on first, so that it is found again when a newer reading gave the
event another id. Changes lie in the casebook's ledger and are only ever added; taking one back is a
change too. What the program says stays as it is, beside them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from detente import dates, wording
from detente.casebook import journal
from detente.casebook.layout import Layout
from detente.errors import CasebookError, UsageError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from detente.casebook import Casebook
    from detente.report.findings import Finding
    from detente.report.theme import Theme

__all__ = ["Edit", "Edited", "Edits", "Verb", "apply", "name_of"]

Verb = Literal["leave out", "take in", "word", "move"]

LONGEST: Final = 2_000
"""Code points of a finding in somebody's own words."""
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS report_edits (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  report TEXT NOT NULL,
  happening TEXT NOT NULL,
  document TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  verb TEXT NOT NULL, place INTEGER, words TEXT, sentence TEXT NOT NULL,
  editor TEXT NOT NULL, at TEXT NOT NULL,
  withdraws INTEGER REFERENCES report_edits (number)
) STRICT;
""" + journal.guards("report_edits", "the edits of reports only grow")
_READ: Final = "SELECT * FROM report_edits ORDER BY number"
_WRITE: Final = """
INSERT INTO report_edits
  (report, happening, document, first, last, verb, place, words, sentence, editor, at, withdraws)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What somebody changed of a finding.

    Attributes:
        report: The name of the report, as `name_of` gives it.
        happening: The event's id when it was changed.
        document, start, end: The words the finding rested on first: code points, half-open.
        verb: `leave out`, `take in` (again), `word` (in words of one's own), `move`.
        place: With `move`: where it goes among all findings, those left out too, from 1.
        words: With `word`: the words; None goes back to the program's.
        sentence: What the program said when it was changed.
        editor: Who changed it.
        at: When, in ISO 8601.
        number: Counts up from 1; 0 before it is kept.
        withdrawn: The number of the line that takes it back, or None while it stands.
    """

    report: str
    happening: str
    document: str
    start: int
    end: int
    verb: Verb
    sentence: str
    editor: str
    at: str
    place: int | None = None
    words: str | None = None
    number: int = 0
    withdrawn: int | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """A finding, and what people made of it.

    Attributes:
        finding: The finding as the program has it, under the number it gave.
        edits: The changes that count, the last of each kind, oldest first.
    """

    finding: Finding
    edits: tuple[Edit, ...] = ()

    @property
    def left_out(self) -> bool:
        """Whether it is not told."""
        last = [each for each in self.edits if each.verb in {"leave out", "take in"}]
        return bool(last) and last[-1].verb == "leave out"

    @property
    def worded(self) -> Edit | None:
        """The edit that gives it other words, or None where the program's stand."""
        last = [each for each in self.edits if each.verb == "word"]
        return last[-1] if last and last[-1].words else None

    @property
    def moved(self) -> bool:
        """Whether somebody gave it its place."""
        return any(each.verb == "move" for each in self.edits)


class Edits:
    """The changes of the reports of a casebook.

    Nothing here looks at the clock: whatever is changed takes its time.

    Args:
        casebook: The casebook.
    """

    def __init__(self, casebook: Casebook) -> None:
        self._path = Layout(casebook.path).ledger

    def all(self, report: str | None = None) -> list[Edit]:
        """The changes of a report, or of every one, oldest first, those taken back too.

        Raises:
            CasebookError: D207 if the ledger cannot be read.
        """
        found = journal.read(self._path, "report_edits", _edits)
        return [each for each in found if report in {None, each.report}]

    def standing(self, report: str) -> tuple[Edit, ...]:
        """The changes of a report that count, oldest first."""
        return tuple(each for each in self.all(report) if each.withdrawn is None)

    def add(
        self,
        report: str,
        finding: Finding,
        verb: Verb,
        *,
        editor: str,
        at: str,
        place: int | None = None,
        words: str | None = None,
    ) -> Edit:
        """Keep a change and give it with its number.

        Args:
            report: The name of the report.
            finding: Which finding.
            verb: What is done to it.
            editor: Who does it.
            at: When, in ISO 8601.
            place: With `move`: where it goes, from 1.
            words: With `word`: its words; none, or the program's own, go back to the program's.

        Raises:
            UsageError: D316 if it does not fit, or nobody is named.
            CasebookError: D203 if the ledger cannot be written.
        """
        said = wording.flat(words or "") if verb == "word" else ""
        _check(verb, place, said, editor)
        first = finding.quotes[0]
        sentence = str(finding.sentence)
        made = Edit(
            report=report,
            happening=finding.happening,
            document=first.document,
            start=first.start or 0,
            end=first.end or 0,
            verb=verb,
            place=place if verb == "move" else None,
            words=said if said and said != sentence else None,
            sentence=sentence,
            editor=editor.strip(),
            at=at,
        )
        return replace(made, number=self._append(lambda _: _row(made, None)))

    def undo(self, report: str, *, editor: str, at: str) -> Edit:
        """Take the last change back that somebody made of a report and did not take back yet.

        Raises:
            UsageError: D316 if none of theirs stands.
            CasebookError: D203 if the ledger cannot be written.
        """
        gone: list[Edit] = []

        def row(ledger: sqlite3.Connection) -> tuple[object, ...]:
            own = [
                each
                for each in _edits(ledger)
                if (each.report, each.editor) == (report, editor.strip()) and not each.withdrawn
            ]
            if not own:
                raise UsageError("D316", f"undo by {editor}", detail="no change of theirs stands")
            gone.append(own[-1])
            return _row(replace(own[-1], editor=editor.strip(), at=at), own[-1].number)

        number = self._append(row)
        return replace(gone[0], withdrawn=number)

    def _append(self, row: Callable[[sqlite3.Connection], tuple[object, ...]]) -> int:
        with journal.adding(self._path, _SCHEMA) as ledger:
            return ledger.execute(_WRITE, row(ledger)).lastrowid or 0


def name_of(theme: Theme, *, from_: str, to: str) -> str:
    """The name under which the changes of a report are kept: its days, and what it is about.

    A theme without a name goes by what it says.

    Raises:
        UsageError: D301 if a date is not EDTF, or the period ends before it begins.

    >>> from detente.report.theme import Theme
    >>> name_of(Theme(name="Iraq"), from_="2020-01", to="2020-03")
    '2020-01-01/2020-03-31 Iraq'
    """
    first, last = dates.bounds(dates.interval(dates.check(from_), dates.check(to)))
    said = {name: value for name, value in asdict(theme).items() if value}
    about = theme.name or (json.dumps(said, ensure_ascii=False, sort_keys=True) if said else "")
    return f"{dates.day(first)}/{dates.day(last)} {about}".strip()


def apply(findings: Sequence[Finding], edits: Iterable[Edit]) -> list[Edited]:
    """The findings as people left them, those left out too, each with the changes that count.

    A change on an event that is no finding any more is passed over.

    Args:
        findings: As the program has them.
        edits: The changes of their report, in any order.
    """
    order = list(range(len(findings)))
    made: dict[int, dict[str, Edit]] = {}
    for edit in sorted(edits, key=lambda each: each.number):
        at = _found(findings, edit)
        if at is None or edit.withdrawn is not None:
            continue
        if edit.verb == "move" and edit.place is not None:
            order.remove(at)
            order.insert(edit.place - 1, at)
        kind = "told" if edit.verb in {"leave out", "take in"} else edit.verb
        kinds = made.setdefault(at, {})
        kinds.pop(kind, None)
        kinds[kind] = edit
    return [Edited(findings[at], tuple(made.get(at, {}).values())) for at in order]


def _found(findings: Sequence[Finding], edit: Edit) -> int | None:
    """Which finding a change is on: that of its event, else the only one that rests on its words.

    What became of an event's id cannot be known from the id.
    """
    same = [at for at, each in enumerate(findings) if each.happening == edit.happening]
    if same:
        return same[0]
    place = (edit.document, edit.start, edit.end)
    near = [
        at
        for at, each in enumerate(findings)
        if place in {(quote.document, quote.start, quote.end) for quote in each.quotes}
    ]
    return near[0] if len(near) == 1 else None


def _check(verb: str, place: int | None, words: str, editor: str) -> None:
    if verb not in get_args(Verb):
        raise UsageError("D316", verb, detail=", ".join(get_args(Verb)))
    if verb == "move" and (place is None or place < 1):
        raise UsageError("D316", f"move to {place}", detail="places count from 1")
    if len(words) > LONGEST:
        raise UsageError("D316", f"{len(words):,} characters", detail=f"{LONGEST:,} at most")
    if not editor.strip():
        raise UsageError("D316", verb, detail="nobody is named as editor")


def _row(edit: Edit, withdraws: int | None) -> tuple[object, ...]:
    target = (edit.report, edit.happening, edit.document, edit.start, edit.end)
    change = (edit.verb, edit.place, edit.words, edit.sentence)
    return (*target, *change, edit.editor, edit.at, withdraws)


def _edits(ledger: sqlite3.Connection) -> list[Edit]:
    rows = ledger.execute(_READ).fetchall()
    withdrawn = {row[-1]: row[0] for row in rows if row[-1]}
    return [_edit(row, withdrawn.get(row[0])) for row in rows if not row[-1]]


def _edit(row: tuple[Any, ...], withdrawn: int | None) -> Edit:
    number, report, happening, document, start, end, verb, place, words, sentence, *rest, _ = row
    if verb not in get_args(Verb):
        raise CasebookError("D207", report, detail=f"edit {number}: {verb}")
    editor, at = rest
    return Edit(
        report=report,
        happening=happening,
        document=document,
        start=start,
        end=end,
        verb=verb,
        place=place,
        words=words,
        sentence=sentence,
        editor=editor,
        at=at,
        number=number,
        withdrawn=withdrawn,
    )
