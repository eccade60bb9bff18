"""What a sentence takes for granted: events spoken of as known, whatever is said of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from detente.reading.tables import rows, words

if TYPE_CHECKING:
    from detente.reading.syntax import Sentence, Token

_POS: Final = {"NOUN": "n", "PROPN": "n", "ADJ": "a", "ADP": "p"}
"""How `presupposing.tsv` names parts of speech; the rest are verbs."""
_BEFORE_KNOWN: Final = {"after", "following", "since", "before"}
_LOOKED_INTO: Final = "into"
"""The preposition of inquiries, which are into what has happened."""


def is_presupposed(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun names what has happened whatever is said of the words around it: a definite
    one ("promised to investigate the attack", "hope to hold them accountable for its war"), or
    what is to be looked into.
    """
    above = sentence.head(noun)
    into = noun.relation == "pobj" and above is not None and above.lemma == _LOOKED_INTO
    if noun.pos == "VERB" or not (into or is_definite(sentence, noun)):
        return False
    if above is None or noun.relation != "pobj":
        return noun.relation == "dobj" and above is not None and _presupposes(above, "")
    if f"{above.lemma} p " in _presupposing():
        return True
    governor = sentence.head(above)
    if (
        governor is not None
        and governor.relation == "dobj"
        and not _presupposes(governor, above.lemma)
    ):
        governor = sentence.head(governor)  # "punish officers for the torture"
    return governor is not None and _presupposes(governor, above.lemma)


def is_definite(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun speaks of what the reader knows: "the attack", "its invasion"."""
    before = sentence.children(noun, "det", "poss")
    return any(t.relation == "poss" or t.text.lower() in words("definite_words") for t in before)


def is_known(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun names what a sentence takes for known to tell when something else was: "after
    its invasion of Ukraine". It has a date of its own.
    """
    above = sentence.head(noun)
    if noun.relation != "pobj" or above is None or above.lemma not in _BEFORE_KNOWN:
        return False
    return is_definite(sentence, noun)


def _presupposes(above: Token, preposition: str) -> bool:
    return f"{above.lemma} {_POS.get(above.pos, 'v')} {preposition}" in _presupposing()


@cache
def _presupposing() -> frozenset[str]:
    return frozenset(" ".join(row.values()) for row in rows("presupposing"))
