"""Relatives: who they are to each other, from both ends, and who they are once they are named."""

from __future__ import annotations

import pytest

from habeas.model.reading import Entity
from tests.reading.pages import reading_of


def people(text: str) -> list[Entity]:
    return [entity for entity in reading_of(text).entities if entity.kind == "person"]


@pytest.mark.parametrize(
    ("text", "name", "others"),
    [
        (
            "The mother of detained student leader Wai Hlan Oo told reporters that her son had been beaten. "
            "Her son was taken in May.",
            "Wai Hlan Oo",
            {"her son", "Her son"},
        ),
        ("Ona Brek's husband, Piotr Brek, said his wife had fainted.", "Ona Brek", {"his wife"}),
        (
            "Ona Brek was arrested on Monday. Her father told reporters that his daughter had been beaten.",
            "Ona Brek",
            {"his daughter"},
        ),
    ],
)
def test_whom_a_relative_calls_son_daughter_or_wife_is_whose_relative_it_is(
    text: str, name: str, others: set[str]
) -> None:
    (found,) = [e for e in people(text) if e.name == name]
    assert others <= {m.quote for m in found.mentions}


def test_a_relative_who_goes_on_speaking_by_name_is_the_relative_told_of_before() -> None:
    text = 'The mother of Wai Hlan Oo told reporters that her son was ill. "He cannot hear," said Daw Khin Sanda.'
    (found,) = [e for e in people(text) if e.name == "Khin Sanda"]
    assert {"her", "Khin Sanda", "The mother of Wai Hlan Oo"} == {m.quote for m in found.mentions}


@pytest.mark.parametrize(
    ("text", "kin", "held"),
    [
        (
            "Ivo Tarn Lund was arrested.\n\nThe wife of the prisoner, Nisa Lund, held the prison responsible.",
            "Nisa Lund",
            "Ivo Tarn Lund",
        ),
        ("Ivo Lund was arrested. The brother of Ivo Lund, Anton Lund, said he is ill.", "Anton Lund", "Ivo Lund"),
    ],
)
def test_the_name_behind_the_wife_of_the_prisoner_is_hers(text: str, kin: str, held: str) -> None:
    assert {e.name: e.detained for e in people(text)} == {kin: False, held: True}


def test_a_man_whose_family_speaks_is_not_his_family() -> None:
    reading = reading_of("The family of a man who died after being detained have demanded an inquiry.")
    (man,) = [e for e in reading.entities if e.kind == "person"]
    (family,) = [e for e in reading.entities if e.kind == "group"]
    assert (man.detained, family.detained) == (True, False)
    assert {p.entity for v in reading.events for p in v.participants if p.role == "person"} == {man.id}


def test_an_office_of_state_is_not_whoever_is_held() -> None:
    text = "Ada Lund, 41, was arrested. A petition calls on the Home Secretary to order an inquiry."
    assert "Home Secretary" not in " ".join(m.quote for e in people(text) if e.detained for m in e.mentions)
