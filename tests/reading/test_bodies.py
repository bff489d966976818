"""Bodies: how far their names reach, their other names in brackets, and what only looks like one."""

from __future__ import annotations

import pytest

from habeas.model.reading import Entity
from tests.reading.pages import reading_of


def entities(text: str) -> tuple[Entity, ...]:
    return reading_of(text).entities


def bodies(text: str) -> dict[str, set[str]]:
    """The named bodies and facilities, each with all that stands for it."""
    found = [e for e in entities(text) if e.named and e.kind in ("organisation", "facility")]
    return {e.name: {m.quote for m in e.mentions} for e in found}


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("The Congress of Ferry Workers (Cofewo) asked for a trial.", "Congress of Ferry Workers", "Cofewo"),
        (
            "The Union of Lock Keepers and Ferrymen of Ostland (ULKFO) condemned the arrest of Ada Lund.",
            "Union of Lock Keepers and Ferrymen of Ostland",
            "ULKFO",
        ),
        (
            "The Organisation for Rivers and Co-operation in Ostland (ORCO) urged the court to free him.",
            "Organisation for Rivers and Co-operation in Ostland",
            "ORCO",
        ),
        ("Anat Lem (Front of the Lake) claimed the attack on Friday.", "Anat Lem", "Front of the Lake"),
        ("The Ministry of Justice (MoJ) denied it on Friday.", "Ministry of Justice", "MoJ"),
    ],
)
def test_what_stands_in_brackets_behind_a_body_is_its_other_name(text: str, name: str, other: str) -> None:
    found = bodies(text)
    assert list(found) == [name]
    assert {name, other} <= found[name]


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("Emin Korkmazli, better known as Emin Rustemli, was seized.", "Emin Korkmazli", "Emin Rustemli"),
        ("Mustafa Kanerli, alias Abu Leylan, was sentenced in May.", "Mustafa Kanerli", "Abu Leylan"),
    ],
)
def test_whoever_is_also_known_by_another_name_is_one_person(text: str, name: str, other: str) -> None:
    people = {e.name: {m.quote for m in e.mentions} for e in entities(text) if e.kind == "person"}
    assert list(people) == [name]
    assert other in people[name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A Roads, Ports and Harbours Office spokeswoman had no comment.", ["Roads, Ports and Harbours Office"]),
        (
            "The Office of the High Commissioner for Lake Rights said on Friday that he was missing.",
            ["Office of the High Commissioner for Lake Rights"],
        ),
        (
            "Ada Lund, director of Clear Wells International Ostland, said that he was free.",
            ["Clear Wells International Ostland"],
        ),
    ],
)
def test_the_name_of_a_body_is_taken_whole(text: str, names: list[str]) -> None:
    assert list(bodies(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "He was charged under the Public Safety Act (PSA), and the PSA carries ten years.",
        "The civil obedience movement (COM) began in May. Joining the COM is a crime.",
        "Horrible Crimes Against Lake People Come To Light",
        "She died of COVID-19 in May, and the COVID-19 outbreak went on.",
        "The Ostland authorities released him in May.",
    ],
)
def test_laws_headings_diseases_and_mere_powers_are_no_named_bodies(text: str) -> None:
    assert bodies(text) == {}


def test_those_who_took_a_picture_or_wrote_the_text_are_nobody_in_it() -> None:
    text = (
        "Ada Lund was arrested in Korda on Friday, her lawyer said.\n\n"
        "Police stand guard near the court. (Ivo Stenn/File/Kordanews)\n\n"
        "(Writing by Una Brel; editing by M. Osei)\n"
    )
    people = [e.name for e in entities(text) if e.named and e.kind == "person"]
    assert people == ["Ada Lund"]
    assert bodies(text) == {}


def test_two_names_with_a_stroke_in_a_sentence_are_no_credit() -> None:
    read = entities("She was moved to the prison on Friday by the guards of the camp (Korda/Ost).")
    assert any("Korda" in e.name for e in read)


def test_prisons_that_share_their_noun_are_prisons_each() -> None:
    found = {e.name: e.kind for e in entities("Ada Lund was moved between Ela, Tolm and Sarvan prisons in May.")}
    assert {found.get(name) for name in ("Ela", "Tolm", "Sarvan")} == {"facility"}


def test_the_peoples_court_keeps_its_people() -> None:
    assert "People's Court of Tolm City" in bodies("On 4 May the People's Court of Tolm City sentenced Ada Lund.")


def test_a_title_of_a_lawyer_is_no_body() -> None:
    found = {e.name: e.kind for e in entities("Adv. Tomo Breck, who visited Orva prison, said that Ada Lund was ill.")}
    assert found["Tomo Breck"] == "person"
    assert not any("Adv" in name for name in found)


def test_the_organisation_is_the_one_that_spoke_last_not_the_one_that_it_asked() -> None:
    text = (
        "Six are ill, according to the Prisoners' Club. The club called on the Red Cross to act and put an end "
        "to what doctors call a crime. The organisation warned of more deaths, the prisoners' club said."
    )
    assert bodies(text)["Prisoners' Club"] == {"Prisoners' Club", "The club", "The organisation", "the prisoners' club"}


def test_what_bodies_of_people_feel_is_no_group() -> None:
    found = {e.name for e in entities("The prisoners suffer from pain in their bodies. They have not been examined.")}
    assert found == {"The prisoners"}


def test_in_a_row_of_people_everybody_is_one() -> None:
    text = "Five prisoners, Mahmo Fassel, Kayo Fassel, Abdo Suwat, Gadan Atwar, and Said Namur, suspended their strike."
    found = [e for e in entities(text) if e.named]
    assert {e.kind for e in found} == {"person"}
    assert len(found) == 5
    assert all(e.detained for e in found)


