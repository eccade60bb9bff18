"""From findings to a record: every id leads somewhere, every quote stands in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente import ontology
from tests.reading.build import event

if TYPE_CHECKING:
    from detente.records import Record
    from tests.reading.build import Read

STORY = """Envoys meet after airport strike

U.S. officials blamed an Iran-backed militia for a rocket attack that probably killed two Turkish
soldiers near Kirkuk on Monday, the Pentagon told Congress.

Turkey responded with airstrikes on militia positions in Iraq. “It was the militia,” the ministry
said, adding that it would suspend trade with Iran because of the attack.

Iraq’s parliament called for the withdrawal of Turkish troops. Both countries cut ties
in February."""


@pytest.fixture(scope="module")
def story(read: Read) -> Record:
    return read(STORY)


def test_every_reference_to_an_entity_leads_to_one(story: Record) -> None:
    known = {e.id for e in story.entities}
    parties = [p for e in story.events for p in (*e.actors, *e.recipients)]
    parties += [p for c in story.claims for p in (c.source, *c.chain)]
    parties += [c.audience for c in story.claims if c.audience is not None]
    parties += [p for r in story.relations for p in r.parties]
    assert {p.entity for p in parties if p.entity is not None} <= known
    assert {b for e in story.entities for b in e.backed_by} <= known


def test_events_and_claims_name_each_other(story: Record) -> None:
    claims = {c.id: c for c in story.claims}
    assert story.claims
    for found in story.events:
        assert found.claim is None or found.id in claims[found.claim].events
    for claim in story.claims:
        told = {c.id for c in story.claims if c.cue == claim.cue}
        assert {e.id for e in story.events if e.claim in told} == set(claim.events)


def test_causes_and_changes_name_events_and_claims_of_the_record(story: Record) -> None:
    events = {e.id for e in story.events}
    claims = {c.id for c in story.claims}
    assert story.causes
    assert story.relations
    for cause in story.causes:
        assert {cause.cause.event, cause.effect.event} - {None} <= events
        assert cause.claim is None or cause.claim in claims
    for change in story.relations:
        assert change.event is None or change.event in events
        assert change.claim is None or change.claim in claims


def test_ids_stand_once(story: Record) -> None:
    for records in (story.entities, story.events, story.claims, story.causes, story.relations):
        ids = [r.id for r in records]
        assert len(ids) == len(set(ids))


def test_an_event_has_the_class_and_score_of_its_type(story: Record) -> None:
    for found in story.events:
        assert found.quad_class == ontology.plover(found.type).quad_class
        assert -10 <= found.goldstein <= 10
        assert found.cameo is not None


def test_whom_the_publisher_reports_by_itself_needs_no_claim(read: Read) -> None:
    assert event(read("Rebels attacked Homs."), "ASSAULT").claim is None


def test_what_a_source_reports_is_its_claim(read: Read) -> None:
    found = read("Rebels attacked Homs, the ministry said.")
    assert event(found, "ASSAULT").claim == found.claims[0].id


def test_what_the_publisher_also_says_itself_is_no_mere_claim(read: Read) -> None:
    found = read("Rebels attacked Homs, Ankara said.\n\nRebels attacked Homs on Monday.")
    assert event(found, "ASSAULT").claim is None


@pytest.mark.parametrize(
    ("text", "level", "cue"),
    [
        ("Rebels probably attacked Homs.", "likely", "probably"),
        ("Rebels attacked Homs.", "unstated", None),
    ],
)
def test_an_event_is_as_certain_as_its_words(
    read: Read, text: str, level: str, cue: str | None
) -> None:
    found = event(read(text), "ASSAULT").certainty
    assert found.level == level
    assert (found.cue.quote if found.cue else None) == cue


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("A strike killed two soldiers.", (2, 2), None),
        ("A strike killed more than 100 soldiers.", (100, None), None),
        ("A strike injured nine soldiers.", None, (9, 9)),
        ("A strike killed two soldiers and injured nine.", (2, 2), (9, 9)),
    ],
)
def test_casualties_are_bounds(
    read: Read,
    text: str,
    killed: tuple[int, int | None] | None,
    injured: tuple[int, int | None] | None,
) -> None:
    found = event(read(text), "ASSAULT").casualties
    assert found is not None
    assert ((found.killed.low, found.killed.high) if found.killed else None) == killed
    assert ((found.injured.low, found.injured.high) if found.injured else None) == injured


def test_without_casualties_nothing_is_said_of_them(read: Read) -> None:
    assert event(read("Rebels attacked Homs."), "ASSAULT").casualties is None


def test_instruments_are_quoted(read: Read) -> None:
    found = event(read("Rebels fired rockets at Homs."), "ASSAULT")
    assert [i.quote for i in found.instruments] == ["rockets"]


def test_one_claim_told_twice_in_the_same_words_is_one(read: Read) -> None:
    words = "Rebels attacked Homs, the ministry said."
    found = read(f"{words}\n\n{words}")
    assert len(found.claims) == 1


@pytest.mark.parametrize(
    ("text", "attitude"),
    [
        ("The ministry said rebels attacked Homs.", "says"),
        ("The ministry denied that troops attacked Homs.", "denies"),
        ("The ministry feared an attack on Homs by rebels.", "fears"),
        ("The ministry urged rebels to leave Homs.", "asks"),
    ],
)
def test_a_claim_has_its_attitude(read: Read, text: str, attitude: str) -> None:
    assert attitude in {c.attitude for c in read(text).claims}


def test_a_claim_has_the_day_it_was_made(read: Read) -> None:
    (claim,) = read("The ministry said on Friday that rebels attacked Homs.").claims
    assert claim.date == "2020-03-13"


def test_a_strike_that_is_rejected_took_place(read: Read) -> None:
    rejected = read("Iraq’s military rejected the American air strikes of Friday. It rained.")
    denied = read("Iraq’s military denied the American air strikes of Friday. It rained.")
    statuses = [
        next(e.status for e in found.events if e.type == "ASSAULT") for found in (rejected, denied)
    ]
    assert statuses == ["occurred", "denied"]


def test_two_who_speak_in_one_breath_claim_the_same(read: Read) -> None:
    found = read("Human Rights Watch and Amnesty International said the army burned villages.")
    assert [c.source.text for c in found.claims] == ["Human Rights Watch", "Amnesty International"]
    assert {c.events for c in found.claims} == {tuple(e.id for e in found.events)}


def test_a_request_that_is_made_again_is_made(read: Read) -> None:
    text = "The United States reiterates its call on Serbia to free the journalists."
    assert event(read(text), "REQUEST").status == "occurred"
