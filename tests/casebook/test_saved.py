"""Views are saved under a name, replaced and removed; nothing of that is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

import pytest

from detente.casebook.filter import Filter
from detente.casebook.saved import SavedViews
from detente.errors import CasebookError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

AT: Final = "2020-05-13T12:00:00+00:00"
STRIKES: Final = Filter(between=("USA", "Iraq"), type="ASSAULT", from_="2020-01", text="base")


@pytest.fixture
def views(tmp_path: Path) -> SavedViews:
    return SavedViews(tmp_path / "ledger.sqlite")


def test_a_view_asks_what_was_saved(views: SavedViews) -> None:
    assert views.all() == []
    made = views.save("Strikes  in Iraq", "events", STRIKES, author="ann", at=AT)
    assert views.all() == [made]
    assert views.get("strikes in iraq") == made
    assert (made.name, made.asked) == ("Strikes in Iraq", STRIKES)
    assert made.query() == {
        "between": ("USA", "Iraq"),
        "type": "ASSAULT",
        "from": "2020-01",
        "text": "base",
    }


def test_the_last_of_a_name_counts_and_the_others_are_kept(
    views: SavedViews, tmp_path: Path
) -> None:
    views.save("mine", "events", STRIKES, author="ann", at=AT)
    last = views.save("Mine", "claims", Filter(actor="Iran"), author="ben", at=AT)
    assert views.all() == [last]
    views.remove("MINE", author="ben", at=AT)
    assert views.all() == []
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as ledger:
        assert ledger.execute("SELECT count(*) FROM views").fetchone() == (3,)


def test_a_name_that_was_not_saved_is_refused(views: SavedViews) -> None:
    with pytest.raises(CasebookError, match="D209"):
        views.get("mine")
    with pytest.raises(CasebookError, match="D209"):
        views.remove("mine", author="ann", at=AT)


@pytest.mark.parametrize(("name", "table"), [("", "events"), ("x" * 61, "events"), ("a", "moon")])
def test_what_is_no_view_is_refused(views: SavedViews, name: str, table: str) -> None:
    with pytest.raises(UsageError, match="D302"):
        views.save(name, table, Filter(), author="ann", at=AT)
    assert views.all() == []
