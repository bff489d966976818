"""What a name names: people taken for bodies, places taken for people, and what is nobody's name at all."""

from __future__ import annotations

import pytest

from habeas.model.reading import EntityKind
from habeas.reading.cast.names import find_names
from habeas.reading.nlp import english
from habeas.text import Extractor
from tests.reading.pages import reading_of, reading_of_file


def named(text: str, kind: EntityKind) -> list[str]:
    doc = english()(text)
    return [doc[m.first : m.last + 1].text for m in find_names(doc) if m.kind == kind]


def bodies(text: str) -> list[str]:
    found = [e for e in reading_of(text).entities if e.named and e.kind in ("organisation", "facility")]
    return [e.name for e in found]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Sabri, a 23-year-old blind man from Korda, said he was beaten.", ["Sabri"]),
        ("The men arrested Fakhrul, 31, and a clerk.", ["Fakhrul"]),
        ("They kidnapped Yasem on the road.", ["Yasem"]),
        ("He asked of the disappearance of Arshat Hebat Fakhrul.", ["Arshat Hebat Fakhrul"]),
        ("Liberal leader Sir Ed Daver had written to him.", ["Ed Daver"]),
        ("Mikal Pagot, deputy Middle East director, spoke.", ["Mikal Pagot"]),
        ("The clash began in the villages of Kunar and Poshpor.", []),
        ("They crossed from the border town Mae Sol on foot.", []),
        ("A boy of 15 has Downar's syndrome.", []),
        ("He was held, his daughter posted on X. He has refused food.", []),
    ],
)
def test_who_is_held_or_has_an_age_is_a_person_and_a_town_is_none(text: str, people: list[str]) -> None:
    assert named(text, "person") == people


def test_a_row_of_districts_is_a_row_of_places() -> None:
    text = "People fled to districts such as Pemban, Metugar, Muedan and Montepar."
    assert named(text, "place") == ["Pemban", "Metugar", "Muedan", "Montepar"]
    assert named("He spoke with Turkey, Russia and Reuters.", "organisation") == ["Reuters"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ostland Armed Forces Brigadier General Yahir Sarem said so.", ["Ostland Armed Forces"]),
        ("Human Rights Centre Director Ada Lund said so.", ["Human Rights Centre"]),
        ("Later the Press Union said it was banned.", ["Press Union"]),
        ("The Ostland Department of the Treasury has fined him.", ["Ostland Department of the Treasury"]),
        (
            "They met the Nordland Labour Congress and Dock Workers Congress in May.",
            ["Nordland Labour Congress", "Dock Workers Congress"],
        ),
        ("A former MP for the Freedom Party said so.", ["Freedom Party"]),
        ("Ten were held in Quillor.\n\nPolice said so.", []),
        ("The Ministry of Trade and Industry said so.", ["Ministry of Trade and Industry"]),
        ("The Department of Employment and Labour said so.", ["Department of Employment and Labour"]),
    ],
)
def test_a_body_ends_where_its_officer_or_another_body_begins(text: str, expected: list[str]) -> None:
    assert bodies(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He spoke of pro-ULK advertisements and a BMV-powered car.",
        "He was tried under the International Criminal Court Act of 2031.",
        "They read the Hate Speech Bills and the Rules of Court.",
        "The army took part in Operation Grey Eagle on Monday.",
        "It was said at the Peace Summit that the Visiting Forces Agreement (VFA) would end.",
    ],
)
def test_laws_operations_and_adjectives_name_no_body(text: str) -> None:
    assert bodies(text) == []


def test_a_court_with_and_without_its_country_is_one() -> None:
    text = "The Korda Supreme Court heard the case on Monday. The Supreme Court will rule in May."
    assert bodies(text) == ["Korda Supreme Court"]
    union = "The Union of Free Writers of Zorvar spoke. The Union of Free Writers condemns it, said its Board."
    assert bodies(union) == ["Union of Free Writers of Zorvar"]
    apart = "The High Court of Ostland and the High Court of Nordland disagree, and the High Court of Korda is next."
    assert len(bodies(apart)) == 3


def test_one_word_that_takes_no_part_is_no_person() -> None:
    text = "He met the Visagard group near the Brodzky synagogue. Ada Lund and Trampar spoke; Trampar left."
    people = [e.name for e in reading_of(text).entities if e.kind == "person" and e.named]
    assert people == ["Ada Lund", "Trampar"]


def test_what_stands_in_the_plural_too_is_a_people_and_no_body() -> None:
    assert bodies("An Urlan chief was held on Monday. Three Urlans died.") == []
    assert bodies("Police Public Relations Officer DSP Nwabuz Chidor said so.") == []


def test_the_beginning_of_another_story_is_not_in_the_report(extractor: Extractor) -> None:
    text = (
        "Poet arrested in Korda\n\nThe poet Oleg Tarn was arrested in Korda on Monday, his union said.\n\n"
        "Court threatens singer\n\nThe Upper Court said it may revoke the bail of Ada Lund… Read Full Story\n\n"
        "The union will read more poems of his aloud.\n"
    )
    reading = reading_of_file(extractor, text)
    aside = [reading.text[p.start : p.end].strip() for p in reading.passages if p.role == "furniture"]
    assert aside == [
        "Court threatens singer",
        "The Upper Court said it may revoke the bail of Ada Lund… Read Full Story",
    ]


def test_the_lunds_are_no_person() -> None:
    text = "Ada Lund and Ivo Lund were convicted on Monday. The Lunds face life in prison."
    people = [e.name for e in reading_of(text).entities if e.kind == "person" and e.named]
    assert people == ["Ada Lund", "Ivo Lund"]


def test_who_took_a_picture_is_not_in_the_report(extractor: Extractor) -> None:
    text = (
        "Strikers held for a week\n\n"
        "Click to expand Image Strikers in a village in Old Korda. 2031 Remo Sital / Sputnak via AB\n\n"
        "Protesters march near the courthouse in Old Korda, on August 23, 2031. Adna Abdi/Vesna\n\n"
        "Men being treated in Old Korda on August 14, 2031. Vesna\n\nKPA\n\n"
        "The strikers were arrested in Old Korda on Monday, said Ada Lund, their lawyer.\n\nThey live in St. Lucia\n"
    )
    reading = reading_of_file(extractor, text)
    aside = [reading.text[p.start : p.end].strip() for p in reading.passages if p.role == "furniture"]
    assert aside == [
        "Click to expand Image",
        "2031 Remo Sital / Sputnak via AB",
        "Adna Abdi/Vesna",
        "Vesna",
        "KPA",
    ]
    assert [e.name for e in reading.entities if e.kind in ("person", "organisation") and e.named] == ["Ada Lund"]
