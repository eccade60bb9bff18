"""What a verb of saying reports: the clause or the quotations before, behind or around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.attribution import Extent
from detente.reading.phrases import trimmed
from detente.reading.saying import FINITE, SETS_OFF, SUBJECTS
from detente.reading.tables import grouped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.reading.quotes import Quotation
    from detente.reading.saying import Clause
    from detente.reading.syntax import Sentence, Token

_OPEN_MARKS = "\"“«„'‘`"
_CLOSE_MARKS = "\"”»'’"
_BEFORE_CUE = ",?!—–-"
_BEFORE_QUOTE = ",:—–-"
_REACH = 90
"""A quotation that begins further behind the verb than this many characters is another's."""
_LEADING = frozenset({"CCONJ", "ADV", "PUNCT"})
"""What may lead into a quotation without being part of what is said: "Yet, “…”"."""
_FEW = 5
"""A clause of saying that stands as a sentence has no more blanks than this behind its verb."""
_NEAR = 8
"""A "that" further behind the verb than this many words is another's."""


def around(clause: Clause, hearer: Token | None, hung: Token | None) -> tuple[Extent, ...]:
    """The extents of the reported clause or quotations; none where the verb reports nothing.

    `hearer` is the object spoken to, `hung` a clause that the parser made part of it.
    """
    if hearer is not None:
        spoken_to = trimmed(clause.sentence.subtree(hearer, without=("relcl", "acl", "ccomp")))
        clause.end = max(clause.end, spoken_to[-1].end if spoken_to else 0)
    if _is_aside(clause, hearer):
        return _beside_aside(clause)
    left = _left(clause)
    tail = _behind_left(clause, left) if left else _right(clause, hung)
    found = tuple(e for e in (left, tail) if e is not None and e.start < e.end)
    return found or _left_rest(clause) or _sentence_before(clause)


def quoted_around(clause: Clause) -> tuple[Extent, ...]:
    """The extents of the quotations that stand right before and behind a verb's clause."""
    left = _left(clause) if _closing_before(clause) else None
    right = _right_quotation(clause, after=left is not None)
    return tuple(e for e in (left, right) if e is not None) or _sentence_before(clause)


def beside_aside(clause: Clause) -> tuple[Extent, ...]:
    """What "as he put it" is said of; none where the clause is no such aside."""
    return _beside_aside(clause) if _is_aside(clause, None) else ()


def own(
    tokens: Sequence[Token], sentence: Sentence, verb: Token, reporters: frozenset[str]
) -> Sequence[Token]:
    """What of the tokens the verb reports: those up to where another attribution begins.

    That is at ", according to…", ", as he put it", ", adding that…".
    """
    for n in range(2, len(tokens)):
        token, previous = tokens[n], tokens[n - 1]
        if previous.text in SETS_OFF and _brings_source(sentence, token, tokens[-1], reporters):
            return tokens[: n - 1] if previous.text == "," else tokens[:n]
        if token.lemma in reporters and is_added(sentence, token, verb):
            return _up_to(tokens, n)
    return tokens


def is_added(sentence: Sentence, verb: Token, before: Token) -> bool:
    """Whether a verb goes on from the verb `before`, in whose report the parse put it.

    So in "…, adding that", "… but added that", "…, while others said that".
    """
    reported = sentence.head(verb)
    while reported is not None and reported.relation == "conj":
        reported = sentence.head(reported)
    if reported is None or reported.relation != "ccomp" or reported.head != before.index:
        return False
    subjects = sentence.children(verb, *SUBJECTS)
    if verb.relation == "conj":
        return not subjects or sentence[max(subjects[0].index - 2, 0)].text in SETS_OFF
    if verb.relation != "advcl":
        return False
    if subjects:
        return any(t.lemma in {"while", "whereas"} for t in sentence.children(verb, "mark"))
    return verb.tag == "VBG" and sentence[verb.index - 1].text in SETS_OFF


def _brings_source(
    sentence: Sentence, token: Token, last: Token, reporters: frozenset[str]
) -> bool:
    """Whether a word begins "according to…", "citing…" or "as he put it", up to the word `last`."""
    word = token.text.lower()
    if word in {"according", "citing", "quoting"}:
        return sentence.subtree(token)[-1].index + 1 >= last.index
    if word != "as":
        return False
    lemma = sentence[token.head].lemma
    return token.relation == "mark" and (lemma == "put" or lemma in reporters)


