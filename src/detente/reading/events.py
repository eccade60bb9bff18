"""What happened: the events a text reports, one for each mention of one.

Verbs and nouns of the lexicon are found, the parties around them read, both weighed with what the
trained heads hear, and mentions of one happening in one sentence ("a rocket attack that killed a
contractor") joined.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from detente.reading.arguments import follow, holds, parties, slots_of
from detente.reading.functions import light_verb, of_noun, of_verb
from detente.reading.hearing import Hearing, telling
from detente.reading.lexicon import Trigger, triggers
from detente.reading.linked import RECIPROCAL, others, shared
from detente.reading.mishaps import is_mishap, is_nobodys
from detente.reading.modes import instruments, mode_of
from detente.reading.sentences import is_heading
from detente.reading.status import is_command, status_of
from detente.reading.tables import pairs, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from detente.reading.actors import Reading
    from detente.reading.coreference import Mention
    from detente.reading.entities import Cast
    from detente.reading.functions import Slots
    from detente.reading.heads import Answers
    from detente.reading.linked import Sides
    from detente.reading.syntax import Sentence, Token
    from detente.records import Status

_OUTSIDE = ("conj", "cc", "advcl", "parataxis", "gloss", "mark", "ccomp")
_BESIDE = 80
"""A party at most this many characters off stands beside its event."""
_HARM = "ASSAULT"
_SEIZURE = ("COERCE", "seize")
_RUIN = "destroy"
_COMMON = {"NN", "NNS"}
_MEASURES = {"DATE", "TIME", "PERCENT", "MONEY"}
"""OntoNotes types of what no word of harm bears on."""
_TALK = "CONSULT"
_WHO_SHOOT = {"gunman", "gunmen", "sniper", "snipers"}
"""Words of the table of weapons that are people."""
_ATTACK = {"attack", "assault", "onslaught", "assail", "strike", "hit", "blast"}
"""Words of harm that politicians use of each other's words."""
_POLITICAL = {"party", "legislature", "media"}
_OFFICES = {"GOV", "LEG", "PTY", "JUD"}
_HURT = {"injure", "wound", "hurt", "harm"}
_WARN = {"warn", "caution", "alert"}
"""Words for telling of harm to come, by whomever."""
_AMOUNTS = {"violation", "breach", "contravention"}
"""What a deed is in the words of rules."""
_ABOUT = {"REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT"}
"""Types of verb whose object is another event, not their own: "condemned the attack"."""
_EVIDENCE_GAP = 2
_CARRIED = ("dobj", "nsubjpass")
_MEANS = ("in", "by", "with", "during", "through")


@dataclass(slots=True)
class Happening:
    """An event as one sentence reports it.

    `trigger` is its word, `verb` the light verb that carries it if any; `parts` are the triggers
    of the same happening in the sentence, its own first. `is_telling` says that the words tell an
    event with nobody named: "the border was closed", `is_sure` that who stands around it leaves no
    doubt of its type: "fired the minister", `is_refusal` that its negation is part of it: "will not
    talk". `things` are what it befell, whosever they
    are: to them it is done where nobody else is found.
    """

    sentence: Sentence
    trigger: Token
    type: str
    mode: str | None
    actors: list[Mention]
    recipients: list[Mention]
    status: Status
    start: int
    end: int
    is_telling: bool = False
    is_sure: bool = False
    is_refusal: bool = False
    verb: Token | None = None
    parts: list[Token] = field(default_factory=list)
    instruments: list[tuple[int, int]] = field(default_factory=list)
    things: list[Mention] = field(default_factory=list)


def find(
    sentences: Iterable[Sentence], cast: Cast, answers: Answers | None = None
) -> list[Happening]:
    """The happenings the sentences report, in order of the text.

    A word with nobody around it only mentions an event, and is kept with no parties: the caller
    may find the event it speaks of, or who it was elsewhere.
    """
    listed = list(sentences)
    prose = (sentence for sentence in listed if not is_heading(sentence))
    by_rules = ((sentence, *_in_sentence(sentence, cast)) for sentence in prose)
    if answers is None:
        return [_whole(h, cast) for _, found, _ in by_rules for h in _joined(found)]
    hearing = Hearing(answers, cast, _heard_as, alone=len(listed) == 1)
    told: list[Happening] = []
    for sentence, found, mute in by_rules:
        weighing = hearing.weighing(sentence, mute)
        told += telling(_joined(hearing.weighed(weighing, found)), weighing)
    return [_whole(h, cast) for h in told]


