"""What trained heads change in what the rules read, by heads made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from detente.reading import events
from tests.reading.stand_ins import HandMade

if TYPE_CHECKING:
    from detente.reading.coreference import Mention
    from tests.reading.build import MakeCast

    Told = list[tuple[str, list[str], list[str]]]


def _told(cast: MakeCast, text: str, **heads: Any) -> Told:
    parties, sentences = cast(text)
    found = events.find(sentences, parties, HandMade(text, **heads).answers())
    return [(h.type, _texts(h.actors), _texts(h.recipients)) for h in found]


def _texts(mentions: list[Mention]) -> list[str]:
    return [m.text for m in mentions]


_NORWAY_CHAD = [("Norway", "actor"), ("Chad", "recipient")]


def test_a_word_the_lexicon_does_not_know_has_the_parties_linked_to_it(
    cast: MakeCast,
) -> None:
    told = _told(
        cast,
        "Norway stonewalled Chad.",
        words={"stonewalled": {"REJECT": 0.9}},
        links=_NORWAY_CHAD,
    )
    assert told == [("REJECT", ["Norway"], ["Chad"])]


def test_a_victim_is_a_recipient(cast: MakeCast) -> None:
    told = _told(
        cast,
        "Norway stonewalled Chad.",
        words={"stonewalled": {"REJECT": 0.9}},
        links=[("Norway", "actor"), ("Chad", "victim")],
    )
    assert told == [("REJECT", ["Norway"], ["Chad"])]


def test_an_event_outside_plover_is_none(cast: MakeCast) -> None:
    words = {"stonewalled": {"OTHER": 0.9}}
    assert not _told(cast, "Norway stonewalled Chad.", words=words, links=_NORWAY_CHAD)


def test_a_word_hardly_heard_is_none(cast: MakeCast) -> None:
    words = {"stonewalled": {"REJECT": 0.5}}
    assert not _told(cast, "Norway stonewalled Chad.", words=words, links=_NORWAY_CHAD)


def test_rule_and_head_that_agree_keep_a_type(cast: MakeCast) -> None:
    told = _told(
        cast,
        "Norway attacked Chad.",
        words={"attacked": {"ASSAULT": 0.9}},
        whole={"ACCUSE": 0.99},
    )
    assert told == [("ASSAULT", ["Norway"], ["Chad"])]


def test_a_head_sure_of_word_and_sentence_changes_a_type(cast: MakeCast) -> None:
    told = _told(
        cast,
        "Norway attacked Chad.",
        words={"attacked": {"ACCUSE": 0.9}},
        whole={"ACCUSE": 0.99},
    )
    assert told == [("ACCUSE", ["Norway"], ["Chad"])]


def test_a_word_of_assault_that_nothing_bears_out_is_none(cast: MakeCast) -> None:
    assert not _told(cast, "Norway struck Chad from the list.")


def test_a_verb_that_its_object_makes_an_assault_needs_no_head(cast: MakeCast) -> None:
    told = _told(cast, "Norwegian rebels set fire to Chadian boats.")
    assert told == [("ASSAULT", ["Norwegian rebels"], ["Chadian boats"])]


def test_what_is_talked_about_is_not_what_is_told(cast: MakeCast) -> None:
    told = _told(
        cast,
        "Norway raised the arrests with Chad. It rained.",
        words={"arrests": {"COERCE": 0.9}},
    )
    assert ("CONSULT", ["Norway"], ["Chad"]) in told


def test_a_noun_of_assault_with_both_sides_needs_no_head(cast: MakeCast) -> None:
    told = _told(
        cast, "Oman deplored the shelling of Chadian villages by Norwegian rebels. It rained."
    )
    assert ("ASSAULT", ["Norwegian rebels"], ["Chadian villages"]) in told


def test_a_refusal_the_head_does_not_hear_stands(cast: MakeCast) -> None:
    assert _told(cast, "Norway rejected the offer by Chad.")


def test_what_has_not_happened_keeps_its_type(cast: MakeCast) -> None:
    told = _told(
        cast,
        "Norway did not attack Chad.",
        words={"attack": {"REJECT": 0.9}},
        whole={"REJECT": 0.99},
    )
    assert told == [("ASSAULT", ["Norway"], ["Chad"])]


def test_what_a_sentence_tells_for_sure_is_read_with_its_sides(cast: MakeCast) -> None:
    told = _told(
        cast,
        "Norway made things hard for Chad.",
        whole={"COERCE": 0.9},
        sides=_NORWAY_CHAD,
    )
    assert told == [("COERCE", ["Norway"], ["Chad"])]


def test_without_both_sides_it_is_not(cast: MakeCast) -> None:
    text = "Norway made things hard for Chad."
    assert not _told(cast, text, whole={"COERCE": 0.9}, sides=_NORWAY_CHAD[:1])


def test_among_other_sentences_a_word_must_bear_out_what_the_whole_tells(
    cast: MakeCast,
) -> None:
    text = "Norway made things hard for Chad. It rained."
    assert not _told(cast, text, whole={"COERCE": 0.9}, sides=_NORWAY_CHAD)


def test_a_side_the_rules_do_not_see_is_filled_in(cast: MakeCast) -> None:
    told = _told(
        cast,
        "Norway announced sanctions, which will hurt Chad.",
        words={"sanctions": {"SANCTION": 0.9}},
        whole={"SANCTION": 0.9},
        sides=_NORWAY_CHAD,
    )
    assert told == [("SANCTION", ["Norway"], ["Chad"])]


def test_who_is_fired_is_not_shot_whatever_the_heads_hear(cast: MakeCast) -> None:
    told = _told(
        cast,
        "The president fired the minister. It rained.",
        words={"fired": {"ASSAULT": 0.9}},
        whole={"ASSAULT": 0.9},
        sides=[("The president", "actor"), ("the minister", "recipient")],
    )
    assert told == [("SANCTION", ["The president"], ["the minister"])]


@pytest.mark.parametrize(("sure", "actor"), [(0.6, "rebels"), (0.9, "Norway")])
def test_a_side_that_grammar_gives_falls_to_a_sure_head_alone(
    cast: MakeCast, sure: float, actor: str
) -> None:
    told = _told(
        cast,
        "The killing of a soldier by rebels angered Norway.",
        words={"killing": {"ASSAULT": 0.9}},
        whole={"ASSAULT": 0.9},
        sides=[("Norway", "actor")],
        sure=sure,
    )
    assert told == [("ASSAULT", [actor], ["a soldier"])]


def test_nobody_outside_a_clause_with_a_subject_of_its_own_acts_in_it(cast: MakeCast) -> None:
    told = _told(
        cast,
        "It rained. Chad left because shells killed two Norwegians.",
        words={"killed": {"ASSAULT": 0.9}},
        links=[("Chad", "actor")],
    )
    assert [actors for type_, actors, _ in told if type_ == "ASSAULT"] == [[]]


def test_two_who_only_act_together_are_each_the_others_recipient(cast: MakeCast) -> None:
    text = "Cooperation between Norway and Chad grew."
    told = _told(
        cast,
        text,
        words={"Cooperation": {"COOPERATE": 0.9}},
        links=[("Norway and Chad", "actor")],
    )
    assert told == [("COOPERATE", ["Norway", "Chad"], ["Norway", "Chad"])]


def test_what_is_told_in_passing_is_left_out(cast: MakeCast) -> None:
    told = _told(
        cast,
        "Norway condemned Chad after the bombing by rebels.",
        words={"condemned": {"ACCUSE": 0.9}, "bombing": {"ASSAULT": 0.9}},
        whole={"ACCUSE": 0.9},
    )
    assert told == [("ACCUSE", ["Norway"], ["Chad"])]


def test_what_is_called_for_stands(cast: MakeCast) -> None:
    told = _told(
        cast,
        "Norway urged Chad to withdraw.",
        words={"urged": {"REQUEST": 0.9}, "withdraw": {"RETREAT": 0.9}},
        whole={"REQUEST": 0.9},
    )
    assert [type_ for type_, *_ in told] == ["REQUEST", "RETREAT"]


def test_two_words_for_one_happening_are_one(cast: MakeCast) -> None:
    told = _told(
        cast,
        "Norway, stonewalling, stalled Chad.",
        words={"stonewalling": {"REJECT": 0.9}, "stalled": {"REJECT": 0.9}},
        links=_NORWAY_CHAD,
    )
    assert told == [("REJECT", ["Norway"], ["Chad"])]


@pytest.mark.parametrize(
    ("text", "fact", "status"),
    [
        ("Norway attacked Chad.", 3.0, "occurred"),
        ("Norway attacked Chad.", 0.0, "hypothetical"),
        ("Norway attacked Chad.", -2.0, "did-not-occur"),
        ("Norway will attack Chad.", -2.0, "planned"),
    ],
)
def test_what_the_head_holds_for_no_fact_has_not_happened(
    cast: MakeCast, text: str, fact: float, status: str
) -> None:
    parties, sentences = cast(text)
    heads = HandMade(text, words={text.split()[-2]: {"ASSAULT": 0.9}}, fact=fact)
    (found,) = events.find(sentences, parties, heads.answers())
    assert found.status == status


def test_a_name_that_the_head_marks_stands_for_its_pronoun(cast: MakeCast) -> None:
    told = _told(
        cast,
        "Norway said it condemned Chad.",
        words={"condemned": {"ACCUSE": 0.9}},
        whole={"ACCUSE": 0.99},
        sides=_NORWAY_CHAD,
    )
    assert told == [("ACCUSE", ["Norway"], ["Chad"])]
