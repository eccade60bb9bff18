"""The exceptions detente raises, and the catalogue of their codes.

    DetenteError
    ├── SourceError       a document cannot be read (D1xx)
    │   └── FetchError    a server does not give it (D12x, D13x)
    ├── CasebookError     a casebook cannot be opened or written (D2xx)
    ├── UsageError        a value given by the user is not understood (D3xx)
    ├── InstallationError something that ships with detente is not there (D4xx)
    ├── InquiryError      an inquiry is not as it must be for that (D5xx)
    └── ReviewError       a decision does not fit what it is on (D6xx)

Every exception carries a code from `CATALOGUE`, so that a message can be looked up in the
documentation, and says in one line what to do.
"""

from __future__ import annotations

from typing import Final

CATALOGUE: Final[dict[str, str]] = {
    "D101": "the file cannot be opened: check that it exists and may be read",
    "D102": "the document is empty: give a file with text in it",
    "D103": "the file is of no known kind: give text, HTML, PDF, DOCX or e-mail",
    "D104": "the PDF is encrypted: save a copy without its password and read that",
    "D105": "the PDF holds no text, it is probably a scan: run it through OCR first",
    "D106": "the file is damaged and cannot be read: get a fresh copy",
    "D107": "the text is in a language detente does not read: give an English text or translation",
    "D108": "the document is too large: split it into parts",
    "D109": "nothing to read: give a file, a folder with documents, or text on standard input",
    "D110": "the page holds no article text: save the page's text and read that",
    "D111": "detente failed on this document: report it, and read the others meanwhile",
    "D112": "the row is not as its format has it: correct it in the file, and bring it in again",
    "D113": "the file is not in that format: check its columns, or name another format",
    "D114": "the document takes too long to read: split it, or allow more with --seconds",
    "D115": "the document takes too much memory to read: split it, or allow more with --memory",
    "D116": "the process that reads it dies of it: report it, and read the others meanwhile",
    "D117": "the document says nothing of politics and was set aside: give --all to read it",
    "D121": "this is no address to fetch from: give http or https, a server and a path",
    "D122": "the address leads into a private network: save the page and read the file",
    "D123": "the server cannot be reached: check the address and the connection, or try later",
    "D124": "the server cannot prove who it is: check the address, and the time of this machine",
    "D125": "the server takes too long: try again later",
    "D126": "the server does not give this page to us: save it from a browser and read the file",
    "D127": "the server is busy or out of order: try again later",
    "D128": "the server has no such page: check the address",
    "D129": "the address is redirected to nowhere: open it in a browser and give the last address",
    "D130": "the server's answer is broken: try again later",
    "D131": "the server's answer is too large: download it and read what is wanted of it",
    "D132": "the server asks programs to leave this page alone: save it and read the file",
    "D133": "this is no feed: give the address of an RSS, Atom or JSON feed, or of a sitemap",
    "D201": "the casebook was written by a newer detente: upgrade detente",
    "D202": "the folder is not a casebook: name an empty folder, a new one, or a casebook",
    "D203": "the casebook cannot be written: check free space and permissions",
    "D204": "another process is writing to the casebook: wait for it to end",
    "D205": "there is no casebook here: make one with `detente read FILE --into DIR`",
    "D206": "the casebook holds no such document: see `detente documents`",
    "D207": "the casebook is damaged: restore it from a copy, or move the run away and read again",
    "D208": "the casebook holds no such event, or several that begin so: see `detente events`",
    "D209": "no view of that name was saved: see `detente view list`",
    "D210": "object storage does not take or give it: check address, keys, endpoint and network",
    "D211": "something else lies there: name another prefix, or another folder",
    "D212": "memory does not suffice for this casebook: close other programs and try again",
    "D213": "a casebook is kept in a folder: see `detente push`, `pull` and `run --push`",
    "D301": "the date is not in EDTF: write it like 2020-05-13, 2020-05 or 2020",
    "D302": "the value is not one of those known: see `--help`",
    "D303": "the output cannot be written: check the folder, free space and permissions",
    "D304": "there is no gold here: give a file, or a folder with `--gold` or in DETENTE_GOLD",
    "D305": "the gold is not as the task wants it: see the formats in docs/evaluation.md",
    "D306": "the gold is not what it was: delete its line in the floors file to accept it",
    "D309": "a judgement is on two names or two reports: give two that are not the same",
    "D310": "the side of a relation is not known: give a name, country or code, several with +",
    "D311": "there is no chart of this table: draw `events` or `relations`, or a `relation`",
    "D312": "nothing of it is in the casebook: widen the period or the theme, or add documents",
    "D313": "the template is not understood: see docs/report.md for what it is given",
    "D314": "this is no report to compare with: give its HTML or Markdown as written, or a day",
    "D315": "there are no two days to compare: give two that differ with --on and --against",
    "D316": "the change of the report does not fit: see docs/report.md for what can be changed",
    "D320": "the theme is not understood: write it as docs/report.md shows",
    "D321": "the list of feeds is not as it should be: see docs/watch.md for its form",
    "D322": "this is no stretch of time: write it like 30s, 15m, 1h or 2d",
    "D323": "too much waits to be read: wait until some of it is read, then add the rest",
    "D324": "there is a theme of that name: choose another, or change its file",
    "D401": "the trained model is missing or damaged: install detente again",
    "D402": "this needs a part that is not installed: install it as the brackets say",
    "D403": "no worker process starts: check memory, and give fewer --workers",
    "D404": "the cluster cannot be reached or started: check its address, and that it runs",
    "D501": "the request is not understood: write it as docs/inquiries.md shows",
    "D502": "there is no such inquiry: see `detente inquiry list`",
    "D503": "there is an inquiry of this reference: give it another, or revise the draft",
    "D504": "the inquiry is not at the stage for this: see `detente inquiry show`",
    "D505": "the answer matches no question: check the file, or file it with --unmatched",
    "D506": "the inquiry has no such match: see `detente inquiry show`",
    "D507": "no answer holds these words: copy them from the answer",
    "D508": "the dates contradict each other: a request is sent before it is due or answered",
    "D509": "the inquiry has no question of this number: see `detente inquiry show`",
    "D601": "the casebook holds no such record: name one as `detente review list` does",
    "D602": "no such decision stands: see `detente review list --decided`",
    "D603": "the decision does not fit: see docs/review.md for fields and values",
}
"""Code to what happened and what to do about it: one line each, no more."""


