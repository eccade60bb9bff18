"""The pipeline is loaded without what nothing uses, and nothing is left changed by that."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADED = """
import sys
from detente.reading import pipeline
loaded = pipeline.load(exclude=["ner"])
assert [w.tag_ for w in loaded("Troops left.")] == ["NNS", "VBD", "."]
print(*(name for name in ("torch", "typer", "weasel") if name in sys.modules))
"""


def said(program: str) -> str:
    """What a program prints in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_neither_pytorch_nor_the_command_line_of_spacy_is_imported() -> None:
    assert said(LOADED) == ""


def test_what_was_imported_before_stays() -> None:
    program = "import sys, types; sys.modules['torch'] = mine = types.ModuleType('torch')\n"
    kept = "print(sys.modules['torch'] is mine)"
    assert said(f"{program}import spacy.cli.info\n{LOADED}{kept}").endswith("True")


@pytest.mark.parametrize("name", ["spacy.cli.info", "statistics"])
def test_what_was_spared_can_be_imported_afterwards(name: str) -> None:
    assert said(f"{LOADED}import importlib; print(importlib.import_module({name!r}).__file__)")
