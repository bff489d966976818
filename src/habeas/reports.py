"""What a workspace knows of its reports: what the log says of how they came, and what people stated of them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from habeas.archive.database import Database, Entry
from habeas.archive.records import Custody, CustodyBody, ReportBody, Stated, StatedBody, StoredReport
from habeas.collect import outranked
from habeas.model.codec import from_json
from habeas.model.reading import Described


class Reports:
    """The reports of one workspace, as its log has them."""

    def __init__(self, records: Database) -> None:
        self.records = records

    def stated(self, report: str) -> Described:
        """What all statements about a report come to."""
        whole = Described()
        for entry in self.statements(report):
            whole = outranked(whole, entry.stated)
        return whole

    def reports(self) -> tuple[StoredReport, ...]:
        """Every report in the order in which they came, with what was stated of each."""
        found: dict[str, StoredReport] = {}
        stated: dict[str, Described] = {}
        for entry in self.records.entries("report", "stated"):
            if entry.kind == "report":
                body = from_json(entry.body or "", ReportBody)
                found[body.report] = StoredReport(
                    id=body.report, source=body.source, received=entry.time, size=body.size
                )
            else:
                said = from_json(entry.body or "", StatedBody)
                stated[said.report] = outranked(stated.get(said.report, Described()), said.said)
        return tuple(msgspec.structs.replace(one, stated=stated.get(one.id, Described())) for one in found.values())

    def statements(self, report: str) -> tuple[Stated, ...]:
        """What was stated of a report, by whom and when, oldest first."""
        found = ((e.time, from_json(e.body or "", StatedBody)) for e in self.records.entries_of(report, "stated"))
        return tuple(Stated(report=body.report, time=time, who=body.who, stated=body.said) for time, body in found)

    def custody(self, report: str | None = None) -> tuple[Custody, ...]:
        """The custody log of a report, or of all, oldest first; empty where there is no such report."""
        entries = self.records.entries("custody") if report is None else self.records.entries_of(report, "custody")
        return tuple(map(_custody, entries))

    def custody_of_unread(self) -> tuple[Custody, ...]:
        """The custody log of the reports of which no reading is stored, oldest first."""
        return tuple(map(_custody, self.records.unread("custody")))

    def received(self, reports: Iterable[str] | None = None) -> dict[str, str]:
        """When each report was taken in (UTC), or each of these."""
        if reports is None:
            return {report.id: report.received for report in self.reports()}
        return {one: entry.time for one in reports for entry in self.records.entries_of(one, "report")}


def _custody(entry: Entry) -> Custody:
    return Custody(time=entry.time, **msgspec.structs.asdict(from_json(entry.body or "", CustodyBody)))
