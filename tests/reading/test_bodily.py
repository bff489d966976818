"""Names that look like a person's and are a body's, a people's or a place's, and the other way round."""

import msgspec
import pytest

from habeas.reading.cast import read_cast
from tests.reading.pages import cast_of, listed, page_of, reading_of


def _named(text: str) -> list[tuple[str, str]]:
    return [(f.name, f.kind) for f in cast_of(text).figurants.values() if f.named]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The marchers demanded that Tolmu-PF must go.", "Tolmu-PF"),
        ("Children were taken by the members of the Sarulu Ta Tano Igrano without their knowledge.",
         "Sarulu Ta Tano Igrano"),
        ("Guards used gas to disperse a crowd, regional television Torvel Brindak reported.", "Torvel Brindak"),
        ("According to the independent rights project, Lumo Sarta, forty people have been detained.", "Lumo Sarta"),
    ],
)  # fmt: skip
def test_a_name_that_is_led_in_like_a_body_is_a_body(text: str, body: str) -> None:
    assert (body, "organisation") in _named(text)
    assert not [name for name, kind in _named(text) if kind == "person"]


@pytest.mark.parametrize(
    "text",
    [
        "Her lawyer, the poet Ada Lund, was detained.",
        "The leader of the group, Ada Lund, was detained.",
    ],
)
def test_a_person_beside_the_noun_of_a_body_stays_a_person(text: str) -> None:
    assert ("Ada Lund", "person") in _named(text)


def test_words_before_a_name_are_none_of_it() -> None:
    assert ("Ada Maria Lund", "person") in _named("The court freed HSW Ada Maria Lund on Monday.")
    assert ("Ada Lund", "person") in _named("“Congratulations Ada Lund.”")
    assert ("Michael Tarn", "person") in _named("Sentencing Lund on Friday, Judge Michael Tarn told him to go.")
    assert not [name for name, _ in _named("Sentencing Lund on Friday, Judge Michael Tarn told him to go.")
                if name.startswith("Sentencing")]  # fmt: skip


def test_a_shorter_name_within_a_longer_one_names_the_same_man() -> None:
    text = "Ahmed Omar Samir Sadek was arrested in 2031. Omar Sadek was freed on Monday. Sadek lives in Lodva."
    assert [name for name, kind in _named(text) if kind == "person"] == ["Ahmed Omar Samir Sadek"]


def test_where_somebody_is_from_is_a_place() -> None:
    found = _named("Alek Naumov from Gorce Petrel and Boro Stonov from Novo Sel were questioned in Lodva.")
    assert [name for name, kind in found if kind == "person"] == ["Alek Naumov", "Boro Stonov"]


def test_roads_dams_and_districts_are_places() -> None:
    for text in ("It lay beside Interstate 12.", "He was taken at Lodva Local Government Area of Ostland."):
        assert not [name for name, kind in _named(text) if kind in ("organisation", "facility", "person")]


def test_the_short_form_of_a_post_is_no_body() -> None:
    found = _named("The police filed a charge before the Chief Judicial Magistrate (CJM). The CJM sent him home.")
    assert not [name for name, kind in found if kind in ("organisation", "facility")]


def test_initials_name_a_court_and_a_body_whose_last_noun_they_leave_out() -> None:
    text = "The Lodva Supreme Court acquitted Ada Lund. The LSC held that the evidence was thin."
    assert [name for name, kind in _named(text) if kind in ("organisation", "facility")] == ["Lodva Supreme Court"]
    text = "The Inland Lawyers Assisting Workers Network spoke in Lodva. The police told ILAW that it must go."
    assert [name for name, kind in _named(text) if kind == "organisation"] == [
        "Inland Lawyers Assisting Workers Network"
    ]


def test_people_of_a_long_row_are_people_each_with_the_initials_behind_and_before_the_name() -> None:
    text = (
        "The agency has named Ramdeen, Sanith.K.T, Ravi Tarun, T Chandan, Akhilan, Sumish.K.V, Preeman K.K, "
        "P K Ratesh, Sanu Raj K K and Vipan Dasan in the case."
    )
    people = ["Ramdeen", "Sanith.K.T", "Ravi Tarun", "T Chandan", "Akhilan", "Sumish.K.V", "Preeman K.K"]
    people += ["P K Ratesh", "Sanu Raj K K", "Vipan Dasan"]
    assert _named(text) == [(name, "person") for name in people]


