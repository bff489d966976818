"""What people decide on organisations, facilities and places goes before what their names say."""

from __future__ import annotations

import itertools

import pytest

from habeas.model.case import Body
from habeas.model.decision import Action, Decision
from habeas.model.identity import body_key
from habeas.model.reading import EntityKind, Reading
from habeas.resolving.bodies import bodies
from tests.factory import Draft

_papers, _made = itertools.count(), itertools.count(1)


def naming(name: str, kind: EntityKind = "organisation") -> Reading:
    draft = Draft(f"Named: {name}.", publisher=f"Paper {next(_papers)}")
    draft.entity(name, kind)
    return draft.reading()


def key(reading: Reading) -> str:
    return body_key(reading, reading.entities[0])


def decided(action: Action, *targets: str) -> Decision:
    number = next(_made)
    return Decision(
        id=f"de:{number:04}", action=action, targets=targets, author="ana", time=f"2024-05-04T10:00:{number % 60:02}Z"
    )


def together(found: tuple[Body, ...]) -> list[set[str]]:
    """The keys of the mentions of each body."""
    return sorted(({ref.key for ref in body.members} for body in found), key=sorted)


CLUB, SOCIETY, OTHER = (
    naming(name) for name in ("Dolvian Prisoners' Club", "Dolvian Prisoners' Society", "Verin Relief")
)


def test_different_parts_what_the_names_put_together() -> None:
    apart = decided("different", key(CLUB), key(SOCIETY))
    found = bodies([CLUB, SOCIETY], [apart])
    assert together(found) == sorted([{key(CLUB)}, {key(SOCIETY)}], key=sorted)
    assert all(body.decisions == (apart.id,) for body in found)
    assert "a person decided that" in " ".join(found[0].reasons)


def test_same_puts_together_what_the_names_do_not() -> None:
    found = bodies([CLUB, OTHER], [decided("same", key(CLUB), key(OTHER))])
    assert together(found) == [{key(CLUB), key(OTHER)}]


def test_the_machine_brings_no_two_together_through_a_third() -> None:
    again = naming("Dolvian Prisoners' Club")
    found = together(bodies([CLUB, SOCIETY, again], [decided("different", key(CLUB), key(SOCIETY))]))
    assert found == sorted([{key(CLUB), key(again)}, {key(SOCIETY)}], key=sorted)


def test_different_counts_before_two_decisions_of_same_that_would_undo_it() -> None:
    made = [decided("different", key(CLUB), key(SOCIETY))]
    made += [decided("same", key(CLUB), key(OTHER)), decided("same", key(OTHER), key(SOCIETY))]
    for group in together(bodies([CLUB, SOCIETY, OTHER], made)):
        assert not {key(CLUB), key(SOCIETY)} <= group


@pytest.mark.parametrize("action", ["different", "same", "unsure"])
def test_undo_gives_back_what_was_there_byte_for_byte(action: Action) -> None:
    made = decided(action, key(CLUB), key(SOCIETY))
    assert bodies([CLUB, SOCIETY, OTHER], [made, decided("undo", made.id)]) == bodies([CLUB, SOCIETY, OTHER])


def test_nothing_else_changes_and_no_order_matters() -> None:
    readings = [CLUB, SOCIETY, OTHER, naming("Verin prison", "facility")]
    made = [decided("different", key(CLUB), key(SOCIETY)), decided("unsure", key(CLUB), key(OTHER))]
    found = bodies(readings, made)
    assert found == bodies(readings[::-1], made[::-1])
    assert [b for b in found if not b.decisions] == [b for b in bodies(readings) if b.kind == "facility"]
