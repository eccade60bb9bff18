"""The example casebook: which of its documents are one story, and whose words they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente import verbs
from detente.casebook import Casebook
from detente.records import ReaderInfo, Record
from detente.sources import Source, arrive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.reading.reader import Reader
    from detente.records import Document, Problem

_FOLDER: Final = Path(__file__).resolve().parents[2] / "examples" / "us-iran-iraq"
_PATHS: Final = sorted(path for path in _FOLDER.iterdir() if path.name != "README.md")
_CREDITED: Final = {
    "2019-12-28-kirkuk-rockets-harbor-courier.html": "Gulf Wire",
    "2019-12-28-kirkuk-rockets.txt": "Gulf Wire",
    "2019-12-30-militia-strikes.txt": "Meridian News",
    "2020-01-03-airport-strike.txt": "Gulf Wire",
    "2020-01-07-draft-letter.txt": "Capitol Dispatch",
    "2020-01-08-missile-strike.txt": "Meridian News",
    "2020-02-11-injury-count.txt": "Gulf Wire",
    "2020-03-12-taji-rockets-northern-standard.html": "Gulf Wire",
    "2020-03-12-taji-rockets.txt": "Gulf Wire",
    "2020-03-13-us-reply.txt": "Capitol Dispatch",
    "2020-03-15-second-taji.txt": "Meridian News",
    "2020-04-10-dialogue.txt": "Capitol Dispatch",
    "2020-05-14-oversight-findings.txt": "Capitol Dispatch",
}
"""The other documents credit nobody: their words are their publishers'."""


class _Nothing:
    """Reads nothing in a document: which are copies depends on their words alone."""

    info = ReaderInfo(version="1", model="nothing", seconds=0.0)

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        return Record(document=document, problems=tuple(problems), reader=self.info)


def test_each_document_has_the_origin_that_its_text_credits() -> None:
    arrived = {path.name: arrive(Source(path.name, path.read_bytes())) for path in _PATHS}
    found = {name: each.document.origin for name, each in arrived.items()}
    assert {name: origin for name, origin in found.items() if origin} == _CREDITED


def test_the_two_wire_copies_are_found_and_nothing_else(tmp_path: Path) -> None:
    arriving = verbs.arrivals([str(path) for path in _PATHS])
    with Casebook(tmp_path / "casebook") as casebook:
        with casebook.writer() as writer:
            outcomes = list(verbs.outcomes(arriving, _Nothing(), writer))
        names = {row["document"]: Path(row["source"]).name for row in casebook.documents()}
    copies = {
        names[it.document]: names[it.copy_of]
        for it in outcomes
        if isinstance(it, verbs.Reading) and it.copy_of
    }
    assert copies == {
        "2019-12-28-kirkuk-rockets-harbor-courier.html": "2019-12-28-kirkuk-rockets.txt",
        "2020-03-12-taji-rockets-northern-standard.html": "2020-03-12-taji-rockets.txt",
    }


def test_claims_of_a_printed_story_are_counted_and_blame_stands_against_denial(
    tmp_path: Path, reader: Reader
) -> None:
    stories = [str(path) for path in _PATHS if "kirkuk" in path.name]
    with Casebook(tmp_path / "casebook") as casebook:
        with casebook.writer() as writer:
            assert len(list(verbs.outcomes(verbs.arrivals(stories), reader, writer))) == 2
        assert {row["reports"] for row in casebook.claims()} == {2}
        assert {(row["reports"], row["origins"]) for row in casebook.events()} == {(2, 1)}
        pairs = {
            (row["kind"], row["first"]["quote"][:16], row["second"]["quote"])
            for row in casebook.contradictions()
        }
    assert ("blame", "Two U.S. officia", "denied that its fighters had any part in it") in pairs
