"""How far the gazetteer agrees with the Phoenix dictionaries of the Open Event Data Alliance.

    python benchmarks/gazetteer_agreement.py --phoenix ../shared/reference/phoenix [--show 20]

Phoenix (MIT) lists actors with CAMEO codes, holders of offices with terms, as of January 2014. For
each of our tables this prints how many of Phoenix's actors are found under one of their names, how
many of those Phoenix gives a country, in what share it is ours, and for holders in what share the
term agrees: four fifths of the days of our term, up to the end of 2013, lie in terms for which
Phoenix has the person in government. Phoenix's list of ministers begins with 2003; where it knows
a person from the first day of that year, earlier days of ours are left out. `--show N` lists N
disagreements of each table.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente import gazetteer
from detente.dates import bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FILES: Final = (
    "Phoenix.Countries.actors.txt",
    "Phoenix.International.actors.txt",
    "Phoenix.MilNonState.actors.txt",
)
TABLES: Final = {
    "country": "countries", "government": "countries", "body": "bodies", "group": "groups",
    "igo": "organisations", "ngo": "organisations",
    "company": "organisations", "media": "organisations", "party": "organisations",
}  # fmt: skip
"""The first part of an entry's id to our table; holders are told apart by office."""
HEADS: Final = ("head-of-state", "head-of-government")
RELIGIONS: Final = {"MUS"}
"""Codes of religions that are also a country's."""
LAST: Final = dt.date(2013, 12, 31)
"""Phoenix was made in January 2014."""
SHARED: Final = 0.8
CENTURY: Final = 14
"""Two-digit years up to this one are of this century."""
CODE: Final = re.compile(r"\[([A-Z]{3,})\d*[A-Z]*\s*([<>]?)\s*(\d{6,8})?(?:-(\d{6,8}))?\]")
BEGIN: Final = dt.date(2003, 1, 1)
"""Where Phoenix's list of ministers begins."""

Term = tuple[dt.date, dt.date]


@dataclass
class Actor:
    """An actor of Phoenix: names as written, codes, and terms by code."""

    names: list[str]
    codes: list[str] = field(default_factory=list)
    terms: list[tuple[str, Term]] = field(default_factory=list)


@dataclass
class Tally:
    """What was counted for one table."""

    both: int = 0
    located: int = 0
    agree: int = 0
    terms: int = 0
    terms_agree: int = 0
    disagreements: list[str] = field(default_factory=list)


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--phoenix", type=Path, required=True, help="folder of the dictionaries")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="disagreements to list")
    chosen = parser.parse_args()
    actors = [a for name in FILES for a in read(chosen.phoenix / name)]
    tallies = compare(actors)
    print(f"{len(actors)} actors in Phoenix")
    print(f"{'table':<14} {'in both':>8} {'country':>8} {'agrees':>7} {'terms':>6} {'agree':>7}")
    for table, tally in tallies.items():
        country = f"{tally.located:>8} {_share(tally.agree, tally.located):>7}"
        terms = f"{tally.terms:>6} {_share(tally.terms_agree, tally.terms):>7}"
        print(f"{table:<14} {tally.both:>8} {country} {terms}")
    for table, tally in tallies.items():
        for line in tally.disagreements[: chosen.show]:
            print(f"{table}: {line}")


def read(file: Path) -> list[Actor]:
    """The actors of a dictionary; those without a code are left out."""
    actors: list[Actor] = []
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        text = line.partition("#")[0].rstrip()
        name = text.partition("[")[0].strip().lstrip("+").replace("_", " ").strip()
        if name and not text.startswith(("+", "\t", " ")):
            actors.append(Actor([name]))
        elif name and actors:
            actors[-1].names.append(name)
        for found in CODE.finditer(text):
            if actors:
                _add(actors[-1], found)
    return [a for a in actors if a.codes]


