"""Father and son of one name: a report that might mean either is joined to neither by what both have in common."""

from __future__ import annotations

from itertools import permutations

from habeas.model.reading import Reading
from habeas.resolving import resolve
from habeas.resolving.evidence import all_elsewhere
from tests.factory import Draft, key_of

SON, FATHER = "Bob Hallowdale", "Robert Hallowdale"


def both() -> Reading:
    draft = Draft(
        f"{SON}, 30, and his father {FATHER} are in prison. Lev Brandtov defends them.", published="2022-01-01"
    )
    draft.attribute(draft.person(SON, detained=True), "age", 30, "30")
    draft.person(FATHER, detained=True)
    draft.person("Lev Brandtov")
    return draft.reading()


def told(name: str, published: str, age: int | None = None, since: str | None = None) -> Reading:
    draft = Draft(
        f"{name}, {age or 'whose age is not told'}, is in prison{f' since {since}' if since else ''}. "
        "Lev Brandtov defends him.",
        published=published,
    )
    person = draft.person(name, detained=True)
    if age is not None:
        draft.attribute(person, "age", age, str(age))
    if since is not None:
        draft.attribute(person, "detained_since", since, f"since {since}")
    draft.person("Lev Brandtov")
    return draft.reading()


def together(*readings: Reading) -> list[set[str]]:
    """The keys of every cluster of more than one person."""
    clusters = resolve(readings, (), proposed=True).clusters
    return [{ref.key for ref in cluster} for cluster in clusters if len(cluster) > 1 and "Lev" not in cluster[0].name]


def test_a_lawyer_in_common_says_not_which_of_the_two_is_meant() -> None:
    assert together(both(), told(FATHER, "2022-02-01")) == []


def test_an_age_says_it() -> None:
    one, other = both(), told(FATHER, "2022-02-01", age=30)
    assert together(one, other) == [{key_of(one, SON), key_of(other, FATHER)}]


def test_nor_does_the_lawyer_say_it_by_way_of_a_report_that_knows_only_one_of_them() -> None:
    one, son, either = both(), told(SON, "2022-02-01", age=30), told(FATHER, "2022-03-01")
    assert together(one, son, either) == [{key_of(one, SON), key_of(son, SON)}]
    assert len(together(son, either)[0]) == 2


def test_who_may_be_either_of_two_who_are_told_apart_is_joined_to_neither_in_whatever_order_they_come() -> None:
    son, father, either = told(SON, "2022-02-01", age=30), told(SON, "2022-03-01", age=58), told(SON, "2022-04-01")
    for readings in permutations((son, father, either)):
        assert together(*readings) == []
    joins = resolve([son, father, either], (), proposed=True).joins
    mine = [
        join for join in joins if key_of(either, SON) in (join.left, join.right) and "Hallowdale" in join.reasons[0]
    ]
    assert mine
    assert all("father or son may be meant" in join.against[-1] for join in mine)
    assert len(together(son, either)[0]) == 2


def test_nor_to_one_of_whom_another_report_tells_that_he_was_taken_at_another_time() -> None:
    father = [told(SON, "2022-03-01", age=58, since="2022-02-20"), told(SON, "2022-03-09", age=58)]
    assert len(together(*father)[0]) == 2
    assert len(together(*father, told(SON, "2022-04-01", since="2022-02"))[0]) == 3
    assert len(together(*father, told(SON, "2022-04-01", since="2021-04"))[0]) == 2


def test_places_of_which_each_has_a_word_of_its_own_are_two() -> None:
    assert all_elsewhere(["Río Zafiral"], ["Puerto Zafiral"])
    assert not all_elsewhere(["St Zafiral"], ["Saint Zafiral"])
    assert not all_elsewhere(["Ar Zafir"], ["El Zafir"])
