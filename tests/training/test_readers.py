"""Every format of gold is read right: lines in our own words, and the files where they are here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.examples import KINDS, LINKED, OTHER, ROLES, UNCLEAR, Example
from training.readers import NAMES, read, read_row
from training.readers.drafts import Draft, trim
from training.readers.times import type_of

if TYPE_CHECKING:
    from pathlib import Path

TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
LABELS = {
    "attribution": {"source", "cue", "content", UNCLEAR},
    "trigger": {*TYPES, OTHER, UNCLEAR},
    "argument": {"span"},
    "pair": {"actor", "recipient"},
    "timex": {"DATE", "TIME", "DURATION", "SET", UNCLEAR},
    "cause": {"cause", "effect", "signal", UNCLEAR},
    "entity": set(KINDS),
    "name": set(KINDS),
    "place_name": {"place", UNCLEAR},
    "negation": {"cue"},
}
TEXT_LABELS = {
    "quad": {"0", "1", "2", "3", "4"},
    "pair": {*TYPES, "YIELD"},
    "event": {*TYPES, "YIELD"},
    "causal": {"0", "1"},
    "hedged": {"0", "1"},
}


def span(text: str, words: str, **more: object) -> dict[str, Any]:
    """Where words stand, as the sets write it."""
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words, **more}


def pair(text: str, words: str) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def only(name: str, row: dict[str, Any]) -> Example:
    (example,) = read_row(name, {"id": "one", **row})
    return example


def marked(example: Example, layer: str) -> list[tuple[str, str]]:
    return [(m.label, example.text[m.start : m.end]) for m in example.marks[layer]]


def tied(example: Example, layer: str) -> set[tuple[str, str, str]]:
    """Links as (words at the head, label, words at the tail)."""
    heads, tails = (example.marks[each] for each in LINKED[layer])
    return {
        (
            example.text[heads[k.head].start : heads[k.head].end],
            k.label,
            example.text[tails[k.tail].start : tails[k.tail].end],
        )
        for k in example.links[layer]
    }


def test_an_attribution_ties_each_piece_of_its_content_to_its_cue() -> None:
    text = "“We stay,” the mayor said. “We always have.”"
    attribution = {
        "source": [pair(text, "the mayor")],
        "cue": [pair(text, "said")],
        "content": [pair(text, "“We stay,”"), pair(text, "“We always have.”")],
    }
    example = only("polnear", {"text": text, "attributions": [attribution]})
    assert tied(example, "attribution") == {
        ("said", "source", "the mayor"),
        ("said", "content", "“We stay,”"),
        ("said", "content", "“We always have.”"),
    }


def test_an_article_without_attributions_is_annotated_all_the_same() -> None:
    example = only("polnear", {"text": "Rain fell.", "attributions": []})
    assert example.marks == {"attribution": ()}
    assert example.links == {"attribution": ()}


def test_a_clause_of_attribution_parts_into_source_and_cue_and_leaves_the_rest_unclear() -> None:
    text = "The old mayor often says the port is safe. Rain fell."
    words = [
        ("The", 3, "det"), ("old", 3, "amod"), ("mayor", 5, "nsubj"), ("often", 5, "advmod"),
        ("says", 0, "root"),
    ]  # fmt: skip
    row = {
        "text": text,
        "sentences": [[0, 42], [43, len(text)]],
        "tokens": [
            [*pair(text, word), word.lower(), "X", "X", head, relation, i]
            for i, (word, head, relation) in enumerate(words, 1)
        ],
        "attributions_rst": [
            {
                "attribution_span": pair(text, "The old mayor often says"),
                "content_edu": [pair(text, "the port is safe")],
            }
        ],
    }
    example = only("gum_rst", row)
    assert tied(example, "attribution") == {
        ("often says", "source", "The old mayor"),
        ("often says", "content", "the port is safe"),
    }
    assert (UNCLEAR, ". Rain fell.") in marked(example, "attribution")


def event(text: str, type_: str, trigger: str, **args: str) -> dict[str, Any]:
    given = [{"role": role, **span(text, words)} for role, words in args.items()]
    return {"type": type_, "trigger": span(text, trigger), "args": given}


def test_a_text_with_one_event_says_nothing_of_its_other_words() -> None:
    text = "Rebels shelled the depot with mortars near Lusk."
    told = event(
        text, "conflict.attack.n/a", "shelled", attacker="Rebels", target="the depot",
        instrument="mortars", place="Lusk",
    )  # fmt: skip
    example = only("rams", {"text": text, "events": [told]})
    assert marked(example, "trigger") == [
        ("ASSAULT", "shelled"), (UNCLEAR, "Rebels"), (UNCLEAR, "the depot with mortars near Lusk.")
    ]  # fmt: skip
    assert tied(example, "argument") == {
        ("shelled", "actor", "Rebels"),
        ("shelled", "recipient", "the depot"),
        ("shelled", "instrument", "mortars"),
        ("shelled", "place", "Lusk"),
    }


@pytest.mark.parametrize(
    ("name", "type_", "trigger", "wanted"),
    [
        ("rams", "transaction.transferownership.giftgrantprovideaid", "donated", "AID"),
        ("rams", "transaction.transferownership.purchase", "bought", "OTHER"),
        ("rams", "transaction.transaction.embargosanction", "embargo", "SANCTION"),
        ("rams", "life.die.deathcausedbyviolentevents", "murdered", "ASSAULT"),
        ("rams", "life.die.deathcausedbyviolentevents", "fatal", UNCLEAR),
        ("wikievents", "Contact.Contact.Meet", "met", "CONSULT"),
        ("wikievents", "Contact.Contact", "said", "OTHER"),
        ("wikievents", "Conflict.Attack.DetonateExplode", "blast", "ASSAULT"),
        ("wikievents", "Justice.ReleaseParole", "freed", "RETREAT"),
        ("geneva", "Commitment", "threats", "THREATEN"),
        ("geneva", "Commitment", "pledged", "AGREE"),
        ("geneva", "Agree_or_refuse_to_act", "refused", "REJECT"),
        ("geneva", "Manufacturing", "made", "OTHER"),
        ("crudeoilnews", "Embargo", "sanctions", "SANCTION"),
        ("crudeoilnews", "Movement-up-gain", "rose", "OTHER"),
    ],
)
def test_types_of_other_sets_are_plovers(name: str, type_: str, trigger: str, wanted: str) -> None:
    text = f"There they {trigger}."
    example = only(name, {"text": text, "events": [event(text, type_, trigger)]})
    assert (wanted, trigger) in marked(example, "trigger")


def test_a_trigger_of_two_types_keeps_the_one_of_plover() -> None:
    text = "Police raided and killed."
    both = [
        event(text, "Life.Die", "killed"),
        event(text, "Contact.Contact", "killed"),
    ]
    example = only("wikievents", {"text": text, "events": both})
    assert marked(example, "trigger") == [("ASSAULT", "killed")]


def test_an_unknown_type_is_an_error() -> None:
    text = "They danced."
    with pytest.raises(KeyError, match="no PLOVER type"):
        only("rams", {"text": text, "events": [event(text, "leisure.dance", "danced")]})


def test_numbered_roles_are_read_as_their_first() -> None:
    text = "Sanctions by Avonia and Brelia."
    told = event(text, "Embargo", "Sanctions", Imposer="Avonia", Imposer2="Brelia")
    example = only("crudeoilnews", {"text": text, "events": [told]})
    assert {link.label for link in example.links["argument"]} == {"actor"}


def test_a_sentence_of_plover_has_its_class_and_its_type() -> None:
    row: dict[str, Any] = {
        "text": "Avonia met Brelia.",
        "quadcode": 1,
        "events": [{"type": "CONSULT"}],
    }
    assert only("plover", row).labels == {"quad": "1", "event": "CONSULT"}


def test_a_sentence_without_class_or_type_is_left_out() -> None:
    row: dict[str, Any] = {"id": "one", "text": "Rain fell.", "quadcode": None, "events": []}
    assert read_row("plover", row) == []


@pytest.mark.parametrize(("roles", "kept"), [(("Source", "Target"), 1), (("Source",), 0)])
def test_a_pair_has_both_sides(roles: tuple[str, ...], kept: int) -> None:
    text = "Avonia thanked Brelia."
    sides = {"Source": "Avonia", "Target": "Brelia"}
    args = [{"role": role, **span(text, sides[role])} for role in roles]
    row = {"id": "one", "text": text, "events": [{"type": "SUPPORT", "args": args}]}
    found = read_row("plover_pairs", row)
    assert len(found) == kept
    assert all(dict(marked(e, "pair")) == {"actor": "Avonia", "recipient": "Brelia"} for e in found)


def test_a_story_has_the_type_asked_for() -> None:
    row = {"text": "Teachers walked out.", "events": [{"type": "PROTEST", "mode": "STRIKE"}]}
    assert only("ngec_synthetic", row).labels == {"event": "PROTEST"}


@pytest.mark.parametrize(
    ("sentence", "stage", "kept"),
    [
        ("REBELS BOMBED THE MILL.", "ACCOMPLISHED", 1),
        ("REBELS WALKED PAST THE MILL.", "ACCOMPLISHED", 0),
        ("REBELS BOMBED THE MILL.", "THREATENED", 0),
    ],
)
def test_a_template_becomes_pairs_where_a_sentence_tells_of_it(
    sentence: str, stage: str, kept: int
) -> None:
    text = f"IT RAINED. {sentence}"
    args = [
        {"role": "PerpInd", "mentions": [pair(text, "REBELS")]},
        {"role": "PhysTarget", "mentions": [pair(text, "THE MILL")]},
    ]
    template = {"type": "BOMBING", "optional": False, "stage": stage, "args": args}
    found = read_row("muc4", {"id": "one", "text": text, "events": [template]})
    wanted = [[("actor", "REBELS"), ("recipient", "THE MILL")]] * kept
    assert [marked(example, "pair") for example in found] == wanted


def test_factuality_stands_on_the_words_of_events() -> None:
    text = "He did not leave ."
    row = {"text": text, "factuality": [span(text, "leave", value=-3.0)]}
    assert only("fact_uw", row).values == {"factuality": ((11, 16, -3.0),)}


def test_cues_of_negation_are_marked_piece_by_piece() -> None:
    text = "Neither he nor she left."
    cue = [pair(text, "Neither"), pair(text, "nor")]
    example = only("cdsco_negation", {"text": text, "negation": [{"cue": cue}]})
    assert marked(example, "negation") == [("cue", "Neither"), ("cue", "nor")]


def test_a_hedged_sentence_has_its_label() -> None:
    row = {"text": "Some say it rains.", "uncertain": 1}
    assert only("conll2010_wiki_hedge", row).labels == {"hedged": "1"}


@pytest.mark.parametrize(
    ("rating", "labels"),
    [
        (5.5, {"certainty": "5.50", "hedged": "0"}),
        (4.5, {"certainty": "4.50"}),
        (2.0, {"certainty": "2.00", "hedged": "1"}),
    ],
)
def test_a_rating_of_certainty_tells_hedged_from_sure(
    rating: float, labels: dict[str, str]
) -> None:
    row = {"text": "It may rain.", "certainty_1to6": rating}
    assert only("science_certainty", row).labels == labels


def test_time_expressions_keep_their_types() -> None:
    text = "It rained for two days until Monday."
    timexes = [
        span(text, "two days", type="DURATION"),
        span(text, "Monday", type="DATE"),
    ]
    example = only("tempeval3", {"text": text, "timexes": timexes})
    assert marked(example, "timex") == [("DURATION", "two days"), ("DATE", "Monday")]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("1942", "DATE"), ("P2M", "DURATION"), ("PT6H", "DURATION"), ("1942-06-04T10:30", "TIME"),
     ("1942-06-04TMO", "TIME"), ("PAST_REF", "DATE"), ("PRESENT_REF", "DATE"), ("", "DATE")],
)  # fmt: skip
def test_a_value_tells_the_type_of_a_time(value: str, wanted: str) -> None:
    assert type_of(value) == wanted


def test_a_causal_sentence_ties_cause_effect_and_signal() -> None:
    text = "Roads closed because snow fell."
    relation = {
        "cause": pair(text, "snow fell"),
        "effect": pair(text, "Roads closed"),
        "signal": [pair(text, "because")],
    }
    example = only("cnc_v2", {"text": text, "causal_label": 1, "causal": [relation]})
    assert example.labels == {"causal": "1"}
    assert tied(example, "cause") == {
        ("snow fell", "effect", "Roads closed"),
        ("snow fell", "signal", "because"),
    }


def test_a_causal_sentence_without_spans_is_not_annotated_for_them() -> None:
    causal = only("cnc_v2", {"text": "Snow shut it.", "causal_label": 1, "causal": []})
    other = only("cnc_v2", {"text": "Snow fell.", "causal_label": 0, "causal": []})
    assert "cause" not in causal.marks
    assert other.marks["cause"] == ()


def test_a_document_on_causes_is_read_by_sentences() -> None:
    text = "Roads closed because snow fell. We rose early to leave. Rain fell."
    relations = [
        {"type": "Consequence", "cause": pair(text, "snow fell"), "signal": [pair(text, "because")],
         "effect": pair(text, "Roads closed")},
        {"type": "Purpose", "cause": pair(text, "leave"), "signal": [pair(text, "to")],
         "effect": pair(text, "We rose early")},
    ]  # fmt: skip
    found = read_row("because2", {"id": "one", "text": text, "causal": relations})
    assert [each.labels for each in found] == [{"causal": "1"}, {}, {"causal": "0"}]
    assert {m.label for m in found[1].marks["cause"]} == {UNCLEAR}


def test_gum_has_mentions_chains_tokens_and_dates() -> None:
    text = "Ann left in May, after a week."
    row = {
        "text": text,
        "entities": [
            span(text, "Ann", type="person", chain="1"),
            span(text, "May", type="time", chain="2"),
            span(text, "a week", type="time", chain="3"),
        ],
        "dates": [span(text, "May", tag="date", when="--05")],
        "sentences": [[0, len(text)]],
        "tokens": [[0, 3, "Ann", "PROPN", "NNP", 2, "nsubj", 1]],
    }
    example = only("gum", row)
    assert marked(example, "entity") == [("person", "Ann"), ("time", "May"), ("time", "a week")]
    assert marked(example, "coreference")[0] == ("1", "Ann")
    assert marked(example, "timex") == [("DATE", "May"), (UNCLEAR, "a week")]
    assert marked(example, "token") == [("PROPN|nsubj|2", "Ann")]


@pytest.mark.parametrize(
    ("name", "key", "layer", "type_", "wanted"),
    [
        ("conll2003", "entities", "name", "LOC", "place"),
        ("wikigold", "entities", "name", "MISC", "other"),
        ("wnut17", "entities", "name", "corporation", "organisation"),
        ("re3d", "entities", "entity", "Nationality", "people"),
        ("lgl", "toponyms", "place_name", "LOC", "place"),
        ("geowebnews", "toponyms", "place_name", "Metonymic", "place"),
    ],
)
def test_names_get_our_kinds(name: str, key: str, layer: str, type_: str, wanted: str) -> None:
    text = "Lusk lost."
    example = only(name, {"text": text, key: [span(text, "Lusk", type=type_)]})
    assert marked(example, layer) == [(wanted, "Lusk")]


def test_nouns_are_no_names_of_places() -> None:
    text = "The city lost."
    row = {"text": text, "toponyms": [span(text, "city", type="Literal_Expression")]}
    assert marked(only("geowebnews", row), "place_name") == []


def test_a_span_that_is_not_where_its_text_is_is_an_error() -> None:
    row = {"text": "Lusk lost.", "entities": [{"start": 1, "end": 4, "text": "Lus", "type": "LOC"}]}
    with pytest.raises(ValueError, match="is not 'Lus'"):
        only("conll2003", row)


@given(st.text(), st.integers(-3, 30), st.integers(-3, 30))
def test_a_trimmed_span_has_no_white_space_around_it(text: str, start: int, end: int) -> None:
    if not 0 <= start < end <= len(text):
        with pytest.raises(ValueError, match="no span"):
            trim(text, start, end)
    elif found := trim(text, start, end):
        assert text[slice(*found)] == text[start:end].strip() != ""
    else:
        assert not text[start:end].strip()


@given(st.text(min_size=1), st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9))))
def test_what_is_not_marked_is_blanked_to_the_last_letter(
    text: str, spans: list[tuple[int, int]]
) -> None:
    draft = Draft("rams", {"id": "one", "text": text}, "trigger")
    for start, length in spans:
        if start + length <= len(text):
            draft.mark("trigger", start, start + length, OTHER)
    draft.blank_rest("trigger")
    marks = draft.finish(sentences=()).marks["trigger"]
    covered = {i for mark in marks for i in range(mark.start, mark.end)}
    assert covered >= {i for i, letter in enumerate(text) if not letter.isspace()}
    taken = {i for m in marks if m.label == OTHER for i in range(m.start, m.end)}
    assert not any(i in taken for m in marks if m.label == UNCLEAR for i in range(m.start, m.end))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_set_is_read_with_all_spans_right(name: str, shared: Path) -> None:
    gold = shared / "gold"
    part = "dev" if name == "geowebnews" else "train"
    examples = read(name, part, gold)
    assert examples
    assert {each.source for each in examples} == {name}
    assert len({each.id for each in examples}) == len(examples)
    for example in examples:
        check(example)


def check(example: Example) -> None:
    """What holds of every example."""
    for layer, marks in example.marks.items():
        assert len(set(marks)) == len(marks)
        for mark in marks:
            words = example.text[mark.start : mark.end]
            assert 0 <= mark.start < mark.end <= len(example.text)
            assert words == words.strip()
            assert mark.label in LABELS.get(layer, {mark.label})
    for layer, links in example.links.items():
        heads, tails = (example.marks[each] for each in LINKED[layer])
        for link in links:
            assert 0 <= link.head < len(heads)
            assert 0 <= link.tail < len(tails)
            assert layer != "argument" or link.label in ROLES
    for label, value in example.labels.items():
        assert value in TEXT_LABELS.get(label, {value})
        assert label != "certainty" or re.fullmatch(r"[1-6]\.\d\d", value)
    for spans in example.values.values():
        for start, end, number in spans:
            assert 0 <= start < end <= len(example.text)
            assert -3 <= number <= 3
    assert list(example.sentences) == sorted(example.sentences)
    assert all(0 <= start < end <= len(example.text) for start, end in example.sentences)
