"""Who stands where around an event word: paths through grammatical functions to parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.functions import heads, is_passive, of_noun, of_verb

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.reading.coreference import Mention
    from detente.reading.entities import Cast
    from detente.reading.functions import Slots
    from detente.reading.lexicon import Condition, Trigger
    from detente.reading.syntax import Sentence, Token

_OFFICIALS = {"GOV", "MIL", "LEG", "SPY", "JUD"}
_FUNCTIONS = {"subj", "obj", "obj2", "poss", "mod", "x", "acomp", "attr", "by", "of"}
"""Last steps of a path that are no prepositions, or lead elsewhere from an object."""
_LANDS = {"country", "place"}
_COUNTING = {"ADJ", "NUM", "DET", "PRON"}
_PEOPLE = {"person", "people"}
_HOUSES = {"house", "host", "hold", "station", "shelter", "contain"}


def follow(sentence: Sentence, slots: Slots, path: str) -> list[Token]:
    """The heads a path leads to from a word with these slots, coordination unfolded."""
    step, _, rest = path.partition("/")
    found = heads(sentence, slots.get(step, ()))
    while rest:
        step, _, rest = rest.partition("/")
        found = [
            t for each in found for t in heads(sentence, slots_of(sentence, each).get(step, ()))
        ]
    return found


def slots_of(sentence: Sentence, token: Token) -> Slots:
    """The slots around a word, as a verb's or a noun's."""
    return of_verb(sentence, token) if token.pos in {"VERB", "AUX"} else of_noun(sentence, token)


def parties(cast: Cast, sentence: Sentence, slots: Slots, paths: Iterable[str]) -> list[Mention]:
    """Who stands at the first of the paths that leads to anybody.

    Where none does, a preposition is looked for on the object too: in "imposed sanctions on
    Russia" it hangs on either word.
    """
    tried = tuple(paths)
    for path in (*tried, *(_through_object(p) for p in tried if _is_prepositional(p))):
        found: list[Mention] = []
        for token in follow(sentence, slots, path):
            both = cast.several(sentence, token) or _hyphened(cast, token, path)
            party = _party(cast, sentence, token, path) if not both else None
            found += both or ([party] if party is not None else [])
        if found:
            return once(found)
    return []


def _hyphened(cast: Cast, token: Token, path: str) -> list[Mention]:
    """The two parties that one word before a noun names: "the U.S.-Finland meeting"."""
    found = cast.actors_within(token.start, token.end) if path.endswith("mod") else []
    return found if len(found) > 1 and "-" in token.text else []


def _is_prepositional(path: str) -> bool:
    return path.rpartition("/")[2] not in _FUNCTIONS and "obj" not in path.split("/")


def _through_object(path: str) -> str:
    above, _, last = path.rpartition("/")
    return f"{above}/obj/{last}" if above else f"obj/{last}"


def giver(cast: Cast, sentence: Sentence, noun: Token) -> Mention | None:
    """From whom words came that are spoken of as a thing: "answers it received from the office",
    "comments by the ministry", "the ministry's answers"; None where that is not said.
    """
    slots = of_noun(sentence, noun)
    for clause in sentence.children(noun, "relcl", "acl"):
        around = of_verb(sentence, clause)
        slots["from"] += around["from"]
        slots["by"] += around["subj"] if is_passive(sentence, clause) else []
    found = parties(cast, sentence, slots, ("from", "by", "poss", "mod"))
    return found[0] if found else None


def holds(cast: Cast, sentence: Sentence, slots: Slots, trigger: Trigger) -> bool:
    """Whether what one of a lexicon row's alternatives asks for holds; true for a row without."""
    return not trigger.alternatives or any(
        all(_condition_holds(cast, sentence, slots, c) for c in each)
        for each in trigger.alternatives
    )


def _condition_holds(cast: Cast, sentence: Sentence, slots: Slots, condition: Condition) -> bool:
    if condition.path == "prep":
        return any(slots.get(prep) for prep in condition.values)
    if condition.path == "without":
        return not any(slots.get(slot) for slot in condition.values)
    found = follow(sentence, slots, condition.path)
    if condition.values == {"self"}:
        return _is_self(cast, sentence, slots, found)
    if condition.relation == "~":
        return any(_is_kind(cast, sentence, t, kind) for t in found for kind in condition.values)
    lemmas = {
        lemma for t in found for lemma in _lemmas(cast, sentence, t, with_nouns=condition.of_class)
    }
    if condition.relation == "!":
        return not lemmas & condition.values
    return bool(lemmas & condition.values)