def _whole(happening: Happening, cast: Cast) -> Happening:
    """A happening whose actors act by themselves, and that befalls things if nobody; its own words
    are nobody who acts: "a strike set fire to the depot".
    """
    acting = [a for a in happening.actors if a.head not in happening.parts or _acts(a, cast)]
    armed = _armed(_spoken(replace(happening, actors=acting), cast), cast)
    bears = armed.things and not armed.recipients and armed.type in {_HARM, _SEIZURE[0]}
    return replace(armed, recipients=others(armed.things, armed.actors)) if bears else armed


def _acts(mention: Mention, cast: Cast) -> bool:
    reading = cast.reading(mention)
    return reading is not None and reading.kind != "other"


def _spoken(happening: Happening, cast: Cast) -> Happening:
    """A happening that is an accusation where those who attack each other do so with words: one
    politician another, or a party, or a paper.
    """
    if happening.type != _HARM or happening.trigger.lemma not in _ATTACK or happening.instruments:
        return happening
    sides = (happening.actors, happening.recipients)
    if not all(side and all(_is_in_politics(cast.reading(m)) for m in side) for side in sides):
        return happening
    return replace(happening, type="ACCUSE", mode="disapprove")


def _is_in_politics(reading: Reading | None) -> bool:
    """Whether a party is a politician, a party, a parliament or a paper."""
    if reading is None or reading.kind != "person":
        return reading is not None and reading.kind in _POLITICAL
    return bool(reading.sectors) and _OFFICES.issuperset(reading.sectors)


def _armed(happening: Happening, cast: Cast) -> Happening:
    """A happening whose actors act by themselves: rockets that killed were somebody's means."""
    modes = [_mere_weapon(mention, cast) for mention in happening.actors]
    means = [m for m, mode in zip(happening.actors, modes, strict=True) if mode is not None]
    if not means:
        return happening
    used = {*happening.instruments, *((m.head.start, m.head.end) for m in means)}
    mode = happening.mode or next(filter(None, modes))
    return replace(
        happening,
        mode=mode if happening.type == _HARM else happening.mode,
        actors=[m for m, mode in zip(happening.actors, modes, strict=True) if mode is None],
        instruments=sorted(used),
    )


def _mere_weapon(mention: Mention, cast: Cast) -> str | None:
    """The mode of an assault by a party that is a weapon and not said to be anybody's; None if it
    is none: "Turkish drones" are Turkey's.
    """
    reading = cast.reading(mention)
    owners = [m for m in cast.named_within(mention.start, mention.end) if m.head != mention.head]
    alone = mention.start == mention.head.start  # a capital at its start makes a name of any word
    unowned = reading is None or (reading.kind == "other" and not reading.country)
    word = mention.head.text.lower()
    if owners or word in _WHO_SHOOT or not (unowned or alone):
        return None
    modes = pairs("instruments")
    return modes.get(word) or modes.get(word.removesuffix("s"))


def reported(happenings: Iterable[Happening]) -> dict[int, str]:
    """What the word at each offset reports: a type, with its mode: "ACCUSE/disapprove"."""
    return {
        token.start: f"{each.type}/{each.mode}" if each.mode else each.type
        for each in happenings
        for token in each.parts
    }


def _heard_as(type_: str, sentence: Sentence, token: Token, sides: Sides) -> Happening:
    """The happening of a word that the lexicon does not know in its place."""
    row = Trigger(type_, None, (), (), (), needs_party=False)
    return _happening(sentence, token, row, *sides, slots_of(sentence, token))


def _in_sentence(sentence: Sentence, cast: Cast) -> tuple[list[Happening], list[Token]]:
    """The happenings of a sentence, and the words that tell none: those of which the lexicon says
    so, with their objects (who rejects an accusation accuses nobody), warnings of what others may
    do, and harm that nobody does.
    """
    read = [_spoken(h, cast) for t in sentence if (h := _read(sentence, t, cast)) is not None]
    silent = [h.trigger for h in read if not h.type]
    silent += [t for t in sentence if _warns_of_others(sentence, t, read, cast)]
    silent += [h.trigger for h in read if h.type == _HARM and is_nobodys(sentence, h.trigger)]
    silent += [h.trigger for h in read if _is_safe(h)]
    silent += [t for t in sentence if is_mishap(t) or _is_judgement(sentence, t)]
    mute = [each for t in silent for each in (t, *sentence.children(t, *_CARRIED))]
    found = [h for h in read if h.trigger not in mute]
    verbs = {h.trigger.index for h in found if h.trigger.pos == "VERB" and h.type not in _ABOUT}
    return [h for h in found if not _is_told_by_verb(h, verbs)], mute


