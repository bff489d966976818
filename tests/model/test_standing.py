"""Where statements stand after decisions: the latest counts, undo restores, corrections leave quotations alone."""

from __future__ import annotations

import itertools

import pytest

from habeas.model.reading import Attribute
from habeas.model.span import Span
from habeas.model.standing import Standing, corrected, in_force, pairs, standings
from tests.factory import decide

AGE = Attribute(id="a1", subject="e1", property="age", value=48, evidence=(Span(0, 2, "48"),))


def test_the_latest_decision_counts_whatever_the_order_of_the_list() -> None:
    acts = [decide("accept", "st:1", time=1), decide("reject", "st:1", time=2), decide("accept", "st:2", time=3)]
    for order in itertools.permutations(acts):
        assert {key: s.state for key, s in standings(order).items()} == {"st:1": "rejected", "st:2": "accepted"}


def test_undo_restores_what_stood_before_and_can_itself_be_undone() -> None:
    accept, reject = decide("accept", "st:1", time=1), decide("reject", "st:1", time=2)
    undo = decide("undo", reject.id, time=3)
    assert standings([accept, reject, undo])["st:1"].state == "accepted"
    again = decide("undo", undo.id, time=4)
    assert standings([accept, reject, undo, again])["st:1"].state == "rejected"
    assert in_force([accept, reject, undo, again]) == (accept, reject)


def test_what_was_decided_in_one_second_comes_to_the_same_however_files_were_merged() -> None:
    accept, reject = decide("accept", "st:1", time=1, id="de:b"), decide("reject", "st:1", time=1, id="de:a")
    undo = decide("undo", "de:a", time=1, id="de:0")
    for order in itertools.permutations([accept, reject, undo]):
        assert in_force(order) == (accept,)
    # By their ids where nothing else is known, and as they were made where the workspace noted it.
    assert [standings(order)["st:1"].state for order in itertools.permutations([accept, reject])] == ["accepted"] * 2
    made = [decide("accept", "st:1", time=1, id="de:b", after=7), decide("reject", "st:1", time=1, id="de:a", after=8)]
    assert [standings(order)["st:1"].state for order in itertools.permutations(made)] == ["rejected"] * 2


def test_an_undo_counts_though_the_clock_of_its_author_was_slow() -> None:
    reject = decide("reject", "st:1", time=9)
    assert in_force([reject, decide("undo", reject.id, time=2)]) == ()


def test_undos_in_a_circle_come_to_the_same_in_every_order() -> None:
    accept = decide("accept", "st:1", time=1)
    first, second = decide("undo", "de:2", time=2, id="de:1"), decide("undo", "de:1", time=3, id="de:2")
    third = decide("undo", accept.id, "de:2", time=4, id="de:3")
    assert {in_force(order) for order in itertools.permutations([accept, first, second])} == {(accept,)}
    assert {in_force(order) for order in itertools.permutations([accept, first, second, third])} == {()}


def test_a_permit_outlives_a_new_acceptance_and_ends_with_withholding() -> None:
    permit = decide("permit", "st:1", time=1)
    assert standings([permit, decide("accept", "st:1", time=2)])["st:1"].permitted
    assert not standings([permit, decide("withhold", "st:1", time=2)])["st:1"].permitted


def test_a_correction_changes_the_value_and_nothing_else() -> None:
    fixed = corrected(AGE, Standing(state="corrected", correction={"value": 49, "id": "a9", "evidence": "none"}))
    assert (fixed.value, fixed.id, fixed.evidence) == (49, "a1", AGE.evidence)
    assert AGE.value == 48


def test_a_correction_to_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="as_of 'soon' is not an EDTF date"):
        corrected(AGE, Standing(state="corrected", correction={"as_of": "soon"}))


def test_pairs_are_two_different_people_in_order() -> None:
    assert pairs(("pe:2", "pe:1")) == ("pe:1", "pe:2")
    assert pairs(("pe:1", "pe:1")) is None
    assert pairs(("pe:1", "pe:2", "pe:3")) is None
