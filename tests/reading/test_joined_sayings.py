"""Two sayings of one speaker, joined by "and" or a participle: the second is no part of what the first one tells."""

from __future__ import annotations

import pytest

from tests.reading.pages import reading_of


def _told(text: str) -> list[tuple[str | None, str]]:
    return [(c.speaker_text, " … ".join(s.quote for s in c.content)) for c in reading_of(text).claims]


_OUTER = (
    (
        "A state inspection found that the wing was understaffed and recommended that the county hire a nurse.",
        "A state inspection",
        ["the wing was understaffed", "the county hire a nurse"],
    ),
    (
        "The committee found that his trial had been a farce and asked the state to free him.",
        "The committee",
        ["his trial had been a farce", "the state to free him"],
    ),
    (
        "The rapporteur reported that cells were overcrowded and noted that three men shared one bed.",
        "The rapporteur",
        ["cells were overcrowded", "three men shared one bed"],
    ),
    (
        "They deplored the fact that the Government had not followed the ruling and"
        " recalled that torture is prohibited.",
        "They",
        ["the fact that the Government had not followed the ruling", "torture is prohibited"],
    ),
    (
        "The spokesman said the charges were old, adding that the woman was fed, and accused the family of lying.",
        "The spokesman",
        ["the charges were old", "the woman was fed", "the family of lying"],
    ),
    (
        "The society held the governor fully responsible for his life, and called on the doctors to see him.",
        "The society",
        ["the governor fully responsible for his life", "the doctors to see him"],
    ),
    (
        "The lawyer argued that the confession had been forged and asked for an acquittal.",
        "The lawyer",
        ["the confession had been forged", "an acquittal"],
    ),
    ("The judge said the evidence was clear and sentenced him to nine years.", "The judge", ["the evidence was clear"]),
)


@pytest.mark.parametrize(("text", "speaker", "contents"), _OUTER)
def test_who_said_the_first_says_the_second(text: str, speaker: str, contents: list[str]) -> None:
    assert _told(text) == [(speaker, content) for content in contents]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Ada Lund told us that officers had insulted her and accused her of lying.", ["Ada Lund", "officers"]),
        ("The prisoner said that the warden had come and promised to mend it.", ["The prisoner", "the warden"]),
        ("Witnesses said police fired into the crowd and called on them to leave.", ["Witnesses", "police"]),
    ],
)
def test_whoever_acts_in_what_is_told_says_what_is_joined_to_it(text: str, speakers: list[str]) -> None:
    claims = reading_of(text).claims
    assert [c.speaker_text for c in claims] == speakers
    assert claims[1].within == claims[0].id
