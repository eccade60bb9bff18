"""`detente inquiry`: requests for information to an office, and what came back."""

from __future__ import annotations

import datetime as dt
import getpass
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, get_args

import click

import detente
from detente import dates
from detente.cli import formats, options, tables
from detente.cli.inquiry_page import History, InquiryPage
from detente.cli.output import is_terminal, notes, output, pages, save
from detente.errors import InquiryError, SourceError, UsageError
from detente.inquiries import (
    Closed,
    Found,
    Inquiries,
    Judged,
    Request,
    Revised,
    Sent,
    Stamp,
    file_answer,
    open_questions,
)
from detente.inquiries.chains import claims_of
from detente.inquiries.forms import parse, to_toml
from detente.inquiries.inquiry import Extent, State
from detente.inquiries.standing import COLUMNS, QUESTION_COLUMNS, described, row
from detente.sources import Source, gather

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Casebook
    from detente.inquiries import Inquiry

_LETTERS: Final = (".docx", ".txt", ".toml")
_reference = click.argument("reference", metavar="REFERENCE")
_on = click.option(
    "--on", metavar="EDTF", help="The day it happened, or on which one looks; else today."
)
_by = click.option(
    "--by", metavar="NAME", envvar="DETENTE_USER", show_envvar=True, help="Who notes it; else you."
)
_note = click.option("--note", metavar="TEXT", help="Why, in your words.")
_json = click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")


@dataclass(frozen=True, slots=True)
class _Desk:
    """A casebook with its inquiries, and how to show one."""

    casebook: Casebook
    inquiries: Inquiries
    stamp: Stamp
    on: dt.date

    def show(self, inquiry: Inquiry, *, as_json: bool = False) -> None:
        """Print an inquiry: a page for a person, else JSON."""
        whole = described(inquiry, self.on, claims_of(self.casebook, inquiry))
        with output(None) as stream:
            if as_json or not is_terminal():
                formats.write_json(whole, stream)
            else:
                pages(stream).print(InquiryPage(whole))


@click.group()
def inquiry() -> None:
    """Ask an office, file its answers, see what stays open.

    A request is written as a file, sent, and answered by documents. The program proposes which
    passage answers which question; you decide. Every step is kept and can be undone.
    """


@inquiry.command()
@click.argument("file", required=False, metavar="[FILE]")
@click.option("--office", metavar="NAME", help="The office that is asked.")
@click.option("--to", "addressee", metavar="NAME", help="Who in the office it goes to.")
@click.option("--from", "sender", metavar="NAME", help="Who asks.")
@click.option("--subject", metavar="TEXT", help="What it is about.")
@click.option("--question", "questions", multiple=True, metavar="TEXT", help="One each time.")
@click.option("--due", metavar="EDTF", help="When the answer is due.")
@click.option("--reference", metavar="TEXT", help="Its reference; else the next free one.")
@click.option("--revise", is_flag=True, help="Write a draft of this reference anew.")
@options.casebook
@_by
def add(*, file: str | None, revise: bool, casebook: Path, by: str | None, **given: object) -> None:
    """Write a request down: from a file in TOML or plain text, or from the options.

    What options say stands above what the file says. - is standard input.
    """
    said = {key: value for key, value in given.items() if value}
    request = _request(file, said)
    desk = _opened(casebook, by, None, create=True)
    if revise:
        if not request.reference:
            raise InquiryError("D501", file or "", detail="it has no reference to revise")
        written = desk.inquiries.change(request.reference, Revised(request), desk.stamp)
    else:
        written = desk.inquiries.add(request, desk.stamp)
    desk.show(written)


@inquiry.command()
@_reference
@_on
@click.option("--due", metavar="EDTF", help="When the answer is due, if not as the request says.")
@options.casebook
@_by
def send(
    *, reference: str, on: str | None, due: str | None, casebook: Path, by: str | None
) -> None:
    """Note that the request went out."""
    desk = _opened(casebook, by, on)
    change = Sent(on or dates.day(desk.on), due)
    desk.show(desk.inquiries.change(reference, change, desk.stamp))


@inquiry.command()
@_reference
@click.argument("file", metavar="FILE")
@options.date
@click.option("--unmatched", is_flag=True, help="File it even if it matches no question.")
@options.casebook
@_by
def answer(
    *,
    reference: str,
    file: str,
    date: str | None,
    unmatched: bool,
    casebook: Path,
    by: str | None,
) -> None:
    """File an answer: a letter, mail, PDF or text, which is read into the casebook.

    Passages are matched to the questions by their numbers, by the questions' own words, else by the
    words they share; see them with show, decide with confirm.
    """
    desk = _opened(casebook, by, None)
    desk.inquiries.one(reference)
    source = _source(file)
    filed = file_answer(
        desk.casebook, reference, source, desk.stamp, date=date, unmatched=unmatched
    )
    desk.show(filed)


