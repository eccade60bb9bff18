"""The example casebook, read and merged: what is one event, and what stands side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from detente import verbs
from detente.casebook import Casebook, Filter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.reading.reader import Reader

_FOLDER: Final = Path(__file__).resolve().parents[2] / "examples" / "us-iran-iraq"
_INPUTS: Final = sorted(path for path in _FOLDER.iterdir() if path.name != "README.md")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def casebook(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    with Casebook(tmp_path_factory.mktemp("examples")) as made:
        with made.writer() as writer:
            for _ in verbs.outcomes(verbs.arrivals(_INPUTS), reader, writer):
                pass
        yield made


def _one(casebook: Casebook, on: str, words: str, **parts: Any) -> dict[str, Any]:
    """The one event of a day of which some report has these words, whole."""
    asked = Filter(from_=on, to=on, **parts)
    found = {row["happening"] for row in casebook.mentions(Filter(from_=on, to=on, text=words))}
    (event,) = (row for row in casebook.events(asked) if row["happening"] in found)
    return casebook.event(event["happening"])


def _sources(casebook: Casebook, event: dict[str, Any]) -> set[str]:
    named = {row["document"]: row["source"] for row in casebook.documents()}
    return {Path(named[row["document"]]).stem for row in event["mentions"]}


def _version(event: dict[str, Any], what: str) -> dict[str, int]:
    """The values of what reports disagree on, and how many give each."""
    (version,) = (each for each in event["versions"] if each["what"] == what)
    return {each["value"]: len(each["reports"]) for each in version["values"]}


def test_the_attack_of_march_is_one_event_with_its_reports(casebook: Casebook) -> None:
    event = _one(casebook, "2020-03-11", "two American service members", type="ASSAULT")
    assert _sources(casebook, event) == {
        "2020-03-12-taji-rockets",
        "2020-03-13-us-reply",
        "2020-05-13-quarterly-report",
    }
    assert (event["reports"], event["origins"]) == (4, 3)
    assert (event["killed_low"], event["killed_high"]) == (3, 3)


def test_the_second_attack_is_another_event_and_its_counts_stand_side_by_side(
    casebook: Casebook,
) -> None:
    event = _one(casebook, "2020-03-14", "second attack", type="ASSAULT")
    assert (event["reports"], event["origins"]) == (2, 2)
    assert set(_version(event, "injured")) == {"3", "5"}


def test_later_stories_join_the_killing_they_speak_of(casebook: Casebook) -> None:
    event = _one(casebook, "2020-01-03", "drone strike", type="ASSAULT")
    sources = _sources(casebook, event)
    assert {"2020-01-03-airport-strike", "2020-03-12-taji-rockets"} <= sources
    assert {"2020-02-14-alliance-mission", "2020-05-13-quarterly-report"} <= sources


def test_the_pause_of_training_is_told_by_three_and_apart_from_that_of_operations(
    casebook: Casebook,
) -> None:
    event = _one(casebook, "2020-01-05", "paused its training", type="SANCTION")
    assert len(_sources(casebook, event)) == 3
    operations = _one(casebook, "2020-01-05", "suspended its operations", type="SANCTION")
    assert operations["happening"] != event["happening"]


def test_hurt_and_unhurt_by_one_missile_attack_stand_side_by_side(casebook: Casebook) -> None:
    event = _one(casebook, "2020-01-08", "ballistic missiles", type="ASSAULT")
    assert {"0", "110"} <= set(_version(event, "injured"))


def test_every_join_says_why(casebook: Casebook) -> None:
    for row in casebook.events():
        if row["reports"] > 1:
            joins = casebook.event(row["happening"])["joins"]
            assert all(join["reasons"] for join in joins if join["refused"] is None)
