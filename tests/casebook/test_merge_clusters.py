from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from detente.casebook.merge_clusters import JUDGED_APART, Edge, Judged, Key, clusters

if TYPE_CHECKING:
    from collections.abc import Callable

A, B, C, D = (("d1", "v1"), ("d2", "v1"), ("d3", "v1"), ("d4", "v1"))
KEYS = [(f"d{document}", f"v{event}") for document in range(5) for event in range(2)]


def _clash(*pairs: tuple[Key, Key]) -> Callable[[Key, Key], str | None]:
    return lambda one, other: "apart" if (one, other) in pairs else None


def _same_document(one: Key, other: Key) -> str | None:
    return "told apart" if one[0] == other[0] else None


@st.composite
def edges(draw: st.DrawFn) -> list[Edge]:
    """Edges between mentions of different documents, one a pair, of few scores so that some tie."""
    pairs = [(a, b) for a in KEYS for b in KEYS if a[0] < b[0]]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=20))
    scores = st.sampled_from([0.5, 0.6, 0.9])
    return [Edge(draw(scores), first, second) for first, second in chosen]


def test_what_edges_connect_is_one_group() -> None:
    found = clusters([Edge(0.9, A, B), Edge(0.6, B, C)], _clash())
    assert found.groups == [[A, B, C]]
    assert found.joins == [Edge(0.9, A, B), Edge(0.6, B, C)]
    assert found.refused == []


def test_a_join_that_brings_together_what_clashes_is_refused_with_the_reason() -> None:
    found = clusters([Edge(0.6, B, C), Edge(0.9, A, B)], _clash((A, C)))
    assert found.groups == [[A, B]]
    assert found.refused == [(Edge(0.6, B, C), "apart")]


def test_what_clashes_with_a_part_clashes_with_the_whole() -> None:
    found = clusters([Edge(0.9, A, B), Edge(0.8, B, C), Edge(0.7, C, D)], _clash((A, C)))
    assert found.groups == [[A, B], [C, D]]
    found = clusters(
        [Edge(0.9, A, B), Edge(0.8, C, D), Edge(0.7, B, C), Edge(0.6, B, D)], _clash((A, C))
    )
    assert found.groups == [[A, B], [C, D]]
    assert [reason for _, reason in found.refused] == ["apart", "apart"]


def test_an_edge_stands_although_its_ends_would_clash() -> None:
    assert clusters([Edge(0.9, A, B)], _clash((A, B))).groups == [[A, B]]


@given(found=edges(), data=st.data())
def test_the_order_of_the_edges_makes_no_difference(found: list[Edge], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(found))
    assert clusters(found, _same_document) == clusters(shuffled, _same_document)


@given(found=edges())
def test_no_group_tells_of_one_document_twice_and_none_share_a_mention(found: list[Edge]) -> None:
    groups = clusters(found, _same_document).groups
    assert all(len({document for document, _ in group}) == len(group) for group in groups)
    members = [key for group in groups for key in group]
    assert len(members) == len(set(members))


@given(found=edges())
def test_every_edge_is_followed_refused_or_within_a_group(found: list[Edge]) -> None:
    made = clusters(found, _same_document)
    homes = {key: number for number, group in enumerate(made.groups) for key in group}
    refused = {edge for edge, _ in made.refused}
    for edge in found:
        together = edge.first in homes and homes[edge.first] == homes.get(edge.second)
        assert together != (edge in refused)
    assert len(made.joins) == sum(len(group) - 1 for group in made.groups)


def test_what_was_judged_one_is_joined_whole_whatever_clashes() -> None:
    found = [Edge(0.9, A, B), Edge(0.9, C, D), Edge(1.0, A, C)]
    made = clusters(found, _clash((A, D), (B, C), (B, D)), Judged(same=frozenset({(A, C)})))
    assert made.groups == [[A, B, C, D]]


def test_what_was_judged_apart_bars_an_edge_and_what_would_lead_around_it() -> None:
    apart = Judged(apart=frozenset({(A, C)}))
    made = clusters([Edge(0.9, A, C), Edge(0.8, A, B), Edge(0.7, B, C)], _clash(), apart)
    assert made.groups == [[A, B]]
    assert {reason for _, reason in made.refused} == {JUDGED_APART}


def test_what_was_judged_one_is_not_joined_to_what_was_judged_apart() -> None:
    both = Judged(same=frozenset({(A, C)}), apart=frozenset({(B, C)}))
    made = clusters([Edge(0.9, A, B), Edge(1.0, A, C)], _clash(), both)
    assert made.groups == [[A, B]]
    assert made.refused == [(Edge(1.0, A, C), JUDGED_APART)]
