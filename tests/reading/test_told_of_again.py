"""People told of again by another word: titles and callings, headings, wives, the dead, several without a name."""

from __future__ import annotations

import pytest

from habeas.reading.cast import CastBook
from habeas.reading.events import read_events
from habeas.text import Extractor
from tests.reading.pages import cast_of, reading_of_file
from tests.reading.stories import story_of


def meant(cast: CastBook, words: str) -> str:
    """The name of whoever the last token of these words stands for, where they stand last."""
    text = cast.page.text
    end = text.rindex(words) + len(words)
    token = cast.page.token_at(end - 1)
    assert token is not None
    return cast.name(cast.at(token) or "") if cast.at(token) else ""


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Barrister Femi Colard spoke to the union on Monday. The lawyer said he would sue.",
            "The lawyer",
            "Femi Colard",
        ),
        (
            "Retired Colonel Musa Danjar was held in a cell on Monday. The officer has lost weight.",
            "The officer",
            "Musa Danjar",
        ),
        (
            "The court quashed the detention of Tariq Rasoor, a professor. The academic was arrested in May.",
            "The academic",
            "Tariq Rasoor",
        ),
        (
            "Tam Quang Lar, abbot of the Phuar pagoda, was taken away. The abbot is ill.",
            "The abbot",
            "Tam Quang Lar",
        ),
        (
            "Ada Lund was killed in her cell. A nurse wrote to a doctor. The dead woman's father spoke.",
            "The dead woman",
            "Ada Lund",
        ),
        (
            "Lev Tarn, the lawyer of the prisoner Anton Brel, said that he is vomiting blood.",
            "he",
            "Anton Brel",
        ),
        ("Brel's brother, Ernesto, said that he feared for him. Anton Brel is ill.", "him", "Anton Brel"),
        ("The captive Ivo Stenn was isolated. The captive cannot stand.", "The captive", "Ivo Stenn"),
        ("Precia Moyar, 34, was arrested at work. The mother of two was beaten.", "The mother of two", "Precia Moyar"),
        ("Precia Moyar was arrested. Moyar's husband Bongar said he missed his wife.", "his wife", "Precia Moyar"),
        (
            "Kwon Myung-sor, who led the strike and was jailed for it, is ill. A judge wrote that the inmate was well.",
            "the inmate",
            "Kwon Myung-sor",
        ),
        ("Kwon met Bae Jin-hor in May. Bae fell ill. Kwon wrote to Bae.", "Bae", "Bae Jin-hor"),
    ],
)
def test_another_word_for_a_calling_means_whoever_has_it(text: str, words: str, name: str) -> None:
    assert meant(cast_of(text), words) == name


def test_a_trader_of_long_ago_is_not_the_businessman() -> None:
    far = " ".join(f"The hall was cold on day {n}." for n in range(1, 9))
    text = f"Baba Sular, a trader, died. {far} Sani Danjar was detained. The businessman lives in Korda."
    assert meant(cast_of(text), "The businessman") != "Baba Sular"


def test_whom_the_heading_calls_by_one_word_is_whom_the_report_names(extractor: Extractor) -> None:
    text = (
        "Colonel freed after nine months, wife says\n\nRetired Colonel Musa Danjar regained his freedom on Tuesday, "
        "his wife, Hauwa, told the paper.\n\nHe has lost weight, Mrs Danjar said. No charge was filed.\n"
    )
    reading = reading_of_file(extractor, text)
    people = {e.name: {m.quote for m in e.mentions} for e in reading.entities if e.kind == "person"}
    assert set(people) == {"Musa Danjar", "Hauwa"}
    assert "Colonel" in people["Musa Danjar"]
    assert {"wife", "Danjar"} <= people["Hauwa"]


def test_whom_the_lead_leaves_nameless_heads_the_next_paragraph() -> None:
    text = (
        "A former soloist was found dead on Sunday in the remand prison.\n\n"
        "Alesa Krug, 43, had been charged in May. The dancer leaves two sons."
    )
    assert meant(cast_of(text), "A former soloist") == "Alesa Krug"
    other = text.replace("Alesa Krug, 43,", "Alesa Krug")
    assert meant(cast_of(other), "A former soloist") == "A former soloist"


def test_none_of_them_are_people_and_no_department() -> None:
    text = "Relatives who asked the Criminal Department were told that none of them was in custody."
    assert meant(cast_of(text), "them") == "Relatives"


def test_lines_of_an_address_are_names_of_their_own() -> None:
    text = "Chairman of the People's Committee\nMr Le Quoc Bat\n12 Tran Hung Dar\nHanor"
    names = [f.name for f in cast_of(text).figurants.values() if f.named]
    assert "People's Committee" in names
    assert "Le Quoc Bat" in names
    assert not any("Mr" in name for name in names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('The rapper Juan Carlos "El Zur" Penalvar Ruiz was jailed.', ['Juan Carlos "El Zur" Penalvar Ruiz']),
        ("Their manager, Lazaro de la Fe Cardenar, was acquitted.", ["Lazaro de la Fe Cardenar"]),
        ("Additional Advocate General Rais-ud-Din Ganar defended the order.", ["Rais-ud-Din Ganar"]),
        ("Mr. Luciano Hazar Pintar spoke.", ["Luciano Hazar Pintar"]),
        ("Health minister Dr Simba Makonar-Ncubar spoke.", ["Simba Makonar-Ncubar"]),
        ("They drove off in a white Land Crusader.", []),
        (
            "The Working Group on Enforced or Involuntary Absences spoke.",
            ["Working Group on Enforced or Involuntary Absences"],
        ),
        ("A review of the Korda Lawyers' Union - May 2031", ["Korda Lawyers' Union"]),
    ],
)
def test_a_name_is_whole(text: str, names: list[str]) -> None:
    assert [f.name for f in cast_of(text).figurants.values() if f.named] == names


def test_the_first_of_two_surnames_is_a_short_form() -> None:
    cast = cast_of("Juan Carlos Penalvar Ruiz was jailed. Penalvar is 29.")
    assert [f.name for f in cast.figurants.values() if f.named] == ["Juan Carlos Penalvar Ruiz"]
    assert meant(cast, "Penalvar") == "Juan Carlos Penalvar Ruiz"


def told(text: str, kind: str) -> list[list[str]]:
    story = story_of(text)
    found = [e for e in read_events(story) if e.type == kind]
    return [[story.cast.name(p.entity) for p in e.participants if p.role == "person"] for e in found]


def test_the_three_are_the_three_named_before() -> None:
    held = "Among those held are the poet Juana Calfun, her son Waikil and the lawyer Rodrigo Curip."
    assert told(f"{held} The three were beaten.", "ill_treatment") == [["Juana Calfun", "Waikil", "Rodrigo Curip"]]
    assert told(f"{held} The four were beaten.", "ill_treatment") == [["The four"]]


def test_both_are_the_two_told_of_without_names() -> None:
    text = "Two fishermen were arrested on Monday. The two were beaten. Both have been released."
    assert told(text, "ill_treatment") == told(text, "release") == [["Two fishermen"]]


def test_a_hunger_striker_of_the_heading_is_the_first_one_named_below(extractor: Extractor) -> None:
    text = (
        "Hunger striker taken to hospital\n\nThe academic Jalil Singar was moved to a clinic on Monday. "
        "The ministry said that the inmate is well.\n"
    )
    people = [e for e in reading_of_file(extractor, text).entities if e.kind == "person"]
    assert [e.name for e in people] == ["Jalil Singar"]
    assert {"Hunger striker", "the inmate"} <= {m.quote for m in people[0].mentions}
