"""Harm that nobody does is no event; harm that somebody does in the midst of it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading import events

if TYPE_CHECKING:
    from tests.reading.build import MakeCast


@pytest.mark.parametrize(
    "text",
    [
        "A flood killed twelve people in Chad.",
        "Twelve soldiers were killed in an earthquake.",
        "Hurricane Irma struck Norway on Saturday.",
        "Nine soldiers were killed when their truck overturned.",
        "The virus hit Mali hard.",
    ],
)
def test_a_mishap_is_no_event(cast: MakeCast, text: str) -> None:
    parties, sentences = cast(text)
    assert not events.find(sentences, parties)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels killed twelve people in the flood.",
        "Nine soldiers were killed when rebels shelled their truck.",
        "Twelve people were killed by a bomber in Chad.",
    ],
)
def test_what_somebody_does_is(cast: MakeCast, text: str) -> None:
    parties, sentences = cast(text)
    assert {h.type for h in events.find(sentences, parties)} == {"ASSAULT"}
