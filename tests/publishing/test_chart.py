"""Charts: where points stand, and what is never drawn."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from habeas.model.case import FigurePoint, FigureSeries, Source
from habeas.publishing.chart import chart, count_words, newest
from habeas.publishing.labels import LETTER

SOURCE = Source(
    report="r", kind="figure", statement="n1", key="st:1", state="proposed", quotes=("q",), spans=((0, 1),), voices=()
)


def point(as_of: str | None = "2023-01-01", **numbers: int | bool | None) -> FigurePoint:
    values: dict[str, int | bool | None] = {"value": None, "low": None, "high": None, "approximate": False, **numbers}
    return FigurePoint(label="", of="people", method=None, as_of=as_of, since=None, source=SOURCE, **values)  # type: ignore[arg-type]


def series(*dated: FigurePoint, undated: tuple[FigurePoint, ...] = ()) -> FigureSeries:
    return FigureSeries(id="s", measure="held", label="Held", counts="people", place=None, dated=dated, undated=undated)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"value": 4650}, "4,650"),
        ({"value": 4650, "approximate": True}, "about 4,650"),
        ({"low": 4710, "high": 4730}, "4,710 to 4,730"),
        ({"value": 4900, "low": 4900}, "at least 4,900"),
        ({"low": 550}, "at least 550"),
        ({"high": 20}, "at most 20"),
        ({"value": 5, "low": 4, "high": 8}, "5 (4 to 8)"),
        ({}, "no number"),
    ],
)
def test_a_count_is_written_with_its_bounds(numbers: dict[str, Any], words: str) -> None:
    assert count_words(point(**numbers)) == words


def test_the_scale_starts_at_nought_and_later_stands_further_right() -> None:
    drawn = chart(series(point("2022-01-17", value=4650), point("2022-12-20", value=4600)))
    assert drawn is not None
    assert drawn.up[0].label == "0"
    assert drawn.up[0].at == drawn.base
    first, second = drawn.dots
    assert first.x < second.x
    assert first.y < second.y
    assert not first.hollow


def test_a_month_is_as_wide_as_a_month_and_a_day_is_a_point() -> None:
    drawn = chart(series(point("2022-05", value=5), point("2022-07-20", value=6)))
    assert drawn is not None
    month, day = drawn.dots
    assert month.left < month.right
    assert day.left == day.right


def test_approximate_counts_and_bounds_are_hollow_and_say_which() -> None:
    drawn = chart(
        series(point("2021", value=5, approximate=True), point("2022", low=6, value=6), point("2023", high=9))
    )
    assert drawn is not None
    assert [(d.hollow, d.at_least, d.at_most) for d in drawn.dots] == [
        (True, False, False), (True, True, False), (True, False, True),
    ]  # fmt: skip


def test_figures_without_a_date_stand_in_a_strip_beside_the_chart() -> None:
    drawn = chart(series(point("2022", value=5), undated=(point(None, value=7),)))
    assert drawn is not None
    assert drawn.strip is not None
    dated, loose = drawn.dots
    assert dated.x <= drawn.right < drawn.strip < loose.x
    assert (dated.dated, loose.dated) == (True, False)


def test_without_a_dated_figure_there_is_no_chart() -> None:
    assert chart(series(undated=(point(None, value=7),))) is None
    assert chart(series(point("2022"))) is None


def test_one_figure_alone_has_no_chart() -> None:
    assert chart(series(point("2022", value=5))) is None


@pytest.mark.parametrize("value", [0, 1, 9, 99, 4650, 1_000_000_007])
def test_no_point_stands_outside_whatever_its_size(value: int) -> None:
    drawn = chart(series(point("2022", value=value), point("0001", value=0), point("9999", value=1)))
    assert drawn is not None
    assert all(drawn.top <= d.y <= drawn.base and drawn.left <= d.x <= drawn.right for d in drawn.dots)
    assert len(drawn.across) <= 9


def test_labels_cover_neither_each_other_nor_a_point() -> None:
    points = [point(f"2022-01-{day:02}", value=4000 + 60 * (day % 5), approximate=True) for day in range(1, 25)]
    drawn = chart(series(*points))
    assert drawn is not None
    placed = [(d.place, len(d.label) * LETTER / 2) for d in drawn.dots if d.place is not None]
    assert 2 <= len(placed) < len(points), "what fits nowhere is left out"
    for i, (one, half) in enumerate(placed):
        assert all(abs(one.y - v.y) >= 15 or abs(one.x - v.x) > half for v, _ in placed[i + 1 :])
        assert all(abs(one.y - 5 - d.y) >= 12 or abs(one.x - d.x) >= half for d in drawn.dots)


def test_the_ends_and_the_extremes_are_labelled_first() -> None:
    drawn = chart(series(*(point(f"20{year}", value=value) for year, value in ((10, 5), (11, 9), (12, 1), (13, 4)))))
    assert drawn is not None
    assert all(d.place is not None for d in drawn.dots)


def test_a_figure_without_a_date_of_its_own_stands_at_its_publication() -> None:
    told = msgspec.structs.replace(point(None, value=7), said="2022-06-01")
    drawn = chart(series(point("2022-01-01", value=5), told))
    assert drawn is not None
    assert len(drawn.dots) == 2
    assert drawn.dots[0].x < drawn.dots[1].x
    assert newest(series(point("2022-01-01", value=5), told)) == (told,)
