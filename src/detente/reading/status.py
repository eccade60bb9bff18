"""Whether it happened: the status of an event, read from the grammar around its word."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from detente import gazetteer
from detente.reading.functions import is_passive, light_verb
from detente.reading.presupposed import is_presupposed
from detente.reading.tables import pairs, words

if TYPE_CHECKING:
    from detente.reading.syntax import Sentence, Token
    from detente.records import Status

_FINITE_CLAUSES = {"relcl"}
_CONDITIONALS = {"if", "unless", "whether", "lest"}
_BE = {"is", "are", "'s", "'re", "am", "be", "been"}
_NOBODY = {"nobody", "none", "no-one", "neither"}
_SHARING = {"xcomp", "pobj", "pcomp", "dobj", "conj", "prep", "acl", "nsubjpass"}
_UNDENIED = {"conj", "dobj", "pobj", "prep", "nsubjpass"}
"""What is not denied with the word above it: who did not attend the talks says that there were."""
_POS = {"NOUN": "n", "PROPN": "n", "ADJ": "a", "ADP": "p"}
"""How `governors.tsv` names parts of speech; the rest are verbs."""
_NAMED = {"oprd", "ccomp", "dobj", "attr"}
_PARTIES = {"PERSON", "GPE", "NORP"}
_PRONOUNS = {"he", "she", "they", "who", "we", "i"}
_AUXILIARIES = ("aux", "auxpass")
_FINITE = {"VBD", "VBZ", "VBP"}
_PRESENT = {"VBZ", "VBP"}
_INVERTED = {"had", "should", "were"}
"""Auxiliaries that stand before their subject where there might be an "if"."""
_MOMENTS = {"after", "as", "because", "since", "when", "while"}
"""What leads to a clause that tells when, or why."""
_BESIDE = {"after", "following", "since", "amid", "despite", "before"}
"""Prepositions of what is no part of what failed: "cancelled the visit after an attack"."""
_ASKING = {"WRB", "WP", "WDT", "WP$"}
"""Tags of words that ask for more than yes or no."""
_TURNING_DOWN = {"refuse", "decline", "resist", "reject"}
_OF_WHAT_MAY_BE = {"planned", "hypothetical", "proposed"}


def status_of(sentence: Sentence, trigger: Token) -> Status:
    """The status of what a word reports, from the grammar above it.

    The nearest word that bears on it decides: its own negation and modal verb, the verb or noun
    that governs it ("called for", "plans to", "fears of"), a conditional. A clause with a tense of
    its own is not reached from outside.
    """
    verb = light_verb(sentence, trigger)
    at = verb or trigger
    if (trigger.pos == "VERB" and _of_nobody(sentence, trigger)) or _is_spurned(sentence, trigger):
        return "did-not-occur"
    for token in dict.fromkeys((trigger, at)):
        own = _own(sentence, token)
        if own is not None:
            return own
    foreseen = _as_subject(sentence, trigger)
    if foreseen is not None:
        return foreseen
    if verb is not None and (status := _governs(sentence, verb, "v")):
        return _status(status)
    if is_presupposed(sentence, at):
        return _tense(sentence, at)
    return _from_above(sentence, at) or _tense(sentence, at)


def is_command(sentence: Sentence, verb: Token) -> bool:
    """Whether a bare verb, first of all or coordinated with that, tells what is to be done."""
    while verb.relation == "conj" and verb.tag == "VB" and verb.head != verb.index:
        verb = sentence[verb.head]
    aside = sentence.children(verb, "nsubj", "nsubjpass", *_AUXILIARIES)
    return verb.index == 0 and verb.tag == "VB" and verb.relation == "ROOT" and not aside


def _of_nobody(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb is said of nobody: "no soldiers were killed", "none was hurt"."""
    involved = sentence.children(verb, "nsubj", "nsubjpass", "dobj")
    return any(
        t.text.lower() in _NOBODY
        or any(d.text.lower() in {"no", "neither"} for d in sentence.children(t, "det", "preconj"))
        for t in involved
    )


