"""`detente report`: what happened in a period, with an endnote for each sentence."""

from __future__ import annotations

from pathlib import Path

import click

import detente
from detente.cli import options
from detente.cli.output import output, save
from detente.errors import SourceError, UsageError
from detente.report.document import FORMATS, Order, compose, write
from detente.report.document.composing import MOST, known_to
from detente.report.edits import Edits, name_of
from detente.report.theme import Theme, kept, load


@click.command()
@click.option("--from", "from_", metavar="EDTF", required=True, help="The first day.")
@click.option("--to", metavar="EDTF", required=True, help="The last day.")
@click.option(
    "--theme", metavar="FILE|NAME",
    help="What it is about: a file in TOML, or one of the casebook's folder `themes` by its name.",
)  # fmt: skip
@click.option(
    "--relation", "pairs", nargs=2, multiple=True, metavar="A B",
    help="A relation to tell, given once for each; else those of most events and changes.",
)  # fmt: skip
@click.option("--on", "made", metavar="EDTF", help="The day it is dated; else it is undated.")
@click.option(
    "--since", metavar="LAST",
    help="Mark what is new since an earlier report (its HTML or Markdown), or since a day.",
)  # fmt: skip
@click.option(
    "--most", type=click.IntRange(min=1), default=MOST, show_default=True,
    help="How many findings at most.",
)  # fmt: skip
@click.option(
    "--unedited", is_flag=True, help="Without what people changed of the findings on the desk.",
)  # fmt: skip
@click.option(
    "--templates", metavar="DIR", type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder with templates that take the place of ours.",
)  # fmt: skip
@options.casebook
@options.out
def report(  # noqa: PLR0913 - an option each
    *,
    from_: str,
    to: str,
    theme: str | None,
    pairs: tuple[tuple[str, str], ...],
    made: str | None,
    since: str | None,
    most: int,
    unedited: bool,
    templates: Path | None,
    casebook: Path,
    out: Path | None,
) -> None:
    """Tell what happened in a period, with endnotes.

    The form is in the ending of FILE; without one, Markdown goes to standard output.
    """
    form = _form(out)
    with detente.Casebook(casebook, create=False) as opened:
        about = _theme(theme, casebook)
        named = name_of(about, from_=from_, to=to)
        order = Order(
            from_=from_,
            to=to,
            theme=about,
            pairs=pairs,
            made=made,
            since=_since(since),
            most=most,
            edits=() if unedited else Edits(opened).standing(named),
        )
        written = write(compose(opened, order), form, templates=templates)
    if out:
        save(out, written)
        return
    with output(None) as stream:
        stream.write(written.decode())


def _form(out: Path | None) -> str:
    if out is None:
        return "md"
    form = out.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise UsageError("D302", str(out), detail=", ".join(f".{each}" for each in FORMATS))
    return form


def _since(last: str | None) -> str | None:
    """The last day that an earlier report knew, or the day itself."""
    if last is None or not Path(last).is_file():
        return last
    try:
        known = known_to(Path(last).read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError("D101", last) from error
    if known is None:
        raise UsageError("D314", last)
    return known


def _theme(asked: str | None, casebook: Path) -> Theme:
    """The theme of a file, or of the casebook by its name; about everything where none is asked."""
    if asked is None:
        return Theme()
    path = Path(asked)
    return load(path if path.is_file() else kept(casebook).get(asked, path))
