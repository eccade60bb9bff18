from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

import detente
from detente.casebook.mentions import Mention, Side, from_row
from detente.casebook.wording import stem, stems

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = (
    "Militants killed two soldiers with rockets in Mosul, Iraq, on March 11, 2020, the army said."
)


def _row(**columns: object) -> dict[str, object]:
    return {"document": "d", "id": "v1", "type": "ASSAULT", **columns}


def test_a_row_of_the_casebook_becomes_a_mention(tmp_path: Path) -> None:
    with detente.Casebook(tmp_path / "book") as casebook:
        with casebook.writer() as writer:
            writer.add(detente.read(_TEXT, date="2020-03-12"))
        (row,) = (row for row in casebook.events() if row["type"] == "ASSAULT")
    mention = from_row({**row, "published": "2020-03-12"})
    assert mention.trigger == "kill"
    assert {"kill", "rocket"} <= mention.words
    assert mention.place == "mosul"
    assert (mention.country, mention.killed) == ("IRQ", (2, 2))
    assert mention.earliest == mention.latest == dt.date(2020, 3, 11)
    assert mention.published == dt.date(2020, 3, 12)


def test_what_an_old_run_does_not_tell_is_unknown() -> None:
    assert from_row(_row()) == Mention(document="d", id="v1", type="ASSAULT", quad_class=4)


def test_of_a_side_names_are_kept_apart_from_its_country() -> None:
    party = {"code": "USAMIL", "country": "USA"}
    keys = ["american soldiers", "usa", "usam", "usami", "usamil"]
    side = from_row(_row(actors=[party], actor_keys=keys)).actor
    assert side == Side(frozenset({"american soldiers", "usamil"}), frozenset({"usa"}))


def test_a_date_that_is_none_is_unknown() -> None:
    assert from_row(_row(published="soon")).published is None


@pytest.mark.parametrize(
    "forms",
    [
        "attack attacks attacked attacking attacker attackers",
        "bomb bombs bombing bombed bomber",
        "deploy deployment deployed deploys",
        "kill killing killed killings",
        "resign resigned resigns resigning",
        "agree agreed agreement agreements agreeing",
        "deny denied denies denial denials",
        "stop stopped stopping",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


def test_stems_leave_out_what_is_short_and_what_is_no_word() -> None:
    assert stems("In Taji, 3 of Iraq's soldiers") == {"taji", "iraq", "soldi"}


def test_a_country_is_no_place_to_meet_at() -> None:
    row = _row(place="Niger", country="NER", latitude=17.6, longitude=8.1)
    mention = from_row(row)
    assert (mention.place, mention.point, mention.country) == (None, None, "NER")
