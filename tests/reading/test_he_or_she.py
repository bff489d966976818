"""Whom "he" and "she" mean, and names that are one person's and look like two, or the other way round."""

from __future__ import annotations

import pytest

from tests.reading.pages import cast_of, mentions


@pytest.mark.parametrize(
    ("text", "name", "pronoun"),
    [
        (
            "Lev Tarn was freed. Ada Lund had hired a lawyer, and Ivo Stenn had kept himself away.",
            "Ivo Stenn",
            "himself",
        ),
        ("In his closing words, Ivo Stenn thanked the court.", "Ivo Stenn", "his"),
        ("Despite knowing that he might be held again, Ivo Stenn went home.", "Ivo Stenn", "he"),
        (
            "Ada Lund was freed on Monday. “The cells were cold. We slept on stone.\n\n“Nobody asked her name,” Vera "
            "Brel said.",
            "Ada Lund",
            "her",
        ),
        ("Ivan Lund was held in Korda. She was ill.", "Ivan Lund", "She"),
    ],
)
def test_he_or_she_is_told_by_the_sentence_and_by_who_was_told_of(text: str, name: str, pronoun: str) -> None:
    assert pronoun in mentions(cast_of(text), name)


@pytest.mark.parametrize(("one", "other"), [("Ada Lund", "Vera Brel"), ("Olga Tarn", "Rosa Stenn")])
def test_whom_she_means_does_not_hang_on_the_names(one: str, other: str) -> None:
    text = f"{one} was arrested on Monday. {other} said she had seen her in a van. Her lawyer was sent away."
    cast = cast_of(text)
    assert "she" in mentions(cast, other)
    assert {"her", "Her"} <= set(mentions(cast, one))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Police arrested Tarnen.\n\nA witness said so.", ["Tarnen"]),
        ("Olga Lund met Ivo Tarn. The Lund-Tarn talks failed. Lund left.", ["Olga Lund", "Ivo Tarn"]),
        ("Lev Tarn (also called Lev Brod) was freed. Brod was ill.", ["Lev Tarn"]),
        ("Baksi, whose real name is Lev Tarn, was freed.", ["Lev Tarn"]),
        ("Ben Tarnen was freed. Tarnen was ill.", ["Ben Tarnen"]),
    ],
)
def test_one_person_has_one_entity(text: str, people: list[str]) -> None:
    named = [f for f in cast_of(text).figurants.values() if f.named and f.kind == "person"]
    assert [f.name for f in named] == people
