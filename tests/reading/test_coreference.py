"""Which words speak of the same party."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading.coreference import Clusters, pronoun_form
from tests.reading.build import sentence, told

if TYPE_CHECKING:
    from detente.records import Record
    from tests.reading.build import Read


def together(record: Record, words: str) -> list[str]:
    """The words of all mentions of the entity that these words mention first."""
    (found,) = [e for e in record.entities if words in {m.quote for m in e.mentions[:1]}]
    return [m.quote for m in found.mentions]


@pytest.mark.parametrize(
    ("text", "first", "later"),
    [
        pytest.param(
            "North Korea fired a missile. The North also threatened Japan.",
            "North Korea",
            "The North",
            id="a point of the compass",
        ),
        pytest.param(
            "Saudi Arabia expelled an envoy. The kingdom also left the talks.",
            "Saudi Arabia",
            "The kingdom",
            id="how it is governed",
        ),
        pytest.param(
            "The Iraqi Security Forces (ISF) arrested three militants. The ISF left the village.",
            "The Iraqi Security Forces",
            "The ISF",
            id="initials in brackets",
        ),
        pytest.param(
            "Yahya Sinwar, the leader of Hamas, met Egyptian officials.",
            "Yahya Sinwar",
            "the leader of Hamas",
            id="an apposition",
        ),
        pytest.param(
            "Hundreds of monks met in Oslo. Police beat them.",
            "monks",
            "them",
            id="the counted, not their number",
        ),
        pytest.param(
            "Five Norwegian soldiers camped. Rebels killed two of them.",
            "Five Norwegian soldiers",
            "them",
            id="not of those who act",
        ),
        pytest.param(
            "Iranian Gen. Reza Karimi met rebels. Karimi praised them.",
            "Iranian Gen. Reza Karimi",
            "Karimi",
            id="a surname",
        ),
        pytest.param(
            "The United Nations condemned the attack. The organisation sent monitors.",
            "The United Nations",
            "The organisation",
            id="a general noun",
        ),
        pytest.param(
            "The foreign minister met rebels. The minister praised them.",
            "The foreign minister",
            "The minister",
            id="a shorter role",
        ),
        pytest.param(
            "The foreign minister met rebels. He praised them.",
            "The foreign minister",
            "He",
            id="he",
        ),
        pytest.param(
            "The ministry condemned the attack. It blamed rebels.",
            "The ministry",
            "It",
            id="it",
        ),
        pytest.param(
            "Syrian rebels attacked Homs. They burned a camp.",
            "Syrian rebels",
            "They",
            id="they",
        ),
        pytest.param("Iran and its proxies attacked Oman.", "Iran", "its", id="its, of a pair"),
        pytest.param(
            "Gunmen killed a mayor in Kenya. The mayor had criticised them.",
            "a mayor",
            "The mayor",
            id="the same noun",
        ),
    ],
)
def test_later_words_mean_who_was_named(read: Read, text: str, first: str, later: str) -> None:
    assert later in together(read(text), first)


def test_after_north_korea_the_south_is_its_twin(read: Read) -> None:
    found = read("North Korea fired a missile on Monday. The South condemned the launch.")
    assert {e.name: [m.quote for m in e.mentions] for e in found.entities}["South Korea"] == [
        "The South"
    ]


@pytest.mark.parametrize(
    ("text", "first", "later"),
    [
        pytest.param(
            "Norway expelled an envoy. The kingdom of Jordan protested.",
            "Norway",
            "The kingdom of Jordan",
            id="a kingdom with a name of its own",
        ),
        pytest.param(
            "France sent an envoy. The kingdom protested.",
            "France",
            "The kingdom",
            id="a republic is no kingdom",
        ),
        pytest.param(
            "A minister met rebels. Its army fled.",
            "A minister",
            "Its",
            id="a person is no it",
        ),
        pytest.param(
            "Rebels met Turkish officials. Iraqi rebels fled.",
            "Rebels",
            "Iraqi rebels",
            id="a group with a country",
        ),
    ],
)
def test_other_words_mean_others(read: Read, text: str, first: str, later: str) -> None:
    found = read(text)
    assert all(
        not {first, later} <= {m.quote for m in entity.mentions} for entity in found.entities
    )


def test_i_and_we_mean_whoever_speaks(read: Read) -> None:
    found = read("“We attacked the camp,” the rebels said.")
    assert told(found) == [("ASSAULT", ["rebels"], ["camp"])]


@pytest.mark.parametrize(
    ("row", "form"),
    [
        ("she//PRP/ROOT/0", "person"),
        ("its//PRP$/ROOT/0", "thing"),
        ("Their/they/PRP$/ROOT/0", "many"),
        ("we//PRP/ROOT/0", "speaker"),
        ("table//NN/ROOT/0", ""),
    ],
)
def test_a_pronoun_has_its_form(row: str, form: str) -> None:
    assert pronoun_form(sentence(row)[0]) == form


def test_no_mentions_make_no_clusters() -> None:
    assert Clusters().found == []


def test_every_mention_belongs_to_at_most_one_entity(read: Read) -> None:
    found = read(
        "Iran and its proxies attacked Iraqi forces. The forces said they had blamed Iran, and it"
        " denied it. Both countries met U.S. officials in Iraq, the officials said."
    )
    extents = [(m.start, m.end) for e in found.entities for m in e.mentions]
    assert len(extents) == len(set(extents))


def test_a_pronoun_does_not_reach_back_far(read: Read) -> None:
    found = read(f"The minister left Oslo. {'Rain fell on Oslo. ' * 4}He met rebels.")
    assert told(found)[-1] == ("CONSULT", [], ["rebels"])


def test_a_pronoun_without_anybody_before_it_means_nobody(read: Read) -> None:
    found = read("They attacked a camp in Mali.")
    assert all(p.entity is None for e in found.events for p in e.actors)


def test_a_group_by_name_is_none_of_those_by_description(read: Read) -> None:
    found = read("Armed groups fled Homs. The Group met the governor. The group hid in Iran.")
    met = next(e for e in found.events if e.type == "CONSULT")
    kinds = {e.id: e.kind for e in found.entities}
    assert "armed-group" not in {kinds.get(a.entity or "") for a in met.actors}
