"""A full day at the desk in a real browser: from an invitation to a withdrawal, and the case at another desk."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from habeas.workspace import Workspace
from tests.desk.browser.conftest import PASSWORD, Running, started

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted(one for one in (ROOT / "examples" / "reports").rglob("*") if one.is_file())
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
LONG = 240_000


def code(secret: str) -> str:
    """The one-time code of now (RFC 6238)."""
    key = base64.b32decode(secret.replace(" ", "").upper() + "=" * (-len(secret.replace(" ", "")) % 8))
    mac = hmac.digest(key, (int(time.time()) // 30).to_bytes(8, "big"), "sha1")
    at = mac[-1] & 15
    return str((int.from_bytes(mac[at : at + 4], "big") & 0x7FFFFFFF) % 1_000_000).zfill(6)


@contextmanager
def _somebody(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(60_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not faults


def _join(page: Page, link: str, name: str, email: str) -> None:
    page.goto(link)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where the work stands")


def _invite(page: Page, desk: Running, role: str, name: str) -> str:
    page.goto(f"{desk.address}/people/invite/")
    page.get_by_label("Role", exact=False).select_option(role)
    page.get_by_role("button", name="Make an invitation").click()
    return page.get_by_label("The link").input_value()


def _second_factor(page: Page, desk: Running) -> None:
    """Sets one-time codes up, signs out, and comes in with one."""
    page.goto(f"{desk.address}/account/2fa/totp/activate/")
    if page.locator("input[name=password]").count():
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("main form button").first.click()
    secret = page.locator("#authenticator_secret, input[disabled], input[readonly]").first.input_value()
    page.locator("input[name=code]").fill(code(secret))
    page.locator("main form button").first.click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{desk.address}/account/login/")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("input[name=code]").first).to_be_visible()
    time.sleep(31 - time.time() % 30)  # a code is taken once: the next one
    page.locator("input[name=code]").first.fill(code(secret))
    page.locator("main form button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where the work stands")


def _add(page: Page, desk: Running, files: list[Path]) -> None:
    page.goto(f"{desk.address}/inbox/files/")
    page.get_by_label("Files").set_input_files(files)
    page.get_by_role("button", name="Store").click()
    expect(page.locator("tbody tr")).to_have_count(len(files))
    expect(page.locator("#arrivals progress")).to_have_count(0, timeout=LONG)
    expect(page.locator("tbody td:first-child > a")).to_have_count(len(files))


def _reports(page: Page, desk: Running) -> list[str]:
    page.goto(f"{desk.address}/reports/")
    links = page.locator("main a[href*='/reports/']").evaluate_all("all => all.map((one) => one.pathname)")
    return [one for one in dict.fromkeys(links) if re.fullmatch(r"/reports/[0-9a-f]{64}/", one)]


def _review(page: Page, desk: Running, address: str, most: int) -> int:
    """Decides by keyboard alone: every sixth proposal is rejected, the others accepted; how many."""
    page.goto(desk.address + address)
    count = min(most, page.locator(".card.proposed").count())
    for number in range(count):
        left = page.locator(".card.proposed").count()
        page.keyboard.press("g")
        page.keyboard.press("r" if number % 6 == 5 else "a")
        expect(page.locator(".card.proposed")).to_have_count(left - 1)
    return count


def _settle(page: Page, desk: Running) -> None:
    """Writes a finding on a disagreement, or on figures where there is none."""
    for kind in ("disagreement", "figures"):
        until = time.monotonic() + LONG / 1000
        page.goto(f"{desk.address}/worklists/?kind={kind}")
        while page.get_by_text("is being made again").count() and time.monotonic() < until:
            time.sleep(1)
            page.reload()
        if page.locator(".rows a").count():
            break
    page.locator(".rows a").first.click()
    page.locator("#id_verdict").select_option("disputed")
    page.locator("#id_why").fill("Both were there; neither has a paper.")
    page.get_by_role("button", name="Write").click()
    expect(page.get_by_text("Both were there; neither has a paper.")).to_be_visible()


def _join_pair(page: Page, desk: Running) -> str:
    """Says that the likeliest pair is one person; the address of their case."""
    page.goto(f"{desk.address}/same/")
    pair = page.locator("article.pair").first
    case = pair.locator("h3 a").first.get_attribute("href") or ""
    pair.get_by_label("Reason").fill("the same lawyer and the same day")
    pair.get_by_role("button", name="The same").click()
    page.goto(desk.address + case)
    assert page.locator("section[aria-labelledby=sources] li").count() >= 2
    return case


def _consent(page: Page, desk: Running, case: str, use: str, answer: str) -> None:
    page.goto(desk.address + case)
    page.get_by_text("Record consent").click()
    page.locator("#id_consent-use").select_option(use)
    page.locator("#id_consent-answer").select_option(answer)
    page.locator("#id_consent-told_by").fill("her sister")
    page.get_by_role("button", name="Record").first.click()
    expect(page.locator("main")).to_contain_text("her sister")


def _publish(page: Page, desk: Running, note: str) -> None:
    page.goto(f"{desk.address}/publish/")
    page.get_by_role("button", name="Show what would be public").click()
    expect(page.get_by_role("button", name="Publish this")).to_be_visible(timeout=LONG)
    page.locator("textarea[name=note]").fill(note)
    page.get_by_role("button", name="Publish this").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is public: published", timeout=LONG)


def _site(desk: Running) -> str:
    found = sorted((desk.folder / "public").rglob("*"))
    return "".join(path.read_text("utf-8") for path in found if path.suffix in (".html", ".json", ".csv", ".jsonl"))


def _restricted(page: Page, viewer: Page, desk: Running, report: str) -> None:
    page.goto(f"{desk.address}{report}restrict/")
    page.locator("main").get_by_label("Why").fill("the family is watched")
    page.locator("main").get_by_role("button", name="Restrict").click()
    answer = viewer.goto(desk.address + report)
    assert answer is not None
    assert answer.status == 404
    viewer.goto(f"{desk.address}/reports/")
    assert report not in viewer.content()
    answer = viewer.goto(f"{desk.address}/restrictions/")
    assert answer is not None
    assert answer.status == 403


def _restricted_case(page: Page, viewer: Page, desk: Running, apart: str) -> None:
    """Restricts somebody else's case: for a viewer neither it nor its reports are there."""
    page.goto(f"{desk.address}/cases/")
    other = [one for one in page.locator(".rows a").evaluate_all("all => all.map((a) => a.pathname)") if one != apart][
        -1
    ]
    page.goto(desk.address + other)
    report = page.locator("section[aria-labelledby=sources] a").first.get_attribute("href") or ""
    page.goto(f"{desk.address}{other}restrict/")
    page.locator("main").get_by_label("Why").fill("the family is watched")
    page.locator("main").get_by_role("button", name="Restrict").click()
    for address in (other, report, f"{report}who/"):
        answer = viewer.goto(desk.address + address)
        assert answer is not None
        assert answer.status == 404, address
    viewer.goto(f"{desk.address}/cases/")
    assert other not in viewer.content()