def _up_to(tokens: Sequence[Token], n: int) -> Sequence[Token]:
    """The tokens before the conjunction or mark that brings in the one at `n`."""
    at = n - 1
    while at > 0 and tokens[at].pos not in {"VERB", "CCONJ", "SCONJ", "PUNCT"}:
        at -= 1
    return tokens[: n if tokens[at].pos == "VERB" else at]


# asides


def _is_aside(clause: Clause, hearer: Token | None) -> bool:
    """Whether the clause is "as the minister noted", "as he told the council"."""
    verb, sentence = clause.verb, clause.sentence
    if verb.relation != "advcl" or sentence.subtree(verb)[0].lemma != "as":
        return False
    objects = sentence.children(verb, "dobj", "dative", "auxpass")
    if any(t.lemma != "it" and t is not hearer for t in objects):
        return False
    return not _right_clauses(clause, None)


def _beside_aside(clause: Clause) -> tuple[Extent, ...]:
    """What "as the minister noted" is said of: what stands before it, else what follows it."""
    tokens = trimmed(clause.sentence.subtree(clause.verb))
    before = Extent(clause.bounds.start, max(tokens[0].start, clause.bounds.start))
    left = clause.trim(before)
    if clause.text(*left).count(" "):
        quotation = clause.quotations.at(before.end - 2)
        return (quotation.extent if quotation is not None else left,)
    comma = next((t for t in clause.sentence if t.index > tokens[-1].index), None)
    rest = clause.sentence.between(tokens[-1].end, clause.bounds.end)
    if comma is None or comma.text != "," or len(rest) < _FEW - 1:
        return ()
    return (_whole(clause, clause.trim(Extent(comma.end, clause.bounds.end))),)


# before the verb


def _left(clause: Clause) -> Extent | None:
    """What is reported before the verb's clause, if that says who speaks."""
    if not clause.speaker:
        return None
    before = clause.before()
    quotation = _closing_before(clause)
    if quotation is not None:
        if not _parts_from(before):
            return None
        start = min(quotation.extent.start, _left_edge(clause))
        leads = clause.sentence.between(start, quotation.extent.start)
        if leads and (leads[-1].text == ":" or all(t.pos in _LEADING for t in leads)):
            start = quotation.extent.start
        return Extent(start, quotation.extent.end)
    if not before or before[-1] not in _BEFORE_CUE or not _governs_left(clause):
        return None
    return clause.trim(Extent(_left_edge(clause), clause.bounds.start + len(before)))


def _closing_before(clause: Clause) -> Quotation | None:
    """The quotation that closes right before the clause."""
    before = clause.before().rstrip(" ,—–-\n\t\xa0")
    last = clause.bounds.start + len(before) - 1
    quotation = clause.quotations.at(last) if before else None
    return quotation if quotation is not None and quotation.extent.end == last + 1 else None


def _parts_from(before: str) -> bool:
    """Whether quoted words end in a mark that sets them off from "he said"."""
    inner = before.rstrip(_CLOSE_MARKS + " ")
    return inner[-1:] in {",", "?", "!", "…", "."} or before[-1] in _BEFORE_CUE


def _governs_left(clause: Clause) -> bool:
    """Whether the parse, or the order of words, makes what stands before the object of saying."""
    sentence, verb = clause.sentence, clause.verb
    if any(c.index < verb.index for c in sentence.children(verb, "ccomp")):
        return True
    if verb.relation == "parataxis":
        return True
    if _right_clauses(clause, None):
        return False
    return clause.inverted and verb.relation in {"ROOT", "ccomp", "conj", "advcl"}


def _left_edge(clause: Clause) -> int:
    """Where the words before the verb begin that belong to its clause or that it hangs on."""
    top = clause.verb
    above = clause.sentence.head(top)
    if above is not None and top.relation in {"parataxis", "ccomp", "advcl", "dep"}:
        top = above
    return _own_start(clause, max(clause.sentence.subtree(top)[0].start, clause.bounds.start))


