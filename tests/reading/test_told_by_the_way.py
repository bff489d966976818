"""Who says what by the way: tags behind a long sentence, nobody's accusations and questions, names given to things."""

from __future__ import annotations

import pytest

from tests.reading.pages import reading_of


def _told(text: str) -> list[tuple[str | None, str, str]]:
    return [(c.speaker_text, c.act, " … ".join(s.quote for s in c.content)) for c in reading_of(text).claims]


_AT_THE_END = (
    (
        "Ivo Stenn, of Vesk, was charged on Friday for making dozens of calls beginning in May to lawyers Ada Lund "
        "and Lev Korda, the Morning Post reports.",
        "Morning Post",
        "Ivo Stenn, of Vesk, was charged on Friday for making dozens of calls beginning in May to lawyers Ada Lund "
        "and Lev Korda",
    ),
    (
        "Stenn began to call after Lund claimed on air that his mother had faked her own death, the warrant states.",
        "the warrant",
        "Stenn began to call after Lund claimed on air that his mother had faked her own death",
    ),
    (
        "The two were found guilty of robbery, court records show.",
        "court records",
        "The two were found guilty of robbery",
    ),
    ("He was freed on Friday, as the Morning Post reported.", "Morning Post", "He was freed on Friday"),
    ("Ada Lund, as her lawyer said, has not eaten for a week.", "her lawyer", "Ada Lund … has not eaten for a week"),
)


@pytest.mark.parametrize(("text", "who", "what"), _AT_THE_END)
def test_a_tag_behind_a_comma_says_all_that_stands_before_it(text: str, who: str, what: str) -> None:
    claims = [claim for claim in _told(text) if claim[0] == who]
    assert claims == [(who, "state", what)]


def test_a_tag_is_not_told_by_who_speaks_before_it() -> None:
    outer, inner = reading_of(
        "In one message left for Lund, Stenn said she was going to jail and should be ashamed for defending him, "
        "the Morning Post reports."
    ).claims
    assert inner.within == outer.id
    assert inner.content[-1].quote.endswith("for defending him")


@pytest.mark.parametrize(
    "text",
    [
        "She had lived in the north, in the south and in the United States.",
        "He spoke of threats, beatings and army claims.",
    ],
)
def test_nouns_at_the_end_say_nothing(text: str) -> None:
    assert [claim for claim in _told(text) if claim[2].startswith("She had") or claim[0] == "army"] == []


_BY_NOBODY = (
    ("Lund was accused of inciting the crowd and sentenced to four years.", "accuse", "of inciting the crowd"),
    ("The guards have been accused of theft.", "accuse", "of theft"),
    ("The ministry has been criticised for its silence.", "accuse", "for its silence"),
    ("When asked if he had seen her, the guard left.", "ask", "if he had seen her"),
    ("He was asked whether the boys were fed.", "ask", "whether the boys were fed"),
    ("No doctor came, despite reports that he was beaten.", "state", "he was beaten"),
)


@pytest.mark.parametrize(("text", "act", "what"), _BY_NOBODY)
def test_what_nobody_in_particular_says_has_no_speaker(text: str, act: str, what: str) -> None:
    assert _told(text) == [(None, act, what)]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lund, a clerk accused of theft, was held.",
        "Lund was not accused of theft.",
        "People who criticised these groups have been threatened.",
        "The city has sought to appease the gangs.",
        "They removed an allegedly stolen car.",
    ],
)
def test_describing_trying_and_not_being_accused_are_no_claims(text: str) -> None:
    assert _told(text) == []


_NAMED = (
    ("The men were held in what police called a safe house.", "police", "a safe house"),
    ("The crowd marched against what the union calls a theft of its pensions.", "the union", "a theft of its pensions"),
    ("He was detained after what his lawyer described as a farce.", "his lawyer", "as a farce"),
)


@pytest.mark.parametrize(("text", "who", "what"), _NAMED)
def test_a_name_given_to_a_thing_is_said_by_who_gives_it(text: str, who: str, what: str) -> None:
    assert _told(text) == [(who, "state", what)]


_SPEAKERS = (
    ("The ministry denies any negotiation with the gunmen.", "The ministry"),
    ("It denied any role in the killing.", "It"),
    ("Her brother hopes she will be home by May.", "Her brother"),
    ("She was accused by the mayor of spreading lies.", "the mayor"),
    ("He will be sentenced in May, according to information from the Harbour Union.", "Harbour Union"),
    ("She heard a shot, according to an article in the Morning Post.", "Morning Post"),
)


@pytest.mark.parametrize(("text", "who"), _SPEAKERS)
def test_who_speaks(text: str, who: str) -> None:
    assert [claim[0] for claim in _told(text)] == [who]


def test_a_court_that_finds_and_rules_does_both() -> None:
    told = _told(
        "The court found that the workers had been sacked for their beliefs and ruled they should be reinstated."
    )
    assert [(who, what) for who, _, what in told] == [
        ("The court", "the workers had been sacked for their beliefs"),
        ("The court", "they should be reinstated"),
    ]
