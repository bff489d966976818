"""Destroys what must be forgotten, wherever a workspace holds it. The log keeps that something was there.

What was destroyed cannot be had back, and nobody can find out what it was by guessing: an entry commits to its content
together with a random salt, and the salt is destroyed with it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from habeas.archive import durable, exchanges, originals
from habeas.archive.database import Database, Entry
from habeas.archive.exchanges import Exchanges
from habeas.archive.originals import Originals
from habeas.archive.records import ErasureBody, ExchangeBody
from habeas.archive.recovery import DERIVED, ERASING, wipe
from habeas.model.amendment import amended
from habeas.model.codec import from_json, reading_from_json, to_json
from habeas.model.decision import Decision
from habeas.model.identity import body_key, person_key, statement_key
from habeas.model.reading import Reading


class Doomed(msgspec.Struct, frozen=True, kw_only=True):
    """What an erasure will destroy: entries by their numbers, originals, exchanges, and of the entries the decisions.

    `names`: what people who are told to be detained are called in the reports; where else they stand is worth a look.
    """

    seqs: tuple[int, ...]
    reports: tuple[str, ...]
    exchanges: tuple[str, ...]
    decisions: tuple[Decision, ...]
    names: tuple[str, ...] = ()


def doomed(database: Database, reports: Iterable[str], seqs: Iterable[int] = ()) -> Doomed:
    """What must go with some reports: all that was stated of them, read in them, asked about them and decided on them,
    and what takes such a decision back. `seqs` are further entries to be destroyed.
    """
    wanted = set(reports)
    about = [entry for report in sorted(wanted) for entry in database.entries_of(report)]
    readings = [reading_from_json(database.reading(entry.seq)[0]) for entry in about if entry.kind == "reading"]
    made = [(entry.seq, from_json(entry.body or "", Decision)) for entry in database.entries("decision")]
    gone = _decided(readings, made, wanted, set(seqs))
    return Doomed(
        seqs=tuple(sorted({entry.seq for entry in about} | gone | set(seqs))),
        reports=tuple(sorted(wanted)),
        exchanges=tuple(from_json(e.body or "", ExchangeBody).name for e in about if e.kind == "exchange"),
        decisions=tuple(decision for seq, decision in made if seq in gone | set(seqs)),
        names=tuple(sorted({name for reading in readings for name in _names(reading)})),
    )


def _decided(
    readings: Iterable[Reading], made: list[tuple[int, Decision]], reports: set[str], seqs: set[int]
) -> set[int]:
    """The entries of the decisions that were taken on the reports, and of those that took one of them back."""
    keys, gone = set(reports), set(seqs)
    amendments = [d.amendment for _, d in made if d.amendment is not None and d.amendment.report in reports]
    for reading in readings:
        keys.update(_keys(reading))
        own = [one for one in amendments if one.report == reading.report.id]
        # Each amendment may have given people other keys, and later ones may have taken its place.
        for number in range(len(own)):
            keys.update(_keys(amended(reading, own[: number + 1])))
    for seq, decision in made:
        report = None if decision.amendment is None else decision.amendment.report
        if seq in gone or report in reports or keys.intersection(decision.targets):
            gone.add(seq)
            keys.add(decision.id)
            if decision.action == "add":
                keys.update(decision.targets)
    return gone


def _keys(reading: Reading) -> Iterator[str]:
    for kind, statement in reading.statements():
        yield statement_key(reading, kind, statement)
    for entity in reading.entities:
        yield person_key(reading, entity)
        yield body_key(reading, entity)


def _names(reading: Reading) -> Iterator[str]:
    for entity in reading.entities:
        if entity.kind == "person" and entity.detained and entity.named:
            yield from (name.text for name in entity.names if " " in name.text)
            if " " in entity.name:
                yield entity.name


def erase(folder: Path, database: Database, what: Doomed, body: ErasureBody, time: str) -> int:
    """Destroys it, and says so in the log. Only for a process that is alone in the workspace. Gives the entry's number.

    A run that is stopped in the middle is ended by the next one that opens the workspace (`recovery`).
    """
    parts = folder / durable.PARTS
    with contextlib.ExitStack() as marks:
        marks.enter_context(durable.pending(parts, ERASING))
        for report in what.reports:
            marks.enter_context(durable.pending(parts, originals.mark(report)))
        for key in sorted({name.partition("/")[0] for name in what.exchanges}):
            marks.enter_context(durable.pending(parts, exchanges.mark(key)))
        with database.transaction():
            seq = database.append("erasure", time, to_json(body))
            database.erase(what.seqs, seq)
        for report in what.reports:
            Originals(folder / originals.FOLDER).destroy(report)
        for name in what.exchanges:
            Exchanges(folder / exchanges.FOLDER).destroy(name)
        wipe(folder, database)
    durable.sync(parts)
    return seq


def standing(folder: Path, database: Database, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Where any of the names stands still: what it is called, and the name. Capitals make no difference."""
    wanted = [(name, name.casefold()) for name in names]
    for entry in database.entries():
        text = _text(database, entry).casefold()
        for name, folded in wanted:
            if folded in text:
                yield f"entry {entry.seq} ({entry.kind})", name
    for path in _beside(folder):
        data = path.read_bytes().decode("utf-8", "ignore").casefold()
        for name, folded in wanted:
            if folded in data:
                yield path.relative_to(folder).as_posix(), name


def _beside(folder: Path) -> Iterator[Path]:
    """The files of a workspace that no entry of the log speaks of, such as exports made in it."""
    own = {durable.PARTS, originals.FOLDER, exchanges.FOLDER, *DERIVED}
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if parts[0] not in own and not parts[0].startswith("habeas.sqlite") and path.is_file():
            yield path


def _text(database: Database, entry: Entry) -> str:
    text = entry.body or ""
    if entry.kind == "reading":
        text += reading_from_json(database.reading(entry.seq)[0]).text
    return text