def _is_judgement(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun only says what a deed amounts to: "fired in violation of the truce", "called
    the strike a violation".
    """
    if noun.lemma not in _AMOUNTS:
        return False
    preposition = sentence[noun.head].text.lower() if noun.relation == "pobj" else ""
    bare = preposition == "in" and not sentence.children(noun, "det", "poss")
    return bare or preposition == "as" or noun.relation in {"oprd", "attr"}


def _is_safe(happening: Happening) -> bool:
    """Whether words only say that somebody came off unhurt: "was not injured"; that nobody was
    tells of an attack.
    """
    word = happening.trigger
    is_hurt = happening.type == _HARM and word.lemma in _HURT and not happening.actors
    return is_hurt and bool(happening.sentence.children(word, "neg"))


def _warns_of_others(
    sentence: Sentence, verb: Token, told: Iterable[Happening], cast: Cast
) -> bool:
    """Whether a verb warns of the deeds of others, and so threatens nobody: "warned of an attack by
    rebels".
    """
    if verb.lemma not in _WARN:
        return False
    below = sentence.subtree(verb)
    warning = [p for t in sentence.children(verb, "nsubj") if (p := cast.party(sentence, t))]
    deeds = (h for h in told if h.trigger != verb and h.trigger in below and h.actors)
    return any(not shared(deed.actors, warning) for deed in deeds)


def _is_told_by_verb(happening: Happening, verbs: set[int]) -> bool:
    """Whether the verb over a noun already tells the event: "lifted" of "lifted the blockade"."""
    if happening.trigger.relation not in _CARRIED:
        return False
    return happening.trigger.head in verbs


def _read(sentence: Sentence, token: Token, cast: Cast) -> Happening | None:
    """The happening a word reports, None if it reports none."""
    if token.pos == "VERB":
        return _of_verb(sentence, token, cast)
    if token.pos == "ADJ" and token.relation == "acomp":
        return _of_adjective(sentence, token, cast)
    if token.pos in {"NOUN", "PROPN"} and token.relation not in {"compound", "amod", "nmod"}:
        return _told(sentence, token, "n", of_noun, cast)
    return None


def _of_verb(sentence: Sentence, verb: Token, cast: Cast) -> Happening | None:
    if verb.relation == "acl" and verb.tag == "VBN" and verb.lemma in words("backing_verbs"):
        return None  # it says whose proxy somebody is
    if (verb.relation == "amod" and verb.tag != "VBG") or verb.relation == "aux":
        return None
    return _told(sentence, verb, "v", of_verb, cast)


def _of_adjective(sentence: Sentence, adjective: Token, cast: Cast) -> Happening | None:
    """The happening an adjective reports: "is willing to…"; its verb has the subject."""
    return _told(sentence, adjective, "a", _of_copula, cast)


def _of_copula(sentence: Sentence, adjective: Token) -> Slots:
    slots = of_verb(sentence, sentence[adjective.head])
    slots["x"] = sentence.children(adjective, "xcomp", "ccomp")
    return slots


def _told(
    sentence: Sentence,
    token: Token,
    pos: str,
    around: Callable[[Sentence, Token], Slots],
    cast: Cast,
) -> Happening | None:
    """The happening a word reports by the first row of the lexicon that holds.

    Args:
        sentence: Its sentence.
        token: The word.
        pos: What the lexicon knows it as: "v", "n" or "a".
        around: Gives the slots around it.
        cast: The document's parties.
    """
    rows = triggers(token.lemma, pos)
    if not rows:
        return None
    slots = around(sentence, token)
    row = next((r for r in rows if holds(cast, sentence, slots, r)), None)
    if row is None or (row.type == _TALK and sentence.children(token, "oprd")):
        return None  # who calls another a liar does not ring him up
    actors = parties(cast, sentence, slots, row.actor)
    recipients = others(parties(cast, sentence, slots, row.recipient), actors)
    if row.needs_party and not (actors and recipients):
        return None
    happening = _happening(sentence, token, row, actors, recipients, slots)
    things = _things(cast, sentence, slots, row) if pos == "v" and not recipients else []
    if things:
        happening.things = things
        happening.start, happening.end = evidence_extent(sentence, token, [*actors, *things])
    return happening


def _things(cast: Cast, sentence: Sentence, slots: Slots, row: Trigger) -> list[Mention]:
    """What is burned, hit or seized that may be nobody's; not what harm is done with."""
    if (row.type != _HARM and (row.type, row.mode) != _SEIZURE) or "obj" not in row.recipient:
        return []
    means = words("partitives") | (pairs("instruments").keys() if row.mode != _RUIN else set())
    things = (
        t
        for t in follow(sentence, slots, "obj")
        if t.tag in _COMMON and t.lemma not in means and t.entity not in _MEASURES
    )
    return [m for t in things if (m := cast.mention(sentence, t)) is not None]


def _happening(
    sentence: Sentence,
    token: Token,
    row: Trigger,
    actors: list[Mention],
    recipients: list[Mention],
    slots: Slots,
) -> Happening:
    verb = light_verb(sentence, token) if token.pos != "VERB" else None
    if not recipients and len(actors) > 1 and _is_mutual(sentence, token, row, slots):
        recipients = actors
    if not actors and len(recipients) > 1 and slots.get("between") and row.type in RECIPROCAL:
        actors = recipients  # "a deal was signed between Chad and Mali"
    start, end = evidence_extent(sentence, verb or token, [*actors, *recipients])
    used = instruments(sentence, token, slots)
    return Happening(
        sentence=sentence,
        trigger=token,
        type=row.type,
        mode=mode_of(row.type, row.mode, sentence.between(start, end), used),
        actors=actors,
        recipients=recipients,
        status="occurred" if row.is_refusal else _status(sentence, token),
        start=start,
        end=end,
        verb=verb,
        is_sure=token.pos == "VERB" and row.asks("~"),
        is_refusal=row.is_refusal,
        is_telling=token.pos == "VERB" and row.asks("="),
        parts=[token],
        instruments=[(t.start, t.end) for t in used],
    )


def _status(sentence: Sentence, token: Token) -> Status:
    """The status of what a word reports; of a command, as recommendations are listed, that it is
    proposed.
    """
    status = status_of(sentence, token)
    return "proposed" if status == "occurred" and is_command(sentence, token) else status


def _is_mutual(sentence: Sentence, token: Token, row: Trigger, slots: Slots) -> bool:
    """Whether several who act do so to each other."""
    if (
        row.type in RECIPROCAL
        or row.mode == "ceasefire"
        or slots.get("between")
        or token.lemma in words("mutual_verbs")
    ):
        return True
    return any(_is_each_other(sentence, t) for t in slots.get("obj", ()))


def _is_each_other(sentence: Sentence, token: Token) -> bool:
    before = {t.text.lower() for t in sentence.children(token, "det", "nummod", "predet")}
    return (token.lemma == "other" and "each" in before) or (
        token.lemma == "another" and bool(before & {"one"})
    )


def evidence_extent(
    sentence: Sentence, head: Token, involved: Iterable[Mention]
) -> tuple[int, int]:
    """The stretch of the sentence that reports an event: its word with what hangs on it, and its
    parties where they stand beside it.
    """
    outside = (*_OUTSIDE, "xcomp") if head.pos == "ADJ" else _OUTSIDE
    below = sentence.subtree(head, without=outside)
    kept = _run(below, head)
    start, end = kept[0].start, kept[-1].end
    for mention in involved:
        if mention.sentence is sentence and _is_between(mention, start, end):
            start, end = min(start, mention.start), max(end, mention.end)
    return start, end


def _is_between(mention: Mention, start: int, end: int) -> bool:
    gap = max(start - mention.end, mention.start - end)
    return gap <= _BESIDE


def _run(tokens: Sequence[Token], head: Token) -> list[Token]:
    """The tokens around the head that follow one another with hardly a gap, ends trimmed."""
    at = next(i for i, t in enumerate(tokens) if t.index == head.index)
    first = last = at
    while first > 0 and tokens[first].index - tokens[first - 1].index <= _EVIDENCE_GAP:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].index - tokens[last].index <= _EVIDENCE_GAP:
        last += 1
    kept = list(tokens[first : last + 1])
    while kept[0].pos == "PUNCT" and kept[0] is not head:
        kept.pop(0)
    while kept[-1].pos == "PUNCT" and kept[-1] is not head:
        kept.pop()
    return kept


