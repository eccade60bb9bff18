"""Which words say that a channel changed: what it was, and what became of it.

A word of change (`data/changes.tsv`) meets the noun of a channel (`data/channels.tsv`) as its
subject, its object or its "of", or the verb of one (`data/channel_verbs.tsv`): "stopped training
soldiers".
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from detente.reading.arguments import follow
from detente.reading.functions import heads, of_noun, of_verb
from detente.reading.status import status_of
from detente.reading.tables import pairs, rows, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.reading.entities import Cast
    from detente.reading.functions import Slots
    from detente.reading.syntax import Sentence, Token
    from detente.tables import Row

_POS = {"VERB": "v", "NOUN": "n", "ADJ": "a"}
_FORESEEN = {
    "resumed": "improved", "started": "improved", "expanded": "improved", "improved": "improved",
    "suspended": "strained", "ended": "strained", "reduced": "strained", "strained": "strained",
}  # fmt: skip
"""What a change agreed or announced does to a relation before it comes about."""
_MORE, _LESS = {"resumed", "started", "expanded"}, {"suspended", "ended", "reduced"}
_IN_SENSE = {"burden": ("strained", "improved"), "thaw": ("improved", "strained")}
"""What more and less of a thing do to a relation: a burden, a tariff say, and a thaw."""
_HAPPENED = {"occurred", "ongoing"}
_DEGREE = {
    "fully",
    "pace",
    "volume",
    "rate",
    "scale",
    "full",
    "entirely",
    "completely",
    "level",
    "levels",
    "normal",
    "extent",
    "wholly",
}
_PARTLY = re.compile(
    r"\b(?:in part|partially|partly|gradually|limited|small(?:er)? scale|reduced (?:level|scale)|"
    r"lower level)\b",
    re.IGNORECASE,
)
_OPEN = {"when", "whether", "how", "if"}
_UNTOLD = {"whether", "how", "why"}
_MODIFIERS = ("compound", "amod", "nmod")
_QUIET = {"general", "diplomatic"}
"""Channels of which an adjective tells the state: "relations remain tense"."""


_NO_CHANNEL: Row = {"noun": "", "channel": "", "states": "", "kind": ""}


class Said(NamedTuple):
    """What a word says: the word that names the channel, the channel, what became of it.

    `needs_both` tells that the word means a channel only between two parties that are named.
    """

    noun: Token
    channel: str
    status: str
    needs_both: bool = False


def said(sentence: Sentence, token: Token, cast: Cast) -> Iterator[Said]:
    """The channels a word says something became of, and what.

    A pronoun that stands for no channel may stand for one named before: its channel is "".
    """
    for noun, status in _changed(sentence, token):
        channel = channel_of(sentence, noun, cast)
        if channel is None or not _may_come_to(noun, status):
            continue
        actual = _actual(sentence, token, _in_sense(noun, token, channel, status))
        if actual is not None:
            yield Said(noun, channel, actual, _channels_of(noun)["kind"] == "named")
    is_agreeing = token.lemma in words("agreement_verbs")
    tension = pairs("tension_changes").get(token.lemma)
    if token.pos not in {"VERB", "NOUN"} or not (is_agreeing or tension):
        return
    nouns = _nouns(sentence, token, "") if status_of(sentence, token) in _HAPPENED else []
    if is_agreeing:
        yield from (
            Said(n, "general", "improved") for n in nouns if n.lemma in words("agreement_nouns")
        )
    if tension:
        yield from (Said(n, "general", tension) for n in nouns if n.lemma in words("tensions"))


def channel_of(sentence: Sentence, noun: Token, cast: Cast) -> str | None:
    """The channel a word names; a pronoun names that of what it stands for, "" if none is known;
    None where no channel is named.
    """
    if noun.pos == "VERB":
        return pairs("channel_verbs").get(noun.lemma)
    for lemma in sorted(cast.stands_for(sentence, noun)):
        if lemma in pairs("channels"):
            return pairs("channels")[lemma]
    channel = pairs("channels").get(noun.lemma)
    if channel is None:
        return "" if noun.tag == "PRP" and noun.text.lower() in {"it", "them", "they"} else None
    for modifier in sentence.children(noun, *_MODIFIERS):
        channel = pairs("channel_modifiers").get(modifier.lemma, channel)
    return channel


def _changed(sentence: Sentence, token: Token) -> Iterator[tuple[Token, str]]:
    """The words that may name what a word of change bears on, and the state it tells: by the first
    row of the table that holds and leads to any.
    """
    for row in _table().get((token.lemma, _POS.get(token.pos, "")), ()):
        if not _holds(sentence, token, row):
            continue
        nouns = [n for n in _nouns(sentence, token, row["through"]) if _may_name(n)]
        if row["through"] == "from":  # who leaves an embassy's grounds ends no relation
            nouns = [n for n in nouns if not is_site(n)]
        undone = token.pos == "VERB" and [
            (part, "resumed") for n in nouns if _is_stop(n) for part in _of(sentence, n)
        ]
        if undone and token.lemma in words("undoing_verbs"):
            yield from undone
            return
        if token.pos == "NOUN" and _is_undone(sentence, token):
            return
        nouns = [n for n in nouns if not _is_in_part(sentence, n)]
        if nouns:
            yield from ((n, row["status"]) for n in nouns)
            return


def _may_name(token: Token) -> bool:
    return (
        token.lemma in pairs("channels")
        or token.pos == "PRON"
        or (token.pos == "VERB" and token.lemma in pairs("channel_verbs"))
        or _is_stop(token)
    )


def _is_in_part(sentence: Sentence, noun: Token) -> bool:
    """Whether it is said to hold of part of a thing only: "not all cooperation"."""
    return any(t.lemma == "not" for t in sentence.subtree(noun, without=("relcl", "acl", "prep")))


def _is_stop(token: Token) -> bool:
    """Whether a noun tells that something stopped: a suspension, a freeze, a ban."""
    return token.pos == "NOUN" and any(
        row["status"] in _LESS for row in _table().get((token.lemma, "n"), ())
    )


def _is_undone(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun of stopping is what a verb takes back: "lifted the suspension of…"."""
    verb = sentence.head(noun)
    if verb is None or noun.relation not in {"dobj", "nsubjpass"} or not _is_stop(noun):
        return False
    return verb.lemma in words("undoing_verbs")


