"""Demands: where their words end, letters with a greeting, orders to bodies, rallies that ask, demands told twice."""

from __future__ import annotations

import pytest

from habeas.model.reading import Reading
from tests.reading.pages import reading_of


def _asked(reading: Reading) -> list[tuple[str, str | None, list[str]]]:
    names = {entity.id: entity.name for entity in reading.entities}
    return [(d.evidence[0].quote, names.get(d.by or ""), [names[t] for t in d.to]) for d in reading.demands]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The strikers demand an end to night searches, the return of their books and visits by their families.",
            [
                (
                    "demand an end to night searches, the return of their books and visits by their families",
                    "The strikers",
                    [],
                )
            ],
        ),
        (
            "The party called on the ministry to free the teachers amid growing anger in the north.",
            [("called on the ministry to free the teachers", "The party", ["the ministry"])],
        ),
        (
            "Governor Ada Lund ordered security forces to coordinate a rescue operation.",
            [("ordered security forces to coordinate a rescue operation", "Ada Lund", ["security forces"])],
        ),
        ("The gang instructed the hostages to kneel.", []),
        ("General Anton Brel ordered his troops to cross the river.", []),
        (
            "The rallies calling for more civil rights shook the town in 2019.",
            [("calling for more civil rights", None, [])],
        ),
        ("A letter asking for money was found.", []),
        (
            "“Those found to be guilty of the raid must be brought to justice,” Ada Lund said.",
            [("Those found to be guilty of the raid must be brought to justice", "Ada Lund", [])],
        ),
    ],
)
def test_all_that_is_asked_and_nothing_around_it_is_a_demand(
    text: str, expected: list[tuple[str, str | None, list[str]]]
) -> None:
    assert _asked(reading_of(text)) == expected


def test_a_model_letter_asks_whom_it_greets_and_is_not_asked_by_him() -> None:
    text = (
        "Marta Kosl was arrested on 3 January 2022.\n\nMinister of Justice Anton Brel\nMinistry of Justice, Korda\n\n"
        "Your Excellency,\n\nI urge you to release Marta Kosl.\n\nYours sincerely,\n\n"
        "Her sister Ada Lund demands that she be freed.\n"
    )
    letter, other = _asked(reading_of(text))
    assert letter[0] == "urge you to release Marta Kosl"
    assert letter[1] != "Anton Brel"
    assert letter[2] == ["Anton Brel"]
    assert other == ("demands that she be freed", "Ada Lund", [])


def test_a_statement_goes_on_asking_for_the_body_that_opens_it() -> None:
    text = (
        "The Orland authorities should release Marta Kosl, Clear Wells said today.\n\n"
        "The authorities should drop all charges against her.\n"
    )
    assert [by for _, by, _ in _asked(reading_of(text))] == ["Clear Wells", "Clear Wells"]


def test_a_day_by_which_something_is_to_be_done_is_to_come() -> None:
    (demand,) = reading_of("Her lawyer requested that she be moved to a hospital by 31 January.").demands
    assert demand.deadline == "2022-01-31"


def test_what_one_party_asks_of_one_in_the_same_words_is_one_demand() -> None:
    text = (
        "The union called on the ministry to release the three teachers.\n\nThe town is quiet.\n\n"
        "The union called on the ministry to release the three teachers now.\n"
    )
    assert len(_asked(reading_of(text))) == 1


def test_a_line_to_the_reader_that_leads_a_list_is_no_demand_of_its_own() -> None:
    text = "Please write to the Minister, asking him to:\n\n- release Marta Kosl;\n\n- investigate the beating.\n"
    assert [quote for quote, _, _ in _asked(reading_of(text))] == ["release Marta Kosl", "investigate the beating"]
