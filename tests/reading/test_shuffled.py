"""Words in no order: dates and figures stay sound, whatever stands beside what."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from habeas.library import read
from habeas.model.check import fault
from habeas.model.dates import is_edtf
from habeas.model.reading import Passage, ReportInfo
from habeas.reading.cast import read_cast
from habeas.reading.claims import read_claims
from habeas.reading.figures import read_figures
from habeas.reading.nlp import english
from habeas.reading.page import Page
from habeas.reading.story import Story
from habeas.reading.times import read_times

_HERE = Path(__file__).parent


def _words() -> list[str]:
    lines = [
        (line, column)
        for name, column in (("figure_sentences.txt", 0), ("time_expressions.txt", 1))
        for line in (_HERE / name).read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    return [word for line, column in lines for word in line.split(" | ")[column].split()]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("published", [None, "2022-01-20", "0001-01-01", "9999-12-31"])
def test_shuffled_words_give_sound_dates_and_figures(seed: int, published: str | None) -> None:
    text = " ".join(random.Random(seed).choices(_words(), k=120))
    report = ReportInfo(id="sha256:" + "0" * 64, source="test.txt", published=published)
    page = Page(report, text, (Passage(role="body", start=0, end=len(text)),), english())
    cast, times = read_cast(page), read_times(page)
    story = Story(page, cast, times, read_claims(page, cast))
    assert all(fault("figure", figure, text) is None for figure in read_figures(story))
    given = [value for token in page.doc for value in (times.of(token), times.until(token)) if value is not None]
    assert all(is_edtf(value) for value in given)
    for span, value in times.within(0, len(text)):
        assert is_edtf(value)
        assert text[span.start : span.end] == span.quote


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers arrested last night,",
        "The baths reopened as the & -",
        "Ada Lund was charged with *sabotage.",
        "Ada Lund died of “ ”.",
        'Ada Lund was arrested.\n\nName: "',
        'Ada Lund was arrested.\n\nName: ""',
    ],
)
def test_a_text_that_breaks_off_or_has_marks_within_is_read_whole(text: str) -> None:
    found = read(text)
    assert (found.state, found.text) == ("whole", text)
