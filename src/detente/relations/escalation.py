"""Escalation: chains of action and reply between two sides.

Both are conflict (a PLOVER score below zero) that happened. A text may say that the one was for the
other ("in retaliation for", "after"): a row of the casebook's `causes`. Then the action may be of
somebody unknown, if it hit the one who replied, and dates may be missing. Else a reply is what the
other side did within a window of days after an action; both must be dated to three days at the
most, and the reply must begin after the action has ended, since within a day no order is known.

A chain is the longest way through such links; no event is in two. Of events there may be too many
for that: the weightiest 500 are looked at, and of each the fifty before it that are nearest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from detente.relations.between import HAPPENED, between

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.relations.sides import Side

Why = Literal["text", "time"]
"""A reply is one because a text says so, or only because it came soon after."""

WINDOW: Final = 14
"""Days within which what follows may be a reply."""
_EXACT: Final = 3
"""Days the date of an event may span that only time links."""
_EVENTS: Final = 500
_NEAREST: Final = 50
_CHAINS: Final = 10
_SOON: Final = 0.5
"""Of a day: how long after an action its reply stands where a text alone puts them in order."""
_UNDATED: Final = 1e9
"""Where links without any date stand: after all others."""


@dataclass(frozen=True, slots=True)
class Link:
    """An action of one side and the reply of the other.

    Attributes:
        action, reply: Rows of the casebook's `events`.
        days: Fewest and most days between them, as their dates allow; None if one has no date.
        why: `text` where a text says that the one led to the other, `time` where it only followed.
        signal: The words that say so ("in retaliation for"), if any stand apart.
        said_by: Who says so; None for the document's own voice and for `time`.
        document: The document that says so; None for `time`.
    """

    action: Row
    reply: Row
    days: tuple[int, int] | None
    why: Why
    signal: str | None
    said_by: str | None
    document: str | None


@dataclass(frozen=True, slots=True)
class Chain:
    """Action, reply, reply to the reply, and so on: each link begins where the last one ended."""

    links: tuple[Link, ...]

    @property
    def events(self) -> tuple[Row, ...]:
        """The events of the chain in order: one more than there are links."""
        return (self.links[0].action, *(link.reply for link in self.links))

    @property
    def said(self) -> int:
        """How many of its links a text says."""
        return sum(link.why == "text" for link in self.links)


def chains(
    casebook: Casebook,
    first: Side,
    second: Side,
    *,
    window: int = WINDOW,
    from_: dt.date | None = None,
    to: dt.date | None = None,
) -> tuple[Chain, ...]:
    """The longest chains of action and reply between two sides, at most ten, longest first.

    Args:
        casebook: Whose events and causes are looked at.
        first: One side.
        second: The other.
        window: Days within which what follows may be a reply though no text says so.
        from_: Nothing that ended before it; what has no date is kept.
        to: Nothing that began after it.
    """
    rows = casebook.query(*_conflict(first, second, from_, to))
    told = casebook.query(*_told(first, second))
    found = _longest(_links(casebook, rows, told, window))
    return tuple(sorted(found, key=lambda chain: (-len(chain.links), -chain.said)))


_BARE: Final = "* EXCLUDE (run, actor_keys, recipient_keys)"
_CONFLICT: Final = f"{HAPPENED} AND goldstein < 0"


def _conflict(
    first: Side, second: Side, from_: dt.date | None, to: dt.date | None
) -> tuple[str, list[object]]:
    """Conflict between the two sides that happened, the weightiest events."""
    sql, parameters = between(first, second)
    window = ""
    for test, day in (("latest >= ?", from_), ("earliest <= ?", to)):
        if day is not None:
            window += f" AND coalesce({test}, true)"
            parameters.append(day)
    # S608: conditions of this package; every value is a parameter
    return (
        f"SELECT {_BARE} FROM ({sql}) WHERE {_CONFLICT}{window} "  # noqa: S608
        f"ORDER BY goldstein, origins DESC, reports DESC, happening LIMIT {_EVENTS}"
    ), parameters


def _told(first: Side, second: Side) -> tuple[str, list[object]]:
    """What a text says led to what: the happenings of action and reply, the words, who says them,
    whom the action hit, and whether it was of nobody known.
    """
    hits = (first.among("recipient_keys"), second.among("recipient_keys"))
    # S608: as above
    return (
        "SELECT causes.document AS teller, causes.signal, causes.said_by, "  # noqa: S608
        "action.happening AS action, reply.happening AS reply, "
        "action.unknown, action.hits_first, action.hits_second FROM causes "
        "JOIN (SELECT document, id, happening, len(actors) = 0 AS unknown, "
        f"{hits[0].sql} AS hits_first, {hits[1].sql} AS hits_second "
        f"FROM mentions WHERE {_CONFLICT}) AS action "
        "ON action.document = causes.document AND action.id = cause_event "
        f"JOIN (SELECT document, id, happening FROM mentions WHERE {_CONFLICT}) AS reply "
        "ON reply.document = causes.document AND reply.id = effect_event "
        "ORDER BY action, reply, signal IS NULL, teller, causes.id"
    ), [value for each in hits for value in each.parameters]


def _links(casebook: Casebook, rows: Sequence[Row], told: Sequence[Row], window: int) -> list[Link]:
    events = {row["happening"]: row for row in rows}
    telling: dict[tuple[str, str], Row] = {}
    for row in told:
        if _answers(row, events):
            telling.setdefault((row["action"], row["reply"]), row)
    events |= _others(casebook, {action for action, _ in telling} - set(events))
    links = []
    for (action, reply), row in telling.items():
        days = _days(events[action], events[reply])
        if days is None or days[1] >= 0:
            words = (row["signal"], row["said_by"], row["teller"])
            links.append(Link(events[action], events[reply], days, "text", *words))
    for before, after in _soon_after(rows, window):
        if (_of(before), _of(after)) not in telling:
            links.append(Link(before, after, _days(before, after), "time", None, None, None))
    return links


def _answers(told: Row, events: dict[str, Row]) -> bool:
    """Whether the reply is one of the events, and the action the other side's, or of nobody known
    and hit who replied.
    """
    action, reply = events.get(told["action"]), events.get(told["reply"])
    if reply is None:
        return False
    if action is not None:
        return bool((action["there"] and reply["back"]) or (action["back"] and reply["there"]))
    hit = told["hits_first"] if reply["there"] else told["hits_second"]
    return bool(hit and told["unknown"])


def _others(casebook: Casebook, happenings: set[str]) -> dict[str, Row]:
    """Events that are not the two sides'."""
    if not happenings:
        return {}
    # S608: as above
    sql = f"SELECT {_BARE} FROM events WHERE list_contains(?, happening)"  # noqa: S608
    return {row["happening"]: row for row in casebook.query(sql, [sorted(happenings)])}