def _own_start(clause: Clause, start: int) -> int:
    """Where what stands before the clause begins, without what another says before a semicolon:
    "Chad agreed, an envoy said; Mali refused, officials said".
    """
    others = False
    for token in clause.sentence.between(start, clause.start):
        others |= token.pos == "VERB" and token.lemma in clause.reporters
        if others and token.text == ";":
            start = token.end
    return start


def _left_rest(clause: Clause) -> tuple[Extent, ...]:
    """What stands before ", police said." at the end of a sentence, whatever the parse."""
    before = clause.before()
    if clause.verb.lemma not in clause.reporters or not before.endswith(",") or not clause.speaker:
        return ()
    tokens = clause.sentence.between(clause.bounds.start, clause.start)
    behind = clause.sentence.between(clause.end, clause.bounds.end)
    if not any(t.tag in FINITE for t in tokens) or not all(map(_is_setting, behind[:1])):
        return ()
    start = _own_start(clause, clause.bounds.start)
    return (clause.trim(Extent(start, clause.bounds.start + len(before))),)


def _is_setting(token: Token) -> bool:
    """Whether what this word begins may say when, where or that no more comes."""
    return token.pos in {"PUNCT", "ADP"} or token.entity in {"DATE", "TIME"}


def _sentence_before(clause: Clause) -> tuple[Extent, ...]:
    """A quotation that ends right before the sentence, where that holds only "the man asked."."""
    start = clause.sentence.start
    if clause.start > start + 1 or not clause.speaker:
        return ()
    quotation = clause.quotations.at(start - 2)
    if quotation is None or not quotation.closed or quotation.extent.end < start - 1:
        return ()
    behind = clause.text(clause.end, clause.sentence.end).strip(" .")
    return () if behind.count(" ") > _FEW else (quotation.extent,)


# behind the verb


def _right(clause: Clause, hung: Token | None) -> Extent | None:
    """What is reported behind the verb, where nothing is before it."""
    reported = _right_clause(clause, hung)
    quoted = _right_quotation(clause, after=False)
    if reported is None:
        return quoted or _rest(clause)
    if quoted is None or quoted.start <= reported.start + 1:
        return quoted or reported
    return Extent(min(reported.start, quoted.start), max(reported.end, quoted.end))


def _right_clause(clause: Clause, hung: Token | None) -> Extent | None:
    """The clause reported behind the verb."""
    below = {
        t.index: t
        for c in _right_clauses(clause, hung)
        for t in clause.sentence.subtree(c)
        if clause.verb.end <= t.start and t.end <= clause.bounds.end
    }
    tokens = [below[n] for n in sorted(below)]
    tokens = trimmed(own(tokens, clause.sentence, clause.verb, clause.reporters))
    return _whole(clause, Extent(tokens[0].start, tokens[-1].end)) if tokens else None


def _right_clauses(clause: Clause, hung: Token | None) -> list[Token]:
    """The heads of the clauses behind the verb that it can report."""
    sentence = clause.sentence
    found = [hung] if hung is not None else []
    for child in sentence.children(clause.verb, "ccomp", "advcl", "dep"):
        if child.index < clause.verb.index or child.start < clause.end:
            continue
        if child.relation == "ccomp":
            is_reported = not _is_infinitive(sentence, child) and not _is_gerund(sentence, child)
        else:
            marks = sentence.children(child, "mark")
            is_reported = bool(marks) and marks[0].text.lower() == "that"
        if is_reported:
            found.append(child)
    return found


def _is_infinitive(sentence: Sentence, clause: Token) -> bool:
    first = sentence.subtree(clause)[0]
    if first.tag in {"WRB", "WP"} or first.lemma == "whether":
        return False
    return any(t.tag == "TO" for t in sentence.children(clause, "aux"))


def _is_gerund(sentence: Sentence, clause: Token) -> bool:
    return clause.tag == "VBG" and not sentence.children(clause, "aux")


def _rest(clause: Clause) -> Extent | None:
    """What follows the verb where the parse shows no clause, if it is one.

    A plain verb of saying needs no "that" before it, any other has it right behind.
    """
    plain = clause.verb.lemma in clause.reporters
    tokens = clause.sentence.between(clause.end, clause.bounds.end)
    near = tokens[: _NEAR if plain else 1]
    that = next((n for n, t in enumerate(near) if _is_that(t)), None)
    if clause.inverted or (that is None and not (plain and _follows_directly(clause, tokens))):
        return None
    tokens = trimmed(own(tokens[that or 0 :], clause.sentence, clause.verb, clause.reporters))
    if not any(t.tag in FINITE and not _is_apart(clause, t) for t in tokens):
        return None
    return _whole(clause, Extent(tokens[0].start, tokens[-1].end))


