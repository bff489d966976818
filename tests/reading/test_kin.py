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
