"""Who said what: statements by office, and what is said against each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from detente import wording
from detente.report.document.pieces import Bullets, Heading, Paragraph, Run, Section, line
from detente.report.evidence import Evidence
from detente.report.statements import voices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.report.document.citing import Citations, Place
    from detente.report.document.pieces import Block, Line
    from detente.report.statements import Other, Statement, Voice
    from detente.report.theme import Theme

_SPEAKERS: Final = 10
"""Speakers told of."""
_EACH: Final = 5
"""Statements told of one speaker."""
_WORDS: Final = 5
"""Words from which a quote can stand alone."""
_AGAINST: Final = 12
"""Contradictions told."""
_SPOKEN: Final = """
SELECT document, id, evidence AS spans FROM mentions WHERE list_contains(?, document)
UNION ALL SELECT document, id, content FROM claims WHERE list_contains(?, document)
"""
_NAMED: Final = 4
"""Names and endnotes of those who say the same; of more their number is told."""
_CONTRADICTED: Final = {
    "happened": "Contradicted by {}",
    "blame": "Contradicted on who is to blame by {}",
    "killed": "Contradicted on how many were killed by {}",
    "injured": "Contradicted on how many were injured by {}",
}
"""What is said of those who contradict a statement, by what it is on."""
_BLAMING: Final = {"accuses": "accused", "denies": "denied"}
"""What either side of a blame did."""
_KINDS: Final = {
    "happened": "Whether it happened",
    "killed": "How many were killed",
    "injured": "How many were injured",
    "blame": "Who is to blame",
}


def section(
    casebook: Casebook,
    theme: Theme,
    cited: Citations,
    happenings: set[str],
    period: tuple[str, str],
) -> Section:
    """The section on statements and contradictions.

    Args:
        casebook: What was read.
        theme: What it is to be about.
        cited: The endnotes.
        happenings: The events whose contradictions are told.
        period: First and last day, EDTF.
    """
    against = casebook.contradictions()
    heard = voices(casebook, theme, from_=period[0], to=period[1], against=against)
    named = [voice for voice in heard if voice.code]
    blocks: list[Block] = []
    for number, voice in enumerate(named[:_SPEAKERS], 1):
        blocks += [Heading(_name(voice), f"speaker-{number}"), *_statements(voice, cited)]
    if not named:
        blocks.append(Paragraph(line("No statement of a known office or actor was found.")))
    others = [*named[_SPEAKERS:], *(voice for voice in heard if not voice.code)]
    if others:
        count = sum(len(voice.statements) for voice in others)
        told = f"{wording.plural(len(others), 'further speaker')} with {_plural(count)}"
        blocks.append(Paragraph(line(f"Not told here: {told}."), small=True))
    blocks += _contradictions(casebook, against, cited, happenings)
    return Section("statements", "Who said what", tuple(blocks))


def _name(voice: Voice) -> str:
    name = wording.flat(voice.name)
    return name[:1].upper() + name[1:]


def _plural(count: int) -> str:
    return wording.plural(count, "statement")


def _statements(voice: Voice, cited: Citations) -> Iterator[Block]:
    """The weightiest statements of a speaker, in order of time."""
    shown = _apart(voice.statements, cited)
    yield Bullets(tuple(_told(each, cited) for each in shown))
    left = len(voice.statements) - len(shown)
    if left:
        more = wording.plural(left, "more statement")
        said = f"{more} of this speaker {'is' if left == 1 else 'are'} not told here."
        yield Paragraph(line(said), small=True)


def _apart(statements: Iterable[Statement], cited: Citations) -> list[Statement]:
    """Some statements that can stand alone, first those on which others have something; one for the
    same sentence of a document, the longest; in order of time.
    """
    able = [each for each in statements if len(_quote(each).split()) >= _WORDS]
    first = sorted(able, key=lambda each: not (each.contradicted or each.borne_out))
    cited.load(each.document for each in first[: _EACH * 2])
    found: dict[tuple[Place, ...], Statement] = {}
    for each in first:
        if len(found) == _EACH:
            break
        places = tuple(cited.places(each.sentence.evidence))
        same = (
            other
            for other in able
            if other.document == each.document
            and tuple(cited.places(other.sentence.evidence)) == places
        )
        found.setdefault(places, max(same, key=lambda other: len(_quote(other))))
    return [each for each in able if each in found.values()]


def _quote(statement: Statement) -> str:
    return next((part.text for part in statement.sentence.phrases if part.text.startswith("“")), "")


def _told(statement: Statement, cited: Citations) -> Line:
    """A statement, and what others have on it, each with its endnotes."""
    runs = list(cited.told(statement.sentence))
    heard: list[tuple[str, list[Other]]] = [("Borne out by {}", list(statement.borne_out))]
    for kind, words in _CONTRADICTED.items():
        heard.append((words, [each for each in statement.contradicted if each.kind == kind]))
    for words, others in heard:
        if others:
            told = others[:_NAMED]
            proof = cited.refer(each.evidence for each in told)
            runs.append(Run(f" {words.format(_names(others, cited))}.", proof))
    return tuple(runs)


def _names(others: Sequence[Other], cited: Citations) -> str:
    """Who has something on a statement, with the numbers of those who count otherwise."""
    counts = others[0].kind in {"killed", "injured"}
    named = [
        f"{cited.origin(each.who)} ({each.says})" if counts else cited.origin(each.who)
        for each in others
    ]
    return wording.listed(named, most=_NAMED)


@dataclass(slots=True)
class _Said:
    """One side of a contradiction: who says it, and where."""

    who: dict[str, None] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)


def _contradictions(
    casebook: Casebook, against: Iterable[Row], cited: Citations, happenings: set[str]
) -> Iterator[Block]:
    """What is said against each other, that of which most is told first."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in against:
        if row["happening"] in happenings:
            groups.setdefault((row["happening"], row["kind"]), []).append(row)
    if not groups:
        return
    first = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))[:_AGAINST]
    told = [_sides(casebook, pairs, cited) for _, pairs in first]
    cited.load(each.document for sides in told for said in sides.values() for each in said.evidence)
    yield Heading("Contradictions", "contradictions")
    yield Bullets(
        tuple(_against(key[1], sides, cited) for (key, _), sides in zip(first, told, strict=True))
    )
    if len(groups) > _AGAINST:
        more = wording.plural(len(groups) - _AGAINST, "further contradiction")
        yield Paragraph(line(f"{more} not told here."), small=True)