def test_a_row_that_the_noun_of_bodies_leads_in_is_one_of_bodies() -> None:
    text = "The recruitment offices that have been closed are Starke, Sunset, Al Amad, Frames and Resula."
    assert _named(text) == [(n, "organisation") for n in ("Starke", "Sunset", "Al Amad", "Frames", "Resula")]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("It was condemned by Veskaria's House of Commons.", "Veskaria's House of Commons"),
        ("Officials at the interior ministry could not be reached.", "interior ministry"),
        ("The meeting was held in the Veskarian consulate in Lodva.", "Veskarian consulate in Lodva"),
        ("They marched to the Kenyan embassy on Monday.", "Kenyan embassy"),
        ("The president set up the independent Truth, Justice and Repair Commission in May.",
         "Truth, Justice and Repair Commission"),
        ("The sailors were kidnapped by the Mazowo gang in May.", "Mazowo gang"),
    ],
)  # fmt: skip
def test_a_body_is_named_with_whose_it_is_and_what_it_is(text: str, body: str) -> None:
    assert (body, "organisation") in _named(text)


def test_embassies_of_two_countries_are_two_bodies() -> None:
    found = _named("The Kenyan embassy in Paris and the Turkish embassy in Paris were closed. The embassy was empty.")
    assert [n for n, kind in found if kind == "organisation"] == [
        "Kenyan embassy in Paris",
        "Turkish embassy in Paris",
    ]


def test_the_first_word_of_a_university_s_name_is_its_short_name() -> None:
    found = _named("He studied at Tolmund University for a year. Rights groups condemned Tolmund for the visit.")
    assert [name for name, kind in found if kind == "organisation"] == ["Tolmund University"]


def test_somebody_named_behind_an_office_and_its_place_is_a_person() -> None:
    text = "“They must be tried,” said the rights group's director in Nigeria, Osari Ojuho."
    assert ("Osari Ojuho", "person") in _named(text)


def test_people_named_in_the_lines_of_a_list_are_people_where_the_line_is_written_small() -> None:
    text = "Those freed include:\n\n50-year-old Rodnel McNair convicted of robbing a shop in the old town\n\nThey left."
    page = page_of(text, passages=listed(text, "50-year"))
    title = [msgspec.structs.replace(p, role="title") if p.role == "list_item" else p for p in page.passages]
    page = page_of(text, passages=tuple(title))
    assert [f.name for f in read_cast(page).figurants.values() if f.named] == ["Rodnel McNair"]


def test_the_two_who_were_captured_are_held() -> None:
    text = "Anton Brel and Ivo Stenn were charged in May. The two were captured by soldiers in Lodva in 2031."
    people = [e for e in reading_of(text).entities if e.kind == "person" and e.named]
    assert [(e.name, e.detained) for e in people] == [("Anton Brel", True), ("Ivo Stenn", True)]


def test_areas_in_a_row_are_no_bodies() -> None:
    text = "Some of the affected local governments are Abelar South, Abelar North, Sagar, Ifa, Obaro Owo and Tolm East."
    assert not [name for name, kind in _named(text) if kind == "organisation" and name in ("Abelar South", "Sagar")]


def test_a_road_behind_a_name_makes_a_place_of_it() -> None:
    found = _named("They ambushed travellers along the Madugar-Mongar road on Monday.")
    assert not [name for name, kind in found if kind in ("facility", "organisation", "person")]


def test_a_title_before_a_person_and_the_initials_of_an_office_are_no_bodies() -> None:
    found = _named("The scandal involves Special Prosecutor Katia Janova. She resigned.")
    assert not [name for name, kind in found if kind == "organisation"]
    text = "The Police Public Relations Officer confirmed it on Monday. “We were called at noon,” the PPRO said."
    assert not [name for name, kind in _named(text) if name == "PPRO"]


def test_a_people_s_court_has_its_whole_name_and_the_one_written_to_is_no_body() -> None:
    found = _named("The Intermediate People's Court of Ngarwa sentenced her to six years.")
    assert found == [("Intermediate People's Court of Ngarwa", "facility")]
    text = "We would like to bring this to the attention of your Excellency's Government."
    assert _named(text) == []
