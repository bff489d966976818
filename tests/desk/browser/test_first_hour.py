"""From an empty folder to the first decisions, as a newcomer meets it, by keyboard where the work is."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.desk.browser.conftest import PASSWORD, Running

REPORT = """The Brenna Herald, 4 May 2021

Ilmar Sotnik, 34, was arrested in Brenna on 3 May 2021, his lawyer Dana Petrak said.

At least 40 people are held in Brenna prison, the committee said. "<b onclick=alert(1)>Let them go</b>," she added.
"""

PAGES = (
    "/", "/inbox/", "/inbox/files/", "/inbox/addresses/", "/inbox/testimony/", "/people/", "/people/invite/", "/keys/",
    "/reports/",
    "/search/?words=prison+OR+arrested", "/cases/?all=1", "/same/", "/worklists/", "/worklists/?kind=figures",
    "/restrictions/", "/publish/", "/watches/", "/out-of-date/",
)  # fmt: skip


def _join(page: Page, desk: Running) -> None:
    page.goto(desk.first)
    page.get_by_label("Your name").fill("Ada Lund")
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()


def _bring(page: Page, desk: Running) -> None:
    page.goto(f"{desk.address}/inbox/text/")
    page.get_by_label("Text").fill(REPORT)
    page.get_by_label("Title").fill("A lawyer speaks")
    page.get_by_role("button", name="Store").click()
    link = page.get_by_role("link", name="A lawyer speaks")
    expect(link).to_be_visible(timeout=60_000)
    link.click()
    page.wait_for_load_state("load")  # what is pressed before is pressed on the page before


def _faults(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    return [f"{page.url}: {one['id']}: {one['nodes'][0]['html'][:120]}" for one in found.response["violations"]]


def test_a_newcomer_comes_from_the_first_account_to_the_first_accepted_claim(page: Page, desk: Running) -> None:
    page.goto(desk.address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody works at this desk yet")
    _join(page, desk)
    _bring(page, desk)
    expect(page.locator("#progress")).to_contain_text("0 of")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("#progress")).to_contain_text("1 of")
    page.keyboard.press("r")
    expect(page.locator("#progress")).to_contain_text("2 of")
    page.reload()
    expect(page.locator("#progress")).to_contain_text("2 of")
    expect(page.locator(".card.accepted")).to_have_count(1)
    expect(page.locator(".card.rejected")).to_have_count(1)
    page.goto(desk.first)
    expect(page.get_by_role("heading", level=1)).to_have_text("This invitation does not work")


@pytest.mark.slow
def test_words_are_selected_by_keyboard_and_made_a_statement(page: Page, desk: Running) -> None:
    _join(page, desk)
    _bring(page, desk)
    before = page.locator(".card").count()
    press = page.keyboard.press
    press("t")
    press("ArrowDown")
    for _ in range(12):
        if _selected(page).startswith("40"):
            break
        press("ArrowRight")
    for _ in range(6):
        press("w")
    press("W")
    assert _selected(page) == "40 people are held in Brenna"
    press("n")
    expect(page.locator("#chosen")).to_have_text("40 people are held in Brenna")
    page.keyboard.type("Event")
    press("Tab")
    page.keyboard.type("Visit")
    press("Tab")
    page.keyboard.type("2021-05")
    press("Enter")
    expect(page.locator(".card")).to_have_count(before + 1)
    expect(page.locator(".card.accepted")).to_have_count(1)
    expect(page.locator(".card.accepted blockquote")).to_have_text("40 people are held in Brenna")


def _selected(page: Page) -> str:
    return str(page.evaluate("window.getSelection().toString()")).strip()


@pytest.mark.slow
def test_who_is_meant_is_said_by_keyboard(page: Page, desk: Running) -> None:
    _join(page, desk)
    _bring(page, desk)
    press = page.keyboard.press
    press("t")
    for _ in range(40):
        if _selected(page) == "Dana":
            break
        press("ArrowRight")
    press("m")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who is meant")
    asked = page.locator("input[name=mention]:checked")
    expect(asked).to_be_focused()
    press("ArrowUp")  # round to the last: all of these words
    press("Tab")
    page.keyboard.type("Ilmar Sotnik")
    press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Noted whom these words mean.")
    expect(page.locator("legend", has_text="Dana Petrak")).to_have_count(0)
    page.get_by_role("button", name="Undo").focus()
    press("Enter")
    expect(page.locator("legend", has_text="Dana Petrak")).to_have_count(1)
    page.goto(page.url.replace("who/", ""))
    press("j")
    press("c")
    speaker = page.locator(".card.current input[name=set-speaker]")
    expect(speaker).to_be_focused()
    speaker.fill("the committee")
    press("Enter")
    expect(page.locator(".card.claim.accepted")).to_have_count(1)
    expect(page.locator(".card.claim.accepted .what")).to_contain_text("committee")


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_are_for_everybody(page: Page, desk: Running, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    _join(page, desk)
    _bring(page, desk)
    faults = _faults(page)
    page.goto(f"{page.url.partition('#')[0].partition('?')[0]}who/")
    faults += _faults(page)
    page.goto(f"{desk.address}/cases/?all=1")
    case = page.locator(".rows a").first.get_attribute("href") or ""
    own = (case, f"{case}public/", f"{case}files/", case.replace("/cases/", "/same/") + "?q=dana")
    for address in (*PAGES, *own):
        page.goto(desk.address + address)
        faults += _faults(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{address} is wider than the screen by {wide}"
    assert not faults


@pytest.mark.slow
def test_what_was_typed_outlasts_the_end_of_the_session(page: Page, desk: Running) -> None:
    _join(page, desk)
    page.goto(f"{desk.address}/inbox/text/")
    page.get_by_label("Text").fill("Half a page that nobody wants to type again.")
    page.context.clear_cookies()
    page.get_by_role("button", name="Store").click()
    page.goto(f"{desk.address}/account/login/")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{desk.address}/inbox/text/")
    expect(page.get_by_label("Text")).to_have_value("Half a page that nobody wants to type again.")


@pytest.mark.slow
def test_a_session_says_before_it_ends_and_is_kept_where_somebody_says_so(page: Page, desk: Running) -> None:
    page.clock.install()
    _join(page, desk)
    page.goto(f"{desk.address}/inbox/text/")
    expect(page.locator("#ending")).to_be_hidden()
    page.clock.fast_forward("56:00")
    expect(page.locator("#ending")).to_be_visible()
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.locator("#ending")).to_be_hidden()
    page.clock.fast_forward("30:00")
    expect(page.locator("#ending")).to_be_hidden()


@pytest.mark.slow
def test_a_correction_that_was_typed_outlasts_a_refusal_and_the_end_of_the_session(page: Page, desk: Running) -> None:
    _join(page, desk)
    _bring(page, desk)
    card = page.locator(".card.event").first
    card.locator("summary[data-key=c]").click()
    when = card.locator("input[name=set-when]")
    when.fill("on Monday")
    card.get_by_role("button", name="Accept as corrected").click()
    expect(card.get_by_role("alert")).to_be_visible()
    expect(card.locator("input[name=set-when]")).to_have_value("on Monday")
    page.reload()
    expect(page.locator(".card.event").first.locator("input[name=set-when]")).to_have_value("on Monday")
    expect(page.locator(".card.event").first.locator("input[name=set-when]")).to_be_visible()
    page.locator(".card.event").first.locator("input[name=set-when]").fill("2021-05-02")
    page.locator(".card.event").first.get_by_role("button", name="Accept as corrected").click()
    expect(page.locator(".card.event.corrected")).to_have_count(1)
    page.reload()
    expect(page.locator(".card.event").first.locator("input[name=set-when]")).not_to_have_value("on Monday")


@pytest.mark.slow
def test_a_passkey_lets_somebody_in_without_a_password(page: Page, desk: Running) -> None:
    here = desk.address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name and not to a number
    page.goto(desk.first.replace("127.0.0.1", "localhost"))
    page.get_by_label("Your name").fill("Ada Lund")
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    key |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    page.goto(f"{here}/account/2fa/webauthn/add/")
    if page.locator("main input[name=password]").count():
        page.locator("main input[name=password]").fill(PASSWORD)
        page.locator("main form button").first.click()
    page.locator("input[name=name]").fill("My telephone")
    if page.locator("input[name=passwordless]").count():
        page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda address: "/add/" not in address)
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{here}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where the work stands")
