"""What comes into this stage, and what a reader of one format hands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.records import Problem, Section
    from detente.sources.alignment import Alignment

MOST_BYTES = 200_000_000
"""A source with more bytes than this is refused (D108)."""

MOST_CHARACTERS = 20_000_000
"""A text with more code points than this is refused (D108)."""


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: where it came from and its bytes.

    What is said of it from outside is `None` where nobody says it. The bytes themselves are
    believed first.

    Attributes:
        name: A path, an address on the web, `-` or a label.
        data: The bytes.
        media_type: What the server says they are, as in `text/html`.
        charset: In which characters, as the server says.
        url: Where they were fetched from, after redirects.
        title, publisher, published: What the feed or table that named it says of it; the date in
            EDTF.
        authors: The same.
    """

    name: str
    data: bytes
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A text and what its file itself says of it, before the words of the text are asked.

    Each format's `draft` returns one. Offsets of `sections` and of `alignment` are those of `text`;
    `published` is EDTF, and so is `made`, the day the file itself was made, which need not be
    the day its text was published. What the file does not say is `None` or empty.
    """

    text: str
    alignment: Alignment
    media_type: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    published: str | None = None
    made: str | None = None
    sections: tuple[Section, ...] = ()
    problems: tuple[Problem, ...] = ()
