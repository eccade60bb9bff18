"""The options that commands share."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

import click

import detente
from detente import records
from detente.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.casebook import Filter

Command = Any
"""A function that click's decorators pass along."""

_Command = TypeVar("_Command", bound="Callable[..., Any]")
_FOLDER: Final = click.Path(path_type=Path)

_PLACE: Final[dict[str, Any]] = {
    "type": _FOLDER,
    "envvar": "DETENTE_CASEBOOK",
    "default": Path("casebook"),
    "show_envvar": True,
    "show_default": True,
    "metavar": "DIR",
}
"""DIR, else `$DETENTE_CASEBOOK`, else `./casebook`."""

casebook = click.option("--casebook", "casebook", **_PLACE, help="The casebook to look into.")
"""`--casebook DIR`, else `$DETENTE_CASEBOOK`, else `./casebook`."""


def into(
    says: str = "The casebook to keep what is read in, made if absent.",
) -> Callable[[_Command], _Command]:
    """`--into DIR`, else `$DETENTE_CASEBOOK`, else `./casebook`, with what its help says."""
    return click.option("--into", **_PLACE, help=says)


out = click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to FILE instead of standard output.",
)
"""`-o FILE`."""

date = click.option(
    "--date", metavar="EDTF", help="When it was published, as 2020-05-13, 2020-05 or 2020."
)
"""`--date` of publication."""

publisher = click.option("--publisher", metavar="NAME", help="Who published it.")
"""`--publisher`."""


def _moment(_: click.Context, __: click.Parameter, written: str | None) -> datetime | None:
    """The time that was written, in UTC where it names no zone."""
    if written is None:
        return None
    try:
        found = datetime.fromisoformat(written)
    except ValueError as error:
        raise UsageError("D301", written, detail="or 2020-05-13T10:00") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


since = click.option(
    "--since",
    metavar="WHEN",
    callback=_moment,
    help="Only what watched feeds brought since that day or minute, in UTC.",
)
"""`--since` of documents."""

_FILTERS: Final = (
    click.option(
        "--between",
        nargs=2,
        metavar="A B",
        help="Two sides, either way round: code, country or name.",
    ),
    click.option("--actor", metavar="A", help="Someone on any side: code, country or name."),
    click.option(
        "--type", "type_", metavar="TYPE", help="PLOVER type; for relations, the channel."
    ),
    click.option(
        "--status", metavar="STATUS", help="Whether it happened; for relations, the change."
    ),
    click.option("--country", metavar="C", help="Where: alpha-3 code or name."),
    click.option("--from", "from_", metavar="EDTF", help="Nothing that ended before."),
    click.option("--to", metavar="EDTF", help="Nothing that began after."),
    click.option("--text", metavar="WORDS", help="Words of the evidence."),
    click.option("--view", metavar="NAME", help="A saved view; other options narrow it further."),
)

_EVENT: Final = (get_args(records.EventType), get_args(records.Status))
_RELATION: Final = (get_args(records.Channel), get_args(records.Change))


def filters(*, relations: bool | None = False) -> Callable[[Command], Command]:
    """Give a command the shared filters and hand them to it as `asked`, a `Filter`.

    Args:
        relations: Whether `--type` and `--status` are those of relations; of either if None.
    """
    both = tuple((*here, *there) for here, there in zip(_EVENT, _RELATION, strict=True))
    types, states = both if relations is None else _RELATION if relations else _EVENT

    def decorate(command: Command) -> Command:
        @wraps(command)
        def filtered(**values: Any) -> Any:  # noqa: ANN401 - passes on what click gives
            view = _viewed(values.pop("view"), values["casebook"])
            given = {name: values.pop(name) for name in _NAMES}
            asked = _asked(view | {n: v for n, v in given.items() if v}, types, states)
            return command(asked=asked, **values)

        for option in reversed(_FILTERS):
            option(filtered)
        return filtered

    return decorate


_NAMES: Final = ("between", "actor", "type_", "status", "country", "from_", "to", "text")


def _viewed(name: str | None, casebook: Path) -> dict[str, Any]:
    """What a saved view asks for, by the names of the options; nothing where none is named."""
    if name is None:
        return dict.fromkeys(_NAMES)
    with detente.Casebook(casebook, create=False) as opened:
        found = opened.views.get(name).asked
    return {each: getattr(found, each.replace("type_", "type")) for each in _NAMES}


def _asked(values: dict[str, Any], types: tuple[str, ...], states: tuple[str, ...]) -> Filter:
    return detente.Filter(
        between=values["between"] or None,
        actor=values["actor"],
        type=_one_of(values["type_"], types, "--type"),
        status=_one_of(values["status"], states, "--status"),
        country=values["country"],
        from_=values["from_"],
        to=values["to"],
        text=values["text"],
    )


def _one_of(value: str | None, known: tuple[str, ...], option: str) -> str | None:
    if value is None:
        return None
    for name in known:
        if value.casefold() == name.casefold():
            return name
    raise UsageError("D302", f"{option} {value}", detail=", ".join(known))
