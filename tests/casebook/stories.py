"""Stories of sentences that share no words in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_SENTENCES: Final = tuple(
    f"Envoy number{n} of country{n} told the paper{n} in the town{n} that delay{n} was near."
    for n in range(24)
)


def text(numbers: Iterable[int]) -> str:
    """The sentences of these numbers, a paragraph each."""
    return "\n\n".join(_SENTENCES[number] for number in numbers)
