"""The two sides of a relation: an actor, a country, a code, or a group of them.

A side is asked for as in the casebook's filters: by a name ("Kataib Hezbollah"), a country ("IRQ",
"Iraq"), a code or the beginning of one ("USAMIL"). `+` joins several ("USA+GBR"); `NATO+members`
is an organisation with the countries that belonged to it when the event happened.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from detente import gazetteer
from detente.casebook.filter import Condition, country_codes
from detente.casebook.judgements import identities
from detente.casebook.rows import key
from detente.dates import bounds
from detente.errors import UsageError
from detente.gazetteer.roster import roster

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from detente.casebook import Casebook
    from detente.gazetteer import Entry, Member

_MEMBERS: Final = "members"
_NO_BODY: Final = {"country", "place", "person", "people", "document", "other"}
"""Kinds of entry that are looked up by the name they were asked for, and no other of theirs."""
_OWN_CODE: Final = len("IGO") + 1
"""Codes of organisations that are at least so long are an organisation's own: `IGOUNO`."""
_CALLED: Final = """
SELECT DISTINCT name FROM entities
WHERE list_has_any(keys, ?) AND kind NOT IN ('person', 'place', 'country') ORDER BY name
"""


@dataclass(frozen=True, slots=True)
class Key:
    """What an event's side is looked up by, and from when till when it stands for the group.

    Attributes:
        value: Case-folded name, country, or code or its beginning; as in the casebook's `keys`.
        start: First day it holds, None for ever since.
        end: Last day it holds, None for still.
        member: Whether it stands for a member of an organisation.
    """

    value: str
    start: dt.date | None = None
    end: dt.date | None = None
    member: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """Whom a relation is about.

    Attributes:
        name: As it is shown: "United States", "USAMIL", "NATO and its members".
        keys: Whoever has one of them belongs to the side.
        asked: What it was asked for by, as on the command line.
    """

    name: str
    keys: tuple[Key, ...]
    asked: str

    def among(self, column: str) -> Condition:
        """That one of the keys in a column of `keys` belongs to the side, as SQL.

        Members count while they are members: the row's `earliest` and `latest` say when.
        """
        always = tuple(each.value for each in self.keys if each.start is each.end is None)
        tests = [f"list_contains({column}, ?)" for _ in always]
        parameters: tuple[object, ...] = always
        for each in self.keys:
            if each.value in always:
                continue
            test = f"list_contains({column}, ?)"
            parameters += (each.value,)
            if each.start is not None:
                test += " AND coalesce(latest >= ?, true)"
                parameters += (each.start,)
            if each.end is not None:
                test += " AND coalesce(earliest <= ?, true)"
                parameters += (each.end,)
            tests.append(f"({test})")
        return Condition(f"({' OR '.join(tests)})", parameters)

    def without(self, other: Side) -> Side:
        """The side less those of its members that the other side is."""
        theirs = {each.value for each in other.keys}
        kept = (each for each in self.keys if not (each.member and each.value in theirs))
        return replace(self, keys=tuple(kept))


def sides(casebook: Casebook, first: str, second: str) -> tuple[Side, Side]:
    """The two sides asked for; a member of the one that is the other belongs to the other alone.

    Raises:
        UsageError: D310 if a side names nobody, or asks for members that are not known.
    """
    one, other = side(casebook, first), side(casebook, second)
    return one.without(other), other.without(one)


def side(casebook: Casebook, asked: str) -> Side:
    """Whom a name, country or code stands for, or several of them joined by `+`.

    A body, organisation or group of the gazetteer is looked up by all its names; whoever else, by
    the name given and by those that documents of the casebook have for whom they call so; both by
    names that were judged the same, and by none that was judged different.

    Raises:
        UsageError: D310 if it names nobody, or asks for members that are not known.
    """
    parts = [part.strip() for part in asked.split("+")]
    with_members = _MEMBERS in parts
    named = [part for part in parts if part != _MEMBERS]
    if not named or not all(map(key, named)):
        raise UsageError("D310", asked or "an empty name")
    keys = [each for part in named for each in _keys(casebook, part)]
    if with_members:
        keys += _members(asked, filter(None, map(_body, named)))
    shown = " and ".join(_shown(part) for part in named) + " and its members" * with_members
    return Side(shown, tuple(dict.fromkeys(keys)), asked)


def _keys(casebook: Casebook, name: str) -> list[Key]:
    code = country_codes().get(key(name))
    if code:
        return [Key(key(name)), Key(code.casefold())]
    body = _body(name)
    names = [name, *_names(body)] if body else [name]
    own = body.code if body and body.code and body.code.startswith("IGO") else ""
    known = {key(each) for each in names} | {key(each.replace(".", "")) for each in names}
    called = casebook.query(_CALLED, [sorted(known)])
    known = _judged(casebook, key(name), known | {key(row["name"]) for row in called})
    if own and len(own) >= _OWN_CODE:
        known.add(own.casefold())
    first = key(name)
    return [Key(first), *(Key(value) for value in sorted(known - {first}))]


def _judged(casebook: Casebook, asked: str, known: set[str]) -> set[str]:
    """The names with those judged one actor's with any of them, and without those judged another's
    than the name asked for.
    """
    found = identities(casebook.judgements())
    actors = {found.actors[name] for name in known if name in found.actors}
    same = {name for name, actor in found.actors.items() if actor in actors}
    others = {name for pair in found.different if asked in pair for name in pair}
    return (known | same) - (others - {asked})


def _body(name: str) -> Entry | None:
    """The body, organisation or group a name brings up first, if any."""
    found = (entry for entry in gazetteer.lookup(name) if entry.kind not in _NO_BODY)
    return next(found, None)


def _names(entry: Entry) -> tuple[str, ...]:
    return next((named.names for named in roster() if named.names[0] == entry.name), ())


def _shown(name: str) -> str:
    code = country_codes().get(key(name))
    country = gazetteer.country(code) if code else None
    return country.name if country else name


def _members(asked: str, bodies: Iterable[Entry]) -> Iterator[Key]:
    found = [member for body in bodies for member in gazetteer.members(body.id)]
    if not found:
        raise UsageError("D310", asked, detail="its members are not known")
    return map(_member, found)


def _member(member: Member) -> Key:
    start = bounds(member.start)[0] if member.start else None
    end = bounds(member.end)[1] if member.end else None
    return Key(member.country.casefold(), start, end, member=True)
