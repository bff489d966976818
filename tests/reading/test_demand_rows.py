"""Demands: the items of a row one each, what must be done, orders, and words of asking that ask nothing."""

from __future__ import annotations

import pytest

from tests.reading.test_demands import told


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "The union called for mass testing, clean water, and an end to the night searches.",
            ["called for mass testing", "clean water", "an end to the night searches"],
        ),
        (
            "The court ordered the ministry to stop the work, and to keep the files.",
            ["ordered the ministry to stop the work", "to keep the files"],
        ),
        (
            "The assembly adopted a resolution. The resolution called for ending the searches, lifting the ban on "
            "visits and freeing the sick.",
            ["called for ending the searches", "lifting the ban on visits", "freeing the sick"],
        ),
        ("The union urged the ministry to stop the work and keep the files.", None),
    ],
)
def test_each_item_of_a_row_is_a_demand_and_two_verbs_are_one(text: str, asked: list[str] | None) -> None:
    whole = [text.removeprefix("The union ").rstrip(".")]
    assert [words for _, _, words in told(text)] == (asked or whole)


@pytest.mark.parametrize(
    ("text", "by", "words"),
    [
        ("“The law must be revised,” Ada Lund said.", "Ada Lund", "The law must be revised"),
        ("“The claim is false and should be disregarded,” Ada Lund said.", "Ada Lund", None),
        ("“Residents are urged to stay indoors,” police chief Omar Tarn said.", "Omar Tarn", None),
        (
            "The High Court directed the bailiff to open the file.",
            "High Court",
            "directed the bailiff to open the file",
        ),
        ("Ada Lund called for calm among residents.", "Ada Lund", "called for calm among residents"),
        ("Harbour Watch demands a halt to the raids.", "Harbour Watch", "demands a halt to the raids"),
        (
            "Police broke up protests calling for the governor to step down.",
            None,
            "calling for the governor to step down",
        ),
    ],
)
def test_what_is_to_be_done_is_asked(text: str, by: str | None, words: str | None) -> None:
    ((asker, _, evidence),) = told(text)
    assert (asker, evidence) == (by, words or text.partition(",")[0].lstrip("“"))


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lund pleaded guilty on Monday to taking part in the march.",
        "Omar Tarn pleaded the Fifth on the stand.",
        "The party will call on the ministry to free the teachers.",
        "Ada Lund asked whether the papers should be admitted.",
        "Ada Lund said that should the court find a fault, the case would end.",
        "“It should be noted that the camp is full,” Ada Lund said.",
        "The governor ordered his troops to cross the river.",
        "The High Court directed the prisoners to kneel.",
    ],
)
def test_pleas_in_court_plans_questions_and_orders_of_war_ask_nothing(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("The union requested a public inquiry from the Ministry of Justice.", ["Ministry of Justice"]),
        ("Ada Lund demanded a public apology from the Harbour Guard.", ["Harbour Guard"]),
        ("Ada Lund called for protection from the Harbour Guard.", []),
    ],
)
def test_a_thing_is_asked_from_whoever_is_to_give_it(text: str, to: list[str]) -> None:
    ((_, addressees, _),) = told(text)
    assert addressees == to
