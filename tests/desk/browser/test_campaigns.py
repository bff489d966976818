"""A petition and letters in a real browser: made at the desk, taken part in on a phone without a script."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from habeas.workspace import Workspace
from tests.desk.actions.making import TITLES
from tests.desk.actions.postoffice import post_office
from tests.desk.browser.campaigning import (
    Acting,
    faults_of,
    fill_parts,
    link_to,
    open_campaign,
    sign_by_keyboard,
    sign_in,
    started,
    wait_until,
    write,
)

ROOT = Path(__file__).parents[3]
PHONE = {"width": 360, "height": 740}
ARCHIVE = "https://archive.example.org/{sha256}"
OWN_WORDS = {
    "en": "I taught at the school where he worked, and I ask you to see that he meets his lawyer this week.",
    "fr": "J'ai enseigné à l'école où il travaillait, et je vous demande de veiller à ce qu'il voie son avocate.",
    "ar": "درّست في المدرسة التي كان يعمل فيها، وأطلب منكم أن تسمحوا له بمقابلة محاميته هذا الأسبوع.",
}


def _surroundings(**more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "HABEAS_"))}
    return {**clean, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))), **more}


def _casework(folder: Path, what: str) -> None:
    command = [sys.executable, "-m", "tests.desk.browser.casework", str(folder), what]
    subprocess.run(command, env=_surroundings(), cwd=ROOT, check=True, capture_output=True)


@pytest.fixture
def acting(tmp_path: Path) -> Iterator[Acting]:
    """A desk with a case of which all may be said."""
    folder = tmp_path / "work"
    Workspace.init(folder).close()
    _casework(folder, "make")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with post_office() as (office, server):
        mail = server._parts.geturl()
        command = [sys.executable, "-m", "habeas", "desk", str(folder), "--port", str(port)]
        said = tmp_path / "said.txt"
        with said.open("w") as out:
            desk = subprocess.Popen(
                command,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=_surroundings(HABEAS_MAIL=mail, HABEAS_ARCHIVE=ARCHIVE),
            )
        try:
            wait_until(lambda: "the desk is at" in said.read_text(), said.read_text)
            yield Acting(f"http://127.0.0.1:{port}", folder, office)
        finally:
            desk.terminate()
            desk.wait(timeout=60)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone on which no script runs."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="en-GB")  # type: ignore[arg-type]
    yield context.new_page()
    assert not context.cookies()
    context.close()


@pytest.mark.slow
def test_a_petition_from_its_case_to_its_answer_in_three_languages(page: Page, phone: Page, acting: Acting) -> None:
    sign_in(page, acting)
    campaign = started(page, acting, "petition", "see-his-lawyer")
    for language in ("en", "fr", "ar"):
        write(page, acting, campaign, language)
    fill_parts(page, campaign, ("en", "fr", "ar"))
    open_campaign(page, campaign)
    for number, language in enumerate(("en", "fr", "ar")):
        address = f"signer{number}@example.org"
        sign_by_keyboard(phone, acting, language, f"Vera {'ABC'[number]}", address)
        phone.goto(link_to(acting, address))
        phone.get_by_role("button").focus()
        with phone.expect_navigation():
            phone.keyboard.press("Enter")
        phone.goto(f"{acting.address}/act/see-his-lawyer/{language}/")
        expect(phone.locator(".count")).to_have_text(str(number + 1))
        expect(phone.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    _taken_back(phone, acting)
    _flagged_and_right_again(page, phone, acting, campaign)
    _delivered_answered_and_closed(page, phone, acting, campaign)


def _taken_back(phone: Page, acting: Acting) -> None:
    phone.goto(f"{acting.address}/act/own/")
    phone.locator("#id_address").fill("signer2@example.org")
    with phone.expect_navigation():
        phone.get_by_role("button").last.click()
    phone.goto(link_to(acting, "signer2@example.org", 1))
    with phone.expect_navigation():
        phone.get_by_role("button", name="Take my signature back").click()
    phone.goto(f"{acting.address}/act/see-his-lawyer/en/")
    expect(phone.locator(".count")).to_have_text("2")


def _flagged_and_right_again(page: Page, phone: Page, acting: Acting, campaign: str) -> None:
    _casework(acting.folder, "withhold")
    public = f"{acting.address}/act/see-his-lawyer/en/"

    def halted() -> bool:
        phone.goto(public)
        return "Signing is paused" in phone.content()

    wait_until(halted, phone.content)
    assert "was arrested on 3 May 2021" not in phone.content()
    page.goto(campaign)
    expect(page.locator(".tag.risk").first).to_have_text("up")
    _casework(acting.folder, "undo")
    wait_until(lambda: not halted(), phone.content)
    assert "was arrested on 3 May 2021" in phone.content()


def _delivered_answered_and_closed(page: Page, phone: Page, acting: Acting, campaign: str) -> None:
    page.goto(f"{campaign}deliver/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the file").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    page.goto(f"{campaign}deliver/")
    page.get_by_label("Given on").fill("2026-03-01")
    page.get_by_label("How, and who took it").fill("by hand")
    page.get_by_role("button", name="Note it").click()
    page.goto(f"{campaign}part/answers/")
    page.get_by_label("By").select_option(label="The Minister of Justice")
    page.get_by_label("What it comes to").select_option("partly")
    page.locator("#id_texts_en").fill("He may see his lawyer once.")
    page.get_by_role("button", name="Keep").click()
    page.goto(campaign)
    page.get_by_role("button", name="Close it for good").click()
    phone.goto(f"{acting.address}/act/see-his-lawyer/en/")
    for words in ("He may see his lawyer once.", "by hand", "2 signatures", "This petition is closed."):
        expect(phone.locator("main")).to_contain_text(words)


@pytest.mark.slow
def test_letters_in_three_languages_from_the_postal_code_to_the_answer(page: Page, phone: Page, acting: Acting) -> None:
    sign_in(page, acting)
    page.goto(f"{acting.address}/targets/")
    page.get_by_label("Name of the list").fill("Parliament")
    page.get_by_role("button", name="Make it").click()
    for what in ("targets", "codes"):
        page.get_by_label("What is in the file").select_option(what)
        page.get_by_label("CSV file").set_input_files(acting.folder.parent / f"{what}.csv")
        page.get_by_role("button", name="Take it in").click()
        expect(page.get_by_text("1 row was taken.")).to_be_visible()
    campaign = _started_letters(page, acting)
    for number, language in enumerate(OWN_WORDS):
        _wrote(phone, acting, language, f"writer{number}@example.org")
    wait_until(lambda: acting.office.to().count("ada@parliament.example") == len(OWN_WORDS), acting.office.to)
    sent = [" ".join(one.get_content().split()) for one in acting.office.got if str(one["To"]).startswith("ada@")]
    assert [sum(words in one for one in sent) for words in OWN_WORDS.values()] == [1, 1, 1]
    wait_until(lambda: _columns(phone, acting) == ["3", "0", "0", "0"], phone.content)
    _casework(acting.folder, "two-weeks")
    phone.goto(link_to(acting, "writer1@example.org", 1))
    with phone.expect_navigation():
        phone.locator("main button").first.click()
    assert _columns(phone, acting) == ["3", "0", "1", "0"]
    _halted_and_going_on(phone, acting)
    _letters_are_for_everybody(page, acting)
    _removed(phone, acting, "writer2@example.org")
    page.goto(campaign)
    page.get_by_role("button", name="Close it for good").click()
    assert _columns(phone, acting) == ["3", "0", "1", "0"]
    expect(phone.locator("main")).to_contain_text("No more letters are sent.")


def _columns(phone: Page, acting: Acting) -> list[str]:
    """What the public page says of the target: sent, did not arrive, answered, no answer."""
    phone.goto(f"{acting.address}/act/write-to-them/en/")
    return phone.locator("tbody td").all_text_contents()


def _wrote(phone: Page, acting: Acting, language: str, address: str) -> None:
    phone.goto(f"{acting.address}/act/write-to-them/{language}/")
    expect(phone.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    phone.locator("#part ~ p a.button").click()
    phone.locator("#where").fill("10115")
    phone.keyboard.press("Enter")
    phone.get_by_role("link", name="Ada Brandt").click()
    phone.locator("#id_more").fill(OWN_WORDS[language])
    phone.locator("#id_name").fill("Vera Lund")
    phone.locator("#id_address").fill(address)
    phone.locator("button[value=preview]").click()
    expect(phone.locator(".letter")).to_contain_text(OWN_WORDS[language])
    phone.locator("button[value=back]").click()
    expect(phone.locator("#id_more")).to_have_value(OWN_WORDS[language])
    phone.locator("button[value=preview]").click()
    phone.locator("button[value=send]").click()
    phone.goto(link_to(acting, address))
    with phone.expect_navigation():
        phone.locator("main form button").click()


def _letters_are_for_everybody(page: Page, acting: Acting) -> None:
    faults: list[str] = []
    for language, words in OWN_WORDS.items():
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{acting.address}/act/write-to-them/{language}/")
        expect(page.locator(f'a[href^="{ARCHIVE.partition("{")[0]}"]').first).to_be_visible()
        faults += faults_of(page)
        page.locator("#part ~ p a.button").click()
        page.locator("#where").fill("10115")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Ada Brandt").wait_for()
        faults += faults_of(page)
        page.get_by_role("link", name="Ada Brandt").click()
        page.locator("#id_more").fill(words)
        page.locator("#id_name").fill("Vera Lund")
        page.locator("#id_address").fill("vera@example.org")
        faults += faults_of(page)
        page.locator("button[value=preview]").click()
        page.locator(".letter").wait_for()
        faults += faults_of(page)
    assert not faults


def _halted_and_going_on(phone: Page, acting: Acting) -> None:
    def halted() -> bool:
        phone.goto(f"{acting.address}/act/write-to-them/en/")
        return "No letters are sent until the text is right again." in phone.content()

    _casework(acting.folder, "withhold")
    wait_until(halted, phone.content)
    _casework(acting.folder, "undo")
    wait_until(lambda: not halted(), phone.content)


def _removed(phone: Page, acting: Acting, address: str) -> None:
    """Somebody has all that is kept of them removed."""
    phone.goto(f"{acting.address}/act/own/")
    phone.locator("#id_address").fill(address)
    with phone.expect_navigation():
        phone.get_by_role("button").last.click()
    own = f"{acting.address}/act/own/"

    def links() -> list[str]:
        texts = [one.get_content() for one in acting.office.got if str(one["To"]) == address]
        return [found for text in texts for found in re.findall(r"http://\S+", text) if found.startswith(own)]

    wait_until(links, acting.office.to)
    phone.goto(links()[0])
    with phone.expect_navigation():
        phone.locator("button[value=erase]").click()
    expect(phone.locator("h1")).to_have_text("All of it is removed")


def _started_letters(page: Page, acting: Acting) -> str:
    page.goto(f"{acting.address}/campaigns/new/")
    page.get_by_role("link", name="Ilmar Sotnik").first.click()
    page.get_by_label("What people are asked to do").select_option("letters")
    page.get_by_label("Address, such as").fill("write-to-them")
    page.get_by_label("Language it is written in first").fill("en")
    page.get_by_label("Title", exact=True).fill(TITLES["en"])
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url(re.compile(r"/campaigns/\d+/$"))
    campaign = page.url
    for language in OWN_WORDS:
        write(page, acting, campaign, language)
    page.goto(f"{campaign}part/writing/")
    page.get_by_label("List of targets").select_option(label="Parliament")
    page.get_by_role("button", name="Keep").click()
    open_campaign(page, campaign)
    return campaign


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_pages_of_campaigns_are_for_everybody(page: Page, acting: Acting, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, acting)
    campaign = started(page, acting, "petition", "see-his-lawyer")
    for language in ("en", "ar"):
        write(page, acting, campaign, language)
    fill_parts(page, campaign, ("en", "ar"))
    open_campaign(page, campaign)
    faults: list[str] = []
    own = ("", "text/en/", "text/ar/", "part/demands/", "part/answers/", "part/purposes/", "moderate/", "deliver/")
    public = ("act/", "act/see-his-lawyer/en/", "act/see-his-lawyer/ar/", "act/see-his-lawyer/en/signed/", "act/own/",
              "act/own/asked/", "act/confirm/none/", "campaigns/", "campaigns/new/", "targets/", "mail/")  # fmt: skip
    for address in [campaign + one for one in own] + [f"{acting.address}/{one}" for one in public]:
        page.goto(address)
        faults += faults_of(page)
    assert not faults
