"""Who said what: statements by office, and what is said against each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from detente import wording
from detente.report.document.developments import origin
from detente.report.document.pieces import Bullets, Heading, Paragraph, Run, Section, line
from detente.report.evidence import Evidence
from detente.report.statements import voices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.report.document.citing import Citations, Place
    from detente.report.document.pieces import Block, Line
    from detente.report.statements import Statement, Voice
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
    heard = voices(casebook, theme, from_=period[0], to=period[1])
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
    blocks += _contradictions(casebook, cited, happenings)
    return Section("statements", "Who said what", tuple(blocks))


def _name(voice: Voice) -> str:
    name = wording.flat(voice.name)
    return name[:1].upper() + name[1:]


def _plural(count: int) -> str:
    return wording.plural(count, "statement")


def _statements(voice: Voice, cited: Citations) -> Iterator[Block]:
    """The weightiest statements of a speaker, in order of time."""
    apart = _apart(voice.statements, cited)
    first = sorted(apart, key=lambda each: not (each.contradicted or each.borne_out))[:_EACH]
    shown = [each for each in apart if each in first]
    yield Bullets(tuple(_told(each, cited) for each in shown))
    left = len(voice.statements) - len(shown)
    if left:
        said = f"{_plural(left)} more of this speaker, some of the same sentences, not told here."
        yield Paragraph(line(said), small=True)


def _apart(statements: Iterable[Statement], cited: Citations) -> list[Statement]:
    """Statements that can stand alone, one for the same sentence of a document: the longest."""
    found: dict[tuple[Place, ...], Statement] = {}
    for each in statements:
        if len(_quote(each).split()) < _WORDS:
            continue
        places = tuple(cited.places(each.sentence.evidence))
        held = found.get(places)
        if held is None or len(_quote(each)) > len(_quote(held)):
            found[places] = each
    return list(found.values())


def _quote(statement: Statement) -> str:
    return next((part.text for part in statement.sentence.phrases if part.text.startswith("“")), "")


def _told(statement: Statement, cited: Citations) -> Line:
    runs = list(cited.told(statement.sentence))
    if statement.borne_out:
        runs.append(Run(f" Borne out by {_names(statement.borne_out, cited)}."))
    if statement.contradicted:
        runs.append(Run(f" Contradicted by {_names(statement.contradicted, cited)}."))
    return tuple(runs)


def _names(names: Iterable[str], cited: Citations) -> str:
    return " and ".join(origin(each, cited) for each in names)


@dataclass(slots=True)
class _Said:
    """One side of a contradiction: who says it, and where."""

    who: dict[str, None] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)


def _contradictions(casebook: Casebook, cited: Citations, happenings: set[str]) -> Iterator[Block]:
    rows = [row for row in casebook.contradictions() if row["happening"] in happenings]
    documents = sorted({row[side]["document"] for row in rows for side in ("first", "second")})
    spans = {
        (row["document"], row["id"]): row["spans"][0]
        for row in casebook.query(_SPOKEN, [documents, documents])
        if row["spans"]
    }
    groups: dict[tuple[str, str], dict[str, _Said]] = {}
    for row in rows:
        sides = groups.setdefault((row["happening"], row["kind"]), {})
        for name in ("first", "second"):
            _add(sides, row[name], spans)
    if groups:
        yield Heading("Contradictions", "contradictions")
        told = list(groups.items())[:_AGAINST]
        yield Bullets(tuple(_against(kind, sides, cited) for (_, kind), sides in told))
        if len(groups) > _AGAINST:
            more = wording.plural(len(groups) - _AGAINST, "further contradiction")
            yield Paragraph(line(f"{more} not told here."), small=True)


def _add(sides: dict[str, _Said], told: Row, spans: dict[tuple[str, str], Row]) -> None:
    span = spans.get((told["document"], told["id"]))
    said = sides.setdefault(told["says"], _Said())
    said.who[wording.flat(told["who"] or "a document without a publisher")] = None
    if span:
        said.evidence.append(Evidence(told["document"], span["start"], span["end"], span["quote"]))


def _against(kind: str, sides: dict[str, _Said], cited: Citations) -> Line:
    """What each side says, by whom, with one quote of each."""
    runs = [Run(f"{_KINDS[kind]}: ")]
    for at, (says, said) in enumerate(sides.items()):
        quote = f" “{wording.flat(said.evidence[0].quote or '')}”" if said.evidence else ""
        verb = says.replace("-", " ")
        comma = "," if quote and kind != "blame" else ""
        words = f"{' and '.join(said.who)}: {verb}{comma}{quote}"
        runs.append(Run(("; " if at else "") + words, cited.refer(said.evidence)))
    return (*runs, Run("."))
