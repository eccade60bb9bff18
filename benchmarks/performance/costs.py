"""What reading very much would cost, on paper: a measured speed and some assumptions."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is not measured; see `assumed.toml`."""

    words_an_article: int
    day_articles: int
    year_pages: int
    year_english: float
    cores_a_machine: int
    cloud_core_hour: float


class Cost(NamedTuple):
    """What so many articles take: hours of one core, of a machine, of ten, and dollars."""

    what: str
    articles: int
    core_hours: float
    machine_hours: float
    ten_hours: float
    dollars: float


def assumed() -> Assumed:
    """The assumptions as they are written down."""
    return Assumed(**tomllib.loads(Path(__file__).with_name("assumed.toml").read_text("utf-8")))


def costs(words_a_second: float, given: Assumed, *, together: float = 1.0) -> list[Cost]:
    """The costs of a day of English news and of a year of CC-NEWS.

    Args:
        words_a_second: That one core reads by itself.
        given: The rest.
        together: What a core gives beside others, as a share of what it gives alone.
    """
    year = round(given.year_pages * given.year_english)
    return [
        _cost(
            "a day of the world's English news", given.day_articles, words_a_second, given, together
        ),
        _cost("a year of CC-NEWS, its English part", year, words_a_second, given, together),
    ]


def _cost(what: str, articles: int, words_a_second: float, given: Assumed, together: float) -> Cost:
    hours = articles * given.words_an_article / (words_a_second * together) / _HOUR
    machine = hours / given.cores_a_machine
    return Cost(what, articles, hours, machine, machine / 10, hours * given.cloud_core_hour)
