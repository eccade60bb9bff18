from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.casebook.judgements import Identities
from detente.casebook.merge_pairs import alike, told
from detente.casebook.merge_screen import Screen
from detente.casebook.rows import schemas
from detente.casebook.snapshot import Tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from detente.casebook.rows import Row

KNOWN: Final = Identities({"ansar": "the group"}, frozenset())
MORE: Final = {
    "number": "UBIGINT",
    "title": "VARCHAR",
    "published": "VARCHAR",
    "told_last": "DATE",
    "story": "VARCHAR[]",
    "publisher": "VARCHAR",
}
HELD: Final = schemas()["events"] | MORE
DATED: Final = {"document": "VARCHAR", "story": "VARCHAR[]"}


def _party(country: str | None, sector: str) -> Row:
    code = country and country + sector
    return {"name": f"{sector} of {country}", "code": code, "country": country}


def _keys(parties: Sequence[Row], names: Sequence[str]) -> list[str]:
    codes = [party["code"].casefold() for party in parties if party["code"]]
    starts = [code[:length] for code in codes for length in range(3, len(code) + 1)]
    return sorted({*names, *starts})


_days: Final = st.dates(dt.date(2020, 3, 1), dt.date(2020, 3, 9)).map(dt.date.isoformat)
_stems: Final = st.lists(
    st.sampled_from(["rocket", "baghdad", "oil", "vote", "taji", "flood"]), max_size=5, unique=True
)
_parties: Final = st.lists(
    st.builds(_party, st.sampled_from([None, "USA", "IRQ"]), st.sampled_from(["MIL", "MED", ""])),
    max_size=2,
)
_names: Final = st.lists(st.sampled_from(["ansar", "the group", "hadi"]), max_size=1)
_counts: Final = st.sampled_from([None, None, 2, 3, 40])


@st.composite
def _rows(draw: st.DrawFn) -> Row:
    first, last = draw(st.none() | st.tuples(_days, _days).map(sorted)) or (None, None)
    point = draw(st.sampled_from([(None, None), (33.3, 44.4), (33.5, 44.4), (36.3, 43.1)]))
    actors, recipients = draw(_parties), draw(_parties)
    killed, injured = draw(_counts), draw(_counts)
    published = draw(st.none() | _days)
    return {
        "document": draw(st.sampled_from("abcd")),
        "type": draw(st.sampled_from(["ASSAULT", "ASSAULT", "COERCE"])),
        "mode": draw(st.sampled_from([None, "aerial", "drone"])),
        "quad_class": 4,
        "lemma": draw(st.sampled_from([None, "kill", "murder", "attack", "seize", "capture"])),
        "actors": actors,
        "recipients": recipients,
        "actor_keys": _keys(actors, draw(_names)),
        "recipient_keys": _keys(recipients, draw(_names)),
        "place": draw(st.sampled_from([None, "Taji", "Iraq", "Mosul"])),
        "country": draw(st.sampled_from([None, "IRQ", "IRQ", "SYR"])),
        "latitude": point[0],
        "longitude": point[1],
        "earliest": first,
        "latest": last,
        "published": published,
        "told_last": published,
        "killed_low": killed,
        "killed_high": killed,
        "injured_low": injured,
        "injured_high": injured,
        "instruments": draw(st.lists(st.sampled_from(["rocket", "bomb"]), max_size=1)),
        "status": draw(st.sampled_from(["occurred", "occurred", "planned", "denied"])),
        "evidence": [{"start": 0, "end": 9, "quote": " ".join(draw(_stems))}],
    }


def _screened(folder: Path, rows: Sequence[Row], stories: dict[str, list[str]]) -> list[bool]:
    """Of each pair of rows whether it passed."""
    tables = Tables(folder / "runs", folder / "merged")
    try:
        canonical = [{"name": name, "actor": actor} for name, actor in KNOWN.actors.items()]
        tables.append("canonical", canonical, {"name": "VARCHAR", "actor": "VARCHAR"})
        documents = [{"document": name, "story": story} for name, story in stories.items()]
        tables.append("dated", documents, DATED)
        tables.append("beheld", rows, HELD)
        pairs = np.array(list(combinations(range(len(rows)), 2)), np.uint64)
        return list(Screen(tables).passed(pairs[:, 0], pairs[:, 1]))
    finally:
        tables.close()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(_rows(), min_size=2, max_size=12),
    st.fixed_dictionaries(dict.fromkeys("abcd", _stems)),
)
def test_no_pair_is_passed_over_that_is_alike(
    tmp_path: Path, made: list[Row], stories: dict[str, list[str]]
) -> None:
    rows: list[dict[str, Any]] = [
        row | {"number": number, "id": f"v{number}", "story": sorted(stories[row["document"]])}
        for number, row in enumerate(made)
    ]
    passed = _screened(tmp_path, rows, {name: sorted(story) for name, story in stories.items()})
    mentions = [told(row, KNOWN) for row in rows]
    for (one, other), may_be in zip(combinations(mentions, 2), passed, strict=True):
        assert may_be or alike(one, other, KNOWN) is None


def test_what_days_tell_apart_is_passed_over(tmp_path: Path) -> None:
    row: Row = {
        "id": "v1",
        "type": "ASSAULT",
        "quad_class": 4,
        "lemma": "attack",
        "actor_keys": ["ansar"],
        "recipient_keys": ["hadi"],
        "told_last": "2020-03-09",
        "status": "occurred",
    }
    days = ["2020-03-01", "2020-03-01", "2020-03-08"]
    rows = [
        row | {"number": number, "document": f"d{number}", "earliest": day, "latest": day}
        for number, day in enumerate(days)
    ]
    assert _screened(tmp_path, rows, {}) == [True, False, False]
