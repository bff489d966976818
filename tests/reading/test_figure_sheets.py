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


def test_labels_with_terms_and_brackets_behind_numbers_are_rows_too() -> None:
    text = "Prisoners as of 3 May 2021:\n\nChildren: 170 (3 girls)\nPrisoners serving more than 20 years: 107\n"
    assert [told(f) for f in figures_in(text)] == [
        "children_held 170 Children @2021-05-03",
        "held 107 Prisoners serving more than 20 years @2021-05-03",
    ]


def test_a_table_of_two_columns_is_read_cell_by_cell_and_one_of_three_is_not() -> None:
    two = "Prisoners at the end of 2021\n\nCategory\n\nNumber\n\nIn total\n\n1,412\n\nWomen\n\n87\n\nMinors\n\n14\n"
    three = "Arrests by town\n\nTown\n\n2020\n\n2021\n\nVesk\n\n31\n\n44\n\nTarn\n\n12\n\n9\n"
    assert [told(f) for f in figures_in(two)] == [
        "held 1412 In total @2021-12-31",
        "women_held 87 Women part @2021-12-31",
        "children_held 14 Minors part @2021-12-31",
    ]
    assert figures_in(three) == ()


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