def _exported(page: Page, desk: Running, case: str, out: Path) -> Path:
    page.goto(desk.address + case)
    form = page.locator("form.export").first
    form.locator("select[name=form]").select_option("zip")
    form.locator("input[name=inside]").check()
    form.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("link", name="Take the file")).to_be_visible(timeout=LONG)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Take the file").click()
    path = out / "case.zip"
    waiting.value.save_as(path)
    return path


def _everything(page: Page, desk: Running, case: str) -> dict[str, list[str]]:
    """All that a case says, its history, and each of its originals byte for byte."""
    page.goto(desk.address + case)
    parts = ("life", "disagreements", "properties", "claims", "demands", "sources", "history")
    found = {part: page.locator(f"section[aria-labelledby={part}]").all_inner_texts() for part in parts}
    names = page.locator("h1, h1 ~ p").all_inner_texts()[:3]
    with Workspace.open(desk.folder) as opened:
        links = page.locator("section[aria-labelledby=sources] a").evaluate_all("all => all.map((a) => a.pathname)")
        data = [opened.original(f"sha256:{link.split('/')[2]}") for link in links]
    assert all(found["history"])
    assert data
    return {**found, "names": names, "originals": sorted(hashlib.sha256(one).hexdigest() for one in data)}


@pytest.mark.slow
def test_a_full_day(browser: Browser, desk: Running, tmp_path: Path) -> None:
    files = [*EXAMPLES, *SEEDS]
    with _somebody(browser) as ada, _somebody(browser) as cleo:
        _join(ada, desk.first, "Ada Lund", "ada@example.org")
        _join(cleo, _invite(ada, desk, "viewer", "Cleo"), "Cleo Varga", "cleo@example.org")
        _second_factor(ada, desk)
        _add(ada, desk, files)
        reports = _reports(ada, desk)
        assert len(reports) == len(files)
        decided = sum(_review(ada, desk, one, 40 if number < 3 else 6) for number, one in enumerate(reports))
        assert decided > 60
        case = _join_pair(ada, desk)
        _settle(ada, desk)
        ada.goto(desk.address + case)
        names = [one for one in ada.locator("h1 ~ p").first.locator("bdi").all_inner_texts() if " " in one]
        for use in ("publish", "name"):
            _consent(ada, desk, case, use, "given")
        _publish(ada, desk, "the first")
        assert any(one in _site(desk) for one in names)
        assert "Nothing that stood here" in (desk.folder / "public" / "corrections.html").read_text("utf-8")
        _corrected(ada, desk, case)
        _restricted(ada, cleo, desk, reports[-1])
        _restricted_case(ada, cleo, desk, case)
        _publish(ada, desk, "A date was wrong; a report was taken away.")
        assert "A date was wrong" in (desk.folder / "public" / "corrections.html").read_text("utf-8")
        before = _everything(ada, desk, case)
        parcel = _exported(ada, desk, case, tmp_path)
        _consent(ada, desk, case, "publish", "withdrawn")
        _gone(desk, names)
    with started(tmp_path / "other" / "work") as other, _somebody(browser) as ben:
        _join(ben, other.first, "Ben Roth", "ben@example.org")
        ben.goto(f"{other.address}/exports/bring/")
        ben.get_by_label("The case (ZIP)").set_input_files(parcel)
        ben.get_by_role("button", name="Bring it in").click()
        ben.wait_for_load_state()
        assert _everything(ben, other, case) == before