def _is_spurned(sentence: Sentence, verb: Token) -> bool:
    """Whether something else was done: "fled rather than fight"."""
    joints = sentence.children(sentence[verb.head], "cc") if verb.relation == "conj" else ()
    return any(t.lemma == "than" and t.index < verb.index for t in joints)


def _as_subject(sentence: Sentence, trigger: Token) -> Status | None:
    """What is said of an event named by the subject: "talks are due", "the visit was cancelled"."""
    verb = sentence.head(trigger)
    if verb is None or trigger.relation not in {"nsubj", "nsubjpass"} or trigger.pos == "VERB":
        return None
    if _is_turned_down(sentence, verb, trigger):
        return None
    if trigger.relation == "nsubjpass" and (status := _governs(sentence, verb, "v")):
        return _status(status)
    for adjective in sentence.children(verb, "acomp"):
        if status := _governs(sentence, adjective, "a"):
            return _status(status)
    modal = next((t for t in sentence.children(verb, "aux") if t.tag == "MD"), None)
    does = sentence.children(verb, "dobj")  # "the withdrawal will leave a gap" is no plan for it
    return _own(sentence, verb) if modal is not None and not does else None


def _own(sentence: Sentence, token: Token) -> Status | None:
    """What a word's own negation, auxiliaries, determiner and adjectives say."""
    if _is_negated(sentence, token):
        return "did-not-occur"
    if _is_asked(sentence, token):
        return "hypothetical"
    for child in sentence.children(token):
        word = child.text.lower()
        if child.relation in _AUXILIARIES and (status := pairs("modals").get(word)):
            return "planned" if _is_future_in_past(sentence, token, word) else _status(status)
        if child.relation in {"amod", "advmod", "acl"} and (
            status := pairs("status_modifiers").get(word)
        ):
            return _status(status)
        if child.relation == "mark" and word in _CONDITIONALS:
            return "hypothetical"
    return "hypothetical" if _is_open(sentence, token) else None


def _is_asked(sentence: Sentence, verb: Token) -> bool:
    """Whether somebody asks if it is so: "Did they attack?"; not why it was, or by whom."""
    if not sentence.text.endswith("?") or verb.relation not in {"ROOT", "conj", "ccomp"}:
        return False
    subjects = sentence.children(verb, "nsubj", "nsubjpass")
    auxiliaries = sentence.children(verb, "aux", "auxpass")
    if not subjects or not auxiliaries or auxiliaries[0].index > subjects[0].index:
        return False
    return not any(t.tag in _ASKING for t in sentence.tokens[: auxiliaries[0].index])


def _is_open(sentence: Sentence, verb: Token) -> bool:
    """Whether a clause tells what may be without an "if": "had they left", "until they leave"."""
    if verb.relation != "advcl":
        return False
    marks = {t.text.lower() for t in sentence.children(verb, "mark")}
    if "until" in marks and verb.tag in _PRESENT:
        return True
    subjects = sentence.children(verb, "nsubj", "nsubjpass")
    inverted = sentence.children(verb, "aux")[:1]
    return bool(subjects) and any(
        t.text.lower() in _INVERTED and t.index < subjects[0].index for t in inverted
    )


def _is_negated(sentence: Sentence, token: Token) -> bool:
    return bool(sentence.children(token, "neg")) or any(
        t.text.lower() in {"no", "neither"} for t in sentence.children(token, "det", "preconj")
    )


def _is_future_in_past(sentence: Sentence, verb: Token, modal: str) -> bool:
    """Whether "would" reports what was said to be coming ("said it would send troops"), with no
    "if" about it.
    """
    clause = verb
    while clause.relation in {"conj", "xcomp"} and (above := sentence.head(clause)) is not None:
        clause = above
    conditions = [t for c in sentence.children(verb, "advcl") for t in sentence.children(c, "mark")]
    bare = not any(t.text.lower() in _CONDITIONALS for t in conditions)
    marks = {t.text.lower() for t in sentence.children(clause, "mark")}
    return (
        modal == "would"
        and clause.relation in {"ccomp", "acl"}
        and bare
        and not marks & _CONDITIONALS
    )


