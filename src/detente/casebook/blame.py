"""Who is blamed for a happening, and who denies it: one more thing that reports tell differently.

Made of claims, when one happening is asked for: an accusation is a claim about a report of it; a
denial stands in one document with that, and is the accused's own. Who is right is not decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from detente.casebook.merge_versions import REAL
from detente.casebook.wording import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.casebook.rows import Row
    from detente.casebook.snapshot import Tables

__all__ = ["blame"]

_LONGEST_LAND: Final = 3
"""Letters of the code of a state, for which its government speaks."""
_SHORT: Final = 5
"""Letters of a name that is too short to be known by in "a spokesman for …"."""
_ACCUSED: Final = """
SELECT told.document, told.id, told.happening = $1 AS is_here, told.status, told.actors,
  told.lemma, list_transform(told.evidence, lambda each: each.quote) AS quotes,
  coalesce(claim.attitude = 'accuses', false) AS is_blamed,
  coalesce(claim.speaker, told.said_by, held.publisher) AS who
FROM mentions AS told JOIN documents AS held USING (document)
LEFT JOIN claims AS claim
  ON claim.document = told.document AND list_contains(claim.events, told.id)
WHERE list_contains($2, told.document) AND len(told.actors) > 0
  -- What nobody is blamed for: good deeds, and the denial itself.
  AND told.quad_class IN (3, 4) AND told.type <> 'REJECT'
ORDER BY held.earliest NULLS LAST, told.document, try_cast(told.id[2:] AS INTEGER), told.id
"""
_DENIALS: Final = """
SELECT claim.document, claim.id, claim.speaker, claim.speaker_country, claim.events,
  claim.chain[-1].entity AS entity, claim.cue,
  list_transform(claim.content, lambda each: each.quote) AS quotes
FROM claims AS claim JOIN documents AS held USING (document)
WHERE list_contains($1, claim.document) AND claim.attitude = 'denies'
ORDER BY held.earliest NULLS LAST, claim.document, try_cast(claim.id[2:] AS INTEGER), claim.id
"""
_NAMES: Final = """
SELECT document, id, list_transform(mentions, lambda each: each.quote) AS names FROM entities
WHERE list_contains($1, document)
"""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A report that lays a deed to a party, and that party."""

    row: Row
    party: Row


def blame(tables: Tables, happening: str, documents: Sequence[str]) -> Row | None:
    """What is said of who did it, as one of `merge_versions.versions`, or None where nobody says
    otherwise.

    The values are "blamed on A" (by an accusation), "denied by A", and "done by A" where a report
    tells as a fact what A denies. The `id` of a report is that of the event, that of a denial the
    claim's.

    Args:
        tables: The casebook's.
        happening: Its whole id.
        documents: Those that tell of it.
    """
    rows = tables.fetch(_ACCUSED, (happening, documents))
    denials = tables.fetch(_DENIALS, (documents,))
    named = tables.fetch(_NAMES, (documents,)) if denials else []
    names = {(row["document"], row["id"]): _names(row["names"]) for row in named}
    laid = [_Laid(row, party) for row in rows for party in row["actors"] if row["status"] in REAL]
    said: list[tuple[str, Row]] = []
    deniers: set[str] = set()
    for denial in denials:
        own = [each for each in laid if _is_own(denial, each, names)]
        here = [each for each in own if each.row["is_here"] and _is_about(denial, each, own)]
        deniers |= {each.party["name"] for each in here}
        if here or _names_a_report(denial, rows):
            words = f"{denial['cue']} {' '.join(denial['quotes'])}".strip()
            report = _report(denial, denial["speaker"], words)
            said.append((f"denied by {denial['speaker']}", report))
    return _version([*_laid(laid, deniers), *said])


def _laid(laid: Iterable[_Laid], deniers: set[str]) -> Iterator[tuple[str, Row]]:
    """Who is said to have done it: by an accusation, or as a fact that the accused denies."""
    for each in laid:
        name, row = each.party["name"], each.row
        if row["is_here"] and (row["is_blamed"] or name in deniers):
            how = "blamed on" if row["is_blamed"] else "done by"
            yield f"{how} {name}", _report(row, row["who"], next(iter(row["quotes"]), None))


def _version(said: Iterable[tuple[str, Row]]) -> Row | None:
    """The values and who gives them, once a document; None of one that nothing is said against."""
    values: dict[str, dict[tuple[str, str], Row]] = {}
    for value, report in said:
        values.setdefault(value, {}).setdefault((report["document"], report["said_by"]), report)
    found = [{"value": value, "reports": list(rows.values())} for value, rows in values.items()]
    return {"what": "blame", "values": found} if len(found) > 1 else None


def _names_a_report(denial: Row, rows: Iterable[Row]) -> bool:
    """Whether what is denied is itself a report of the happening."""
    return any(
        row["is_here"] and row["document"] == denial["document"] and row["id"] in denial["events"]
        for row in rows
    )


def _is_own(denial: Row, laid: _Laid, names: dict[tuple[str, str], list[str]]) -> bool:
    """Whether who denies is who is said to have done it, or somebody who is named with it; for a
    state that is its government.
    """
    party, document = laid.party, laid.row["document"]
    if document != denial["document"]:
        return False
    if party["entity"] is not None and party["entity"] == denial["entity"]:
        return True
    code = party["code"] or ""
    if len(code) == _LONGEST_LAND and code == denial["speaker_country"]:
        return True
    speaker = denial["speaker"].casefold()
    return any(name in speaker for name in names.get((document, party["entity"]), ()))


def _is_about(denial: Row, laid: _Laid, own: Sequence[_Laid]) -> bool:
    """Whether a denial of the accused is of this: its words say so, or the accusation is the one
    thing of the document that is laid to it.
    """
    names = stems(f"{denial['speaker']} {laid.party['name']} {laid.party['text']}")
    words = stems(" ".join(denial["quotes"])) - names
    if not words.isdisjoint(stems(f"{laid.row['lemma'] or ''} {' '.join(laid.row['quotes'])}")):
        return True
    return laid.row["is_blamed"] and all(each.row["is_here"] for each in own)


def _names(quotes: Iterable[str]) -> list[str]:
    folded = (quote.casefold() for quote in quotes if len(quote) > _SHORT)
    return [each.removeprefix("the ").removeprefix("an ").removeprefix("a ") for each in folded]


def _report(row: Row, who: str | None, quote: str | None) -> Row:
    return {"document": row["document"], "id": row["id"], "said_by": who, "quote": quote}
