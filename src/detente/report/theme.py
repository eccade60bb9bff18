"""A theme: a filter that is kept as a file, so that every report on a matter asks the same.

    name = "Iraq"
    about = ["Iraq"]                     # on any side, or where it happened
    actors = ["USA", "Kataib Hezbollah"] # on any side
    places = ["IRQ", "Camp Taji"]        # a country or the name of a place
    types = ["ASSAULT", "ACCUSE"]        # PLOVER types
    words = ["training", "rockets"]      # words of the evidence

Within a key any value is enough; of the keys that are given each must hold.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final, get_args

from detente.casebook import Filter
from detente.casebook.durable import write_file, writing
from detente.casebook.filter import country_codes
from detente.casebook.rows import key
from detente.errors import SourceError, UsageError
from detente.records import EventType
from detente.wording import flat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from detente.casebook import Casebook
    from detente.casebook.rows import Row


@dataclass(frozen=True, slots=True)
class Theme:
    """What a report is about; an empty theme is about everything."""

    name: str | None = None
    about: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


_FOLDER: Final = "themes"
_LONGEST: Final = 60
"""Characters of a file's name."""
_OTHER: Final = re.compile("[^a-z0-9]+")
_KEYS: Final = tuple(field.name for field in fields(Theme))


def kept(casebook: Path) -> dict[str, Path]:
    """The themes that lie in a casebook's folder `themes`, by name, in order."""
    return {path.stem: path for path in sorted((casebook / _FOLDER).glob("*.toml"))}


def save(casebook: Path, theme: Theme) -> str:
    """Keep a theme in a casebook's folder `themes`.

    The file is called after the theme, in plain letters, whatever else its name holds. It says the
    same as the theme, words on one line each.

    Args:
        casebook: The casebook's folder.
        theme: Has a name, and says what it is about.

    Returns:
        The name under which `kept` has it.

    Raises:
        UsageError: D302 if it has no name in plain letters or is about everything, D324 if there is
            one of that name.
        CasebookError: D203 if the disk will not take it.
    """
    parts = unicodedata.normalize("NFKD", theme.name or "").casefold()
    plain = "".join(each for each in parts if not unicodedata.combining(each))
    called = _OTHER.sub("-", plain).strip("-")[:_LONGEST]
    lists = {key: [flat(each) for each in getattr(theme, key)] for key in _KEYS[1:]}
    said = {key: values for key, values in lists.items() if values}
    if not called or not said:
        detail = "a theme has a name in letters a to z or digits, and says what it is about"
        raise UsageError("D302", flat(theme.name or "theme"), detail=detail)
    path = casebook / _FOLDER / f"{called}.toml"
    if path.exists():
        raise UsageError("D324", called)
    # What JSON has for a text or a list of texts, TOML has too.
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in {"name": flat(theme.name or ""), **said}.items()
    ]
    with writing(casebook):
        path.parent.mkdir(exist_ok=True)
        write_file(path, "".join(lines).encode())
    return called


def load(path: Path) -> Theme:
    """The theme that a TOML file holds.

    Raises:
        SourceError: D101 if it cannot be opened.
        UsageError: D320 if it is no theme, D302 for a type that is none.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise SourceError("D101", str(path), detail=reason or "") from error
    return parse(text, str(path))


def parse(text: str, name: str) -> Theme:
    """The theme that a text in TOML says; `name` is what it is called in errors.

    Raises:
        UsageError: D320 if it is no theme, D302 for a type that is none.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError("D320", name, detail=str(error)) from error
    unknown = sorted(set(values) - set(_KEYS))
    if unknown:
        detail = f"no key {', '.join(unknown)}; known are {', '.join(_KEYS)}"
        raise UsageError("D320", name, detail=detail)
    lists = {each: _list(name, each, values.get(each, [])) for each in _KEYS[1:]}
    types = known_types(lists.pop("types"), name)
    title = values.get("name")
    if title is not None and not isinstance(title, str):
        raise UsageError("D320", name, detail="name is no text")
    return Theme(title, types=types, **lists)


def known_types(written: Iterable[str], name: str) -> tuple[str, ...]:
    """PLOVER types as somebody writes them, in large letters; `name` is who says them, for errors.

    Raises:
        UsageError: D302 for a type that is none.
    """
    types = tuple(each.upper() for each in written)
    strange = sorted(set(types) - set(get_args(EventType)))
    if strange:
        detail = ", ".join(get_args(EventType))
        raise UsageError("D302", f"{name} {', '.join(strange)}", detail=detail)
    return types


def events(casebook: Casebook, theme: Theme, *, from_: str | None, to: str | None) -> list[Row]:
    """The casebook's events that a theme is about, in order of date.

    Args:
        casebook: The casebook.
        theme: What they are to be about.
        from_: EDTF; none that ended before.
        to: EDTF; none that began after.
    """
    rows: list[Row] = casebook.events(Filter(from_=from_, to=to))
    asked: list[tuple[tuple[str, ...], Callable[[str], Iterable[Row]]]] = [
        (theme.about, lambda name: [*_of(casebook, name), *_in(rows, name)]),
        (theme.actors, lambda name: _of(casebook, name)),
        (theme.places, lambda name: _in(rows, name)),
        (theme.types, lambda name: [row for row in rows if row["type"] == name]),
        (theme.words, lambda words: casebook.events(Filter(text=words))),
    ]
    for values, find in asked:
        if values:
            kept = {row["happening"] for value in values for row in find(value)}
            rows = [row for row in rows if row["happening"] in kept]
    return rows


def _of(casebook: Casebook, name: str) -> list[Row]:
    return casebook.events(Filter(actor=name))


def _in(rows: Iterable[Row], name: str) -> list[Row]:
    """The rows whose place has that name, or lies in the country of that name or code."""
    code = country_codes().get(key(name), name.upper())
    wanted = key(name)
    return [row for row in rows if row["country"] == code or key(row["place"] or "") == wanted]


def _list(name: str, label: str, values: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever the file holds
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        raise UsageError("D320", name, detail=f"{label} is no list of texts")
    return tuple(values)
