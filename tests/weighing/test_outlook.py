"""How firmly lines stand, what comes next, and for how long nobody has spoken of somebody."""

from __future__ import annotations

from habeas.model.case import CaseFile, LifeEvent
from habeas.model.reading import Reading, Status
from tests.factory import Draft
from tests.weighing.book import book_of, only_case, prop

NAME = "Nadia Petrovna Orlova"


def told(lead: str, kind: str, when: str | None, published: str, **more: str) -> Reading:
    """A report of one event; `by` says so, `status` as what, `heading` stands above it."""
    by, heading = more.get("by"), more.get("heading")
    body = f"{by} said: {lead}. Born in Ruda." if by else f"{lead}. Born in Ruda."
    draft = Draft(
        f"{heading}\n\n{body}" if heading else body, published=published, publisher=more.get("paper", published)
    )
    person = draft.person(NAME, detained=True)
    said = [draft.claim(lead, by=draft.entity(by, "organisation"))] if by else []
    status: Status = "planned" if more.get("status") == "planned" else "asserted"
    draft.event(kind, lead, who=[person], when=when, said_by=said, status=status)
    draft.attribute(person, "born", "1972-03-04", "Born in Ruda")
    if heading:
        draft.passage("title", heading)
        draft.passage("body", body)
        draft.event(kind, heading, who=[person])
    return draft.reading()


def line(case: CaseFile, kind: str) -> LifeEvent:
    (found,) = [e for e in case.life if e.type == kind]
    return found


def test_what_two_independent_sources_tell_is_corroborated_by_them() -> None:
    one = told(f"{NAME} was taken", "arrest", "2022-01-05", "2022-01-06", by="Dol Union")
    two = told(f"Police seized {NAME}", "arrest", "2022-01-05", "2022-01-07", by="Karsk Club")
    arrest = line(only_case(one, two), "arrest")
    assert (arrest.firmness, arrest.why) == ("corroborated", "2 independent sources: Dol Union and Karsk Club.")


def test_what_one_speaker_tells_in_two_papers_stands_on_one_word() -> None:
    one = told(f"{NAME} was taken", "arrest", "2022-01-05", "2022-01-06", by="Dol Union")
    two = told(f"Police seized {NAME}", "arrest", "2022-01-05", "2022-01-07", by="Dol Union")
    arrest = line(only_case(one, two), "arrest")
    assert (arrest.firmness, arrest.why) == ("one_word", "On the word of Dol Union.")


def test_what_is_told_of_two_days_is_disputed_and_the_rest_is_not() -> None:
    one = told(f"{NAME} was taken", "arrest", "2022-01-05", "2022-01-16")
    two = told(f"Police seized {NAME}", "arrest", "2022-01-09", "2022-01-17")
    three = told(f"{NAME} was moved", "transfer", "2022-02-01", "2022-02-02")
    case = only_case(one, two, three)
    assert [e.firmness for e in case.life] == ["disputed", "disputed", "one_word"]
    assert case.life[0].why == "Probably one event, told of two days."


def test_ages_that_fit_no_birth_are_disputed_values() -> None:
    readings = []
    for published, age in (("2022-01-05", 43), ("2022-02-05", 51)):
        draft = Draft(f"{NAME} is {age}. Born in Ruda.", published=published, publisher=published)
        person = draft.person(NAME, detained=True)
        draft.attribute(person, "age", age, f"is {age}")
        draft.attribute(person, "born", "1972-03-04", "Born in Ruda")
        readings.append(draft.reading())
    case = only_case(*readings)
    assert [v.firmness for v in prop(case, "age").values] == ["disputed", "disputed"]


