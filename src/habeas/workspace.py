"""A workspace: the folder in which a project's originals, readings and decisions live.

Only what cannot be made again is stored. Cases, figures and pages are derived from `readings` and
`decisions`.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from habeas.archive.database import Database, DatabaseError
from habeas.archive.originals import AlteredError, Originals, sync
from habeas.archive.records import Custody, Receipt, Stated, StoredReport
from habeas.collect import WORKSPACE_FILE, Material, outranked
from habeas.model.codec import from_json, reading_from_json, to_json
from habeas.model.decision import Action, Decision
from habeas.model.reading import Described, Reading
from habeas.model.text import Extracted

__all__ = ["AlteredError", "Custody", "Receipt", "StoredReport", "Workspace", "WorkspaceError"]


class WorkspaceError(Exception):
    """The workspace cannot be worked with; the run must stop. The message says why."""


def now() -> str:
    """The time in UTC, ISO 8601 with "Z", to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Workspace:
    """An open workspace. Use it as a context manager; several processes may work in one at the same time.

    Whatever a method has stored when it returns outlasts a killed process and a power failure.
    """

    def __init__(self, folder: Path, database: Database, clock: Callable[[], str] = now) -> None:
        self.folder = folder
        self._records = database
        self._originals = Originals(folder / "originals")
        self._clock = clock

    @classmethod
    def init(cls, folder: Path, clock: Callable[[], str] = now) -> Workspace:
        """Makes the folder a workspace that only its owner can look into.

        Raises:
            WorkspaceError: it is one already, or cannot be made.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
            (folder / "originals").mkdir(mode=0o700, exist_ok=True)
            database = Database.create(folder / WORKSPACE_FILE)
            sync(folder)
        except DatabaseError as error:
            raise WorkspaceError(f"{folder} cannot be made a workspace: {error}") from error
        except OSError as error:
            raise WorkspaceError(f"{folder} cannot be made a workspace: {error.strerror}") from error
        return cls(folder, database, clock)

    @classmethod
    def open(cls, folder: Path, clock: Callable[[], str] = now) -> Workspace:
        """Opens the workspace in `folder`.

        Raises:
            WorkspaceError: there is none, it was made by a later version, or its settings are not safe.
        """
        if not (folder / WORKSPACE_FILE).is_file():
            raise WorkspaceError(f"{folder} is not a workspace; `habeas init {folder}` makes one")
        try:
            return cls(folder, Database.open(folder / WORKSPACE_FILE), clock)
        except DatabaseError as error:
            raise WorkspaceError(str(error)) from error

    @staticmethod
    def around(start: Path) -> Path | None:
        """The workspace that `start` lies in: itself or the nearest folder above."""
        for folder in (start.absolute(), *start.absolute().parents):
            if (folder / WORKSPACE_FILE).is_file():
                return folder
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._records.close()

    def add(self, material: Material, who: str) -> Receipt:
        """Takes a report in: its bytes, where they came from, and what is stated of it.

        The same bytes again add nothing but a path or a statement that is new. The work does not grow with
        what is already there.

        Raises:
            OSError, sqlite3.Error: it could not be stored; then it is not there.
        """
        how = self._originals.put(material.id, material.data)
        with self._records.transaction():
            time = self._clock()
            known = self._records.report(material.id)
            if known is None:
                self._records.add_report(
                    StoredReport(id=material.id, source=material.source, received=time, size=len(material.data))
                )
            more = self._note_custody(material, time, who, restored=how == "restored")
            more = self._note_stated(material, time, who) or more
        return Receipt(id=material.id, new=known is None, more=more and known is not None)

    def _note_custody(self, material: Material, time: str, who: str, *, restored: bool) -> bool:
        if not restored and self._records.came_from(material.id, material.origin):
            return False
        self._records.add_custody(
            Custody(
                report=material.id,
                time=time,
                who=who,
                how="restored" if restored else "file",
                origin=material.origin,
                source=material.source,
            )
        )
        return True

    def _note_stated(self, material: Material, time: str, who: str) -> bool:
        before = self.stated(material.id)
        after = outranked(before, material.stated)
        if after == before:
            return False
        self._records.add_stated(Stated(report=material.id, time=time, who=who, stated=material.stated))
        return True

    def stated(self, report: str) -> Described:
        """What all statements about a report come to."""
        whole = Described()
        for entry in self._records.stated(report):
            whole = outranked(whole, entry.stated)
        return whole

    def reports(self) -> tuple[StoredReport, ...]:
        """Every report in the order in which they came, with what was stated of each."""
        stated: dict[str, Described] = {}
        for entry in self._records.stated():
            stated[entry.report] = outranked(stated.get(entry.report, Described()), entry.stated)
        return tuple(
            msgspec.structs.replace(report, stated=stated.get(report.id, Described()))
            for report in self._records.reports()
        )

    def statements(self, report: str) -> tuple[Stated, ...]:
        """What was stated of a report, by whom and when, oldest first."""
        return tuple(self._records.stated(report))

    def custody(self, report: str | None = None) -> tuple[Custody, ...]:
        """The custody log of a report, or of all, oldest first; empty where there is no such report."""
        return tuple(self._records.custody(report))

    def original(self, report: str) -> bytes:
        """A report's bytes as they came, compared with their hash.

        Raises:
            AlteredError: they are gone or no longer the same.
        """
        return self._originals.get(report)

    def original_path(self, report: str) -> Path:
        """Where a report's bytes lie."""
        return self._originals.path(report)

    def unread(self, reader: str, version: str) -> tuple[StoredReport, ...]:
        """The reports that this reader has not read at this version, or not since more was stated of them."""
        done = self._records.read_by(reader, version)
        return tuple(r for r in self.reports() if (r.id, basis(r.stated)) not in done)

    def put_reading(self, reading: Reading, extracted: bytes) -> bool:
        """Stores a reading with the text it was made from (`packed`); False where the same is there already.

        Raises:
            sqlite3.IntegrityError: there is no such report.
        """
        row = {
            "report": reading.report.id,
            "reader": reading.reader.name,
            "version": reading.reader.version,
            "basis": basis(reading.report.stated),
            "reading": to_json(reading),
            "extracted": extracted,
        }
        with self._records.transaction():
            newest = self._records.reading(reading.report.id)
            if newest is not None and newest == tuple(
                row[name] for name in ("reader", "version", "basis", "reading", "extracted")
            ):
                return False
            self._records.add_reading({**row, "time": self._clock()})
        return True

    def readings(self) -> Iterator[Reading]:
        """The newest reading of each report that was read, in the order in which the reports came."""
        return map(reading_from_json, self._records.readings())

    def extracted(self, report: str) -> Extracted | None:
        """The text that a report's newest reading was made from; None where it was not read yet."""
        row = self._records.reading(report)
        return None if row is None else unpacked(row[4])

    def decide(
        self,
        action: Action,
        targets: tuple[str, ...],
        author: str,
        *,
        reason: str = "",
        correction: dict[str, str | int | None] | None = None,
        seen: tuple[str, ...] = (),
    ) -> Decision:
        """Stores a person's decision for ever. Whether it makes sense is the caller's to see to."""
        decision = Decision(
            id="",
            action=action,
            targets=targets,
            author=author,
            time=self._clock(),
            reason=reason,
            correction=correction,
            seen=seen,
        )
        decision = msgspec.structs.replace(decision, id=_decision_id(decision))
        with self._records.transaction():
            self._records.add_decision(decision)
        return decision

    def take_in(self, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
        """Stores decisions that were made elsewhere, and gives those that were new here, in their order.

        Raises:
            WorkspaceError: an identifier stands for another decision here; then none is stored.
        """
        taken: list[Decision] = []
        with self._records.transaction():
            known = {made.id: made for made in self._records.decisions()}
            for decision in decisions:
                if known.setdefault(decision.id, decision) != decision:
                    raise WorkspaceError(f"{decision.id} is another decision here; nothing was taken in")
                if decision is known[decision.id]:
                    self._records.add_decision(decision)
                    taken.append(decision)
        return tuple(taken)

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, oldest first."""
        return tuple(self._records.decisions())

    def received(self) -> dict[str, str]:
        """When each report was taken in (UTC)."""
        return {report.id: report.received for report in self._records.reports()}


def basis(stated: Described) -> str:
    """Stands for what was stated when a report was read: a reading holds as long as this stays the same."""
    return hashlib.sha256(to_json(stated)).hexdigest()[:20]


def packed(extracted: Extracted) -> bytes:
    """An extracted text as it is stored: JSON, compressed."""
    return zlib.compress(to_json(extracted), level=6)


def unpacked(data: bytes) -> Extracted:
    """The extracted text that `packed` made `data` of."""
    return from_json(zlib.decompress(data), Extracted)


def _decision_id(decision: Decision) -> str:
    # Two people may decide the same in the same second; each act is an act of its own.
    return "de:" + hashlib.sha256(to_json(decision) + os.urandom(16)).hexdigest()[:20]
