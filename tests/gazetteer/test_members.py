from __future__ import annotations

import pytest

from detente.gazetteer import members
from detente.gazetteer.roster import roster
from detente.tables import rows


def test_the_members_of_an_organisation_have_their_dates() -> None:
    finland = next(member for member in members("igo:nato") if member.country == "FIN")
    assert (finland.start, finland.end) == ("2023-04-04", None)


def test_who_left_has_an_end() -> None:
    britain = next(member for member in members("igo:european-union") if member.country == "GBR")
    assert britain.end == "2020-01-31"


def test_who_came_back_was_a_member_twice() -> None:
    assert [m.start for m in members("igo:arab-league") if m.country == "SYR"] == [
        "1945-03-22",
        "2023-05-07",
    ]


def test_of_an_unknown_organisation_no_member_is_known() -> None:
    assert members("igo:no-such-league") == ()


@pytest.mark.parametrize(
    "organisation", sorted({row["organisation"] for row in rows("detente.gazetteer", "members")})
)
def test_every_organisation_with_members_is_one_of_the_gazetteer(organisation: str) -> None:
    entries = [named.entry for named in roster() if named.names[0] == organisation]
    (entry,) = [each for each in entries if each.kind == "igo"]
    assert members(entry.id)
