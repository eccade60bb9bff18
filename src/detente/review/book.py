"""The review of a casebook: what was decided, and where every record then stands."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, get_args

from detente.casebook import Filter
from detente.casebook.corrections import TABLES as READ
from detente.casebook.decisions import (
    Comment,
    Decision,
    Journal,
    Standing,
    Verdict,
    by_key,
    corrected,
    standing,
)
from detente.casebook.layout import Layout
from detente.casebook.proposals import Proposal, document_of, named, proposals, values
from detente.errors import CasebookError, ReviewError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.records import Record

_ALL: Final = Filter()
TABLES: Final = ("events", "mentions", "claims", "causes", "relations")
"""Tables whose rows are records that can be reviewed."""

REVIEWED: Final = ("review", "proposed", "reviewer")
"""The columns that `Review.rows` adds."""


class Review:
    """The decisions on the records of a casebook.

    Nothing here looks at the clock: whatever is decided takes its time. A record is named by the
    document and its id in it, `0fc49e6af382:v1`, or by its key, `0fc49e6af382:event:38-102`.

    Args:
        casebook: The casebook.
    """

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._journal = Journal(Layout(casebook.path).ledger)

    def decisions(self) -> list[Decision]:
        """Every decision, the first made first, those withdrawn too."""
        return self._journal.all()

    def proposals(self, document: str) -> list[Proposal]:
        """What can be reviewed of a document, in the order of its text.

        Raises:
            CasebookError: D206 if the casebook holds no such document.
        """
        return proposals(self._casebook.record(document))

    def proposal(self, target: str) -> Proposal:
        """The record of that name.

        Raises:
            ReviewError: D601 if there is none.
        """
        return named(self._record(target), target)

    def decide(
        self,
        target: str,
        verdict: Verdict,
        *,
        reviewer: str,
        at: str,
        correction: Mapping[str, Iterable[str]] | None = None,
        comment: Comment | None = None,
    ) -> Decision:
        """Keep a decision on a record.

        Args:
            target: The record.
            verdict: `accept`, `correct`, `reject` or `unsure`.
            reviewer: Who decides.
            at: When, in ISO 8601.
            correction: With `correct`: fields and their values, as `FIELDS` names them. Words of
                the text are looked up there, so that the correction has its evidence; words that
                name a day are a date too.
            comment: A remark, on a stretch of the text if it has one.

        Raises:
            ReviewError: D601 if there is no such record, D603 if the correction or the comment does
                not fit, or no reviewer is named.
            UsageError: D301 if a date is neither EDTF nor words of the text that name a day.
            CasebookError: D203 if the ledger cannot be written.
        """
        record = self._record(target)
        proposal, text = named(record, target), record.document.text
        if verdict not in get_args(Verdict):
            raise ReviewError("D603", verdict, detail=", ".join(get_args(Verdict)))
        if not reviewer.strip():
            raise ReviewError("D603", target, detail="nobody is named as reviewer")
        if (verdict == "correct") != bool(correction):
            raise ReviewError("D603", target, detail="a correction goes with `correct`")
        _check(comment, text)
        fields = corrected(proposal, record.document, correction or {}) if correction else {}
        return self._journal.append(
            Decision(
                number=0,
                key=proposal.key,
                verdict=verdict,
                proposal=proposal.fields,
                correction=fields,
                reviewer=reviewer.strip(),
                at=at,
                comment=comment,
            )
        )

    def undo(self, *, reviewer: str, at: str, number: int | None = None) -> Decision:
        """Take a decision back; that it was made, and taken back by whom, is kept.

        Args:
            reviewer: Who takes it back.
            at: When, in ISO 8601.
            number: Which; the reviewer's last that stands if None.

        Raises:
            ReviewError: D602 if there is none.
            CasebookError: D203 if the ledger cannot be written.
        """

        def chosen(all_: Sequence[Decision]) -> Decision:
            standing = [each for each in all_ if each.withdrawn is None]
            own = [
                each
                for each in standing
                if (each.number == number if number is not None else each.reviewer == reviewer)
            ]
            if not own:
                raise ReviewError("D602", str(number) if number is not None else reviewer)
            return own[-1]

        return self._journal.withdraw(chosen, reviewer=reviewer, at=at)

    def standings(self, document: str | Record) -> dict[str, Standing]:
        """By the ids of a document's records, where each stands.

        Args:
            document: Its id or the beginning of it, or what was read from it.

        Raises:
            CasebookError: D206 if the casebook holds no such document.
        """
        record = self._casebook.record(document) if isinstance(document, str) else document
        made = by_key(each for each in self.decisions() if each.key.document == record.document.id)
        if not made:  # as of most documents: what each hangs on need not be looked for
            nothing = Standing("proposed")
            return {each.id: nothing for table in READ.values() for each in getattr(record, table)}
        return {each.id: standing(each, made.get(each.key, ())) for each in proposals(record)}

    def decided(self, documents: Iterable[str] | None = None) -> dict[tuple[str, str], Standing]:
        """By document and id, where the records stand of the documents on which was decided.

        Args:
            documents: Only of these; of all if None.
        """
        wanted = None if documents is None else set(documents)
        return {
            (document, proposal.id): standing(proposal, keyed.get(proposal.key, ()))
            for document, made in self.by_document().items()
            if wanted is None or document in wanted
            for keyed in [by_key(made)]
            for proposal in self._known(document)
        }

    def lost(self) -> list[Decision]:
        """The decisions that stand and no longer find their record: nothing is read there now."""
        return [
            each
            for document, made in self.by_document().items()
            for keys in [{found.key for found in self._known(document)}]
            for each in made
            if each.withdrawn is None and each.key not in keys
        ]

    def rows(self, table: str, asked: Filter = _ALL) -> list[Row]:
        """The rows that the casebook's method of that name gives, with what was decided of each.

        They say what stands: corrections are in the columns of the table, and what was rejected is
        not there. Columns are added: `review`, where the row stands; `proposed`, of what was
        corrected field to what was read there instead, else None; `reviewer`, who decided.

        Args:
            table: One of `TABLES`; a row of `events` stands where its best mention does.
            asked: Which rows.
        """
        decided = self.decided()
        nothing = Standing("proposed")
        return [
            row | as_columns(decided.get((row["document"], row["id"]), nothing))
            for row in self._casebook.page(table, asked)
        ]

    def by_document(self) -> dict[str, list[Decision]]:
        """The decisions by the document they are on."""
        found: dict[str, list[Decision]] = defaultdict(list)
        for each in self.decisions():
            found[each.key.document].append(each)
        return dict(found)

    def record(self, document: str) -> Record | None:
        """What was read from a document, None if the casebook no longer holds it."""
        try:
            return self._casebook.record(document)
        except CasebookError:
            return None

    def _known(self, document: str) -> list[Proposal]:
        record = self.record(document)
        return proposals(record) if record else []

    def _record(self, target: str) -> Record:
        document = document_of(target)
        if document is None:
            raise ReviewError("D601", target)
        return self._casebook.record(document)


def as_columns(where: Standing) -> dict[str, Any]:
    """A standing as the columns that `Review.rows` adds."""
    ruling = where.ruling
    before = None
    if ruling is not None and where.state == "corrected":
        said = values(ruling.proposal)
        before = {field: list(said[field]) for field in ruling.correction}
    return {
        "review": where.state,
        "proposed": before,
        "reviewer": ruling.reviewer if ruling else None,
    }


def _check(comment: Comment | None, text: str) -> None:
    if comment is None or (comment.start is None and comment.end is None):
        return
    start, end = comment.start, comment.end
    if start is None or end is None or not 0 <= start < end <= len(text):
        raise ReviewError("D603", f"{start}-{end}", detail="no stretch of the text")
