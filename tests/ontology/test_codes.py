"""CAMEO codes, and the way there and back from PLOVER."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from detente.errors import UsageError
from detente.ontology import cameo, cameo_codes, code_for, contexts, plover_types

if TYPE_CHECKING:
    from pathlib import Path


def test_every_root_has_as_many_codes_as_in_the_codebook() -> None:
    counts = Counter(c.root for c in cameo_codes().values() if len(c.code) > 2)
    assert counts == {
        "01": 10, "02": 27, "03": 28, "04": 7, "05": 8, "06": 5, "07": 6, "08": 25, "09": 5,
        "10": 27, "11": 12, "12": 28, "13": 22, "14": 26, "15": 6, "16": 13, "17": 13, "18": 14,
        "19": 9, "20": 7,
    }  # fmt: skip


def test_every_code_stands_under_a_code_one_digit_shorter() -> None:
    assert all(code[:-1] in cameo_codes() for code in cameo_codes() if len(code) > 2)


@pytest.mark.parametrize("code", sorted(cameo_codes()))
def test_a_code_has_a_known_type_mode_and_contexts(code: str) -> None:
    found = cameo(code)
    assert set(found.contexts) <= set(contexts())
    if found.type is None:
        assert found.root in {"01", "02"}
        assert found.mode is None
    elif found.mode is not None:
        assert found.mode in {m.name for m in plover_types()[found.type].modes}


@pytest.mark.parametrize(
    ("name", "mode", "code"),
    [
        ("ASSAULT", "aerial", "195"), ("ASSAULT", "drone", "1952"),
        ("ASSAULT", "heavy-weapons", "194"), ("ACCUSE", "allege", "112"),
        ("COERCE", "arrest", "173"), ("SANCTION", "expel", "166"), ("PROTEST", "demo", "141"),
        ("CONSULT", "visit", "042"), ("AID", None, "070"), ("ASSAULT", None, "190"),
        ("RETREAT", None, "080"),
    ],
)  # fmt: skip
def test_a_type_and_mode_have_the_code_that_says_them_best(
    name: str, mode: str | None, code: str
) -> None:
    assert code_for(name, mode) == code


def test_codes_of_types_mean_that_type_save_where_cameo_08_is_split() -> None:
    for name, found in plover_types().items():
        for mode in (None, *(m.name for m in found.modes)):
            back = cameo(code_for(name, mode)).type
            assert back == name or (name == "RETREAT" and back == "CONCEDE")


@pytest.mark.parametrize("code", ["", "21", "1", "1953", "ASSAULT"])
def test_an_unknown_code_is_refused(code: str) -> None:
    with pytest.raises(UsageError) as refused:
        cameo(code)
    assert refused.value.code == "D302"


def test_types_are_those_of_the_conversion_table(shared: Path) -> None:
    table = (shared / "reference" / "CAMEO2PLOVER-2021.txt").read_text(encoding="utf-8")
    stated = {}
    for line in table.splitlines():
        code, colon, rest = line.partition(":")
        if colon and "," in rest and code.isdigit():
            stated[code] = rest.split(",")[0].strip()
    differing = {c for c, name in stated.items() if cameo_codes()[c].type != name}
    assert len(stated) > 250
    assert differing == {"116"}
