"""The records of a workspace as frozen values, and what the entries of the log hold of them."""

from __future__ import annotations

import msgspec

from habeas.model.reading import Described


class Custody(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a report's custody log: who took it in, when (UTC), how, and from where.

    `origin` is the whole path on the machine it came from, `source` the name it goes by in readings.
    """

    report: str
    time: str
    who: str
    how: str
    origin: str
    source: str


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """What a person stated of a report, and when (UTC). A later one outranks an earlier one."""

    report: str
    time: str
    who: str
    stated: Described


class StoredReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report as the archive has it; `stated` is what all statements about it come to."""

    id: str
    source: str
    received: str
    size: int
    stated: Described = Described()


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What taking in one report did. It is given out only when all of it is safely stored.

    `new`: its bytes were not there before. `more`: a known report gained a path or a statement.
    """

    id: str
    new: bool
    more: bool = False


# What entries hold, by their kind; a decision's entry holds the decision as `habeas.model.decision` writes it.


class WorkspaceBody(msgspec.Struct, frozen=True, kw_only=True):
    """The first entry: what the workspace is called, and the public key (Ed25519, hexadecimal) that signs its heads."""

    workspace: str
    key: str
    program: str


class ReportBody(msgspec.Struct, frozen=True, kw_only=True):
    """A report came that was not there."""

    report: str
    source: str
    size: int


class CustodyBody(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody brought a report's bytes."""

    report: str
    who: str
    how: str
    origin: str
    source: str


class StatedBody(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody stated something of a report."""

    report: str
    who: str
    said: Described


class ReadingBody(msgspec.Struct, frozen=True, kw_only=True):
    """A reader read a report; the reading and its text lie beside, under their SHA-256."""

    report: str
    who: str
    reader: str
    version: str
    basis: str
    reading: str
    extracted: str


class ExchangeBody(msgspec.Struct, frozen=True, kw_only=True):
    """A model was asked about a report; the exchange lies in the file `name`, under its SHA-256."""

    report: str
    name: str
    sha256: str


class ErasureBody(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody destroyed the contents of entries (`erased`, their numbers)."""

    who: str
    reason: str
    erased: tuple[int, ...]


class HeadBody(msgspec.Struct, frozen=True, kw_only=True):
    """A signed head was written for somebody to keep: how many entries it covers, and the hash of the last."""

    who: str
    keeper: str
    entries: int
    hash: str


class CopyBody(msgspec.Struct, frozen=True, kw_only=True):
    """A copy of what is here was written to another place: a backup or a package.

    `contents`: the numbers of the entries whose contents a package holds, besides this one.
    """

    who: str
    what: str
    place: str
    contents: tuple[int, ...] = ()


class StampBody(msgspec.Struct, frozen=True, kw_only=True):
    """A timestamp authority was asked to witness the head at `entries`.

    `state`: "pending" (asked, and no answer is known of), "present" (`token`, RFC 3161, base64, was checked and leads
    to `root`) or "failed" (`why`). A later entry on the same `request` outranks an earlier one.
    """

    request: int
    who: str
    authority: str
    entries: int
    hash: str
    state: str
    token: str = ""
    signer: str = ""
    time: str = ""
    root: str = ""
    why: str = ""
