from __future__ import annotations

import pytest

from habeas.model.reading import Described
from habeas.model.text import Extracted
from habeas.text import Extractor
from tests.text.documents import covered, roles, words_of


def read(extractor: Extractor, text: str) -> Extracted:
    extracted = extractor.extract(text.encode(), "report.txt")
    assert extracted.state == "whole"
    assert extracted.text == text
    assert covered(extracted)
    return extracted


def test_a_heading_paragraphs_and_a_list(extractor: Extractor) -> None:
    extracted = read(
        extractor,
        "Teacher held in Orvania\n\nLena Torvik was arrested.\n\nWhat we ask\n\nWe ask the ministry to:\n\n"
        "1. Release her.\n2. Let her lawyer in.\n\n• Say where she is.\n\nThe committee",
    )
    assert roles(extracted) == [
        ("title", "Teacher held in Orvania"),
        ("body", "Lena Torvik was arrested."),
        ("title", "What we ask"),
        ("body", "We ask the ministry to:"),
        ("list_item", "1. Release her."),
        ("list_item", "2. Let her lawyer in."),
        ("list_item", "• Say where she is."),
        ("body", "The committee"),
    ]
    assert extracted.found == Described(title="Teacher held in Orvania")


def test_lines_below_a_colon_are_a_list_and_no_headings(extractor: Extractor) -> None:
    extracted = read(
        extractor,
        "Prisoners freed\n\nThe three freed on Monday are:\n\nLena Torvik, jailed for theft\n\nIvo Stenn\n\n"
        "Ada Lund convicted of fraud\n\nThey were taken home.\n\nSee also:\n\nA Day in Court\n\nA Year Ago\n\n"
        "The ministry said no more.",
    )
    assert roles(extracted) == [
        ("title", "Prisoners freed"),
        ("body", "The three freed on Monday are:"),
        ("list_item", "Lena Torvik, jailed for theft"),
        ("list_item", "Ivo Stenn"),
        ("list_item", "Ada Lund convicted of fraud"),
        ("body", "They were taken home."),
        ("furniture", "See also:"),
        ("title", "A Day in Court"),
        ("title", "A Year Ago"),
        ("body", "The ministry said no more."),
    ]


def test_header_lines_are_found_and_stay(extractor: Extractor) -> None:
    extracted = read(
        extractor,
        "Title: Teacher held in Orvania\nBy Marta Quill\nDate: 5 April 2023\nSource: The Valley Post\n"
        "URL: https://valley.example/1\n\nLena Torvik was arrested.\n",
    )
    assert extracted.found == Described(
        url="https://valley.example/1",
        title="Teacher held in Orvania",
        publisher="The Valley Post",
        author="Marta Quill",
        published="2023-04-05",
    )
    assert [role for role, _ in roles(extracted)] == [
        "title",
        "furniture",
        "dateline",
        "furniture",
        "furniture",
        "body",
    ]


@pytest.mark.parametrize(
    ("head", "published", "author"),
    [
        ("By Ada Lund, The Valley Post | Published: Thursday 9 June 2022, 17:40", "2022-06-09", "Ada Lund"),
        ("Ada Lund • 9 June 2022 17:40 GMT", "2022-06-09", None),
        ("First UA: 44/23   Index: 99/6612/2023   Orvania   Date: 2 May 2023", "2023-05-02", None),
    ],
)
def test_a_line_of_several_parts_says_who_wrote_and_when(
    extractor: Extractor, head: str, published: str, author: str | None
) -> None:
    extracted = read(extractor, f"Teacher held in Orvania\n{head}\n\nLena Torvik was arrested.\n")
    assert (extracted.found.published, extracted.found.author) == (published, author)
    assert [role for role, _ in roles(extracted)] == ["title", "furniture", "body"]


@pytest.mark.parametrize("head", ["Korda | He was held for 3 days.", "Prison deaths | Opinion | Korda"])
def test_a_line_of_several_parts_that_says_neither_is_none(extractor: Extractor, head: str) -> None:
    extracted = read(extractor, f"{head}\n\nLena Torvik was arrested.\n")
    assert extracted.found.published is None
    assert extracted.found.author is None


def test_a_date_before_the_first_sentence_is_a_dateline(extractor: Extractor) -> None:
    extracted = read(extractor, " date 2023-04-05 Lena Torvik was arrested on Monday.\n\nShe is 34.")
    assert roles(extracted)[:2] == [("dateline", "date 2023-04-05"), ("body", "Lena Torvik was arrested on Monday.")]
    assert extracted.found.published == "2023-04-05"


def test_an_agencys_dateline(extractor: Extractor) -> None:
    extracted = read(extractor, "HALLE SUND (12 March 2021) – Experts asked on Monday for her release.")
    assert roles(extracted) == [
        ("dateline", "HALLE SUND (12 March 2021) –"),
        ("body", "Experts asked on Monday for her release."),
    ]
    assert extracted.found.published == "2021-03-12"


def test_a_date_in_the_body_is_no_date_of_publication(extractor: Extractor) -> None:
    extracted = read(extractor, "Lena Torvik was arrested on 5 April 2023.\n\nOn 6 April 2023 she was moved.")
    assert extracted.found == Described()
    assert {role for role, _ in roles(extracted)} == {"body"}