def test_whom_a_description_at_the_head_of_a_sentence_leads_in() -> None:
    found = entities("A journalist for the state-run daily Echo, Lund was arrested. The journalist is ill.")
    assert {m.quote for m in next(e for e in found if e.name == "Lund").mentions} >= {"Lund", "The journalist"}


def test_whoever_is_said_to_be_somebody_is_a_person_under_any_name() -> None:
    found = entities("Mekel Castelo Ruiz, also known as «Mekel Os», is a Corvian musician. Police arrested him in May.")
    assert [(e.name, e.detained) for e in found if e.kind == "person"] == [("Mekel Castelo Ruiz", True)]


def test_whom_a_word_for_one_person_leads_in_is_one() -> None:
    found = entities("A trade union activist, Agustin Yolemar, was detained and charged. He is ill.")
    assert [(e.name, e.detained) for e in found if e.named] == [("Agustin Yolemar", True)]


def test_they_are_those_of_whom_the_sentence_before_told() -> None:
    found = entities("Two prisoners were beaten by guards in May. They were shown on television.")
    assert {m.quote for e in found if e.name == "Two prisoners" for m in e.mentions} == {"Two prisoners", "They"}


@pytest.mark.parametrize(
    "text",
    [
        "He was met by the Commissioner of Police in Korda.",
        "The Deputy Commissioner of Police spoke to reporters.",
        "It broke the Convention against Enforced Disappearance of 2006.",
        "The state signed the International Covenant on Economic, Social and Cultural Rights.",
    ],
)
def test_posts_and_treaties_are_no_bodies(text: str) -> None:
    assert bodies(text) == {}


def test_a_body_named_after_a_post_is_one() -> None:
    text = "The Office of the High Commissioner for Refugees spoke of it."
    assert list(bodies(text)) == ["Office of the High Commissioner for Refugees"]


@pytest.mark.parametrize(
    ("text", "name", "others"),
    [
        (
            "Men raided the independent news website Marda Nasr on Sunday. The outlet said its editor was taken.",
            "Marda Nasr",
            {"The outlet"},
        ),
        (
            "The newspaper Korsk Daily wrote on Monday that he is ill. The paper denied it. The daily added more.",
            "Korsk Daily",
            {"The paper", "The daily"},
        ),
        (
            "The Ministry of Justice denied the claim. The justice ministry said the prisoners were well.",
            "Ministry of Justice",
            {"justice ministry"},
        ),
        (
            "The Ostland Prisoners' Society said that 600 prisoners are ill. The Society added that 40 are on strike.",
            "Ostland Prisoners' Society",
            {"Society"},
        ),
        (
            "The United Nations urged Ostland to free him. The UN said that he was ill.",
            "United Nations",
            {"UN"},
        ),
    ],
)
def test_a_body_is_known_again_by_its_kind_its_initials_and_its_words_in_another_order(
    text: str, name: str, others: set[str]
) -> None:
    assert others <= bodies(text)[name]


def test_a_body_without_a_name_is_known_again_by_some_of_its_words() -> None:
    found = entities("The opposition coordination council condemned the arrest. The opposition council said he is ill.")
    assert [{m.quote for m in e.mentions} for e in found if e.kind != "person"] == [
        {"The opposition coordination council", "The opposition council"}
    ]


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("King Osmar III denied it. The king said the reports were false.", "Osmar III", "The king"),
        ("Archbishop Tadeo saw the men. The archbishop said that they were beaten.", "Tadeo", "The archbishop"),
    ],
)
def test_one_name_behind_a_title_is_a_persons(text: str, name: str, other: str) -> None:
    assert [{m.quote for m in e.mentions} for e in entities(text) if e.name == name] == [{name, other}]


def test_a_surname_that_speaks_is_whoever_of_them_spoke_last() -> None:
    text = "Ona Brek was arrested. Ona Brek's husband, Piotr Brek, said she was ill. Brek said that she had fainted."
    found = {e.name: len([m for m in e.mentions if m.quote == "Brek"]) for e in entities(text) if e.named}
    assert found == {"Ona Brek": 0, "Piotr Brek": 1}


def test_a_body_of_another_sort_is_another_body() -> None:
    text = (
        "The International Committee of the Blue Lamp was told. On Monday the parole committee denied her request."
        " The committee gave no reason."
    )
    found = [{m.quote for m in e.mentions} for e in entities(text) if e.kind == "organisation"]
    assert found == [{"International Committee of the Blue Lamp"}, {"the parole committee", "The committee"}]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("A man was hanged, the judiciary's website Tarnan Online said.", "the judiciary's website", "Tarnan Online"),
        ("Norland's Lumenfax news agency said she was held.", "Norland's Lumenfax news agency", "Lumenfax"),
        ("State broadcaster NTV-2 said that he had confessed.", "NTV-2", "NTV-2"),
        ("Local media outlet Tarn24 reported five arrests.", "Tarn24", "Tarn24"),
        ("The NGO Hope for Detainees said they were starving.", "Hope for Detainees", "Hope for Detainees"),
    ],
)
def test_a_body_named_behind_or_before_its_kind_speaks(text: str, words: str, name: str) -> None:
    reading = reading_of(text)
    named = {e.id: e.name for e in reading.entities if e.named and e.kind == "organisation"}
    assert [(c.speaker_text, named.get(c.speaker or "")) for c in reading.claims] == [(words, name)]
