"""What the case book makes of the seed reports, measured against what people expect of them, where these are
at hand.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from habeas.library import read
from habeas.model.case import CaseBook, CaseFile
from habeas.model.dates import compatible
from habeas.model.reading import Reading
from habeas.resolving import resolve
from habeas.weighing import weigh

SHARED = Path(__file__).resolve().parents[2] / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "gold" / "cases.json").exists(), reason="the seed reports are not here")


@cache
def expected() -> Any:
    return json.loads((SHARED / "gold" / "cases.json").read_text(encoding="utf-8"))


@cache
def readings() -> dict[str, Reading]:
    files = sorted((SHARED / "seeds").glob("*.txt"))
    return {path.stem: read(path.read_text(encoding="utf-8")) for path in files}


@cache
def book() -> CaseBook:
    every = list(readings().values())
    return weigh(every, resolve(every, [], proposed=True), [], {})


def case_of(name: str) -> CaseFile:
    return next(case for case in book().cases if name in case.names)


def test_those_who_are_one_person_are_proposed_as_one_with_reasons() -> None:
    for group in expected()["same_person"]:
        reports = {readings()[member.split(":")[0]].report.id for member in group}
        (case,) = [c for c in book().cases if group[0].split(":")[1] in c.names and reports <= set(c.reports)]
        assert case.joins
        assert all(join.state == "proposed" and join.reasons and not join.against for join in case.joins)


def test_life_lines_hold_what_happened_in_its_order() -> None:
    """Prints how many of the expected lines are there; the order of those that are must be right."""
    found = missing = 0
    for name, wanted in expected()["timeline"].items():
        life = [(e.type, e.when or e.before) for e in case_of(name).life if e.status == "asserted"]
        places = [_place(kind, when, life) for kind, when in wanted]
        known = [place for place in places if place is not None]
        assert known == sorted(known), (name, life)
        found += len(known)
        missing += len(places) - len(known)
    print(f"life lines: {found} of {found + missing} expected lines")
    assert found >= 0.75 * (found + missing)


def _place(kind: str, when: str, life: list[tuple[str, str | None]]) -> int | None:
    fits = [i for i, (k, w) in enumerate(life) if k == kind and w is not None and compatible(w, when)]
    return fits[0] if fits else None


def test_figures_stand_in_one_series_with_the_undated_beside() -> None:
    for measure, points in expected()["figure_series"].items():
        dated = {(when, value) for when, value in points if when}
        (series,) = [
            s for s in book().figures if s.measure == measure and dated <= {(p.as_of, p.value) for p in s.dated}
        ]
        assert {p.value for p in series.undated} >= {value for when, value in points if not when}
        assert [p.as_of for p in series.dated] == sorted(p.as_of or "" for p in series.dated)
        assert "conflict" not in {f.kind for f in series.findings}


def test_what_is_counted_of_the_sick_is_said_to_differ() -> None:
    drifts = [f for s in book().figures if s.measure == "ill" for f in s.findings if f.kind == "drift"]
    assert len(drifts) == 1
    assert len(drifts[0].sources) == 2


def test_a_footnote_overtakes_what_the_petition_awaits() -> None:
    overtaken = [f for case in book().cases for f in case.findings if f.kind == "overtaken"]
    assert any("a footnote" in f.text for f in overtaken)


def test_a_state_and_a_later_death_are_a_sequence() -> None:
    for name, wanted in expected()["timeline"].items():
        if any(kind == "death" for kind, _ in wanted):
            kinds = [f.kind for f in case_of(name).findings]
            assert "sequence" in kinds
            assert "conflict" not in kinds


def test_every_source_quotes_what_stands_in_its_report() -> None:
    texts = {r.report.id: r.text for r in readings().values()}
    sources = [s for c in book().cases for e in c.life for s in e.sources]
    sources += [s for c in book().cases for p in c.properties for v in p.values for s in v.sources]
    assert sources
    for source in sources:
        assert source.quotes == tuple(texts[source.report][a:b] for a, b in source.spans)
