"""A workspace: the folder in which a project's originals, readings and decisions live.

Only what cannot be made again is stored. Cases, figures and pages are derived from `readings` and
`decisions`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from habeas import __version__
from habeas.archive import durable, exchanges, heads, originals, stores
from habeas.archive.database import Database, DatabaseError
from habeas.archive.exchanges import Exchanges, Noted
from habeas.archive.originals import AlteredError, Originals
from habeas.archive.packing import basis, packed, unpacked
from habeas.archive.records import (
    Custody,
    CustodyBody,
    ExchangeBody,
    ReadingBody,
    Receipt,
    ReportBody,
    StatedBody,
    StoredReport,
    WorkspaceBody,
)
from habeas.archive.recovery import recover
from habeas.collect import Material, is_workspace, outranked
from habeas.model.amendment import Amendment, amended, by_report
from habeas.model.check import quotes
from habeas.model.codec import from_json, reading_from_json, to_json
from habeas.model.decision import Action, Decision
from habeas.model.reading import Reading
from habeas.model.standing import in_force
from habeas.model.text import Extracted
from habeas.reports import Reports

__all__ = [
    "AlteredError",
    "Custody",
    "OvertakenError",
    "Receipt",
    "StoredReport",
    "Workspace",
    "WorkspaceError",
    "basis",
    "packed",
    "unpacked",
]


class WorkspaceError(Exception):
    """The workspace cannot be worked with; the run must stop. The message says why."""


class OvertakenError(Exception):
    """Somebody else has decided on the same meanwhile: look again. `decision` is theirs."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(f"{decision.author} has decided on this meanwhile ({decision.action}, {decision.id})")
        self.decision = decision