def compare(actors: Iterable[Actor]) -> dict[str, Tally]:
    """Tallies by our tables."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for actor in actors:
        for table, entries in _ours(actor).items():
            _count(tallies[table], actor, entries)
    return dict(sorted(tallies.items()))


def _count(tally: Tally, actor: Actor, entries: Sequence[gazetteer.Entry]) -> None:
    tally.both += 1
    theirs = _countries(actor)
    entries = [e for e in entries if e.country]
    if not theirs or not entries:
        return
    tally.located += 1
    fitting = [e for e in entries if theirs & _ways(e)]
    if fitting:
        tally.agree += 1
        _count_terms(tally, actor, fitting)
    else:
        codes, ours = sorted(set(actor.codes)), sorted({e.code or "" for e in entries})
        tally.disagreements.append(f"{actor.names[0]}: {codes} there, {ours} here")


def _count_terms(tally: Tally, actor: Actor, entries: Iterable[gazetteer.Entry]) -> None:
    theirs = [term for code, term in actor.terms if code[3:6] in ("GOV", "MIL")]
    ours = sorted({held for held in map(_held, entries) if held})
    if theirs and min(first for first, _ in theirs) == BEGIN:
        ours = [(max(first, BEGIN), last) for first, last in ours if last >= BEGIN]
    if not theirs or not ours:
        return
    tally.terms += 1
    days = _days(ours)
    if len(days & _days(theirs)) >= SHARED * len(days):
        tally.terms_agree += 1
    else:
        tally.disagreements.append(f"{actor.names[0]}: {_dates(theirs)} there, {_dates(ours)} here")


def _ours(actor: Actor) -> dict[str, list[gazetteer.Entry]]:
    """The entries under any of an actor's names, by table."""
    found: defaultdict[str, list[gazetteer.Entry]] = defaultdict(list)
    for name in actor.names:
        for entry in gazetteer.lookup(name):
            table = _table(entry)
            if table and entry not in found[table]:
                found[table].append(entry)
    return found


def _table(entry: gazetteer.Entry) -> str | None:
    if entry.office:
        return "heads" if entry.office in HEADS else "ministers"
    return TABLES.get(entry.id.partition(":")[0])


def _countries(actor: Actor) -> set[str]:
    """The countries among the three-letter parts of an actor's codes."""
    parts = {code[i : i + 3] for code in actor.codes for i in range(0, len(code), 3)}
    known = {code for c in gazetteer.countries() for code in (c.code, c.cameo)}
    return parts & known - RELIGIONS


def _ways(entry: gazetteer.Entry) -> set[str]:
    """The codes Phoenix may give an entry's country: ours, CAMEO's, a successor's."""
    country = gazetteer.country(entry.country or "")
    return {country.code, country.cameo, *country.successors} if country else set()


def _held(entry: gazetteer.Entry) -> Term | None:
    if not entry.office or entry.start is None:
        return None
    first = bounds(entry.start)[0]
    last = bounds(entry.end)[1] if entry.end else LAST
    return (first, min(last, LAST)) if first <= LAST else None


def _days(terms: Iterable[Term]) -> set[int]:
    return {day for first, last in terms for day in range(first.toordinal(), last.toordinal() + 1)}


def _add(actor: Actor, found: re.Match[str]) -> None:
    code, bound, first, last = found.groups()
    actor.codes.append(code)
    start, end = _day(first), _day(last)
    if bound == ">" and start:
        actor.terms.append((code, (start, LAST)))
    elif start and end and start <= end:
        actor.terms.append((code, (start, min(end, LAST))))


def _day(digits: str | None) -> dt.date | None:
    """A day of Phoenix: YYMMDD or YYYYMMDD; None if there is no such day."""
    if digits is None or len(digits) not in (6, 8):
        return None
    if len(digits) == len("YYMMDD"):
        digits = ("20" if int(digits[:2]) <= CENTURY else "19") + digits
    try:
        return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def _dates(terms: Iterable[Term]) -> str:
    return ", ".join(_spans(terms))


def _spans(terms: Iterable[Term]) -> Iterator[str]:
    for first, last in sorted(set(terms)):
        yield f"{first}/{last}"


if __name__ == "__main__":
    main()
