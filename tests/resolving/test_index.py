"""The index of people: whatever was added, taken away and decided in whatever order, it says what a full run says."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.worlds.collection import World
from habeas.model.case import Join
from habeas.model.decision import Action, Decision
from habeas.model.identity import statement_key
from habeas.model.reading import Reading
from habeas.resolving import resolve
from habeas.resolving.index import Index, IndexDamagedError
from habeas.resolving.index.tables import FORMAT
from habeas.resolving.profile import profiles
from tests.factory import decide

READINGS = tuple(report.reading for report in World(70, 8).reports())
BY_ID = {reading.report.id: reading for reading in READINGS}
KEYS = sorted(ref.key for cluster in resolve(READINGS, (), proposed=True).clusters for ref in cluster)


def assert_says_what_a_full_run_says(index: Index, readings: list[Reading], decisions: list[Decision]) -> None:
    for proposed in (True, False):
        full = resolve(readings, decisions, proposed=proposed)
        kept = index.resolution(proposed=proposed)
        assert kept.clusters == full.clusters
        assert kept.joins == full.joins


def a_decision(rng: random.Random, time: int, made: list[Decision]) -> Decision:
    if made and rng.random() < 0.25:
        return decide("undo", rng.choice(made).id, time=time)
    if rng.random() < 0.3:
        reading = rng.choice(READINGS)
        statements = [(kind, s) for kind, s in reading.statements() if kind in ("attribute", "event")]
        if statements:
            return decide("reject", statement_key(reading, *rng.choice(statements)), time=time)
    actions: tuple[Action, ...] = ("same", "different", "unsure")
    joins = resolve(READINGS, made, proposed=True).joins
    pair = (joins[0].left, joins[0].right) if rng.random() < 0.5 and joins else tuple(rng.sample(KEYS, 2))
    return decide(rng.choice(actions), *pair, time=time)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 2**32))
def test_reports_in_any_order_with_decisions_between_come_to_what_a_full_run_says(seed: int) -> None:
    rng = random.Random(seed)
    waiting, there, made = rng.sample(READINGS, len(READINGS)), dict[str, Reading](), list[Decision]()
    with Index(Path(":memory:")) as index:
        copy = Copy(index)
        for step in range(5):
            new = [waiting.pop() for _ in range(min(len(waiting), rng.choice((0, 1, 3, 20))))]
            gone = rng.sample(sorted(there), min(len(there), rng.choice((0, 0, 1, 4))))
            again = rng.sample(sorted(there), min(len(there), rng.choice((0, 0, 2))))
            if rng.random() < 0.7:
                made.append(a_decision(rng, step, made))
            for report in gone:
                del there[report]
            new += [there[report] for report in again if report in there]
            there |= {reading.report.id: reading for reading in new}
            index.update(new, made, BY_ID.__getitem__, gone=gone)
            assert_says_what_a_full_run_says(index, list(there.values()), made)
            if rng.random() < 0.7:
                copy.follow(index, list(there.values()))
        copy.follow(index, list(there.values()))


class Copy:
    """What somebody keeps who reads of the index only what changed."""

    def __init__(self, index: Index) -> None:
        self.wholes: dict[str, str] = {}
        self.joins: dict[tuple[str, str], Join] = {}
        self.state = index.state

    def follow(self, index: Index, there: list[Reading]) -> None:
        changes = index.changes(self.state)
        assert changes is not None
        self.state = index.state
        here = {key for reading in there for key in (p.ref.key for p in profiles(reading, {}))}
        self.wholes = {key: whole for key, whole in (self.wholes | changes.wholes).items() if key in here}
        for pair in changes.parted:
            self.joins.pop(pair, None)
        self.joins |= {(join.left, join.right): join for join in changes.joins}
        whole = index.resolution(proposed=True)
        assert self.wholes == {ref.key: cluster[0].key for cluster in whole.clusters for ref in cluster}
        assert tuple(self.joins[pair] for pair in sorted(self.joins)) == whole.joins


def test_what_is_new_touches_only_what_is_tied_to_it(tmp_path: Path) -> None:
    with Index(tmp_path / "people.sqlite") as index:
        assert index.update(READINGS[:-1], (), BY_ID.__getitem__, mark="69").settled == len(
            [ref for c in resolve(READINGS[:-1], (), proposed=True).clusters for ref in c]
        )
    with Index(tmp_path / "people.sqlite") as index:
        assert index.mark == "69"
        taken = index.update(READINGS[-1:], (), BY_ID.__getitem__, mark="70")
        assert (taken.put_in, taken.taken_out) == (1, 0)
        assert 0 < taken.settled < len(KEYS) / 2
        assert_says_what_a_full_run_says(index, list(READINGS), [])
        assert index.update((), (), BY_ID.__getitem__, mark="70") == (0, 0, 0)


def test_only_reports_of_statements_that_stand_otherwise_are_asked_for() -> None:
    reading = next(r for r in READINGS if r.attributes)
    rejected = decide("reject", statement_key(reading, "attribute", reading.attributes[0]))
    asked: list[str] = []

    def reading_of(report: str) -> Reading:
        asked.append(report)
        return BY_ID[report]

    with Index(Path(":memory:")) as index:
        index.update(READINGS, (), reading_of)
        index.update((), [rejected], reading_of)
        index.update((), [rejected], reading_of)
        assert asked == [reading.report.id]
        assert_says_what_a_full_run_says(index, list(READINGS), [rejected])


def test_statements_are_found_before_they_are_filed_and_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("habeas.resolving.index.keeping.UNFILED", 3)
    told = [r for r in READINGS if r.attributes and list(profiles(r, {}))]
    asked: list[str] = []

    def reading_of(report: str) -> Reading:
        asked.append(report)
        return BY_ID[report]

    with Index(Path(":memory:")) as index:
        index.update(told[:4], (), reading_of)
        for reading in told[4:10]:
            index.update([reading], (), reading_of)
        index.update([told[0], told[9]], (), reading_of, gone=[told[1].report.id, told[8].report.id])
        made: list[Decision] = []
        for time, reading in enumerate(told[:11]):
            made.append(decide("reject", statement_key(reading, "attribute", reading.attributes[0]), time=time))
            index.update((), made, reading_of)
        there = [told[number] for number in (0, 2, 3, 4, 5, 6, 7, 9)]
        assert asked == [reading.report.id for reading in there]
        assert_says_what_a_full_run_says(index, there, made)


def test_an_update_that_fails_leaves_everything_as_it_was() -> None:
    def none_there(report: str) -> Reading:
        raise LookupError(report)

    reading = next(r for r in READINGS if r.attributes)
    rejected = decide("reject", statement_key(reading, "attribute", reading.attributes[0]))
    with Index(Path(":memory:")) as index:
        index.update(READINGS, (), none_there, mark="all")
        with pytest.raises(LookupError):
            index.update((), [rejected], none_there, gone=[READINGS[-1].report.id], mark="more")
        assert index.mark == "all"
        assert_says_what_a_full_run_says(index, list(READINGS), [])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where a process can be forked")
def test_an_update_that_is_killed_leaves_all_of_it_or_nothing(tmp_path: Path) -> None:
    first, then = list(READINGS[:50]), list(READINGS[50:])
    with Index(tmp_path / "before.sqlite") as index:
        index.update(first, (), BY_ID.__getitem__, mark="first")
    marks = []
    for number, seconds in enumerate((0.0, 0.01, 0.02, 0.04, 0.06, 2.0)):
        path = tmp_path / f"{number}.sqlite"
        shutil.copyfile(tmp_path / "before.sqlite", path)
        update = get_context("fork").Process(target=_updated, args=(path, then))
        update.start()
        update.join(seconds)
        update.kill()
        update.join()
        with Index(path) as index:
            marks.append(index.mark)
            assert_says_what_a_full_run_says(index, first if index.mark == "first" else [*first, *then], [])
    assert set(marks) <= {"first", "all"}
    assert marks[-1] == "all"


def _updated(path: Path, readings: list[Reading]) -> None:
    with Index(path) as index:
        index.update(readings, (), BY_ID.__getitem__, mark="all")


def test_an_index_made_by_other_rules_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "people.sqlite"
    with Index(path) as index:
        index.update(READINGS, (), BY_ID.__getitem__, mark="all")
    monkeypatch.setattr("habeas.resolving.index.keeping.rules", lambda: "others")
    with Index(path) as index:
        assert (index.mark, index.reports(), index.resolution(proposed=True).clusters) == ("", 0, ())


def test_an_index_of_another_format_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "people.sqlite"
    with Index(path) as index:
        index.update(READINGS, (), BY_ID.__getitem__, mark="all")
        made = index.state
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT - 1}")
        connection.execute("DROP TABLE joined")
        connection.execute("CREATE TABLE joined (one TEXT NOT NULL, other TEXT NOT NULL)")
        connection.execute("CREATE TABLE left_over (one TEXT)")
        connection.commit()
    with Index(path) as index:
        assert (index.mark, index.reports(), index.changes(made)) == ("", 0, None)
        index.update(READINGS, (), BY_ID.__getitem__, mark="all")
        assert_says_what_a_full_run_says(index, list(READINGS), [])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'left_over'").fetchall() == []


def test_a_file_that_is_no_index_is_said_to_be_none_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "people.sqlite"
    path.write_bytes(b"no database at all, but long enough to be taken for one" * 40)
    before = path.read_bytes()
    with pytest.raises(IndexDamagedError, match=r"people\.sqlite"):
        Index(path)
    assert path.read_bytes() == before


def test_who_left_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "people.sqlite"
    with Index(path) as index:
        index.update(READINGS, (), BY_ID.__getitem__)
        index.update((), (), BY_ID.__getitem__, gone=BY_ID)
        assert index.resolution(proposed=True).clusters == ()
    data = b"".join(part.read_bytes() for part in tmp_path.iterdir())
    names = {e.name.encode() for r in READINGS for e in r.entities if e.kind == "person" and len(e.name) > 8}
    assert names
    assert not [name for name in names if name in data]


def test_changes_name_only_what_changed_and_whatever_is_asked_for(tmp_path: Path) -> None:
    with Index(tmp_path / "people.sqlite") as index:
        index.update(READINGS, (), BY_ID.__getitem__)
        before = index.state
        assert index.changes(before) == ({}, (), ())
        join = max(index.resolution(proposed=True).joins, key=lambda j: j.score)
        index.update((), [decide("different", join.left, join.right)], BY_ID.__getitem__)
        changed = index.changes(before)
        assert changed is not None
        assert [one.state for one in changed.joins if (one.left, one.right) == (join.left, join.right)] == ["different"]
        assert 0 < len(changed.wholes) < len(KEYS) / 2
        report = next(r for r in READINGS if not {p.ref.key for p in profiles(r, {})} & changed.wholes.keys())
        asked = index.changes(index.state, [report.report.id])
        assert asked is not None
        assert set(asked.wholes) == {p.ref.key for p in profiles(report, {})}
    with Index(tmp_path / "other.sqlite") as other:
        other.update(READINGS, (), BY_ID.__getitem__)
        assert other.changes(before) is None
        assert other.changes("") is None
