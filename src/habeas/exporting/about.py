"""What every export says of itself, and where its records stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode, urljoin

import msgspec

from habeas.model.case import CaseBook, CaseFile
from habeas.model.identity import statement_key
from habeas.model.reading import Reading
from habeas.publishing.addresses import Addresses
from habeas.publishing.tables import Row, tables

FORMAT = "habeas.export/1"


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What an export says of itself. `inside`: it holds what is not public. `made` is the time of it (UTC).

    `as_of` is the newest date of its reports, `addresses` says where the addresses in it count from.
    """

    title: str
    as_of: str | None
    made: str
    licence: str
    addresses: str
    inside: bool = False
    notes: tuple[str, ...] = ()

    def lines(self) -> list[tuple[str, str]]:
        """Label and text, for people."""
        return [
            *([("NOT PUBLIC", INSIDE)] if self.inside else []),
            ("What it is", self.title),
            ("As of", self.as_of or "no date is known"),
            ("Made", self.made),
            ("Licence", self.licence or "none is stated"),
            ("Addresses", self.addresses),
            *(("Note", note) for note in self.notes),
        ]

    def text(self) -> str:
        """The same as a plain text."""
        return "".join(f"{label}: {text}\n" for label, text in self.lines())

    def table(self) -> dict[str, Any]:
        """The same for machines."""
        return {"format": FORMAT, **msgspec.to_builtins(self)}


INSIDE = (
    "Unpublished material, for use inside the team only. It may name people who have not agreed to be named, and hold "
    "statements that nobody has accepted. Do not pass it on."
)


def as_of(book: CaseBook) -> str | None:
    """The newest date that a report of the book bears."""
    return max((report.info.published for report in book.reports if report.info.published), default=None)


class Places:
    """Where records stand: on the public site, or at a desk. `root` is the address of either, "" where unknown."""

    def __init__(self, book: CaseBook, readings: Mapping[str, Reading], root: str, *, desk: bool) -> None:
        self._root, self._desk = root if not root or root.endswith("/") else f"{root}/", desk
        self._site = Addresses(book)
        self._people = {case.id: case.people[0].key for case in book.cases if case.people}
        self._reports = {
            statement_key(one, kind, statement): report
            for report, one in (readings.items() if desk else ())
            for kind, statement in one.statements()
        }

    def case(self, case: CaseFile) -> str:
        """The address of a case."""
        return self._case(case.id) if self._desk else self._on_site(self._site.case(case.id) or "")

    def record(self, table: str, row: Row) -> str:
        """The address of a row."""
        if not self._desk:
            return self._on_site(row.get("page") or row.get("address", ""))
        if table in ("people", "register", "joins"):
            return self._case(row.get("case_id") or row.get("record_id", ""))
        if table == "bodies":
            return f"{self._root}search/?{urlencode({'words': quoted(row['name'])})}"
        if table == "sources":
            return self._report(row["report_id"])
        key = row.get("statement_key") or row.get("event_id") or row.get("statement_keys", "").partition(" | ")[0]
        return self.statement(key) or self._case(row.get("case_id", ""))

    def statement(self, key: str) -> str:
        """The address of a statement at the desk."""
        report = self._reports.get(key)
        return f"{self._report(report)}#{key.removeprefix('st:')}" if report else ""

    def _on_site(self, address: str) -> str:
        return urljoin(self._root, address) if address and self._root else address

    def _case(self, case: str) -> str:
        key = self._people.get(case)
        return f"{self._root}cases/{key.removeprefix('pe:')}/" if key else ""

    def _report(self, report: str) -> str:
        return f"{self._root}reports/{report.removeprefix('sha256:')}/"


class Content(msgspec.Struct, frozen=True):
    """What is exported: a book with the readings it was made from, and what the export says of itself."""

    about: About
    book: CaseBook
    readings: dict[str, Reading]
    places: Any

    def tables(self) -> dict[str, list[Row]]:
        """Every table, each row with the address of its record, the date and the licence of the whole."""
        made = tables(self.book, self.readings)
        return {name: [self.stamped(name, row) for row in rows] for name, rows in made.items()}

    def stamped(self, table: str, row: Row) -> Row:
        """One row with what the export says of itself."""
        place = "page" if table == "register" else "address"
        return {**row, place: self.places.record(table, row), **self.stamp()}

    def stamp(self) -> Row:
        """What stands at the end of each row."""
        inside = {"not_public": "for use inside only"} if self.about.inside else {}
        return {"data_as_of": self.about.as_of or "", "licence": self.about.licence, **inside}


def quoted(words: str) -> str:
    """Words as the search takes them for a phrase."""
    return '"' + words.replace('"', " ") + '"'


Namer = Callable[[str], str]


def narrowed(book: CaseBook, case: CaseFile) -> CaseBook:
    """A book of one case: its reports, its demands, and nothing of anybody else's."""
    wanted = {*case.reports, *(s.report for e in case.life for s in e.sources)}
    return msgspec.structs.replace(
        book,
        cases=(case,),
        reports=tuple(report for report in book.reports if report.id in wanted),
        demands=tuple(demand for demand in book.demands if case.id in demand.cases),
        figures=(),
        findings=(),
        bodies=(),
    )


def of_case(made: dict[str, list[Row]], case: CaseFile) -> dict[str, list[Row]]:
    """The tables of one case: of the statements only those that the case rests on."""
    own = [row for row in made["statements"] if case.id in row["case_ids"].split(" | ")]
    return {**made, "statements": own}