def _corrected(page: Page, desk: Running, case: str) -> None:
    """Corrects something of the case that is public."""
    page.goto(desk.address + case)
    public = page.locator(".sources li").filter(has=page.locator(".state", has_text="accepted"))
    public = public.filter(has_not=page.locator(".risk")).filter(has_not_text="says:")
    address = public.first.get_by_role("link", name="on the reading screen").get_attribute("href") or ""
    page.goto(desk.address + address)
    card = page.locator(f"[id='{address.partition('#')[2]}']")
    card.get_by_role("button", name="Undo").click()
    expect(card).to_have_class(re.compile("proposed"))
    card.locator("summary[data-key=c]").click()
    field = card.locator("input[name^='set-']").first
    field.fill(_other(field.input_value(), field.get_attribute("name") or ""))
    card.get_by_role("button", name="Accept as corrected").click()
    expect(card).to_have_class(re.compile("corrected"))


def _other(value: str, field: str) -> str:
    return {"set-type": "release", "set-property": "occupation", "set-act": "believe", "set-measure": "held"}.get(
        field, "2021-05" if not value.isdigit() else str(int(value) + 1)
    )


def _gone(desk: Running, names: list[str]) -> None:
    until = time.monotonic() + 60
    while any(name in _site(desk) for name in names) and time.monotonic() < until:
        time.sleep(1)
    assert [name for name in names if name in _site(desk)] == []
