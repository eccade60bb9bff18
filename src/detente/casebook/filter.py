"""What to show: the filters the command line, the desk and Python share, as conditions in SQL.

A condition goes with its parameters; nothing a person typed is ever part of the SQL.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from detente.casebook.rows import key
from detente.dates import bounds
from detente.gazetteer import countries

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which rows of a table to give; what is `None` does not narrow.

    Attributes:
        between: Two parties, on either side of the event, each as for `actor`.
        actor: A party on any side: its code or the beginning of it, its country (alpha-3 or name),
            or its name.
        type: A PLOVER type; of relations, a channel.
        status: Whether it happened; of relations, the change.
        country: Where, as alpha-3 or name; of actors and relations, whose.
        from_: EDTF; nothing that ended before it began.
        to: EDTF; nothing that began after it ended.
        text: Words of the evidence; of documents, of the whole text.
    """

    between: tuple[str, str] | None = None
    actor: str | None = None
    type: str | None = None
    status: str | None = None
    country: str | None = None
    from_: str | None = None
    to: str | None = None
    text: str | None = None

    def about_events(self) -> Filter:
        """The part that asks for an event's type, status, place and sides."""
        return replace(self, from_=None, to=None, text=None)


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL that is true of the rows wanted, and its parameters in order."""

    sql: str
    parameters: tuple[object, ...] = ()


_SIDES: Final = ("actor_keys", "recipient_keys")
_EVIDENCE: Final = "list_transform(evidence, lambda span: span.quote)"
_CONTENT: Final = "list_transform(content, lambda span: span.quote)"


def of_events(asked: Filter) -> Iterator[Condition]:
    """Conditions on `events` and `mentions`."""
    if asked.between:
        yield _between(*_SIDES, asked.between)
    if asked.actor:
        yield _has_any(_SIDES, asked.actor)
    yield from _equal(type=asked.type, status=asked.status, country=_country(asked.country))
    yield from _overlap(asked)
    yield from _words(asked, _EVIDENCE)


def of_claims(asked: Filter) -> Iterator[Condition]:
    """Conditions on `claims`: `actor` is who speaks, hands on or is told; the rest as reported."""
    if asked.actor:
        yield _has_any(("keys", "audience_keys"), asked.actor)
    yield from _holding(replace(asked, actor=None), "list_contains(outer_row.events, events.id)")
    yield from _overlap(asked)
    yield from _words(asked, _CONTENT)


def of_causes(asked: Filter) -> Iterator[Condition]:
    """Conditions on `causes`: those of the event at either end."""
    ends = "events.id IN (outer_row.cause_event, outer_row.effect_event)"
    yield from _holding(asked, ends, dates=True)
    yield from _words(asked, "[cause, effect, signal]")


def of_relations(asked: Filter) -> Iterator[Condition]:
    """Conditions on `relations`: `type` is the channel, `status` the change."""
    sides = ("first_keys", "second_keys")
    if asked.between:
        yield _between(*sides, asked.between)
    if asked.actor:
        yield _has_any(sides, asked.actor)
    if asked.country:
        yield _has_any(sides, asked.country)
    yield from _equal(channel=asked.type, status=asked.status)
    yield from _overlap(asked)
    yield from _words(asked, _EVIDENCE)


def of_entities(asked: Filter) -> Iterator[Condition]:
    """Conditions on `entities`: themselves by name, and by the events they take part in."""
    if asked.actor:
        yield _has_any(("keys",), asked.actor)
    yield from _equal(country=_country(asked.country))
    taking_part = (
        "list_contains(list_transform(list_concat(events.actors, events.recipients), "
        "lambda party: party.entity), outer_row.id)"
    )
    yield from _holding(replace(asked, actor=None, country=None), taking_part, dates=True)
    yield from _words(asked, "[name]")


def of_documents(asked: Filter) -> Iterator[Condition]:
    """Conditions on `documents`, but for `text`, which the full-text index answers.

    A copy tells of the events of its original.
    """
    yield from _holding(asked, "true", teller="coalesce(outer_row.copy_of, outer_row.document)")
    yield from _overlap(asked)


def of_problems(asked: Filter) -> Iterator[Condition]:
    """Conditions on `problems`: only words narrow them."""
    yield from _words(asked, "[what, quote, source]")


def _between(first: str, second: str, pair: tuple[str, str]) -> Condition:
    one, other = pair
    ways = (
        (_has_any((first,), one), _has_any((second,), other)),
        (_has_any((first,), other), _has_any((second,), one)),
    )
    sql = " OR ".join(f"({here.sql} AND {there.sql})" for here, there in ways)
    values = (value for way in ways for side in way for value in side.parameters)
    return Condition(f"({sql})", tuple(values))


def _has_any(columns: tuple[str, ...], name: str) -> Condition:
    pairs = [(column, wanted) for column in columns for wanted in _keys(name)]
    # Several single tests: DuckDB answers them twice as fast as one `list_has_any`.
    tests = " OR ".join(f"list_contains({column}, ?)" for column, _ in pairs)
    return Condition(f"({tests})", tuple(wanted for _, wanted in pairs))


def _keys(name: str) -> list[str]:
    """What a party is looked up by: the name; the country's code too if it names a country."""
    code = country_codes().get(key(name))
    return [key(name), code.casefold()] if code else [key(name)]


def _country(name: str | None) -> str | None:
    return country_codes().get(key(name), name) if name else None


@cache
def country_codes() -> dict[str, str]:
    """Names of countries, as `key` has them, to alpha-3 codes; a present state before a former."""
    codes: dict[str, str] = {}
    for country in sorted(countries(), key=lambda each: each.status != "former"):
        names = (country.alpha2, country.code, country.name, country.official, *country.aliases)
        codes |= {key(name): country.code for name in names if name}
    return codes


def _equal(**wanted: str | None) -> Iterator[Condition]:
    for column, value in wanted.items():
        if value is not None:
            yield Condition(f"lower({column}) = ?", (value.lower(),))


def _overlap(asked: Filter) -> Iterator[Condition]:
    if asked.from_ is not None:
        yield Condition("latest >= ?", (bounds(asked.from_)[0],))
    if asked.to is not None:
        yield Condition("earliest <= ?", (bounds(asked.to)[1],))


def _words(asked: Filter, quotes: str) -> Iterator[Condition]:
    if asked.text:
        joined = f"lower(array_to_string({quotes}, ' '))"
        yield Condition(f"contains({joined}, ?)", (asked.text.lower(),))


def _holding(
    asked: Filter, link: str, *, dates: bool = False, teller: str = "outer_row.document"
) -> Iterator[Condition]:
    """That some event of the document that tells of it, linked to the row, is one asked for."""
    narrowed = replace(asked, text=None) if dates else asked.about_events()
    conditions = list(of_events(narrowed))
    if conditions:
        tests = " AND ".join(condition.sql for condition in conditions)
        # S608: column names of this module; every value is a parameter
        sql = (
            f"EXISTS (SELECT 1 FROM mentions AS events WHERE events.document = {teller} "  # noqa: S608
            f"AND {link} AND {tests})"
        )
        yield Condition(sql, tuple(each for one in conditions for each in one.parameters))
