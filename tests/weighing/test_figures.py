"""Figures in series: the same count, its dates, and where what is counted changes."""

from __future__ import annotations

import pytest

from habeas.model.case import FigureSeries
from habeas.model.reading import Reading
from habeas.weighing.counted import population
from tests.factory import Draft
from tests.weighing.book import book_of


def told(measure: str, of: str, value: int, published: str | None, by: str | None = None) -> Reading:
    """A report with one figure."""
    draft = Draft(f"There are {value} {of}, {by} said, {measure}.", published=published, publisher="Lantern")
    said = [draft.claim(f"There are {value} {of}", text=by)] if by else []
    draft.figure(measure, of, value, f"{value} {of}", as_of=published, said_by=said)
    return draft.reading()


def series(*readings: Reading) -> list[FigureSeries]:
    return list(book_of(*readings).figures)


@pytest.mark.parametrize(
    "of",
    ["Karmanian prisoners", "Karmanian detainees", "Karmanians held as political prisoners",
     "Karmanian prisoners held in Ostran jails", "the Karmanian people behind bars in Ostran prisons"],
)  # fmt: skip
def test_words_for_custody_do_not_change_who_is_counted(of: str) -> None:
    assert population(of) == {"karmanian"}


def test_part_populations_are_other_populations() -> None:
    assert population("Karmanian women prisoners") == {"karmanian", "women"}
    assert population("children") != population("prisoners")


def test_dated_figures_stand_in_order_and_the_undated_beside() -> None:
    (line,) = series(
        told("held", "Karmanian prisoners", 4600, "2022-01-17"),
        told("held", "Karmanians held as political prisoners", 4900, None),
        told("held", "Karmanian detainees", 4650, "2021-11-18"),
    )
    assert [(p.as_of, p.value) for p in line.dated] == [("2021-11-18", 4650), ("2022-01-17", 4600)]
    assert [p.value for p in line.undated] == [4900]
    assert [f.kind for f in line.findings] == ["series"]
    assert line.findings[0].text == (
        "4,650 (18 November 2021), then 4,600 (17 January 2022): counts of different dates, no contradiction. "
        "4,900 without a date stands beside."
    )


def test_one_day_counted_differently_is_a_conflict() -> None:
    (line,) = series(
        told("held", "Karmanian prisoners", 4600, "2022-01-17", "the League"),
        told("held", "Karmanian detainees", 3100, "2022-01-17", "the ministry"),
    )
    (found,) = line.findings
    assert found.kind == "conflict"
    assert "the League" in found.text
    assert "the ministry" in found.text


def test_the_sick_and_the_cancer_patients_are_side_by_side_and_not_one_count() -> None:
    one = Draft(
        "There are 4,650 Karmanian prisoners, with 550 of them chronically ill, some with cancer.",
        published="2021-11-18",
    )
    whole = one.figure("held", "Karmanian prisoners", 4650, "4,650 Karmanian prisoners", as_of="2021-11-18")
    one.figure("ill", "prisoners with chronic conditions", 550, "550 of them chronically ill",
               as_of="2021-11-18", part_of=whole)  # fmt: skip
    two = told("ill", "cancer patients among Karmanian prisoners", 600, "2022-01-17")
    line = next(s for s in series(one.reading(), two) if s.measure == "ill")
    assert [p.value for p in line.dated] == [550, 600]
    (found,) = line.findings
    assert found.kind == "drift"
    assert "“550 of them chronically ill” (18 November 2021)" in found.text
    assert "These are not the same count; the one names cancer among others" in found.text


def test_a_speaker_who_changes_what_is_counted_is_said_to() -> None:
    lines = series(
        told("held", "Karmanian women and girls in prison", 40, "2021-01-01", "the League"),
        told("held", "Karmanian women in prison", 31, "2022-01-01", "the League"),
    )
    assert len(lines) == 2
    drifts = [f for line in lines for f in line.findings]
    assert [f.kind for f in drifts] == ["drift"]
    assert drifts[0].text.startswith("the League changes what is counted: 40 in ")


def test_women_and_all_prisoners_are_two_series_without_findings() -> None:
    lines = series(
        told("held", "Karmanian prisoners", 4600, "2022-01-17", "the League"),
        told("held", "Karmanian women prisoners", 31, "2022-01-17", "the ministry"),
    )
    assert [len(line.dated) for line in lines] == [1, 1]
    assert all(line.findings == () for line in lines)


def _counting(words: str, place: str, published: str, *figures: tuple[int, str]) -> Reading:
    draft = Draft(f"In {place}, {words}.", published=published, publisher=f"Paper of {place} {published}")
    draft.entity(place, "place")
    for value, quote in figures:
        draft.figure("held", "prisoners", value, quote, as_of=published)
    return draft.reading()


def test_prisoners_of_two_parts_of_the_world_are_two_series() -> None:
    lines = series(
        _counting("there are 900 prisoners", "Karmania", "2022-01-01", (900, "900 prisoners")),
        _counting("there are 850 prisoners", "Karmania", "2022-06-01", (850, "850 prisoners")),
        _counting("there are 70 prisoners", "Ostra", "2022-01-01", (70, "70 prisoners")),
    )
    assert sorted([p.value for p in line.dated] for line in lines) == [[70], [900, 850]]
    assert [f.kind for line in lines for f in line.findings] == ["series"]


