"""`detente review`: what the machine proposes, decided one record at a time."""

from __future__ import annotations

import datetime as dt
import getpass
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, get_args

import click

import detente
from detente.casebook.decisions import Comment
from detente.casebook.judgements import Verdict as Judged
from detente.cli import formats, options
from detente.cli.output import is_terminal, notes, output, pages
from detente.cli.review_page import Desk, ReviewPage
from detente.review import TASKS, Kind, Review, Verdict, agreement, gold, queue
from detente.review.rows import decision_row, item_row

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Casebook
    from detente.review import Agreement, Decision

_by = click.option(
    "--by",
    metavar="NAME",
    envvar="DETENTE_USER",
    show_envvar=True,
    help="The reviewer; else you.",
)
_kind = click.option("--kind", type=click.Choice(get_args(Kind)), help="Only records of this kind.")
_document = click.option("--document", metavar="ID", help="Only records of this document.")
_limit = click.option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many at most."
)
_target = click.argument("target", metavar="TARGET")


@dataclass(frozen=True, slots=True)
class _Opened:
    """A casebook with its review, who reviews, and when."""

    casebook: Casebook
    review: Review
    reviewer: str
    at: str


@click.group(invoke_without_command=True)
@_kind
@_document
@options.casebook
@_by
@click.pass_context
def review(
    context: click.Context,
    *,
    kind: str | None,
    document: str | None,
    casebook: Path,
    by: str | None,
) -> None:
    """Accept, correct or reject what was read, with one key.

    What the machine proposed stays beside what you decide, and every decision can be undone. Where
    no terminal is, the records that wait are printed as JSON; decide with the commands below.
    """
    context.obj = {"casebook": casebook, "by": by}
    if context.invoked_subcommand is not None:
        return
    opened = _opened(casebook, by)
    if is_terminal():
        desk = Desk(opened.casebook, opened.review, opened.reviewer, _now)
        desk.work(
            lambda: queue(
                opened.casebook, kind=kind, document=document, reviewer=opened.reviewer, limit=1
            )
        )
        return
    found = queue(opened.casebook, kind=kind, document=document)
    with output(None) as stream:
        formats.write_json([item_row(each) for each in found], stream)


@review.command("list")
@_kind
@_document
@_limit
@click.option("--decided", is_flag=True, help="What was decided, and not what waits.")
@click.option("--lost", is_flag=True, help="Decisions whose record is no longer read.")
@options.casebook
@click.option("--by", metavar="NAME", help="What waits for, or was decided by, this reviewer.")
@options.out
def list_(  # noqa: PLR0913 - an option each
    *,
    kind: str | None,
    document: str | None,
    limit: int,
    decided: bool,
    lost: bool,
    casebook: Path,
    by: str | None,
    out: Path | None,
) -> None:
    """What waits for a decision, what matters most first; or what was decided."""
    opened = _opened(casebook, by)
    if decided or lost:
        made = opened.review.lost() if lost else opened.review.decisions()
        rows = [
            decision_row(each)
            for each in made
            if kind in {None, each.key.kind}
            and by in {None, each.reviewer}
            and each.key.document.startswith(f"sha256:{(document or '').removeprefix('sha256:')}")
        ]
    else:
        found = queue(opened.casebook, kind=kind, document=document, reviewer=by, limit=limit)
        rows = [item_row(each) for each in found]
    with output(out) as stream:
        if out is None and is_terminal():
            pages(stream).print(ReviewPage(rows))
        else:
            formats.write_json(rows, stream)


@review.command()
@_target
@click.argument("verdict", type=click.Choice(get_args(Verdict)))
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="FIELD=VALUE",
    help="With correct: what holds; again for a further side, without a value for none.",
)
@click.option("--comment", metavar="TEXT", help="A remark.")
@click.option("--on", metavar="START-END", help="The stretch of the text it is on.")
@options.casebook
@_by
def decide(
    *,
    target: str,
    verdict: Verdict,
    given: tuple[str, ...],
    comment: str | None,
    on: str | None,
    casebook: Path,
    by: str | None,
) -> None:
    """Decide of a record, named as detente review list does or as DOCUMENT:ID."""
    opened = _opened(casebook, by)
    made = opened.review.decide(
        target,
        verdict,
        reviewer=opened.reviewer,
        at=opened.at,
        correction=_correction(given),
        comment=_comment(comment, on),
    )
    _show(made)


@review.command()
@click.argument("number", type=int, required=False, metavar="[NUMBER]")
@options.casebook
@_by
def undo(*, number: int | None, casebook: Path, by: str | None) -> None:
    """Take a decision back: the one of this number, else your last."""
    opened = _opened(casebook, by)
    _show(opened.review.undo(reviewer=opened.reviewer, at=opened.at, number=number))