def _soon_after(rows: Sequence[Row], window: int) -> Iterator[tuple[Row, Row]]:
    """Exact events of one way, each with the nearest before it that were of the other way."""
    exact = [row for row in rows if _is_exact(row) and row["there"] != row["back"]]
    exact.sort(key=lambda row: (row["earliest"], row["latest"], row["happening"]))
    for there in (True, False):
        earlier: list[Row] = []
        for reply in exact:
            if reply["there"] == there:
                earlier = [*earlier[1 - _NEAREST :], reply]
                continue
            for action in earlier:
                if 0 < (reply["earliest"] - action["latest"]).days <= window:
                    yield action, reply


def _is_exact(row: Row) -> bool:
    return row["earliest"] is not None and (row["latest"] - row["earliest"]).days < _EXACT


def _days(action: Row, reply: Row) -> tuple[int, int] | None:
    if action["earliest"] is None or reply["earliest"] is None:
        return None
    fewest = (reply["earliest"] - action["latest"]).days
    return max(0, fewest), (reply["latest"] - action["earliest"]).days


def _longest(links: Sequence[Link]) -> Iterator[Chain]:
    """Chains of links, the longest first, each of events that no longer one has."""
    places = _places(links)
    left = [link for link in links if places[_of(link.action)] < places[_of(link.reply)]]
    # From the last action to the first, so that what follows a link is known before it.
    left.sort(key=lambda link: (places[_of(link.action)], places[_of(link.reply)]), reverse=True)
    for _ in range(_CHAINS):
        chain = _best(left)
        if not chain:
            return
        yield Chain(tuple(map(_bare, chain)))
        used = {_of(link.action) for link in chain} | {_of(chain[-1].reply)}
        left = [link for link in left if not used & {_of(link.action), _of(link.reply)}]


def _places(links: Sequence[Link]) -> dict[str, float]:
    """Where each event stands in time; one without a date stands by the event it is linked to."""
    places: dict[str, float] = {}
    for link in links:
        for row in (link.action, link.reply):
            if row["earliest"] is not None:
                places[_of(row)] = float(row["earliest"].toordinal())
    for link in links:
        if link.why == "text":
            action, reply = _of(link.action), _of(link.reply)
            start = places.setdefault(action, places.get(reply, _UNDATED) - _SOON)
            if link.days is None or link.days[0] == 0:
                places[reply] = max(places.get(reply, start), start + _SOON)
    return places


def _best(links: Sequence[Link]) -> list[Link]:
    """The chain with most links; of several, with most that a text says, then the quickest."""
    follows: dict[str, tuple[tuple[int, int, int], Link]] = {}
    for link in links:
        count, said, haste = (
            follows[_of(link.reply)][0] if _of(link.reply) in follows else (0, 0, 0)
        )
        quick = link.days[0] if link.days else 0
        worth = (count + 1, said + (link.why == "text"), haste - quick)
        known = follows.get(_of(link.action))
        if known is None or worth > known[0]:
            follows[_of(link.action)] = (worth, link)
    chain: list[Link] = []
    if follows:
        at: str | None = max(follows, key=lambda each: follows[each][0])
        while at in follows:
            chain.append(follows[at][1])
            at = _of(chain[-1].reply)
    return chain


def _of(row: Row) -> str:
    return str(row["happening"])


def _bare(link: Link) -> Link:
    """The link with rows as the casebook's `events` gives them."""
    action, reply = (
        {column: value for column, value in row.items() if column not in {"there", "back"}}
        for row in (link.action, link.reply)
    )
    return Link(action, reply, link.days, link.why, link.signal, link.said_by, link.document)
