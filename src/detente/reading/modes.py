"""By what means and in what context: modes, instruments, contexts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from detente.reading.functions import of_verb
from detente.reading.tables import grouped, pairs, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.reading.functions import Slots
    from detente.reading.syntax import Sentence, Token

_BY_MEANS_OF = ("with", "by", "in", "using", "of", "obj", "subj", "from")
_USE = {"use", "employ", "fire", "launch"}
_CROWD = "crowd-control"
_MORE_TELLING = {"drone", "suicide-attack", "unconventional"}
"""Means that say more than the kind of weapon beside them: a drone strike is no mere air strike."""


def instruments(sentence: Sentence, trigger: Token, slots: Slots) -> list[Token]:
    """The words for weapons and means around an event word, the word itself among them where it
    names one ("airstrikes"), in order.
    """
    near = [trigger] if trigger.pos != "VERB" else []
    near += slots.get("mod", [])
    for slot in _BY_MEANS_OF:
        for token in slots.get(slot, []):
            near += [token, *sentence.children(token, "compound", "amod", "nmod")]
    for clause in sentence.children(trigger, "acl", "advcl"):
        if clause.lemma in _USE:
            near += of_verb(sentence, clause)["obj"]
    found = {t.index: t for t in near if t.lemma in pairs("instruments")}
    return [found[i] for i in sorted(found)]


def mode_of(
    type_: str, mode: str | None, evidence: Sequence[Token], used: Sequence[Token]
) -> str | None:
    """The PLOVER mode of an event: of an assault by what was used, else the lexicon's, else by the
    words of its evidence.
    """
    if type_ == "ASSAULT":
        return _of_assault(mode, used)
    if mode is not None:
        return mode
    by_word = _mode_words().get(type_, {})
    return next((by_word[t.lemma] for t in evidence if t.lemma in by_word), None)


def contexts_of(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The PLOVER contexts whose words stand among the tokens, in the order of the table."""
    lemmas = {t.lemma for t in tokens}
    return tuple(c for c, words in grouped("context_words").items() if words & lemmas)


def _of_assault(mode: str | None, used: Sequence[Token]) -> str | None:
    modes = [pairs("instruments")[t.lemma] for t in used]
    if _CROWD in modes:
        return _CROWD  # tear gas is no poison gas
    if mode == "explosives" and "aerial" in modes:
        return "aerial"  # jets that bomb
    telling = [m for m in modes if m in _MORE_TELLING]
    if telling:
        return telling[0]
    return mode or (modes[0] if modes else None)


@cache
def _mode_words() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in rows("mode_words"):
        found.setdefault(row["type"], {})[row["word"]] = row["mode"]
    return found
