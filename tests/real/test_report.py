"""Findings from documents as they are read, in whatever order they were added."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from detente import verbs
from detente.casebook import Casebook
from detente.report.findings import findings
from detente.report.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.reading.reader import Reader
    from detente.report.findings import Finding

EXAMPLES: Final = Path(__file__).resolve().parents[2] / "examples" / "us-iran-iraq"
NAMES: Final = (
    "2020-01-08-missile-strike.txt",
    "2020-01-17-concussion-statement.eml",
    "2020-03-12-taji-rockets.txt",
    "2020-03-12-taji-rockets-northern-standard.html",
    "2020-05-13-quarterly-report.pdf",
)


def casebook(folder: Path, names: Iterable[str], reader: Reader) -> Casebook:
    made = Casebook(folder)
    for name in names:
        with made.writer() as writer:
            list(verbs.outcomes(verbs.arrivals([EXAMPLES / name]), reader, writer))
    return made


def quarter(made: Casebook) -> list[Finding]:
    return findings(made, Theme(about=("Iraq", "Iran")), from_="2020-01", to="2020-03")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Casebook:
    return casebook(tmp_path_factory.mktemp("casebook"), NAMES, reader)


def test_every_sentence_rests_on_words_that_stand_in_the_documents(held: Casebook) -> None:
    found = quarter(held)
    assert found
    for finding in found:
        for sentence in (finding.sentence, finding.agreement, *finding.disagreements):
            assert sentence.evidence
            for each in sentence.evidence:
                text = held.record(each.document).document.text
                assert each.start is None or text[each.start : each.end] == each.quote


def test_the_missiles_of_8_january_are_a_finding_that_is_disputed(held: Casebook) -> None:
    told = next(each for each in quarter(held) if each.date == "2020-01-08" and each.disagreements)
    assert str(told.sentence).startswith("On 8 Jan 2020, Iran attacked ")
    assert len(told.reports) > 1
    assert told.verification.by == ()


def test_two_papers_with_one_story_do_not_verify_it(held: Casebook) -> None:
    for finding in quarter(held):
        publishers = {held.record(each).document.publisher for each in finding.reports}
        if publishers <= {"Gulf Wire", "Northern Standard"}:
            assert finding.verification.by == ()


def test_the_order_of_adding_does_not_matter(
    held: Casebook, tmp_path: Path, reader: Reader
) -> None:
    with casebook(tmp_path / "other", NAMES[::-1], reader) as other:
        assert quarter(other) == quarter(held)
