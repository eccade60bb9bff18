from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from detente.reading.reader import Reader
from detente.sources import Arrival, Source, arrive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.records import Claim, Event, Record, RelationChange

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FOLDER = EXAMPLES / "us-iran-iraq"
NAMES = sorted(path.name for path in FOLDER.iterdir() if path.name != "README.md")
SMALL = 300_000

KIRKUK = "2019-12-28-kirkuk-rockets.txt"
STRIKES = "2019-12-30-militia-strikes.txt"
SOLEIMANI = "2020-01-03-airport-strike.txt"
PAUSE = "2020-01-05-training-pause.html"
DRAFT_LETTER = "2020-01-07-draft-letter.txt"
RESUMPTION = "2020-01-31-joint-operations.html"
TAJI = "2020-03-12-taji-rockets.txt"
US_REPLY = "2020-03-13-us-reply.txt"
ANSWERS = "2020-04-22-answers-to-oversight.docx"
REPORT = "2020-05-13-quarterly-report.pdf"
PRESS_ON_REPORT = "2020-05-14-oversight-findings.txt"

ARRIVALS = [
    (KIRKUK, "2019-12-28", "Gulf Wire", "Rocket barrage on Iraqi base kills American contractor"),
    (
        "2019-12-28-kirkuk-rockets-harbor-courier.html",
        "2019-12-28",
        "Harbor Courier",
        "American contractor killed in rocket attack in Iraq",
    ),
    (STRIKES, "2019-12-30", "Meridian News", "US jets hit militia sites in Iraq and Syria"),
    (
        "2019-12-30-mourning-levant-ledger.html",
        "2019-12-30",
        "The Levant Ledger",
        "Baghdad declares mourning as death toll of US raids rises",
    ),
    (
        "2020-01-01-embassy-siege.html",
        "2020-01-01",
        "Tigris Post",
        "Crowd breaks into US embassy compound in Baghdad, then pulls back",
    ),
    (
        SOLEIMANI,
        "2020-01-03",
        "Gulf Wire",
        "US drone strike kills Iran's Soleimani at Baghdad airport",
    ),
    (
        "2020-01-05-parliament-communique.txt",
        "2020-01-05",
        "Parliament Record, Baghdad",
        "Communiqué on the extraordinary session of the Council of Representatives",
    ),
    (
        PAUSE,
        "2020-01-05",
        "Coalition Information Desk",
        "Statement on coalition activities in Iraq",
    ),
    (
        DRAFT_LETTER,
        "2020-01-07",
        "Capitol Dispatch",
        "Pentagon says letter on leaving Iraq was a draft sent by mistake",
    ),
    (
        "2020-01-08-missile-strike.txt",
        "2020-01-08",
        "Meridian News",
        "Iran fires missiles at bases in Iraq; US reports no casualties",
    ),
    (
        "2020-01-17-concussion-statement.eml",
        "2020-01-17",
        "Gulf Command Press Desk",
        "Response to questions: injuries at Ain al-Asad",
    ),
    (
        RESUMPTION,
        "2020-01-31",
        "Tigris Post",
        "Iraq and coalition take up joint operations again, on a smaller scale",
    ),
    (
        "2020-02-11-injury-count.txt",
        "2020-02-11",
        "Gulf Wire",
        "US count of troops hurt in Iranian strike passes 100",
    ),
    (
        "2020-02-14-alliance-mission.html",
        "2020-02-14",
        "Brussels Defence Bulletin",
        "Allies agree to widen training mission in Iraq",
    ),
    (
        TAJI,
        "2020-03-12",
        "Gulf Wire",
        "Two Americans, one Briton killed in rocket attack on Iraqi camp",
    ),
    (
        "2020-03-12-taji-rockets-northern-standard.html",
        "2020-03-12",
        "Northern Standard",
        "British soldier among three killed in Iraq rocket attack",
    ),
    (
        US_REPLY,
        "2020-03-13",
        "Capitol Dispatch",
        "US strikes militia arms depots after Taji deaths; Baghdad says its own soldiers died",
    ),
    (
        "2020-03-15-second-taji.txt",
        "2020-03-15",
        "Meridian News",
        "Camp Taji hit by rockets again, three coalition soldiers hurt",
    ),
    (
        "2020-03-30-base-transfers.html",
        "2020-03-30",
        "Coalition Information Desk",
        "Coalition transfers K-1 to Iraqi forces",
    ),
    (
        "2020-04-10-dialogue.txt",
        "2020-04-10",
        "Capitol Dispatch",
        "Washington proposes June talks with Iraq on future of its troops",
    ),
    (
        "2020-05-07-new-government.html",
        "2020-05-07",
        "The Levant Ledger",
        "Iraq's parliament approves Kadhimi government after months of deadlock",
    ),
    (
        REPORT,
        "2020-05-13",
        "Office of Oversight",
        "Operations in Iraq: Training and Force Protection",
    ),
    (
        PRESS_ON_REPORT,
        "2020-05-14",
        "Capitol Dispatch",
        "Oversight report: training in Iraq came back, trust only partly",
    ),
]
COPIES = [
    (KIRKUK, "2019-12-28-kirkuk-rockets-harbor-courier.html"),
    (TAJI, "2020-03-12-taji-rockets-northern-standard.html"),
]
TOLLS = [(KIRKUK, 1), (STRIKES, 19), (SOLEIMANI, 10), (TAJI, 3), (US_REPLY, 6)]
PAGES = [
    ("K-1 air base", 1),
    ("Training and operations", 2),
    ("fied that statement", 3),
    ("Outlook", 3),
    ("answer to request for information 20.2-019", 3),
]