def _is_apart(clause: Clause, verb: Token) -> bool:
    """Whether a verb behind the one of saying is of a clause on a noun, goes on beside that, tells
    when or why that was, or has it below itself: "recalled its envoy after they met, he said".
    """
    if verb.relation == "relcl" or verb.index == clause.verb.head:
        return True
    beside = verb.relation == "conj" or clause.sentence.children(verb, "mark")
    return verb.head == clause.verb.index and bool(beside)


def _is_that(token: Token) -> bool:
    return token.text.lower() == "that" and token.tag != "DT"


def _follows_directly(clause: Clause, tokens: Sequence[Token]) -> bool:
    """Whether words right behind the verb can begin a clause."""
    if not tokens or tokens[0].start > clause.end + 1:
        return False
    return tokens[0].text not in {",", ":"} and tokens[0].pos not in {"ADP", "SCONJ", "VERB"}


def _whole(clause: Clause, extent: Extent) -> Extent:
    """The extent widened to the whole of quotations that it begins or ends in."""
    start, end = extent
    for quotation in clause.quotations.within(Extent(max(start - 2, 0), end)):
        if quotation.extent.start >= clause.end:
            start = min(start, quotation.extent.start)
            end = max(end, quotation.extent.end)
    return Extent(start, end)


def _right_quotation(clause: Clause, *, after: bool) -> Extent | None:
    """A quotation that the verb's clause leads to; with `after`, one that goes on after it."""
    behind = clause.quotations.within(Extent(clause.end, clause.bounds.end))
    quotation = next((q.extent for q in behind if q.extent.start >= clause.end), None)
    if quotation is None or _other_verb(clause, quotation.start):
        return None
    gap = clause.text(clause.end, quotation.start).rstrip()
    if len(gap) > _REACH or (after and _turns(gap)):
        return None
    if gap:
        return quotation if gap[-1] in _BEFORE_QUOTE else None
    return quotation if not after and _is_speech(clause, quotation.start) else None


def _turns(gap: str) -> bool:
    """Whether words between two quotations turn to something else."""
    words = gap.lower().split()
    return len(words) > _FEW * 2 or not grouped("cue_words")["turning"].isdisjoint(words)


def _is_speech(clause: Clause, start: int) -> bool:
    """Whether words quoted right behind the verb are speech, and not the name of a thing."""
    first = clause.text(start, start + 4).lstrip(_OPEN_MARKS + " ")[:1]
    return clause.verb.lemma in clause.reporters or first.isupper()


def _other_verb(clause: Clause, until: int) -> bool:
    """Whether between the verb and the offset stands a verb in a clause of its own."""
    return any(
        t.pos == "VERB" and t.relation in {"advcl", "conj", "ccomp", "xcomp"}
        for t in clause.sentence.between(clause.end, until)
    )


def _behind_left(clause: Clause, left: Extent) -> Extent | None:
    """What goes on behind the verb's clause where it parts what is reported.

    So in "The raid, he said, was…". Behind a quotation nothing but another goes on.
    """
    quoted = _right_quotation(clause, after=True)
    if quoted is not None or clause.quotations.at(left.end - 1) is not None:
        return quoted
    tokens = clause.sentence.between(clause.end, clause.bounds.end)
    if tokens[1:] == [] or tokens[0].text != "," or not _goes_on(clause, tokens[1]):
        return None
    return clause.trim(Extent(tokens[1].start, tokens[-1].end))


def _goes_on(clause: Clause, token: Token) -> bool:
    """Whether a word behind the parenthesis belongs to the clause that the parenthesis cut."""
    before = clause.sentence.between(clause.bounds.start, clause.start)
    if not any(t.tag in FINITE for t in before):
        return True
    within = {t.index for t in clause.sentence.subtree(clause.verb)}
    return clause.verb.relation == "parataxis" and token.index not in within
