"""Grammatical functions: what fills the slots around a verb or an event noun.

A slot is named after the function ("subj", "obj", "obj2" the indirect object, "poss", "mod" the
words before a noun, "x" a clausal complement, "prt" a particle, "acomp") or after the preposition
that leads to it ("on", "against", "with"). Passives, relatives, participles, infinitives and
coordination are undone, so that "subj" is who does it and "obj" whom it is done to.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from detente.reading.tables import pairs, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from detente.reading.syntax import Sentence, Token

Slots = dict[str, list["Token"]]

_SLOT = {
    "nsubj": "subj", "csubj": "subj", "expl": "expl", "dobj": "obj", "nsubjpass": "obj",
    "prt": "prt", "xcomp": "x", "ccomp": "x", "acomp": "acomp", "attr": "attr", "oprd": "as",
    "neg": "neg", "aux": "aux",
}  # fmt: skip
_COMPOUND = {"out", "away", "back", "along", "together", "up", "down", "off", "over", "from", "as"}
"""Prepositions whose second part leads on: "out of", "together with"; not "according to"."""
_PARTICLES = {"away"}
"""Particles that are tagged as adverbs: "led away"."""
_SHARING = {"conj", "xcomp", "advcl", "ccomp"}
"""Relations through which a verb takes over the subject of the verb above it."""
_RELATIVE = {"WDT", "WP"}
_PREMODIFIERS = ("compound", "amod", "nmod", "npadvmod")
_ASKED = {"on", "upon", "to", "for"}
"""Who is to act, in the infinitive under a noun of asking: "a call on", "an order to"."""
_TOLD = _ASKED - {"for"}
"""As above, under a verb: "asked for leave to" tells who only after "asked"."""
_OWNING = {"of", "by"}
_PINNING = {"blame", "pin"}
_DEPTH = 8
"""How many clauses up an unexpressed subject is looked for."""


def coordinated(sentence: Sentence, head: Token) -> list[Token]:
    """The head of a phrase and the heads coordinated with it ("the U.S. and Iraq")."""
    found = [head]
    for token in found:
        found += [t for t in sentence.children(token, "conj") if t.pos in {"NOUN", "PROPN", "PRON"}]
    return found


def is_named_apart(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun of a list names somebody by itself: not "chairman" in "the minister and
    chairman".
    """
    if noun.tag in {"NNP", "NNPS", "NNS"}:
        return True
    return bool(sentence.children(noun, "det", "poss", "nummod"))


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb stands in the passive, as a bare participle too ("troops killed by…",
    "wounded, they fled"), or beside one without an auxiliary of its own ("were beaten and robbed").
    """
    if sentence.children(verb, "nsubjpass", "auxpass", "csubjpass", "agent"):
        return True
    if verb.relation == "acl":
        return verb.tag == "VBN"
    if verb.relation == "advcl":
        return is_bare(sentence, verb)
    return verb.relation == "conj" and _continues_passive(sentence, verb)


def is_bare(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb is a past participle with neither auxiliary nor subject nor object."""
    return verb.tag == "VBN" and not sentence.children(
        verb, "dobj", "aux", "auxpass", "nsubj", "nsubjpass"
    )


