"""What rules and trained heads found, made one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detente.reading import claims
from detente.reading.parser import default_parser
from detente.reading.sentences import split
from tests.reading.ear import ear

if TYPE_CHECKING:
    from detente.reading.attribution import Attribution


def find(text: str, **odds: Any) -> list[Attribution]:
    return claims.find(text, default_parser().parse(split(text)), ear(text, **odds))


def told(text: str, **odds: Any) -> list[tuple[str | None, str, list[str]]]:
    """Source, cue and content of each attribution, as words."""
    return [
        (
            None if a.source is None else text[slice(*a.source)],
            text[slice(*a.cue)],
            [text[slice(*e)] for e in a.content],
        )
        for a in find(text, **odds)
    ]


SAID = "The mayor said that the bridge would reopen."


def test_what_rules_and_heads_agree_on_stays() -> None:
    odds = {
        "source": {"The mayor": 0.9},
        "cue": {"said": 0.9},
        "content": {"that the bridge would reopen": 0.9},
    }
    assert told(SAID, **odds) == [("The mayor", "said", ["that the bridge would reopen"])]


def test_what_rules_have_alone_needs_to_be_possible() -> None:
    content = {"that the bridge would reopen": 0.6}
    assert told(SAID, cue={"said": 0.3}, content=content)
    assert told(SAID, cue={"said": 0.1}, content=content) == []


def test_a_cue_is_as_long_as_the_heads_have_it() -> None:
    text = "The mayor said in a statement that the bridge would reopen."
    content = {"that the bridge would reopen": 0.9}
    ((_, cue, _),) = told(text, cue={"said in a statement": 0.9}, content=content)
    assert cue == "said in a statement"


GRUMBLED = "The mayor grumbled about the bridge (A9) on Monday."
HEARD: dict[str, Any] = {
    "source": {"The mayor": 0.9},
    "cue": {"grumbled about": 0.9},
    "content": {"the bridge (A9": 0.9},
}


def test_a_cue_that_no_rule_has_is_added_with_its_brackets_closed() -> None:
    assert told(GRUMBLED, **HEARD) == [("The mayor", "grumbled about", ["the bridge (A9)"])]


def test_a_cue_that_no_rule_has_must_be_likely() -> None:
    assert told(GRUMBLED, **{**HEARD, "cue": {"grumbled about": 0.6}}) == []


def test_of_a_cue_that_brings_in_nothing_there_is_no_claim() -> None:
    text = "The mayor grumbled."
    assert told(text, source={"The mayor": 0.9}, cue={"grumbled": 0.9}) == []


def test_a_deed_that_brings_in_no_clause_is_no_claim() -> None:
    text = "The envoy arrested the editor."
    odds = {"cue": {"arrested": 0.9}, "content": {"the editor": 0.9}}
    assert told(text, source={"The envoy": 0.9}, **odds) == []


def test_what_happened_says_nothing() -> None:
    text = "The raid illustrated a problem."
    odds = {"cue": {"illustrated": 0.9}, "content": {"a problem": 0.9}}
    assert told(text, source={"The raid": 0.9}, **odds) == []
    assert told(text.replace("raid", "poll"), source={"The poll": 0.9}, **odds)


def test_nobody_makes_no_claim() -> None:
    text = "No mayor grumbled about the bridge."
    odds = {"cue": {"grumbled about": 0.9}, "content": {"the bridge": 0.9}}
    assert told(text, source={"No mayor": 0.9}, **odds) == []


def test_who_is_spoken_to_is_not_the_source() -> None:
    text = "Donors have been cajoled to pay."
    odds = {"cue": {"have been cajoled": 0.9}, "content": {"to pay": 0.9}}
    assert told(text, source={"Donors": 0.9}, **odds) == [(None, "have been cajoled", ["to pay"])]


def test_nested_claims_are_those_of_the_rules() -> None:
    text = "The paper reports that the office said that the bridge would reopen."
    odds = {
        "source": {"The paper": 0.9},
        "cue": {"reports": 0.9},
        "content": {"that the office said that the bridge would reopen": 0.9},
    }
    outer, inner = find(text, **odds)
    assert (outer.parent, inner.parent) == (None, 0)
    assert [text[slice(*e)] for e in inner.content] == ["that the bridge would reopen"]


def test_a_claim_stands_in_the_innermost_that_holds_it() -> None:
    text = "The paper reports that the report says that the office said the bridge would reopen."
    odds = {"source": {"The paper": 0.9}, "cue": {"reports": 0.9}}
    content = {"that the report says that the office said the bridge would reopen": 0.9}
    assert [a.parent for a in find(text, content=content, **odds)] == [None, 0, 1]


def test_speech_over_several_paragraphs_is_a_piece_a_paragraph() -> None:
    text = "“It is over for us,” Oslo said. “We will go home.\n\n“We will not be back.”"
    said = {"It is over for us": 0.9, "We will go home": 0.9, "We will not be back": 0.9}
    ((_, _, content),) = told(text, cue={"said": 0.9}, source={"Oslo": 0.9}, content=said)
    assert content == ["“It is over for us,”", "“We will go home.", "“We will not be back.”"]


def test_what_the_heads_have_alone_within_anothers_words_is_left() -> None:
    text = "The paper reports that the mayor grumbled about the bridge."
    odds = {
        "source": {"The paper": 0.9, "the mayor": 0.6},
        "cue": {"reports": 0.9, "grumbled about": 0.8},
        "content": {"that the mayor grumbled about the bridge": 0.95},
    }
    assert [cue for _, cue, _ in told(text, **odds)] == ["reports"]


def test_a_source_of_rules_keeps_the_word_it_is_about() -> None:
    text = "The envoy of Rome said that the talks had failed."
    odds = {"cue": {"said": 0.9}, "content": {"that the talks had failed": 0.9}}
    ((source, _, _),) = told(text, source={"Rome": 0.999}, **odds)
    assert source == "The envoy of Rome"


def test_a_source_does_not_end_in_what_leads_on() -> None:
    text = "Two envoys, who asked not to be named, grumbled about the talks."
    odds = {"cue": {"grumbled about": 0.9}, "content": {"the talks": 0.9}}
    found = told(text, source={"Two envoys, who": 0.95}, **odds)
    assert found == [("Two envoys", "grumbled about", ["the talks"])]


def test_where_rules_know_that_nobody_is_named_nobody_is() -> None:
    text = "The general is believed to have fled."
    odds = {"cue": {"is believed": 0.9}, "content": {"to have fled": 0.9}}
    ((source, _, _),) = told(text, source={"The general": 0.9}, **odds)
    assert source is None


def test_turns_of_a_transcript_stay_as_they_are() -> None:
    text = "MR KHAN: Good morning. We fled.\n\nQUESTION: Why?\n\nMR KHAN: Ask them."
    assert told(text) == told(text, cue={"We fled": 0.6})
    assert len(told(text)) == 3


def test_an_attitude_is_that_of_the_words_of_the_cue() -> None:
    text = "The mayor is worried about the bridge."
    odds = {"cue": {"is worried about": 0.9}, "content": {"the bridge": 0.9}}
    (found,) = find(text, source={"The mayor": 0.9}, **odds)
    assert found.attitude == "fears"


@pytest.mark.parametrize("heard", ["Hotel owners in", "Hotel owners in the"])
def test_a_source_that_the_heads_cut_off_is_that_of_the_rules(heard: str) -> None:
    text = "Hotel owners in the south said that the talks had failed."
    odds = {"cue": {"said": 0.9}, "content": {"that the talks had failed": 0.9}}
    ((source, _, _),) = told(text, source={heard: 0.9, "south": 0.01}, **odds)
    assert source == "Hotel owners in the south"


def test_a_source_of_no_words_that_name_is_none() -> None:
    text = "From Rome it was grumbled about the talks."
    odds = {"cue": {"grumbled about": 0.9}, "content": {"the talks": 0.9}}
    assert told(text, source={"From": 0.99}, **odds) == [(None, "grumbled about", ["the talks"])]
