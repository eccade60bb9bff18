"""Draw what `detente read` shows in a terminal, as the picture of the README.

    .venv/bin/python docs/_picture.py

It reads an example document as a user would and writes docs/images/read.svg.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

_ROOT = Path(__file__).parent.parent
_DOCUMENT = "examples/us-iran-iraq/2020-05-13-quarterly-report.pdf"
_WIDTH = 96
_LINES = 58


def main() -> None:
    """Write the picture."""
    command = [str(Path(sys.executable).parent / "detente"), "read", _DOCUMENT]
    terminal = {"FORCE_COLOR": "1", "COLUMNS": str(_WIDTH), "TERM": "xterm-256color"}
    environment = {**os.environ, **terminal}
    shown = subprocess.run(  # noqa: S603 - the project's own command, with a fixed argument
        command, cwd=_ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    lines = shown.splitlines()[:_LINES]
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=_WIDTH, file=nowhere, force_terminal=True)
        console.print(Text.from_ansi("\n".join(lines)))
        target = _ROOT / "docs" / "images" / "read.svg"
        target.parent.mkdir(exist_ok=True)
        console.save_svg(str(target), title=f"detente read {_DOCUMENT}")


if __name__ == "__main__":
    main()
