"""What is done with a workspace as a whole: signed heads, copies that leave it, erasure."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from habeas.archive import bags, erasure, heads
from habeas.archive.erasure import Doomed
from habeas.archive.heads import Head
from habeas.archive.records import CopyBody, ErasureBody, HeadBody, WorkspaceBody
from habeas.model.codec import from_json
from habeas.workspace import Workspace


def sign_head(workspace: Workspace, who: str, keeper: str = "") -> Head:
    """A signed head of the log as it is now, for `keeper` to keep; the log then says that it was written.

    Raises:
        HeadError: the workspace's key is not there.
    """
    records = workspace.records
    with records.transaction():
        entries, newest = records.head()
        first = records.first()
        head = Head(
            format=heads.FORMAT,
            workspace=first.hash,
            entries=entries,
            hash=newest,
            time=workspace.clock(),
            key=from_json(first.body or "", WorkspaceBody).key,
        )
        head = heads.signed(workspace.folder, head)
        workspace.note("head", HeadBody(who=who, keeper=keeper, entries=entries, hash=newest), head.time)
    return head


def signed_heads(workspace: Workspace) -> tuple[tuple[str, HeadBody], ...]:
    """The heads that were written, oldest first: when (UTC), and what the log says of each."""
    return tuple((e.time, from_json(e.body or "", HeadBody)) for e in workspace.records.entries("head"))


def note_copy(workspace: Workspace, who: str, what: str, place: str) -> None:
    """Says in the log that a copy of what is here is written to another place."""
    with workspace.records.transaction():
        workspace.note("copy", CopyBody(who=who, what=what, place=place))


def package(
    workspace: Workspace, reports: Iterable[str] | None, bag: Path, who: str, *, keeper: str = "", place: str = ""
) -> None:
    """Writes a package of some reports, or of all, into an empty folder. The log says first what is in it, and that it
    will be at `place`.

    Raises:
        HeadError: the workspace's key is not there.
        AlteredError: an original is not as it was stored.
        OSError: it could not be written.
    """
    with workspace.records.transaction():
        contents = bags.contents_for(workspace.records, reports)
        body = CopyBody(who=who, what="package", place=place or str(bag.absolute()), contents=contents)
        noted = workspace.note("copy", body)
    head = sign_head(workspace, who, keeper)
    bags.write_bag(workspace.records, workspace.folder, head, (*contents, noted), bag)


def copies(workspace: Workspace) -> tuple[tuple[str, CopyBody], ...]:
    """The copies that were written to other places, oldest first: when (UTC), and what the log says of each."""
    return tuple((e.time, from_json(e.body or "", CopyBody)) for e in workspace.records.entries("copy"))


def erase(workspace: Workspace, what: Doomed, who: str, reason: str = "") -> int:
    """Destroys it in every file of the workspace, and says so in the log; gives the number of that entry.

    Raises:
        WorkspaceError: another process works here just now; nothing was destroyed.
    """
    with workspace.alone():
        body = ErasureBody(who=who, reason=reason, erased=what.seqs)
        return erasure.erase(workspace.folder, workspace.records, what, body, workspace.clock())
