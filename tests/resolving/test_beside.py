"""People known by whom they stand beside, by their day, and by a short form of their name."""

from __future__ import annotations

import itertools

import pytest

from habeas.model.reading import Reading
from habeas.resolving import resolve
from habeas.resolving.names import parsed
from habeas.resolving.naming import held
from tests.factory import Draft

_papers = itertools.count()


def told(name: str, *others: str, day: str | None = "2021-03-04", **facts: int | str) -> Reading:
    """A report of an arrest on a day; `others` are only named beside."""
    beside = " ".join(f"{other} waits." for other in others)
    lines = [f"{name} was arrested. {beside}", *(f"{prop} {value}." for prop, value in facts.items())]
    draft = Draft("\n".join(lines), published="2021-03-08", publisher=f"Paper {next(_papers)}")
    person = draft.person(name, detained=True)
    draft.event("arrest", "was arrested", who=[person], when=day)
    for other in others:
        draft.person(other)
    for prop, value in facts.items():
        draft.attribute(person, prop, value, f"{prop} {value}")
    return draft.reading()


def clusters(*readings: Reading) -> set[frozenset[str]]:
    """The names that are one person's, of every person with more than one."""
    found = resolve(readings, [], proposed=True).clusters
    return {frozenset(ref.name for ref in cluster) for cluster in found if len(cluster) > 1}


def test_a_relative_is_known_by_the_person_beside_whom_both_reports_name_them() -> None:
    one = told("Nadia Orlova", "Samira Yusuf Haddad", residence="Dol")
    two = told("Nadia Orlova", "Samira Haddad", residence="Dol")
    assert clusters(one, two) == {
        frozenset({"Nadia Orlova"}),
        frozenset({"Samira Yusuf Haddad", "Samira Haddad"}),
    }


def test_beside_nobody_in_common_the_same_relatives_stay_two() -> None:
    one = told("Nadia Orlova", "Samira Yusuf Haddad")
    two = told("Tarek Mansi", "Samira Haddad", day="2019-01-01")
    assert clusters(one, two) == set()


def test_a_father_beside_his_son_is_not_joined_to_him() -> None:
    one = told("Khalil Omar Haddad", "Omar Yusuf Haddad", residence="Dol")
    two = told("Khalil Omar Haddad", "Omar Haddad", residence="Dol")
    assert frozenset({"Khalil Omar Haddad"}) in clusters(one, two)
    assert not any({"Khalil Omar Haddad", "Omar Haddad"} <= names for names in clusters(one, two))


def test_a_single_name_needs_a_day_and_another_fact() -> None:
    assert clusters(told("Wiranto", residence="Dol"), told("Wiranto", residence="Dol")) == {frozenset({"Wiranto"})}
    assert clusters(told("Wiranto"), told("Wiranto")) == set()
    assert clusters(told("Wiranto", residence="Dol", day=None), told("Wiranto", residence="Dol", day=None)) == set()


@pytest.mark.parametrize(("left", "right"), [("William Arden", "Bill Arden"), ("Margaret Arden", "Peggy Arden")])
def test_a_short_form_is_the_name(left: str, right: str) -> None:
    assert held(parsed(left), parsed(right)).score > 0.7


def test_short_forms_of_two_names_are_two_names() -> None:
    assert held(parsed("William Arden"), parsed("Bob Arden")).score == 0.0
