"""Names that the model finds in part, too long, or as something else."""

from __future__ import annotations

import pytest

from habeas.reading.cast.names import find_names
from habeas.reading.nlp import english
from tests.reading.pages import cast_of


def _named(text: str, kind: str) -> list[str]:
    doc = english()(text)
    return [doc[m.first : m.last + 1].text for m in find_names(doc) if m.kind == kind]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Remembering Ada Lund", ["Ada Lund"]),
        ("Securing Nazan's release should be a priority.", ["Nazan"]),
        ("Hong Kor Chief Executive Carrie Lamm said nothing.", ["Carrie Lamm"]),
        ("FLK Convener E. Ashwara Rendy told a press conference that the strike goes on.", ["E. Ashwara Rendy"]),
        ("In Ostland, King Osmar III and his wife arrived.", ["Osmar III"]),
        ("Nicholas Goldber Nicholas Goldber served as editor.", ["Nicholas Goldber", "Nicholas Goldber"]),
        ('The singer Orelia "Jean" Dorsi was held for nine days.', ['Orelia "Jean" Dorsi']),
        ('Joaquin "El Capo" Guzmar was arrested.', ['Joaquin "El Capo" Guzmar']),
        ("The mechanic, Chima Ikwando was arrested by police.", ["Chima Ikwando"]),
        ("A Dalit activist was arrested.", []),
    ],
)
def test_a_person_is_found_without_the_words_around_the_name(text: str, people: list[str]) -> None:
    assert _named(text, "person") == people


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("The UN human rights office called for her release.", ["UN human rights office"]),
        ("The U.N. refugee agency said on Monday that 40 people had died.", ["U.N. refugee agency"]),
        ("The UN has an office.", ["UN"]),
        ("The Commission for the Absent says that 19 people have disappeared.", ["Commission for the Absent"]),
        ("The mothers of the Mothers of the Quarry marched again.", ["Mothers of the Quarry"]),
        ("Sheriff Walt Gurridge told the Ledger that Bayne had become violent.", ["Ledger"]),
        (
            "The African Commission on Human and Peoples' Rights has been based in Korda.",
            ["African Commission on Human and Peoples' Rights"],
        ),
    ],
)
def test_a_body_is_found_whole_and_no_longer_than_it_is(text: str, bodies: list[str]) -> None:
    assert _named(text, "organisation") == bodies


@pytest.mark.parametrize(
    ("text", "facilities"),
    [
        ("He was moved to Korda No. 2 High Security Prison on Friday.", ["Korda No. 2 High Security Prison"]),
        ("The Inland Court of Justice ruled that the trial was unfair.", ["Inland Court of Justice"]),
        ("The seminarians of Good Herder Seminary were freed.", ["Good Herder Seminary"]),
        ("The river runs through the center of Korda.", []),
    ],
)
def test_a_facility_is_found_whole(text: str, facilities: list[str]) -> None:
    assert _named(text, "facility") == facilities


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("They fled to Falgor Forest on Monday.", "Falgor Forest"),
        ("In Niger State, schools are closed.", "Niger State"),
        ("The insurgents took their attack to Yobra, another state in the troubled northeast.", "Yobra"),
    ],
)
def test_a_place_is_neither_a_person_nor_a_body(text: str, place: str) -> None:
    assert [f.kind for f in cast_of(text).figurants.values() if f.name == place] == ["place"]


def test_a_line_of_capitals_names_nobody() -> None:
    cast = cast_of("MASKED MEN\n\nAda Lund was taken away on Monday.")
    assert [f.name for f in cast.figurants.values() if f.named and f.kind != "place"] == ["Ada Lund"]


def test_a_high_post_is_no_body() -> None:
    cast = cast_of("He rose to the rank of Assistant Inspector-General of Police in May.")
    assert all(f.kind != "organisation" for f in cast.figurants.values() if f.named)


def test_a_nickname_in_the_middle_of_a_name_makes_nobody_else_of_its_bearer() -> None:
    cast = cast_of("Anton Brel is here. Anton “Tosha” Brel was beaten by guards.")
    assert [f.name for f in cast.figurants.values() if f.kind == "person"] == ["Anton Brel"]


def test_several_of_a_people_are_no_person() -> None:
    for people in ("Croats", "Serbs", "Kurds", "Uzbeks", "Iraqis", "Britons"):
        cast = cast_of(f"Ada Lund said that {people} were among the dead.")
        assert [f.name for f in cast.figurants.values() if f.named and f.kind != "group"] == ["Ada Lund"]


@pytest.mark.parametrize("street", ["W. Stewart St.", "Korda Ave.", "Velm Road"])
def test_a_street_is_a_place(street: str) -> None:
    cast = cast_of(f"The body of the printer was found at 12 {street} on Monday.")
    assert [f.kind for f in cast.figurants.values() if street.startswith(f.name)] == ["place"]


def test_a_month_and_a_currency_name_nobody() -> None:
    cast = cast_of("On Monday, Feb, 15 the city said that it had spent 73.000 EUR on a firm.")
    assert [f.name for f in cast.figurants.values() if f.named] == []
