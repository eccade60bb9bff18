"""Whether an event is independently verified, as far as documents can tell.

It counts as verified if at least two origins tell of it in their own voice, as something that
happened, and nobody denies it or says that it could not be verified. An origin is a publisher, or
the agency whose words a document carries; ten papers with one agency's story are one. That says
nothing of whether the origins are right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from detente import tables, wording
from detente.casebook.merge_versions import nobody_hurt
from detente.casebook.rows import key
from detente.reading.sentences import paragraphs, split
from detente.report.evidence import Evidence
from detente.report.naming import mentioned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from detente.casebook.rows import Row

_REAL: Final = frozenset({"occurred", "ongoing"})
_AGAINST: Final = frozenset({"denied", "did-not-occur"})
_ENOUGH: Final = 2
"""Origins that verify an event."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What is known of an event's verification.

    Attributes:
        by: The origins that verify it; empty where it is not independently verified.
        why: Why it is not, in words; `None` where it is.
        evidence: The words on which that rests: of each origin that tells it in its own voice, or
            those that speak against it.
    """

    by: tuple[str, ...]
    why: str | None = None
    evidence: tuple[Evidence, ...] = ()


def verification(
    mentions: Iterable[Row], texts: Mapping[str, str], status: str = "occurred"
) -> Verification:
    """Whether what the mentions of one event tell is independently verified.

    Args:
        mentions: Rows of `mentions`, each with `origin`: the publisher or agency whose words they
            are, or the document's id.
        texts: The texts of their documents by id.
        status: The event's own: whether it is to be verified that it happened, or that it did not.
    """
    told = list(mentions)
    stands, falls, deny = (_REAL, _AGAINST, "denied by")
    if status in _AGAINST:
        stands, falls, deny = (_AGAINST, _REAL, "told as a fact by")
    against = [each for each in told if each["status"] in falls and not nobody_hurt(each)]
    if against:
        who = _names(each["said_by"] or each["origin"] for each in against)
        return Verification((), f"{deny} {who}", tuple(map(_first, against)))
    doubts = tuple(dict.fromkeys(found for each in told for found in _doubts(each, texts)))
    if doubts:
        return Verification((), "a source says that it could not be verified", doubts)
    own = [each for each in told if each["claim"] is None and each["status"] in stands]
    origins = _origins(own)
    if len(origins) >= _ENOUGH:
        return Verification(origins, None, _first_of_each(own))
    return Verification((), _lacking(told, origins), _first_of_each(own))


def _lacking(told: list[Row], own: tuple[str, ...]) -> str:
    """Why there are not enough origins that tell it themselves."""
    if len(_origins(told)) == 1:
        return "one origin"
    if own:
        return "only one origin tells it in its own voice"
    who = _names(each["said_by"] for each in told if each["said_by"])
    return f"told by {who} alone" if who else "no origin tells it as a fact"


def _origins(told: Iterable[Row]) -> tuple[str, ...]:
    """The origins of mentions, once each, whatever the case of their letters."""
    named: dict[str, str] = {}
    for each in told:
        named.setdefault(key(each["origin"]), each["origin"])
    return tuple(named.values())


def _first_of_each(told: Iterable[Row]) -> tuple[Evidence, ...]:
    """The words of the first mention of each origin."""
    found: dict[str, Evidence] = {}
    for each in told:
        found.setdefault(key(each["origin"]), _first(each))
    return tuple(found.values())


def _names(found: Iterable[str]) -> str:
    return " and ".join(mentioned(wording.flat(each)) for each in dict.fromkeys(found))


def _first(mention: Row) -> Evidence:
    span = mention["evidence"][0]
    return Evidence(mention["document"], span["start"], span["end"], span["quote"])


def _doubts(mention: Row, texts: Mapping[str, str]) -> Iterator[Evidence]:
    """Sentences of the paragraph that tells the event, which say it could not be verified."""
    text = texts[mention["document"]]
    at = mention["evidence"][0]["start"]
    for start, end in paragraphs(text):
        if start <= at < end:
            for _, offset, sentence in split(text[start:end]):
                if _unverified().search(sentence):
                    first = start + offset
                    yield Evidence(mention["document"], first, first + len(sentence), sentence)


@cache
def _unverified() -> re.Pattern[str]:
    rows = tables.rows("detente.report", "unverified")
    words = "|".join(r"\s+".join(map(re.escape, row["words"].split())) for row in rows)
    return re.compile(words, re.IGNORECASE)
