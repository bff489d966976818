"""Two readings side by side, and beside people's decisions."""

from __future__ import annotations

import msgspec

from habeas.model.reading import Reading
from habeas.model.standing import standings
from habeas.scoring.compare import agreement, beside_decisions, compared
from tests.cli.desk import harbour
from tests.factory import decide, statement_of


def without(reading: Reading, *ids: str) -> Reading:
    kept = {
        field: tuple(s for s in getattr(reading, field) if s.id not in ids)
        for field in ("claims", "attributes", "events", "figures", "demands")
    }
    return msgspec.structs.replace(reading, **kept)


def test_what_both_propose_stands_on_one_line_and_the_rest_on_its_own() -> None:
    found = compared(without(harbour(), "a2"), without(harbour(), "n1"))
    sides = [(line.kind, line.left is not None, line.right is not None) for line in found.lines]
    assert sides == [
        ("claim", True, True),
        ("attribute", True, True),
        ("event", True, True),
        ("attribute", False, True),
        ("figure", True, False),
    ]
    counts = {a.kind: (a.both, a.left_only, a.right_only) for a in agreement([found])}
    assert counts == {
        "claim": (1, 0, 0),
        "attribute": (1, 0, 1),
        "event": (1, 0, 0),
        "figure": (0, 1, 0),
        "demand": (0, 0, 0),
    }


def test_a_line_says_what_is_proposed_and_from_which_words() -> None:
    (line,) = [line for line in compared(harbour(), harbour()).lines if line.kind == "event"]
    assert line.left == line.right
    assert line.left is not None
    assert (line.left.what, line.left.words) == ("arrest: Dana Iwu", "arrested")
    assert line.left.key == statement_of(harbour(), "v1")


def test_readings_that_cannot_be_laid_side_by_side_say_why() -> None:
    other = msgspec.structs.replace(harbour(), text=harbour().text + " More.")
    refused = Reading(report=harbour().report, text="", state="refused", notes=("the server is gone",))
    assert compared(harbour(), other).why_not == "the two readings are of different words"
    assert compared(harbour(), refused).why_not == "the server is gone"
    assert compared(harbour(), refused).lines == ()


def test_a_reader_is_set_beside_what_people_accepted_and_rejected_and_nothing_else() -> None:
    stored = harbour()
    keys = {ref: statement_of(stored, ref) for ref in ("a1", "a2", "v1", "n1")}
    decisions = [
        decide("accept", keys["v1"]),
        decide("reject", keys["a1"], time=1),
        decide("correct", keys["n1"], time=2, correction={"value": 13}),
        decide("accept", keys["a2"], time=3),
    ]
    (same,) = [beside_decisions([stored], {stored.report.id: stored}, standings(decisions))]
    counts = {d.kind: (d.accepted, d.accepted_found, d.rejected, d.rejected_found) for d in same}
    assert counts == {
        "claim": (0, 0, 0, 0),
        "attribute": (1, 1, 1, 1),
        "event": (1, 1, 0, 0),
        "figure": (1, 0, 0, 0),
        "demand": (0, 0, 0, 0),
    }
    better = without(stored, "a1")
    counted = beside_decisions([better], {stored.report.id: stored}, standings(decisions))
    assert [(d.rejected, d.rejected_found) for d in counted if d.kind == "attribute"] == [(1, 0)]


def test_a_report_that_nobody_decided_on_counts_for_nothing() -> None:
    found = beside_decisions([harbour()], {}, {})
    assert {(d.accepted, d.rejected) for d in found} == {(0, 0)}
