"""A register comes in and leaves again, in a real browser, at a desk's width and at a phone's."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.desk.browser.conftest import Running
from tests.desk.browser.test_first_hour import _faults, _join

TABLE = """Number;Name;Father's name;Arrested;Place of arrest;Prison;Charge;State of health;Shoe size
1;Ilmar Sotnik;Anton Sotnik;03/04/2021;Brenna;Korsk prison;incitement;asthma;44
2;خضر مرداني;;13/04/2021;Lodva;;<b onclick=alert(1)>theft</b>;;
3;;;;;;;;
"""
PICTURES = os.environ.get("HABEAS_PICTURES", "")


def _look(page: Page, name: str) -> list[str]:
    """Faults of a page at both widths; a picture of each where a folder for them is named."""
    found = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        found += _faults(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{name} is wider than the screen by {wide}"] if wide > 0 else []
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def _sought(page: Page, address: str) -> None:
    """Asks until something is found: what came in is found once the worker has looked it through."""
    for _ in range(120):
        page.goto(address)
        if page.locator(".found mark").count():
            return
        page.wait_for_timeout(500)
    pytest.fail("nothing was found in a minute")


@pytest.mark.slow
def test_a_register_moves_in_and_its_rows_leave_as_a_file(page: Page, desk: Running, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text(TABLE, encoding="utf-8")
    _join(page, desk)
    page.goto(f"{desk.address}/inbox/")
    page.get_by_role("link", name="Bring a register in").click()
    faults = _look(page, "registers")
    page.get_by_label("Name of the register").fill("Lodva Committee")
    page.get_by_label("File (CSV, XLSX or JSON)").set_input_files(table)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_label("Arrested", exact=True)).to_have_value("arrested_on")
    faults += _look(page, "columns")
    page.get_by_label("Shoe size").select_option("note")
    page.get_by_label("Day as of which the register stands").fill("2022")
    page.get_by_role("button", name="Try it out").click()
    expect(page.get_by_role("button", name="Import these rows")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Every row").click()
    expect(page.locator("table")).to_contain_text("it names nobody")
    faults += _look(page, "rows")
    page.go_back()
    page.get_by_role("button", name="Import these rows").click()
    expect(page.get_by_role("link", name="added")).to_be_visible(timeout=60_000)
    faults += _look(page, "imported")
    _sought(page, f"{desk.address}/search/?place=Brenna&name=Sotnik")
    page.get_by_text("Keep this search").click()
    page.locator("#keep").get_by_label("Name").fill("Brenna")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("link", name="Brenna", exact=True)).to_be_visible()
    faults += _look(page, "search")
    page.get_by_label("with what is not public").check()
    page.get_by_role("button", name="Make it").click()
    with page.expect_download(timeout=60_000) as taking:
        page.get_by_role("link", name="Take the file").click(timeout=60_000)
    rows = list(csv.DictReader(io.StringIO(Path(taking.value.path()).read_text("utf-8-sig"))))
    assert {row["words"] for row in rows} >= {"Arrested: 03/04/2021 … Place of arrest: Brenna"}
    assert taking.value.suggested_filename.startswith("NOT-PUBLIC-")
    faults += _look(page, "export")
    page.goto(f"{desk.address}/exports/")
    faults += _look(page, "exports")
    page.goto(f"{desk.address}/cases/")
    page.get_by_role("link", name="Ilmar Sotnik").click()
    page.get_by_label("Export as").select_option("pdf")
    page.get_by_label("with what is not public").check()
    page.get_by_role("button", name="Make it").click()
    with page.expect_download(timeout=60_000) as taking:
        page.get_by_role("link", name="Take the file").click(timeout=60_000)
    assert Path(taking.value.path()).read_bytes().startswith(b"%PDF")
    assert not faults
