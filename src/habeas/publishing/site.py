"""Writes the site: plain pages that open from a folder, without a server, a script, or anybody else's
computer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import msgspec

from habeas.model.case import CaseBook, CaseFile, DemandLine, FigureSeries, Finding, FindingKind, ReportLine
from habeas.model.reading import Reading
from habeas.publishing.apart import counted_apart
from habeas.publishing.bodies import BodyView
from habeas.publishing.case_page import case_view
from habeas.publishing.chart import chart
from habeas.publishing.clearing import cleared
from habeas.publishing.export import ExportOptions, download_list, write_exports
from habeas.publishing.pages import Site
from habeas.publishing.report_page import TextView, note_places, text_view
from habeas.publishing.statements import all_findings, by_key

DATA = "data"
_LATEST = 8


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """Who runs the site, in their own words. The licence of the data is theirs to state."""

    name: str = "Habeas case files"
    licence: str = ""


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What the public is told of one change to what was public before: the day, how much was corrected (`changed`) and
    withdrawn (`gone`), and why, in the publisher's words.
    """

    day: str
    changed: int
    gone: int
    note: str


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture of somebody, by their key in public: a JPEG that holds nothing but what it shows, and words for it."""

    person: str
    what: str
    data: bytes

    @property
    def path(self) -> str:
        """Where it stands on the site."""
        return f"pictures/{hashlib.sha256(self.data).hexdigest()[:20]}.jpg"


def write_site(
    book: CaseBook,
    readings: Mapping[str, Reading],
    out: Path,
    *,
    operator: Operator | None = None,
    notices: Sequence[Notice] | None = None,
    pictures: Sequence[Picture] = (),
) -> None:
    """Writes the pages of a case book into the folder `out`, with the data in `out/data`.

    A working copy (`book.public` false) shows everything, each page marked as unreviewed; a public site shows
    what passed the gate. `readings` maps report ids to readings. `notices`: what was corrected and withdrawn, newest
    first, for a page of its own; None where nobody keeps count of it. `pictures` stand on the cases of their people.
    The same book gives the same bytes. What stood in `out` before is overwritten where names are equal, and not looked
    at otherwise.

    Raises:
        UngatedError: the book is public and a reading did not pass the gate. Nothing is written.
    """
    who = operator or Operator()
    book = cleared(book, readings)
    site = Site(book, readings, msgspec.structs.asdict(who), notices, pictures)
    for picture in site.pictures:
        (out / picture.path).parent.mkdir(parents=True, exist_ok=True)
        (out / picture.path).write_bytes(picture.data)
    for path, html in pages(site):
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, encoding="utf-8", newline="\n")
    css = (files("habeas.publishing") / "templates" / "style.css").read_bytes()
    (out / "style.css").write_bytes(css)
    write_exports(book, readings, out / DATA, options=ExportOptions(licence=who.licence or None))


def case_pages(
    book: CaseBook, readings: Mapping[str, Reading], keys: Collection[str], pictures: Sequence[Picture] = ()
) -> list[tuple[str, str]]:
    """The pages of the cases of some people, by their keys, just as `write_site` writes them: path and HTML.

    Raises:
        UngatedError: the book is public and a reading did not pass the gate.
    """
    book = cleared(book, readings)
    site = Site(book, readings, msgspec.structs.asdict(Operator()), None, pictures)
    return list(_case_pages(site, keys))


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Every page of a site: its path and its HTML."""
    book = site.book
    yield "index.html", site.page("index.html", "index.html", initials=_initials(book), latest=_latest(book))
    several = [(series, chart(series)) for series in book.figures if len(series.dated + series.undated) > 1]
    several.sort(key=lambda item: -len(item[0].dated))
    alone = [series for series in book.figures if len(series.dated + series.undated) == 1]
    apart = {series.id: counted_apart(series, book.figures) for series, _ in several}
    yield "figures.html", site.page("figures.html", "figures.html", found=several, alone=alone, apart=apart)
    cases = {case.id: case for case in book.cases}
    yield "demands.html", site.page("demands.html", "demands.html", addressees=_addressees(book), cases=cases)
    yield "findings.html", site.page("findings.html", "findings.html", groups=_groups(book), owners=_owners(book))
    people, series = _open(book)
    yield "disagreements.html", site.page("disagreements.html", "disagreements.html", people=people, series=series)
    yield "bodies.html", site.page("bodies.html", "bodies.html", groups=_bodies(site))
    tally = {s: sum(r.state == s for r in book.reports) for s in ("whole", "partial", "refused")}
    reports = sorted(book.reports, key=lambda r: (r.copy_group or "", r.info.published or "", r.id))
    yield "sources.html", site.page("sources.html", "sources.html", reports=reports, tally=tally)
    yield "about.html", site.page("about.html", "about.html", files=download_list())
    if site.notices is not None:
        yield "corrections.html", site.page("corrections.html", "corrections.html", notices=site.notices)
    yield from _case_pages(site)
    yield from _report_pages(site)