def now() -> str:
    """The time in UTC, ISO 8601 with "Z", to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Workspace(Reports):
    """An open workspace. Use it as a context manager; several processes may work in one at the same time.

    Whatever a method has stored when it returns outlasts a killed process and a power failure, and the log of the
    workspace has an entry that commits to it.
    """

    def __init__(self, folder: Path, database: Database, clock: Callable[[], str] = now) -> None:
        self.folder = folder
        self.clock = clock
        super().__init__(database)
        self._originals = Originals(folder / originals.FOLDER)
        self._parts = folder / durable.PARTS
        self._presence = durable.Presence(self._parts)
        if self._presence.alone():
            recover(folder, database)
        self._presence.share()

    @classmethod
    def init(cls, folder: Path, clock: Callable[[], str] = now) -> Workspace:
        """Makes the folder a workspace that only its owner can look into.

        Raises:
            WorkspaceError: it is one already, or cannot be made.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
            (folder / originals.FOLDER).mkdir(mode=0o700, exist_ok=True)
            # Two at once would each make a key, and one of them would be another than its log says.
            with durable.only_one(folder / durable.PARTS):
                body = WorkspaceBody(workspace=os.urandom(16).hex(), key=heads.new_key(folder), program=__version__)
                database = stores.create(folder, clock(), to_json(body))
                durable.sync(folder)
        except (DatabaseError, heads.HeadError) as error:
            raise WorkspaceError(f"{folder} cannot be made a workspace: {error}") from error
        except OSError as error:
            raise WorkspaceError(f"{folder} cannot be made a workspace: {error.strerror}") from error
        return cls(folder, database, clock)

    @classmethod
    def open(cls, folder: Path, clock: Callable[[], str] = now) -> Workspace:
        """Opens the workspace in `folder`.

        Raises:
            WorkspaceError: there is none, it was made by another version, or its settings are not safe.
        """
        if not is_workspace(folder):
            raise WorkspaceError(f"{folder} is not a workspace; `habeas init {folder}` makes one")
        try:
            return cls(folder, stores.opened(folder), clock)
        except DatabaseError as error:
            raise WorkspaceError(str(error)) from error

    @staticmethod
    def around(start: Path) -> Path | None:
        """The workspace that `start` lies in: itself or the nearest folder above."""
        for folder in (start.absolute(), *start.absolute().parents):
            if is_workspace(folder):
                return folder
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.records.close()
        self._presence.leave()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else works here meanwhile.

        Raises:
            WorkspaceError: another process does just now.
        """
        if not self._presence.alone():
            raise WorkspaceError("another process works in this workspace just now; nothing was done")
        try:
            yield
        finally:
            self._presence.share()

    def note(self, kind: str, body: msgspec.Struct | Decision, time: str | None = None) -> int:
        """Adds an entry to the log, within a transaction that is open; gives its number."""
        return self.records.append(kind, time or self.clock(), to_json(body))

    def add(self, material: Material, who: str) -> Receipt:
        """Takes a report in: its bytes, where they came from, and what is stated of it.

        The same bytes again add nothing but a path or a statement that is new. The work does not grow with
        what is already there.

        Raises:
            OSError, sqlite3.Error: it could not be stored; then it is not there.
        """
        with durable.pending(self._parts, originals.mark(material.id)):
            before = self._knows(material.id)
            how = self._originals.put(material.id, material.data)
            restored = how == "restored" or (before and how == "new")
            with self.records.transaction():
                time = self.clock()
                known = self._knows(material.id)
                if not known:
                    body = ReportBody(report=material.id, source=material.source, size=len(material.data))
                    self.note("report", body, time)
                more = self._note_custody(material, time, who, restored=restored)
                more = self._note_stated(material, time, who) or more
        return Receipt(id=material.id, new=not known, more=more and known)

    def _knows(self, report: str) -> bool:
        return next(self.records.entries_of(report, "report"), None) is not None

    def _note_custody(self, material: Material, time: str, who: str, *, restored: bool) -> bool:
        if not restored and any(entry.origin == material.origin for entry in self.custody(material.id)):
            return False
        body = CustodyBody(
            report=material.id,
            who=who,
            how="restored" if restored else material.how,
            origin=material.origin,
            source=material.source,
        )
        self.note("custody", body, time)
        return True

    def _note_stated(self, material: Material, time: str, who: str) -> bool:
        before = self.stated(material.id)
        after = outranked(before, material.stated)
        if after == before:
            return False
        self.note("stated", StatedBody(report=material.id, who=who, said=material.stated), time)
        return True

    def note_exchange(self, name: str, report: str, digest: str) -> None:
        """Adds to the log, once, that a model was asked about a report; the exchange is kept under `name`."""
        with self.records.transaction():
            known = (from_json(e.body or "", ExchangeBody) for e in self.records.entries_of(report, "exchange"))
            if all(body.name != name for body in known):
                self.note("exchange", ExchangeBody(report=report, name=name, sha256=digest))

    def exchanges(self, noted: Noted | None = None) -> Exchanges:
        """Where what was asked of a model is kept."""
        return Exchanges(self.folder / exchanges.FOLDER, noted)

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
        done = self.records.read_by(reader, version)
        return tuple(r for r in self.reports() if (r.id, basis(r.stated)) not in done)

    def put_reading(self, reading: Reading, extracted: bytes, who: str = "") -> bool:
        """Stores a reading with the text it was made from (`packed`); False where the same is there already.

        Raises:
            WorkspaceError: there is no such report, or no longer; or a quotation does not stand in the text.
        """
        report, data = reading.report.id, to_json(reading)
        if not quotes(reading):
            raise WorkspaceError(f"the reading of {report} quotes what does not stand in its text")
        body = ReadingBody(
            report=report,
            who=who,
            reader=reading.reader.name,
            version=reading.reader.version,
            basis=basis(reading.report.stated),
            reading=hashlib.sha256(data).hexdigest(),
            extracted=hashlib.sha256(extracted).hexdigest(),
        )
        with self.records.transaction():
            if not self._knows(report):
                raise WorkspaceError(f"there is no report {report} here")
            newest = self.records.newest_reading(report)
            if newest is not None and _same(from_json(newest.body or "", ReadingBody), body):
                return False
            self.records.attach(self.note("reading", body), data, extracted)
        return True

    def readings(self) -> Iterator[Reading]:
        """The newest reading of each report that was read, in the order in which the reports came.

        With it goes what people added to it and said of whom its words mean.
        """
        amendments = self._amendments()
        for seq in self.records.newest_readings():
            reading = reading_from_json(self.records.reading(seq)[0])
            yield amended(reading, amendments.get(reading.report.id, ()))

    def reading(self, report: str) -> Reading | None:
        """The newest reading of one report, as `readings` gives it; None where it was not read yet."""
        newest = self.records.newest_reading(report)
        if newest is None:
            return None
        return amended(reading_from_json(self.records.reading(newest.seq)[0]), self.amendments(report))

    def amendments(self, report: str) -> Sequence[Amendment]:
        """What people added to a report, and whom they said that its words mean, as far as that is in force."""
        return self._amendments().get(report, ())

    def _amendments(self) -> Mapping[str, tuple[Amendment, ...]]:
        return by_report(one.amendment for one in in_force(self.decisions()) if one.amendment is not None)

    def extracted(self, report: str) -> Extracted | None:
        """The text that a report's newest reading was made from; None where it was not read yet."""
        newest = self.records.newest_reading(report)
        return None if newest is None else unpacked(self.records.reading(newest.seq)[1])

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
        """Stores a person's decision for ever, as of now. Whether it makes sense is the caller's to see to."""
        decision = Decision(
            id="",
            action=action,
            targets=targets,
            author=author,
            time="",
            reason=reason,
            correction=correction,
            seen=seen,
        )
        return self.enter(decision)

    def enter(self, decision: Decision, as_of: int | None = None) -> Decision:
        """Stores a decision with a time and an identifier of its own.

        `as_of`: the number of the log's newest entry when its author looked (`position`).

        Raises:
            OvertakenError: somebody has decided on one of the targets since `as_of`; nothing is stored.
        """
        return self.enter_all([decision], as_of)[0]

    def enter_all(self, decisions: Sequence[Decision], as_of: int | None = None) -> tuple[Decision, ...]:
        """Stores decisions that belong together, each as `enter` does: all of them or none.

        Raises:
            OvertakenError: somebody has decided on one of the targets since `as_of`; nothing is stored.
        """
        made: list[Decision] = []
        with self.records.transaction():
            since = [] if as_of is None else self.decisions_after(as_of)
            targets = {target for one in decisions for target in one.targets}
            other = next((one for one in since if targets & set(one.targets)), None)
            if other is not None:
                raise OvertakenError(other)
            for one in decisions:
                timed = msgspec.structs.replace(one, time=self.clock(), after=self.position())
                made.append(msgspec.structs.replace(timed, id=_decision_id(timed)))
                self.note("decision", made[-1], made[-1].time)
        return tuple(made)

    def position(self) -> int:
        """The number of the log's newest entry: where the workspace stands."""
        return self.records.head()[0]

    def decisions_after(self, position: int) -> list[Decision]:
        """The decisions that came after a position, oldest first."""
        return [from_json(e.body or "", Decision) for e in self.records.entries("decision", after=position)]

    def take_in(self, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
        """Stores decisions that were made elsewhere, and gives those that were new here, in their order.

        Raises:
            WorkspaceError: an identifier stands for another decision here; then none is stored.
        """
        taken: list[Decision] = []
        with self.records.transaction():
            known = {made.id: made for made in self.decisions()}
            for decision in decisions:
                if known.setdefault(decision.id, decision) != decision:
                    raise WorkspaceError(f"{decision.id} is another decision here; nothing was taken in")
                if decision is known[decision.id]:
                    self.note("decision", decision)
                    taken.append(decision)
        return tuple(taken)

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, oldest first."""
        return tuple(made for _, made in self.numbered_decisions())

    def numbered_decisions(self) -> list[tuple[int, Decision]]:
        """Every decision with the number of its entry, oldest first."""
        return [(entry.seq, from_json(entry.body or "", Decision)) for entry in self.records.entries("decision")]


def _same(one: ReadingBody, other: ReadingBody) -> bool:
    return msgspec.structs.replace(one, who="") == msgspec.structs.replace(other, who="")


def _decision_id(decision: Decision) -> str:
    # Two people may decide the same in the same second; each act is an act of its own.
    return "de:" + hashlib.sha256(to_json(decision) + os.urandom(16)).hexdigest()[:20]
