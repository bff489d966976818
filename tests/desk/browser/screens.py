"""Takes a picture of every screen of the desk, in each language, on a desk and on a phone: `make screens`.

Says which screens did not answer, which are wider than the phone, and which words of the program stand there in
English for readers of Arabic. Needs Chromium. `python -m tests.desk.browser.screens FOLDER`.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from bench.browser import found as chromium
from habeas.desk.policy.routes import routes
from habeas.workspace import Workspace
from tests.desk.browser.showroom import PASSWORD

ROOT: Final = Path(__file__).parents[3]
LANGUAGES: Final = ("en", "fr", "ar")
SIZES: Final = {"desk": (1280, 900), "phone": (390, 844)}
FILES: Final = frozenset({
    "original", "export-file", "case-file", "case-style", "submission-file", "submission-copy", "demands-json",
    "demands-csv", "demands-calendar", "act-json", "act-csv", "act-demands-json", "act-demands-csv",
    "act-feed", "act-one-json", "act-feed-one",
    "mfa_download_recovery_codes",
})  # fmt: skip
"""Routes that give a file and no screen."""
ELSEWHERE: Final = frozenset({
    "account_logout", "account_inactive", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "account_reauthenticate", "mfa_authenticate", "mfa_login_webauthn", "mfa_reauthenticate", "campaign-demand",
    "mfa_reauthenticate_webauthn", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_edit_webauthn", "mfa_remove_webauthn", "campaign-one-part", "act-confirm", "act-own-page", "act-find",
    "act-write", "act-written", "act-letter", "act-answer", "target-list",
})  # fmt: skip
"""Screens that a link in a message, a second factor or a campaign of letters leads to: the tests of these see them."""
OUTSIDE: Final = ("account_login", "account_reset_password", "account_reset_password_done", "join")
QUERIES: Final = {"search": "?words=arrested", "cases": "?all=1", "worklists": "?kind=disagreement", "home": "?"}
BARE: Final = frozenset({"Habeas", "FollowTheMoney", "JSON", "DOCX", "HTML", "Atom"})
"""What stands so in every language. French has many words in common with English, so that Arabic is looked at."""
_WORDS: Final = """() => {
  const own = 'bdi, blockquote, code, kbd, q, del, ins, script, style, option, textarea, iframe, time, mark, '
    + '.lines, .sheet, .out, [dir=auto], [lang]:not(html)';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const words = walker.currentNode.textContent.trim();
    if (words && !walker.currentNode.parentElement.closest(own)) found.push(words.replace(/\\s+/g, ' '));
  }
  for (const one of document.querySelectorAll('option:not([lang], [dir])')) {
    if (!one.closest('datalist')) found.push(one.textContent.trim());
  }
  for (const one of document.querySelectorAll('[aria-label]')) found.push(one.getAttribute('aria-label').trim());
  return found;
}"""


class Walk(NamedTuple):
    """One walk through all screens. `english`: the words of each in English, for a comparison."""

    desk: str
    screens: Mapping[str, str]
    folder: Path
    english: dict[tuple[str, str], list[str]]


def screens() -> tuple[str, ...]:
    """The routes of all screens, those that need no account first."""
    shown = [name for name, row in routes().items() if "GET" in row and name not in FILES | ELSEWHERE]
    return (*OUTSIDE, *(name for name in shown if name not in OUTSIDE))


def addresses(found: Mapping[str, str]) -> dict[str, str]:
    """Where each screen lies. `found`: arguments by name, and the number of each thing by its route."""
    from django.urls import get_resolver

    made = {}
    for route in screens():
        path, names = get_resolver().reverse_dict.getlist(route)[0][0][0]
        made[route] = "/" + path % {name: _argument(route, name, found) for name in names} + QUERIES.get(route, "")
    return made


def _argument(route: str, name: str, found: Mapping[str, str]) -> str:
    if name != "number":
        return found.get(name, "none")
    of = {"rows": "register", "preview": "submission", "moderate": "campaign", "deliver": "campaign"}
    near = next((known for key, known in of.items() if key in route), route.partition("-")[0])
    return found.get(route) or found.get(near, "1")


@contextmanager
def _desk(folder: Path) -> Iterator[str]:
    """A desk on a folder that is filled already: its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = folder.parent / "said.txt"
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "HABEAS_"))}
    command = [sys.executable, "-m", "habeas", "desk", str(folder), "--port", str(port)]
    with said.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=surroundings)
    try:
        while "the desk is at" not in said.read_text():
            if process.poll() is not None:
                raise SystemExit(said.read_text())
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=90)


