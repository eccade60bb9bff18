"""The script that compares the gazetteer with the Phoenix dictionaries, on a dictionary of ours."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "gazetteer_agreement.py"
DICTIONARY = """# a comment [XXX]
FREEDONIA_  [FRE]
IRAQ_  [IRQ] # with a comment
+MESOPOTAMIA_
KOSOVO_ [KSV]
UNITED_STATES_ [IRQ]
NOBODY_WITHOUT_A_CODE_
BILL_CLINTON_
+WILLIAM_CLINTON_
\t[USAELI 830101-930120]
\t[USAGOV 930120-010120]
"""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gazetteer_agreement", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_actors_are_read_with_names_codes_and_terms(script: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "dictionary.txt"
    file.write_text(DICTIONARY, encoding="utf-8")
    actors = script.read(file)
    assert [a.names[0] for a in actors] == [
        "FREEDONIA", "IRAQ", "KOSOVO", "UNITED STATES", "BILL CLINTON",
    ]  # fmt: skip
    assert actors[1].names == ["IRAQ", "MESOPOTAMIA"]
    code, (first, last) = actors[4].terms[1]
    assert (code, first.isoformat(), last.isoformat()) == ("USAGOV", "1993-01-20", "2001-01-20")


def test_countries_and_terms_are_counted(script: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "dictionary.txt"
    file.write_text(DICTIONARY, encoding="utf-8")
    tallies = script.compare(script.read(file))
    assert (tallies["countries"].both, tallies["countries"].agree) == (3, 2)
    assert (tallies["heads"].terms, tallies["heads"].terms_agree) == (1, 1)
    assert "UNITED STATES" in tallies["countries"].disagreements[0]
