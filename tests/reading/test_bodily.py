"""Names that look like a person's and are a body's, a people's or a place's, and the other way round."""

import pytest

from tests.reading.pages import cast_of


def _named(text: str) -> list[tuple[str, str]]:
    return [(f.name, f.kind) for f in cast_of(text).figurants.values() if f.named]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The marchers demanded that Tolmu-PF must go.", "Tolmu-PF"),
        ("Children were taken by the members of the Sarulu Ta Tano Igrano without their knowledge.",
         "Sarulu Ta Tano Igrano"),
        ("Guards used gas to disperse a crowd, regional television Torvel Brindak reported.", "Torvel Brindak"),
        ("According to the independent rights project, Avda Infor, forty people have been detained.", "Avda Infor"),
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
    for text in ("It lay beside Interstate 495.", "He was taken at Lodva Local Government Area of Ostland."):
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
