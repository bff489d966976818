"""The index of people: what one run leaves to the next, so that new reports cost what they are, not what is there."""

from __future__ import annotations

import gc
import hashlib
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self
from uuid import uuid4

from habeas.model.case import Join, PersonRef, Resolution
from habeas.model.codec import from_json
from habeas.model.decision import Decision
from habeas.model.reading import Reading
from habeas.model.standing import standings
from habeas.resolving.clusters import Clusters
from habeas.resolving.index.changes import Changes, changes
from habeas.resolving.index.comparing import compare, fill
from habeas.resolving.index.held import People
from habeas.resolving.index.reports import Under, forget, remember
from habeas.resolving.index.settled import note_verdicts, settle_again
from habeas.resolving.index.statements import UNFILED, file_statements, restated
from habeas.resolving.index.tables import FORMAT, Tables
from habeas.resolving.settling import decided_sets
from habeas.resolving.verdicts import verdicts_on

ReadingOf = Callable[[str], Reading]
"""Gives a report's newest reading by the report's id."""


class IndexDamagedError(Exception):
    """The file is no index that can be read. It may be removed: all of it can be made again."""


class Taken(NamedTuple):
    """What an update did: reports put in, reports taken out, people settled again."""

    put_in: int
    taken_out: int
    settled: int


class Index:
    """An open index. Use it as a context manager.

    It holds names and facts of people: where a report is erased, give its id to `update` as one of the `gone`, or
    remove the file.
    """

    def __init__(self, path: Path) -> None:
        """Opens the index, or makes an empty one where there is none or it was made by other rules.

        Raises:
            IndexDamagedError: the file is no database.
        """
        try:
            self._tables = Tables(path)
            with self._tables.transaction():
                if self._tables.made_by() != FORMAT or self._mark("rules") != rules():
                    self._tables.make()
                    self._set("rules", rules())
                    self._set("made", uuid4().hex)
        except sqlite3.DatabaseError as error:
            raise IndexDamagedError(f"{path}: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tables.close()

    @property
    def mark(self) -> str:
        """Up to where the caller said that it had handed everything in; empty at first."""
        return self._mark("mark")

    def reports(self) -> int:
        """How many reports with people are in it."""
        return int(self._tables.all("SELECT count(DISTINCT report) FROM person")[0][0])

    def update(
        self,
        changed: Iterable[Reading],
        decisions: Sequence[Decision],
        reading_of: ReadingOf,
        *,
        gone: Iterable[str] = (),
        mark: str = "",
    ) -> Taken:
        """Takes in new readings and new ones of old reports, and all decisions; all of it or nothing.

        Args:
            changed: each report at most once; one that is there as it is does no harm.
            decisions: all that people ever decided, not only what is new.
            reading_of: called for reports whose statements are decided on otherwise than before.
            gone: ids of reports that are no more.
            mark: kept as `mark`.
        """
        with self._tables.transaction(), _uncollected():
            revision = self._revision() + 1
            under = Under(self._tables, People(self._tables), Counter(), set(), set(), revision)
            known = standings(decisions)
            new = {reading.report.id: reading for reading in changed}
            left = sorted(set(gone) - new.keys())
            others = restated(self._tables, known) - new.keys() - set(left)
            if self._tables.all("SELECT 1 FROM person LIMIT 1"):
                new |= {report: reading_of(report) for report in sorted(others)}
                for report in (*left, *new):
                    forget(under, report)
                for reading in new.values():
                    remember(under, reading, known)
                compare(under)
            else:
                fill(under, new.values(), known)
            file_statements(self._tables, UNFILED)
            keys = under.people.numbers({key for d in decisions for key in d.targets if key.startswith("pe:")})
            note_verdicts(under, verdicts_on(decisions, keys.keys()))
            self._set("mark", mark)
            self._set("revision", str(revision))
            return Taken(len(new), len(left), settle_again(under))

    @property
    def state(self) -> str:
        """Stands for what the index says now: `changes` takes it as what is known already."""
        return f"{self._mark('made')}:{self._revision()}"

    def changes(self, since: str, reports: Iterable[str] = ()) -> Changes | None:
        """What is otherwise than when the index was in the state `since`, and all of the people of some reports.

        Takes a moment for each that changed, not for each that is there. None where the index was made anew since.
        """
        made, _, revision = since.rpartition(":")
        if not made or made != self._mark("made"):
            return None
        return changes(self._tables, int(revision), reports)

    def resolution(self, *, proposed: bool) -> Resolution:
        """Who is who, as `resolving.resolve` would say of all readings; without the bodies, which are no people.

        Takes a moment for each person that is there, not for those who were added.
        """
        refs = {row[0]: _ref(*row) for row in self._tables.each(_PEOPLE)}
        clusters: dict[object, list[PersonRef]] = defaultdict(list)
        if proposed:
            for key, cluster in self._tables.each("SELECT key, cluster FROM person ORDER BY key"):
                clusters[cluster].append(refs[key])
        else:
            decided = self._decided(refs)
            for key, ref in refs.items():
                clusters[decided.root(key)].append(ref)
        joins = (from_json(body, Join) for (body,) in self._tables.each("SELECT body FROM joined"))
        return Resolution(
            clusters=tuple(sorted(map(tuple, clusters.values()), key=lambda cluster: cluster[0].key)),
            joins=tuple(sorted(joins, key=lambda join: (join.left, join.right))),
        )

    def _decided(self, refs: Mapping[str, PersonRef]) -> Clusters:
        rows = self._tables.each("SELECT one, other, decision FROM verdict ORDER BY one, other")
        verdicts = {(one, other): from_json(body, Decision).action for one, other, body in rows}
        return decided_sets({key: ref.report for key, ref in refs.items()}, verdicts)

    def _revision(self) -> int:
        return int(self._mark("revision") or 0)

    def _mark(self, name: str) -> str:
        rows = self._tables.all("SELECT value FROM mark WHERE name = ?", name)
        return rows[0][0] if rows else ""

    def _set(self, name: str, value: str) -> None:
        self._tables.write("INSERT OR REPLACE INTO mark VALUES (?, ?)", [(name, value)])


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's search for objects that hold each other: an update makes none, and the search would go through
    all people again and again. What came meanwhile then counts as old, lest it be gone through at once.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


_PEOPLE = "SELECT key, report, entity, name FROM person ORDER BY key"


def _ref(key: str, report: str, entity: str, name: str) -> PersonRef:
    return PersonRef(key=key, report=report, entity=entity, name=name)


@cache
def rules() -> str:
    """Stands for what a resolution follows from beside readings and decisions: this code, its tables and libraries."""
    digest = hashlib.sha256()
    for package in ("habeas.resolving", "habeas.model"):
        for path in sorted(Path(str(files(package))).rglob("*")):
            if path.suffix in (".py", ".toml"):
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for library in ("anyascii", "edtf", "rapidfuzz"):
        digest.update(f"{library} {version(library)}\0".encode())
    return digest.hexdigest()