def test_an_ambiguous_date_is_only_a_year(extractor: Extractor) -> None:
    assert read(extractor, "Date: 03/04/2023\n\nLena Torvik was arrested.").found.published == "2023"


def test_residue_of_pages_is_furniture(extractor: Extractor) -> None:
    extracted = read(
        extractor,
        '<img height="1" src="https://tracker.example/p?id=1&amp;ev=View">\n\nLena Torvik was arrested.\n\n'
        "READ MORE: Miners held in the north\n\nhttps://valley.example/more\n\nShe is 34.\n\nShare this article\n\n"
        "pic.tweeter.com/abc\n\nThe end of it.",
    )
    assert words_of(extracted, "body") == ["Lena Torvik was arrested.", "She is 34.", "The end of it."]
    assert len(words_of(extracted, "furniture")) == 5


def test_wrapped_lines_are_not_cut(extractor: Extractor) -> None:
    wrapped = (
        "Lena Torvik, a teacher of 34, was arrested on Monday in the town of Halle\nSund, her lawyer said on\n"
        "12. She added that nobody had been let in since, and that the family had gone\nhome.\n"
    )
    extracted = read(extractor, wrapped + "\nA second paragraph stands here.")
    assert roles(extracted) == [("body", wrapped.strip()), ("body", "A second paragraph stands here.")]


def test_a_paragraph_a_line(extractor: Extractor) -> None:
    long = (
        "Lena Torvik, a teacher of 34, was arrested on Monday in the town of Halle Sund, as her lawyer said on Tuesday."
    )
    extracted = read(extractor, f"{long}\n{long}\n{long} He added that he\nwas not let in.")
    assert [role for role, _ in roles(extracted)] == ["body"] * 3
    assert roles(extracted)[2][1].endswith("he\nwas not let in.")


def test_a_footnote_points_to_its_mark(extractor: Extractor) -> None:
    text = "Lena was arrested.[1] She is 34.[2]\n\nIt is so.\n\n[1] The ministry denied it.\n[2] By her lawyer.\n"
    extracted = read(extractor, text)
    notes = [p for p in extracted.passages if p.role == "footnote"]
    assert [p.anchor for p in notes] == [text.index("[1]"), text.index("[2]")]
    assert words_of(extracted, "body") == ["Lena was arrested.[1] She is 34.[2]", "It is so."]


def test_an_embedded_post_keeps_its_author_and_date(extractor: Extractor) -> None:
    extracted = read(
        extractor,
        "Lena was arrested.\n\nShe is on strike. #free — Orvania Watch (@orvaniawatch) April 4, 2023\n\nShe is 34.",
    )
    (post,) = [p for p in extracted.passages if p.role == "embedded_post"]
    assert (post.author, post.published) == ("Orvania Watch (@orvaniawatch)", "2023-04-04")
    assert len(words_of(extracted, "body")) == 2


def test_a_line_without_words_separates(extractor: Extractor) -> None:
    extracted = read(extractor, "Lena was arrested.\n\n* * *\n\nShe is 34.\n\n----\n\nIt is so.")
    assert words_of(extracted, "furniture") == ["* * *", "----"]
    assert len(words_of(extracted, "body")) == 3


def test_a_lone_line_is_no_heading(extractor: Extractor) -> None:
    assert roles(read(extractor, "Lena Torvik is held in Brenn")) == [("body", "Lena Torvik is held in Brenn")]


def test_captions_are_told_apart(extractor: Extractor) -> None:
    extracted = read(
        extractor,
        "Held in Orvania\n\nFamilies wait at the gate of Brenn, March 2023.\n\nPhoto: M. Quill\n\nLena was held.",
    )
    assert words_of(extracted, "caption") == ["Families wait at the gate of Brenn, March 2023.", "Photo: M. Quill"]


@pytest.mark.parametrize(
    "line",
    [
        "Read Next",
        "Slideshow",
        "Share this Post WhatsApp Print",
        "Most popular",
        "ADVERTISEMENT",
        "Story continues below",
        "Sign up for our newsletters",
        "Show Caption Hide Caption",
        "Editors’ Picks",
        "Already a subscriber?",
        "Manage cookies",
        "This website uses cookies to improve your experience.",
        "You should not miss these headlines",
        "For the latest news download our mobile app.",
        "Please become a member today.",
    ],
)
def test_what_a_page_says_of_itself_is_furniture(extractor: Extractor, line: str) -> None:
    text = f"Lena Torvik was arrested on Monday.\n\n{line}\n\nHer lawyer said so."
    assert words_of(extractor.extract(text.encode(), "a.txt"), "furniture") == [line]


@pytest.mark.parametrize(
    "line", ["Follow the money, she said.", "Contact was lost on Monday.", "Latest figures show 40 people in prison."]
)
def test_a_sentence_that_begins_like_a_button_is_read(extractor: Extractor, line: str) -> None:
    text = f"Lena Torvik was arrested on Monday.\n\n{line}\n\nHer lawyer said so."
    assert words_of(extractor.extract(text.encode(), "a.txt"), "furniture") == []
