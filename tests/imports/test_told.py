"""A relation and a report of what was brought in, down to the file that a reader opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from detente.casebook import Casebook
from detente.export import export
from detente.imports import bring
from detente.report.document import Order, compose, write
from detente.report.document.pieces import Heading, Item, Paragraph
from detente.report.relation import Question, standing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from detente.report.document import Report

GDELT: Final = {
    "GLOBALEVENTID": "901", "SQLDATE": "20200103", "MonthYear": "202001", "Year": "2020",
    "FractionDate": "2020.0082", "Actor1Code": "USAMIL", "Actor1Name": "UNITED STATES",
    "Actor1CountryCode": "USA", "Actor2Code": "IRN", "Actor2Name": "IRAN",
    "Actor2CountryCode": "IRN", "IsRootEvent": "1", "EventCode": "195", "EventBaseCode": "195",
    "EventRootCode": "19", "QuadClass": "4", "GoldsteinScale": "-10.0", "NumMentions": "40",
    "NumSources": "4", "NumArticles": "40", "AvgTone": "-7.2", "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Baghdad, Baghdad, Iraq", "ActionGeo_CountryCode": "IZ",
    "ActionGeo_Lat": "33.3386", "ActionGeo_Long": "44.3939", "DATEADDED": "20200103120000",
    "SOURCEURL": "https://example.org/strike",
}  # fmt: skip
"""A row as GDELT has it, of our own making."""
REPLY: Final = GDELT | {
    "GLOBALEVENTID": "902", "SQLDATE": "20200108", "Actor1Code": "IRN", "Actor1Name": "IRAN",
    "Actor1CountryCode": "IRN", "Actor2Code": "USAMIL", "Actor2Name": "UNITED STATES",
    "Actor2CountryCode": "USA", "EventCode": "194", "EventBaseCode": "194",
    "SOURCEURL": "https://example.org/reply",
}  # fmt: skip


def sentences(report: Report) -> list[str]:
    items = [each.blocks[0] for each in report.sections[0].blocks if isinstance(each, Item)]
    return [each.line[0].text for each in items if isinstance(each, Paragraph)]


@pytest.fixture
def held(casebook: Casebook, written: Callable[..., Path]) -> Casebook:
    bring(written("gdelt", GDELT, REPLY), "gdelt", casebook)
    return casebook


def test_a_report_tells_rows_in_words_and_says_what_they_are(held: Casebook) -> None:
    report = compose(held, Order(from_="2020-01", to="2020-01"))
    assert sentences(report) == [
        "On 3 Jan 2020, the United States attacked Iran from the air in Baghdad, Iraq.",
        "On 8 Jan 2020, Iran attacked the United States with heavy weapons in Baghdad, Iraq.",
    ]
    page = write(report, "html").decode()
    assert "A row of coded data, whose reports are not in the casebook" in page
    assert "https://example.org/strike" in page


@pytest.mark.parametrize("form", ["gdelt", "polecat", "icews"])
def test_what_was_written_and_brought_in_again_is_told_alike(
    form: str, held: Casebook, tmp_path: Path
) -> None:
    out = tmp_path / form
    export(held, form, out)
    with Casebook(tmp_path / "again") as again:
        bring(out / "export.CSV" if form == "gdelt" else out, form, again)
        stands = standing(again, Question(first="USA", second="Iran"))
        report = compose(again, Order(from_="2020-01", to="2020-01"))
    net = "Net −19.0 on the PLOVER scale in 2 events; lowest in Jan 2020, −19.0."
    assert stands.finding == net
    assert [each[:42] for each in sentences(report)] == [
        "On 3 Jan 2020, the United States attacked ",
        "On 8 Jan 2020, Iran attacked the United St",
    ]
    pairs = [each.text for each in report.sections[1].blocks if isinstance(each, Heading)]
    assert pairs == ["Iran – United States"]
