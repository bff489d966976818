"""How somebody makes a campaign at the desk and takes part in it, in a real browser."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.desk.actions.making import DEMANDS, TITLES
from tests.desk.actions.postoffice import PostOffice
from tests.desk.browser.casework import PASSWORD

WAIT_S = 60.0
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Acting(NamedTuple):
    """A desk with a case, its folder, and the mail server that it sends by."""

    address: str
    folder: Path
    office: PostOffice


def wait_until(true: Callable[[], object], told: Callable[[], object] = lambda: "") -> None:
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        if true():
            return
        time.sleep(0.2)
    raise AssertionError(told())


def sign_in(page: Page, acting: Acting) -> None:
    page.goto(f"{acting.address}/account/login/")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def started(page: Page, acting: Acting, kind: str, slug: str) -> str:
    page.goto(f"{acting.address}/campaigns/new/")
    page.get_by_role("link", name="Ilmar Sotnik").first.click()
    page.get_by_label("What people are asked to do").select_option(kind)
    page.get_by_label("Address, such as").fill(slug)
    page.get_by_label("Language it is written in first").fill("en")
    page.get_by_label("Title", exact=True).fill(TITLES["en"])
    anyway = page.get_by_label("I have looked at the campaigns")
    if kind == "letters":
        anyway.check()
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url(re.compile(r"/campaigns/\d+/$"))
    return page.url


def write(page: Page, acting: Acting, campaign: str, language: str) -> None:
    if language != "en":
        page.goto(campaign)
        page.get_by_label("Another language").fill(language)
        page.get_by_role("button", name="Add the language").click()
    else:
        page.goto(f"{campaign}text/en/")
    expect(page.locator("#facts + .help + .sources blockquote").first).to_contain_text("Ilmar Sotnik was arrested")
    name = "key.txt" if language == "en" else f"key.{language}.txt"
    page.locator("#id_title").fill(TITLES[language])
    page.locator("#id_text").fill((acting.folder.parent / name).read_text(encoding="utf-8"))
    page.get_by_role("button", name="Keep").click()


def fill_parts(page: Page, campaign: str, languages: tuple[str, ...]) -> None:
    page.goto(f"{campaign}part/addressees/")
    page.get_by_label("Name", exact=True).fill("The Minister of Justice")
    page.get_by_role("button", name="Keep").click()
    page.goto(f"{campaign}part/demands/")
    page.get_by_label("Number").fill("1")
    page.get_by_label("The Minister of Justice").check()
    for language in languages:
        page.locator(f"#id_texts_{language}").fill(DEMANDS[language])
    page.get_by_role("button", name="Keep").click()


def open_campaign(page: Page, campaign: str) -> None:
    page.goto(campaign)
    seen = page.get_by_label("I have looked at the marked words")
    if seen.count():
        seen.check()
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text("· open")).to_be_visible()


def faults_of(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": RULES})
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    faults = [f"{page.url}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]]
    return faults + ([f"{page.url} is wider than the screen by {wide}"] if wide > 0 else [])


def link_to(acting: Acting, to: str, nth: int = 0) -> str:
    """The link in the message to somebody, once it has come."""
    wait_until(lambda: acting.office.to().count(to) > nth, acting.office.to)
    text = [one for one in acting.office.got if str(one["To"]) == to][nth].get_content()
    found = re.search(r"http://\S+", text)
    assert found is not None, text
    return found.group()


def by_keyboard(page: Page, *typed: str) -> None:
    """Types into what has the focus and goes on to the next field."""
    for text in typed:
        page.keyboard.type(text)
        page.keyboard.press("Tab")


def sign_by_keyboard(page: Page, acting: Acting, language: str, name: str, address: str) -> None:
    page.goto(f"{acting.address}/act/see-his-lawyer/{language}/")
    page.locator("#id_name").focus()
    by_keyboard(page, name, address)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/signed/"))
