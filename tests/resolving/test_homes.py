"""Father and son of one name: a report that might mean either is joined to neither by what both have in common."""

from __future__ import annotations

from habeas.model.reading import Reading
from habeas.resolving import resolve
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


def told(name: str, published: str, age: int | None = None) -> Reading:
    draft = Draft(
        f"{name}, {age or 'whose age is not told'}, is in prison. Lev Brandtov defends him.", published=published
    )
    person = draft.person(name, detained=True)
    if age is not None:
        draft.attribute(person, "age", age, str(age))
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
