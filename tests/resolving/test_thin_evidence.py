"""Little that agrees beside a name: when it is enough to propose somebody, and when as much is true of others."""

from __future__ import annotations

from typing import Any

import pytest

from habeas.model.reading import Reading
from habeas.resolving import resolve
from tests.factory import Draft


def told(name: str, published: str, *, detained: bool = True, beside: str | None = None, **facts: Any) -> Reading:
    """A report that gives a name and a few facts. `died`: when, or how; `tortured`: in which prison."""
    words = [f"{key} {value}." for key, value in facts.items()]
    draft = Draft("\n".join([f"{name}, told on {published}.", f"{beside}.", *words]), published=published)
    person = draft.person(name, detained=detained)
    if beside is not None:
        draft.person(beside)
    for key, value in facts.items():
        if key == "died":
            draft.event("death", f"died {value}", who=[person], when=value if value[:1].isdigit() else None)
        elif key == "charged":
            draft.event("charge", f"charged {value}", who=[person], when=value)
        elif key == "exchanged":
            draft.event("prisoner_exchange", f"exchanged {value}", who=[person], when=value)
        elif key == "tortured":
            where = draft.entity(value, "facility")
            draft.event("torture", f"tortured {value}", who=[person], where=where)
        else:
            draft.attribute(person, key, value, f"{key} {value}")
    return draft.reading()


def joined(*readings: Reading) -> bool:
    return len(resolve(readings, (), proposed=True).clusters) == 1


def test_one_name_one_town_and_the_same_weeks_are_a_proposal_that_says_how_little_it_is() -> None:
    one = told("Nadia Orlova", "2022-01-17", residence="Dol", detained=False)
    two = told("Nadia Orlova", "2022-02-01", residence="Dol", detained=False)
    (join,) = resolve([one, two], (), proposed=True).joins
    assert join.reasons[-1].endswith("no stronger fact is known to agree")
    assert join.score < 0.45


@pytest.mark.parametrize(
    ("name", "published", "town"),
    [
        ("Nadia Orlova", "2022-06-01", "Dol"),
        ("Nadia Orlova", "2022-02-01", "Ruda"),
        ("Elena Orlova", "2022-02-01", "Dol"),
    ],
)
def test_months_later_or_in_another_town_it_is_none(name: str, published: str, town: str) -> None:
    one = told("Nadia Orlova", "2022-01-17", residence="Dol", detained=False)
    assert not joined(one, told(name, published, residence=town, detained=False))


def test_people_die_once() -> None:
    one = told("Nadia Orlova", "2022-01-17", died="2022-01-15", residence="Dol")
    assert joined(one, told("Nadia Orlova", "2022-09-01", died="in custody", residence="Dol"))
    assert not joined(one, told("Nadia Orlova", "2024-09-01", died="in custody", residence="Dol"))


def test_an_exchange_of_prisoners_on_one_day_is_a_second_piece() -> None:
    one = told("Nadia Orlova", "2022-01-17", exchanged="2022-01-15")
    assert joined(one, told("Nadia Orlova", "2023-09-01", exchanged="2022-01-15"))
    assert not joined(one, told("Nadia Orlova", "2023-09-01", exchanged="2023-08-15"))


def test_whoever_is_tortured_in_a_prison_is_held_there() -> None:
    one = told("Nadia Orlova", "2022-01-17", tortured="Dol prison", residence="Dol")
    assert joined(one, told("Nadia Orlova", "2023-01-17", held_at="Dol prison", residence="Dol"))
    assert not joined(one, told("Nadia Orlova", "2023-01-17", held_at="Ruda prison", residence="Dol"))


def test_one_prison_alone_is_no_second_piece_for_two_parts_of_a_name() -> None:
    one, two = (told("Nadia Orlova", on, held_at="Dol prison") for on in ("2022-01-17", "2023-01-17"))
    assert not joined(one, two)


def test_one_birth_outweighs_no_other_town_and_the_very_day_of_birth_does() -> None:
    one = told("Nadia Orlova", "2022-01-17", age=49, residence="Dol")
    assert not joined(one, told("Nadia Orlova", "2023-02-01", age=50, residence="Ruda"))
    one = told("Nadia Orlova", "2022-01-17", born="1972-03-04", residence="Dol")
    assert joined(one, told("Nadia Orlova", "2023-02-01", born="1972-03-04", residence="Ruda"))


def test_a_son_whose_names_are_his_fathers_the_other_way_round_is_not_joined_by_the_company_of_his_brother() -> None:
    one = told("Orlov Roman Andreevich", "2022-01-17", beside="Orlov Anton Andreevich", residence="Dol")
    two = told("Orlov Andrei Romanovich", "2022-01-19", beside="Orlov Anton Andreevich", residence="Dol")
    together = [{ref.name for ref in cluster} for cluster in resolve([one, two], (), proposed=True).clusters]
    assert {"Orlov Roman Andreevich"} in together
    assert {"Orlov Andrei Romanovich"} in together


def test_father_and_son_of_one_name_with_one_lawyer_stay_two_where_one_is_in_custody() -> None:
    son = told("Martin Hale", "2022-01-17", beside="Deborah Marsh Quill", age=30)
    father = told("Martin Hale", "2023-03-17", beside="Deborah Marsh Quill", detained=False)
    found = resolve([son, father], (), proposed=True).clusters
    assert sorted(len(cluster) for cluster in found if cluster[0].name == "Martin Hale") == [1, 1]


def people_of_two_reports(one: Reading, two: Reading, name: str) -> int:
    found = resolve([one, two], (), proposed=True).clusters
    return sum(any(ref.name == name for ref in cluster) for cluster in found)


def test_one_prison_and_one_lawyer_join_no_father_of_another_town_to_his_son() -> None:
    shared: dict[str, Any] = {"held_at": "Dol prison", "beside": "Deborah Marsh Quill"}
    son = told("Martin Hale", "2022-01-17", residence="Dol", **shared)
    assert people_of_two_reports(son, told("Martin Hale", "2022-01-19", residence="Dol", **shared), "Martin Hale") == 1
    assert people_of_two_reports(son, told("Martin Hale", "2022-01-19", residence="Ruda", **shared), "Martin Hale") == 2


def test_ages_that_fit_and_one_lawyer_join_no_father_of_another_town_to_his_son() -> None:
    lawyer = "Deborah Marsh Quill"
    father = told("Martin Hale", "2014-10-14", age=50, beside=lawyer, residence="Dol")
    later = told("Martin Hale", "2017-03-10", age=53, beside=lawyer, residence="Dol")
    assert people_of_two_reports(father, later, "Martin Hale") == 1
    son = told("Martin Hale", "2017-03-10", age=53, beside=lawyer, residence="Ruda")
    assert people_of_two_reports(father, son, "Martin Hale") == 2


def test_a_month_in_common_joins_no_father_to_whose_other_reports_tell_of_another_town() -> None:
    son = told("Nadia Orlova", "2022-01-17", charged="2022-01", residence="Dol")
    father = told("Nadia Orlova", "2022-03-19", charged="2022-03-15", residence="Ruda", age=60)
    link = told("Nadia Orlova", "2022-03-20", charged="2022-03-15", age=60, detained_since="2022-01-11")
    also = told("Nadia Orlova", "2022-01-18", detained_since="2022-01", residence="Dol")
    found = resolve([son, father, link, also], (), proposed=True)
    assert sorted(len(cluster) for cluster in found.clusters) == [2, 2]
    assert any("all towns told of the one" in reason for join in found.joins for reason in join.against)