@inquiry.command()
@_reference
@click.argument("matches", nargs=-1, metavar="[MATCH]...")
@click.option("--all", "every", is_flag=True, help="Accept all that nobody decided yet.")
@click.option("--reject", is_flag=True, help="It answers no question.")
@click.option("--question", type=int, metavar="N", help="It answers question N.")
@click.option(
    "--extent", type=click.Choice(get_args(Extent)), help="How far it answers the question."
)
@click.option("--quote", metavar="TEXT", help="Match these words of an answer by hand.")
@_note
@options.casebook
@_by
def confirm(  # noqa: PLR0913 - an option each
    *,
    reference: str,
    matches: tuple[str, ...],
    every: bool,
    reject: bool,
    question: int | None,
    extent: Extent | None,
    quote: str | None,
    note: str | None,
    casebook: Path,
    by: str | None,
) -> None:
    """Decide of matches: accept them, correct their question or extent, reject them.

    What the program proposed stays beside what you decide.
    """
    desk = _opened(casebook, by, None)
    asked = desk.inquiries.one(reference)
    changes: list[Judged | Found] = []
    if quote is not None:
        if question is None:
            raise click.UsageError("--quote needs --question N.")
        document, passage = desk.inquiries.quoted(reference, quote)
        changes.append(Found(document, question, passage, extent or "whole", note))
    chosen = [each.id for each in asked.matches if each.standing == "proposed"] if every else []
    for match in (*matches, *chosen):
        if match not in {each.id for each in asked.matches}:
            raise InquiryError("D506", f"{asked.reference} {match}")
        changes.append(Judged(match, reject, question, extent, note))
    if not changes:
        raise click.UsageError("Name a match, as m1, or give --all or --quote.")
    for change in changes:
        asked = desk.inquiries.change(reference, change, desk.stamp)
    desk.show(asked)


@inquiry.command("list")
@click.option("--state", type=click.Choice(get_args(State)), help="Only those in this state.")
@_on
@options.casebook
@tables.form_option
@options.out
def list_(
    *, state: str | None, on: str | None, casebook: Path, form: str | None, out: Path | None
) -> None:
    """The inquiries, and where each stands."""
    desk = _opened(casebook, None, on)
    rows = [row(each, desk.on) for each in desk.inquiries.all()]
    kept = [each for each in rows if state in {None, each["state"]}]
    tables.show("inquiries", kept, COLUMNS, form=form, out=out)


@inquiry.command("open")
@_on
@options.casebook
@tables.form_option
@options.out
def open_(*, on: str | None, casebook: Path, form: str | None, out: Path | None) -> None:
    """The questions that stay open, wholly or in part, the latest first."""
    desk = _opened(casebook, None, on)
    rows = open_questions(desk.inquiries.all(), desk.on)
    tables.show("questions", rows, QUESTION_COLUMNS, form=form, out=out)


@inquiry.command()
@_reference
@_on
@_json
@click.option("--history", is_flag=True, help="What happened to it, when and by whom.")
@options.casebook
def show(*, reference: str, on: str | None, as_json: bool, history: bool, casebook: Path) -> None:
    """One inquiry: its questions, their answers and the claims in them."""
    desk = _opened(casebook, None, on)
    if not history:
        desk.show(desk.inquiries.one(reference), as_json=as_json)
        return
    told = History(desk.inquiries.history(reference))
    with output(None) as stream:
        if as_json or not is_terminal():
            formats.write_json(told.rows(), stream)
        else:
            pages(stream).print(told)


@inquiry.command()
@_reference
@options.casebook
@options.out
def export(*, reference: str, casebook: Path, out: Path | None) -> None:
    """Write the letter to send: .docx, .txt, or .toml to write on.

    Without -o the letter is printed as text.
    """
    from detente.inquiries.letter import to_docx, to_text  # noqa: PLC0415 - brings python-docx

    found = _opened(casebook, None, None).inquiries.one(reference)
    ending = out.suffix.lower() if out else ".txt"
    if ending not in _LETTERS:
        raise UsageError("D302", str(out), detail=", ".join(_LETTERS))
    if out and ending == ".docx":
        save(out, to_docx(found))
        return
    with output(out) as stream:
        stream.write(to_toml(found.request) if ending == ".toml" else to_text(found))


@inquiry.command()
@_reference
@_on
@click.option("--declined", is_flag=True, help="The office will not answer.")
@_note
@options.casebook
@_by
def close(
    *,
    reference: str,
    on: str | None,
    declined: bool,
    note: str | None,
    casebook: Path,
    by: str | None,
) -> None:
    """Ask no further: the office declined, or the matter is settled."""
    desk = _opened(casebook, by, on)
    change = Closed(on or dates.day(desk.on), declined, note)
    desk.show(desk.inquiries.change(reference, change, desk.stamp))


@inquiry.command()
@_reference
@options.casebook
@_by
def undo(*, reference: str, casebook: Path, by: str | None) -> None:
    """Take the latest change back; again, the one before it."""
    desk = _opened(casebook, by, None)
    left = desk.inquiries.undo(reference, desk.stamp)
    if left:
        desk.show(left)
    else:
        notes().print(f"{reference}: taken back, nothing is left of it")


def _opened(casebook: Path, by: str | None, on: str | None, *, create: bool = False) -> _Desk:
    """The casebook; the clock and the user's name are asked here and nowhere else."""
    now = dt.datetime.now(dt.UTC)
    day = dates.bounds(on)[1] if on else now.astimezone().date()
    opened = detente.Casebook(casebook, create=create)
    click.get_current_context().call_on_close(opened.close)
    stamp = Stamp(now.isoformat(timespec="seconds"), by or getpass.getuser())
    return _Desk(opened, Inquiries(opened), stamp, day)


def _request(file: str | None, said: dict[str, Any]) -> Request:
    if file is None:
        return Request(**({"office": "", "questions": ()} | said))
    request = parse(_source(file))
    return replace(request, **said) if said else request


def _source(name: str) -> Source:
    found = next(iter(gather([name])))
    if isinstance(found, SourceError):
        raise found
    return found