def _joined(found: list[Happening]) -> list[Happening]:
    """Join the words of one happening: an attack, and the harm it did."""
    kept: list[Happening] = []
    for happening in found:
        whole = next((h for h in reversed(kept) if _is_part_of(happening, h)), None)
        if whole is None:
            kept.append(happening)
        else:
            _absorb(whole, happening)
    return kept


def _is_part_of(part: Happening, whole: Happening) -> bool:
    """Whether two words tell one happening: harm and the attack that did it, what was talked about
    and the talks ("met to discuss the truce"), and that they were held ("a meeting held in May").
    """
    return _is_harm_of(part, whole) or _is_aim_of(part, whole) or _is_carrier_of(part, whole)


def _is_carrier_of(verb: Happening, whole: Happening) -> bool:
    """Whether a verb in a participle on the word of a happening only tells that it took place."""
    own = {t.index for t in whole.parts}
    return verb.type == whole.type and verb.trigger.relation == "acl" and verb.trigger.head in own


def _is_aim_of(talk: Happening, talks: Happening) -> bool:
    """Whether talk of something is what talks were for."""
    above = talk.trigger.head if talk.trigger.relation in {"advcl", "xcomp"} else None
    return (
        talk.type == talks.type == _TALK
        and talk.trigger.tag == "VB"
        and above in {t.index for t in (*talks.parts, talks.verb) if t is not None}
    )