def _of(sentence: Sentence, noun: Token) -> list[Token]:
    """What is said to have stopped: of "the suspension of flights" the flights."""
    slots = of_noun(sentence, noun)
    return heads(sentence, [*slots["of"], *slots["on"], *slots["in"]])


def _holds(sentence: Sentence, token: Token, row: Row) -> bool:
    """Whether what a row asks for stands beside its word."""
    if row["particle"] and all(
        t.text.lower() != row["particle"]
        for t in sentence.children(token, "prt", "advmod", "prep", "advcl")
    ):
        return False
    if not row["beside"]:
        return True
    for condition in row["beside"].split(";"):
        slot, _, listed = condition.partition("=")
        if {t.lemma for t in _led_to(sentence, token, slot)} & set(listed.split(",")):
            return True
    return False


def _led_to(sentence: Sentence, verb: Token, slot: str) -> list[Token]:
    """What stands in a slot of a verb, or behind a preposition that the parse hung further down:
    "put talks between the two at risk".
    """
    if slot == "obj":
        return of_verb(sentence, verb)["obj"]
    below = sentence.subtree(verb, without=("relcl", "ccomp", "advcl", "conj", "nsubj"))
    return [t for p in below if p.lemma == slot for t in sentence.children(p, "pobj")]


def _may_come_to(noun: Token, status: str) -> bool:
    """Whether a noun that names a channel only where it stops or goes on is told to do so."""
    states = _channels_of(noun)["states"]
    return not states or status in states.split("|")


def is_site(noun: Token) -> bool:
    """Whether a noun of a channel is a place too, with a country around it: an embassy."""
    return _channels_of(noun)["kind"] == "site"


