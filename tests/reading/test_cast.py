"""Who is meant: names, short forms, descriptions, pronouns."""

from __future__ import annotations

import pytest

from tests.reading.pages import cast_of, mentions


def people(text: str) -> list[str]:
    return [f.name for f in cast_of(text).figurants.values() if f.kind == "person" and f.named]


def bodies(text: str) -> list[str]:
    return [f.name for f in cast_of(text).figurants.values() if f.kind in ("organisation", "facility") and f.named]


def test_short_forms_and_pronouns_are_mentions_of_the_full_name() -> None:
    text = "Police arrested Ilya Morozko on Monday. Morozko, 49, is a printer. He was taken to Korsk prison."
    assert mentions(cast_of(text), "Ilya Morozko") == ["Ilya Morozko", "Morozko", "He"]


def test_a_surname_with_particles_is_found_alone() -> None:
    text = "Samir al Haddad was jailed in May. Al Haddad has a heart condition, and al-Haddad needs surgery."
    assert mentions(cast_of(text), "Samir al Haddad") == ["Samir al Haddad", "Al Haddad", "al-Haddad"]


def test_the_prisoner_is_the_one_in_custody_even_when_the_adjective_is_mangled() -> None:
    text = "Dana Volk has been held since May. Her lawyer said that the silent prisoner refuses food."
    assert mentions(cast_of(text), "Dana Volk") == ["Dana Volk", "Her", "the silent prisoner"]


def test_a_relative_is_somebody_else() -> None:
    cast = cast_of("Ilya Morozko was arrested. His father, who is ill, wrote a letter.")
    father = next(f for f in cast.figurants.values() if "father" in f.nouns)
    assert father.name == "His father"
    assert not father.detained
    assert not father.named


def test_father_and_son_are_two_people() -> None:
    text = "Ali Hassan Omar was detained in March. His father Hassan Omar was never arrested."
    assert people(text) == ["Ali Hassan Omar", "Hassan Omar"]


def test_a_description_beside_a_name_is_no_one_new() -> None:
    text = "The lawyer, Vera Lenko, spoke. Lenko said that the lawyer had been searched."
    assert people(text) == ["Vera Lenko"]
    assert mentions(cast_of(text), "Vera Lenko") == ["Vera Lenko", "Lenko", "the lawyer"]


def test_the_group_is_the_body_that_spoke_last() -> None:
    text = "The Prisoners' Aid Society said that he died. The group blamed the ministry, and it asked for an inquiry."
    assert mentions(cast_of(text), "Prisoners’ Aid Society".replace("’", "'")) == [
        "Prisoners' Aid Society",
        "The group",
        "it",
    ]


def test_initials_stand_for_the_body_spelt_out() -> None:
    text = "The Harbour Workers Union issued a note. HWU said that two members were held."
    assert "Harbour Workers Union" in bodies(text)
    assert "HWU" in mentions(cast_of(text), "Harbour Workers Union")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They took him to Korsk prison at night.", "facility"),
        ("He was treated in Saint Brana Hospital.", "facility"),
        ("She lives in the city of Lodva in the north.", "place"),
        ("The Ministry of Justice answered.", "organisation"),
    ],
)
def test_the_head_noun_says_what_a_name_names(text: str, kind: str) -> None:
    named = [f for f in cast_of(text).figurants.values() if f.named]
    assert [f.kind for f in named] == [kind]


def test_a_minister_named_after_the_office_is_a_person() -> None:
    assert people("Veskarian Minister of Health Mira Alkova urged the board to act.") == ["Mira Alkova"]


def test_groups_are_not_named_people_and_nobody_is_in_custody_by_mistake() -> None:
    cast = cast_of("Rights groups and relatives met the governor. The governor, Oleg Drast, thanked them.")
    assert not any(f.detained for f in cast.figurants.values())
    assert people("Rights groups and relatives met the governor. The governor, Oleg Drast, thanked them.") == [
        "Oleg Drast"
    ]


def test_spellings_of_one_name_in_one_report_are_one_person() -> None:
    text = "Walid Dakkar was moved on Monday. On Friday Walid Dakka was seen by a doctor."
    assert people(text) == ["Walid Dakkar"]


def test_a_name_in_a_headline_of_capitals_is_the_name_in_the_text() -> None:
    text = "POLICE ARREST PRINTER ILYA MOROZKO IN HARBOUR TOWN\n\nPolice arrested Ilya Morozko on Monday night."
    assert mentions(cast_of(text), "Ilya Morozko") == ["ILYA MOROZKO", "Ilya Morozko"]


def test_everybody_keeps_an_id_of_their_own_when_two_turn_out_to_be_one() -> None:
    text = (
        "Ilya Morozko was arrested. His lawyer came. His lawyer, Vera Lenko, said that a guard had hit a boy. "
        "A nurse saw the guard. The nurse told a teacher, and the teacher told a doctor."
    )
    cast = cast_of(text)
    assert all(entity == figurant.id for entity, figurant in cast.figurants.items())
    assert len({f.id for f in cast.figurants.values()}) == len(cast.figurants)
    assert {"a guard", "a boy", "A nurse", "a teacher", "a doctor"} <= {f.name for f in cast.figurants.values()}