def _sides(casebook: Casebook, pairs: Iterable[Row], cited: Citations) -> dict[str, _Said]:
    """What is said on either side, by whom, in which words."""
    told = {
        (side["document"], side["id"]): side
        for pair in pairs
        for side in (pair["first"], pair["second"])
    }
    documents = sorted({document for document, _ in told})
    spans = {
        (row["document"], row["id"]): row["spans"][0]
        for row in casebook.query(_SPOKEN, [documents, documents])
        if row["spans"]
    }
    sides: dict[str, _Said] = {}
    for side in told.values():
        _add(sides, side, spans, cited)
    return sides


def _add(
    sides: dict[str, _Said], told: Row, spans: dict[tuple[str, str], Row], cited: Citations
) -> None:
    span = spans.get((told["document"], told["id"]))
    said = sides.setdefault(told["says"], _Said())
    said.who[cited.origin(told["who"] or told["document"])] = None
    if span:
        said.evidence.append(Evidence(told["document"], span["start"], span["end"], span["quote"]))


def _words(said: _Said) -> str:
    return wording.flat(said.evidence[0].quote or "") if said.evidence else ""


def _against(kind: str, sides: dict[str, _Said], cited: Citations) -> Line:
    """What each side says, by whom, with one quote of each."""
    runs = [Run(f"{_KINDS[kind]}: ")]
    for at, (says, said) in enumerate(sides.items()):
        who = wording.listed(list(said.who), most=_NAMED)
        blames = kind == "blame" and says in _BLAMING
        words = (
            f"{who} {_BLAMING[says]}" if blames else f"{says.replace('-', ' ')}, according to {who}"
        )
        quote = f": “{words_said}”" if len((words_said := _words(said)).split()) >= _WORDS else ""
        proof = cited.refer(said.evidence[:_NAMED])
        runs.append(Run(f"{'; ' if at else ''}{words}{quote}", proof))
    return (*runs, Run("."))
