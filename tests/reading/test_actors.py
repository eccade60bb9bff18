"""What a noun phrase says of whom it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente import gazetteer
from detente.reading.actors import Names, read, read_name, without_article
from detente.reading.noun_phrases import phrase
from tests.reading.build import sentence, word

if TYPE_CHECKING:
    from detente.reading.actors import Reading
    from tests.reading.build import Parse


def reading(parse: Parse, text: str, head: str, published: str = "2020-03-14") -> Reading:
    """What a text says of the phrase a word heads."""
    (made,) = parse(text)
    return read(phrase(made, word(made, head)), Names(text, published))


@pytest.mark.parametrize(
    ("text", "head", "kind", "code"),
    [
        ("Norway signed.", "Norway", "country", "NOR"),
        ("Iraqi forces left.", "forces", "military", "IRQMIL"),
        ("Iraq’s parliament voted.", "parliament", "legislature", "IRQLEG"),
        ("U.S. officials left.", "officials", "government", "USAGOV"),
        ("French police fired.", "police", "police", "FRACOP"),
        ("Syrian rebels fled.", "rebels", "armed-group", "SYRREB"),
        ("The United Nations agreed.", "Nations", "igo", "IGOUNO"),
        ("Hezbollah agreed.", "Hezbollah", "armed-group", "LBNREB"),
        ("The Kenyan ambassador left.", "ambassador", "person", "KENGOV"),
        ("Iranian Gen. Reza Karimi left.", "Karimi", "person", "IRNMIL"),
        ("The Turkish protesters left.", "protesters", "people", "TURCVL"),
        ("Hezbollah representatives left.", "representatives", "person", "LBNREB"),
    ],
)
def test_a_phrase_tells_kind_country_and_sector(
    parse: Parse, text: str, head: str, kind: str, code: str
) -> None:
    found = reading(parse, text, head)
    assert (found.kind, found.code) == (kind, code)


@pytest.mark.parametrize(
    ("text", "head", "country"),
    [
        pytest.param("The supreme court in Ghana ruled.", "court", "GHA", id="where it is"),
        pytest.param("Workers from Oman left.", "Workers", "OMN", id="where from"),
        pytest.param("Soldiers in Chad mutinied.", "Soldiers", None, id="soldiers may be abroad"),
        pytest.param("The West Bengal government agreed.", "government", "IND", id="a region's"),
        pytest.param(
            "Amina Sow, the interior minister of Senegal, left.", "Sow", "SEN", id="apposition"
        ),
        pytest.param("Iran struck the Ain al-Asad air base.", "base", "IRQ", id="a base's own"),
    ],
)
def test_a_country_is_that_of_the_place_a_phrase_names(
    parse: Parse, text: str, head: str, country: str | None
) -> None:
    assert reading(parse, text, head).country == country


@pytest.mark.parametrize(
    ("text", "head", "code"),
    [
        ("NATO forces left.", "forces", "IGOWSTNAT"),
        ("The U.N.'s envoy left.", "envoy", "IGOUNO"),
        ("Troops of the African Union left.", "Troops", "IGOAFRAFU"),
    ],
)
def test_those_of_an_organisation_of_states_have_its_code(
    parse: Parse, text: str, head: str, code: str
) -> None:
    found = reading(parse, text, head)
    assert (found.country, found.code) == (None, code)


@pytest.mark.parametrize(
    ("text", "head", "backers", "country"),
    [
        ("Iran-backed militias fled.", "militias", ("IRN",), None),
        ("Iranian-aligned militias fled.", "militias", ("IRN",), None),
        ("Turkish-backed Syrian rebels fled.", "rebels", ("TUR",), "SYR"),
        ("The U.S.-led coalition left.", "coalition", (), None),
        ("Iraqi militias fled.", "militias", (), "IRQ"),
    ],
)
def test_a_backer_is_not_the_country_of_the_backed(
    parse: Parse, text: str, head: str, backers: tuple[str, ...], country: str | None
) -> None:
    found = reading(parse, text, head)
    assert (found.backed_by, found.country) == (backers, country)


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("Iran-backed militias", "backer"),
        ("pro-Iran militias", "backer"),
        ("Iran‑funded militias", "backer"),
        ("French-led raid", "aside"),
        ("anti-Iran rally", "aside"),
        ("Iran militias", "plain"),
    ],
)
def test_a_name_before_a_noun_is_used_in_one_of_three_ways(text: str, use: str) -> None:
    names = Names(text, None)
    assert names.use(names.matches[0]) == use


def test_names_are_found_by_place() -> None:
    names = Names("Norway met Oman.", None)
    assert [(m.start, m.end) for m in names.within(0, 16)] == [(0, 6), (11, 15)]
    assert [m.start for m in names.within(7, 16)] == [11]
    assert names.within(6, 11) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Tehran agreed.", "government"), ("The envoys met in Tehran.", "place")],
)
def test_a_seat_of_government_is_a_place_where_something_is_in_it(
    parse: Parse, text: str, kind: str
) -> None:
    found = reading(parse, text, "Tehran")
    assert (found.kind, found.country) == (kind, "IRN")


@pytest.mark.parametrize(("place", "kind"), [(False, "government"), (True, "place")])
def test_a_name_by_itself_is_read_as_asked(place: bool, kind: str) -> None:  # noqa: FBT001 - a column of the table
    (match,) = gazetteer.find("Tehran")
    assert read_name(match, place=place).kind == kind


def test_who_held_an_office_depends_on_the_day(parse: Parse) -> None:
    text = "Barack Obama left."
    assert reading(parse, text, "Obama", "2012-05-01").code == "USAGOV"


def test_nationals_are_people_of_their_country(parse: Parse) -> None:
    found = reading(parse, "Two Iraqis died.", "Iraqis")
    assert (found.kind, found.country) == ("people", "IRQ")


def test_an_apposition_tells_the_role_of_a_name(parse: Parse) -> None:
    found = reading(parse, "Reza Karimi, the commander of the militia, left.", "Karimi")
    assert found.kind == "person"
    assert "MIL" in found.sectors


def test_what_names_nobody_is_other_and_not_named(parse: Parse) -> None:
    found = reading(parse, "The table fell.", "table")
    assert (found.kind, found.named, found.country) == ("other", False, None)


def test_two_things_are_not_one_for_having_one_noun(parse: Parse) -> None:
    one, other = (reading(parse, f"{lead}a table fell.", "table") for lead in ("", "So "))
    assert one.key != other.key


def test_two_phrases_of_one_country_and_role_name_one_party(parse: Parse) -> None:
    one = reading(parse, "Iraqi troops left.", "troops")
    other = reading(parse, "The Iraqi troops left.", "troops")
    assert one.key == other.key


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ("The//DT/det/1 rebels/rebel/NNS/ROOT/1", "rebels"),
        ("More//JJR/amod/3 than//IN/quantmod/2 100//CD/nummod/3 troops/troop/NNS/ROOT/3", "troops"),
        ("Two//CD/nummod/1 rebels/rebel/NNS/ROOT/1", "rebels"),
        ("Rebels/rebel/NNS/ROOT/0", "Rebels"),
        ("Some//DT/ROOT/0", "Some"),
    ],
)  # fmt: skip
def test_a_name_has_neither_article_nor_count(rows: str, name: str) -> None:
    made = sentence(rows, start=9)
    assert without_article(made, made.start, made.end) == name


def test_rights_are_not_the_right(parse: Parse) -> None:
    assert reading(parse, "Peru defended rights.", "rights").kind == "other"
    assert reading(parse, "Peru feared the right.", "right").kind == "party"