@cache
def arrived(name: str) -> Arrival:
    return arrive(Source(name, (FOLDER / name).read_bytes()))


@pytest.fixture(scope="module")
def read() -> Callable[[str], Record]:
    """What reads an example by its name, once."""
    reader = Reader()

    @cache
    def reading(name: str) -> Record:
        arrival = arrived(name)
        return reader.read(arrival.document, problems=arrival.problems)

    return reading


@pytest.mark.parametrize(("name", "published", "publisher", "title"), ARRIVALS)
def test_an_example_says_when_it_was_published_by_whom_and_as_what(
    name: str, published: str, publisher: str, title: str
) -> None:
    document = arrived(name).document
    assert (document.published, document.publisher, document.title) == (published, publisher, title)
    assert arrived(name).problems == ()


def test_the_letter_says_when_it_was_written_and_on_what() -> None:
    document = arrived(ANSWERS).document
    subject = "Answers to your request for information of April 6, 2020"
    assert (document.published, document.title) == ("2020-04-22", subject)
    assert [section.title for section in document.sections][2] == (
        "Question 2: When did training resume?"
    )


def test_every_example_is_expected_here() -> None:
    assert sorted([ANSWERS, *(name for name, *_ in ARRIVALS)]) == NAMES


def test_the_examples_readme_names_every_example() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}`" not in readme] == []


def test_the_examples_are_small() -> None:
    assert sum((FOLDER / name).stat().st_size for name in NAMES) < SMALL


@pytest.mark.parametrize(("words", "page"), PAGES)
def test_words_of_the_report_stand_on_their_page(words: str, page: int) -> None:
    arrival = arrived(REPORT)
    at = arrival.document.text.index(words)
    assert [s.page for s in arrival.document.sections if s.start <= at < s.end] == [page]


def test_the_report_is_read_without_heads_page_numbers_marks_and_broken_words() -> None:
    text = arrived(REPORT).document.text
    assert "Quarterly Report, January" not in text
    assert "killed a U.S. contractor. U.S. officials blamed Kataib Hezbollah" in text
    assert "independently verified that statement" in text


@pytest.mark.parametrize(("story", "copy"), COPIES)
def test_a_wire_copy_holds_no_sentence_of_its_own(story: str, copy: str) -> None:
    assert _sentences(copy) < _sentences(story)


def _sentences(name: str) -> set[str]:
    """The sentences of an example below its dateline, in one spelling."""
    story = arrived(name).document.text.split("(Gulf Wire) — ")[1]
    story = re.sub(r"\bUS(?![A-Z])", "U.S.", story.replace(", north of Baghdad,", ""))
    return set(re.split(r"(?<=[^.][^A-Z]\.)\s+", story.strip()))


def test_the_script_makes_the_same_report_and_letter(tmp_path: Path) -> None:
    subprocess.run([sys.executable, EXAMPLES / "build.py", tmp_path], check=True, timeout=60)
    assert (tmp_path / REPORT).read_bytes() == (FOLDER / REPORT).read_bytes()
    letter = arrive(Source(ANSWERS, (tmp_path / ANSWERS).read_bytes())).document
    assert letter == arrived(ANSWERS).document


@pytest.mark.parametrize("name", NAMES)
def test_every_span_quotes_its_text(name: str, read: Callable[[str], Record]) -> None:
    record = read(name)
    text = record.document.text
    spans = list(_spans(record.to_dict()))
    assert spans
    assert [span for span in spans if text[span[0] : span[1]] != span[2]] == []


def _spans(value: Any) -> Iterator[tuple[int, int, str]]:
    """Yield every span of a record: where it stands and its words."""
    if isinstance(value, dict) and "quote" in value:
        yield value["start"], value["end"], value["quote"]
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from _spans(inner)


@pytest.mark.parametrize(("name", "publisher"), [(row[0], row[2]) for row in ARRIVALS])
def test_the_publisher_opens_the_chain_of_every_claim(
    name: str, publisher: str, read: Callable[[str], Record]
) -> None:
    assert {claim.chain[0].text for claim in read(name).claims} == {publisher}


def _assaults(record: Record) -> list[Event]:
    return [event for event in record.events if event.type == "ASSAULT"]


def _killed(event: Event) -> int | None:
    return event.casualties.killed.low if event.casualties and event.casualties.killed else None


def _changes(record: Record, channel: str) -> list[RelationChange]:
    return [change for change in record.relations if change.channel == channel]


def _hedged(record: Record, level: str) -> list[Claim]:
    return [claim for claim in record.claims if claim.certainty.level == level]


@pytest.mark.parametrize("name", COPIES[0])
def test_the_attack_of_27_december_killed_one_in_iraq(
    name: str, read: Callable[[str], Record]
) -> None:
    attack = next(event for event in _assaults(read(name)) if event.date == "2019-12-27")
    assert attack.location is not None
    assert (_killed(attack), attack.location.country) == (1, "IRQ")


@pytest.mark.parametrize(("name", "killed"), TOLLS)
def test_a_toll_is_read(name: str, killed: int, read: Callable[[str], Record]) -> None:
    assert killed in {_killed(event) for event in _assaults(read(name))}


def test_a_drone_strike_of_3_january_hit_soleimani(read: Callable[[str], Record]) -> None:
    strikes = [event for event in _assaults(read(SOLEIMANI)) if event.date == "2020-01-03"]
    hit = [party.text for event in strikes if event.mode == "drone" for party in event.recipients]
    assert any("Soleimani" in party for party in hit)
    assert {event.status for event in strikes} == {"occurred"}


def test_training_was_suspended_on_5_january(read: Callable[[str], Record]) -> None:
    pauses = [change for change in _changes(read(PAUSE), "training") if change.date == "2020-01-05"]
    assert [pause.status for pause in pauses] == ["suspended"]


def test_training_was_resumed_only_in_part(read: Callable[[str], Record]) -> None:
    changes = _changes(read(RESUMPTION), "training")
    assert {change.status for change in changes} & {"resumed-in-part", "resumed"}


def test_a_withdrawal_that_nobody_decided_did_not_happen(read: Callable[[str], Record]) -> None:
    withdrawals = [event for event in read(DRAFT_LETTER).events if event.mode == "withdraw"]
    assert "occurred" not in {event.status for event in withdrawals}


def test_probably_is_likely_and_very_likely_is_more(read: Callable[[str], Record]) -> None:
    probably = [claim.source.text for claim in _hedged(read(KIRKUK), "likely")]
    assert probably == ["a coalition officer"]
    very_likely = [claim.source.text for claim in _hedged(read(TAJI), "very likely")]
    assert very_likely == ["a senior U.S. commander"]
