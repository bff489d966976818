"""Counts in lines of label and number under a heading that says of whom."""

from __future__ import annotations

import pytest

from tests.reading.test_figures import figures_in, told

_HELD = """Prisoners held in Korda as of the end of May 2021:

Total: 4,900
Women: 31
Children (under 18): more than 160
Administrative detainees: 1,014
"""


def test_each_line_of_a_sheet_is_a_figure_of_its_day_and_part_of_the_total() -> None:
    assert [told(f) for f in figures_in(_HELD)] == [
        "held 4900 Prisoners @2021-05-31",
        "women_held 31 Women part @2021-05-31",
        "children_held 160>= Children (under 18) part @2021-05-31",
        "without_charge 1014 Administrative detainees part @2021-05-31",
    ]


def test_rows_of_a_table_count_what_its_heading_counts() -> None:
    text = "Arrests by kind:\nPolitical activity          165 people  79.3%\nLabour rights    24 people  11.5%\n"
    assert [(f.measure, f.value, f.of) for f in figures_in(text)] == [
        ("arrested", 165, "Political activity"),
        ("arrested", 24, "Labour rights"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "About the prisoner\n\nAge: 34\nChildren: 2\nSentence: 12 years\n",
        "Call us:\n\nPhone: 555\nFax: 556\n",
        "Results of the match:\n\nKorda: 3\nVesk: 2\n",
    ],
)
def test_other_lines_with_numbers_count_nobody(text: str) -> None:
    assert figures_in(text) == ()