def _from_above(sentence: Sentence, trigger: Token) -> Status | None:
    """What the words that govern this one say, the nearest first."""
    below = trigger
    is_told = False  # as past, by whoever goes on to say, prove or hear it
    for above in sentence.ancestors(trigger):
        if _is_beyond(sentence, above, below):
            return None
        if below.relation == "acl" and below.tag == "VBN":  # "failed to free those held": held
            return "did-not-occur" if _is_negated(sentence, above) else None
        status = _governed(sentence, above, below) or _shared(sentence, above, below)
        if status is not None:
            return None if is_told and status in _OF_WHAT_MAY_BE else status
        is_told |= _is_past_clause(sentence, below)
        below = above
    return None


def _is_beyond(sentence: Sentence, above: Token, below: Token) -> bool:
    """Whether what stands above says nothing of a clause with a tense of its own: "did not attack,
    but shelled".
    """
    if below.relation in _FINITE_CLAUSES or _is_root_clause(sentence, below):
        return True
    if below.relation == "conj" and below.tag in _FINITE and above.tag not in _FINITE:
        return True
    return below.relation == "advcl" and _is_moment(sentence, below)


def _shared(sentence: Sentence, above: Token, below: Token) -> Status | None:
    """What a word says of itself and so of what stands under it."""
    if below.relation == "attr" and _is_said_not_to_be(sentence, above):
        return "did-not-occur"
    if below.relation not in _SHARING or above.pos not in {"VERB", "AUX", "NOUN"}:
        return None
    own = _own(sentence, above)
    return None if own == "did-not-occur" and below.relation in _UNDENIED else own


def _is_said_not_to_be(sentence: Sentence, verb: Token) -> bool:
    """Whether something is said not to be there: "there is not any plan"."""
    return bool(sentence.children(verb, "expl")) and _is_negated(sentence, verb)


def _governed(sentence: Sentence, above: Token, below: Token) -> Status | None:
    """What a governing word says of what stands under it."""
    if below.relation == "conj" or _is_outside(sentence, above, below):
        return None  # what governs one of two governs the other from above
    if below.relation == "advcl":
        return _of_adverbial(sentence, above, below)
    unsaid = below.relation == "ccomp" and _is_negated(sentence, above)
    if unsaid and above.lemma not in words("factive_verbs"):
        return "hypothetical"  # nobody said, found or believed that it happened
    pos = _POS.get(above.pos, "v")
    status = _governs(sentence, above, pos) or _arranged(sentence, above, below)
    clause = below.relation in {"xcomp", "ccomp"} and below.tag in {"VB", "VBG"}
    if status is None and (clause or below.relation == "prep"):
        status = _governs(sentence, above, f"{pos}x")
    if status is None or (status in _OF_WHAT_MAY_BE and _is_past_clause(sentence, below)):
        return None
    if status in _OF_WHAT_MAY_BE and (_is_negated(sentence, above) or _is_foiled(sentence, above)):
        return "did-not-occur"
    is_open = any(t.text.lower() in _CONDITIONALS for t in sentence.children(above, "mark"))
    return "hypothetical" if is_open else _status(status)  # "if Chad were to leave"


def _is_turned_down(sentence: Sentence, verb: Token, noun: Token) -> bool:
    """Whether a noun is what was asked or offered, which was done though it is turned down:
    "refused the request".
    """
    return verb.lemma in _TURNING_DOWN and _governs(sentence, noun, "n") in _OF_WHAT_MAY_BE


def _arranged(sentence: Sentence, above: Token, below: Token) -> str | None:
    """What "is to" says of what somebody does, or is done to somebody: it is planned; but not of
    what something is: "the aim is to win".
    """
    if above.lemma != "be" or below.relation != "xcomp":
        return None
    if not any(t.tag == "TO" for t in sentence.children(below, *_AUXILIARIES)):
        return None
    subjects = sentence.children(above, "nsubj")
    return "planned" if any(map(_is_somebody, subjects)) else None


