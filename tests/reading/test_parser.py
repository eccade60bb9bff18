"""What the provider of syntax gives, whatever it is given."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from detente.reading.parser import default_parser
from detente.reading.sentences import split
from tests.reading.build import texts, word
from tests.strategies import documents


def test_no_sentences_give_no_sentences() -> None:
    assert default_parser().parse([]) == []


def test_the_model_names_itself_with_its_version() -> None:
    name, _, version = default_parser().name.rpartition("-")
    assert name
    assert version[0].isdigit()


def test_sentences_keep_their_place() -> None:
    one, other = default_parser().parse([(0, 5, "Talks began."), (3, 40, "They failed.")])
    assert (one.index, one.paragraph, one.start, one.end) == (0, 0, 5, 17)
    assert (other.index, other.paragraph, other.start, other.end) == (1, 3, 40, 52)


def test_a_sentence_has_lemmas_tags_and_relations() -> None:
    (found,) = default_parser().parse([(0, 0, "Rebels stormed a camp.")])
    stormed = word(found, "stormed")
    assert (stormed.lemma, stormed.pos, stormed.tag, stormed.relation) == (
        "storm", "VERB", "VBD", "ROOT",
    )  # fmt: skip
    assert texts(found.children(stormed, "nsubj")) == ["Rebels"]


def test_quotation_marks_do_not_change_the_grammar() -> None:
    plain, quoted = default_parser().parse(
        [(0, 0, "Rebels hold the old town."), (0, 0, "Rebels “hold the ‘old’ town.”")]
    )
    marks = [t for t in quoted if t.text in "“”‘’"]
    assert {t.relation for t in marks} == {"punct"}
    assert [quoted[t.head].text for t in marks] == ["Rebels", "the", "old", "."]
    assert [t.relation for t in quoted if t not in marks] == [t.relation for t in plain]


def test_a_gloss_in_brackets_hangs_on_the_name_it_explains() -> None:
    (found,) = default_parser().parse([(0, 0, "The ISF [Iraqi Security Forces] left Mosul.")])
    gloss = [word(found, t) for t in ("Iraqi", "Security", "Forces")]
    assert {t.relation for t in gloss} == {"gloss"}
    assert {t.head for t in gloss} == {word(found, "ISF").index}
    assert word(found, "left").relation == "ROOT"


def test_words_in_brackets_that_stand_in_for_others_are_read() -> None:
    (found,) = default_parser().parse([(0, 0, "Ties between [the coalition] and the ISF suffer.")])
    assert word(found, "coalition").relation == "pobj"


def test_an_article_with_its_hyphen_is_part_of_the_name() -> None:
    (found,) = default_parser().parse([(0, 4, "Envoys met Omar al-Rashid on Monday.")])
    name = word(found, "al-Rashid")
    assert (name.start, name.end) == (20, 29)


def test_a_sentence_of_marks_alone_has_tokens() -> None:
    (found,) = default_parser().parse([(0, 0, "“”")])
    assert "".join(texts(list(found))) == "“”"


def test_words_keep_their_own_letters() -> None:
    (found,) = default_parser().parse([(0, 0, "Iraq’s non‑aligned\u00a0bloc")])
    assert found.text == "Iraq’s non‑aligned\u00a0bloc"
    assert "’s" in texts(list(found))


@settings(max_examples=40)
@given(documents())
def test_every_word_quotes_the_text(text: str) -> None:
    for found in default_parser().parse(split(text)):
        at = found.start
        for token in found:
            assert text[token.start : token.end] == token.text
            assert at <= token.start < token.end <= found.end
            at = token.end


@settings(max_examples=40)
@given(documents())
def test_every_word_leads_up_to_a_root(text: str) -> None:
    for found in default_parser().parse(split(text)):
        for token in found:
            above = list(found.ancestors(token))
            assert len(above) < len(found)


@pytest.mark.parametrize(
    ("text", "pos"),
    [
        ("Fighters said IS had left.", "PROPN"),
        ("It IS true.", "AUX"),
        ("THE WAR IS OVER.", "AUX"),
    ],
)
def test_initials_that_look_like_a_verb_are_a_name_among_small_letters(text: str, pos: str) -> None:
    (made,) = default_parser().parse([(0, 0, text)])
    found = next(t for t in made if t.text == "IS")
    assert found.pos == pos
    assert pos == "AUX" or found.lemma == "IS"
