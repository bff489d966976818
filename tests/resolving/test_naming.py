"""The name's part in a join: names that agree as a whole, and initials, which never carry a join alone."""

from __future__ import annotations

import pytest

from habeas.model.reading import Reading
from habeas.resolving import resolve
from habeas.resolving.names import parsed
from habeas.resolving.naming import held
from tests.factory import Draft


def told(name: str, paper: str, **facts: int | str) -> Reading:
    """A report that says a name and `facts` of somebody in prison."""
    lines = [f"{name} is in prison."] + [f"{prop} {value}." for prop, value in facts.items()]
    draft = Draft("\n".join(lines), published="2024-05-04", publisher=paper)
    person = draft.person(name, detained=True)
    for prop, value in facts.items():
        draft.attribute(person, prop, value, f"{prop} {value}")
    return draft.reading()


def clusters(left: Reading, right: Reading) -> int:
    return len(resolve([left, right], [], proposed=True).clusters)


def test_a_name_written_apart_and_together_is_one_name() -> None:
    match = held(parsed("Noor Ullah Zamrani"), parsed("Noorullah Zamrani"))
    assert match.whole
    assert match.score > 0.8
    assert "written apart or together" in match.why


@pytest.mark.parametrize(
    ("left", "right"),
    [("Hassan Zubari", "Hussein Zubari"), ("Walid Zubari", "Asaad Zubari"), ("Zubari", "Khadir Zubari")],
)
def test_a_high_score_brings_no_other_name_in(left: str, right: str) -> None:
    assert held(parsed(left), parsed(right)).score == 0.0


def test_the_name_alone_joins_nobody_and_with_a_second_piece_it_does() -> None:
    left, right = "Noor Ullah Zamrani", "Noorullah Zamrani"
    assert clusters(told(left, "One"), told(right, "Two")) == 2
    assert clusters(told(left, "One", age=40), told(right, "Two", age=40)) == 1


def test_initials_need_more_than_one_prison() -> None:
    short, long = "A. M. al-Tawqari", "Ahmed Mohammed al-Tawqari"
    prison = {"held_at": "Verin prison"}
    assert clusters(told(short, "One"), told(long, "Two")) == 2
    assert clusters(told(short, "One", **prison), told(long, "Two", **prison)) == 2
    assert clusters(told(short, "One", age=40, **prison), told(long, "Two", age=40, **prison)) == 1
    assert clusters(told(short, "One", age=40, **prison), told(long, "Two", age=60, **prison)) == 2


def test_an_initial_is_said_to_be_one_and_other_initials_do_not_match() -> None:
    assert held(parsed("A. M. al-Tawqari"), parsed("Ahmed Mohammed al-Tawqari")).why.endswith("initials can tell")
    assert held(parsed("S. M. al-Tawqari"), parsed("Ahmed Mohammed al-Tawqari")).score == 0.0
    assert parsed("A.B. Orlov").parts == parsed("A. B. Orlov").parts
    assert [part.word.text for part in parsed("Brandtov L.").parts] == ["brandtov", "l"]
