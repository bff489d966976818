"""Values side by side: what agrees, what is finer, what changed, what contradicts."""

from __future__ import annotations

import pytest

from habeas.model.case import CaseFile, Property
from habeas.model.reading import Reading
from habeas.model.telling import outlet
from tests.factory import Draft, decide, statement_of
from tests.weighing.book import kinds, labels, only_case, prop

NAME = "Nadia Petrovna Orlova"


def told(prop_name: str, value: int | str, published: str | None, publisher: str = "The Lantern") -> Reading:
    """A report that gives one value of a property of one person in prison."""
    draft = Draft(f"{NAME} is in prison: {value}, as of {published}.", published=published, publisher=publisher)
    person = draft.person(NAME, detained=True)
    draft.attribute(person, prop_name, value, str(value))
    return draft.reading()


def weighed(prop_name: str, *values: tuple[int | str, str | None]) -> Property:
    """The property as several papers give it, each with its value and date."""
    readings = [told(prop_name, v, on, f"Paper {i}") for i, (v, on) in enumerate(values)]
    return prop(only_case(*readings), prop_name)


def test_ages_that_fit_one_birth_agree() -> None:
    found = weighed("age", (48, "2021-06-01"), (49, "2022-06-02"))
    assert found.relation == "agree"
    assert [(v.label, v.value) for v in found.values] == [("48, then 49", "49")]
    assert found.explanation.startswith("The ages fit one birth between 3 June 1972 and 1 June 1973")


def test_ages_that_fit_no_birth_are_a_conflict_with_both_tellers() -> None:
    case = _joined_by_a_person(told("age", 48, "2021-06-01", "Lantern"), told("age", 55, "2022-06-02", "Beacon"))
    found = prop(case, "age")
    assert found.relation == "conflict"
    assert [v.label for v in found.values] == ["48", "55"]
    assert found.explanation == "Only one can be true: 48 (Lantern, 1 June 2021); 55 (Beacon, 2 June 2022)."
    assert kinds(case) == ["conflict"]


def _joined_by_a_person(one: Reading, two: Reading) -> CaseFile:
    from tests.factory import key_of

    return only_case(one, two, decisions=(decide("same", key_of(one, NAME), key_of(two, NAME)),))


def test_a_year_agrees_with_a_month_of_it() -> None:
    found = weighed("detained_since", ("2002", "2021-01-01"), ("2002-03", "2022-01-01"))
    assert found.relation == "agree"
    assert [(v.value, v.label, len(v.sources)) for v in found.values] == [("2002-03", "March 2002", 2)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("cancer", "lung cancer"), ["lung cancer"]),
        (("cancer", "lung cancer", "bone cancer"), ["lung cancer", "bone cancer", "cancer"]),
        (("lung cancer", "acute pneumonia"), ["lung cancer", "acute pneumonia"]),
    ],
)
def test_illnesses_are_several_and_no_conflict(values: tuple[str, ...], expected: list[str]) -> None:
    found = weighed("illness", *((v, f"2022-01-0{i + 1}") for i, v in enumerate(values)))
    assert sorted(v.label for v in found.values) == sorted(expected)
    assert found.relation == ("agree" if len(expected) == 1 else "several")


def test_a_place_spelt_twice_is_one_value() -> None:
    found = weighed("residence", ("Ostrava Dol", "2022-01-01"), ("Ostrava-Doll", "2022-02-01"))
    assert len(found.values) == 1


def test_held_in_one_prison_and_then_another_is_a_sequence() -> None:
    found = weighed("held_at", ("Verin prison", "2022-01-01"), ("Karsk colony", "2022-05-01"))
    assert found.relation == "sequence"
    assert found.explanation == (
        "One after the other, no contradiction: Verin prison (1 January 2022), then Karsk colony (1 May 2022)."
    )


def test_held_in_two_prisons_on_one_day_is_a_conflict() -> None:
    assert weighed("held_at", ("Verin prison", "2022-01-01"), ("Karsk colony", "2022-01-01")).relation == "conflict"


def test_a_condition_that_changes_is_a_sequence_and_its_opposite_on_one_day_a_conflict() -> None:
    assert weighed("condition", ("stable", "2022-01-01"), ("critical", "2022-02-01")).relation == "sequence"
    assert weighed("condition", ("stable", "2022-01-01"), ("critical", "2022-01-01")).relation == "conflict"


def test_another_sentence_needs_an_event_that_changes_it() -> None:
    found = weighed("sentence", ("19 years", "2021-01-01"), ("12 years", "2022-01-01"))
    assert found.relation == "conflict"
    draft = Draft(f"On appeal {NAME} now serves 12 years in prison.", published="2022-01-01", publisher="Beacon")
    person = draft.person(NAME, detained=True)
    draft.attribute(person, "sentence", "12 years", "12 years")
    draft.event("appeal", "On appeal", who=[person], when="2021-12")
    case = only_case(told("sentence", "19 years", "2021-01-01"), draft.reading())
    assert prop(case, "sentence").relation == "sequence"
    assert "“On appeal”" in prop(case, "sentence").explanation


