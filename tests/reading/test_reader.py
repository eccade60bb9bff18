"""A document in, a record out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.heads import default_model
from detente.reading.reader import Reader
from detente.reading.syntax import Sentence, Token
from detente.records import Document, Problem, Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.reading.build import Read


class FlatParser:
    """Knows no grammar: every word hangs on the first."""

    name = "flat-1"

    def parse(self, pieces: Sequence[tuple[int, int, str]]) -> list[Sentence]:
        return [_flat(index, *piece) for index, piece in enumerate(pieces)]


def _flat(index: int, paragraph: int, start: int, text: str) -> Sentence:
    tokens = []
    at = 0
    for number, part in enumerate(text.split()):
        at = text.index(part, at)
        tokens.append(
            Token(
                number, start + at, start + at + len(part), part, part.lower(), "NOUN", "NN", 0,
                "ROOT" if number == 0 else "dep", "",
            )
        )  # fmt: skip
        at += len(part)
    return Sentence.of(index, paragraph, start, text, tokens)


def document(text: str) -> Document:
    return Document(id="sha256:0", text=text, published="2020-03-14")


def test_the_record_carries_its_document() -> None:
    made = document("Norway condemned rebels.")
    assert Reader(FlatParser()).read(made).document == made


def test_the_reader_names_its_model() -> None:
    assert Reader(FlatParser()).info.model == f"{default_model().name} flat-1"
    assert Reader(FlatParser()).info.seconds == 0


def test_a_parser_that_knows_no_grammar_still_gives_a_record() -> None:
    found = Reader(FlatParser()).read(document("Norway attacked Oman.\n\nOman said “no”."))
    assert {e.name for e in found.entities} >= {"Norway", "Oman"}


def test_problems_met_on_the_way_stand_first(read: Read) -> None:
    met = Problem(what="the page has no date")
    found = Reader().read(document("Rebels attacked Homs."), problems=[met])
    assert found.problems[0] == met
    assert len(found.problems) > 1


def test_an_empty_text_gives_an_empty_record(read: Read) -> None:
    found = read("")
    assert (found.entities, found.events, found.claims, found.problems) == ((), (), (), ())


def test_the_same_document_gives_the_same_record(read: Read) -> None:
    text = "U.S. officials blamed a militia for an attack that killed two soldiers on Monday."
    one, other = (read(text).to_dict() | {"reader": None} for _ in range(2))
    assert one == other


def test_a_record_survives_its_json(read: Read) -> None:
    found = read("“Rebels attacked Homs on Monday,” the ministry said.")
    assert Record.model_validate_json(found.to_json()) == found


def test_each_event_has_the_casualties_beside_it(read: Read) -> None:
    found = read("Rebels killed two soldiers in Mali, while Turkey killed nine militants in Syria.")
    tolls = [e.casualties.killed.low for e in found.events if e.casualties and e.casualties.killed]
    assert tolls == [2, 9]


def test_what_nobody_is_said_to_do_and_may_never_be_done_is_no_event(read: Read) -> None:
    assert read("Negotiations may resume in stages.").events == ()


def test_title_and_story_are_read_together(read: Read) -> None:
    found = read(
        "Militia attack kills two soldiers in Iraq\n\n"
        "A militia attack killed two soldiers in Iraq on Monday, officials in Baghdad said.\n\n"
        "The officials blamed Iran, which denied it. Iraq suspended talks with Iran."
    )
    assert [e.type for e in found.events].count("ASSAULT") == 1
    assert found.claims
    assert found.relations


def test_who_died_is_told_in_the_next_sentence(read: Read) -> None:
    found = read("Aircraft bombed a camp on Monday. The medics say five people died. It rained.")
    (bombing,) = (e for e in found.events if e.type == "ASSAULT")
    assert bombing.casualties is not None
    assert bombing.casualties.killed is not None
    assert bombing.casualties.killed.low == 5


def test_who_only_tells_of_force_did_not_use_it(read: Read) -> None:
    found = read("Turkey expelled an envoy. Nurses told reporters that boys were beaten in Homs.")
    (beating,) = (e for e in found.events if e.type == "ASSAULT")
    assert beating.actors == ()


def test_what_somebody_does_is_no_claim(read: Read) -> None:
    text = "Turkey expelled an envoy. Police continued to investigate the killing of two judges."
    assert read(text).claims == ()
