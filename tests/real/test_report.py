"""Findings from documents as they are read, in whatever order they were added."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from detente import verbs
from detente.casebook import Casebook
from detente.report.document import Order, compose, write
from detente.report.document.pieces import Bullets, Item, Paragraph
from detente.report.findings import findings
from detente.report.theme import Theme
from detente.sources import Source, arrive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.reading.reader import Reader
    from detente.report.document import Report
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
    assert "whether it happened" not in str(told.agreement)  # that nobody was hurt denies nothing


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


QUARTER: Final = Order(from_="2020-01", to="2020-03", theme=Theme(about=("Iraq", "Iran")))


@pytest.fixture(scope="module")
def told(held: Casebook) -> Report:
    return compose(held, QUARTER)


def test_every_line_of_findings_and_statements_has_endnotes(told: Report) -> None:
    items = [block for block in told.sections[0].blocks if isinstance(block, Item)]
    assert items
    said = [block for item in items for block in item.blocks]
    said += [block for block in told.sections[2].blocks if isinstance(block, Bullets)]
    for block in said:
        for line in block.lines if isinstance(block, Bullets) else (block.line,):
            assert any(run.notes for run in line), line


def test_each_endnote_quotes_what_stands_in_its_document(held: Casebook, told: Report) -> None:
    assert told.notes
    for note in told.notes:
        document = held.record(note.document).document
        assert note.publisher == document.publisher
        assert note.quote is None or document.text[note.start : note.end] == note.quote


def test_endnotes_are_numbered_from_one_and_each_is_referred_to(told: Report) -> None:
    text = write(told, "html").decode()
    assert [note.number for note in told.notes] == list(range(1, len(told.notes) + 1))
    for note in told.notes:
        for reference in note.references:
            assert text.count(f'id="{reference.anchor}"') == 1


def test_a_report_is_the_same_whatever_the_order_of_adding(
    told: Report, tmp_path: Path, reader: Reader
) -> None:
    with casebook(tmp_path / "casebook", NAMES[::-1], reader) as other:
        again = compose(other, QUARTER)
    assert again.notes == told.notes
    assert again.sections[:1] == told.sections[:1]


def test_what_is_new_since_a_day_is_marked(held: Casebook) -> None:
    order = replace(QUARTER, since="2020-02")
    items = [each for each in compose(held, order).sections[0].blocks if isinstance(each, Item)]
    assert {item.mark for item in items} > {"new"}


def test_a_word_document_has_the_marks_in_the_order_of_the_notes(told: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(write(told, "docx"))) as package:
        body = package.read("word/document.xml").decode()
    marks = re.findall(r'<w:endnoteReference w:id="(\d+)"', body)
    assert marks == [str(note.number) for note in told.notes]


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_our_own_reader_reads_it(told: Report, form: str) -> None:
    arrived = arrive(Source(f"report.{form}", write(told, form)))
    text = " ".join(arrived.document.text.split())
    item = next(block for block in told.sections[0].blocks if isinstance(block, Item))
    first = item.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.line[0].text in text
    assert "Questions the record raises" in text
