"""What comes of verifying: each fault with what it is and where, and what was looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import msgspec

What = Literal["altered", "missing", "added", "swapped", "damaged", "rolled back"]


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not as it was stored. `where` names it, with the report that it belongs to."""

    what: What
    where: str
    why: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What was compared, and every fault; it is sound where there is none. `head` is the hash of the newest entry."""

    entries: int
    reports: int
    erased: int
    head: str
    faults: tuple[Fault, ...]


@dataclass
class Row:
    """An entry of the log, and what was learnt of its content. `body` is there only if it is as committed to."""

    kind: str
    commitment: str
    hash: str
    held: bool = False
    report: str = ""
    body: object = None


@dataclass
class Findings:
    """What was found so far."""

    faults: list[Fault] = field(default_factory=list)
    rows: dict[int, Row] = field(default_factory=dict)
    by_commitment: dict[str, int] = field(default_factory=dict)
    reports: int = 0
    erased: int = 0

    def add(self, what: What, where: str, why: str) -> None:
        """Notes a fault."""
        self.faults.append(Fault(what=what, where=where, why=why))

    def called(self, seq: int) -> str:
        """What to call an entry: its number, its kind, and the report that it is about."""
        row = self.rows[seq]
        return f"entry {seq} ({row.kind}{f' of {row.report}' if row.report else ''})"

    def verdict(self) -> Verdict:
        """All of it, at the end."""
        return Verdict(
            entries=len(self.rows),
            reports=self.reports,
            erased=self.erased,
            head=self.rows[max(self.rows)].hash if self.rows else "",
            faults=tuple(self.faults),
        )
