"""The list of feeds: a TOML file, checked before anything is asked of anybody."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic reads the types when it runs
import tomllib
from pathlib import Path  # noqa: TC003 - the same
from typing import TYPE_CHECKING, Annotated, Final, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from detente.errors import FetchError, UsageError
from detente.sources import address
from detente.watch.timing import duration

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST: Final = 60.0
"""Seconds: no server is asked more often for one feed."""
_CONTACT: Final = r"^[!-'*-~ ]{0,200}$"
"""Printable ASCII without brackets: it goes into the `User-Agent`."""


def _interval(written: object) -> object:
    """Seconds of "15m"; refused below a minute."""
    if not isinstance(written, str):
        msg = "write it like 15m, 1h or 2d"
        raise ValueError(msg)  # noqa: TRY004 - pydantic reports a ValueError with its place
    try:
        seconds = duration(written)
    except UsageError as error:
        raise ValueError(error.message) from error
    if seconds < _LEAST:
        msg = "a minute at least"
        raise ValueError(msg)
    return seconds


def _url(written: object) -> object:
    try:
        return address.parse(written).url if isinstance(written, str) else written
    except FetchError as error:
        raise ValueError(error.message) from error


_Interval = Annotated[float, BeforeValidator(_interval)]
_Model = ConfigDict(extra="forbid", frozen=True)


class FeedSettings(BaseModel):
    """One feed: either a `url` or a `path`."""

    model_config = _Model

    url: Annotated[str, BeforeValidator(_url)] | None = None
    """Where a feed or sitemap is, in plain form."""
    path: Path | None = None
    """A folder whose new files are read; relative to the list's own folder."""
    name: str | None = None
    """What it is called in what is printed."""
    publisher: str | None = None
    """Who publishes what it lists; else each document is asked."""
    every: _Interval | None = None
    """Seconds between two looks; else those of the list."""
    articles: Literal["auto", "page", "feed"] = "auto"
    """Whence the text: the page, unless the feed has it all; always the page; always the feed."""
    since: dt.date | None = None
    """What is known to be older is passed over."""
    most: Annotated[int, Field(ge=1)] = 100
    """So many of its items are read in one pass, the others in the next."""

    @property
    def key(self) -> str:
        """By what the casebook knows it: its address, or the folder's whole path."""
        return self.url or str(self.path)

    @property
    def title(self) -> str:
        """Its name, else its address or folder."""
        return self.name or self.key

    @model_validator(mode="after")
    def _either(self) -> Self:
        if (self.url is None) == (self.path is None):
            msg = "give either url or path"
            raise ValueError(msg)
        return self


class Settings(BaseModel):
    """The whole list."""

    model_config = _Model

    contact: Annotated[str, Field(pattern=_CONTACT)] = ""
    """Where whoever watches can be reached: every server is told."""
    every: _Interval = 900.0
    """Seconds between two looks at a feed."""
    pause: Annotated[float, Field(ge=0, le=600)] = 1.0
    """Seconds between two requests to one server."""
    seed: int = 0
    """Starts the draws that spread second tries."""
    feeds: Annotated[tuple[FeedSettings, ...], Field(min_length=1, alias="feed")]
    """The feeds, each a `[[feed]]` of the file."""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        known = [feed.key for feed in self.feeds]
        twice = sorted({name for name in known if known.count(name) > 1})
        if twice:
            msg = f"listed twice: {', '.join(twice)}"
            raise ValueError(msg)
        return self

    def interval(self, feed: FeedSettings) -> float:
        """Seconds between two looks at one of the feeds."""
        return feed.every or self.every


def load(path: Path) -> Settings:
    """Read a list of feeds.

    Raises:
        UsageError: D321, it cannot be read or is not as it should be; the first place that is wrong
            stands in brackets.
    """
    try:
        settings = Settings.model_validate(tomllib.loads(path.read_text("utf-8")))
    except ValidationError as error:
        raise UsageError("D321", str(path), detail=_first(error)) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError("D321", str(path), detail=reason or "") from error
    home = path.absolute().parent
    return settings.model_copy(update={"feeds": tuple(_placed(settings.feeds, home))})


def _placed(feeds: Sequence[FeedSettings], home: Path) -> list[FeedSettings]:
    """The feeds with whole paths."""
    return [
        each if each.path is None else each.model_copy(update={"path": home / each.path})
        for each in feeds
    ]


def _first(error: ValidationError) -> str:
    found = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in found["loc"])
    message = found["msg"].removeprefix("Value error, ")
    return f"{place}: {message}" if place else message
