"""Makes the file of an export from what was gathered."""

from __future__ import annotations

from typing import IO, Any

import msgspec
from django.utils.translation import gettext as _

from habeas.desk.exports.gather import Gathered
from habeas.desk.exports.models import Export, Form, Scope
from habeas.desk.languages import translated
from habeas.documents import as_docx, as_pdf
from habeas.documents.model import LANGUAGES, Language
from habeas.exporting.about import of_case
from habeas.exporting.bundle import Bundle
from habeas.exporting.machines import as_json, calendar, follow_the_money, rows_as_json
from habeas.exporting.page import Labels, case_document
from habeas.exporting.sheets import csv_bytes, csv_zip, workbook
from habeas.model.text import Extracted
from habeas.workspace import Workspace


def write(opened: Workspace, export: Export, made: Gathered, out: IO[bytes]) -> None:
    """Writes the file."""
    if export.form == Form.ZIP:
        assert made.case is not None  # only a case has this form
        _bundle(opened, made).write(out)
    else:
        out.write(_searched(export, made) if export.scope == Scope.SEARCH else _whole(export, made))


def _searched(export: Export, made: Gathered) -> bytes:
    if export.form == Form.CSV:
        return csv_bytes(made.rows)
    if export.form == Form.XLSX:
        return workbook({"statements": made.rows}, made.content.about)
    return rows_as_json(made.content, made.rows)


def _whole(export: Export, made: Gathered) -> bytes:
    content = made.content
    match export.form:
        case Form.FTM:
            return follow_the_money(content)
        case Form.ICS:
            return calendar(content)
        case Form.PDF | Form.DOCX:
            assert made.case is not None  # only a case has these forms
            language = _language(export)
            document = case_document(content, made.case, _labels(), language)
            return as_pdf(document) if export.form == Form.PDF else as_docx(document)
    tables = content.tables() if made.case is None else of_case(content.tables(), made.case)
    if export.form == Form.XLSX:
        return workbook(tables, content.about)
    return csv_zip(tables, content.about) if export.form == Form.CSV else as_json(content, tables)


def _language(export: Export) -> Language:
    short = export.language.partition("-")[0]
    return next((one for one in LANGUAGES if one == short), "en")


def _bundle(opened: Workspace, made: Gathered) -> Bundle:
    assert made.case is not None
    reports = [report.id for report in made.content.book.reports]
    custody: dict[str, Any] = {one: msgspec.to_builtins(opened.custody(one)) for one in reports}
    return Bundle(made.content, made.case, made.decisions, _Kept(opened), custody)


class _Kept:
    """What the workspace keeps of a report."""

    def __init__(self, opened: Workspace) -> None:
        self._opened = opened

    def original(self, report: str) -> bytes:
        return self._opened.original(report)

    def reading(self, report: str) -> bytes:
        newest = self._opened.records.newest_reading(report)
        assert newest is not None  # what was never read is in no case
        return self._opened.records.reading(newest.seq)[0]

    def extracted(self, report: str) -> Extracted:
        found = self._opened.extracted(report)
        assert found is not None  # as above
        return found


def _labels() -> Labels:
    return Labels(
        term=translated,
        life=_("Life line"),
        when=_("When"),
        what=_("What"),
        value=_("Value"),
        words=_("Whose words"),
        properties=_("What is told of the person"),
        disputed=_("accounts disagree"),
        demands=_("Demands"),
        claims=_("What else is said"),
        also=_("Also known as"),
        as_of=_("As of"),
        licence=_("Licence"),
        no_licence=_("none is stated"),
        record=_("Record"),
        reports=_("Reports"),
        not_public=_("NOT PUBLIC"),
        inside=_(
            "Unpublished material, for use inside the team only. It may name people who have not agreed to be named, "
            "and hold statements that nobody has accepted. Do not pass it on."
        ),
        no_day=_("no day known"),
    )