def _case_pages(site: Site, only: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
    for case in site.book.cases:
        if only is not None and not any(ref.key in only for ref in case.people):
            continue
        path = site.addresses.case(case.id)
        if path is not None:
            shown = [one for one in site.pictures if one.person in {ref.key for ref in case.people}]
            yield path, site.page("case.html", path, view=case_view(site.book, case), pictures=shown)


def _report_pages(site: Site) -> Iterator[tuple[str, str]]:
    known = by_key(site.book)
    for report in site.book.reports:
        path = site.addresses.report(report.id)
        if path is None:
            continue
        reading = site.readings.get(report.id)
        values: dict[str, Any] = {"view": TextView(blocks=(), lines=()), "notes": {}}
        if reading is not None:
            values["view"] = text_view(reading, known, public=site.book.public)
            values["notes"] = note_places(reading)
        cases = [case for case in site.book.cases if report.id in case.reports]
        yield path, site.page("report.html", path, report=report, cases=cases, **values)


def _initials(book: CaseBook) -> list[tuple[str, list[CaseFile]]]:
    found: dict[str, list[CaseFile]] = {}
    for case in sorted(book.cases, key=lambda c: (c.name.casefold(), c.id)):
        found.setdefault(case.name[:1].upper() or "?", []).append(case)
    return list(found.items())


def _latest(book: CaseBook) -> list[ReportLine]:
    newest = sorted(book.reports, key=lambda r: r.id)
    newest.sort(key=lambda r: r.info.published or "", reverse=True)
    return newest[:_LATEST]


def _addressees(book: CaseBook) -> list[tuple[tuple[str, ...], list[DemandLine]]]:
    """The demands by those of whom they are made, all of them together; those of nobody named come last."""
    found: dict[tuple[str, ...], list[DemandLine]] = {}
    for demand in book.demands:
        found.setdefault(demand.to, []).append(demand)
    return sorted(found.items(), key=lambda item: (not item[0], [name.casefold() for name in item[0]]))


_OPEN: tuple[FindingKind, ...] = ("conflict", "denial", "drift")


def _open(
    book: CaseBook,
) -> tuple[list[tuple[CaseFile, list[Finding]]], list[tuple[FigureSeries, list[Finding]]]]:
    """What is in dispute, by case, those with the most first; and by series of figures."""
    people = [(case, [f for f in case.findings if _is_open(f)]) for case in book.cases]
    series = [(line, [f for f in line.findings if _is_open(f)]) for line in book.figures]
    ranked = sorted(
        ((c, f) for c, f in people if f), key=lambda item: (-len(item[1]), item[0].name.casefold(), item[0].id)
    )
    return ranked, [(line, found) for line, found in series if found]


def _is_open(found: Finding) -> bool:
    """Whether two sides are told; a denial of what no report says has one."""
    return found.kind in _OPEN and (found.kind != "denial" or len(found.sources) > 1)


def _owners(book: CaseBook) -> dict[str, list[CaseFile]]:
    """By a finding's id the cases that it is about."""
    found: dict[str, list[CaseFile]] = {}
    for case in book.cases:
        for each in case.findings:
            found.setdefault(each.id, []).append(case)
    return found


def _bodies(site: Site) -> list[tuple[str, list[BodyView]]]:
    views = site.bodies.views()
    kinds = ("facility", "organisation", "place")
    groups = [(kind, [view for view in views if view.body.kind == kind]) for kind in kinds]
    return [(kind, found) for kind, found in groups if found]


def _groups(book: CaseBook) -> list[tuple[FindingKind, list[Finding]]]:
    """All findings, by kind in the order of the model."""
    order: tuple[FindingKind, ...] = get_args(FindingKind)
    grouped = [(kind, [f for f in all_findings(book) if f.kind == kind]) for kind in order]
    return [(kind, found) for kind, found in grouped if found]
