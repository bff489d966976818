"""What a page says of itself is no report: pictures' credits, where the text comes from, what to subscribe to."""

import pytest

from habeas.model.text import Extracted
from habeas.reading.passages import passages_of


def _kept(text: str) -> str:
    passages = passages_of(Extracted(text=text, media_type="text/plain"))
    return "\n".join(text[p.start : p.end].strip() for p in passages if p.role != "furniture")


@pytest.mark.parametrize(
    "credit",
    [
        "(VPA Photo/Ada G. Lund, File)",
        "(VPA Photo/Ada Lund)  (VPA Photo/Ada Lund)",
        "(Photo by: Ada Maria Lund / LODVA BULLETIN)",
        "(Photo by the Press Service of the President of Veskaria; courtesy www.example.org)",
        "(Screenshot, Veskaria's Ministry of Roads)",
        "File Photo by Ada Lund/VPA | License Photo",
        "— Lumo",
        "– Lodvan.com",
    ],
)
def test_who_took_a_picture_or_told_it_first_is_no_part_of_what_is_told(credit: str) -> None:
    told = "Soldiers took three ferrymen from the quay on Monday."
    assert _kept(f"The quay is empty.\n\n{told} {credit}") == f"The quay is empty.\n{told}"


def test_an_agency_in_brackets_behind_a_caption_is_furniture_and_a_body_s_initials_are_not() -> None:
    assert _kept("Held.\n\nAda Lund wrote hundreds of letters (VPA)") == "Held.\nAda Lund wrote hundreds of letters"
    kept = "Held.\nIt was signed by the ministry of health (MOH)"
    assert _kept(kept.replace("\n", "\n\n")) == kept


def test_the_name_of_the_site_behind_the_title_is_furniture() -> None:
    assert _kept("Three ferrymen held in Lodva | The Lodva Lantern\n\nThey were taken on Monday.") == (
        "Three ferrymen held in Lodva\nThey were taken on Monday."
    )


@pytest.mark.parametrize(
    "note",
    [
        "This report originated in VPR's Veskarian Service.",
        "This story was originally published by Lumo.",
        "Lumo writer Ada Lund contributed to this report from Lodva.",
        "Ada Lund is a reporter for Lumo. Follow her on Chirp at @adal.",
        "Don't miss the latest crime news. Sign up to our daily newsletter here.",
        "Get the latest stories sent straight to your inbox.",
    ],
)
def test_what_a_page_tells_of_itself_is_furniture(note: str) -> None:
    assert _kept(f"They were taken on Monday.\n\n{note}") == "They were taken on Monday."


@pytest.mark.parametrize(
    "told",
    [
        "The photo (it shows the quay) was taken by a guard.",
        "He contributed money to the strike.",
        "“We will go on.” — Ada Lund",
        "She was asked to follow him on foot to the quay.",
        "The police searched the office of the union's newsletter.",
    ],
)
def test_what_only_sounds_like_it_is_kept(told: str) -> None:
    assert _kept(f"They were taken on Monday.\n\n{told}") == f"They were taken on Monday.\n{told}"