def _is_somebody(word: Token) -> bool:
    """Whether a subject is a person, people, or a state."""
    role = gazetteer.role(word.lemma)
    return (
        word.entity in _PARTIES
        or word.text.lower() in _PRONOUNS
        or (role is not None and role.kind != "other")
    )


def _governs(sentence: Sentence, word: Token, pos: str) -> str | None:
    """What a word says of what it governs, if anything: with a particle it is another word, and
    who called off talks asked for none.
    """
    lemmas = (word.lemma, *(t.lemma for t in sentence.children(word, "prt")))
    return pairs("governors").get(f"{' '.join(lemmas)} {pos}")


def _is_foiled(sentence: Sentence, plan: Token) -> bool:
    """Whether a plan came to nothing: "foiled a plot to…", "the attempt was thwarted"."""
    verb = sentence.head(plan)
    if verb is None or plan.pos != "NOUN" or plan.relation not in {"dobj", "nsubjpass"}:
        return False
    return _governs(sentence, verb, "v") == "did-not-occur"


def _is_outside(sentence: Sentence, above: Token, below: Token) -> bool:
    """Whether what a word governs is not the event below it."""
    if below.relation in {"nsubj", "nsubjpass"} or (below.relation == "acl" and below.tag == "VBG"):
        return True
    if below.relation == "dobj" and _is_turned_down(sentence, above, below):
        return True
    if below.relation == "prep" and below.text.lower() in _BESIDE:
        return _governs(sentence, above, _POS.get(above.pos, "v")) == "did-not-occur"
    names = above.lemma in words("naming_verbs") and not sentence.children(above, "prt")
    return names and below.relation in _NAMED


def _of_adverbial(sentence: Sentence, verb: Token, clause: Token) -> Status | None:
    """What a verb says of a clause beside it: "to" tells an aim, but not after "prompted them"."""
    marks = {t.text.lower() for t in sentence.children(clause, "mark", "advmod")}
    if marks & _CONDITIONALS:
        return "hypothetical"
    bare = clause.tag == "VB" and any(
        t.text.lower() == "to" for t in sentence.children(clause, "aux")
    )
    return "planned" if bare and verb.lemma not in words("implicative_verbs") else None


def _is_root_clause(sentence: Sentence, token: Token) -> bool:
    """Whether a clause stands by itself: a conjunct with its own subject, an aside."""
    if token.relation in {"parataxis", "ROOT"}:
        return True
    return token.relation == "conj" and bool(sentence.children(token, "nsubj", "nsubjpass"))


def _is_moment(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause tells what had happened by then: "plans it after two were killed"."""
    marks = {t.text.lower() for t in sentence.children(clause, "mark", "advmod")}
    return bool(marks & _MOMENTS) and _is_told_as_past(sentence, clause)


def _is_told_as_past(sentence: Sentence, verb: Token) -> bool:
    return verb.tag == "VBD" or any(t.tag == "VBD" for t in sentence.children(verb, *_AUXILIARIES))


def _is_past_clause(sentence: Sentence, verb: Token) -> bool:
    """Whether a clause behind a verb, or behind a noun and "that", is told as past: "noted with
    concern that Chad sent troops".
    """
    of_noun = verb.relation == "acl" and any(
        t.text.lower() == "that" for t in sentence.children(verb, "mark")
    )
    if verb.relation != "ccomp" and not of_noun:
        return False
    return _is_told_as_past(sentence, verb)


def _tense(sentence: Sentence, verb: Token) -> Status:
    """A progressive present is going on; the rest has happened."""
    auxiliaries = {t.text.lower() for t in sentence.children(verb, *_AUXILIARIES)}
    going = verb.tag == "VBG" and bool(auxiliaries & _BE) and not is_passive(sentence, verb)
    return "ongoing" if going else "occurred"


def _status(value: str) -> Status:
    return cast("Status", value)  # the tables hold nothing else; a test reads them