def test_a_surname_alone_is_the_one_mostly_spoken_of_and_not_a_relative_named_by_the_way() -> None:
    text = (
        "Police arrested Ilya Morozko in May. Morozko, a printer, is ill. "
        "His wife, Oksana Morozko, visited him on Friday. Morozko needs surgery."
    )
    assert mentions(cast_of(text), "Ilya Morozko").count("Morozko") == 2
    assert "Morozko" not in mentions(cast_of(text), "Oksana Morozko")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lance-Corporal Issa Dembo was executed at dawn.", "Issa Dembo"),
        ("Cpl. Bilal Hanash and Sgt. Omar Duri were sentenced.", "Bilal Hanash"),
        ("Narges Tavakol-Fard was moved to Korsk prison.", "Narges Tavakol-Fard"),
        ("Her granddaughter, Nilu, asked for help.", "Nilu"),
        ("Rapper Toomaj Sarabi was sentenced to death.", "Toomaj Sarabi"),
        ("Journalists Pavel Lenko and Ada Lund were fined.", "Pavel Lenko"),
        ("U Zanawti, 72, abbot of the monastery, was beaten.", "Zanawti"),
        ("Emin Korkmazli, better known as Emin Rustemli, was seized.", "Emin Korkmazli"),
    ],
)
def test_given_names_ranks_and_kin_show_a_person(text: str, name: str) -> None:
    assert name in people(text)
    assert bodies(text) in ([], ["Korsk prison"])


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("He is held in Oued Sarir women's prison.", "Oued Sarir women's prison", "facility"),
        ("He was taken to the Rue du Port remand prison.", "Rue du Port remand prison", "facility"),
        ("The court of Korda district sentenced her.", "court of Korda district", "facility"),
        ("He was moved to colony No. 8 of Stanova.", "colony No. 8 of Stanova", "facility"),
        ("She is in penal colony KIN-12.", "penal colony KIN-12", "facility"),
        ("The Court of Cassation rejected the appeal.", "Court of Cassation", "facility"),
        ("The charity Clear Springs asked for help.", "Clear Springs", "organisation"),
        ("The group Lamp in the Door counted forty arrests.", "Lamp in the Door", "organisation"),
        ("Soldiers of the 88th Battalion took him.", "88th Battalion", "organisation"),
        ("He was seen in Puerto Ostra.", "Puerto Ostra", "place"),
    ],
)
def test_common_nouns_show_what_a_name_names(text: str, name: str, kind: str) -> None:
    found = [(f.name, f.kind) for f in cast_of(text).figurants.values() if f.named]
    assert found == [(name, kind)]


def test_a_kind_of_body_is_the_body_of_that_kind_or_nobody() -> None:
    text = "The Governing Council of Korda met. The Council denied it. The State has a duty."
    assert bodies(text) == ["Governing Council of Korda"]


def test_a_father_named_like_his_daughter_is_somebody_else() -> None:
    text = "Amina Yusuf Bello, 24, was arrested. Her father, retired teacher Yusuf Bello, asked for help."
    assert people(text) == ["Amina Yusuf Bello", "Yusuf Bello"]


def test_a_number_closes_the_name_of_a_facility() -> None:
    assert bodies("He is held at the Ost Detention Facility No. 1 in Korda.") == ["Ost Detention Facility No. 1"]


def test_a_shouted_heading_names_nobody() -> None:
    assert people("STUDENT ACTIVIST AT RISK OF TORTURE") == []


