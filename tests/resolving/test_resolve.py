"""Who is who across reports: what is proposed, what never is, and what people decide."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from habeas.model.case import Resolution
from habeas.model.decision import Decision
from habeas.model.reading import Reading
from habeas.resolving import resolve
from tests.factory import Draft, decide, key_of

_papers = itertools.count()


def told(name: str, published: str | None = None, *, detained: bool = True, **facts: int | str) -> Reading:
    """A report that says nothing but a name and `facts`."""
    lines = [f"{name} is in prison."] + [f"{prop} {value}." for prop, value in facts.items()]
    # Each has a file of its own: equal reports would be one.
    draft = Draft("\n".join(lines), published=published, publisher=f"Paper {next(_papers)}")
    person = draft.person(name, detained=detained)
    for prop, value in facts.items():
        if prop == "death":
            draft.event("death", f"death {value}", who=[person], when=str(value))
        else:
            draft.attribute(person, prop, value, f"{prop} {value}")
    return draft.reading()


def working(*readings: Reading, decisions: tuple[Decision, ...] = ()) -> Resolution:
    return resolve(readings, decisions, proposed=True)


def sizes(resolution: Resolution) -> list[int]:
    return sorted(len(cluster) for cluster in resolution.clusters)


def test_a_name_and_a_fitting_age_are_proposed_with_their_reasons() -> None:
    one = told("Nadia Orlova", "2022-01-17", age=49)
    two = told("ORLOVA, Nadia", "2023-02-01", age=50)
    result = working(one, two)
    assert sizes(result) == [2]
    (join,) = result.joins
    assert join.state == "proposed"
    assert 0.4 <= join.score < 0.97
    assert any("fits one birth" in reason for reason in join.reasons)
    assert join.against == ()


def test_what_the_machine_proposes_is_never_joined_for_the_public() -> None:
    one, two = told("Nadia Orlova", "2022-01-17", age=49), told("Nadia Orlova", "2023-02-01", age=50)
    result = resolve([one, two], [], proposed=False)
    assert sizes(result) == [1, 1]
    assert [join.state for join in result.joins] == ["proposed"]


@pytest.mark.parametrize(
    ("facts", "others"),
    [
        ({"nationality": "Karmanian"}, {"nationality": "Karmanian"}),
        ({"residence": "Ostrava Dol"}, {"residence": "Ostrava Dol"}),
        ({"illness": "cancer"}, {"illness": "cancer"}),
        ({"nationality": "Karmanian", "residence": "Dol"}, {"nationality": "Karmanian", "residence": "Dol"}),
        ({}, {}),
    ],
)
def test_illness_nationality_or_place_is_no_second_piece(facts: dict[str, Any], others: dict[str, Any]) -> None:
    result = working(told("Nadia Orlova", **facts), told("Nadia Orlova", **others))
    assert sizes(result) == [1, 1]
    assert result.joins == ()


def test_a_relative_counts_who_is_named_and_none_who_is_only_called_a_mother() -> None:
    named = [told("Nadia Orlova", relative="Vera Orlova") for _ in range(2)]
    called = [told("Nadia Orlova", relative="her mother") for _ in range(2)]
    assert (sizes(working(*named)), sizes(working(*called))) == ([2], [1, 1])


def test_a_lone_family_name_is_never_proposed() -> None:
    assert sizes(working(told("Orlova", "2022", age=40), told("Orlova", "2022", age=40))) == [1, 1]


def test_custody_and_a_full_uncommon_name_are_a_weak_proposal_that_says_so() -> None:
    result = working(told("Tarek Abu Mansi", illness="cancer"), told("طارق أبو منسي", illness="lung cancer"))
    (join,) = result.joins
    assert sizes(result) == [2]
    assert join.score < 0.55
    assert join.reasons[-1] == "both are in custody and no date speaks against it; no single fact settles it"


def test_common_names_need_more_than_custody() -> None:
    assert sizes(working(told("Mohammed Ali Hassan"), told("Mohammed Ali Hassan"))) == [1, 1]


def test_ages_that_cannot_be_one_persons_outweigh_the_rest() -> None:
    one = told("Nadia Orlova", "2022-01-17", age=49, held_at="Verin prison")
    two = told("Nadia Orlova", "2022-02-17", age=23, held_at="Verin prison")
    assert sizes(working(one, two)) == [1, 1]


def test_father_and_son_are_kept_apart_even_in_one_prison() -> None:
    father = told("Omar Yusuf Haddad", held_at="Verin prison")
    son = told("Khalil Omar Yusuf Haddad", held_at="Verin prison")
    result = working(father, son)
    assert sizes(result) == [1, 1]
    assert result.joins == ()


def _on_strike(published: str) -> Reading:
    draft = Draft(f"Nadia Orlova is on hunger strike, {published}.", published=published)
    draft.event("hunger_strike", "on hunger strike", who=[draft.person("Nadia Orlova", detained=True)])
    return draft.reading()


def test_a_hunger_strike_at_one_time_is_a_second_piece_and_one_years_later_is_none() -> None:
    assert sizes(working(_on_strike("2024-05-04"), _on_strike("2024-05-07"))) == [2]
    assert sizes(working(_on_strike("2024-05-04"), _on_strike("2026-05-07"))) == [1, 1]


def _with_company(name: str, other: str, text: str) -> Reading:
    draft = Draft(f"{name} is in prison; {other} defends the case. {text}")
    draft.person(name, detained=True)
    draft.person(other)
    return draft.reading()


def test_company_in_another_spelling_counts_for_a_whole_name() -> None:
    one = _with_company("Nadia Orlova", "Lev Brandtov", "One.")
    two = _with_company("Nadya Orlova", "Brandtov L.", "Two.")
    result = working(one, two)
    assert sizes(result) == [2, 2]
    reasons = [reason for join in result.joins for reason in join.reasons]
    assert any(r.startswith("both reports name the same other people") and "Brandtov" in r for r in reasons)


def test_company_counts_for_nothing_where_one_name_is_a_part_of_the_other() -> None:
    father = _with_company("Emilio Sarraga", "Lev Brandtov", "His father's case.")
    son = _with_company("Emilio Sarraga Reina", "Lev Brandtov", "His son's case.")
    assert sizes(working(father, son)) == [1, 1, 1, 1]


def test_the_dead_are_not_arrested_later() -> None:
    dead = told("Nadia Orlova", held_at="Verin prison", death="2020-05-01")
    draft = Draft("Nadia Orlova was arrested in 2023 and taken to Verin prison.")
    person = draft.person("Nadia Orlova", detained=True)
    draft.event("arrest", "arrested in 2023", who=[person], when="2023")
    draft.attribute(person, "held_at", "Verin prison", "Verin prison")
    assert sizes(working(dead, draft.reading())) == [1, 1]


def test_two_people_of_one_report_are_never_joined_through_a_third() -> None:
    draft = Draft("Nadia Orlova, 49, and her cousin Nadya Orlova, 49, are in prison.", published="2022-01-17")
    for name in ("Nadia Orlova", "Nadya Orlova"):
        draft.attribute(draft.person(name, detained=True), "age", 49, "49")
    both, third = draft.reading(), told("Nadia Orlova", "2022-03-01", age=49)
    result = working(both, third)
    assert sizes(result) == [1, 2]
    assert {len({ref.report for ref in cluster}) for cluster in result.clusters} == {1, 2}


def test_people_decide_and_undo() -> None:
    one, two = told("Nadia Orlova", "2022-01-17", age=49), told("Nadia Orlova", "2023-02-01", age=50)
    pair = (key_of(one, "Nadia Orlova"), key_of(two, "Nadia Orlova"))
    apart = decide("different", *pair, time=1)
    assert sizes(working(one, two, decisions=(apart,))) == [1, 1]
    assert sizes(working(one, two, decisions=(apart, decide("undo", apart.id, time=2)))) == [2]
    same = decide("same", *pair, time=3)
    public = resolve([one, two], [apart, same], proposed=False)
    assert sizes(public) == [2]
    assert [(j.state, j.decision) for j in public.joins] == [("same", same.id)]
    assert sizes(working(one, two, decisions=(decide("unsure", *pair, time=4),))) == [1, 1]


def test_people_may_join_what_the_machine_would_never_propose() -> None:
    one, two = told("Nadia Orlova"), told("Abu Salem Haddad")
    same = decide("same", key_of(one, "Nadia Orlova"), key_of(two, "Abu Salem Haddad"))
    assert sizes(resolve([one, two], [same], proposed=False)) == [2]


def test_different_is_not_overridden_through_a_third() -> None:
    readings = [told("Nadia Orlova", f"202{i}-01-17", age=47 + i) for i in range(3)]
    keys = [key_of(reading, "Nadia Orlova") for reading in readings]
    assert sizes(working(*readings)) == [3]
    apart = decide("different", keys[0], keys[2])
    result = working(*readings, decisions=(apart,))
    assert sizes(result) == [1, 2]
    assert not any({keys[0], keys[2]} <= {ref.key for ref in cluster} for cluster in result.clusters)
    refused = [join for join in result.joins if join.state == "proposed" and join.against]
    assert [j.against for j in refused] == [("joining them would bring together people who are told apart",)]


def test_the_order_of_readings_changes_nothing() -> None:
    readings = [told("Nadia Orlova", f"202{i}-01-17", age=47 + i) for i in range(3)]
    results = [working(*order) for order in itertools.permutations(readings)]
    assert all(result == results[0] for result in results)


def test_a_common_name_in_many_reports_is_not_compared_all_with_all() -> None:
    from habeas.resolving.blocking import near
    from habeas.resolving.profile import profiles

    people = [p for i in range(400) for p in profiles(told("Mohammed Ali Hassan", f"2022-01-{i % 28 + 1:02}"), {})]
    assert 0 < len(near(people).names) < 400 * 30


def test_every_named_person_is_in_exactly_one_cluster() -> None:
    readings = [told("Nadia Orlova"), told("Orlova"), told("Tarek Abu Mansi")]
    keys = [ref.key for cluster in working(*readings).clusters for ref in cluster]
    assert sorted(keys) == sorted({*keys})
    assert len(keys) == 3
