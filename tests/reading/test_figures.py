"""Counts of people in single sentences, and numbers that count nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.model.reading import Figure, Passage, ReportInfo
from habeas.model.vocabulary import MEASURES
from habeas.reading.cast import read_cast
from habeas.reading.claims import read_claims
from habeas.reading.figures import read_figures
from habeas.reading.nlp import english
from habeas.reading.page import Page
from habeas.reading.story import Story
from habeas.reading.times import read_times

_TABLE = Path(__file__).with_name("figure_sentences.txt")


def _rows() -> list[list[str]]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return [line.split(" | ") for line in lines if line.strip() and not line.startswith("#")]


def _story(text: str, published: str | None = "2022-01-20", passages: tuple[Passage, ...] = ()) -> Story:
    report = ReportInfo(id="sha256:" + "0" * 64, source="test.txt", published=published)
    page = Page(report, text, passages or (Passage(role="body", start=0, end=len(text)),), english())
    cast = read_cast(page)
    return Story(page, cast, read_times(page), read_claims(page, cast))


def figures_in(text: str, published: str | None = "2022-01-20") -> tuple[Figure, ...]:
    return read_figures(_story(text, published))


def _number(figure: Figure) -> str:
    if figure.value is None:
        return f"{figure.low}..{figure.high}"
    bound = (">=" if figure.low is not None else "") + ("<=" if figure.high is not None else "")
    return f"{figure.value}{bound}{'~' if figure.approximate else ''}"


def told(figure: Figure) -> str:
    """A figure in the notation of the table."""
    words = [figure.measure, _number(figure), figure.of]
    words += ["part"] if figure.part_of else []
    words += [f"@{figure.as_of}"] if figure.as_of else []
    words += [f"since {figure.since}"] if figure.since else []
    return " ".join(words)


@pytest.mark.parametrize(("sentence", "expected"), _rows())
def test_a_count_of_people_is_a_figure_and_other_numbers_are_none(sentence: str, expected: str) -> None:
    found = figures_in(sentence)
    assert "; ".join(told(f) for f in found) == ("" if expected == "-" else expected)
    for figure in found:
        assert figure.measure in MEASURES
        assert all(sentence[s.start : s.end] == s.quote for s in figure.evidence)
        assert (figure.rule or "").startswith("figure.")


def test_the_table_of_sentences_is_long_enough_to_mean_something() -> None:
    assert len(_rows()) >= 60


def test_how_a_number_came_about_is_kept_as_worded() -> None:
    methods = [
        figures_in(s)[0].method
        for s in (
            "At least 60 people were arrested.",
            "The group documented 300 arrests.",
            "Up to 40 children are in custody.",
            "60 people were arrested.",
        )
    ]
    assert methods == ["At least", "documented", "Up to", None]


def test_what_somebody_counts_is_said_by_their_claim() -> None:
    story = _story("There are 4,600 prisoners in the north, said the Orda Prisoners Club.")
    (figure,) = read_figures(story)
    assert figure.said_by == story.scope.said_by(figure.evidence[0])
    assert len(figure.said_by) == 1


def test_an_undated_report_leaves_its_figures_undated() -> None:
    (figure,) = figures_in("There are 4,600 prisoners in the north.", None)
    assert (figure.value, figure.as_of) == (4600, None)


def test_a_figure_of_a_post_is_as_of_the_post() -> None:
    text = "There are 4,600 prisoners.\n\nThere are 4,500 prisoners."
    body = Passage(role="body", start=0, end=28)
    post = Passage(role="embedded_post", start=28, end=len(text), published="2021-12-01")
    found = read_figures(_story(text, "2022-01-20", (body, post)))
    assert [(f.value, f.as_of) for f in found] == [(4600, "2022-01-20"), (4500, "2021-12-01")]


def test_the_evidence_is_the_clause_and_not_the_sentence() -> None:
    text = "Amir Doe spoke to the press in Korda, where police arrested 60 demonstrators, and left."
    (figure,) = figures_in(text)
    assert figure.evidence[0].quote == "arrested 60 demonstrators"


def test_ids_follow_the_text() -> None:
    found = figures_in("Police arrested 60 people. They freed 22 detainees. Nine prisoners have died.")
    assert [(f.id, f.value) for f in found] == [("n1", 60), ("n2", 22), ("n3", 9)]
