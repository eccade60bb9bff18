"""Who said what, to whom, in what words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.reading import claims
from detente.reading.parser import default_parser
from detente.reading.repairs import repaired
from detente.reading.sentences import split

if TYPE_CHECKING:
    from detente.reading.attribution import Attribution, Extent


def find(text: str) -> list[Attribution]:
    return claims.find(text, default_parser().parse(split(text)))


def words(text: str, extent: Extent | None) -> str | None:
    return None if extent is None else text[extent.start : extent.end]


def told(text: str) -> list[tuple[str | None, str | None, list[str | None]]]:
    """Source, cue and content of each attribution, as words."""
    return [
        (words(text, a.source), words(text, a.cue), [words(text, e) for e in a.content])
        for a in find(text)
    ]


def only(text: str) -> Attribution:
    (found,) = find(text)
    return found


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The mayor said that the bridge would reopen.",
         "The mayor", "said", ["that the bridge would reopen"]),
        ("The mayor said the bridge would reopen.",
         "The mayor", "said", ["the bridge would reopen"]),
        ("The bridge will be closed until June, the ministry said in a statement.",
         "the ministry", "said", ["The bridge will be closed until June"]),
        ("The raid, he said, was a mistake.", "he", "said", ["The raid", "was a mistake"]),
        ("“The talks failed,” the report added.", "the report", "added", ["“The talks failed,”"]),
        ('"We are leaving," said Omar Haddad, a spokesman for the port.',
         "Omar Haddad, a spokesman for the port", "said", ['"We are leaving,"']),
        ("«Nous partons», he said.", "he", "said", ["«Nous partons»"]),
        ("He is a deputy who, according to police, bought the rifles.",
         "police", "according to", ["bought the rifles"]),
        ("The army has, according to three witnesses, shelled the town.",
         "three witnesses", "according to", ["The army has", "shelled the town"]),
        ("The convoy was hit twice, according to three witnesses.",
         "three witnesses", "according to", ["The convoy was hit twice"]),
        ("According to three witnesses, the convoy was hit twice.",
         "three witnesses", "According to", ["the convoy was hit twice"]),
        ("As the minister put it, the border is “a sieve.”",
         "the minister", "put it", ["the border is “a sieve.”"]),
        ("As the envoy noted, trade has fallen.", "the envoy", "noted", ["trade has fallen"]),
        ("Minister says talks failed", "Minister", "says", ["talks failed"]),
        ("Auditor: Port repairs 'years late'", "Auditor", ":", ["Port repairs 'years late'"]),
    ],
)  # fmt: skip
def test_the_speaker_and_the_words_are_found_wherever_the_cue_stands(
    text: str, source: str, cue: str, content: list[str]
) -> None:
    assert told(text) == [(source, cue, content)]


@pytest.mark.parametrize(
    ("text", "attitude", "content"),
    [
        ("The army believes that the rebels fled.", "believes", "that the rebels fled"),
        ("The agency does not believe that it was arson.", "doubts", "that it was arson"),
        ("Tehran denied arming the group.", "denies", "arming the group"),
        ("Jordan blamed a militia for the fire.", "accuses", "a militia for the fire"),
        ("The court accused the governor of fraud.", "accuses", "the governor of fraud"),
        ("Ankara urged both sides to halt.", "asks", "both sides to halt"),
        ("The envoy called for a ceasefire.", "asks", "a ceasefire"),
        ("Moscow threatened to cut supplies.", "intends", "to cut supplies"),
        ("The ministry plans to hire guards.", "intends", "to hire guards"),
        ("Analysts fear the truce will not hold.", "fears", "the truce will not hold"),
        ("Lawmakers doubt that the plan will work.", "doubts", "that the plan will work"),
        ("The alliance expects attacks to continue.", "believes", "attacks to continue"),
        ("Residents expressed concern that the dam would break.",
         "fears", "concern that the dam would break"),
    ],
)  # fmt: skip
def test_the_cue_tells_the_attitude(text: str, attitude: str, content: str) -> None:
    found = only(text)
    assert found.attitude == attitude
    assert [words(text, e) for e in found.content] == [content]


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("The envoy told the council that aid was late.", "the council"),
        ("He told the court the deputies had lied.", "the court"),
        ("The council asked the mission to stay until May.", "the mission"),
        ("The bishop said to reporters that he would resign.", "reporters"),
        ("The envoy said that aid was late.", None),
    ],
)
def test_who_is_spoken_to_is_the_audience(text: str, audience: str | None) -> None:
    assert words(text, only(text).audience) == audience


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“The road is open,” the mayor said.", "direct"),
        ("“The road,” the mayor said, “is open.”", "direct"),
        ("The mayor said the road was “a trap.”", "partial"),
        ("The mayor said the road was open.", "indirect"),
    ],
)
def test_how_far_the_words_are_the_speakers_own(text: str, quoted: str) -> None:
    assert only(text).quoted == quoted


def test_a_cue_within_anothers_content_has_it_for_parent() -> None:
    text = "According to the report, the coalition told the auditor “that relations suffered.”"
    outer, inner = find(text)
    assert (words(text, outer.source), outer.parent) == ("the report", None)
    assert (words(text, inner.source), inner.parent) == ("the coalition", 0)
    assert words(text, inner.content[0]) == "“that relations suffered.”"


def test_a_source_that_another_cites_stands_within_that_ones_claim() -> None:
    text = "The base is empty, the paper reported, citing two officials."
    paper, officials = find(text)
    assert (words(text, paper.source), paper.parent) == ("the paper", None)
    assert (words(text, officials.source), officials.parent) == ("two officials", 0)
    assert officials.content == paper.content


def test_the_head_of_a_document_quoted_from_is_who_gave_it() -> None:
    text = "Quoting from answers it got from the treasury, the auditor said the fund was spent."
    sentences = default_parser().parse(split(text))
    found = next(a for a in claims.find(text, sentences) if words(text, a.cue) == "Quoting from")
    assert words(text, found.source) == "answers it got from the treasury"
    assert found.source_head is not None
    assert sentences[0][found.source_head.token].text == "treasury"


def test_speech_within_speech_has_its_own_speaker() -> None:
    text = "“When the consul says ‘wait and see’, it means no,” the trader said."
    outer = next(a for a in find(text) if words(text, a.source) == "the trader")
    inner = next(a for a in find(text) if words(text, a.source) == "the consul")
    assert words(text, inner.content[0]) == "‘wait and see’"
    assert (inner.quoted, outer.quoted) == ("direct", "direct")


def test_speech_goes_on_after_its_cue() -> None:
    text = "“We are leaving,” Haddad said. “We will not come back. It is over.”"
    assert told(text) == [
        ("Haddad", "said", ["“We are leaving,”", "“We will not come back. It is over.”"])
    ]


def test_speech_over_several_paragraphs_is_one_claim() -> None:
    text = "“I want to say two things.\n\n“The second is that it will be long,” Karim said."
    assert told(text) == [
        (
            "Karim",
            "said",
            ["“I want to say two things.", "“The second is that it will be long,”"],
        )
    ]


def test_a_quotation_alone_is_given_to_the_subject_of_the_sentence_before() -> None:
    text = "The general was blunt. “We lost the town because nobody came to help us.”"
    assert told(text) == [
        ("The general", "was blunt", ["“We lost the town because nobody came to help us.”"])
    ]


def test_a_verb_that_is_no_cue_can_bring_in_speech() -> None:
    text = "“You will never find the money,” laughed Karim."
    assert told(text) == [("Karim", "laughed", ["“You will never find the money,”"])]


def test_what_is_added_belongs_to_the_first_speaker() -> None:
    text = "The mayor said the bridge was shut, adding that repairs would take a year."
    assert told(text) == [
        ("The mayor", "said", ["the bridge was shut"]),
        ("The mayor", "adding", ["that repairs would take a year"]),
    ]


def test_a_pronoun_is_returned_as_written() -> None:
    text = "It said that the mine had closed."
    assert words(text, only(text).source) == "It"


def test_a_relative_pronoun_has_its_noun_for_head() -> None:
    text = "Haddad praised the clerks who said that the vote was fair."
    sentences = default_parser().parse(split(text))
    found = next(a for a in claims.find(text, sentences) if words(text, a.cue) == "said")
    assert words(text, found.source) == "who"
    assert found.source_head is not None
    assert sentences[0][found.source_head.token].text == "clerks"


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("In the minister's view, the deal is dead.", "the minister", ["the deal is dead"]),
        ("The port, in the words of its manager, is lost.", "its manager", ["The port", "is lost"]),
        ("State media, quoting the minister, said the base was shut.",
         "the minister", ["the base was shut"]),
        ("The ambassador's remark that the deal was dead drew anger.",
         "The ambassador", ["that the deal was dead"]),
    ],
)  # fmt: skip
def test_phrases_and_nouns_bring_in_a_source(text: str, source: str, content: list[str]) -> None:
    assert (source, content) in [(who, what) for who, _, what in told(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It is believed that he fled.",
        "The leader is believed to be hiding in the hills.",
        "He was accused of hiding money.",
    ],
)
def test_what_is_held_by_nobody_named_has_no_source(text: str) -> None:
    assert only(text).source is None


@pytest.mark.parametrize(
    "text",
    [
        "The so-called 'caliphate' lost its last village.",
        "The army shelled the village and took the bridge.",
        "The spokesman did not say when the road would open.",
        "Officials could not confirm that the ship sank.",
        "Nobody said that the ship sank.",
        "The film “A Long Road” opened on Friday.",
        "The claim that it fired first is false.",
        "",
    ],
)
def test_what_nobody_claims_is_no_claim(text: str) -> None:
    assert find(text) == []


def test_a_dateline_is_no_part_of_what_is_said() -> None:
    text = "GENEVA (Gulf Wire) - The road is shut, police said."
    assert told(text) == [("police", "said", ["The road is shut"])]


def test_a_quotation_without_an_end_takes_no_other_paragraph() -> None:
    text = "The army said it was “ready for anything.\n\nThe road was empty. Dogs slept on it."
    assert max(e.end for a in find(text) for e in a.content) <= text.index("\n")


_PIECES = st.sampled_from(
    ["He said", "that", "“it", "fell”", "according to", "the mayor", ",", ".", "\n\n", '"', "told",
     "citing", "officials", "to leave", "as he put it", "claim", "denied", "was", "and", ":"]
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(_PIECES, max_size=25).map(" ".join))
@example("according to that . .")
def test_whatever_the_text_extents_lie_in_it_and_no_claim_stands_in_itself(text: str) -> None:
    found = find(text)
    for n, attribution in enumerate(found):
        named = [attribution.source, attribution.audience, attribution.cue, *attribution.content]
        assert attribution.content
        assert all(0 <= e.start < e.end <= len(text) for e in named if e is not None)
        above = attribution.parent
        while above is not None:
            assert above != n
            above = found[above].parent


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chad will leave, an envoy told the radio; Mali stays, two ministers said.",
            [("an envoy", "told", ["Chad will leave"]), ("two ministers", "said", ["Mali stays"])],
        ),
        ("The captain ignored calls to turn back.", []),
        ("The union called a strike for Monday.", []),
        ("Chad recalled its envoy and halted the talks.", []),
        ("Chad recalled its envoy after soldiers burned the flag.", []),
        (
            "Chad recalled its envoy from Tripoli on Monday, an official said.",
            [("an official", "said", ["Chad recalled its envoy from Tripoli on Monday"])],
        ),
    ],
)
def test_words_of_one_are_not_those_of_another(
    text: str, expected: list[tuple[str, str, list[str]]]
) -> None:
    parsed = [repaired(s) for s in default_parser().parse(split(text))]
    found = claims.find(text, parsed)
    assert [
        (words(text, a.source), words(text, a.cue), [words(text, e) for e in a.content])
        for a in found
    ] == expected