def _is_harm_of(harm: Happening, attack: Happening) -> bool:
    """Whether one happening is what another did: "an attack that killed…", "…, killing two",
    "was killed in a raid", "killed when a rocket hit…".
    """
    if harm.type != _HARM or attack.type != _HARM:
        return False
    sentence = harm.sentence
    parts = {t.index for part in attack.parts for t in (part, attack.verb) if t is not None}
    for one, other in ((harm, parts), (attack, {t.index for t in harm.parts})):
        if any(t.index in other for verb in one.parts for t in _done_by(sentence, verb)):
            return True
    return _is_result(sentence, harm.trigger, parts) or _is_moment(sentence, harm, attack)


def _done_by(sentence: Sentence, verb: Token) -> list[Token]:
    """What a verb of harm says it was done by or in, and the clauses on that."""
    slots = of_verb(sentence, verb) if verb.pos == "VERB" else {}
    linked = [t for path in ("subj", *_MEANS) for t in follow(sentence, slots, path)]
    return linked + [t for each in linked for t in sentence.children(each, "acl", "relcl")]


def _is_moment(sentence: Sentence, one: Happening, other: Happening) -> bool:
    """Whether harm is told with the moment of the attack: "were killed when rebels attacked", "two
    were killed and six hurt when…".
    """
    for harm, attack in ((one, other), (other, one)):
        harms = (harm.trigger, *sentence.children(harm.trigger, "conj"))
        whens = {t.text.lower() for t in sentence.children(attack.trigger, "advmod", "mark")}
        above = {t.index for t in harms if t.lemma in words("harm_verbs")}
        under = attack.trigger.relation == "advcl" and attack.trigger.head in above
        if under and whens & {"when", "as"} and harm.trigger.lemma in words("harm_verbs"):
            return not harm.actors
    return False


def _is_result(sentence: Sentence, harm: Token, parts: set[int]) -> bool:
    """Whether a verb is a participle on the clause of an attack's words: "…, killing two"."""
    clause = sentence.head(harm)
    if harm.relation == "conj" and clause is not None and clause.index in parts:
        return harm.lemma in words("harm_verbs") and not sentence.children(harm, "nsubj")
    if harm.relation not in {"advcl", "acl"} or harm.tag != "VBG" or clause is None:
        return False
    inside = {clause.index} | {t.index for t in sentence.subtree(clause, without=("advcl",))}
    return bool(parts & inside)


def _absorb(whole: Happening, part: Happening) -> None:
    """Add what a second word says of a happening."""
    suffering = {r.entity for r in (*whole.recipients, *part.recipients)}
    harmed = part.recipients if part.trigger.pos == "VERB" else whole.recipients
    if harmed and _are_people(harmed) and (not whole.recipients or part.trigger.pos == "VERB"):
        known = {m.entity for m in harmed}
        rest = [m for m in whole.recipients if m.entity not in known and _are_people([m])]
        whole.recipients = [*harmed, *rest]
    whole.actors = whole.actors or [a for a in part.actors if a.entity not in suffering]
    whole.mode = whole.mode or part.mode
    whole.parts += part.parts
    whole.instruments += [i for i in part.instruments if i not in whole.instruments]
    whole.start, whole.end = min(whole.start, part.start), max(whole.end, part.end)


def _are_people(mentions: Iterable[Mention]) -> bool:
    return any(m.reading is None or m.reading.kind != "place" for m in mentions)
