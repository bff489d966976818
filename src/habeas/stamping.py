"""Joins the log with a timestamp authority: asks it to witness a head, and stores what truly came of it."""

from __future__ import annotations

import base64
from typing import NamedTuple

import msgspec

from habeas.archive import stamps
from habeas.archive.records import StampBody
from habeas.archive.stamps import StampError
from habeas.model.codec import from_json
from habeas.workspace import Workspace


class Authority(NamedTuple):
    """A timestamp authority: its address, and the file of the root that vouches for it; None where this machine's
    own roots do. `seconds` bounds one try.
    """

    address: str
    root: bytes | None = None
    seconds: float | None = None


def stamp(workspace: Workspace, authority: Authority, who: str) -> StampBody:
    """Has the head of the log as it is now witnessed. That it was asked is stored before, and what came of it after:
    a run that is stopped in between leaves it pending.

    Raises:
        StampError: the file of the root holds none; nothing was asked.
    """
    roots = _roots(authority)
    with workspace.records.transaction():
        entries, head = workspace.records.head()
        pending = StampBody(
            request=entries + 1, who=who, authority=authority.address, entries=entries, hash=head, state="pending"
        )
        workspace.note("stamp", pending)
    outcome = _asked(workspace, authority, pending, roots)
    with workspace.records.transaction():
        workspace.note("stamp", outcome)
    return outcome


def _asked(workspace: Workspace, authority: Authority, pending: StampBody, roots: list[bytes]) -> StampBody:
    from habeas.network.authority import SECONDS, ask
    from habeas.network.service import ServiceError

    try:
        asked = stamps.question(pending.hash)
        answer = ask(authority.address, asked.data, authority.seconds or SECONDS)
        shown = stamps.check(answer, pending.hash, roots, asked.nonce)
        stamps.check_clock(shown, workspace.clock())
    except (ServiceError, StampError) as error:
        return msgspec.structs.replace(pending, state="failed", why=str(error))
    return msgspec.structs.replace(
        pending,
        state="present",
        token=base64.b64encode(answer).decode(),
        signer=shown.signer,
        time=shown.time,
        root=shown.root,
    )


def stamped(workspace: Workspace) -> list[StampBody]:
    """What came of each time that an authority was asked, oldest first."""
    found: dict[int, StampBody] = {}
    for entry in workspace.records.entries("stamp"):
        body = from_json(entry.body or "", StampBody)
        found[body.request] = body
    return list(found.values())


def witnessed(workspace: Workspace) -> int:
    """Up to which entry the log is witnessed; 0 where it never was. For what is behind, it was not attempted, is
    pending, or failed.
    """
    return max((body.entries for body in stamped(workspace) if body.state == "present"), default=0)


def _roots(authority: Authority) -> list[bytes]:
    if authority.root is not None:
        stamps.certificates(authority.root)
        return [authority.root]
    from habeas.network.authority import system_roots

    return system_roots()
