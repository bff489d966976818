"""Who is who in a workspace, from the index that an earlier run left there, brought up to date first.

The index follows from the workspace's log alone; whoever removes it loses nothing but time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from habeas.archive.records import ReadingBody
from habeas.model.case import Resolution
from habeas.model.codec import from_json
from habeas.model.decision import Decision
from habeas.model.reading import Reading
from habeas.resolving.bodies import bodies as bodies_of
from habeas.resolving.index import Changes, Index, IndexDamagedError
from habeas.workspace import Workspace

T = TypeVar("T")

CACHE = "cache"
"""The folder of a workspace for what only saves work: an erasure removes it, and no copy of a workspace holds it."""


def who_is_who(workspace: Workspace, *, bodies: bool = False) -> Resolution:
    """Who is who in the working copy, with every proposal.

    Args:
        bodies: also which organisations, facilities and places are one; for them every reading is read.
    """
    found = _of_index(workspace, lambda index: index.resolution(proposed=True))
    if not bodies:
        return found
    whole = bodies_of(list(workspace.readings()), workspace.decisions())
    return msgspec.structs.replace(found, bodies=whole)


class Followed(NamedTuple):
    """What changed of who is who: `changes`, or the whole where that is not known. `state` is what to ask with next."""

    state: str
    changes: Changes | None
    whole: Resolution | None


def what_changed(workspace: Workspace, since: str, reports: Collection[str]) -> Followed:
    """Who is who otherwise than in a state that was given before, and all of the people of some reports."""

    def read(index: Index) -> Followed:
        changes = index.changes(since, reports)
        return Followed(index.state, changes, index.resolution(proposed=True) if changes is None else None)

    return _of_index(workspace, read)


def _of_index(workspace: Workspace, read: Callable[[Index], T]) -> T:
    """What is read of the index, once it is where the workspace's log stands."""
    path = workspace.folder / CACHE / "people.sqlite"
    try:
        return _updated(workspace, path, read)
    except IndexDamagedError:
        path.unlink(missing_ok=True)
        return _updated(workspace, path, read)


def _updated(workspace: Workspace, path: Path, read: Callable[[Index], T]) -> T:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with Index(path) as index:
        position = workspace.position()  # before anything is read: what comes meanwhile is taken in next time, too
        if index.mark != str(position):
            changed = _changed(workspace, int(index.mark)) if index.mark else workspace.readings()
            index.update(changed, workspace.decisions(), lambda report: _reading(workspace, report), mark=str(position))
        return read(index)


def _changed(workspace: Workspace, since: int) -> Iterator[Reading]:
    """The readings that are new since an entry of the log, or amended otherwise than then."""
    reports: dict[str, None] = {}
    for entry in workspace.records.entries("reading", after=since):
        reports[from_json(entry.body or "", ReadingBody).report] = None
    known = {made.id: made for made in workspace.decisions()}
    for made in workspace.decisions_after(since):
        for report in _amended(made, known):
            reports[report] = None
    for report in reports:
        yield _reading(workspace, report)


def _amended(made: Decision, known: dict[str, Decision]) -> Iterator[str]:
    """The report that a decision amends, by itself or by taking back another, to any depth."""
    waiting, seen = [made], {made.id}
    while waiting:
        one = waiting.pop()
        if one.amendment is not None:
            yield one.amendment.report
        for target in one.targets if one.action == "undo" else ():
            if target in known and target not in seen:
                seen.add(target)
                waiting.append(known[target])


def _reading(workspace: Workspace, report: str) -> Reading:
    found = workspace.reading(report)
    assert found is not None
    return found