@review.command("judge")
@click.argument("first", metavar="FIRST")
@click.argument("second", metavar="SECOND")
@click.argument("verdict", type=click.Choice(get_args(Judged)))
@options.casebook
@_by
def judge(*, first: str, second: str, verdict: Judged, casebook: Path, by: str | None) -> None:
    """Say that two are the same, different, or that you are unsure.

    FIRST and SECOND are events by their ids, reports of events as DOCUMENT:ID, or names of actors.
    Events are merged by it when they are next asked for.
    """
    opened = _opened(casebook, by)
    number = opened.casebook.judge(first, second, verdict, judge=opened.reviewer)
    _show_judgements(opened.casebook, {number})


@review.command("split")
@click.argument("happening", metavar="EVENT")
@click.argument("reports", metavar="REPORT", nargs=-1, required=True)
@options.casebook
@_by
def split(*, happening: str, reports: tuple[str, ...], casebook: Path, by: str | None) -> None:
    """Say that some reports of an event, named as DOCUMENT:ID, tell of another."""
    opened = _opened(casebook, by)
    numbers = opened.casebook.split(happening, reports, judge=opened.reviewer)
    _show_judgements(opened.casebook, set(numbers))


@review.command("judgements")
@options.casebook
def judgements(*, casebook: Path) -> None:
    """What was judged of names and reports, those taken back too."""
    _show_judgements(_opened(casebook, None).casebook, None)


@review.command("withdraw")
@click.argument("numbers", metavar="NUMBER", type=int, nargs=-1, required=True)
@options.casebook
@_by
def withdraw(*, numbers: tuple[int, ...], casebook: Path, by: str | None) -> None:
    """Take judgements back, as detente review judgements numbers them."""
    opened = _opened(casebook, by)
    for number in numbers:
        opened.casebook.withdraw(number, judge=opened.reviewer)
    _show_judgements(opened.casebook, set(numbers))


@review.command("agreement")
@click.argument("first", metavar="REVIEWER")
@click.argument("second", metavar="REVIEWER")
@options.casebook
def agreement_(*, first: str, second: str, casebook: Path) -> None:
    """How far two reviewers agree: Cohen's kappa, by kind of record."""
    opened = _opened(casebook, None)
    found = agreement(opened.review.decisions(), first, second)
    with output(None) as stream:
        formats.write_json([_agreement_row(each) for each in found], stream)


@review.command()
@click.option("--task", type=click.Choice(TASKS), required=True, help="The task of detente eval.")
@options.casebook
@options.out
def export(*, task: str, casebook: Path, out: Path | None) -> None:
    """Write decisions as gold for detente eval and training, as JSON Lines."""
    opened = _opened(casebook, None)
    with output(out) as stream:
        for case in gold(opened.casebook, task):
            stream.write(json.dumps(case, ensure_ascii=False) + "\n")


def _agreement_row(found: Agreement) -> dict[str, Any]:
    return asdict(found) | {"differ": [str(key) for key in found.differ]}


def _show(decision: Decision) -> None:
    with output(None) as stream:
        if is_terminal():
            notes().print(f"{decision.number}: {decision.key} {decision.state}")
        else:
            formats.write_json([decision_row(decision)], stream)


def _show_judgements(casebook: Casebook, numbers: set[int] | None) -> None:
    """Judgements of these numbers, all if None."""
    rows = [
        asdict(each) | {"of": each.of}
        for each in casebook.judgements()
        if numbers is None or each.number in numbers
    ]
    with output(None) as stream:
        formats.write_json(rows, stream)


def _correction(given: tuple[str, ...]) -> dict[str, list[str]] | None:
    found: dict[str, list[str]] = {}
    for each in given:
        field, sign, value = each.partition("=")
        if not sign:
            raise click.UsageError(f"--set {each}: write FIELD=VALUE.")
        found.setdefault(field.strip(), []).append(value)
    return found or None


def _comment(text: str | None, on: str | None) -> Comment | None:
    if text is None:
        if on is not None:
            raise click.UsageError("--on needs --comment TEXT.")
        return None
    if on is None:
        return Comment(text)
    start, dash, end = on.partition("-")
    if not (dash and start.isdecimal() and end.isdecimal()):
        raise click.UsageError(f"--on {on}: write START-END.")
    return Comment(text, int(start), int(end))


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _opened(casebook: Path, by: str | None) -> _Opened:
    """The casebook; the clock and the user's name are asked here and nowhere else."""
    opened = detente.Casebook(casebook, create=False)
    click.get_current_context().call_on_close(opened.close)
    return _Opened(opened, Review(opened), by or getpass.getuser(), _now())
