"""Sentences made by hand, and short views of what was read from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.syntax import Sentence, Token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from detente.reading.entities import Cast
    from detente.records import Event, Party, Record

    Read = Callable[..., Record]
    Parse = Callable[[str], list[Sentence]]
    MakeCast = Callable[[str], tuple[Cast, list[Sentence]]]

_POS = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "IN": "ADP", "MD": "AUX", "PDT": "DET",
    "POS": "PART", "PRP": "PRON", "PRP$": "PRON", "RP": "ADP", "TO": "PART", "WDT": "PRON",
    "WP": "PRON", "WRB": "SCONJ", "FW": "X", "XX": "X",
}  # fmt: skip
_BY_START = (("JJ", "ADJ"), ("RB", "ADV"), ("NNP", "PROPN"), ("NN", "NOUN"), ("VB", "VERB"))
_GLUE = "~"


def sentence(rows: str, *, index: int = 0, paragraph: int = 0, start: int = 0) -> Sentence:
    """A sentence from its words, each `text/lemma/tag/relation/head` and maybe `/name type`.

    An empty lemma is the word in lower case; the part of speech follows from the tag, but for
    auxiliaries, which their relation tells. A word with "~" before it joins the word before.
    """
    text = ""
    tokens = []
    for number, row in enumerate(rows.split()):
        word, lemma, tag, relation, head, *entity = row.split("/")
        glued = word.startswith(_GLUE) and len(word) > 1
        word = word.removeprefix(_GLUE) if glued else word
        text += "" if glued or not text else " "
        at = start + len(text)
        text += word
        tokens.append(
            Token(
                index=number,
                start=at,
                end=at + len(word),
                text=word,
                lemma=lemma or word.lower(),
                pos="AUX" if relation in {"aux", "auxpass"} else _pos(tag),
                tag=tag,
                head=int(head),
                relation=relation,
                entity=entity[0] if entity else "",
            )
        )
    return Sentence.of(index, paragraph, start, text, tokens)


def _pos(tag: str) -> str:
    return _POS.get(tag) or next((p for begin, p in _BY_START if tag.startswith(begin)), "PUNCT")


def word(of: Sentence, text: str) -> Token:
    """The first token of a sentence with these letters."""
    return next(t for t in of if t.text == text)


def texts(tokens: Iterable[Token]) -> list[str]:
    """The words of tokens."""
    return [t.text for t in tokens]


def names(record: Record, parties: tuple[Party, ...]) -> list[str]:
    """The names of the entities that parties are."""
    known = {e.id: e.name for e in record.entities}
    return [known[p.entity] for p in parties if p.entity is not None]


def told(record: Record) -> list[tuple[str, list[str], list[str]]]:
    """Type, names of the actors and names of the recipients of each event."""
    return [(e.type, names(record, e.actors), names(record, e.recipients)) for e in record.events]


def event(record: Record, type_: str) -> Event:
    """The one event of a type."""
    (found,) = [e for e in record.events if e.type == type_]
    return found
