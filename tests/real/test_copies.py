"""The example casebook: which of its documents are one story, and whose words they are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from detente.sources import Source, arrive

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


def test_each_document_has_the_origin_that_its_text_credits() -> None:
    arrived = {path.name: arrive(Source(path.name, path.read_bytes())) for path in _PATHS}
    found = {name: each.document.origin for name, each in arrived.items()}
    assert {name: origin for name, origin in found.items() if origin} == _CREDITED
