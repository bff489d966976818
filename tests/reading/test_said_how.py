"""Who says what, sentence by sentence: courts, documents, figures, demands within quotations; and what nobody says."""

from __future__ import annotations

import pytest

from tests.reading.pages import reading_of


def _told(text: str) -> list[tuple[str | None, str, str]]:
    return [(c.speaker_text, c.act, " … ".join(s.quote for s in c.content)) for c in reading_of(text).claims]


_SAID = (
    ("Tribune Weekly gathered that the suspects were taken away.", "Tribune Weekly", "the suspects were taken away"),
    ("It was gathered that the two men had been moved at night.", None, "the two men had been moved at night"),
    ("The District Court heard Orlova had written the letter.", "District Court", "Orlova had written the letter"),
    ("He gambled the money away, the court heard.", "the court", "He gambled the money away"),
    ("“He did not have a licence,” the ruling read.", "the ruling", "He did not have a licence"),
    (
        "“Hence, the warrant is void,” the ruling released on Monday read.",
        "the ruling released on Monday",
        "Hence, the warrant is void",
    ),
    (
        "According to one of Orlova's tweets the day before, “No one can support such a man.”",
        "Orlova",
        "No one can support such a man.",
    ),
    (
        "Since then 900 people have been held, according to estimates by the rights group Clear Wells.",
        "the rights group",
        "Since then 900 people have been held",
    ),
    ("Orlova had alleged repeated abuse by her employer.", "Orlova", "repeated abuse by her employer"),
)


@pytest.mark.parametrize(("text", "speaker", "content"), _SAID)
def test_a_sentence_has_this_claim_and_no_other(text: str, speaker: str | None, content: str) -> None:
    assert [(who, what) for who, _, what in _told(text)] == [(speaker, content)]


@pytest.mark.parametrize(
    "text",
    [
        "Assuming the hearing goes forward, a trial will follow.",
        "Considering that the warrant was void, the items are of no use.",
        "The society published three books that are sold in Korda.",
        "The protesters gathered that evening in the square.",
        "The judge read the book.",
        "The men worked closely with a guard who reported to the group's leader, Abu Tarn.",
        "He filmed the yard mostly while “undercover,” as a buyer.",
    ],
)
def test_nobody_says_anything(text: str) -> None:
    assert _told(text) == []


def test_who_tells_of_all_of_it_is_no_part_of_what_is_said_within() -> None:
    text = "The supreme court said the move is part of a reform, according to Radio Korda."
    assert [what for _, _, what in _told(text)] == [
        "The supreme court said the move is part of a reform",
        "the move is part of a reform",
    ]


def test_a_demand_within_a_quotation_is_a_claim_of_its_own() -> None:
    text = "“They have done nothing. The state must release them now. We are tired,” Orlova told reporters."
    assert _told(text) == [
        ("Orlova", "state", "They have done nothing … We are tired"),
        ("Orlova", "demand", "The state must release them now"),
    ]
    (demand,) = reading_of(text).demands
    assert demand.evidence[0].quote == "The state must release them now"


def test_the_name_of_a_talk_is_not_said_by_who_spoke_last() -> None:
    text = "“It is a bad year,” said Orlova.\n\nShe spoke at a talk titled “Protection of Tea Workers in the Hills.”"
    assert [what for _, _, what in _told(text)] == ["It is a bad year"]


def test_whoever_asks_if_asks() -> None:
    assert _told("Officers asked them if they intended to stay.") == [("Officers", "ask", "if they intended to stay")]


@pytest.mark.parametrize(
    "text",
    [
        "Two prisoners die every week in the camp.",
        "At least four abductions are reported in the country each day.",
        "Over half of these 277 writers were also jailed in 2019.",
        "At least 13,540 people have died from COVID-19 in the country.",
    ],
)
def test_rates_shares_and_what_nature_does_are_no_figures(text: str) -> None:
    assert reading_of(text).figures == ()


def test_two_numbers_with_their_own_scales_are_two_ends() -> None:
    (one,) = reading_of("Between 1 million and 2 million people have been detained in the camps.").figures
    assert (one.value, one.low, one.high) == (None, 1_000_000, 2_000_000)


def test_a_count_a_day_after_something_is_a_count() -> None:
    (one,) = reading_of("The police detained three of its staff, a day after it published an article.").figures
    assert (one.measure, one.value) == ("arrested", 3)


def test_reports_of_something_denied_to_somebody_are_no_denial() -> None:
    [claim] = reading_of(
        "“We are alarmed by reports that she is being denied access to a doctor,” the panel said."
    ).claims
    assert claim.act == "state"
