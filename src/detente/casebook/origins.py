"""From how many sides one thing is known: reports that lean on one another fold into one origin.

Ten papers that print one agency's words, or quote one statement of one ministry, are one witness. A
report leans on the agency or paper whose words it is; on the agency or station that it quotes, if
that stands in the chain of its claim ("Tasnim reported"); and where it only hands on what somebody
said, on those words. Two reports that share one of these are of one origin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from detente.casebook.rows import key
from detente.casebook.wording import stems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MEDIA: Final = "MED"
_SHARED: Final = 0.8
"""Of the shorter of two wordings of one statement."""
_FEWEST: Final = 4
"""Words below which two wordings are alike by chance."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an account of an event rests on.

    Attributes:
        source: Whose account it is, as a key: the agency or station quoted, else the agency whose
            words the document is, else its publisher, else the document.
        speakers: Who is quoted, as keys: a name, and an actor code finer than a country; empty
            where the source speaks for itself.
        words: Stems of the words quoted.
    """

    source: str
    speakers: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


def report_of(row: Mapping[str, Any]) -> Report:
    """What an event of a document rests on.

    Args:
        row: Its `document` with `origin` and `publisher`, the `chain` of the claim that reports it
            (as in `claims`; null where the publisher does), and the `quote` that tells it.
    """
    whose = row["origin"] or row["publisher"] or row["document"]
    chain = row["chain"]
    if not chain:
        return Report(key(whose))
    *between, speaker = chain
    media = [party["name"] for party in (*between[1:], speaker) if _is_media(party)]
    source = key(media[-1] if media else whose)
    if _is_media(speaker):
        return Report(source)
    return Report(source, frozenset(_names(speaker)), stems(row["quote"] or ""))


def origins(reports: Sequence[Report]) -> list[list[int]]:
    """The numbers of reports that are of one origin, each group and all groups in order.

    >>> origins([Report("reuters"), Report("harbor courier"), Report("reuters")])
    [[0, 2], [1]]
    """
    groups: list[list[int]] = []
    for number, report in enumerate(reports):
        near = [group for group in groups if any(_one(report, reports[n]) for n in group)]
        groups = [group for group in groups if group not in near]
        groups.append(sorted([number, *(each for group in near for each in group)]))
    return sorted(groups)


def _one(first: Report, second: Report) -> bool:
    """Whether two reports lean on the same source or hand on the same statement."""
    if first.source == second.source:
        return True
    least = min(len(first.words), len(second.words))
    return (
        not first.speakers.isdisjoint(second.speakers)
        and least >= _FEWEST
        and len(first.words & second.words) >= _SHARED * least
    )


def _is_media(party: Mapping[str, Any]) -> bool:
    return (party["code"] or "").endswith(_MEDIA)


def _names(party: Mapping[str, Any]) -> list[str]:
    code = party["code"]
    finer = [code.casefold()] if code and len(code) > len(_MEDIA) else []
    return [key(party["name"]), *finer]
