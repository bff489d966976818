"""Whatever people consent to, nothing that they did not stands in an export, in any of its forms.

`HABEAS_WORLDS` says how many random worlds, `HABEAS_SEED` where they start.
"""

from __future__ import annotations

import io
import os
import zipfile

from habeas import pipeline
from habeas.documents import as_docx
from habeas.documents.model import text_of
from habeas.exporting.about import About, Content, Places, narrowed, of_case
from habeas.exporting.machines import as_json, calendar, follow_the_money
from habeas.exporting.page import Labels, case_document
from habeas.exporting.sheets import csv_zip, workbook
from habeas.publishing.clearing import cleared
from tests.publishing.consent_worlds import Consents
from tests.publishing.secret_worlds import MARKER

WORLDS = int(os.environ.get("HABEAS_WORLDS", "10"))
SEED = int(os.environ.get("HABEAS_SEED", "0"))


def _files(world: Consents) -> dict[str, bytes]:
    """Every form of everything, and of every case."""
    copy = pipeline.public_copy(world.readings, world.decisions, {})
    readings = {one.report.id: one for one in copy.readings}
    book = cleared(copy.book, readings)
    about = About(title="x", as_of=None, made="2026-01-01T00:00:00Z", licence="CC0", addresses="x")
    whole = Content(about, book, readings, Places(book, readings, "https://example.org/", desk=False))
    tables = whole.tables()
    files = {"csv": csv_zip(tables, about), "xlsx": workbook(tables, about), "json": as_json(whole, tables)}
    files |= {"ftm": follow_the_money(whole), "ics": calendar(whole)}
    for case in book.cases:
        own = Content(about, narrowed(book, case), readings, whole.places)
        document = case_document(own, case, Labels(), "en")
        files[f"{case.id}.docx"] = as_docx(document)
        files[f"{case.id}.txt"] = "\n".join(text_of(document)).encode()
        files[f"{case.id}.json"] = as_json(own, of_case(own.tables(), case))
        files[f"{case.id}.ftm"] = follow_the_money(own)
    return files


def _markers(data: bytes) -> set[str]:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = b"\n".join(name.encode() + packed.read(name) for name in packed.namelist())
    return set(MARKER.findall(data.replace(b"\r\n ", b"").decode("utf-8", "replace")))


def test_nothing_leaves_in_any_form_that_somebody_did_not_consent_to() -> None:
    leaked: list[tuple[int, str, set[str]]] = []
    shown = withheld = 0
    for seed in range(SEED, SEED + WORLDS):
        world = Consents(seed)
        found = {name: _markers(data) for name, data in _files(world).items()}
        leaked += [(seed, name, words & world.forbidden) for name, words in found.items() if words & world.forbidden]
        shown += len(set().union(*found.values()))
        withheld += len(world.forbidden)
    print(f"{WORLDS} worlds from seed {SEED}: {withheld} withheld markers, {shown} shown")
    assert leaked == []
    assert shown > WORLDS, "the worlds show so little that the test says nothing"
    assert withheld > WORLDS * 10
