"""Saved posts: their words are their author's; and lines of a page that tell nothing."""

from __future__ import annotations

import pytest

from habeas.model.reading import ReportInfo
from habeas.reading import load_reader, read_report
from habeas.text import Extractor
from tests.reading.pages import reading_of_file

_POST = "The guards took my brother at dawn. We know nothing. #FreeOleg pic.twitter.com/abc"


@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_a_post_is_what_its_author_says(extractor: Extractor, between: str) -> None:
    text = (
        "Oleg Tarn was arrested in Korda on Monday, his union said in a statement.\n\n"
        f"{_POST}{between}— Anna Tarn (@annatarn) March 3, 2022\n\nThe police have not commented on the case so far.\n"
    )
    reading = reading_of_file(extractor, text)
    (post,) = [c for c in reading.claims if c.rule == "post"]
    assert (post.manner, post.medium) == ("direct", "post")
    assert post.content[0].quote == "The guards took my brother at dawn. We know nothing."
    assert post.speaker_text == "Anna Tarn"


_OUTLETS = (
    "Oleg Tarn was arrested in Korda on Monday.\n\nThe poet is ill. — Korda Chronicle (@kordachron) March 3, 2022\n"
)


@pytest.mark.parametrize(("publisher", "speakers"), [("Korda Chronicle", []), ("Sar Weekly", ["Korda Chronicle"])])
def test_a_post_of_the_outlet_itself_is_no_second_voice(
    extractor: Extractor, publisher: str, speakers: list[str]
) -> None:
    info = ReportInfo(id="sha256:" + "0" * 64, source="a.txt", publisher=publisher)
    reading = read_report(info, extractor.extract(_OUTLETS.encode(), "a.txt"), load_reader())
    assert [c.speaker_text for c in reading.claims] == speakers


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Lund and Ivo Stenn",
        "READ: Eight poets are held in Korda",
        "(This 26 October story has been refiled to correct a name in paragraph 5)",
        "The opinions expressed in reader contributions are those of their authors only.",
    ],
)
def test_a_line_of_the_page_is_no_report(extractor: Extractor, line: str) -> None:
    text = f"Poet arrested in Korda\n\n{line}\n\nThe poet Oleg Tarn was arrested in Korda on Monday, his union said.\n"
    reading = reading_of_file(extractor, text)
    roles = {reading.text[p.start : p.end].strip(): p.role for p in reading.passages}
    assert roles[line] == "furniture"