def test_a_prison_of_another_year_is_no_side_of_a_dispute_about_one_day() -> None:
    readings = []
    for published, prison in (
        ("2021-01-05", "Dol prison"),
        ("2022-02-05", "Verin prison"),
        ("2022-02-05", "Karsk prison"),
    ):
        draft = Draft(f"{NAME} is in {prison}.", published=published, publisher=prison)
        person = draft.person(NAME, detained=True)
        draft.attribute(person, "held_at", prison, f"in {prison}", object=draft.entity(prison, "facility"))
        readings.append(draft.reading())
    case = only_case(*readings)
    held = prop(case, "held_at")
    assert {v.label: v.firmness for v in held.values} == {
        "Dol prison": "one_word",
        "Karsk prison": "disputed",
        "Verin prison": "disputed",
    }
    assert "Dol prison" not in held.explanation


def test_a_heading_tells_of_the_event_that_its_report_dates() -> None:
    report = told(f"{NAME} was taken", "arrest", "2022-01-05", "2022-01-06", heading=f"Arrest of {NAME}")
    earlier = told(f"Police seized {NAME}", "arrest", "2019-03-01", "2019-03-02")
    case = only_case(report, earlier)
    assert [(e.when, len(e.sources)) for e in case.life] == [("2019-03-01", 1), ("2022-01-05", 2)]


def test_a_hearing_that_is_still_to_come_comes_next() -> None:
    arrest = told(f"{NAME} was taken", "arrest", "2022-01-05", "2022-01-06")
    awaited = told(
        f"A hearing of {NAME} is set", "hearing", "2022-03-01", "2022-02-01", by="Dol Union", status="planned"
    )
    (coming,) = only_case(arrest, awaited).upcoming
    assert (coming.label, coming.when, coming.why) == ("Hearing", "2022-03-01", "expected, according to Dol Union")


def test_a_hearing_whose_day_has_passed_is_awaited_no_longer() -> None:
    awaited = told(f"A hearing of {NAME} is set", "hearing", "2022-03-01", "2022-02-01", status="planned")
    later = told(f"{NAME} was moved", "transfer", "2022-05-01", "2022-05-02")
    assert only_case(awaited, later).upcoming == ()


def test_nobody_awaits_an_arrest_or_a_beating() -> None:
    arrest = told(f"{NAME} was taken", "arrest", "2022-01-05", "2022-01-06")
    feared = told(f"They plan to seize {NAME}", "arrest", None, "2022-02-01", status="planned")
    assert only_case(arrest, feared).upcoming == ()


def sentenced(*years: str) -> CaseFile:
    readings = [told(f"{NAME} was taken", "arrest", "2019-05-20", "2019-05-21")]
    for number, length in enumerate(years):
        published = f"2020-0{number + 1}-05"
        draft = Draft(f"{NAME} got {length}.", published=published, publisher=published)
        draft.attribute(draft.person(NAME, detained=True), "sentence", length, f"got {length}")
        readings.append(draft.reading())
    return only_case(*readings)


def test_the_end_of_a_term_is_counted_from_the_arrest_and_says_so() -> None:
    (coming,) = sentenced("six years and six months").upcoming
    assert (coming.label, coming.when) == ("End of term", "2025-11")
    assert coming.why == "if six years and six months are counted from the arrest (20 May 2019)"
    assert len(coming.sources) == 2


def test_a_disputed_or_endless_term_has_no_end() -> None:
    assert sentenced("six years", "nine years").upcoming == ()
    assert sentenced("life").upcoming == ()


def test_the_dead_and_the_free_await_no_end_of_term() -> None:
    arrest = told(f"{NAME} was taken", "arrest", "2019-05-20", "2019-05-21")
    died = told(f"{NAME} died", "death", "2021-05-20", "2021-05-21")
    assert only_case(arrest, died).upcoming == ()


def test_the_silence_is_counted_to_the_newest_of_all_reports() -> None:
    mine = told(f"{NAME} was taken", "arrest", "2022-01-05", "2022-01-06")
    other = Draft("Pavel Stanov was released.", published="2022-04-16", publisher="Herald")
    other.event("release", "was released", who=[other.person("Pavel Stanov", detained=True)], when="2022-04-16")
    silent = {case.name: case.silent for case in book_of(mine, other.reading()).cases}
    assert silent == {NAME: 100, "Pavel Stanov": 0}
