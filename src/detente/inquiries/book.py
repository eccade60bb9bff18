"""The inquiries of a casebook: looked at, and changed one step at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from detente.casebook.layout import Layout
from detente.errors import CasebookError, InquiryError
from detente.inquiries.changes import Added, Entry, Filed, Undone, replay, standing
from detente.inquiries.inquiry import Inquiry, Passage
from detente.inquiries.journal import Journal
from detente.inquiries.rules import check, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.casebook import Casebook
    from detente.inquiries.changes import Change, Stamp
    from detente.inquiries.inquiry import Request

_PREFIX: Final = "RFI"
_YEAR: Final = 4


class Inquiries:
    """The requests for information that a casebook keeps, and their answers.

    Whatever changes one takes a `Stamp`, since nothing here looks at the clock, and gives the
    inquiry as it then stands. What is refused leaves everything as it was. A reference may be given
    in large or small letters.

    Args:
        casebook: The casebook; answers are documents in it.
    """

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._journal = Journal(Layout(casebook.path).ledger)

    def all(self) -> list[Inquiry]:
        """Every inquiry, in the order in which they were written down."""
        found = map(replay, _by_inquiry(self._journal.entries()).values())
        return [inquiry for inquiry in found if inquiry]

    def one(self, reference: str) -> Inquiry:
        """The inquiry of that reference.

        Raises:
            InquiryError: D502 if there is none.
        """
        return _one(self._journal.entries(), reference)

    def history(self, reference: str) -> list[Entry]:
        """What happened to an inquiry, oldest first, with what was taken back.

        Raises:
            InquiryError: D502 if there never was one.
        """
        found = _own(self._journal.entries(), reference)
        if not found:
            raise InquiryError("D502", reference)
        return found

    def add(self, request: Request, stamp: Stamp) -> Inquiry:
        """Write a request down. Without a reference it gets the next free one of its year.

        Raises:
            InquiryError: D501 if it asks nothing or nobody, D503 if the reference is taken.
            UsageError: D301 if its date is not EDTF.
        """
        fit = tidy(request)

        def added(entries: Sequence[Entry]) -> tuple[str, Change]:
            taken = {entry.inquiry.casefold() for entry in entries}
            reference = fit.reference or _free(taken, stamp)
            if reference.casefold() in taken:
                raise InquiryError("D503", reference)
            return reference, Added(fit)

        return self.one(self._journal.append(stamp, added))

    def change(self, reference: str, change: Change, stamp: Stamp) -> Inquiry:
        """Note that something happened to an inquiry.

        Args:
            reference: To which.
            change: What: a `Revised`, `Sent`, `Filed`, `Judged`, `Found` or `Closed`.
            stamp: When and by whom it is noted.

        Raises:
            InquiryError: D502 if there is no such inquiry, and what `rules.check` raises.
            UsageError: D301 if a date is not EDTF.
            CasebookError: D206 if the casebook holds no such document.
        """
        if isinstance(change, Filed) and not self._casebook.has(change.document):
            raise CasebookError("D206", change.document)

        def changed(entries: Sequence[Entry]) -> tuple[str, Change]:
            inquiry = _one(entries, reference)
            return inquiry.reference, check(inquiry, change)

        return self.one(self._journal.append(stamp, changed))

    def undo(self, reference: str, stamp: Stamp) -> Inquiry | None:
        """Take the latest change back that was not taken back yet; again, the one before it.

        Returns:
            The inquiry, or `None` if the change was its being written down.

        Raises:
            InquiryError: D502 if there is none.
        """

        def undone(entries: Sequence[Entry]) -> tuple[str, Change]:
            inquiry = _one(entries, reference)
            last = standing(_own(entries, reference))[-1]
            return inquiry.reference, Undone(last.number)

        return replay(self.history(self._journal.append(stamp, undone)))

    def quoted(self, reference: str, words: str) -> tuple[str, Passage]:
        """The answer that holds these words, and where; of several the one filed last.

        Args:
            reference: Of which inquiry.
            words: Words as they stand in an answer, but for white space.

        Raises:
            InquiryError: D502 if there is no such inquiry, D507 if no answer holds them.
        """
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        for answer in reversed(self.one(reference).answers):
            found = pattern.search(self._casebook.record(answer.document).document.text)
            if found and found[0]:
                return answer.document, Passage(found.start(), found.end(), found[0])
        raise InquiryError("D507", f"“{words}”")


def _by_inquiry(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    histories: dict[str, list[Entry]] = {}
    for entry in entries:
        histories.setdefault(entry.inquiry, []).append(entry)
    return histories


def _own(entries: Iterable[Entry], reference: str) -> list[Entry]:
    wanted = reference.strip().casefold()
    return [entry for entry in entries if entry.inquiry.casefold() == wanted]


def _one(entries: Iterable[Entry], reference: str) -> Inquiry:
    inquiry = replay(_own(entries, reference))
    if inquiry is None:
        raise InquiryError("D502", reference)
    return inquiry


def _free(taken: set[str], stamp: Stamp) -> str:
    """The first reference of the year that no inquiry has or had, as `RFI-2020-001`."""
    number = 1
    while (found := f"{_PREFIX}-{stamp.at[:_YEAR]}-{number:03d}").casefold() in taken:
        number += 1
    return found
