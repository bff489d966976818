"""What is only a condition, striven for, insisted on or permitted is no event; what is beside it stays one."""

from __future__ import annotations

import pytest

from habeas.reading.events import read_events
from tests.reading.stories import story_of


def told(text: str) -> list[str]:
    """Each event as type, status, day and to whom it happened."""
    story = story_of(text)
    return [
        " ".join(
            [event.type, event.status]
            + ([event.when] if event.when else [])
            + [story.cast.name(p.entity) for p in event.participants if p.role == "person"]
        )
        for event in read_events(story)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They blame Ada Lund even if she is beaten.",
        "If Ada Lund is not charged in Korda, her lawyer will sue.",
        "Nobody sleeps in Korda as long as the attackers walk free.",
        "The insistence that at least 1,100 inmates be released has angered many.",
        "Efforts are on to rescue the victims and arrest other members of the gang.",
        "Securing Ada Lund's release should be a priority.",
        "The union had permission from the police for a demonstration by teachers.",
        "According to the prosecutor's news release, the case of Ada Lund is open.",
        "Since the Greens took over in 1962 under Anton Brel, many have left.",
        "Ada Lund had moved to Korda.",
        "The group is kidnapping people.",
        "Farmers were being abducted, robbed and murdered.",
        "The army pushed the raiders back and killed many of them.",
        "A lawyer said that 340 people died under the Korda regime.",
        "Nine weavers of the Velm mill killed themselves.",
    ],
)
def test_no_event_is_made_of_it(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Ada Lund was charged even though she was ill.", ["charge asserted Ada Lund"]),
        ("Guards killed a prisoner in his cell.", ["death asserted a prisoner"]),
        ("The gang killed a police officer.", ["death asserted a police officer"]),
        ("Police released Ada Lund after efforts by her lawyer.", ["release asserted Ada Lund"]),
        ("Seventy workers were arrested and loaded onto two trucks.", ["arrest asserted Seventy workers"]),
        (
            "Gunmen kidnapped ten pupils at Velm school. They took away three teachers of the town.",
            ["abduction asserted ten pupils", "abduction asserted three teachers of the town"],
        ),
        (
            "Militants murdered Ada Lund in May 2021. They beheaded Lund in a field.",
            ["death asserted 2021-05 Ada Lund"],
        ),
        ("Ivo Stenn convicted of kidnapping and murdering two people", ["conviction asserted Ivo Stenn"]),
        (
            "The kidnapped girls have since been released.",
            ["abduction asserted The kidnapped girls", "release asserted The kidnapped girls"],
        ),
        (
            "Ada Lund's body was found on 22 November 2019. The coroner said that Lund was shot dead on 16 November.",
            ["death asserted 2019-11-16 Ada Lund"],
        ),
        (
            "Anton Brel was beaten on Sunday. A magistrate wrote it down. The victim was taken to hospital.",
            ["ill_treatment asserted Anton Brel", "hospitalisation asserted Anton Brel"],
        ),
        (
            "The victim told Ivo Stenn that three men came. The man was tied up and then tortured.",
            ["ill_treatment asserted The victim", "torture asserted The victim"],
        ),
        (
            "The worst raid came in June 2021, when 46 rowers were abducted and later released.",
            ["abduction asserted 2021-06 46 rowers", "release asserted 46 rowers"],
        ),
    ],
)
def test_what_is_told_beside_it_stays_an_event(text: str, events: list[str]) -> None:
    assert told(text) == events
