"""How words hang together."""

from __future__ import annotations

from detente.reading.syntax import Sentence
from tests.reading.build import sentence, texts, word

RAID = sentence(
    "Rebels/rebel/NNS/nsubj/2 quickly//RB/advmod/2 stormed/storm/VBD/ROOT/2"
    " a//DT/det/4 camp//NN/dobj/2 near//IN/prep/4 the//DT/det/7 border//NN/pobj/5 ~.//./punct/2",
    start=50,
)


def test_the_root_has_no_head() -> None:
    assert RAID.head(word(RAID, "stormed")) is None


def test_a_word_hangs_on_its_head() -> None:
    assert RAID.head(word(RAID, "camp")) is word(RAID, "stormed")


def test_children_come_in_order() -> None:
    assert texts(RAID.children(word(RAID, "stormed"))) == ["Rebels", "quickly", "camp", "."]


def test_children_can_be_asked_for_by_relation() -> None:
    assert texts(RAID.children(word(RAID, "stormed"), "nsubj", "dobj")) == ["Rebels", "camp"]


def test_ancestors_come_nearest_first() -> None:
    assert texts(list(RAID.ancestors(word(RAID, "border")))) == ["near", "camp", "stormed"]


def test_a_subtree_holds_the_word_and_all_below_it() -> None:
    assert texts(RAID.subtree(word(RAID, "camp"))) == ["a", "camp", "near", "the", "border"]


def test_a_subtree_leaves_out_branches_by_relation() -> None:
    assert texts(RAID.subtree(word(RAID, "camp"), without=("prep",))) == ["a", "camp"]


def test_a_subtree_keeps_its_own_word_whatever_its_relation() -> None:
    assert texts(RAID.subtree(word(RAID, "near"), without=("prep",))) == ["near", "the", "border"]


def test_distance_counts_the_steps_of_the_tree() -> None:
    assert RAID.distance(word(RAID, "border"), word(RAID, "camp")) == 2
    assert RAID.distance(word(RAID, "camp"), word(RAID, "border")) == 2
    assert RAID.distance(word(RAID, "Rebels"), word(RAID, "camp")) == 2
    assert RAID.distance(word(RAID, "camp"), word(RAID, "camp")) == 0


def test_offsets_are_those_of_the_document() -> None:
    assert (RAID.start, RAID.end) == (50, 50 + len(RAID.text))
    assert all(RAID.text[t.start - 50 : t.end - 50] == t.text for t in RAID)


def test_the_words_between_two_offsets_lie_wholly_between_them() -> None:
    camp = word(RAID, "camp")
    assert texts(RAID.between(camp.start - 1, camp.end)) == ["camp"]
    assert texts(RAID.between(camp.start + 1, camp.end)) == []


def test_the_top_of_a_stretch_is_the_word_the_others_hang_on() -> None:
    near, border = word(RAID, "near"), word(RAID, "border")
    assert RAID.top(near.start, border.end) is near
    assert RAID.top(RAID.start, RAID.end) is word(RAID, "stormed")


def test_a_stretch_without_words_has_no_top() -> None:
    assert RAID.top(0, 10) is None


def test_a_sentence_may_have_no_words() -> None:
    empty = Sentence.of(0, 0, 7, "", [])
    assert (len(empty), empty.start, empty.end) == (0, 7, 7)
