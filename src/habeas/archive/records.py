"""The records of a workspace as frozen values."""

from __future__ import annotations

from typing import Literal

import msgspec

from habeas.model.reading import Described

How = Literal["file", "restored"]


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