def _continues_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb is the second of two that share "were": a participle without object, or one
    before a third that says by whom ("were beaten, tortured and robbed by guards").
    """
    above = sentence[verb.head]
    bare = not sentence.children(verb, "dobj", "aux", "nsubj")
    third = any(sentence.children(t, "agent") for t in sentence.children(verb, "conj"))
    is_participle = verb.tag == "VBN" or (verb.tag == "VBD" and third)
    return bare and is_participle and above.pos == "VERB" and is_passive(sentence, above)


def of_verb(sentence: Sentence, verb: Token, *, depth: int = 0) -> Slots:
    """The slots around a verb."""
    slots = _own(sentence, verb)
    passive = is_passive(sentence, verb)
    if not slots["subj"] and not passive:
        slots["subj"] = _inherited_subject(sentence, verb, depth)
    if passive and not slots["obj"]:
        slots["obj"] = _passive_object(sentence, verb, depth)
    _undo_relative(sentence, verb, slots)
    return slots


def of_noun(sentence: Sentence, noun: Token) -> Slots:
    """The slots around a noun, those of the verb it stands under included ("carried out a raid
    on…", "responded with a strike").
    """
    slots = _own(sentence, noun)
    slots["poss"] += sentence.children(noun, "poss")
    slots["mod"] += _premodifiers(sentence, noun)
    slots["by"] += _makers(sentence, noun)
    if _is_blamed_on(sentence, noun):
        slots["by"] += slots["on"]
    verb, function = _governor(sentence, noun)
    if verb is None:
        return slots
    above = of_verb(sentence, verb)
    if function == "light":
        for slot, tokens in above.items():
            if slot not in {"obj", "x", "neg", "mod"}:
                slots[slot] += tokens
    elif function == "blamed":
        slots["subj"] += above["obj"]
    else:
        slots["subj"] += above["subj"]
        slots["obj"] += [t for t in above["obj"] if t.index != noun.index]
        for slot in ("on", "against", "at"):
            slots[slot] += above.get(slot, [])
    return slots


def _is_blamed_on(sentence: Sentence, noun: Token) -> bool:
    """Whether what stands "on" a noun is who is said to have done it: "blamed the raid on Chad"."""
    verb = sentence.head(noun)
    blamed = verb is not None and verb.lemma in _PINNING and noun.relation == "dobj"
    return blamed and any(t.lemma == "on" for t in sentence.children(noun, "prep"))


def light_verb(sentence: Sentence, noun: Token) -> Token | None:
    """The verb that only carries this event noun ("launched" of "launched an attack"), if any."""
    verb, function = _governor(sentence, noun)
    return verb if function == "light" else None


def _own(sentence: Sentence, token: Token) -> Slots:
    slots: Slots = defaultdict(list)
    for child in sentence.children(token):
        if child.relation in {"prep", "agent", "dative"}:
            _add_preposition(sentence, child, slots)
        elif child.relation == "advmod" and child.lemma in _PARTICLES:
            slots["prt"].append(child)
        elif child.relation in _SLOT:
            slots[_SLOT[child.relation]].append(child)
            if any(t.lemma == "for" for t in sentence.children(child, "mark")):
                slots["for"].append(child)
    return slots


def _add_preposition(sentence: Sentence, prep: Token, slots: Slots) -> None:
    """Put what a preposition leads to under its name; an agent becomes the subject."""
    if prep.relation == "dative" and prep.pos not in {"ADP", "PART"}:
        slots["obj2"].append(prep)
        return
    slot = "subj" if prep.relation == "agent" else prep.lemma
    for child in sentence.children(prep):
        if child.relation in {"pobj", "pcomp"} and child.pos != "ADP":
            slots[slot].append(child)
        elif child.relation in {"prep", "pcomp"} and prep.lemma in _COMPOUND:
            _add_preposition(sentence, child, slots)


def _makers(sentence: Sentence, noun: Token) -> list[Token]:
    """Who made or carried out the thing: "an offer made by the South", "a raid staged by"."""
    return [
        maker
        for clause in sentence.children(noun, "acl")
        if clause.tag == "VBN" and clause.lemma in words("light_verbs")
        for agent in sentence.children(clause, "agent")
        for maker in sentence.children(agent, "pobj")
    ]


def _premodifiers(sentence: Sentence, noun: Token) -> list[Token]:
    found = sentence.children(noun, *_PREMODIFIERS)
    below = [t for each in found for t in sentence.children(each, *_PREMODIFIERS)]
    return sorted(found + below, key=lambda t: t.index)


def _inherited_subject(sentence: Sentence, verb: Token, depth: int) -> list[Token]:
    """The subject of a verb that expresses none: of its conjunct, matrix clause or noun."""
    above = sentence.head(verb)
    if above is None or depth > _DEPTH:
        return []
    if verb.relation == "acl":
        return [above] if verb.tag == "VBG" else _controller_of_noun(sentence, above, depth)
    if verb.relation == "pcomp" and above.pos != "VERB":
        return _controller_of_preposition(sentence, above, depth)
    if above.pos == "ADJ" and verb.relation == "xcomp":
        copula = sentence.head(above)
        return [] if copula is None else of_verb(sentence, copula, depth=depth + 1)["subj"]
    finite = verb.relation in {"ccomp", "advcl"} and verb.tag not in {"VBG", "VBN", "VB"}
    if above.pos not in {"VERB", "AUX"} or verb.relation not in _SHARING or finite:
        return []
    return _subject_of_matrix(sentence, verb, above, depth)


def _subject_of_matrix(sentence: Sentence, verb: Token, above: Token, depth: int) -> list[Token]:
    """Who acts in the matrix clause, or, under a verb with an object, who is told to: but for one
    that is done for a purpose, "summoned the envoy to protest".
    """
    matrix = of_verb(sentence, above, depth=depth + 1)
    if is_passive(sentence, above):
        return matrix["obj"]
    told = _told_to(sentence, above, verb)
    if told:
        return told
    if above.lemma in words("purposeful_verbs"):
        return matrix["subj"]
    return matrix["obj"] if verb.relation == "xcomp" and matrix["obj"] else matrix["subj"]


def _told_to(sentence: Sentence, asking: Token, verb: Token) -> list[Token]:
    """Who is asked to act in the infinitive under a verb of asking, where a preposition leads to
    him: "called on Iran to leave", "appealed to Iran to leave".
    """
    is_infinitive = any(t.tag == "TO" for t in sentence.children(verb, "aux"))
    if not is_infinitive or pairs("governors").get(f"{asking.lemma} v") != "proposed":
        return []
    return [t for t in _behind(sentence, asking, _TOLD) if t.index < verb.index]


def _controller_of_noun(sentence: Sentence, noun: Token, depth: int) -> list[Token]:
    """Who acts in the infinitive under a noun: "Iran's plan to…", "the plan of Iran to…", "Iran
    made plans to…", "their call on Iran to…".
    """
    owner = sentence.children(noun, "poss")
    status = pairs("governors").get(f"{noun.lemma} n", "")
    asked = _behind(sentence, noun, _ASKED) if status == "proposed" else []
    if asked:
        return asked
    if status and not owner:
        owner = _behind(sentence, noun, _OWNING)
    if owner:
        return owner
    verb = sentence.head(noun)
    if verb is None or verb.pos != "VERB" or verb.lemma in words("foiling_verbs"):
        return []
    if noun.relation in {"dobj", "nsubjpass"}:
        return of_verb(sentence, verb, depth=depth + 1)["subj"]
    return []


def _behind(sentence: Sentence, noun: Token, prepositions: Collection[str]) -> list[Token]:
    """What stands behind a noun with one of some prepositions."""
    leads = (t for t in sentence.children(noun, "prep") if t.lemma in prepositions)
    return [t for lead in leads for t in sentence.children(lead, "pobj")]


def _controller_of_preposition(sentence: Sentence, prep: Token, depth: int) -> list[Token]:
    """Who acts in a gerund under a preposition: "accused Iran of attacking", "after losing"."""
    verb = sentence.head(prep)
    if verb is None:
        return []
    if verb.pos != "VERB":
        return _controller_behind_noun(sentence, verb, depth) if verb.pos == "NOUN" else []
    matrix = of_verb(sentence, verb, depth=depth + 1)
    if prep.lemma in {"of", "for", "from", "into"} and matrix["obj"]:
        return matrix["obj"]
    return matrix["subj"]


def _controller_behind_noun(sentence: Sentence, noun: Token, depth: int) -> list[Token]:
    """Who acts in a gerund behind a noun: whoever is blamed ("accused the army of looting"), else
    as in an infinitive.
    """
    verb = sentence.head(noun)
    if verb is not None and noun.relation == "dobj" and verb.lemma in words("blame_verbs"):
        return [noun]
    return _controller_of_noun(sentence, noun, depth)


def _passive_object(sentence: Sentence, verb: Token, depth: int) -> list[Token]:
    above = sentence.head(verb)
    if above is None or depth > _DEPTH:
        return []
    if verb.relation == "acl":
        return [above]
    if verb.relation in {"conj", "advcl"} and above.pos in {"VERB", "AUX"}:
        matrix = of_verb(sentence, above, depth=depth + 1)
        return matrix["obj"] if is_passive(sentence, above) else matrix["subj"]
    return []


def _undo_relative(sentence: Sentence, verb: Token, slots: Slots) -> None:
    """Put the noun a relative clause hangs on where its pronoun stands, or where it is missing."""
    clause = verb
    while clause.relation == "conj" and (above := sentence.head(clause)) is not None:
        clause = above
    noun = _antecedent(sentence, clause)
    if noun is None:
        return
    filled = False
    for slot, tokens in slots.items():
        replaced = [noun if t.tag in _RELATIVE else t for t in tokens]
        filled |= replaced != tokens
        slots[slot] = replaced
    if not filled and slots["subj"] and not slots["obj"] and verb is clause:
        slots["obj"] = [noun]


def _antecedent(sentence: Sentence, clause: Token) -> Token | None:
    """The noun a relative clause is about; a date is passed over for what it dates ("talks held
    since 2021, which Iran suspended").
    """
    noun = sentence.head(clause)
    if clause.relation != "relcl" or noun is None:
        return None
    if noun.entity not in {"DATE", "TIME"}:
        return noun
    for above in sentence.ancestors(noun):
        if above.pos == "VERB":
            before = [
                t
                for t in sentence.children(above, "dobj", "nsubjpass", "nsubj")
                if t.index < noun.index
            ]
            whole = sentence.head(above) if above.relation == "acl" else None
            return before[-1] if before else whole or noun
        if above.pos == "NOUN":
            return above
    return noun


def _governor(sentence: Sentence, noun: Token) -> tuple[Token | None, str]:
    """The verb a noun depends on, and how: "light" (it carries the noun), "with" (an act by
    means of it), "blamed" (the verb's object is held to have done it).
    """
    above = sentence.head(noun)
    if noun.relation == "conj" and above is not None and above.pos == "NOUN":
        return _governor(sentence, above)
    if above is None:
        return None, ""
    if noun.relation in {"dobj", "nsubjpass"} and above.lemma in words("light_verbs"):
        return above, "light"
    if noun.relation == "pobj":
        return _governor_through(sentence, above)
    return None, ""


def _governor_through(sentence: Sentence, prep: Token) -> tuple[Token | None, str]:
    verb = sentence.head(prep)
    if verb is None or verb.pos != "VERB":
        return None, ""
    if prep.lemma in {"with", "by"} and verb.lemma in words("reply_verbs"):
        return verb, "with"
    if prep.lemma in {"for", "of"} and verb.lemma in words("blame_verbs"):
        return verb, "blamed"
    return None, ""


def heads(sentence: Sentence, tokens: Iterable[Token]) -> list[Token]:
    """All phrase heads that fill a slot, coordination unfolded, each once, in order."""
    found = {t.index: t for token in tokens for t in coordinated(sentence, token)}
    return [found[i] for i in sorted(found)]