def test_every_value_says_who_says_it_and_when() -> None:
    draft = Draft(f"{NAME}, who is in prison, has cancer, her lawyer said, the Beacon reports.", published="2022-01-01")
    person = draft.person(NAME, detained=True)
    paper = draft.entity("Beacon", "organisation")
    outer = draft.claim("has cancer, her lawyer said", by=paper)
    inner = draft.claim("has cancer", text="her lawyer", within=outer)
    draft.attribute(person, "illness", "cancer", "has cancer", said_by=[inner])
    (value,) = prop(only_case(draft.reading()), "illness").values
    (source,) = value.sources
    assert [v.name for v in source.voices] == [outlet(draft.info), "Beacon", "her lawyer"]
    assert (value.first_said, value.last_said) == ("2022-01-01", "2022-01-01")
    assert source.quotes == ("has cancer",)
    assert draft.text[slice(*source.spans[0])] == "has cancer"


def test_what_people_rejected_is_counted_and_stands_nowhere() -> None:
    one, two = told("illness", "cancer", "2022-01-01"), told("illness", "asthma", "2022-02-01")
    case = only_case(one, two, decisions=(decide("reject", statement_of(two, "a1")),))
    assert labels(case, "illness") == ["cancer"]
    assert case.rejected == 1


def test_a_correction_replaces_the_value_and_keeps_the_quotation() -> None:
    one = told("detained_since", "2002", "2022-01-01")
    fix = decide("correct", statement_of(one, "a1"), correction={"value": "2003"}, time=1)
    case = only_case(one, decisions=(fix,))
    (value,) = prop(case, "detained_since").values
    assert (value.value, value.sources[0].quotes, value.sources[0].state) == ("2003", ("2002",), "corrected")
    undone = only_case(one, decisions=(fix, decide("undo", fix.id, time=2)))
    assert labels(undone, "detained_since") == ["2002"]


def test_a_denied_value_is_shown_as_denied_with_what_it_denies() -> None:
    draft = Draft(f"{NAME} has no cancer, the ministry said.", published="2022-02-01", publisher="Gazette")
    person = draft.person(NAME, detained=True)
    ministry = draft.claim("has no cancer", text="the ministry", act="deny")
    draft.attribute(person, "illness", "cancer", "has no cancer", said_by=[ministry], status="denied")
    case = only_case(told("illness", "lung cancer", "2022-01-01"), draft.reading())
    denials = [f for f in case.findings if f.kind == "denial"]
    assert [f.text for f in denials] == [
        "the ministry says that it is not so, 1 February 2022: “has no cancer”. "
        "Against it stands “lung cancer” (The Lantern)."
    ]
    assert [s.status for v in prop(case, "illness").values for s in v.sources] == ["asserted", "denied"]
    assert prop(case, "illness").values[0].independent == 1


def sentenced(words: str, on: str, published: str, *, later: str | None = None) -> Reading:
    """A report of a sentence with its day; `later`: of a release after it, too."""
    text = f"{NAME} was sentenced to {words} in {on}. She was freed in {later}."
    draft = Draft(text, published=published, publisher=f"P{published}{words}")
    person = draft.person(NAME, detained=True)
    draft.event("sentence", f"sentenced to {words} in {on}", who=[person], when=on)
    draft.attribute(person, "sentence", words, words)
    if later is not None:
        draft.event("release", f"freed in {later}", who=[person], when=later)
    return draft.reading()


def test_two_lengths_of_one_sentence_are_a_conflict_whatever_came_after() -> None:
    one = sentenced("six years in prison", "2019-05", "2021-07-10", later="2020-05-14")
    two = sentenced("four years in prison", "2019-05-01", "2019-05-01")
    found = prop(only_case(one, two), "sentence")
    assert found.relation == "conflict"
    assert {v.label: v.firmness for v in found.values} == {
        "six years in prison": "disputed",
        "four years in prison": "disputed",
    }


def test_sentences_of_different_years_are_no_conflict() -> None:
    one = sentenced("six years in prison", "2014-05-02", "2014-05-03")
    two = sentenced("four years in prison", "2019-05-01", "2019-05-01")
    found = prop(only_case(one, two), "sentence")
    assert found.relation == "sequence"
    assert found.explanation.startswith("Sentences of different times, no contradiction")
    three = sentenced("nine years in prison", "2019-05-01", "2019-05-02")
    found = prop(only_case(one, two, three), "sentence")
    assert found.relation == "conflict"
    assert {v.label: v.firmness == "disputed" for v in found.values} == {
        "six years in prison": False,
        "four years in prison": True,
        "nine years in prison": True,
    }
