"""Reads news and official reports into a sourced record of who did what to whom, who says so.

>>> import detente
>>> record = detente.read("report.html", date="2020-05-13")  # doctest: +SKIP
>>> casebook = detente.Casebook("casebook")  # doctest: +SKIP

The names below are found on first use, so that `import detente` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from detente.casebook import Casebook, Filter
    from detente.errors import DetenteError
    from detente.reading.reader import Reader
    from detente.records import Document, Record
    from detente.verbs import read, read_many

__all__ = [
    "Casebook",
    "DetenteError",
    "Document",
    "Filter",
    "Reader",
    "Record",
    "read",
    "read_many",
]

__version__: str
"""The version installed."""

_HOMES: Final = {
    "Casebook": "detente.casebook",
    "DetenteError": "detente.errors",
    "Document": "detente.records",
    "Filter": "detente.casebook",
    "Reader": "detente.reading.reader",
    "Record": "detente.records",
    "read": "detente.verbs",
    "read_many": "detente.verbs",
}


def __getattr__(name: str) -> object:
    """A public name, from the module it lives in, kept here once found."""
    value: object
    if name == "__version__":
        value = import_module("importlib.metadata").version("detente")
    elif name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
    else:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted([*__all__, "__version__"])