def test_they_are_the_people_named_together() -> None:
    cast = cast_of("Lev Tarn and his sister Mira Tarn were arrested. They are ill.")
    they = next(t for t in cast.page.doc if t.text == "They")
    assert [cast.name(e) for e in cast.nouns(they)] == ["Lev Tarn", "Mira Tarn"]


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("Ida Sand met Mira Tarn, who says she was beaten in her cell.", "Mira Tarn", "she"),
        ("Olga Rey was there. When she was arrested, Mira Tarn was writing a book.", "Mira Tarn", "she"),
        ("Lev Tarn was arrested. The 42-year-old activist is ill.", "Lev Tarn", "The 42-year-old activist"),
        ("Lev Tarn was arrested. The 42-year-old father-of-two is ill.", "Lev Tarn", "The 42-year-old father"),
        (
            "Lev Tarn, 42, and Ivo Rey, 33, were held. The 42-year-old student is ill.",
            "Lev Tarn",
            "The 42-year-old student",
        ),
        ("Lev Tarn was arrested in May. The prominent lawyer is ill.", "Lev Tarn", "The prominent lawyer"),
        ("A woman has been arrested in Korda.\n\nMira Tarn, 59, was charged on Monday.", "Mira Tarn", "A woman"),
    ],
)
def test_who_is_told_again_by_a_description_or_named_later_is_one_person(text: str, name: str, word: str) -> None:
    assert word in mentions(cast_of(text), name)


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("Lev Tarn was arrested. The person who ordered the killing fled.", "Lev Tarn", "The person"),
        ("Lev Tarn was arrested. The lawyer was not told.", "Lev Tarn", "The lawyer"),
        ("Lev Tarn, 42, was arrested. The 33-year-old student is his friend.", "Lev Tarn", "The 33-year-old student"),
        ("A woman has been arrested in Korda.\n\nMira Tarn, 59, said she saw it.", "Mira Tarn", "A woman"),
        ("A man has been arrested in Korda.\n\nMira Tarn, 59, was charged on Monday.", "Mira Tarn", "A man"),
    ],
)
def test_somebody_else_stays_somebody_else(text: str, name: str, word: str) -> None:
    assert word not in mentions(cast_of(text), name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Raj Parmar, acting county attorney for the district, declined comment.", "Raj Parmar"),
        ("The warrant of Judge Cecily Burgos-Villa was void.", "Cecily Burgos-Villa"),
        ("Ivan Dorn was freed. They met the former minister, Mr Dorn, at home.", "Ivan Dorn"),
    ],
)
def test_offices_hyphens_and_titles_show_a_whole_name(text: str, name: str) -> None:
    assert people(text) == [name]


def test_a_title_tells_who_he_and_she_are() -> None:
    cast = cast_of("Mrs Akello met Mr Odongo. She was ill.")
    she = next(t for t in cast.page.doc if t.text == "She")
    assert cast.name(cast.at(she) or "") == "Akello"


def test_a_name_in_a_row_with_a_persons_is_a_persons() -> None:
    assert len(people("Actresses Alva Silverlake and Sharra Dohertin attended it.")) == 2


def test_pronouns_tell_more_of_a_person_s_sex_than_the_given_name() -> None:
    text = (
        "The writer Ilham Sarvat was arrested on Friday. Sarvat was taken from her home by soldiers. "
        "Sarvat had been freed after serving a sentence for insulting the president. She suffers from diabetes."
    )
    assert mentions(cast_of(text), "Ilham Sarvat") == ["Ilham Sarvat", "Sarvat", "her", "Sarvat", "She"]


def test_two_callings_before_a_name_are_one_person_s() -> None:
    cast = cast_of("Soldiers arrested on Friday the writer and former deputy Rana Sarvat.")
    assert [f.name for f in cast.figurants.values() if f.kind == "person"] == ["Rana Sarvat"]


def test_he_who_says_more_is_the_one_according_to_whom_the_last_was_said() -> None:
    text = "A guard said Rana was ill. Rana Lund lost an eye, according to her lawyer, Munir Toma. He said he cared."
    assert "He" in mentions(cast_of(text), "Munir Toma")


def test_they_are_those_of_whom_it_was_told_and_not_who_is_cited_by_the_way() -> None:
    text = (
        "Students Kemal Aran and Bahar Ince were beaten by police, according to the Centre's monitors. "
        "Ince has a broken arm. They were charged the next day."
    )
    cast = cast_of(text)
    assert not any(mention.quote == "They" for entity in cast.entities() for mention in entity.mentions)
    assert len(next(iter(cast.several.values()))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Journalist Dilara Mert (Free Tribune) was at the airport.",
        "Dilara Mert (Front of the Lake) was detained at the airport.",
    ],
)
def test_brackets_behind_a_person_tell_for_whom_the_person_works(text: str) -> None:
    assert people(text) == ["Dilara Mert"]


def test_a_body_told_of_again_by_its_kind_is_no_town() -> None:
    text = "The Tarvan Centre for Legal Aid counted 112 arrests. He called the Centre's figures fantasies."
    assert "Centre" in mentions(cast_of(text), "Tarvan Centre for Legal Aid")


def test_a_text_that_ends_in_the_middle_is_read() -> None:
    assert people("They met the writer and former") == []


def test_somebody_known_by_a_letter_or_two_is_who_is_described() -> None:
    cast = cast_of("A prisoner identified only as J.R. writes that he was beaten. Andre Cole died in March.")
    assert [f.name for f in cast.figurants.values() if f.kind == "person"] == ["J.R.", "Andre Cole"]


def test_a_chair_in_which_somebody_sits_is_nobody() -> None:
    cast = cast_of("Andre Cole was strapped to a chair. The chair of the board resigned.")
    assert [f.name for f in cast.figurants.values() if "chair" in f.nouns] == ["The chair of the board"]


def test_lines_of_an_address_hold_a_name_each() -> None:
    text = "Attorney General\nDr. Emilia Rosado\nAvenida Central 100\nFax: +999 2 555 0101"
    assert people(text) == ["Emilia Rosado"]


def test_a_heading_that_begs_is_no_name() -> None:
    assert bodies("PLEASE WRITE IMMEDIATELY in your own language.") == []
