"""Sets that say which words are whose: PolNeAR, and clauses of attribution in GUM."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from training.readers.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from detente.evaluation.core import Case
    from training.examples import Example

Token = list[Any]
"""[start, end, lemma, UPOS, XPOS, head, relation, index]; see the gold's own description."""
_HEAD: Final = 5
_RELATION: Final = 6
_INDEX: Final = 7
_TIED: Final = ("source", "content")


def polnear(row: Case) -> Iterator[Example]:
    """News on politics: every attribution with source, cue and content, nested ones too."""
    draft = Draft("polnear", row, "attribution")
    for each in row["attributions"]:
        cue = draft.mark_pieces("attribution", each["cue"], "cue")
        for label in _TIED:
            draft.link(
                "attribution", cue, draft.mark_pieces("attribution", each[label], label), label
            )
    yield draft.finish()


def gum_rst(row: Case) -> Iterator[Example]:
    """Documents with clauses that say whose the next words are ("the report says"); `tokens` and
    `sentences` tell the clause's subject, its source, from the rest, its cue. Of the content only
    the nearest clause is known, and nothing elsewhere: all the rest is unclear.
    """
    draft = Draft("gum_rst", row, "attribution")
    for each in row["attributions_rst"]:
        start, end = each["attribution_span"]
        (content,) = each["content_edu"]
        source = _subject([t for t in row["tokens"] if start <= t[0] and t[1] <= end])
        if source and _same_sentence(row["sentences"], start, content[0]):
            after = _letters(draft.text, source[1], end)
            cue = draft.mark_pieces("attribution", [after] if after else [], "cue")
            for label, piece in (("source", source), ("content", content)):
                tied = draft.mark_pieces("attribution", [piece] if cue else [], label)
                draft.link("attribution", cue, tied, label)
    draft.blank_rest("attribution")
    yield draft.finish(sentences=tuple((a, b) for a, b in row["sentences"]))


def _subject(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Where the one subject among the tokens of a clause stands, None if not just one has any."""
    at = {t[_INDEX]: t for t in tokens}
    subjects = [t for t in tokens if t[_RELATION].startswith("nsubj") and t[_HEAD] in at]
    if len(subjects) != 1 or len(at) != len(tokens):
        return None
    below = [t for t in tokens if subjects[0] in _upwards(t, at)]
    return below[0][0], below[-1][1]


def _upwards(token: Token, at: Mapping[int, Token]) -> list[Token]:
    """A token and its heads, as far as they are in the clause."""
    found = [token]
    while (head := at.get(found[-1][_HEAD])) is not None and head not in found:
        found.append(head)
    return found


def _same_sentence(sentences: Iterable[Sequence[int]], first: int, second: int) -> bool:
    return any(start <= first < end and start <= second < end for start, end in sentences)


def _letters(text: str, start: int, end: int) -> tuple[int, int] | None:
    """From the first letter to the last between two offsets."""
    found = [i for i in range(start, end) if text[i].isalnum()]
    return (found[0], found[-1] + 1) if found else None
