"""A letter from a case to what was sent, without scripts; its pages with axe, and on a phone."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from habeas.items import items
from habeas.publishing.gate import risk_of
from habeas.workspace import Workspace
from tests.desk.browser.conftest import PASSWORD, Running

pytestmark = pytest.mark.slow
NAME = "Ilmar Sotnik"
REPORT = f"""{NAME}, 34, was arrested in Brenna on 3 May 2021. He is held in Brenna prison.

The Lamp Centre demands that the Brenna prosecutor release {NAME} by 1 July 2021.
"""


def _join(page: Page, desk: Running) -> None:
    page.goto(desk.first)
    page.get_by_label("Your name").fill("Ada Lund")
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()


def _bring(page: Page, desk: Running) -> None:
    page.goto(f"{desk.address}/inbox/text/")
    page.get_by_label("Text").fill(REPORT)
    page.get_by_label("Title").fill("A letter in the paper")
    page.get_by_role("button", name="Store").click()
    for _ in range(60):
        page.goto(f"{desk.address}/inbox/")
        if page.get_by_role("link", name="A letter in the paper").count():
            break
        page.wait_for_timeout(1000)
    with Workspace.open(desk.folder) as opened:
        for reading in opened.readings():
            for key, item in items([reading], ()).items():
                opened.decide("accept", (key,), "ada")
                if risk_of(reading, item.statement):
                    opened.decide("permit", (key,), "ada")


def _consent(page: Page, desk: Running) -> None:
    page.goto(f"{desk.address}/cases/?all=1")
    page.get_by_role("link", name=NAME).click()
    page.get_by_text("Record consent").click()
    form = page.locator("form[action$='/consent/']")
    form.get_by_label("For what").select_option("submit")
    form.get_by_label("Answer").select_option("given")
    form.get_by_label("Who said so").fill("his sister")
    form.get_by_role("button", name="Record").click()


def _letter(page: Page) -> None:
    page.get_by_role("link", name="Start a submission or a letter").click()
    page.get_by_label("Form").select_option("letter")
    page.get_by_role("button", name="Start").click()
    sign = page.locator("#facts ~ .sources code").first.inner_text()
    page.get_by_label("Fill in – From").fill("The Lamp Centre\n1 Lamp Street")
    page.get_by_label("Fill in – To", exact=True).fill("The prosecutor of Brenna")
    page.get_by_label("In your own words – In your own words").fill(f"We write about {NAME}. He was tortured.{sign}")
    page.get_by_label("In your own words – Requests, one a line").fill("Release him.\nLet him see his family.")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("mark")).to_have_text(["tortured"])
    page.get_by_label("In your own words – In your own words").fill(f"We write about {NAME}.{sign}")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("mark")).to_have_count(0)


def _move(page: Page, stage: str) -> None:
    form = page.locator("form[action$='/stage/']")
    form.get_by_label("Stage").select_option(stage)
    form.get_by_role("button", name="Move on").click()


def test_a_letter_is_written_approved_sent_and_answered_without_scripts(
    browser: Browser, desk: Running, tmp_path: Path
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    _join(page, desk)
    _bring(page, desk)
    _consent(page, desk)
    _letter(page)
    for stage in ("approved", "sent", "acknowledged", "answered"):
        _move(page, stage)
        expect(page.locator(".tag").first).to_have_text(stage)
    kept = page.locator("#copies ~ ul li")
    expect(kept).to_have_count(3)
    for number in range(3):
        with page.expect_download() as waiting:
            kept.nth(number).get_by_role("link").click()
        waiting.value.save_as(tmp_path / str(number))
        digest = hashlib.sha256((tmp_path / str(number)).read_bytes()).hexdigest()
        expect(kept.nth(number)).to_contain_text(digest)
    page.goto(f"{desk.address}/demands/")
    expect(page.get_by_role("link", name="Lamp Centre →")).to_have_count(3)  # the report's, and the letter's two
    expect(page.locator(".rows .tag").first).to_contain_text("no answer since 2021-07-01")
    context.close()


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (390, "ar")])
def test_the_pages_are_for_everybody(page: Page, desk: Running, width: int, language: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    _join(page, desk)
    _bring(page, desk)
    _consent(page, desk)
    case = page.url
    _letter(page)
    one = page.url
    page.get_by_label("Language", exact=True).select_option(language)
    page.get_by_role("button", name="Change").click()
    page.goto(f"{desk.address}/demands/")
    demand = page.locator("ul.rows a").first.get_attribute("href")
    assert demand is not None
    faults = []
    addresses = [case + "submit/", one, one + "preview/?language=ar", one + "preview/?language=fr"]
    addresses += [f"{desk.address}{path}" for path in ("/", "/submissions/", "/demands/", "/demands/new/", demand)]
    for address in addresses:
        assert page.goto(address).status == 200, address  # type: ignore[union-attr]
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        faults += [f"{address}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in found.response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{address} is wider than the screen by {wide}"
    assert not faults