def _is_self(cast: Cast, sentence: Sentence, slots: Slots, found: Iterable[Token]) -> bool:
    """Whether some of the words name who acts: "it" in "Mali warned that it would leave"."""
    actors = [cast.mention(sentence, t) for t in heads(sentence, slots.get("subj", ()))]
    known = {m.entity for m in actors if m is not None and m.entity is not None}
    named = [cast.mention(sentence, t) for t in found]
    return any(m is not None and m.entity in known for m in named)


def _lemmas(cast: Cast, sentence: Sentence, token: Token, *, with_nouns: bool) -> list[str]:
    """The lemma of a head, of what it is a measure of ("its full range of support"), and, for a
    pronoun, of what it stands for.
    """
    measured = follow(sentence, of_noun(sentence, token), "of")
    is_person = cast.kind(sentence, token) in _PEOPLE  # officers of intelligence are none of it
    before = sentence.children(token, "compound") if with_nouns and not is_person else []
    nouns = [t.lemma for t in (token, *measured, *before)]
    return [*nouns, *sorted(cast.stands_for(sentence, token))]


def _is_kind(cast: Cast, sentence: Sentence, token: Token, kind: str) -> bool:
    if kind == "any" or (kind == "actor" and cast.several(sentence, token)):
        return True
    mention = cast.mention(sentence, cast.counted(sentence, token))
    reading = cast.reading(mention) if mention else None
    acts = reading is not None and reading.kind not in {"other", "place", "document"}
    if kind == "thing":
        return not acts
    if kind == "official":
        return reading is not None and bool(_OFFICIALS & set(reading.sectors))
    return acts if kind == "actor" else reading is not None and reading.kind == kind


def _party(cast: Cast, sentence: Sentence, token: Token, path: str) -> Mention | None:
    if path.endswith("mod") or token.pos == "ADJ":
        named = cast.modifier(token) or cast.party(sentence, token)
        return named or _part_of(cast, sentence, token)
    party = cast.party(sentence, token)
    if party is None and path.endswith("subj") and cast.kind(sentence, token) == "document":
        return _author(cast, sentence, token)
    if party is None or cast.kind(sentence, token) == "place":
        housed = _housed(cast, sentence, token) or party or _holder(cast, sentence, token)
        return housed or _part_of(cast, sentence, token)
    return party


def _part_of(cast: Cast, sentence: Sentence, token: Token) -> Mention | None:
    """Whom a pronoun names of whom some are meant: "beat several of them"."""
    if token.pos not in _COUNTING or sentence.children(token, "appos"):
        return None
    wholes = follow(sentence, of_noun(sentence, token), "of")
    return next((cast.party(sentence, t) for t in wholes if t.tag == "PRP"), None)


def _holder(cast: Cast, sentence: Sentence, token: Token) -> Mention | None:
    """Whose country the thing is in that is hit: "targets inside Pakistan"."""
    slots = of_noun(sentence, token)
    for path in ("inside", "in", "within"):
        for noun in slots.get(path, ()):
            mention = cast.mention(sentence, noun)
            reading = cast.reading(mention) if mention is not None else None
            if reading is not None and reading.country and reading.kind in _LANDS:
                return mention
    return None


def _author(cast: Cast, sentence: Sentence, token: Token) -> Mention | None:
    """Who made the thing that acts: "parliament passed a resolution calling for…"."""
    slots = of_noun(sentence, token)
    above = sentence.head(token)
    if above is not None and above.pos == "VERB" and token.relation == "dobj":
        slots["subj"] += of_verb(sentence, above)["subj"]
    for path in ("by", "poss", "mod", "subj"):
        for maker in heads(sentence, slots[path]):
            party = cast.party(sentence, maker)
            if party is not None:
                return party
    return None


def _housed(cast: Cast, sentence: Sentence, token: Token) -> Mention | None:
    """Who is in the place that is hit: "a base housing U.S. troops"."""
    for clause in sentence.children(token, "acl", "relcl"):
        if clause.lemma in _HOUSES:
            inside = of_verb(sentence, clause)["obj"]
            found = (cast.party(sentence, t) for t in inside if t is not token)
            return next((party for party in found if party is not None), None)
    return None


def once(found: list[Mention]) -> list[Mention]:
    """Each party once; the first mention stands."""
    kept: list[Mention] = []
    for mention in found:
        if not any(m.entity is not None and m.entity == mention.entity for m in kept):
            kept.append(mention)
    return kept