class DetenteError(Exception):
    """Base of everything detente raises on purpose.

    Args:
        code: A key of `CATALOGUE`.
        subject: What the error is about: a path, a value; named first in the message.
        detail: What exactly was found, where that helps.
    """

    def __init__(self, code: str, subject: str = "", *, detail: str = "") -> None:
        self.code = code
        self.subject = subject
        self.detail = detail
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The whole message on one line: subject, what happened, what to do, detail, code."""
        lead = f"{self.subject}: " if self.subject else ""
        tail = f" ({self.detail})" if self.detail else ""
        return " ".join(f"{lead}{CATALOGUE[self.code]}{tail} [{self.code}]".split())


class SourceError(DetenteError):
    """A document cannot be read."""


class FetchError(SourceError):
    """A server does not give a document.

    Args:
        code: A key of `CATALOGUE`.
        subject: The address.
        detail: What exactly was found.
        wait: Seconds after which the server wants to be asked again, if it says so.
        status: The HTTP status, if there was an answer.
    """

    def __init__(
        self,
        code: str,
        subject: str = "",
        *,
        detail: str = "",
        wait: float | None = None,
        status: int | None = None,
    ) -> None:
        self.wait = wait
        self.status = status
        super().__init__(code, subject, detail=detail)


class CasebookError(DetenteError):
    """A casebook cannot be opened or written."""


class UsageError(DetenteError):
    """A value given by the user is not understood."""


class InstallationError(DetenteError):
    """Something that ships with detente is not there, or is not what was shipped."""


class InquiryError(DetenteError):
    """A request for information, its answer or a match is not as it must be for what is asked."""


class ReviewError(DetenteError):
    """A decision does not fit what it is on."""