def test_one_report_that_gives_two_numbers_counts_two_things() -> None:
    lines = series(
        _counting(
            "900 prisoners, 300 prisoners", "Karmania", "2022-01-01", (900, "900 prisoners"), (300, "300 prisoners")
        )
    )
    assert sorted(p.value or 0 for line in lines for p in line.dated) == [300, 900]
    assert len({line.id for line in lines}) == 2
    assert all(line.findings == () for line in lines)


def test_separate_arrests_are_no_development() -> None:
    (line,) = series(told("arrested", "people", 2, "2022-01-01"), told("arrested", "people", 58, "2022-01-01"))[:1]
    assert line.findings == ()


def test_the_inmates_of_one_prison_are_no_count_of_all() -> None:
    draft = Draft("Verin prison holds 300 Karmanian prisoners.", published="2022-06-01", publisher="Beacon")
    draft.entity("Verin prison", "facility")
    draft.figure("held", "Karmanian prisoners", 300, "300 Karmanian prisoners", as_of="2022-06-01")
    lines = series(draft.reading(), told("held", "Karmanian prisoners", 4600, "2022-01-17"))
    assert sorted((line.place or "", line.dated[0].value) for line in lines) == [("", 4600), ("Verin prison", 300)]
    assert all(line.findings == () for line in lines)


def given(value: int, as_of: str, published: str, by: str | None = "Dol Union", **more: object) -> Reading:
    """A count of Dolvian prisoners, given for a day by a speaker or by the paper itself."""
    count = f"{value} Dolvian prisoners were held"
    draft = Draft(f"{by} said that {count}." if by else f"{count}.", published=published, publisher=f"P{published}")
    said = [draft.claim(count, by=draft.entity(by, "organisation"))] if by else []
    draft.figure("held", "Dolvian prisoners", value, count, as_of=as_of, said_by=said, **more)
    return draft.reading()


def drifts(*readings: Reading) -> list[str]:
    """What the findings of drift say, of all series."""
    return [f.text for line in series(*readings) for f in line.findings if f.kind == "drift"]


def test_a_count_that_is_told_again_of_a_day_months_before_is_back_dated() -> None:
    (text,) = drifts(given(460, "2022-01-17", "2022-01-18"), given(460, "2021-03-01", "2022-02-20"))
    assert text.startswith("A count is given an earlier date: 460 (17 January 2022)")
    assert "then 460 (1 March 2021)" in text


def test_a_small_number_is_back_dated_by_its_own_speaker_only() -> None:
    first = given(8, "2022-01-17", "2022-01-18")
    assert len(drifts(first, given(8, "2021-03-01", "2022-02-20"))) == 1
    assert drifts(first, given(8, "2021-03-01", "2022-02-20", by="Karsk Union")) == []


def test_a_count_of_a_later_day_is_not_back_dated() -> None:
    assert drifts(given(460, "2021-03-01", "2021-03-02"), given(460, "2022-01-17", "2022-01-18")) == []


def test_an_estimate_that_is_told_again_as_a_count_has_hardened() -> None:
    guess = given(600, "2022-01-17", "2022-01-18", approximate=True, method="estimated")
    (text,) = drifts(guess, given(600, "2022-02-17", "2022-02-18"))
    assert text.startswith("An estimate becomes a count: about 600")


def test_a_count_that_becomes_an_estimate_has_not_hardened() -> None:
    guess = given(600, "2022-02-17", "2022-02-18", approximate=True, method="estimated")
    assert drifts(given(600, "2022-01-17", "2022-01-18"), guess) == []


def test_a_number_that_a_paper_gives_as_its_own_has_lost_its_speaker() -> None:
    (text,) = drifts(given(460, "2022-01-17", "2022-01-18"), given(460, "2022-01-17", "2022-01-20", by=None))
    assert text.startswith("Dol Union said so")


def test_another_number_or_another_day_has_lost_nobody() -> None:
    first = given(460, "2022-01-17", "2022-01-18")
    assert drifts(first, given(470, "2022-01-30", "2022-01-31", by=None)) == []
    assert drifts(first, given(460, "2022-01-30", "2022-01-31", by=None)) == []


def test_a_speaker_who_counts_one_day_anew_gives_another_number() -> None:
    found = drifts(given(460, "2022-01-17", "2022-01-18"), given(390, "2022-01-17", "2022-02-20"))
    assert found == [
        "Dol Union gives another number for 17 January 2022 than before: “460” (18 January 2022), "
        "then “390” (20 February 2022)."
    ]


def test_words_for_what_the_measure_counts_already_make_no_other_count() -> None:
    lines = series(
        told("without_charge", "Karmanian detainees without charge", 353, "2022-01-17", "the League"),
        told("without_charge", "Karmanian detainees", 340, "2022-02-17", "the League"),
    )
    assert [len(line.dated) for line in lines] == [2]
    assert [f.kind for f in lines[0].findings] == ["series"]


def test_some_of_those_counted_are_another_count() -> None:
    draft = Draft("There are 460 Dolvian prisoners, 30 of them in solitary cells.", published="2022-01-17")
    draft.figure("held", "Dolvian prisoners", 460, "460 Dolvian prisoners", as_of="2022-01-17")
    draft.figure("held", "Dolvian prisoners", 30, "30 of them", as_of="2022-01-16")
    assert [[p.value for p in line.dated] for line in series(draft.reading())] in ([[460], [30]], [[30], [460]])
