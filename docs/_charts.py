"""Draw the pictures of docs/relations.md from the example casebook.

    .venv/bin/python docs/_charts.py [CASEBOOK]

Without a casebook it builds the example's in a folder of its own, which takes half a minute.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text

_ROOT = Path(__file__).parent.parent
_IMAGES = _ROOT / "docs" / "images"
_WIDTH = 96
_LINES = 46
_PAIR = ("USA+coalition", "Iraq")
_PICTURES = {
    "relation-training.svg": ("relation", *_PAIR, "--channel", "training"),
    "timeline.svg": ("events", "--between", "USA", "IRN"),
    "network.svg": ("relations",),
}
"""File to the command that draws it."""


def main() -> None:
    """Write the pictures."""
    with TemporaryDirectory() as folder:
        casebook = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "detente-demo"
        if not casebook.is_dir():
            _run("demo", "--into", str(casebook))
        for name, command in _PICTURES.items():
            _run(*command, "--casebook", str(casebook), "-o", str(_IMAGES / name))
        _page("relation", *_PAIR, "--format", "table", "--casebook", str(casebook))


def _page(*command: str) -> None:
    """What a terminal shows, as a picture."""
    lines = _run(*command).splitlines()[:_LINES]
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=_WIDTH, file=nowhere, force_terminal=True)
        console.print(Text.from_ansi("\n".join(lines)))
        target = _IMAGES / "relation.svg"
        console.save_svg(str(target), title=f"detente {' '.join(command[:3])}")


def _run(*command: str) -> str:
    """Run the program as a user does; what it prints."""
    terminal = {"FORCE_COLOR": "1", "COLUMNS": str(_WIDTH), "TERM": "xterm-256color"}
    return subprocess.run(  # noqa: S603 - the project's own command, with fixed arguments
        [sys.executable, "-m", "detente.cli", *command],
        cwd=_ROOT,
        env={**os.environ, **terminal},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


if __name__ == "__main__":
    main()
