"""What `--format` takes, and how each is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.casebook.formats import write_csv, write_json, write_jsonl

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FORMATS", "by_ending", "write_csv", "write_json", "write_jsonl"]

FORMATS: Final = ("table", "csv", "json", "jsonl")
"""What `--format` takes."""


def by_ending(file: Path, otherwise: str) -> str:
    """The format that the ending of a file's name asks for.

    >>> from pathlib import Path
    >>> by_ending(Path("a.csv"), "json"), by_ending(Path("a.txt"), "json")
    ('csv', 'json')
    """
    ending = file.suffix.lower().removeprefix(".")
    return ending if ending in FORMATS else otherwise