def walk(folder: Path) -> int:
    """Takes all pictures; how many pages do not come or are too wide. What is in English on Arabic pages is told: names
    are among it, and whether a text is translated at all is for `test_languages`.
    """
    with tempfile.TemporaryDirectory() as made, sync_playwright() as driver:
        work, where = Path(made) / "work", Path(made) / "addresses.json"
        Workspace.init(work).close()
        command = [sys.executable, "-m", "tests.desk.browser.showroom", str(work), str(where)]
        subprocess.run(command, cwd=ROOT, check=True)
        os.environ |= {"HABEAS_WORKSPACE": str(work), "DJANGO_SETTINGS_MODULE": "habeas.desk.settings"}
        import django

        django.setup()
        found = addresses(json.loads(where.read_text(encoding="utf-8")))
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        with _desk(work) as desk:
            told = list(_walked(browser, Walk(desk, found, folder, {})))
        browser.close()
    wrong = [one for one in told if one.wrong]
    print("\n".join(one.words for one in told))
    print(f"{len(found)} screens in {len(LANGUAGES)} languages and {len(SIZES)} sizes: {folder}")
    print(f"{len(wrong)} do not come or are too wide; {len(told) - len(wrong)} words to look at")
    return len(wrong)


class Told(NamedTuple):
    """Something about a picture. `wrong`: it is a fault, and not only to be looked at."""

    words: str
    wrong: bool


def _walked(browser: Browser, way: Walk) -> Iterator[Told]:
    first = next(route for route in way.screens if route not in OUTSIDE)
    for size, (width, height) in SIZES.items():
        for language in LANGUAGES:
            context = browser.new_context(viewport={"width": width, "height": height}, locale=language)
            page = context.new_page()
            for route in way.screens:
                if route == first:
                    _sign_in(page, way.desk, language)
                yield from _one(page, way, route, (language, size))
            context.close()


def _sign_in(page: Page, desk: str, language: str) -> None:
    page.goto(f"{desk}/account/login/")
    page.locator("input[name=login]").fill("ada@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.locator("#language").select_option(language)
    page.locator("form.language button").click()
    page.wait_for_load_state()


def _one(page: Page, way: Walk, route: str, how: tuple[str, str]) -> Iterator[Told]:
    """Takes one picture; says what is wrong on it."""
    language, size = how
    name = f"{language}-{size} {route}"
    answer = page.goto(way.desk + way.screens[route], wait_until="load")
    if "/reauthenticate/" in page.url:
        page.locator("main input[name=password]").fill(PASSWORD)
        page.locator("main form button").first.click()
        page.wait_for_load_state()
    out = way.folder / f"{language}-{size}"
    out.mkdir(parents=True, exist_ok=True)
    for frame in page.locator("iframe").all():  # it is filled when somebody comes to it
        frame.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
    page.screenshot(path=out / f"{route}.png", full_page=True)
    if answer is not None and answer.status >= 400 and route != "join":
        yield Told(f"{name}: answered {answer.status}", wrong=True)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        yield Told(f"{name}: wider than the screen by {wide}", wrong=True)
    words: list[Any] = page.evaluate(_WORDS)
    if language == "en":
        way.english[route, size] = words
    elif language == "ar" and page.evaluate("document.documentElement.lang") == language:
        english = way.english.get((route, size), [])
        same = {
            one for one in words if one in english and any(len(part) > 3 and part.isalpha() for part in one.split())
        }
        yield from (Told(f"{name}: {one}", wrong=False) for one in sorted(same - BARE))


if __name__ == "__main__":
    sys.exit(1 if walk(Path(sys.argv[1]).resolve()) else 0)