def _in_sense(noun: Token, token: Token, channel: str, status: str) -> str:
    """The state a word of change tells of this very channel."""
    sense = _IN_SENSE.get(_channels_of(noun)["kind"])
    if sense is not None and status in _MORE | _LESS:
        return sense[status in _LESS]
    if channel == "diplomatic":
        return pairs("tie_changes").get(token.lemma, status)
    return status


def _nouns(sentence: Sentence, token: Token, through: str) -> list[Token]:
    """What a word of change bears on: the object before the subject; what follows "of" or "in"."""
    if token.pos == "NOUN":
        slots = of_noun(sentence, token)
        named = heads(sentence, [*slots["of"], *slots["in"], *slots["to"], *slots["on"]])
        return named if any(map(_may_name, named)) else _itself(sentence, token, slots)
    if token.pos == "ADJ":
        copula = sentence.head(token)
        if copula is None or token.relation != "acomp":
            return []
        nouns = heads(sentence, of_verb(sentence, copula)["subj"])
        return [n for n in nouns if pairs("channels").get(n.lemma) in _QUIET]
    slots = of_verb(sentence, token)
    objects = heads(sentence, slots["obj"])
    counted = [t for n in objects if n.pos == "NUM" for t in of_noun(sentence, n)["in"]]
    measured = [*follow(sentence, slots, "obj/of"), *counted]
    if through == "obj":
        return [*objects, *measured]
    if through:
        led_to = heads(sentence, slots[through])
        return led_to if not {t.lemma for t in led_to} & _DEGREE else heads(sentence, slots["subj"])
    beside = [t for n in objects for t in sentence.children(n, "appos")]
    subjects = [] if objects else heads(sentence, slots["subj"])
    return [*objects, *measured, *beside, *subjects, *slots["x"]]


def _itself(sentence: Sentence, noun: Token, slots: Slots) -> list[Token]:
    """A noun of change that is its own channel: "the withdrawal from Mali", unless its verb tells
    what became of it.
    """
    verb = sentence.head(noun)
    told = noun.relation in {"dobj", "nsubjpass"} and verb is not None
    is_told = told and verb is not None and (verb.lemma, "v") in _table()
    return [noun] if slots["from"] and noun.lemma in pairs("channels") and not is_told else []


def _actual(sentence: Sentence, token: Token, status: str) -> str | None:
    """What came about: None where it did not; resumed in part where not to the full."""
    clause = sentence.subtree(token, without=("ccomp", "relcl", "conj"))
    around = {t.text.lower() for t in clause}
    at = sentence.head(token) if token.pos == "ADJ" else token
    happened = status_of(sentence, at or token)
    if any(t.text.lower() in _UNTOLD for t in sentence.children(token, "advmod", "mark")):
        return None
    if status == "started" and "again" in around:
        status = "resumed"
    if status == "resumed":
        if happened == "did-not-occur":
            return "resumed-in-part" if around & _DEGREE else None
        short = _PARTLY.search(" ".join(t.text for t in clause)) or (
            "not" in around and around & _DEGREE
        )
        if short and happened in _HAPPENED:
            return "resumed-in-part"
    if happened == "planned":
        is_open = any(t.text.lower() in _OPEN for t in sentence.children(token, "advmod", "mark"))
        return None if is_open else _FORESEEN.get(status)
    return status if happened in _HAPPENED else None


@cache
def _table() -> dict[tuple[str, str], tuple[Row, ...]]:
    """The rows of the table of changes by word and part of speech, in its order."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows("changes"):
        found.setdefault((row["lemma"], row["pos"]), []).append(row)
    return {key: tuple(each) for key, each in found.items()}


def _channels_of(noun: Token) -> Row:
    """The row of the table of channels for a word; one of empty cells for what is no noun of it."""
    return _channels().get(noun.lemma, _NO_CHANNEL)


@cache
def _channels() -> dict[str, Row]:
    return {row["noun"]: row for row in rows("channels")}
