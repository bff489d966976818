"""Dates of single sentences, what they belong to, and from which day they count."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.model.dates import is_edtf
from habeas.model.reading import Passage, ReportInfo
from habeas.reading.nlp import english
from habeas.reading.page import Page
from habeas.reading.times import DateBook, read_times

Row = tuple[str, str, str]


def _rows(name: str) -> list[Row]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line.strip() and not line.startswith("#")]
    return [(day.strip(), sentence.strip(), expected.strip()) for day, sentence, expected in rows]


def _page(text: str, published: str | None, passages: tuple[Passage, ...] = ()) -> Page:
    report = ReportInfo(id="sha256:" + "0" * 64, source="test.txt", published=published)
    return Page(report, text, passages or (Passage(role="body", start=0, end=len(text)),), english())


def _book(text: str, published: str | None, passages: tuple[Passage, ...] = ()) -> DateBook:
    return read_times(_page(text, published, passages))


def _values(text: str, published: str | None, passages: tuple[Passage, ...] = ()) -> list[str]:
    return [value for _, value in _book(text, published, passages).within(0, len(text))]


@pytest.mark.parametrize(("day", "sentence", "expected"), _rows("time_expressions.txt"))
def test_a_date_counts_from_the_day_of_writing(day: str, sentence: str, expected: str) -> None:
    found = _values(sentence, None if day == "none" else day)
    assert found == ([] if expected == "-" else expected.split(", "))
    assert all(is_edtf(value) for value in found)


def test_the_table_of_expressions_is_long_enough_to_mean_something() -> None:
    assert len(_rows("time_expressions.txt")) >= 120


@pytest.mark.parametrize(("day", "sentence", "expected"), _rows("time_attachments.txt"))
def test_a_date_belongs_to_its_own_verb_or_noun(day: str, sentence: str, expected: str) -> None:
    page = _page(sentence, day)
    book = read_times(page)
    for pair in expected.split("; "):
        word, _, value = pair.partition("=")
        word, _, end = word.partition(".")
        token = next(t for t in page.doc if t.text == word)
        found = book.until(token) if end else book.of(token)
        assert (word, found) == (word, None if value == "-" else value)


PETITION = (
    "Just this May 2023, the teacher Amir Doe was killed in prison. Last year he was diagnosed with cancer. He was "
    "moved to intensive care in May of this year. In the next week a court will decide. He spoke yesterday.\n\n"
    "It was announced on Monday 26th June that the committee denied his request."
)


def test_a_date_of_the_body_said_to_be_now_anchors_what_counts_in_years_and_nothing_finer() -> None:
    assert _values(PETITION, None) == ["2023-05", "2022", "2023-05", "2023-06-26"]


def test_a_full_date_of_the_body_anchors_the_year() -> None:
    text = "On 12 May 2021 soldiers came to the house. He had been ill since last year. On Friday he fainted."
    assert _values(text, None) == ["2021-05-12", "2020"]


def test_a_caption_anchors_nothing() -> None:
    text = "Amir Doe in Korda on 12 May 2021.\n\nHe had been ill since last year."
    caption = Passage(role="caption", start=0, end=33)
    body = Passage(role="body", start=33, end=len(text))
    assert _values(text, None, (caption, body)) == ["2021-05-12"]
    assert _values(text, None) == ["2021-05-12", "2020"]


def test_a_post_counts_from_its_own_date_and_an_undated_one_from_none() -> None:
    text = "He was moved yesterday.\n\nHe was moved yesterday.\n\nHe was moved yesterday."
    body = Passage(role="body", start=0, end=25)
    post = Passage(role="embedded_post", start=25, end=50, published="2022-01-10")
    undated = Passage(role="embedded_post", start=50, end=len(text))
    book = _book(text, "2022-01-20", (body, post, undated))
    assert [value for _, value in book.within(0, len(text))] == ["2022-01-19", "2022-01-09"]
    page = _page(text, "2022-01-20", (body, post, undated))
    book = read_times(page)
    assert [book.anchor(s[0]) for s in page.doc.sents] == ["2022-01-20", "2022-01-10", None]


def test_the_words_of_a_date_are_those_of_the_text() -> None:
    text = "Doe — “ill” — was moved on 3 May 2021, or so."
    ((span, value),) = _book(text, None).within(0, len(text))
    assert (span.quote, value) == ("3 May 2021", "2021-05-03")
    assert text[span.start : span.end] == span.quote


def test_only_dates_that_begin_in_the_stretch_are_given() -> None:
    text = "He was moved in 2001 and in 2003 and in 2005."
    assert [v for _, v in _book(text, None).within(22, 38)] == ["2003"]


def test_a_month_published_only_by_month_leaves_the_weekday_open() -> None:
    assert _values("He was moved on Monday and fainted last month.", "2022-01") == ["2021-12"]


def test_the_month_of_a_bulletin_anchors_its_days() -> None:
    text = (
        "MONTHLY REPORT ON ARRESTS\nSeptember 2024\n\nTwo printers were detained on 4 September. They had been held in "
        "March. The trial was put off until 22 October."
    )
    assert _values(text, None) == ["2024-09", "2024-09-04", "2024-03", "2024-10-22"]
    told = text.replace("MONTHLY REPORT ON ARRESTS\n", "Remembering the fire of ")
    assert _values(told, None) == ["2024-09"]
